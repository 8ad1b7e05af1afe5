"""What is said once of several people: "A from X, B from Y", "A and B join X and Y, respectively"."""

import pytest
from marked import read, told


def moves(marked: str, lang: str) -> list[str]:
    return [told(claim).removeprefix("move: ") for claim in read(marked, lang) if claim.kind == "move"]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} holt [Runa Petersen] von {Nordlicht} und [Tjark Ohlsen] von {Seegras}.", "de"),
        ("{Kornblum} hired [Runa Petersen] from {Nordlicht} and [Tjark Ohlsen] from {Seegras}.", "en"),
        ("{Kornblum} recrute [Runa Petersen] chez {Nordlicht} et [Tjark Ohlsen] chez {Seegras}.", "fr"),
    ],
)
def test_everybody_leaves_a_house_of_their_own(marked: str, lang: str) -> None:
    assert moves(marked, lang) == [
        "person=Runa Petersen; from_org=Nordlicht; to_org=Kornblum",
        "person=Tjark Ohlsen; from_org=Seegras; to_org=Kornblum",
    ]


def test_the_verb_is_not_repeated() -> None:
    assert moves("[Runa Petersen] geht zu {Kornblum}, [Tjark Ohlsen] zu {Seegras}.", "de") == [
        "person=Runa Petersen; to_org=Kornblum",
        "person=Tjark Ohlsen; to_org=Seegras",
    ]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen] und [Tjark Ohlsen] gehen zu {Kornblum} beziehungsweise {Seegras}.", "de"),
        ("[Runa Petersen] and [Tjark Ohlsen] joined {Kornblum} and {Seegras}, respectively.", "en"),
        ("[Runa Petersen] et [Tjark Ohlsen] rejoignent respectivement {Kornblum} et {Seegras}.", "fr"),
    ],
)
def test_two_go_to_two_houses(marked: str, lang: str) -> None:
    assert moves(marked, lang) == [
        "person=Runa Petersen; to_org=Kornblum",
        "person=Tjark Ohlsen; to_org=Seegras",
    ]
