"""What an offer would be: set beside a small world known by hand, never a probability."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer, Cell, Row
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Dots
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.money.figures import years_from
from talentwire.analyse.money.rates import Rate, Rates
from talentwire.analyse.offer import offer
from talentwire.analyse.offer.asking import OfferAsked
from talentwire.errors import BadValueError
from talentwire.model.values import Money


def pay(to: str, value: float, words: str = "a sum", currency: str = "USD", **more: Any) -> dict[str, Any]:
    amount = {"value": value, "currency": currency, **({"bound": bound} if (bound := more.pop("bound", "")) else {})}
    return claim("pay", "2025-03-01", payer="Acme", recipient=to, amount=amount, evidence=words, kind="package", **more)


def under(boss: str, person: str) -> dict[str, Any]:
    return claim("position", person=person, org="Acme", role="engineer", reports_to=boss, current=True)


WORLD = [
    pay("Ada Bell", 9e6, "Acme offered her a sum"),
    move("Ada Bell", "Bolt", "Acme", "2025-05-01", to_role="researcher"),
    pay("Bea Cole", 12e6, "Acme offered her a sum"),
    move("Bea Cole", "Bolt", "Core", "2025-05-01"),
    pay("Cy Dunn", 15e6, "Acme offered him a sum", status="failed"),
    pay("Di Ek", 40e6, "Acme paid her a sum"),
    pay("Ed Fox", 100e6, status="denied", source="Acme"),
    pay("Flo Gray", 60e6, "Acme offered her a sum", status="attempted"),
    pay("Gus Hall", 30e6, "Acme offered him up to a sum", bound="max"),
    pay("Hal Ives", 80e6, "Acme offered him a sum", period="four years"),
    pay("Ivy Jones", 2e6, "Acme paid her a sum", period="per year"),
    pay("Jo Kerr", 5e6, "Acme paid him a sum", "EUR"),
    {**pay("staff", 900e6, "a pool of money"), "recipient": "staff"},
    claim("compute", "2025-04-01", owner="Acme", facility="Hill", accelerators=100_000),
    claim("compute", "2025-04-01", owner="Acme", facility="Dale", accelerators=4_000),
    claim("compute", "2025-04-01", owner="Bolt", facility="Moor", accelerators=50_000, status="planned"),
    claim("workforce", "2025-03-01", org="Acme", change="size", count=1_000),
    claim("workforce", "2025-03-01", org="Acme", change="size", count=200, group="researchers"),
    claim("workforce", "2025-03-01", org="Bolt", change="size", count=100),
    *[under("Zoe Boss", f"P{number} Last") for number in range(7)],
    under("Max Boss", "Q Last"),
]  # fmt: skip


def ask(value: float = 10e6, asked: Asked | None = None, claims: Any = WORLD, **how: Any) -> Answer:
    rates = how.pop("rates", None)
    return offer(basis(claims, asked, question="money"), OfferAsked(Money(value, "USD"), **how), rates)


def shown(cell: Cell | None) -> Any:
    if cell is None:
        return None
    return cell.value if cell.low is None and cell.high is None else (cell.low, cell.high)


def cases(answer: Answer) -> list[Row]:
    """The rows below those of the offer itself."""
    return [row for row in answer.rows if row["case"].value != "this offer"]


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(shown(row.get(name)) for name in names) for row in cases(answer)]


def test_a_sum_stands_beside_the_nearest_known_ones_with_what_became_of_them() -> None:
    answer = ask()
    assert table(answer, "case", "sum", "outcome", "place") == [
        ("Acme → Ada Bell", 9e6, "accepted", "below the offer"),
        ("Acme → Bea Cole", 12e6, "outcome not told", "above the offer"),
        ("Acme → Cy Dunn", 15e6, "declined", "above the offer"),
        ("Acme → Gus Hall", (None, 30e6), "outcome not told", "the same or open"),
        ("Acme → Di Ek", 40e6, "accepted", "above the offer"),
        ("Acme → Flo Gray", 60e6, "unanswered", "above the offer"),
        ("Acme → Hal Ives", 80e6, "outcome not told", "above the offer"),
        ("Acme → Ed Fox", 100e6, "denied", "above the offer"),
    ]
    assert answer.summary == (
        "This offer: USD 10m.",
        "Of 6 comparable sums: 1 below it, 4 above it, 1 that may be either.",
        "What became of 8 known offers: 2 accepted, 1 declined, 1 unanswered, 1 denied and 3 with no known outcome.",
        "Near it, up to 2 times apart, are 3 cases: 1 accepted, 1 declined and 1 with no known outcome.",
    )
    notes = " ".join(answer.notes)
    assert "no forecast" in notes
    assert "most newsworthy" in notes
    assert "1 known sum is in another currency" in notes
    assert "2 known sums are for a group together" in notes
    assert "too few" not in notes
    accepted = cases(answer)[0]["outcome"]
    assert len(accepted.facts) == 2  # the offer and the move


def test_an_offer_for_a_move_that_came_to_nothing_was_declined() -> None:
    claims = [pay("Ada Bell", 9e6, "Acme offered her a sum"), move("Ada Bell", "Bolt", "Acme", status="failed")]
    row = cases(ask(claims=claims))[0]
    assert (row["outcome"].value, len(row["outcome"].facts)) == ("declined", 2)
    later = [*claims, move("Ada Bell", "Bolt", "Acme", "2025-08-01")]
    assert cases(ask(claims=later))[0]["outcome"].value == "accepted"


def test_pay_per_year_stands_beside_pay_per_year() -> None:
    answer = ask(years=1.0)
    assert table(answer, "case", "sum", "times") == [
        ("Acme → Hal Ives", 20e6, 2.0),
        ("Acme → Ivy Jones", 2e6, 0.2),
    ]
    assert answer.summary[0] == "This offer: USD 10m a year."
    assert ask(40e6, years=4.0).rows == answer.rows  # the offer too: 10 million a year
    assert any("2 comparable cases are too few" in note for note in answer.notes)


def test_machines_and_reports_stand_beside_known_ones() -> None:
    answer = ask(accelerators=100, reports=3)
    rows = [row for row in table(answer, "aspect", "case", "kind", "number", "place") if row[0] != "pay"]
    assert rows == [
        ("accelerators per head", "Acme", "all staff", 100.0, "the same or open"),
        ("accelerators per head", "Acme", "part of the staff", 500.0, "above the offer"),
        ("accelerators per head", "Bolt", "all staff", 500.0, "above the offer"),
        ("reports", "Zoe Boss", "named people who report", (7, None), "above the offer"),
        ("reports", "Max Boss", "named people who report", (1, None), "the same or open"),
    ]
    for row in cases(answer):
        if row["aspect"].value == "accelerators per head":
            assert len(row["number"].facts) == 2
    none = ask(accelerators=0, reports=0)
    assert all("times" not in row for row in cases(none) if row["aspect"].value != "pay")


def test_a_role_keeps_its_family_and_a_rate_brings_currencies_in() -> None:
    assert table(ask(role="research"), "case") == [("Acme → Ada Bell",)]
    rates = Rates.of([Rate(date(2025, 1, 1), "EUR", 2.0)])
    assert ("Acme → Jo Kerr", 10e6) in table(ask(rates=rates), "case", "sum")


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("claims", [[], WORLD[:1], WORLD])
def test_offers_of_any_ledger_in_every_language(claims: Any, lang: str) -> None:
    answer = ask(claims=claims, asked=Asked(lang=lang, top=2), accelerators=10, reports=2)
    assert len(answer.rows) <= 9
    assert isinstance(answer.picture, Dots)
    assert ".." not in " ".join((*answer.summary, *answer.notes))
    assert answer.coverage.facts or answer.notes[1] == Words("money", lang)("note_none_known")
    assert [row["number"].value for row in answer.rows[1:3]] == [10, 2]


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"pay": Money(0, "USD")}, "above 0"),
        ({"pay": Money(1, "USD"), "accelerators": -1}, "not below 0"),
        ({"pay": Money(1, "USD"), "reports": float("nan")}, "not below 0"),
        ({"pay": Money(1, "USD"), "role": "reserch"}, "did you mean research"),
    ],
)
def test_what_is_no_offer_is_refused(how: dict[str, Any], words: str) -> None:
    with pytest.raises(BadValueError, match=words):
        OfferAsked(**how)


@pytest.mark.parametrize("text", ["", "soon", "several years", "up to 12 months"])
def test_a_period_without_a_length_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="18 months"):
        years_from(text)


@given(st.integers(1, 10**12))
def test_every_comparable_sum_has_one_place(value: int) -> None:
    answer = ask(value, Asked(top=1000))
    places = [row["place"].value for row in cases(answer) if row["stage"].value in ("reported", "confirmed", "failed")]
    below, above = places.count("below the offer"), places.count("above the offer")
    counts = f"Of 6 comparable sums: {below} below it, {above} above it, {6 - below - above} that may be either."
    assert answer.summary[1] == counts
