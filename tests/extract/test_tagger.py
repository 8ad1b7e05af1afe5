import time
from pathlib import Path

import pytest

from talentwire.extract import tagger as module
from talentwire.extract.tagger import NOTHING, Lexicon, NameTagger, TaggedName, shape_of, spans_of
from talentwire.lang.tokens import tokenise


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    loaded = NameTagger.load()
    assert loaded is not None
    return loaded


def names(tagger: NameTagger, text: str) -> set[tuple[str, str]]:
    starts, ends = tokenise(text)
    return {
        (text[starts[n.first_token] : ends[n.last_token_exclusive - 1]], n.kind) for n in tagger.tag(text, starts, ends)
    }


# Nobody and nothing here exists.
SENTENCES = [
    (
        "Tomasz Wierzbanowski wechselt von Nexoria zu Quantlume.",
        "Tomasz Wierzbanowski",
        ["Nexoria", "Quantlume"],
    ),
    (
        "Die Forscherin Ayşegül Karatekin verlässt das Start-up Velmora AI.",
        "Ayşegül Karatekin",
        ["Velmora AI"],
    ),
    (
        "Nexoria-Chef Oluwaseun Adebayo-Kent will 200 Ingenieure einstellen.",
        "Oluwaseun Adebayo-Kent",
        ["Nexoria"],
    ),
    (
        "Minh Quang Trinh has left Corvanta to join Brightfathom as chief scientist.",
        "Minh Quang Trinh",
        ["Corvanta", "Brightfathom"],
    ),
    (
        "Tessaline Labs raised $40 million in a round led by Oakmere Capital, said Priya Raghunandan.",
        "Priya Raghunandan",
        ["Tessaline Labs", "Oakmere Capital"],
    ),
    ("OUT: Jukka Hämeenlahti, VP of Engineering at Zentravo", "Jukka Hämeenlahti", ["Zentravo"]),
    (
        "L'ex-patron d'Orvalis, Thibault Quéméneur, rejoint Lumivia.",
        "Thibault Quéméneur",
        ["Orvalis", "Lumivia"],
    ),
    (
        "Nommée directrice scientifique chez Dataplume, Yasmine Bouzekri quitte Cervolix.",
        "Yasmine Bouzekri",
        ["Dataplume", "Cervolix"],
    ),
    (
        "Xiomara Etxeandia deja Robotalia para fichar por Neurovia como directora de investigación.",
        "Xiomara Etxeandia",
        ["Robotalia", "Neurovia"],
    ),
    (
        "Fabrizio Scognamillo lascia Vetralia per entrare in Cortexis.",
        "Fabrizio Scognamillo",
        ["Vetralia", "Cortexis"],
    ),
    (
        "Sietske Hoogendoorn verlaat Datavonk en gaat naar Breinwerk.",
        "Sietske Hoogendoorn",
        ["Datavonk", "Breinwerk"],
    ),
]


@pytest.mark.parametrize(("text", "person", "organisations"), SENTENCES)
def test_names_nobody_has_heard_of(tagger: NameTagger, text: str, person: str, organisations: list[str]) -> None:
    found = names(tagger, text)
    assert (person, "PER") in found
    for organisation in organisations:
        assert (organisation, "ORG") in found
    assert len(found) == 1 + len(organisations)


@pytest.mark.parametrize(
    "text",
    [
        "Der Umsatz stieg im zweiten Quartal um zwölf Prozent, die Kosten sanken.",
        "Die Forscher arbeiten seit Jahren an großen Sprachmodellen.",
        "Revenue rose last quarter while the number of employees stayed flat.",
        "Les chercheurs coûtent cher et les puces restent rares.",
        "Los ingenieros cobran más que nunca.",
        "Gli stipendi dei ricercatori crescono ancora.",
        "De lonen van onderzoekers stijgen nog steeds.",
    ],
)
def test_no_names_where_there_are_none(tagger: NameTagger, text: str) -> None:
    assert names(tagger, text) == set()


