"""What a text mentions besides names, which preposition governs it, and which mentions stand in one list."""

import pytest
from marked import laid_out, mention, names

from talentwire.extract.mentions import date_of
from talentwire.model.values import Money


@pytest.mark.parametrize(
    ("text", "lang", "said", "kind"),
    [
        ("{Kornblum} zahlt 40 Millionen Euro.", "de", "40 Millionen Euro", "MONEY"),
        ("{Kornblum} hat 300 Forscher.", "de", "300", "COUNT"),
        ("{Quarrystone} has 12 per cent.", "en", "12 per cent", "PERCENT"),
        ("{Quarrystone} uses 200 MW.", "en", "200 MW", "POWER"),
        ("{Granitech} a levé 40 millions d'euros.", "fr", "40 millions d'euros", "MONEY"),
        ("{Granitech} signe pour quatre ans.", "fr", "quatre ans", "PERIOD"),
    ],
)
def test_quantities_have_their_kind(text: str, lang: str, said: str, kind: str) -> None:
    found = mention(laid_out(text, lang), said)
    assert found.kind == kind
    assert isinstance(found.value, Money) == (kind == "MONEY")


@pytest.mark.parametrize(
    ("text", "lang", "date"),
    [
        ("{Kornblum} wächst im Juli 2025.", "de", "2025-07"),
        ("{Quarrystone} grew on 3 March 2025.", "en", "2025-03-03"),
        ("{Granitech} a grandi en mars 2025.", "fr", "2025-03"),
    ],
)
def test_a_date_wins_over_a_number(text: str, lang: str, date: str) -> None:
    found = laid_out(text, lang).mentions
    assert [str(date_of(m)) for m in found if m.kind == "DATE"] == [date]
    assert [m for m in found if m.kind == "COUNT"] == []


@pytest.mark.parametrize(
    ("text", "lang", "said", "prep"),
    [
        ("[Runa Petersen] geht von {Nordlicht} zu {Kornblum}.", "de", "Nordlicht", "von"),
        ("[Runa Petersen] geht von {Nordlicht} zu {Kornblum}.", "de", "Kornblum", "zu"),
        ("[Runa Petersen] geht von {Nordlicht} zu {Kornblum}.", "de", "Runa Petersen", None),
        ("[Orla Finch] moves from the start-up {Tidewell}.", "en", "Tidewell", "from"),
        ("[Maëlle Kervran] arrive chez {Granitech}.", "fr", "Granitech", "chez"),
        ("Zum {Nordlicht}-Anbieter {Kornblum} geht sie.", "de", "Kornblum", "zum"),
    ],
)
def test_the_preposition_that_governs_a_name(text: str, lang: str, said: str, prep: str | None) -> None:
    assert mention(laid_out(text, lang), said).prep == prep


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Zu [Runa Petersen], [Tjark Ohlsen] und [Wiebke Aden] passt das.", "de"),
        ("With [Orla Finch], [Dev Marlow] and [Ines Abara] it fits.", "en"),
        ("Avec [Maëlle Kervran], [Yann Tréguier] et [Inès Abalain] cela va.", "fr"),
    ],
)
def test_the_members_of_a_list_share_its_preposition(text: str, lang: str) -> None:
    persons = [m for m in laid_out(text, lang).mentions if m.kind == "PER"]
    assert len(persons) == 3
    assert len({m.prep for m in persons}) == 1
    assert persons[0].prep
    assert ["listed" in m.traits for m in persons] == [False, True, True]


def test_a_full_sentence_between_two_names_makes_no_list() -> None:
    text = laid_out("[Orla Finch] left the office while [Dev Marlow] stayed.", "en")
    assert not any(m.traits & {"lists", "listed"} for m in text.mentions)


@pytest.mark.parametrize(
    ("text", "lang", "said"),
    [
        ("{Kornblum} wächst. Das Unternehmen sucht Leute.", "de", "Das Unternehmen"),
        ("{Quarrystone} grows. The company seeks people.", "en", "The company"),
        ("{Granitech} grandit. L'entreprise cherche.", "fr", "L'entreprise"),
    ],
)
def test_a_description_refers_back(text: str, lang: str, said: str) -> None:
    assert mention(laid_out(text, lang), said).kind == "REF"


@pytest.mark.parametrize(
    ("text", "lang"),
    [("Das Unternehmen {Kornblum} sucht Leute.", "de"), ("La société {Granitech} cherche.", "fr")],
)
def test_a_description_of_the_name_behind_it_does_not(text: str, lang: str) -> None:
    assert names(laid_out(text, lang), "REF") == []


def test_the_maker_of_chips_owns_none_of_them() -> None:
    text = laid_out("{Quarrystone} runs 20,000 Nvidia H100s.", "en")
    assert not [m for m in text.mentions if m.name == "Nvidia" and m.kind == "ORG" and m.owner is None]


@pytest.mark.parametrize(
    ("marked", "prep"),
    [
        ("The work went on after [Orla Finch] left {Tidewell}.", None),
        ("Nobody knew it until [Orla Finch] had quietly left.", None),
        ("The prize is named after [Orla Finch].", "after"),
    ],
)
def test_a_conjunction_before_a_verb_governs_no_name(marked: str, prep: str | None) -> None:
    text = laid_out(marked, "en")
    assert [m.prep for m in text.mentions if m.kind == "PER"] == [prep]
