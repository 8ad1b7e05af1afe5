"""A repaired text always leads back to the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.errors import BadValueError
from talentwire.model.document import Document, Edit, Reading, Span, digest


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(st.text(max_size=60))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, [Edit(a, b, draw(st.text(max_size=4))) for a, b in pairs]


@given(edited())
def test_the_original_comes_back_when_the_edits_are_taken_back(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    reading = Reading(text, edits)
    parts, here = [], 0
    for edit in reading.edits:
        parts += [text[here : edit.start], edit.text]
        here = edit.end
    assert reading.text == "".join([*parts, text[here:]])


@given(edited(), st.data())
def test_a_span_maps_inside_the_original_and_keeps_its_order(case: tuple[str, list[Edit]], data: st.DataObject) -> None:
    text, edits = case
    reading = Reading(text, edits)
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    span = reading.original_span(start, end)
    assert 0 <= span.start <= span.end <= len(text)


@given(st.text(min_size=1, max_size=60), st.data())
def test_blanks_put_in_change_no_evidence(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    reading = Reading(text, [Edit(p, p, " ") for p in places])
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    cut = reading.original_span(start, end).cut(text)
    assert cut.replace(" ", "") == reading.text[start:end].replace(" ", "")


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_an_unrepaired_text_is_its_own_map(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    assert Reading(text).original_span(start, end) == Span(start, end)


@pytest.mark.parametrize("edits", [[Edit(0, 3, ""), Edit(2, 4, "")], [Edit(3, 99, "")], [Edit(3, 2, "")]])
def test_edits_that_make_no_sense_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(BadValueError):
        Reading("some text", edits)


def test_a_document_is_known_by_what_it_says_and_not_by_its_repairs() -> None:
    document = Document("a", "Rao Vizepräsident")
    assert document.with_edits([Edit(3, 3, " ")]).digest == document.digest
    assert document.with_lang("de").digest == document.digest
    assert Document("a", "other").digest != document.digest
    assert Document("b", "Rao Vizepräsident").digest != document.digest


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_digests_differ_where_the_parts_do(left: list[str], right: list[str]) -> None:
    if "\x1f".join(left) != "\x1f".join(right):
        assert digest(*left) != digest(*right)
