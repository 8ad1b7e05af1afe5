"""Whom and what descriptions mean: a position with an article, a house by its head, its product or its title."""

import pytest
from marked import read


def moves(marked: str, lang: str) -> set[tuple[object, ...]]:
    found = (c.to_json() for c in read(marked, lang) if c.kind == "move")
    return {(m.get("person"), m.get("from_org"), m.get("to_org")) for m in found}


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Anna Berg] has left {Globex}. The former {Initech} engineer will join {Acme}.", "en"),
        ("[Anna Berg] hat {Globex} verlassen. Die frühere {Initech}-Forscherin wechselt zu {Acme}.", "de"),
        ("[Anna Berg] heeft {Globex} verlaten. De voormalige {Initech}-onderzoeker stapt over naar {Acme}.", "nl"),
        ("[Anna Berg] a quitté {Globex}. L'ancienne ingénieure de {Initech} rejoint {Acme}.", "fr"),
    ],
)
def test_a_former_position_means_whoever_was_just_spoken_of(marked: str, lang: str) -> None:
    assert any(person == "Anna Berg" and to == "Acme" for person, _, to in moves(marked, lang))


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Anna Berg] has left {Globex}. The chief executive of {Initech} will join {Acme}.", "en"),
        ("[Anna Berg] heeft {Globex} verlaten. De topman van {Initech} stapt over naar {Acme}.", "nl"),
    ],
)
def test_a_chief_who_is_not_named_is_nobody_else(marked: str, lang: str) -> None:
    assert not any(to == "Acme" for _, _, to in moves(marked, lang))


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        (
            "[Anna Berg] is CEO of {Acme}. {Globex} is silent. The company of [Anna Berg] raised 40 million euros.",
            "en",
        ),
        (
            "[Anna Berg] is CEO van {Acme}. {Globex} zwijgt. Het bedrijf van [Anna Berg] haalde 40 miljoen euro op.",
            "nl",
        ),
    ],
)
def test_a_company_is_that_of_its_head(marked: str, lang: str) -> None:
    (claim,) = [c.to_json() for c in read(marked, lang) if c.kind == "funding"]
    assert claim["org"] == "Acme"


def test_the_maker_of_a_product_is_its_house() -> None:
    (claim,) = [c.to_json() for c in read("[Anna Berg] joins the maker of ChatGPT.", "en") if c.kind == "move"]
    assert (claim["to_org"], claim["implicit"]) == ("OpenAI", ["to_org"])


def test_a_number_that_counts_again_moves_nobody() -> None:
    claims = read("[Anna Berg] en [Paul Krone], alle twee stappen ze over naar {Acme}.", "nl")
    assert not [c for c in claims if c.to_json().get("headcount")]


def test_years_are_no_people() -> None:
    marked = "Après neuf ans chez {Globex}, dont trois comme directeur, [Paul Krone] s'en va chez {Acme}."
    assert ("Paul Krone", "Globex", "Acme") in {m if m[1] else (m[0], "Globex", m[2]) for m in moves(marked, "fr")}
    assert not [c for c in read(marked, "fr") if c.to_json().get("headcount")]


def test_an_agency_in_the_dateline_hires_nobody() -> None:
    marked = "GENT ({Persdienst}) 16 september 2025 – {Acme} heeft [Anna Berg] weggekaapt bij {Globex}."
    assert moves(marked, "nl") == {("Anna Berg", "Globex", "Acme")}


def test_whoever_sells_chips_does_not_own_them() -> None:
    (claim,) = [c.to_json() for c in read("{Acme} bestelde 512 versnellers van AMD.", "nl") if c.kind == "compute"]
    assert claim["owner"] == "Acme"


def test_a_share_of_people_is_no_stake() -> None:
    claims = read("{Acme} remercie 30 % de son personnel. {Globex} se tait.", "fr")
    assert {c.kind for c in claims} == {"workforce"}


def test_a_title_in_front_of_a_colon_is_taken() -> None:
    assert moves("Nouvelle directrice technique chez {Acme} : [Anna Berg].", "fr") == {("Anna Berg", None, "Acme")}
