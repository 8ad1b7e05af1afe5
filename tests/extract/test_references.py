"""Whom a pronoun or a description means."""

import pytest
from marked import extractor, laid_out

from talentwire.extract.references import Resolver
from talentwire.extract.text import Mention, Text

OUTLETS = frozenset({"Heidepost"})


def resolver(text: Text) -> Resolver:
    return Resolver(text, OUTLETS, extractor().atlas)


def references(text: Text) -> list[Mention]:
    return [m for m in text.mentions if m.kind == "REF"]


@pytest.mark.parametrize(
    ("marked", "lang", "person"),
    [
        ("[Runa Petersen] geht zu {Kornblum}. Dort leitet sie das Labor, er nicht.", "de", "Runa Petersen"),
        ("[Orla Finch] joined {Quarrystone}. He runs the lab.", "en", "Orla Finch"),
        ("[Yann Tréguier] rejoint {Granitech}. Il dirige le laboratoire.", "fr", "Yann Tréguier"),
        ("[Orla Finch], who runs the lab, joined {Quarrystone}.", "en", "Orla Finch"),
        ("[Runa Petersen], die das Labor leitet, geht.", "de", "Runa Petersen"),
    ],
)
def test_a_pronoun_means_the_person_before_it(marked: str, lang: str, person: str) -> None:
    text = laid_out(marked, lang)
    found = [m for reference in references(text) for m in resolver(text).person(reference)]
    assert {m.name for m in found} == {person}


@pytest.mark.parametrize(
    ("marked", "lang", "person"),
    [
        ("[Emma Petersen] traf [Daniel Ohlsen]. Sie leitet das Labor.", "de", "Emma Petersen"),
        ("[Emma Petersen] traf [Daniel Ohlsen]. Dort leitet er das Labor.", "de", "Daniel Ohlsen"),
        ("[Daniel Finch] met [Emma Marlow]. He runs the lab.", "en", "Daniel Finch"),
        ("[Daniel Finch] met [Emma Marlow]. She runs the lab.", "en", "Emma Marlow"),
        ("[Daniel Tréguier] a vu [Emma Kervran]. Elle dirige le laboratoire.", "fr", "Emma Kervran"),
        ("[Emma Tréguier] a vu [Daniel Kervran]. Elle dirige le laboratoire.", "fr", "Emma Tréguier"),
    ],
)
def test_a_pronoun_agrees_with_a_first_name(marked: str, lang: str, person: str) -> None:
    text = laid_out(marked, lang)
    found = [m for reference in references(text) for m in resolver(text).person(reference)]
    assert {m.name for m in found} == {person}


@pytest.mark.parametrize(
    ("marked", "several"),
    [
        ("[Emma Petersen] kommt. Sie leitet das Labor.", False),
        ("[Emma Petersen] kommt, weil sie das Labor gern leitet.", False),
        ("[Emma Petersen] kommt. Dort haben sie das Labor.", True),
        ("[Emma Petersen] kommt. Sie gehen ins Labor.", True),
    ],
)
def test_a_verb_tells_whether_one_or_several_are_meant(marked: str, several: bool) -> None:
    found = [r for r in references(laid_out(marked, "de")) if r.name.casefold() == "sie"]
    assert [r.value.plural for r in found] == [several]


def test_the_polite_form_means_nobody_spoken_of() -> None:
    assert references(laid_out("[Emma Petersen] kommt. Dann fragt man Sie.", "de")) == []


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen] und [Tjark Ohlsen] gehen zu {Kornblum}. Die beiden leiten dort das Labor.", "de"),
        ("[Runa Petersen] and [Tjark Ohlsen] joined {Quarrystone}. The pair run the lab.", "en"),
        ("[Runa Petersen] et [Tjark Ohlsen] rejoignent {Granitech}. Le duo dirige le laboratoire.", "fr"),
    ],
)
def test_a_plural_means_the_last_group(marked: str, lang: str) -> None:
    text = laid_out(marked, lang)
    plural = [r for r in references(text) if r.value.plural]
    assert [m.name for m in resolver(text).person(plural[-1])] == ["Runa Petersen", "Tjark Ohlsen"]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} wächst. Das Unternehmen sucht Leute.", "de"),
        ("{Kornblum} grows. The company seeks people.", "en"),
        ("{Kornblum} grandit. L'entreprise cherche.", "fr"),
    ],
)
def test_a_description_means_the_company_before_it(marked: str, lang: str) -> None:
    text = laid_out(marked, lang)
    (reference,) = references(text)
    found = resolver(text).org(reference)
    assert found is not None
    assert found.name == "Kornblum"
    assert resolver(text).person(reference) == []


def test_nobody_before_it_is_nobody() -> None:
    text = laid_out("He runs the lab. Later [Orla Finch] came.", "en")
    assert resolver(text).person(references(text)[0]) == []


def test_a_person_far_above_is_not_meant() -> None:
    text = laid_out("[Orla Finch] came. " + "Nothing was said of it. " * 8 + "He runs the lab.", "en")
    assert resolver(text).person(references(text)[-1]) == []


def test_an_outlet_is_never_what_a_text_is_about() -> None:
    text = laid_out("{Heidepost} wrote it. {Heidepost} is sure. {Kornblum} grows.", "en")
    main = resolver(text).main()
    assert main is not None
    assert main.name == "Kornblum"


def test_two_companies_alike_leave_open_what_a_text_is_about() -> None:
    text = laid_out("{Kornblum} grows. {Nordlicht} grows.", "en")
    assert resolver(text).main() is None


def test_a_text_that_names_no_company_speaks_of_the_owner_of_its_product() -> None:
    text = laid_out("The company relies on ChatGPT. It employs 400 people.", "en")
    unnamed = resolver(text).unnamed
    assert unnamed is not None
    assert (unnamed.name, "implied" in unnamed.traits) == ("OpenAI", True)


def test_a_text_that_names_its_company_speaks_of_that() -> None:
    text = laid_out("{Kornblum} grows. The company relies on ChatGPT.", "en")
    assert resolver(text).unnamed is None
