"""Bounds: what follows from them holds whatever the true values are."""

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.analyse.money.ranges import Range, placed, quantile

VALUES = st.floats(1, 1e12)


@st.composite
def bounded(draw: st.DrawFn) -> tuple[Range, float]:
    """What is told of a value, and the value."""
    value = draw(VALUES)
    low = draw(st.one_of(st.just(value), st.just(0.0), st.floats(0, value)))
    high = draw(st.one_of(st.just(value), st.just(inf), st.floats(value, 1e13)))
    return Range(low, high), value


@given(st.lists(bounded(), min_size=1, max_size=12), st.floats(0, 1))
def test_a_quantile_lies_between_its_bounds_whatever_is_behind_them(told: list[tuple[Range, float]], q: float) -> None:
    found = quantile([one for one, _ in told], q)
    true = quantile([Range.of(value) for _, value in told], q).low
    assert found.low <= true * (1 + 1e-9)
    assert found.high >= true * (1 - 1e-9)


@given(st.lists(bounded(), min_size=1, max_size=12))
def test_quantiles_rise_and_their_bounds_never_cross(told: list[tuple[Range, float]]) -> None:
    ranges = [one for one, _ in told]
    found = [quantile(ranges, q) for q in (0, 0.25, 0.5, 0.75, 1)]
    assert all(one.low <= one.high for one in found)
    assert all(a.low <= b.low and a.high <= b.high for a, b in pairwise(found))


@given(bounded(), bounded())
def test_dividing_and_adding_hold_what_is_true(left: tuple[Range, float], right: tuple[Range, float]) -> None:
    (a, x), (b, y) = left, right
    for found, true in ((a.over(b), x / y), (a + b, x + y), (a.hull(b), x), (a.hull(b), y)):
        assert found.low <= true * (1 + 1e-9)
        assert found.high >= true * (1 - 1e-9)


@given(bounded(), st.lists(bounded(), max_size=12))
def test_every_sum_is_placed_once_and_surely(mine: tuple[Range, float], others: list[tuple[Range, float]]) -> None:
    found = placed(mine[0], [one for one, _ in others])
    assert found.below + found.above + found.open == len(others)
    assert found.below <= sum(1 for _, value in others if value < mine[1])
    assert found.above <= sum(1 for _, value in others if value > mine[1])


@pytest.mark.parametrize(
    ("ranges", "median"),
    [
        ([Range.of(1), Range.of(2), Range.of(9)], Range(2, 2)),
        ([Range.of(1), Range.of(2), Range.of(9, "max")], Range(1, 2)),
        ([Range.of(1), Range.of(2, "min"), Range.of(9, "min")], Range(2, inf)),
        ([Range.of(1), Range.of(3)], Range(2, 2)),
    ],
)
def test_medians_known_by_hand(ranges: list[Range], median: Range) -> None:
    assert quantile(ranges, 0.5) == median


def test_a_bound_is_an_end_and_no_value() -> None:
    cells = [Range.of(5, bound).cell() for bound in (None, "max", "min", "approx")]
    assert [(one.value, one.low, one.high) for one in cells] == [
        (5, None, None), (None, None, 5), (None, 5, None), (5, None, None)
    ]  # fmt: skip
