"""Copies are told; what brings a name, a figure or a turn of its own is none."""

import pytest

from talentwire.bulk.copies import Copies, carried
from talentwire.model.claims import Claim, Position
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate

WORDS = [f"word{chr(97 + number % 26)}{chr(97 + number // 26)}" for number in range(300)]
TEXT = f"Ada Bell is head of Org. {' '.join(WORDS)}. It will join the others in 2026, Bo Chen said."


def document(text: str, name: str = "a", date: str | None = "2026-01-02") -> Document:
    return Document(name, text, place=name, date=PartialDate.parse(date) if date else None, lang="en")


def claim_of(read: Document) -> Claim:
    evidence = "Ada Bell is head of Org"
    content = Position(person=(Party("Ada Bell"),), org=(Party("Org"),))
    return Claim(content, evidence=evidence, span=Span(0, len(evidence)), document=read.digest, extractor="stub 1")


@pytest.fixture
def copies() -> Copies:
    held = Copies()
    first = document(TEXT)
    held.add(first, [claim_of(first)])
    return held


def test_the_same_text_gets_the_claims_of_the_first(copies: Copies) -> None:
    copy = document(TEXT, "b")
    kept = copies.same(copy)
    assert kept is not None
    assert carried(kept, copy) == (claim_of(copy),)
    assert carried(kept, copy)[0].id != claim_of(document(TEXT)).id


def test_another_date_is_read_anew(copies: Copies) -> None:
    assert copies.same(document(TEXT, "b", "2026-02-02")) is None


@pytest.mark.parametrize(
    "text",
    [TEXT.replace(" wordcc ", " "), TEXT.replace("wordcc", "wordcc;"), TEXT.removesuffix(" said."), TEXT + "\n\n"],
)
def test_what_only_lacks_something_is_a_near_copy(copies: Copies, text: str) -> None:
    assert copies.near(document(text, "b")) == "a"


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("will join", "will not join"),
        TEXT.replace("2026", "2027"),
        TEXT.replace("Bo Chen", "Bo Cheng"),
        TEXT[: len(TEXT) // 2],
        "Something else. " * 50,
    ],
)
def test_what_says_something_of_its_own_is_read(copies: Copies, text: str) -> None:
    assert copies.near(document(text, "b")) is None


def test_short_texts_and_other_languages_are_read(copies: Copies) -> None:
    assert copies.near(Document("b", TEXT.replace(" wordcc ", " "), lang="de")) is None
    copies.add(document("Ada Bell is head of Org.", "short"), [])
    assert copies.near(document("Ada Bell is head of Org!", "b")) is None


def test_only_so_many_are_remembered() -> None:
    copies = Copies(kept=2)
    texts = [TEXT.replace("Ada Bell", f"Ada Bell{number}") for number in range(3)]
    for number, text in enumerate(texts):
        copies.add(document(text, f"d{number}"), [])
    assert [copies.same(document(text)) is not None for text in texts] == [False, True, True]
    assert copies.near(document(texts[2].replace(" wordcc ", " "))) == "d2"
    assert copies.near(document(texts[0].replace(" wordcc ", " "))) is None
