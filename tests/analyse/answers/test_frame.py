"""The frame of answers: periods, texts in three languages, coverage."""

import tomllib
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.analyse.answers import wording
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.answers.wording import Words, checked
from talentwire.errors import BadValueError, PackError
from talentwire.lang.families import FAMILIES, OTHER, UNTOLD, family_of, load

FILES = sorted(one for one in files(wording.__package__).joinpath("data").iterdir() if one.name.endswith(".toml"))


@pytest.mark.parametrize(("period", "name"), [("month", "2025-08"), ("quarter", "2025-Q3"), ("year", "2025")])
def test_a_day_lies_in_a_period(period: str, name: str) -> None:
    assert Period(period).of(date(2025, 8, 31)) == name


@given(st.sampled_from(Period), st.dates(), st.dates(max_value=date(9000, 1, 1)))
def test_periods_follow_each_other_without_a_gap(period: Period, day: date, other: date) -> None:
    name = period.of(day)
    assert period.first(name) <= day <= period.after(name)
    if (day - other).days in range(20000):
        names = period.through([day, other])
        assert list(names) == sorted(set(names))
        assert (names[0], names[-1]) == (period.of(other), period.of(day))
        assert all(period.of(period.after(a)) == b for a, b in pairwise(names))


def test_the_last_day_there_is_has_a_period() -> None:
    assert Period.MONTH.through([date.max]) == ("9999-12",)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_text_is_there_in_every_language(file: wording.Any) -> None:
    assert checked(tomllib.loads(file.read_text("utf-8")), file.name)


@pytest.mark.parametrize(
    ("texts", "what"),
    [
        ({"a": {"en": "x", "de": "x"}}, "must be there in"),
        ({"a": {"en": ["x"], "de": "x", "fr": "x"}}, "not one of two"),
        ({"a": {"en": "{n} {x}", "de": "{n}", "fr": "{n} {x}"}}, "same places"),
    ],
)
def test_texts_that_break_the_rules_are_refused(texts: wording.Any, what: str) -> None:
    with pytest.raises(PackError, match=what):
        checked(texts, "x.toml")


def test_numbers_and_plurals_are_those_of_the_language() -> None:
    assert [Words("common", lang).number(1234.5) for lang in ("en", "de", "fr")] == [
        "1,234.5",
        "1.234,5",
        "1\u202f234,5",
    ]
    assert Words("common", "fr")("coverage_facts", n=0) == "0 fait"
    assert Words("common", "en")("coverage_facts", n=0) == "0 facts"
    assert Words("common", "de").share(0.125) == "12,5\u00a0%"
    with pytest.raises(BadValueError, match="not in 'it'"):
        Words("common", "it")
    with pytest.raises(PackError, match="no 'nonsense'"):
        Words("common")("nonsense")
    with pytest.raises(PackError, match="no texts for the question"):
        Words("nonsense")


def test_less_than_one_row_is_refused() -> None:
    with pytest.raises(BadValueError, match="at least one"):
        Asked(top=0)


@pytest.mark.parametrize(("role", "family"), load().says)
def test_positions_fall_into_their_families(role: str, family: str) -> None:
    assert family_of(role) == family


def test_what_is_no_known_position_is_other_or_untold() -> None:
    assert (family_of("beekeeper"), family_of(None), family_of(" ")) == (OTHER, UNTOLD, UNTOLD)
    words = Words("flows")
    assert all(words.has(f"family_{family}") for family in FAMILIES)
