"""Whatever stands in a document: no exception, no claim without its words, no more time than its length asks for."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import extractor

from talentwire.extract.extractor import read_claims
from talentwire.lang.pack import languages
from talentwire.model.document import Document
from talentwire.pipeline import repaired

UNITS = [
    "OpenAI hired Jane Doe from Meta and ",
    "Jane Doe, ",
    "Meta, Google, ",
    "(",
    "[(„«",
    '"Meta said ',
    "99999999999999999999999999 million ",
    "$5bn at a $20bn valuation ",
    "who, which, ",
    "ABC ",
    "\u202eMeta\u202c ",
    "\x00\x01\x0b OpenAI ",
    "31 February 2025, 32 Foo, 29.02.2023, ",
    "d'l'qu'",
    "x",
    "he said, she said, ",
    "Acme: ",
    "- ",
    "e\u0301\u0301\u0301",
    "｜表 ",
    "Meta met Acme Labs. The company raised $5 billion. It has 400 employees. ",
    "Li Wei, head of research at Acme, joined Meta. She said that its chief scientist left. ",
    "The start-up Globex# raised $# million. The company has # employees. Ann Lee# joined it.\n",
]
NASTY = [
    "",
    " ",
    "\n" * 500,
    "\ufeff",
    "(" * 10_000 + "OpenAI" + ")" * 10_000,
    "OpenAI raised $" + "9" * 400 + " billion.",
    "OpenAI stellt 1e999 Leute ein. Umsatz: -∞ %. NaN Euro.",
    "Meta will open on 31 February 2025, or 99.99.9999, at 25:61.",
    "Meta a dit que \u202e\u2066OpenAI\u2069\u202c engage, said the CEO, sagte er, dijo ella, disse lui, zei hij.",
    "\u200bO\u200bp\u200be\u200bn\u200bA\u200bI hired \U0001f600 from \ud83d.".encode("utf-8", "ignore").decode(),
    "| | | |\n|---|---|\n| OpenAI | | $ |\n",
    "A.B.C.D.E.F. " * 300,
]
ALPHABET = st.one_of(
    st.sampled_from(["OpenAI", "Meta", "Jane Doe", "hired", "from", "wechselt", "zu", "rachète", "$5bn", "40 %"]),
    st.sampled_from([" ", ", ", ". ", "\n", "\n\n", ": ", "“", "”", "(", ")", "-", "\u202e", "\x00", "'s ", "|"]),
    st.text(max_size=6),
)


def claims_of(text: str, lang: str | None) -> int:
    document = Document("bad", text, lang=lang)
    extraction = read_claims(repaired(document), extractor())
    for claim in extraction.claims:
        assert claim.evidence.strip()
        assert claim.span is not None
        assert claim.span.cut(document.text) == claim.evidence
    assert not extraction.refused
    return len(extraction.claims)


@pytest.mark.parametrize("lang", languages())
def test_nasty_texts_are_read_without_complaint(lang: str) -> None:
    for text in NASTY:
        claims_of(text, lang)


@given(parts=st.lists(ALPHABET, max_size=40), lang=st.sampled_from(languages()))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_complaint(parts: list[str], lang: str) -> None:
    claims_of("".join(parts), lang)


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def spent(size: int) -> float:
        text = "".join(unit.replace("#", str(7 * at)) for at in range(size // len(unit)))
        start = time.process_time()
        claims_of(text, "en")
        return time.process_time() - start

    spent(500)
    assert spent(8_000) < 10 * spent(2_000) + 0.3  # four times the text; a square would be sixteen


def test_a_line_of_a_hundred_thousand_characters_is_read() -> None:
    assert claims_of("OpenAI hired Jane Doe from Meta. " * 3_000, "en") >= 1
