"""Adverbials that stand between the words of a trigger."""

import pytest
from marked import laid_out, read

from talentwire.extract.asides import asides_of
from talentwire.lang.phrase_table import PhraseTable


def test_a_date_is_an_aside_with_what_governs_it() -> None:
    text = laid_out("[Anna Berg] se mudó en marzo a {Acme}.", "es")
    at = text.lower.index("en")
    assert asides_of(text)[at] == text.lower.index("a")


@pytest.mark.parametrize(
    "sentence",
    [
        "[Anna Berg] fichó ayer por {Acme}.",
        "[Anna Berg] se incorporó el pasado 3 de mayo a {Acme}.",
        "[Anna Berg] si è trasferita a inizio marzo in {Acme}.",
    ],
)
def test_a_trigger_is_found_around_an_aside(sentence: str) -> None:
    claims = read(sentence, "it" if " è " in sentence else "es")
    assert [claim.to_json()["to_org"] for claim in claims if claim.kind == "move"] == ["Acme"]


def test_what_is_passed_over_makes_no_phrase_longer() -> None:
    table = PhraseTable([("moved to", 1)])
    row = ["moved", "in", "may", "to"]
    assert table.at(row, 0, 4) == []
    found = table.at(row, 0, 4, {1: 3})
    assert [(f.last, f.length) for f in found] == [(4, 2)]
