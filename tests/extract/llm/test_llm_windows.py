"""Windows hold the whole text, none is too long, and they part where a text pauses."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from talentwire.extract.llm.windows import Window, windows

TEXT = st.text(st.sampled_from("ab. \n!。é"), max_size=400)


@given(TEXT, st.integers(20, 120))
def test_windows_cover_the_text(text: str, size: int) -> None:
    found = windows(text, size)
    covered: set[int] = set()
    for window in found:
        assert 0 < len(window.text) <= size
        assert text[window.start : window.start + len(window.text)] == window.text
        covered |= set(range(window.start, window.start + len(window.text)))
    assert all(text[place].isspace() for place in set(range(len(text))) - covered)
    assert [window.start for window in found] == sorted({window.start for window in found})


def test_a_short_text_is_one_window_and_a_blank_one_none() -> None:
    assert windows("A few words.", 100) == [Window("A few words.")]
    assert windows(" \n ", 100) == []


def test_windows_part_between_paragraphs_else_between_sentences() -> None:
    paragraphs = "\n\n".join(f"Paragraph {n} has two sentences. This is the second one of them." for n in range(12))
    for window in windows(paragraphs, 300)[1:]:
        assert window.text.startswith(("Paragraph", "This"))
    assert all(w.text.rstrip().endswith("them.") for w in windows(paragraphs, 300))
    line = paragraphs.replace("\n\n", " ")
    assert all(window.text.rstrip().endswith(".") for window in windows(line, 300))


def test_neighbours_share_what_stands_between_them() -> None:
    text = " ".join(f"Sentence number {n} stands here." for n in range(200))
    found = windows(text, 1000)
    for left, right in pairwise(found):
        assert right.start < left.start + len(left.text)
        assert "Sentence number" in text[right.start : left.start + len(left.text)]


def test_a_text_without_a_pause_is_cut_all_the_same() -> None:
    found = windows("a" * 5000, 1000)
    assert max(len(window.text) for window in found) == 1000
    assert found[-1].start + len(found[-1].text) == 5000


def test_halves_overlap_and_a_short_window_has_none() -> None:
    window = Window(" ".join(f"Sentence {n} is here." for n in range(100)), 500)
    left, right = window.halves()
    assert left.start == 500
    assert right.start < 500 + len(left.text)
    assert right.start + len(right.text) == 500 + len(window.text)
    assert Window("Too short to be cut.").halves() == ()
