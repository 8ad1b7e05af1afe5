"""The words around sums of money: what they tell in seven languages, and how long a period is."""

import pytest

from talentwire.lang.pay_words import SIGNS, Years, said, signs_in, years_of


@pytest.mark.parametrize(("words", "signs"), said())
def test_sentences_have_the_signs_that_the_file_says(words: str, signs: frozenset[str]) -> None:
    assert signs <= frozenset(SIGNS)
    assert signs_in(words) == signs


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("per year", Years(1)),
        ("pro Jahr", Years(1)),
        ("par an", Years(1)),
        ("2024", Years(1)),
        ("fiscal year 2025", Years(1)),
        ("four years", Years(4)),
        ("quatre ans", Years(4)),
        ("vier Jahre", Years(4)),
        ("18 months", Years(1.5)),
        ("up to 12 months", Years(1, "max")),
        ("at least six years", Years(6, "min")),
        ("per month", Years(1 / 12)),
        ("an hour", Years(1 / 8766)),
        ("several years", None),
        ("mehrere Jahre", None),
        ("until 2031", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_a_period_is_so_many_years_or_does_not_tell(period: str, years: Years | None) -> None:
    assert years_of(period) == years
