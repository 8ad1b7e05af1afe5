"""Selling shares: a small world whose answer is known by hand, and the laws that hold in every world."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim

from talentwire.analyse.answers.answer import Answer, Cell
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Bars, Dots, Lines
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.money.rates import Rate, Rates
from talentwire.analyse.shares import shares
from talentwire.analyse.shares.asking import Kind, SharesAsked, View
from talentwire.model.values import Interval


def usd(value: float, bound: str | None = None, currency: str = "USD") -> dict[str, Any]:
    return {"value": value, "currency": currency, **({"bound": bound} if bound else {})}


def funded(org: str, on: str, amount: float, worth: float = 0, kind: str = "primary", **more: Any) -> dict[str, Any]:
    valued = {"valuation": usd(worth)} if worth else {}
    return claim("funding", on, org=org, amount=usd(amount), kind=kind, **valued, **more)


WORLD = [
    funded("Acme", "2024-03-01", 2e9, 18e9, evidence="Acme raised $2bn at $18bn before the new money", investor="Fund"),
    funded("Acme", "2024-09-01", 3e9, 30e9, evidence="Acme raised $3bn at $30bn post-money"),
    funded("Acme", "2025-03-01", 10e9, 90e9, evidence="Acme raised $10bn at $90bn"),
    funded("Acme", "2025-06-01", 1e9, 100e9, "secondary", evidence="Staff sold $1bn of shares"),
    claim("pay", "2025-06-03", payer="Acme", kind="buyback", amount=usd(1e9), recipient="staff", evidence="the same"),
    claim("pay", "2025-08-01", payer="Acme", kind="buyback", amount=usd(2e6), recipient="staff", evidence="$2m each"),
    funded("Acme", "2025-09-01", 5e9, 300e9, status="talks"),
    funded("Bolt", "2025-01-01", 4e9, kind="debt"),
    funded("Bolt", "2025-02-01", 7e9, kind="primary", evidence="Bolt raised $7bn"),
    claim("pay", "2025-02-03", payer="Bolt", kind="buyback", amount=usd(7e9), recipient="staff"),
    claim("funding", "2025-05-01", org="Core", amount=usd(5e8, "max", "EUR"), kind="primary"),
    funded("Dune", "2025-05-01", 1e9, status="denied"),
    claim("workforce", "2025-05-01", org="Acme", change="size", count=500),
    claim("workforce", "2025-05-01", org="Acme", change="size", count=50, group="research"),
]  # fmt: skip


def ask(view: View = View.ROUNDS, asked: Asked | None = None, claims: Any = WORLD, **more: Any) -> Answer:
    rates = more.pop("rates", None)
    return shares(basis(claims, asked, question="money"), SharesAsked(view, **more), rates)


def shown(cell: Cell | None) -> Any:
    if cell is None:
        return None
    return cell.value if cell.low is None and cell.high is None else (cell.low, cell.high)


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(shown(row.get(name)) for name in names) for row in answer.rows]


def test_rounds_of_a_small_world_are_as_worked_out_by_hand() -> None:
    answer = ask()
    assert table(answer, "day", "org", "round", "sum", "counting", "dilution", "per_employee")[::-1] == [
        (date(2024, 3, 1), "Acme", "new money", 2e9, "before the new money", 0.1, None),
        (date(2024, 9, 1), "Acme", "new money", 3e9, "with the new money", 0.1, 6e6),
        (date(2025, 1, 1), "Bolt", "debt", 4e9, None, None, None),
        (date(2025, 2, 1), "Bolt", "new money", 7e9, None, None, None),
        (date(2025, 2, 3), "Bolt", "buyback", 7e9, None, 0.0, None),
        (date(2025, 3, 1), "Acme", "new money", 10e9, "not told", (0.1, 10 / 90), 20e6),
        (date(2025, 5, 1), "Core", "new money", (None, 5e8), None, None, None),
        (date(2025, 6, 1), "Acme", "sale by holders", 1e9, "not told", 0.0, 2e6),
        (date(2025, 8, 1), "Acme", "buyback, for each holder", 2e6, None, 0.0, None),
        (date(2025, 9, 1), "Acme", "new money", 5e9, "not told", (5 / 305, 5 / 300), 10e6),
    ]
    assert answer.summary == (
        "New money: ≤ EUR 500m in 1 round.",
        "New money: USD 22bn in 4 rounds.",
        "To people who already held shares: USD 8bn in 2 sales.",
        "Borrowed: USD 4bn in 1 loan.",
    )
    notes = " ".join(answer.notes)
    for words in (
        "A sale by holders dilutes nobody", "For 2 rounds no source tells whether the valuation",
        "1 buyback has the sum of a round", "For 1 sale only the sum that each holder", "1 round is only rumoured",
        "1 denied and 1 told again as a buyback", "1 in EUR and 9 in USD",
    ):  # fmt: skip
        assert words in notes


def test_houses_add_up_each_currency_by_itself() -> None:
    answer = ask(View.HOUSES)
    assert table(answer, "org", "currency", "rounds", "new", "holders", "to_holders", "debt", "unsure") == [
        ("Bolt", "USD", 3, 7e9, 7e9, None, 4e9, 0),  # the buyback is paid from the round: no share
        ("Acme", "USD", 4, 15e9, 1e9, 0.0625, None, 1),
        ("Core", "EUR", 1, (None, 5e8), None, None, None, 0),
    ]
    assert isinstance(answer.picture, Bars)


def test_valuations_follow_each_other() -> None:
    answer = ask(View.VALUATION)
    assert table(answer, "org", "valuation", "times", "stage") == [
        ("Acme", 18e9, None, "reported"),
        ("Acme", 30e9, 30 / 18, "reported"),
        ("Acme", 90e9, 3.0, "reported"),
        ("Acme", 100e9, 10 / 9, "reported"),
        ("Acme", 300e9, None, "rumoured"),
    ]
    picture = answer.picture
    assert isinstance(picture, Lines)
    assert [(line.label, line.sure, len(line.points)) for line in picture.lines] == [
        ("Acme", True, 5), ("Acme, talked of", False, 1)
    ]  # fmt: skip


def test_the_last_valuation_holds_until_the_end_of_the_picture() -> None:
    picture = ask(View.VALUATION, claims=[*WORLD[:2], funded("Bolt", "2025-01-01", 1e9, 5e9)]).picture
    assert isinstance(picture, Lines)
    assert [[(point.at, point.value) for point in line.points] for line in picture.lines] == [
        [(date(2024, 3, 1), 18e9), (date(2024, 9, 1), 30e9), (date(2025, 1, 1), 30e9)],
        [(date(2025, 1, 1), 5e9)],
    ]


def test_contradicting_valuations_are_shown_from_the_lowest_to_the_highest() -> None:
    claims = [
        claim("funding", org="Acme", amount=usd(5e8), valuation=usd(worth), kind="primary")
        for worth in (9e9, 9e9, 9.5e9)
    ]
    answer = ask(View.VALUATION, claims=claims)
    row = answer.rows[0]
    assert (row["valuation"].value, row["valuation"].low, row["valuation"].high) == (9e9, 9e9, 9.5e9)
    assert any("contradict" in note for note in answer.notes)


def test_a_rate_brings_currencies_together() -> None:
    rates = Rates.of([Rate(date(2025, 1, 1), "EUR", 1.2)])
    answer = ask(View.HOUSES, rates=rates)
    assert {row["currency"].value for row in answer.rows} == {"USD"}
    assert answer.summary[0] == "New money: USD 22bn–22.6bn in 5 rounds."
    assert any("1 EUR = 1.2 USD (2025-01-01)" in note for note in answer.notes)


def test_shares_take_the_filters_of_every_question() -> None:
    assert {row["round"].value for row in ask(kind=Kind.DEBT).rows} == {"debt"}
    assert len(ask(asked=Asked(status=(Stage.RUMOURED,))).rows) == 1
    assert len(ask(asked=Asked(during=Interval.parse("2024"))).rows) == 2
    fund = shares(basis(WORLD, question="money", orgs=frozenset({"org:Fund"})), SharesAsked())
    assert [row["investors"].value for row in fund.rows] == ["Fund"]
    nothing = ask(asked=Asked(during=Interval.parse("1990")))
    assert not nothing.rows
    assert "The ledger holds nothing that answers this." in nothing.notes
    assert not shares(basis(WORLD, question="money", person="person:Ada"), SharesAsked()).rows


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("claims", [[], WORLD[:1], WORLD])
@pytest.mark.parametrize("view", View)
def test_every_view_of_shares_in_every_language(view: View, claims: Any, lang: str) -> None:
    answer = ask(view, Asked(lang=lang, top=2), claims)
    assert len(answer.rows) <= 2
    assert bool(answer.rows) == bool(answer.coverage.facts)
    assert isinstance(answer.picture, Dots | Bars | Lines)


FUNDING = st.lists(
    st.builds(
        claim,
        st.just("funding"),
        st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(str),
        org=st.sampled_from(["Acme", "Bolt"]),
        amount=st.builds(
            usd, st.integers(1, 10**11), st.sampled_from([None, "min", "max"]), st.sampled_from(["USD", "EUR"])
        ),
        valuation=st.builds(usd, st.integers(1, 10**12), st.sampled_from([None, "min", "max"])),
        kind=st.sampled_from(["primary", "secondary", "debt"]),
        status=st.sampled_from(["asserted", "talks", "denied"]),
        evidence=st.sampled_from(["a round", "post-money", "pre-money"]),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(FUNDING)
def test_dilution_is_a_share_and_sums_are_kept_by_currency(claims: list[dict[str, Any]]) -> None:
    answer = ask(claims=claims, asked=Asked(top=1000))
    for row in answer.rows:
        ends = [row["dilution"].value, row["dilution"].low, row["dilution"].high] if "dilution" in row else []
        assert all(end is None or 0 <= end <= 1 for end in ends)
        if row["round"].value == "sale by holders":
            assert row["dilution"].value == 0
        for cell in row.values():
            assert cell.low is None or cell.high is None or cell.low <= cell.high
    houses = ask(View.HOUSES, claims=claims, asked=Asked(top=1000))
    counted = [fact for row in houses.rows for name in ("rounds", "unsure") for fact in row[name].facts]
    assert sorted(counted) == sorted(fact for row in answer.rows if "sum" in row for fact in row["sum"].facts)
    for currency in ("USD", "EUR"):
        told = [one for one in answer.rows if one["currency"].value == currency and one["stage"].value != "rumoured"]
        low = sum((one["sum"].value or one["sum"].low or 0) for one in told if "sum" in one)
        names = ("new", "holders", "debt")
        mine = [row[name] for row in houses.rows if row["currency"].value == currency for name in names if name in row]
        assert sum((cell.value if cell.value is not None else cell.low or 0) for cell in mine) == pytest.approx(low)
