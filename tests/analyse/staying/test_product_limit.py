"""The curve of those who stay: a worked example, lifelines on random people, and the laws."""

import warnings

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

from talentwire.analyse.answers.shares import LEAST, wilson
from talentwire.analyse.staying.curve import Curve, Watched

# Freireich et al. 1963: weeks of remission under 6-MP, as in Kalbfleisch and Prentice, table 1.1.
SIX_MP = [(6, 1), (6, 1), (6, 1), (6, 0), (7, 1), (9, 0), (10, 1), (10, 0), (11, 0), (13, 1), (16, 1), (17, 0), (19, 0),
          (20, 0), (22, 1), (23, 1), (25, 0), (32, 0), (32, 0), (34, 0), (35, 0)]  # fmt: skip

PERSON = st.builds(
    lambda entry, length, left: Watched(entry, entry + length, left),
    st.one_of(st.just(0), st.integers(0, 60)),
    st.integers(1, 80),
    st.booleans(),
)
LAWS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_the_textbook_example() -> None:
    curve = Curve.of(Watched(0, weeks, left == 1) for weeks, left in SIX_MP)
    told = [(step.day, step.at_risk, step.left, round(step.stay, 3)) for step in curve.steps]
    assert told == [
        (6, 21, 3, 0.857), (7, 17, 1, 0.807), (10, 15, 1, 0.753), (13, 12, 1, 0.690), (16, 11, 1, 0.627),
        (22, 7, 1, 0.538), (23, 6, 1, 0.448),
    ]  # fmt: skip
    assert (curve.n, curve.left, curve.until) == (21, 9, 13)
    assert curve.at_risk(20) == 8
    assert curve.stay(13) == pytest.approx((0.690, 0.4316, 0.8491), abs=5e-4)


def test_a_value_stands_only_while_enough_are_watched() -> None:
    curve = Curve.of(Watched(0, weeks, left == 1) for weeks, left in SIX_MP)
    assert curve.stay(13) is not None
    assert curve.stay(14) is None
    few = Curve.of([Watched(0, 9, True)] * (LEAST - 1))
    assert (few.told, few.stay(1), few.left) == (False, None, LEAST - 1)
    late = Curve.of([Watched(5, 9, True)] * LEAST)  # nobody was watched in the first days
    assert (late.told, late.n, late.stay(9)) == (False, LEAST, None)


def test_where_nobody_left_the_interval_is_that_of_a_share() -> None:
    curve = Curve.of([Watched(0, 10, False)] * 20 + [Watched(0, 4, False)] * 5)
    assert curve.stay(3) == (1.0, *wilson(25, 25))
    assert curve.stay(10) == (1.0, *wilson(20, 20))
    gone = Curve.of([Watched(0, 10, True)] * 20)
    assert gone.stay(10) == (0.0, *wilson(0, 20))


def test_nobody_is_no_curve() -> None:
    for people in ([], [Watched(3, 3, True)], [Watched(9, 4, True)]):
        curve = Curve.of(people)
        assert (curve.n, curve.steps, curve.told, curve.median) == (0, (), False, (None, None, None))


@LAWS
@given(st.lists(PERSON, min_size=1, max_size=60))
def test_the_curve_is_that_of_lifelines(people: list[Watched]) -> None:
    """Shares, intervals and people at risk equal those of lifelines, with late entry and open ends."""
    people = [*people, Watched(0, 200, left=False)]  # lifelines refuses data in which nobody is watched for a while
    curve = Curve.of(people)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # lifelines warns of intervals before the first exit
        theirs = KaplanMeierFitter().fit(
            [one.end for one in people], [one.left for one in people], entry=[one.entry for one in people]
        )
        between = theirs.confidence_interval_
    for step in curve.steps:
        assert step.stay == pytest.approx(theirs.survival_function_["KM_estimate"][step.day], abs=1e-9)
        table = theirs.event_table.loc[step.day]
        assert (step.left, step.at_risk) == (table["observed"], table["at_risk"] - table["entrance"])
        if 0 < step.stay < 1:
            assert step.bounds == pytest.approx(tuple(between.loc[step.day]), abs=1e-9)


@LAWS
@given(st.lists(PERSON.map(lambda one: one._replace(entry=0)), min_size=LEAST, max_size=60))
def test_the_median_is_that_of_lifelines(people: list[Watched]) -> None:
    curve = Curve.of(people)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = KaplanMeierFitter().fit([one.end for one in people], [one.left for one in people])
        low, high = median_survival_times(theirs.confidence_interval_).to_numpy()[0]
    for mine, other in zip(curve.median, (theirs.median_survival_time_, low, high), strict=True):
        if other <= curve.until and curve.last(curve.until) != curve.steps[-1]:
            assert mine == other
        elif mine is not None:
            assert mine <= curve.until


@LAWS
@given(st.lists(PERSON, max_size=60), st.integers(1, 100))
def test_the_laws_of_a_curve(people: list[Watched], day: int) -> None:
    curve = Curve.of(people)
    stays = [step.stay for step in curve.steps]
    assert stays == sorted(stays, reverse=True)
    assert all(step.bounds.low <= step.stay + 1e-12 and step.stay <= step.bounds.high + 1e-12 for step in curve.steps)
    assert curve.left_by(10**6) == curve.left == sum(one.left for one in people)
    assert curve.at_risk(day) == sum(1 for one in people if one.entry < day <= one.end)
    if day <= curve.until:
        assert min(curve.at_risk(one) for one in range(1, day + 1)) >= LEAST
    assert Curve.of(reversed(people)) == curve
