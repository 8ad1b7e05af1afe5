"""Sums, dates and intervals: they keep their laws."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.errors import BadValueError
from talentwire.model.values import Interval, Money, PartialDate, Quantity, close, tidy

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
PARTS = st.builds(lambda d, n: PartialDate(*(d.year, d.month, d.day)[:n]), DAYS, st.integers(1, 3))
SUMS = st.builds(
    Money,
    st.one_of(st.integers(0, 10**15), st.floats(0, 1e15).map(tidy)),
    st.sampled_from(["USD", "EUR", "CHF", "JPY"]),
    st.sampled_from([None, "min", "max", "approx"]),
)


@given(SUMS)
def test_money_survives_json(money: Money) -> None:
    assert Money.from_json(money.to_json()) == money


@given(SUMS)
def test_money_agrees_with_itself_in_its_own_currency_only(money: Money) -> None:
    assert money.agrees(money)
    assert not money.agrees(Money(money.value, "GBP"))


@pytest.mark.parametrize(
    ("left", "right", "same"), [(100, 101, True), (100, 102, False), (0, 0, True), (14.3e9, 14.25e9, True)]
)
def test_numbers_agree_within_one_per_cent(left: float, right: float, same: bool) -> None:
    assert close(left, right) is same
    assert close(right, left) is same


@pytest.mark.parametrize(
    "bad",
    [
        None,
        12,
        {"value": 1},
        {"value": "12", "currency": "USD"},
        {"value": True, "currency": "USD"},
        {"value": 1, "currency": "dollars"},
        {"value": 1, "currency": "USD", "bound": "roughly"},
        {"value": float("nan"), "currency": "USD"},
        {"value": float("inf"), "currency": "USD"},
    ],
)
def test_what_is_no_money_is_refused(bad: object) -> None:
    with pytest.raises(BadValueError):
        Money.from_json(bad)


@pytest.mark.parametrize(
    ("money", "shown"),
    [
        (Money(14_300_000_000, "USD"), "USD 14.3bn"),
        (Money(2_000_000, "EUR", "max"), "≤ EUR 2m"),
        (Money(95_000, "EUR", "approx"), "~ EUR 95k"),
        (Money(950, "CHF", "min"), "≥ CHF 950"),
    ],
)
def test_money_is_shown_short(money: Money, shown: str) -> None:
    assert str(money) == shown


def test_quantities_show_their_bound() -> None:
    assert str(Quantity(1200, "mw", "max")) == "≤ 1,200 mw"


@given(PARTS)
def test_dates_print_and_parse(part: PartialDate) -> None:
    assert PartialDate.parse(str(part)) == part


@given(PARTS)
def test_a_date_lies_in_its_own_interval(part: PartialDate) -> None:
    assert part.first() <= part.last()
    assert part.interval().contains(part.first())
    assert part.interval().contains(part.last())
    assert not part.interval().contains(part.last() + timedelta(days=1))


@given(PARTS, PARTS)
def test_agreement_of_dates_is_mutual(left: PartialDate, right: PartialDate) -> None:
    assert left.agrees(right) == right.agrees(left)


@pytest.mark.parametrize("bad", ["", "july", "2025-13", "2025-02-30", "25-01-01", "2025-7", "20250715"])
def test_what_is_no_date_is_refused(bad: str) -> None:
    with pytest.raises(BadValueError):
        PartialDate.parse(bad)


def test_a_day_needs_a_month() -> None:
    with pytest.raises(BadValueError):
        PartialDate(2025, 0, 3)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-03..2025-06", date(2025, 3, 1), date(2025, 6, 30)),
        ("..2024", None, date(2024, 12, 31)),
        ("2024-05-01..", date(2024, 5, 1), None),
    ],
)
def test_intervals_parse(text: str, start: date | None, end: date | None) -> None:
    assert Interval.parse(text) == Interval(start, end)


@given(DAYS, DAYS, DAYS, DAYS)
def test_intervals_overlap_where_they_share_a_day(a: date, b: date, c: date, d: date) -> None:
    left, right = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d))
    shared = max(left.start or a, right.start or a) <= min(left.end or a, right.end or a)
    assert left.overlaps(right) == right.overlaps(left) == shared


def test_an_interval_may_not_end_before_it_starts() -> None:
    with pytest.raises(BadValueError):
        Interval.parse("2025..2024")
