"""Sums and bounds as people see them: in words, in cells, and in pictures."""

from datetime import date

import pytest

from talentwire.analyse.answers.answer import Answer, Cell, Column, Coverage
from talentwire.analyse.answers.picture import Dot, Dots, Line, Lines, Picture, Point
from talentwire.analyse.answers.wording import Words
from talentwire.serve import pictures
from talentwire.serve.answer_cells import cell_text, is_number

DAY = date(2025, 1, 1)
MONEY = Column("sum", "Sum", "money")


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", ["950", "9,500", "95k", "2.4m", "14.3bn", "1.234bn", "2tn", "-3m"]),
        ("de", ["950", "9.500", "95 Tsd.", "2,4 Mio.", "14,3 Mrd.", "1,234 Mrd.", "2 Bio.", "-3 Mio."]),
        ("fr", ["950", "9 500", "95 k", "2,4 M", "14,3 Md", "1,234 Md", "2 000 Md", "-3 M"]),
    ],
)
def test_a_number_is_short_in_every_language(lang: str, shown: list[str]) -> None:
    words = Words("common", lang)
    numbers = (950, 9_500, 95_000, 2_400_000, 14_300_000_000, 1_234_400_000, 2 * 10**12, -3_000_000)
    assert [words.short(number).replace("\u00a0", " ").replace("\u202f", " ") for number in numbers] == shown


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Cell(2e6), "2m"),
        (Cell(None, high=2e6), "≤ 2m"),
        (Cell(None, low=2e6), "≥ 2m"),
        (Cell(None, low=2e6, high=3e6), "2m–3m"),
        (Cell(2.5e6, low=2e6, high=3e6), "2.5m (2m–3m)"),
        (Cell(2.5e6, high=3e6), "2.5m (≤ 3m)"),
        (Cell(None), ""),
    ],
)
def test_a_bound_is_shown_as_one(cell: Cell, shown: str) -> None:
    assert cell_text(cell, MONEY, Words("common", "en")) == shown
    assert is_number(cell) is bool(shown)


def test_a_sentence_ends_with_one_point() -> None:
    words = Words("money", "de")
    assert words("offer_is", sum=f"USD {words.short(2_000_000)}") == "Dieses Angebot: USD 2\u00a0Mio."
    assert words("scope_during", stretch="2025-01..2025-02").endswith("2025-01..2025-02")


def drawn(picture: Picture, lang: str = "en") -> str:
    rows = ({"n": Cell(1)},)
    answer = Answer(
        "test", "t", "d", (Column("n", "n"),), rows, Coverage(1, 1, 1, DAY, DAY), lang=lang, picture=picture
    )  # fmt: skip
    assert pictures.drawn(answer, "png").startswith(b"\x89PNG")
    return pictures.drawn(answer, "svg").decode()


@pytest.mark.parametrize("log", [False, True])
def test_bounds_are_drawn_as_arrows_and_named(log: bool) -> None:
    dots = (
        Dot("known", 2e6),
        Dot("at most this", 3e6, high=3e6, exact=False),
        Dot("at least this", 1e6, low=1e6, exact=False, sure=False),
        Dot("between", 1e6, 1e6, 4e6, exact=False),
        Dot("a middle and one end", 2e6, low=1e6),
        Dot("nothing told", 1.0, exact=False),
    )
    svg = drawn(Dots("USD", dots, log=log))
    assert all(f">{text}<" in svg for text in ("at most", "at least", "between", "known"))
    assert "nothing told" not in svg
    assert "1 more in the table" in svg
    assert ">höchstens<" in drawn(Dots("USD", dots[1:2], log=log), "de")
    assert "at most" not in drawn(Dots("USD", dots[:1], log=log))


def test_lines_of_many_sizes_have_steps_of_ten() -> None:
    lines = (
        Line("large", (Point(DAY, 5e11), Point(date(2025, 6, 1), 9e11))),
        Line("small", (Point(DAY, 1e9, 5e8, 2e9),)),
        Line("talked of", (Point(DAY, 2e9),), sure=False),
    )
    assert ">100bn<" in drawn(Lines("day", "USD", lines, log=True))
    assert ">large<" in drawn(Lines("day", "USD", lines))


@pytest.mark.parametrize("number", [1, 9, 40])
def test_keys_of_any_number_have_their_own_lines(number: int) -> None:
    dots = tuple(Dot(f"dot {at}", 1 + at, group=f"a group with a rather long name {at}") for at in range(number))
    svg = drawn(Dots("USD", dots))
    assert all(f">a group with a rather long name {at}<" in svg for at in range(number))
