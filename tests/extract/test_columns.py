"""Columns of people: lines headed by an employer, and headings that say who comes and who goes."""

import pytest
from marked import laid_out, read, told

from talentwire.extract.columns import read_columns


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Zugänge\n\n- {Kornblum}: [Runa Petersen] und [Tjark Ohlsen], beide ex-{Nordlicht}", "de"),
        ("AI hires\n\n- {Kornblum}: [Runa Petersen] and [Tjark Ohlsen], both ex-{Nordlicht}", "en"),
        ("Arrivées\n\n- {Kornblum} : [Runa Petersen] et [Tjark Ohlsen], tous deux ex-{Nordlicht}", "fr"),
    ],
)
def test_a_bullet_is_headed_by_the_employer(marked: str, lang: str) -> None:
    (entry,) = read_columns(laid_out(marked, lang))
    assert [m.name for m in entry.to_org] == ["Kornblum"]
    assert [m.name for m in entry.persons] == ["Runa Petersen", "Tjark Ohlsen"]


def test_a_sentence_is_no_bullet() -> None:
    assert list(read_columns(laid_out("{Kornblum}: [Runa Petersen] is here.", "en"))) == []


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Abgänge\n\n- {Kornblum}: die Forscherin [Runa Petersen]", "de"),
        ("Departures\n\n- {Kornblum}: researcher [Runa Petersen]", "en"),
        ("Départs\n\n- {Kornblum} : la chercheuse [Runa Petersen]", "fr"),
        ("Out at {Kornblum}: researcher [Runa Petersen].", "en"),
    ],
)
def test_who_stands_under_departures_leaves(marked: str, lang: str) -> None:
    (claim,) = (claim for claim in read(marked, lang) if claim.kind == "move")
    assert "from_org=Kornblum" in told(claim)
    assert "to_org" not in told(claim)


def test_a_group_comes_from_elsewhere() -> None:
    (claim,) = read("ARRIVALS\n\n- {Kornblum}: three chemists out of {Nordlicht}, nameless so far", "en")
    assert told(claim) == "move: headcount=3; from_org=Nordlicht; to_org=Kornblum"
