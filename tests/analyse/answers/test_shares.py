"""Shares and their intervals: published values, laws, and the least number of cases."""

from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.analyse.answers.shares import FEW, LEAST, Z, share, wilson


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_of_the_literature(hits: int, cases: int, low: float, high: float) -> None:
    assert wilson(hits, cases) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_the_share_and_turns_with_it(case: tuple[int, int]) -> None:
    hits, cases = case
    low, high = wilson(hits, cases)
    assert 0 <= low <= hits / cases <= high <= 1
    assert low < high
    turned = wilson(cases - hits, cases)
    assert (1 - turned.high, 1 - turned.low) == pytest.approx((low, high))


def test_the_least_number_of_cases_is_where_an_interval_is_always_under_a_half() -> None:
    def widest(cases: int) -> float:
        return max(high - low for low, high in (wilson(hits, cases) for hits in range(cases + 1)))

    assert pytest.approx(NormalDist().inv_cdf(0.975)) == Z
    assert widest(LEAST) < 0.5 < widest(LEAST - 1)


def test_too_few_cases_give_no_share() -> None:
    assert wilson(0, 0) == (0, 1)
    assert share(0, 0, 0) is None
    assert share(FEW - 1, FEW - 1) is None
    assert share(LEAST - 1, LEAST - 1, LEAST) is None
    told = share(6, LEAST, LEAST)
    assert told is not None
    assert told.low < told.value == 0.5 < told.high
