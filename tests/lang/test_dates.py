"""Dates: anchors of every precision, the document's own date, time."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentwire.lang.date_steps import nearest, season, step, weekday
from talentwire.lang.dates import dateline, find_dates
from talentwire.lang.pack import languages, load_pack
from talentwire.model.values import PartialDate

TODAY = PartialDate(2025, 7, 16)


def _told(text: str, lang: str, anchor: PartialDate | None = TODAY) -> list[str]:
    return [str(found.date) for found in find_dates(text, load_pack(lang), anchor)]


def test_without_an_anchor_only_dates_with_a_year_are_found() -> None:
    assert _told("Last week, on 3 May 2024, in June and since 2022.", "en", None) == ["2024-05-03", "2022"]


def test_relative_dates_say_so() -> None:
    found = find_dates("Gestern und am 3. Mai 2024.", load_pack("de"), TODAY)
    assert [item.relative for item in found] == [True, False]


@pytest.mark.parametrize(
    ("text", "anchor", "dates"),
    [
        ("On Friday and yesterday, last year.", PartialDate(2025, 7), ["2025-07", "2025-07", "2024"]),
        ("On Friday and last month, last year.", PartialDate(2025), ["2025", "2024"]),
        ("In March and last December.", PartialDate(2025, 1, 5), ["2025-03", "2024-12"]),
        ("Until December it holds.", PartialDate(2025, 1, 5), ["2025-12"]),
        ("The new year starts in January.", PartialDate(2025, 12, 20), ["2026-01"]),
    ],
)
def test_anchors_of_any_precision(text: str, anchor: PartialDate, dates: list[str]) -> None:
    assert _told(text, "en", anchor) == dates


def test_no_such_day_is_no_date() -> None:
    assert _told("On 31 February 2025 and 30/02/2025.", "en") == []
    assert nearest(PartialDate(2025, 3, 1), 2, 29, "recent", ahead=False) is None


def test_years_that_are_none() -> None:
    assert _told("It cost $2024, 2025 euros, 2024 employees, RFC 2024 and 12,024.", "en") == []


@pytest.mark.parametrize(
    ("lang", "text", "date"),
    [
        ("en", "Anker buys Nord\nLONDON, 11 February 2025 – The firm said on 3 May 2024 it will.", "2025-02-11"),
        ("en", "Anker buys Nord\n\nTuesday, April 22, 2025\n\nGood morning.", "2025-04-22"),
        ("en", "Anker buys Nord\nInterview: Jo Doe | 28 May 2025\n", "2025-05-28"),
        ("en", "Anker buys Nord\nLONDON, July 24 - The firm said it will.", None),
        ("en", "Anker buys Nord\nIn a long letter that reached us on 3 May 2024 the firm said that it is "
               "buying Nord, for a sum that nobody wants to tell anyone, and which may be large or small.", None),
        ("de", "Anker kauft Nord\nVeröffentlicht: 20. März 2024 · Teilen\nAm 3. Mai 2023 war es so.", "2024-03-20"),
        ("de", "Anker kauft Nord\nEine Übersicht, Stand Mai 2025.\n", "2025-05"),
        ("de", "Anker kauft Nord\nGuten Morgen, es ist Mittwoch, der 16. Juli 2025.\n", "2025-07-16"),
        ("fr", "Ancre achète Nord\nMunich, Paris, le 17 juin 2025 – La maison annonce.", "2025-06-17"),
        ("fr", "Ancre achète Nord\nÉconomie | Publié le 30/04/2025 à 18h12 | Écouter", "2025-04-30"),
        ("fr", "Ancre achète Nord\nEntretien, le 20 mars 2025.\nEn 2016, elle part.", "2025-03-20"),
    ],
)  # fmt: skip
def test_dateline(lang: str, text: str, date: str | None) -> None:
    found = dateline(text, load_pack(lang))
    assert (str(found) if found else None) == date


def test_steps() -> None:
    assert step(PartialDate(2025, 1, 31), "month", 1) == PartialDate(2025, 2)
    assert step(PartialDate(2025, 11, 3), "quarter", 1) == PartialDate(2026)
    assert step(PartialDate(2025), "month", 1) is None
    assert step(PartialDate(9999, 12, 31), "day", 1) is None
    assert step(PartialDate(2025, 7, 16), "hour", -48) == PartialDate(2025, 7, 14)
    assert season(PartialDate(2025, 1, 5), 9, "recent", ahead=False) == PartialDate(2024)
    assert season(PartialDate(2025, 10, 5), 9, "last", ahead=False) == PartialDate(2024)
    assert season(PartialDate(2025, 10, 5), 3, "next", ahead=False) == PartialDate(2026)


@given(day=st.dates(), wanted=st.integers(1, 7), ahead=st.booleans())
@settings(max_examples=100, deadline=None)
def test_a_weekday_is_within_a_week(day: object, wanted: int, ahead: bool) -> None:
    anchor = PartialDate.parse(str(day))
    if not (2 < anchor.year < 9990):
        return
    found = weekday(anchor, wanted, "recent", ahead=ahead).first()
    assert found.isoweekday() == wanted
    assert 0 <= (found - anchor.first()).days * (1 if ahead else -1) < 7


@given(
    text=st.text(alphabet="0123456789./-, imlMaiJuenApr\n", max_size=50),
    lang=st.sampled_from(languages()),
)
@settings(max_examples=200, deadline=None)
def test_spans_are_in_order_and_inside(text: str, lang: str) -> None:
    found = find_dates(text, load_pack(lang), TODAY)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize("unit", ["1", "(", "a ", '"', "2024 ", "in July ", "yesterday ", "01.", "Tuesday, ", "last "])
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def spent(size: int) -> float:
        text = unit * (size // len(unit))
        seconds = []
        for _ in range(3):
            start = time.process_time()
            find_dates(text, load_pack("en"), TODAY)
            seconds.append(time.process_time() - start)
        return min(seconds)

    spent(1000)
    assert spent(40_000) < 10 * spent(10_000) + 0.1  # four times the text; a square would be sixteen
