"""Names: known ones, tagged ones and given ones give one mention at every place, each with its full name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import extractor, laid_out, mention, names

from talentwire.extract.gazetteer import Gazetteer
from talentwire.extract.names import find_names
from talentwire.extract.text import Text
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages, load_pack
from talentwire.model.document import Document


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(Atlas.load())


def laid(text: str, lang: str) -> Text:
    return Text(Document("example", text, lang=lang), load_pack(lang))


def scan(gazetteer: Gazetteer, text: str, lang: str = "en") -> list[tuple[str, str, str]]:
    return [(m.kind, m.name, str(m.value)) for m in gazetteer.scan(laid(text, lang))]


# Known names -----------------------------------------------------------------------------------------------------


def test_the_longest_known_name_wins(gazetteer: Gazetteer) -> None:
    assert scan(gazetteer, "He left Google DeepMind.") == [("ORG", "Google DeepMind", "Google DeepMind")]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_ending_of_a_genitive_is_no_part_of_a_known_name(gazetteer: Gazetteer, lang: str) -> None:
    (found,) = gazetteer.scan(laid("Nvidias Chips", lang))
    assert (found.name, found.value, found.genitive) == ("Nvidia", "Nvidia", True)


def test_a_language_without_such_a_genitive_has_none(gazetteer: Gazetteer) -> None:
    assert scan(gazetteer, "Nvidias", "fr") == []


@pytest.mark.parametrize(
    ("said", "name"),
    [("GPT-5", "GPT-5"), ("Claude 3.5 Sonnet", "Claude 3.5 Sonnet"), ("Llama 4", "Llama 4")],
)
def test_a_version_belongs_to_a_product(gazetteer: Gazetteer, said: str, name: str) -> None:
    assert [n for kind, n, _ in scan(gazetteer, f"They use {said} today.") if kind == "PRODUCT"] == [name]


def test_a_title_behind_a_product_is_no_version(gazetteer: Gazetteer) -> None:
    assert scan(gazetteer, "Llama 4 CEO")[0][1] == "Llama 4"


@pytest.mark.parametrize("word", ["meta", "apple", "openai"])
def test_words_in_small_letters_are_no_short_names(gazetteer: Gazetteer, word: str) -> None:
    assert [n for _, n, _ in scan(gazetteer, f"a {word} pie") if n != "openai"] == []


# Tagged and given names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lang", "persons"),
    [
        ("Tomasz Wierzbanowski wechselt zu OpenAI. Wierzbanowski freut sich.", "de", ["Tomasz Wierzbanowski"] * 2),
        ("Minh Quang Trinh joins OpenAI. Trinh was at Meta.", "en", ["Minh Quang Trinh"] * 2),
        ("Thibault Quéméneur rejoint OpenAI. Quéméneur quitte Meta.", "fr", ["Thibault Quéméneur"] * 2),
    ],
)
def test_a_surname_gets_the_full_name(text: str, lang: str, persons: list[str]) -> None:
    assert names(laid_out(text, lang), "PER") == persons


def test_the_genitive_of_a_surname_gets_the_full_name() -> None:
    text = laid_out("[Tjark Ohlsen] geht zu OpenAI. Ohlsens Team bleibt.", "de")
    assert names(text, "PER") == ["Tjark Ohlsen", "Tjark Ohlsen"]
    assert mention(text, "Ohlsens").genitive


def test_an_acronym_stands_for_its_name() -> None:
    text = laid_out("{Brightfathom Systems Works} (BSW) hired Orla Finch. BSW is growing.", "en")
    assert mention(text, "BSW").name == "Brightfathom Systems Works"


@pytest.mark.parametrize(
    ("text", "lang", "name"),
    [
        ("Herr Dr. Tjark Ohlsen wechselt zu OpenAI.", "de", "Tjark Ohlsen"),
        ("Mr. Orla Finch joins OpenAI.", "en", "Orla Finch"),
        ("Mme Maëlle Kervran rejoint OpenAI.", "fr", "Maëlle Kervran"),
        ("KI-Chef Tjark Ohlsen wechselt zu OpenAI.", "de", "Tjark Ohlsen"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, lang: str, name: str) -> None:
    assert names(laid_out(text, lang), "PER") == [name]


def test_what_is_given_beats_what_is_known() -> None:
    text = laid_out("[Meta Petersen] joins {OpenAI Nord}.", "en")
    assert names(text, "PER") == ["Meta Petersen"]
    assert names(text, "ORG") == ["OpenAI Nord"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Das ist nur ein Wort von uns.", "de"),
        ("We are free together.", "en"),
        ("Nous sommes libres.", "fr"),
    ],
)
def test_everyday_words_are_no_names(text: str, lang: str) -> None:
    assert [m for m in laid_out(text, lang).mentions if m.kind in ("PER", "ORG")] == []


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Orla Finch left OpenAI.", ["Orla Finch"]),
        ("Dev van Marlow left OpenAI.", ["Dev van Marlow"]),
        ("We left OpenAI.", []),
    ],
)
def test_without_a_tagger_persons_are_told_by_their_form(gazetteer: Gazetteer, text: str, person: list[str]) -> None:
    said = laid(text, "en")
    said.known = list(gazetteer.scan(said))
    found = find_names(said, None)
    assert [m.name for m in found if m.kind == "PER"] == person


@given(st.text(alphabet="OpenAI Met's-.,()„“Xy&é\n", max_size=80), st.sampled_from(languages()))
@settings(deadline=None)
def test_names_never_overlap_and_lie_within_the_text(said: str, lang: str) -> None:
    text = laid(said, lang)
    text.known = list(extractor()._gazetteer.scan(text))
    found = find_names(text, None)
    tokens = [i for m in found for i in range(m.first, m.last)]
    assert len(tokens) == len(set(tokens))
    assert all(0 <= i < len(text.words) for i in tokens)
    assert all(m.first < m.last and m.name for m in found)


@pytest.mark.parametrize(
    ("text", "lang", "kind", "found"),
    [
        ("Auch Metas Versuch scheitert, Apples Modell auch.", "de", "ORG", ["Meta", "Apple"]),
        ("Dann holte Dario Amodeis Firma sie.", "de", "PER", ["Dario Amodei"]),
        ("He ate apples.", "en", "ORG", []),
        ("Die Firma Seewartung baut.", "de", "ORG", ["Seewartung"]),
    ],
)
def test_endings_and_descriptions_are_no_part_of_a_name(text: str, lang: str, kind: str, found: list[str]) -> None:
    assert [m.name for m in laid_out(text, lang).mentions if m.kind == kind] == found
