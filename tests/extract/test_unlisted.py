"""Names that no list has and the tagger missed, by their places."""

import pytest
from marked import laid_out

from talentwire.extract.text import Text
from talentwire.extract.unlisted import accompanied, placed
from talentwire.lang.pack import load_pack
from talentwire.model.document import Document


def bare(sentence: str, lang: str) -> Text:
    """The sentence, nothing found in it."""
    return Text(Document("example", sentence, lang=lang), load_pack(lang))


@pytest.mark.parametrize(
    ("sentence", "lang", "name"),
    [
        ("We hear that chief executive Tovel Quandrish will go.", "en", "Tovel Quandrish"),
        ("Nun geht auch Technikchef Tovel Quandrish.", "de", "Tovel Quandrish"),
        ("On dit que la directrice générale Tovel Quandrish part.", "fr", "Tovel Quandrish"),
    ],
)
def test_two_unknown_words_behind_a_position_are_a_person(sentence: str, lang: str, name: str) -> None:
    assert [(m.kind, m.name) for m in accompanied(bare(sentence, lang), [])] == [("PER", name)]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Today [Orla Finch] and Tovel Quandrish left.", "en"),
        ("Heute gingen [Orla Finch] und Tovel Quandrish.", "de"),
        ("Hier [Orla Finch] et Tovel Quandrish sont partis.", "fr"),
    ],
)
def test_who_stands_in_a_list_with_a_person_is_one(marked: str, lang: str) -> None:
    text = laid_out(marked, lang)
    assert [m.name for m in text.mentions if m.kind == "PER"] == ["Orla Finch", "Tovel Quandrish"]


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("We hear that chief executive pay will rise.", "en"),
        ("We hear that chief executive Tovel Quandrish Partners will go.", "en"),
        ("Nun geht auch Technikchef Haus Hof.", "de"),
    ],
)
def test_other_words_with_a_capital_are_nobody(sentence: str, lang: str) -> None:
    assert list(accompanied(bare(sentence, lang), [])) == []


@pytest.mark.parametrize(
    ("sentence", "lang", "name"),
    [
        ("She joined Quandrish last week.", "en", "Quandrish"),
        ("Hier elle a rejoint Quandrish.", "fr", "Quandrish"),
    ],
)
def test_an_unknown_word_where_only_a_company_stands_is_one(sentence: str, lang: str, name: str) -> None:
    assert [(m.kind, m.name) for m in placed(bare(sentence, lang), [])] == [("ORG", name)]


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Last week Quandrish slept.", "en"),
        ("Letzte Woche übernahm Quandrish das Labor.", "de"),  # every noun has a capital
    ],
)
def test_elsewhere_it_is_none(sentence: str, lang: str) -> None:
    assert list(placed(bare(sentence, lang), [])) == []
