"""Who holds which position, from the words beside a name."""

import pytest
from marked import extractor, laid_out

from talentwire.extract.positions import Holding, Positions
from talentwire.extract.references import Resolver

Found = tuple[str, str | None, tuple[str, ...], bool]


def holdings(marked: str, lang: str) -> list[Found]:
    text = laid_out(marked, lang)
    atlas = extractor().atlas
    read = Positions(text, Resolver(text, frozenset({"Heidepost"}), atlas), atlas).read()
    return [_shown(holding) for holding in read]


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
    positions = Positions(text, Resolver(text, frozenset(), extractor().atlas), extractor().atlas)
    assert positions.read() == []
    assert [[o.name for o in orgs] for orgs in positions.unheld.values()] == [["Nordlicht"]]


def test_what_belongs_to_a_person_is_marked() -> None:
    text = laid_out("[Runa Petersen], chief scientist at {Nordlicht}, joins {Kornblum}.", "en")
    Positions(text, Resolver(text, frozenset(), extractor().atlas), extractor().atlas).read()
    owners = {m.name: m.owner.name if m.owner else None for m in text.mentions if m.kind == "ORG"}
    assert owners == {"Nordlicht": "Runa Petersen", "Kornblum": None}
