"""Languages, blocks, sentences, quotations."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentwire.lang.pack import languages, load_pack
from talentwire.lang.segment import blocks, identify, quotations, sentences

MARKS = st.text(alphabet="aA1. \n\"'“”„«»‹›‘’‚<>(|-•:!?…", max_size=60)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Sie geht im Sommer nach Ulm, weil dort ein neues Labor entsteht.", "de"),
        ("Elle quitte la maison pour rejoindre un laboratoire de la ville.", "fr"),
        ("She is leaving the house for a new lab in the city.", "en"),
        ("SIE GEHT NACH ULM, UND DAS IST GUT SO.", "de"),
        ("Er wurde fuer die Leitung der neuen Abteilung geholt.", "de"),
    ],
)
def test_languages_with_a_pack_are_told(text: str, lang: str) -> None:
    assert identify(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        "12 34 56",
        "OpenAI Meta Google",
        "Compania nu a spus când se va deschide noul laborator, dar a angajat deja o echipă care este mare.",
        "Virksomheden har ikke sagt, hvornår det nye laboratorium åbner, men den har ansat et hold.",
        "Firma nie powiedziała, kiedy otworzy nowe laboratorium, ale już zatrudniła zespół.",
        "Şirket yeni laboratuvarın ne zaman açılacağını söylemedi ama bir ekip kurdu ve çok mutlu.",
        "会社は新しい研究所をいつ開くかを言わなかった。",
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore.",
        "def main(x: int) -> None:\n    return [y for y in range(x) if y % 2]\n\nclass A:\n    pass\n",
        "Företaget har inte sagt när det nya labbet öppnar, men de har redan anställt en grupp.",
        "Yhtiö ei ole kertonut, milloin uusi laboratorio avataan, mutta se on jo palkannut tiimin.",
    ],
)
def test_other_languages_are_not_guessed(text: str) -> None:
    assert identify(text) is None


PAGE = """Nordlicht kauft Anker
Von unserer Redaktion | 9 Minuten | Teilen

Der Konzern Nordlicht kauft die Firma Anker. Das sagte
die Chefin am Dienstag.
WER WOHIN GEHT
• Dora Klein: zu Anker.
- Max Groß bleibt.
1. Ulm verliert.
→ Bern gewinnt
22:03 Die Tür geht auf.
11.32 Uhr – Die Tür geht zu.
## Ausblick
4. August 2025 – So geht es weiter.
"""


def test_blocks_of_a_page() -> None:
    found = [(block.kind, PAGE[block.start : block.end]) for block in blocks(PAGE)]
    assert found == [
        ("title", "Nordlicht kauft Anker"),
        ("row", "Von unserer Redaktion | 9 Minuten | Teilen"),
        ("paragraph", "Der Konzern Nordlicht kauft die Firma Anker. Das sagte\ndie Chefin am Dienstag."),
        ("heading", "WER WOHIN GEHT"),
        ("bullet", "Dora Klein: zu Anker."),
        ("bullet", "Max Groß bleibt."),
        ("bullet", "Ulm verliert."),
        ("bullet", "Bern gewinnt"),
        ("bullet", "Die Tür geht auf."),
        ("bullet", "Die Tür geht zu."),
        ("heading", "Ausblick"),
        ("paragraph", "4. August 2025 – So geht es weiter."),
    ]


def test_a_text_of_one_line_is_a_paragraph() -> None:
    assert [block.kind for block in blocks("Nordlicht kauft Anker")] == ["paragraph"]
    assert blocks("") == []


def test_a_line_that_ends_in_an_article_goes_on() -> None:
    text = "Nordlicht, sagte der\nKonzern, kauft zu. Viel."
    assert len(blocks(text)) == 1


def test_rows_are_one_sentence_and_know_their_block() -> None:
    found = sentences(PAGE, load_pack("de"))
    assert [sentence.block for sentence in found] == [0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "Titel hier\n\nSie sagte: „Wir bleiben\n\nEr schwieg „sehr“ lange."
    assert [text[q.inner_start : q.inner_end] for q in quotations(text, load_pack("de"))] == ["Wir bleiben", "sehr"]


def test_an_unclosed_quotation_ends_where_the_next_begins() -> None:
    text = "Er sagte: ”Das war so. Dann fragte er:”Und nun?”, und ging."
    assert [text[q.inner_start : q.inner_end] for q in quotations(text, load_pack("de"))][-1] == "Und nun?"


def test_nested_quotations_have_a_depth() -> None:
    text = "He wrote: “They said ‘madness’ and left.”"
    assert [quotation.depth for quotation in quotations(text, load_pack("en"))] == [0, 1]


@given(text=MARKS, lang=st.sampled_from(languages()))
@settings(max_examples=150, deadline=None)
def test_spans_are_in_order_and_inside(text: str, lang: str) -> None:
    pack = load_pack(lang)
    pieces = sentences(text, pack)
    assert all(piece.start < piece.end <= len(text) for piece in pieces)
    assert all(left.end <= right.start for left, right in pairwise(pieces))
    assert all(text[piece.start : piece.end].strip() == text[piece.start : piece.end] for piece in pieces)
    for found in quotations(text, pack):
        assert found.start <= found.inner_start < found.inner_end <= found.end <= len(text)


@given(text=MARKS)
@settings(max_examples=100, deadline=None)
def test_blocks_lose_nothing_but_blanks_and_marks(text: str) -> None:
    found = blocks(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    kept = sum(len(text[block.start : block.end].split()) for block in found)
    assert kept <= len(text.split())


@pytest.mark.parametrize("unit", ["1", "(", "a ", '"', "„", "«", "'", "A. ", "…", "\n", "a\n", "| ", "- "])
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    pack = load_pack("de")

    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        identify(text), sentences(text, pack), quotations(text, pack)
        return time.process_time() - start

    spent(1000)
    assert spent(80_000) < 5 * spent(40_000) + 0.2