def test_lists_of_people(tagger: NameTagger) -> None:
    text = "Les chercheurs Ngozi Okwuosa, Haruto Minamizaki et Elif Yıldırımer partent chez Solvantis."
    assert names(tagger, text) == {
        ("Ngozi Okwuosa", "PER"),
        ("Haruto Minamizaki", "PER"),
        ("Elif Yıldırımer", "PER"),
        ("Solvantis", "ORG"),
    }


def test_a_glued_name_is_found_when_cut_at_capitals(tagger: NameTagger) -> None:
    text = "Nach zwei Jahren ging Rasmus ØvergaardVizepräsident von Nexoria, zu Quantlume."
    starts, ends = tokenise(text, split_case=True)
    found = {text[starts[n.first_token] : ends[n.last_token_exclusive - 1]] for n in tagger.tag(text, starts, ends)}
    assert "Rasmus Øvergaard" in found


def test_places_are_not_organisations(tagger: NameTagger) -> None:
    assert ("Toulouse", "LOC") in names(tagger, "À Toulouse, Lumivia ouvre un laboratoire.")


def test_confidence_is_a_probability_and_names_are_in_order(tagger: NameTagger) -> None:
    text = "Corvanta hires Priya Raghunandan from Tessaline Labs, Zentravo hires Minh Trinh."
    starts, ends = tokenise(text)
    found = tagger.tag(text, starts, ends)
    assert len(found) >= 4
    at = 0
    for name in found:
        assert at <= name.first_token < name.last_token_exclusive <= len(starts)
        assert 0 < name.confidence <= 1
        at = name.last_token_exclusive


@pytest.mark.parametrize("text", ["", " ", "–", "\ud800 x", "漢字", "ǅ", "1.000"])
def test_odd_text_does_no_harm(tagger: NameTagger, text: str) -> None:
    assert isinstance(tagger.tag(text, *tokenise(text)), list)


def test_the_same_text_gives_the_same_names_after_the_store_was_emptied(
    tagger: NameTagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = SENTENCES[0][0]
    before = tagger.tag(text, *tokenise(text))
    monkeypatch.setattr(module, "KEPT_WORDS", 1)
    assert tagger.tag(text, *tokenise(text)) == before


def test_without_the_files_there_is_no_tagger(tmp_path: Path) -> None:
    assert NameTagger.load(tmp_path / "names.crfsuite.gz") is None
    (tmp_path / "names.crfsuite.gz").write_bytes(b"")
    assert NameTagger.load(tmp_path / "names.crfsuite.gz") is None


def test_without_the_library_there_is_no_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pycrfsuite", None)
    assert NameTagger.load() is None


def test_fast_enough(tagger: NameTagger) -> None:
    text = " ".join(sentence for sentence, _, _ in SENTENCES[:4])
    starts, ends = tokenise(text)
    tagger.tag(text, starts, ends)
    began = time.perf_counter()
    for _ in range(20):
        tagger.tag(text, starts, ends)
    assert len(starts) * 20 / (time.perf_counter() - began) > 5_000


def test_the_lexicon_knows_words_of_every_language_and_no_others() -> None:
    lexicon = Lexicon.read(module.MODEL.with_name(module.LEXICON))
    assert lexicon.get("Siemens").german and lexicon.get("Thomas").lists & module.FORENAME
    assert lexicon.get("fondatrice").lists & lexicon.get("oprichter").lists & module.ROLE
    assert lexicon.get("company").common > lexicon.get("Zxqvwy").common == 0
    assert lexicon.get("Zxqvwy") == NOTHING


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Nexoria", "Xx"),
        ("NexoriaAI", "XxX"),
        ("xQ", "xX"),
        ("USA", "X"),
        ("A", "U"),
        ("H100", "Xd"),
        ("14.3", "d.d"),
        ("-", "-"),
    ],
)
def test_shapes(word: str, shape: str) -> None:
    assert shape_of(word) == shape


def test_spans() -> None:
    labels = ["B-PER", "I-PER", "O", "I-ORG", "B-ORG", "I-ORG", "I-PER", "O", "B-LOC"]
    assert spans_of(labels) == [(0, 2), (3, 4), (4, 6), (6, 7), (8, 9)]
    assert spans_of([]) == []


def test_tagged_names_are_values() -> None:
    assert TaggedName(0, 1, "PER", 0.5) == TaggedName(0, 1, "PER", 0.5)
