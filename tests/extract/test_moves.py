"""Moves: who goes from where to where, also where a sentence does not say all of it."""

import pytest
from marked import read, told


def moves(marked: str, lang: str) -> list[str]:
    return [told(claim).removeprefix("move: ") for claim in read(marked, lang) if claim.kind == "move"]


@pytest.mark.parametrize(
    ("marked", "lang", "expected"),
    [
        ("{Nordlicht}-Forscherin [Runa Petersen] wechselt zu {Kornblum}.", "de", "from_role=researcher"),
        ("{Nordlicht} researcher [Runa Petersen] joins {Kornblum}.", "en", "from_role=researcher"),
        ("[Runa Petersen], chercheuse chez {Nordlicht}, rejoint {Kornblum}.", "fr", "from_role=researcher"),
    ],
)
def test_the_position_beside_a_name_is_the_one_left(marked: str, lang: str, expected: str) -> None:
    (move,) = moves(marked, lang)
    assert move == f"person=Runa Petersen; from_org=Nordlicht; to_org=Kornblum; {expected}"


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Tjark Ohlsen], Forscher bei {Nordlicht}, hat viel vor. Er wechselt zu {Kornblum}.", "de"),
        ("[Tjark Ohlsen], a researcher at {Nordlicht}, has plans. He joined {Kornblum}.", "en"),
        ("[Tjark Ohlsen], chercheur chez {Nordlicht}, a des projets. Il rejoint {Kornblum}.", "fr"),
    ],
)
def test_the_position_may_stand_in_the_sentence_before(marked: str, lang: str) -> None:
    assert moves(marked, lang) == ["person=Tjark Ohlsen; from_org=Nordlicht; to_org=Kornblum; from_role=researcher"]


def test_who_comes_next_left_the_same_house() -> None:
    assert moves("[Runa Petersen] left {Kornblum}. [Tjark Ohlsen] left, too.", "en") == [
        "person=Runa Petersen; from_org=Kornblum",
        "person=Tjark Ohlsen; from_org=Kornblum",
    ]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} warb sieben Forscher von {Nordlicht} ab.", "de"),
        ("{Kornblum} poached seven researchers from {Nordlicht}.", "en"),
        ("{Kornblum} a débauché sept chercheurs de {Nordlicht}.", "fr"),
    ],
)
def test_a_group_is_counted(marked: str, lang: str) -> None:
    assert any("headcount=7; from_org=Nordlicht; to_org=Kornblum" in move for move in moves(marked, lang))


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} holt [Runa Petersen], [Tjark Ohlsen] und [Wiebke Aden] von {Nordlicht}.", "de"),
        ("{Kornblum} hired [Runa Petersen], [Tjark Ohlsen] and [Wiebke Aden] from {Nordlicht}.", "en"),
        ("{Kornblum} recrute [Runa Petersen], [Tjark Ohlsen] et [Wiebke Aden] chez {Nordlicht}.", "fr"),
    ],
)
def test_each_of_a_list_moves(marked: str, lang: str) -> None:
    assert moves(marked, lang) == [
        f"person={name}; from_org=Nordlicht; to_org=Kornblum"
        for name in ("Runa Petersen", "Tjark Ohlsen", "Wiebke Aden")
    ]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Tjark Ohlsen] zieht in den Aufsichtsrat von {Kornblum} ein.", "de"),
        ("[Tjark Ohlsen] joined the board of {Kornblum}.", "en"),
        ("[Tjark Ohlsen] entre au conseil d'administration de {Kornblum}.", "fr"),
    ],
)
def test_a_seat_on_a_board_is_no_job(marked: str, lang: str) -> None:
    (move,) = moves(marked, lang)
    assert move.endswith("seat=board")


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Tjark Ohlsen] geht zu Google DeepMind.", "de"),
        ("[Tjark Ohlsen] joins Google DeepMind.", "en"),
        ("[Tjark Ohlsen] rejoint Google DeepMind.", "fr"),
    ],
)
def test_a_known_name_needs_no_mark(marked: str, lang: str) -> None:
    assert moves(marked, lang) == ["person=Tjark Ohlsen; to_org=Google DeepMind"]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen] bleibt bei {Nordlicht}.", "de"),
        ("[Orla Finch] moved the desk to the window.", "en"),
        ("Le projet passe par la cuisine.", "fr"),
    ],
)
def test_not_everything_that_moves_is_a_move(marked: str, lang: str) -> None:
    assert moves(marked, lang) == []
