"""Rates of exchange: which one counts, there and back, and tables that cannot be used."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.analyse.money.rates import Rate, Rates
from talentwire.errors import BadValueError

CSV = "date,currency,usd\n2025-01-01,EUR,1.04\n2025-07-01,EUR,1.18\n2025-07-01,CHF,1.26\n"
TOML = """
[[rate]]
date = 2025-01-01
currency = "EUR"
usd = 1.04

[[rate]]
date = "2025-07-01"
currency = "eur"
usd = 1.18
"""
AGAIN = '[[rate]]\ndate = 2025-01-01\ncurrency = "EUR"\nusd = true\n'
DAY = date(2025, 8, 1)


def table(tmp_path: Path, text: str, name: str = "rates.csv") -> Rates:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    return Rates.load(file)


@pytest.mark.parametrize(
    ("text", "name"), [(CSV, "r.csv"), (CSV.replace(",", ";"), "r.csv"), ("\ufeff" + CSV, "r.txt"), (TOML, "r.toml")]
)
def test_the_nearest_earlier_rate_counts(tmp_path: Path, text: str, name: str) -> None:
    rates = table(tmp_path, text, name)
    found = [
        rates.on("EUR", date.fromisoformat(day)) for day in ("2024-12-31", "2025-01-01", "2025-06-30", "2025-07-02")
    ]
    assert [one and one.usd for one in found] == [None, 1.04, 1.04, 1.18]
    assert rates.on("GBP", DAY) is None
    assert rates.on("USD", date.min) == Rate(date.min, "USD", 1.0)


@given(st.floats(0.01, 1e13), st.floats(1e-4, 1e4), st.floats(1e-4, 1e4))
def test_there_and_back_is_the_same(value: float, one: float, other: float) -> None:
    rates = Rates.of([Rate(DAY, "EUR", one), Rate(DAY, "NOK", other)])
    there = rates.convert(value, "EUR", "NOK", DAY)
    assert there is not None
    assert rates.convert(there, "NOK", "EUR", DAY) == pytest.approx(value)
    assert rates.convert(value, "EUR", "EUR", DAY) == value
    assert rates.convert(value, "EUR", "XXX", DAY) is None


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        ("", "r.csv", "line 1: a table of rates needs the column date"),
        ("date,usd\n", "r.csv", "line 1: a table of rates needs the column currency"),
        (CSV + "yesterday,EUR,1\n", "r.csv", "line 5: the date must be a day like 2025-07-15, not 'yesterday'"),
        (CSV + "2025-02-30,EUR,1\n", "r.csv", "line 5: no such date"),
        (CSV + "2025-08-01,Euro,1\n", "r.csv", "line 5: the currency must be an ISO 4217 code like EUR, not 'EURO'"),
        (CSV + "2025-08-01,EUR,0\n", "r.csv", "line 5: usd must be a number above 0"),
        (CSV + "2025-08-01,EUR,nan\n", "r.csv", "line 5: usd must be a number above 0"),
        (CSV + "2025-08-01,EUR\n", "r.csv", "line 5: usd must be a number above 0"),
        (CSV + "2025-01-01,EUR,1.05\n", "r.csv", "line 5: line 2 has another rate for EUR on 2025-01-01"),
        (CSV + "2025-01-01,USD,1.05\n", "r.csv", "line 5: a dollar is worth a dollar"),
        ("[[rate]\n", "r.toml", "is not TOML"),
        ("rate = 1\n", "r.toml", "rates stand in entries [[rate]]"),
        (TOML + AGAIN, "r.toml", "line 11: usd must be a number"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_used_says_where(tmp_path: Path, text: str, name: str, sentence: str) -> None:
    with pytest.raises(BadValueError) as error:
        table(tmp_path, text, name)
    assert sentence in str(error.value)
    assert name in str(error.value)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadValueError, match="cannot read the rates"):
        Rates.load(tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadValueError, match="not UTF-8"):
        Rates.load(tmp_path / "bad.csv")


def test_the_same_line_twice_is_one_rate(tmp_path: Path) -> None:
    assert table(tmp_path, CSV + "2025-07-01,CHF,1.26\n") == table(tmp_path, CSV)
