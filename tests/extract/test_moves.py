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


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen] wechselt von {Nordlicht} zu {Kornblum}. Mit ihr gehen vier Forscher.", "de"),
        ("[Runa Petersen] left {Nordlicht} for {Kornblum} and took four researchers with her.", "en"),
        ("[Runa Petersen] quitte {Nordlicht} pour {Kornblum} et emmène quatre chercheurs avec elle.", "fr"),
    ],
)
def test_who_goes_along_has_the_same_ends(marked: str, lang: str) -> None:
    assert any("headcount=4; from_org=Nordlicht; to_org=Kornblum" in move for move in moves(marked, lang))


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Nach neun Jahren bei {Nordlicht} wechselt [Runa Petersen] zu {Kornblum}.", "de"),
        ("After nine years at {Nordlicht}, [Runa Petersen] joined {Kornblum}.", "en"),
        ("Après neuf ans chez {Nordlicht}, [Runa Petersen] rejoint {Kornblum}.", "fr"),
    ],
)
def test_where_years_were_spent_is_left(marked: str, lang: str) -> None:
    assert moves(marked, lang) == ["person=Runa Petersen; from_org=Nordlicht; to_org=Kornblum"]


def test_what_somebody_founds_is_where_they_go() -> None:
    assert moves("[Runa Petersen] left {Nordlicht}. She has since founded {Kornblum}.", "en") == [
        "person=Runa Petersen; from_org=Nordlicht; to_org=Kornblum; to_role=founder"
    ]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} hat [Runa Petersen] nicht abgeworben.", "de"),
        ("{Kornblum} did not hire [Runa Petersen].", "en"),
        ("[Runa Petersen] n'a pas démissionné de {Kornblum}.", "fr"),
    ],
)
def test_a_negated_move_is_denied(marked: str, lang: str) -> None:
    assert [str(claim.status) for claim in read(marked, lang) if claim.kind == "move"] == ["denied"]
