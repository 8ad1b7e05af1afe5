"""Where the name of a person begins and ends."""

import pytest
from marked import laid_out

from talentwire.extract.persons import is_title, unseen_persons, whole_persons, without_title
from talentwire.extract.text import Mention, MentionKind, Text


def spot(text: Text, words: str, kind: MentionKind = "PER") -> Mention:
    """A mention of these words, as a tagger might give it."""
    size = len(words.replace("-", " - ").replace(".", " .").split())
    first = next(i for i in range(len(text.words)) if text.say(i, i + size) == words)
    return Mention(kind, first, first + size, words)


@pytest.mark.parametrize(
    ("sentence", "lang", "seen", "whole"),
    [
        ("Herr Tjark Ohlsen kommt.", "de", ["Tjark", "Ohlsen"], ["Tjark Ohlsen"]),
        ("Lip-Bu Tanberg kommt.", "de", ["Tanberg"], ["Lip-Bu Tanberg"]),
        ("Venkata Ramandershan joins.", "en", ["Venkata"], ["Venkata Ramandershan"]),
        ("Orla Finch and Dev Marlow join.", "en", ["Orla Finch", "Dev Marlow"], ["Orla Finch", "Dev Marlow"]),
        ("Maëlle Kervran rejoint.", "fr", ["Maëlle", "Kervran"], ["Maëlle Kervran"]),
        ("Maëlle Kervran-Oulbek rejoint.", "fr", ["Maëlle Kervran"], ["Maëlle Kervran-Oulbek"]),
        ("Pauline Kervran rejoint.", "fr", ["Kervran"], ["Pauline Kervran"]),
        ("Orla Finch-Chefin kommt.", "de", ["Orla Finch"], ["Orla Finch"]),
        ("Jean-Marc Tréguier rejoint.", "fr", ["Jean", "Marc Tréguier"], ["Jean-Marc Tréguier"]),
        ("Orla Jae-ho kommt.", "de", ["Orla Jae-"], ["Orla Jae-ho"]),
    ],
)
def test_the_parts_of_a_name_come_together(sentence: str, lang: str, seen: list[str], whole: list[str]) -> None:
    text = laid_out(sentence, lang)
    assert [m.name for m in whole_persons(text, [spot(text, words) for words in seen])] == whole


def test_a_given_name_stays_as_it_is() -> None:
    text = laid_out("Orla Finch Marlow joins.", "en")
    given = spot(text, "Orla Finch")
    given.traits.add("given")
    assert whole_persons(text, [given, spot(text, "Marlow")])[0] is given


def test_an_organisation_is_not_joined_to_a_person() -> None:
    text = laid_out("Tidewell Orla Finch joins.", "en")
    found = whole_persons(text, [spot(text, "Tidewell", "ORG"), spot(text, "Orla Finch")])
    assert [(m.kind, m.name) for m in found] == [("ORG", "Tidewell"), ("PER", "Orla Finch")]


@pytest.mark.parametrize(
    ("sentence", "lang", "seen", "left"),
    [
        ("Dr. Tjark Ohlsen kommt.", "de", "Dr. Tjark Ohlsen", "Tjark Ohlsen"),
        ("Professor Orla Finch joins.", "en", "Professor Orla Finch", "Orla Finch"),
        ("Mme Maëlle Kervran rejoint.", "fr", "Mme Maëlle Kervran", "Maëlle Kervran"),
        ("KI-CEO Tjark Ohlsen kommt.", "de", "KI-CEO Tjark Ohlsen", "Tjark Ohlsen"),
        ("Orla Finch joins.", "en", "Orla Finch", "Orla Finch"),
    ],
)
def test_titles_come_off(sentence: str, lang: str, seen: str, left: str) -> None:
    text = laid_out(sentence, lang)
    found = without_title(text, spot(text, seen))
    assert found is not None
    assert (found.name, text.say(found.first, found.last)) == (left, left)


@pytest.mark.parametrize(("word", "lang"), [("Chefin", "de"), ("CEO", "en"), ("PDG", "fr")])
def test_a_title_alone_is_no_name(word: str, lang: str) -> None:
    text = laid_out(f"{word} .", lang)
    assert is_title(text, 0, 1)
    assert without_title(text, Mention("PER", 0, 1, word)) is None
    assert not is_title(laid_out("Haus house maison", lang), 0, 1)


@pytest.mark.parametrize(
    ("sentence", "lang", "found"),
    [
        ("Der Statistiker Stefan Zellwegerin kommt.", "de", ["Stefan Zellwegerin"]),
        ("Minister Stefan van den Zellweg-Obuya left.", "en", ["Stefan van den Zellweg-Obuya"]),
        ("Will Congress act?", "en", []),
        ("Grace Period ends.", "en", []),
    ],
)
def test_a_first_name_gives_a_person_away(sentence: str, lang: str, found: list[str]) -> None:
    assert [m.name for m in unseen_persons(laid_out(sentence, lang), set())] == found


def test_a_company_behind_a_first_name_is_a_surname() -> None:
    text = laid_out("Pauline Kervran rejoint.", "fr")
    assert [(m.kind, m.name) for m in whole_persons(text, [spot(text, "Kervran", "ORG")])] == [
        ("PER", "Pauline Kervran")
    ]
