"""Who holds which position, from the words beside a name."""

import pytest
from marked import extractor, laid_out

from talentwire.extract.houses import Houses
from talentwire.extract.positions import Holding, Positions
from talentwire.extract.references import Resolver
from talentwire.extract.text import Text

Found = tuple[str, str | None, tuple[str, ...], bool]


def reader(text: Text) -> Positions:
    atlas = extractor().atlas
    return Positions(text, Houses(text, Resolver(text, frozenset({"Heidepost"}), atlas), []))


def holdings(marked: str, lang: str) -> list[Found]:
    return [_shown(holding) for holding in reader(laid_out(marked, lang)).read()]


def _shown(holding: Holding) -> Found:
    role = holding.role.en if holding.role else None
    return holding.person.name, role, tuple(o.name for o in holding.orgs), holding.former


@pytest.mark.parametrize(
    ("marked", "lang", "role", "former"),
    [
        ("{Nordlicht}-Chefin [Runa Petersen] spricht.", "de", "CEO", False),
        ("Die frühere {Nordlicht}-Chefin [Runa Petersen] spricht.", "de", "CEO", True),
        ("[Runa Petersen], Forschungschefin von {Nordlicht}, spricht.", "de", "head of research", False),
        ("[Runa Petersen] ist Finanzchefin bei {Nordlicht}.", "de", "CFO", False),
        ("[Runa Petersen] war Finanzchefin bei {Nordlicht}.", "de", "CFO", True),
        ("[Runa Petersen] (ex-{Nordlicht}) spricht.", "de", None, True),
        ("{Nordlicht} CEO [Runa Petersen] speaks.", "en", "CEO", False),
        ("{Nordlicht}'s CTO [Runa Petersen] speaks.", "en", "CTO", False),
        ("[Runa Petersen], chief scientist at {Nordlicht}, speaks.", "en", "chief scientist", False),
        ("[Runa Petersen], former head of research at {Nordlicht}, speaks.", "en", "head of research", True),
        ("[Runa Petersen] of {Nordlicht} speaks.", "en", None, False),
        ("L'ex-patronne de {Nordlicht}, [Runa Petersen], parle.", "fr", "CEO", True),
        ("[Runa Petersen], directrice financière de {Nordlicht}, parle.", "fr", "CFO", False),
        ("[Runa Petersen] est directrice technique chez {Nordlicht}.", "fr", "CTO", False),
        ("[Runa Petersen] (ex-{Nordlicht}) parle.", "fr", None, True),
        ("The boss of {Nordlicht} is [Runa Petersen].", "en", "CEO", False),
        ("Technikchefin bei {Nordlicht} ist seit Mai [Runa Petersen].", "de", "CTO", False),
        ("La directrice technique de {Nordlicht} s'appelle [Runa Petersen].", "fr", "CTO", False),
        ("[Runa Petersen], head of research, {Nordlicht}.", "en", "head of research", False),
        ("[Runa Petersen], Forschungschefin, {Nordlicht}.", "de", "head of research", False),
        ("[Runa Petersen], directrice technique, {Nordlicht}.", "fr", "CTO", False),
        ("[Runa Petersen], head of research at {Acme}'s rival {Nordlicht}, speaks.", "en", "head of research", False),
        ("{Nordlicht}'s [Runa Petersen] speaks.", "en", None, False),
        ("Ex-{Nordlicht} [Runa Petersen] speaks.", "en", None, True),
        ("{Nordlicht}-Frau [Runa Petersen] spricht.", "de", None, False),
        ("L'ex-{Nordlicht} [Runa Petersen] parle.", "fr", None, True),
        ("Financieel directeur [Runa Petersen] van {Nordlicht} spreekt.", "nl", "CFO", False),
        ("Technikchefin [Runa Petersen] von {Nordlicht} spricht.", "de", "CTO", False),
    ],
)
def test_a_position_beside_a_name(marked: str, lang: str, role: str | None, former: bool) -> None:
    assert holdings(marked, lang) == [("Runa Petersen", role, ("Nordlicht",), former)]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Nordlicht} wächst. Der Chef [Tjark Ohlsen] freut sich.", "de"),
        ("{Nordlicht} grows. Its chief executive [Tjark Ohlsen] is glad.", "en"),
        ("{Nordlicht} grandit, et son patron [Tjark Ohlsen] se réjouit.", "fr"),
    ],
)
def test_an_office_without_a_house_is_held_in_the_one_spoken_of(marked: str, lang: str) -> None:
    assert holdings(marked, lang) == [("Tjark Ohlsen", "CEO", ("Nordlicht",), False)]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Tjark Ohlsen], chief executive of {Nordlicht} and chairman of {Acme}, is glad.", "en"),
        ("[Tjark Ohlsen], Chef von {Nordlicht} und Aufsichtsratschef von {Acme}, freut sich.", "de"),
        ("[Tjark Ohlsen], patron de {Nordlicht} et président du conseil de {Acme}, se réjouit.", "fr"),
    ],
)
def test_two_roles_in_two_houses(marked: str, lang: str) -> None:
    assert [(name, orgs) for name, _, orgs, _ in holdings(marked, lang)] == [
        ("Tjark Ohlsen", ("Nordlicht",)),
        ("Tjark Ohlsen", ("Acme",)),
    ]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Nordlicht}, which fears {Acme}, says through its founder [Tjark Ohlsen] that all is well.", "en"),
        ("{Nordlicht}, das {Acme} fürchtet, verweist auf seinen Gründer [Tjark Ohlsen].", "de"),
        ("{Nordlicht}, qui craint {Acme}, renvoie à son fondateur [Tjark Ohlsen].", "fr"),
    ],
)
def test_its_means_the_subject_and_no_name_of_a_relative_clause(marked: str, lang: str) -> None:
    assert [orgs for _, _, orgs, _ in holdings(marked, lang)] == [("Nordlicht",)]


def test_an_outlet_is_not_spoken_of() -> None:
    assert holdings("{Heidepost} is read. The engineer [Tjark Ohlsen] is glad.", "en") == [
        ("Tjark Ohlsen", "engineer", (), False)
    ]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Die {Nordlicht}-Vizepräsidenten [Runa Petersen] und [Tjark Ohlsen] gehen.", "de"),
        ("{Nordlicht} researchers [Runa Petersen] and [Tjark Ohlsen] leave.", "en"),
        ("Les cofondateurs de {Nordlicht}, [Runa Petersen] et [Tjark Ohlsen] partent.", "fr"),
    ],
)
def test_a_plural_role_is_that_of_all(marked: str, lang: str) -> None:
    found = holdings(marked, lang)
    assert [f[0] for f in found] == ["Runa Petersen", "Tjark Ohlsen"]
    assert {f[2] for f in found} == {("Nordlicht",)}


def test_a_role_without_a_person_keeps_its_organisations() -> None:
    text = laid_out("She is now partner at {Nordlicht}.", "en")
    positions = reader(text)
    assert positions.read() == []
    assert [[o.name for o in orgs] for orgs in positions.unheld.values()] == [["Nordlicht"]]


def test_what_belongs_to_a_person_is_marked() -> None:
    text = laid_out("[Runa Petersen], chief scientist at {Nordlicht}, joins {Kornblum}.", "en")
    reader(text).read()
    owners = {m.name: m.owner.name if m.owner else None for m in text.mentions if m.kind == "ORG"}
    assert owners == {"Nordlicht": "Runa Petersen", "Kornblum": None}
