"""The built-in extractor as a whole: what it must never do, whatever the text."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import extractor, laid_out, plain, read, told

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import Extractor, read_claims
from talentwire.lang.pack import languages
from talentwire.model.document import Document, Edit

FRAGMENTS = [
    "Runa Petersen", "Orla Finch", "Maëlle Kervran", "Nordlicht", "Quarrystone", "OpenAI", "Meta", "Metas",
    "Nvidia H100", "wechselt von", "zu", "wirbt", "ab", "hat", "übernommen", "joins", "has left", "for", "poached",
    "in talks with", "rejoint", "a quitté", "pour", "selon", "dont", "Chef", "CEO", "chief scientist of",
    "directrice de", "ex-", "former", "sagte", "said", "a déclaré", "40 Millionen Euro", "$2.5 billion", "12 %",
    "300", "200 MW", "im Juli", "in 2025", "der", "the company", "l'entreprise", "who", "qui", "and", "und", "et",
    ",", ".", ";", ":", "?", "!", "-", "–", "(", ")", "[", "]", "{", "}", "<", ">", "|", "→", "•", "„", "“", "”",
    "«", "»", '"', "'", "’", "\n", "\n\n", "\n- ", "\t", "\x00", "\x07", "\x85", "\u200b", "\ufeff", "\u2028",
    "é" * 30, "GPT-5", "o4-mini", "Q3", "&", "…", "ß", "İ", "𝐀", "漢字", "mit dem", "University of", "Universität",
    "das Modell", "le modèle", "the data centre", "seven researchers", "sept chercheurs",
]  # fmt: skip
texts = st.one_of(
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.text(max_size=200),
)


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(languages()))
def test_whatever_the_text_the_evidence_is_cut_from_it_and_reading_again_gives_the_same(text: str, lang: str) -> None:
    document = Document("any", text, lang=lang)
    claims = list(extractor().extract(document))
    for claim in claims:
        assert claim.span is not None
        assert claim.evidence == claim.span.cut(text)
        assert claim.evidence.strip()
    assert list(extractor().extract(document)) == claims
    assert read_claims(document, extractor()).refused == 0


def test_it_is_an_extractor() -> None:
    assert isinstance(extractor(), Extractor)
    assert (extractor().name, bool(extractor().version)) == ("builtin", True)


@pytest.mark.parametrize("lang", ["pl", "xx", None])
def test_a_text_in_a_language_without_a_pack_yields_nothing(lang: str | None) -> None:
    text = "Zofia Wrona odeszła z Datavonk i przeszła do Breinwerk, który jeszcze w tym roku jej odmówił."
    assert list(extractor().extract(Document("any", text, lang=lang))) == []


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Die Forscherin Runa Petersen wechselt von OpenAI zu Meta.", "from_org=OpenAI; to_org=Meta"),
        ("The researcher Orla Finch has left OpenAI to join Meta.", "from_org=OpenAI; to_org=Meta"),
        ("La chercheuse Maëlle Kervran a quitté OpenAI pour rejoindre Meta.", "from_org=OpenAI; to_org=Meta"),
    ],
)
def test_the_language_is_told_where_the_document_does_not_say_it(text: str, claim: str) -> None:
    found = [told(c) for c in extractor().extract(Document("any", text))]
    assert any(claim in one for one in found), found


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen] wechselt von {Nordlicht} zu {Kornblum}. {Kornblum} hat [Runa Petersen] geholt.", "de"),
        ("[Orla Finch] left {Tidewell} for {Quarrystone}. {Quarrystone} hired [Orla Finch].", "en"),
        ("[Maëlle Kervran] quitte {Boréalis} pour {Granitech}. {Granitech} a recruté [Maëlle Kervran].", "fr"),
    ],
)
def test_what_is_said_twice_is_one_claim(marked: str, lang: str) -> None:
    assert len([claim for claim in read(marked, lang) if claim.kind == "move"]) == 1


def test_evidence_is_cut_from_the_original_where_the_text_was_repaired() -> None:
    text = "Orla Finchleft OpenAI for Meta."
    document = Document("any", text, lang="en").with_edits([Edit(10, 10, " ")])
    (claim,) = extractor().extract(document)
    assert told(claim) == "move: person=Orla Finch; from_org=OpenAI; to_org=Meta"
    assert claim.evidence == "Orla Finchleft OpenAI for Meta"


def test_without_a_tagger_known_names_are_read_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = BuiltinExtractor()
    monkeypatch.setitem(bare.__dict__, "_tagger", None)
    claims = [told(c) for c in bare.extract(Document("any", "Orla Finch has left OpenAI for Meta.", lang="en"))]
    assert claims == ["move: person=Orla Finch; from_org=OpenAI; to_org=Meta"]


_PRINT = """
import sys
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.model.document import Document
extractor = BuiltinExtractor()
for lang, text in zip(sys.argv[1::2], sys.argv[2::2]):
    for claim in extractor.extract(Document("any", text, lang=lang)):
        print(claim.id, claim.trigger)
"""
LONG = {
    "de": "Meta holt Runa Petersen, Tjark Ohlsen und Wiebke Aden von OpenAI. Meta zahlt 40 Millionen Euro.",
    "en": "Meta hired Nora Lindqvist, Dev Marlow and Ines Abara from OpenAI. Reuters said it paid $40 million.",
    "fr": "Meta a recruté Maëlle Kervran, Yann Tréguier et Inès Abalain chez OpenAI. Selon Les Échos, Meta paie 40 M€.",
}


def test_the_order_of_sets_changes_nothing() -> None:
    """Another process hashes words differently; its claims must be the same to the last slot."""
    here = [c for lang, text in LONG.items() for c in extractor().extract(Document("any", text, lang=lang))]
    there = subprocess.run(
        [sys.executable, "-c", _PRINT, *(word for pair in LONG.items() for word in pair)],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.splitlines() == [f"{claim.id} {claim.trigger}" for claim in here]
    assert sum(claim.kind == "move" for claim in here) == 9


def test_a_text_about_something_else_yields_nothing() -> None:
    marked = "The striker left {Tidewell} for {Quarrystone}. The coach praised the club, its fans and the league."
    text = laid_out(marked, "en")
    assert text.document.text == plain(marked)
    assert extractor().drafts(text) == []


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen], Mitgründerin von {Nordlicht}, hat 40 Millionen Euro eingesammelt.", "de"),
        ("[Runa Petersen], co-founder of {Nordlicht}, has raised €40 million.", "en"),
        ("[Runa Petersen], cofondatrice de {Nordlicht}, vient de lever 40 millions d'euros.", "fr"),
    ],
)
def test_a_founder_acts_for_the_company(marked: str, lang: str) -> None:
    raised = [claim.to_json() for claim in read(marked, lang) if claim.kind == "funding"]
    assert [claim["org"] for claim in raised] == ["Nordlicht"]
