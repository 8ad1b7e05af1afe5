"""The price of people: a small world whose answer is known by hand, and the laws that hold in every world."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.answers.picture import Dots
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.money.figures import figures_from, sum_from, years_from
from talentwire.analyse.money.rates import Rate, Rates
from talentwire.analyse.pay import pay
from talentwire.analyse.pay.asking import By, Claimed, PayAsked, View
from talentwire.errors import BadValueError
from talentwire.model.values import Interval, Money


def usd(value: float, bound: str | None = None, currency: str = "USD") -> dict[str, Any]:
    return {"value": value, "currency": currency, **({"bound": bound} if bound else {})}


def offer(
    payer: str, to: str, amount: dict[str, Any], words: str, on: str = "2025-03-01", **more: Any
) -> dict[str, Any]:
    whom = {"recipient": to} if to else {}
    return claim("pay", on, payer=payer, amount=amount, evidence=words, **whom, **more)


BONUS = "signing_bonus"
EUROS = (usd(5_000, None, "EUR"), usd(70_000, None, "EUR"))
WORLD = [
    offer("Acme", "researchers", usd(1e6), "Acme offered researchers $1m", kind=BONUS),
    offer("Bolt", "engineers", usd(3e6, "max"), "Bolt offered engineers up to $3m", kind=BONUS),
    offer("Core", "Ada Bell", usd(8e6, "min"), "Core offered Ada Bell $8m or more", kind=BONUS),
    offer("Core", "Bea Cole", usd(2e6), "Core paid Bea Cole $2m", kind=BONUS, on="2024-05-01"),
    offer("Acme", "Cy Dunn", usd(40e6), "Acme offered $40m in vain", kind="package", period="4 years", status="failed"),
    offer("Acme", "Di Ek", usd(100e6), "Acme offered Di Ek $100m", kind="package", status="denied", source="Acme"),
    offer("Acme", "Ed Fox", usd(9e6), "Acme offered Ed Fox $9m", kind="package", status="attempted"),
    offer("Acme", "staff", usd(900e6), "Acme let staff sell $900m of stock", kind="buyback"),
    offer("Acme", "staff", usd(2e6), "Acme lets staff sell $2m of stock each", kind="buyback", on="2025-09-01"),
    offer("Dune", "engineers", EUROS[0], "Dune pays engineers 5,000 euros", kind="salary", period="per month"),
    offer("Dune", "researchers", EUROS[1], "The salary of researchers at Dune", kind="salary", period="per year"),
    claim("pay", payer="Dune", kind="package", recipient="staff"),
    move("Ada Bell", "Bolt", "Core", "2025-04-01", to_role="researcher"),
]  # fmt: skip
DEALS = [
    claim("deal", "2025-06-10", buyer="Acme", target="Nova", kind="licence_hire", amount=usd(600e6, "approx")),
    move("Flo Gray", "Nova", "Acme", "2025-06-12"),
    move("Gus Hall", "Nova", "Acme", "2025-07-01"),
    move("Hal Ives", "Nova", "Acme", "2023-07-01"),  # long before
    move("Ivy Jones", "Nova", "Bolt", "2025-06-12"),  # elsewhere
    move(30, "Nova", "Acme", "2025-06-20"),
    claim("workforce", "2025-05-01", org="Nova", change="size", count=120),
    claim("workforce", "2023-05-01", org="Nova", change="size", count=20),  # long before
    claim("workforce", "2025-05-01", org="Nova", change="size", count=40, group="research team"),
    claim("deal", "2025-02-10", buyer="Acme", target="Oort", kind="acquisition", amount=usd(32e9), status="failed"),
    claim("workforce", "2025-02-01", org="Oort", change="size", count=20),
    claim("deal", "2025-01-10", buyer="Bolt", target="Pyre", kind="acquisition", amount=usd(5e9)),
    claim("deal", "2025-01-10", buyer="Bolt", target="Quay", kind="investment", amount=usd(7e9)),
    claim("workforce", "2025-02-01", org="Quay", change="size", count=20),
]
RATES = Rates.of([Rate(date(2024, 1, 1), "EUR", 1.1)])


def ask(
    view: View = View.SPREAD, asked: Asked | None = None, claims: Any = WORLD, rates: Rates | None = None, **how: Any
) -> Answer:
    return pay(basis(claims, asked, question="money"), PayAsked(view, **how), rates)


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    """Cells; one with ends as a pair of them."""

    def shown(cell: Any) -> Any:
        return cell.value if cell.low is None and cell.high is None else (cell.low, cell.high)

    return [tuple(shown(row[name]) if name in row else None for name in names) for row in answer.rows]


def test_the_distribution_of_a_small_world_is_as_counted_by_hand() -> None:
    answer = ask()
    names = ("kind", "way", "currency", "n", "bounds", "unsure", "lowest", "median", "highest", "yearly")
    assert table(answer, *names) == [
        ("signing bonus", "offered", "USD", 3, 2, 0, (None, 1e6), (1e6, 3e6), (8e6, None), None),
        ("buyback of shares", "paid or offered", "USD", 1, 0, 0, 2e6, None, 2e6, None),
        ("buyback of shares, for all together", "paid or offered", "USD", 1, 0, 0, 900e6, None, 900e6, None),
        ("package", "declined", "USD", 1, 0, 0, 40e6, None, 40e6, 10e6),
        ("salary", "paid", "EUR", 1, 0, 0, 60e3, None, 60e3, 60e3),
        ("salary", "paid or offered", "EUR", 1, 0, 0, 70e3, None, 70e3, 70e3),
        ("signing bonus", "paid", "USD", 1, 0, 0, 2e6, None, 2e6, None),
        ("package", "offered, unanswered", "USD", 0, 0, 1, None, None, None, None),
    ]  # fmt: skip
    assert answer.summary[1].startswith("Of 2 of them only a bound is told")
    assert any("1 denied and 1 without a sum" in note for note in answer.notes)
    assert "most newsworthy pay" in answer.notes[0]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.ROLE, {"not told", "research", "engineering"}),
        (By.TIME, {"2024", "2025"}),
        (By.PAYER, {"Acme", "Bolt", "Core", "Dune"}),
    ],
)
def test_sums_can_be_grouped_otherwise(by: By, groups: set[str]) -> None:
    answer = ask(by=by)
    assert {row["group"].value for row in answer.rows} == groups
    assert sum(row["n"].value for row in answer.rows) == 9
    assert answer.columns[0].name == "group"


def test_time_is_cut_as_asked() -> None:
    assert table(ask(asked=Asked(period=Period.QUARTER), by=By.TIME, kind=BONUS), "group", "n")[0] == ("2024-Q2", 1)


def test_every_sum_stands_in_the_list_with_what_became_of_it() -> None:
    rows = table(ask(View.LIST), "payer", "to", "way", "sum", "yearly", "stage", "family")
    assert len(rows) == 11
    assert rows[0] == ("Acme", "staff", "paid or offered", 900e6, None, "reported", "not told")
    assert rows[1] == ("Acme", "Di Ek", "denied", 100e6, None, "denied", "not told")
    assert ("Core", "Ada Bell", "offered", (8e6, None), None, "reported", "research") in rows
    assert rows[-1] == ("Dune", "engineers", "paid", 5e3, 60e3, "reported", "engineering")


def test_a_price_per_head_has_a_row_for_each_head_count_and_none_without() -> None:
    answer = ask(View.PER_HEAD, claims=DEALS)
    assert table(answer, "target", "stage", "counted", "heads", "per_head") == [
        ("Nova", "reported", "the group that went along", 30, 20e6),
        ("Nova", "reported", "named people who went along", (2, None), (None, 300e6)),
        ("Nova", "reported", "all staff", 120, 5e6),
        ("Nova", "reported", "part of the staff: research team", 40, 15e6),
        ("Oort", "failed", "all staff", 20, 1.6e9),
    ]
    assert answer.summary[0] == "Acme → Nova: USD 5m–300m a head, by 4 head counts."
    notes = " ".join(answer.notes)
    assert "For 1 deal with a sum no source tells a head count" in notes
    assert "1 deal here was not made" in notes
    for row in answer.rows:
        assert set(row["heads"].facts) < set(row["per_head"].facts)
        assert set(row["sum"].facts) < set(row["per_head"].facts)


def test_contradicting_sums_reach_from_the_lowest_to_the_highest() -> None:
    claims = [
        offer("Acme", "Ada Bell", usd(200e6), "Acme offered Ada Bell $200m", kind="package"),
        offer("Acme", "Ada Bell", usd(250e6), "Acme offered Ada Bell $250m", kind="package", on="2025-03-05"),
    ]
    answer = ask(View.LIST, claims=claims)
    assert table(answer, "sum") == [((200e6, 250e6),)]
    assert any("contradict" in note for note in answer.notes)


def test_a_sum_told_with_and_without_up_to_is_a_bound() -> None:
    claims = [
        offer("Acme", "staff", usd(18e6), "Acme offered staff $18m", kind=BONUS),
        offer("Acme", "staff", usd(18e6, "max"), "Acme offered staff up to $18m", kind=BONUS),
    ]
    assert table(ask(View.LIST, claims=claims), "sum") == [((None, 18e6),)]


def test_a_number_believed_more_than_a_bound_stands_with_the_bound_as_its_end() -> None:
    told = [offer("Acme", "staff", usd(18e6), f"Acme offered staff $18m, {who}", kind=BONUS) for who in ("a", "b")]
    bound = offer("Acme", "staff", usd(18e6, "max"), "Acme offered staff up to $18m", kind=BONUS)
    cell = ask(View.LIST, claims=[*told, bound]).rows[0]["sum"]
    assert (cell.value, cell.low, cell.high) == (18e6, None, 18e6)


def test_currencies_stand_apart_until_a_rate_is_given() -> None:
    assert any("2 in EUR and 9 in USD" in note for note in ask(View.LIST).notes)
    answer = ask(View.LIST, rates=RATES)
    assert {row["currency"].value for row in answer.rows} == {"USD"}
    assert table(answer, "sum", "yearly", "rate")[-1] == (5500.0, 66000.0, "1 EUR = 1.1 USD (2024-01-01)")
    assert any("1 EUR = 1.1 USD (2024-01-01)" in note for note in answer.notes)
    early = Rates.of([Rate(date(2025, 3, 2), "EUR", 1.1)])
    assert "EUR" in {row["currency"].value for row in ask(View.LIST, rates=early).rows}


def test_figures_of_an_article_are_divided_and_placed() -> None:
    answer = ask(claims=WORLD + DEALS, claimed=Claimed(*figures_from("$32B would pay 320 people $100M each")))
    assert answer.summary[0] == "USD 32bn over 320 heads is USD 100m a head."
    assert answer.summary[1] == "The claim is USD 100m each: the arithmetic holds to within 1 per cent."
    assert table(answer, "known", "lowest", "highest")[0] == ("this share", 100e6, 100e6)
    assert table(answer, "known", "n", "below", "above", "open")[1:] == [
        ("signing bonus", 4, 3, 0, 1),
        ("package", 1, 1, 0, 0),
        ("buyback of shares", 1, 1, 0, 0),
        ("price per head: the group that went along", 1, 1, 0, 0),
        ("price per head: named people who went along", 1, 0, 0, 1),
        ("price per head: all staff", 1, 1, 0, 0),
        ("price per head: part of the staff", 1, 1, 0, 0),
    ]
    wrong = ask(claimed=Claimed(*figures_from("32 Milliarden Dollar würden 320 Leuten je 50 Millionen Dollar zahlen")))
    assert wrong.summary[1] == "The claim is USD 50m each; the division gives USD 100m, 2 times that."
    other = ask(claimed=Claimed(Money(10**9, "EUR"), 10, Money(10**8, "USD")))
    assert "without a rate the two cannot be compared" in other.summary[1]
    bound = ask(claimed=Claimed(Money(10**9, "USD", "max"), 10))
    assert bound.summary[0] == "≤ USD 1bn over 10 heads is ≤ USD 100m a head."
    alone = ask(claims=[], claimed=Claimed(Money(10**9, "USD"), 10))
    assert alone.summary == ("USD 1bn over 10 heads is USD 100m a head.",)
    assert "The ledger knows no sum to set it beside." in alone.notes


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("32B USD", Money(32 * 10**9, "USD")),
        ("10m usd", Money(10**7, "USD")),
        ("$32 billion", Money(32 * 10**9, "USD")),
        ("1,6 Mio. EUR", Money(1_600_000, "EUR")),
        ("32 milliards d'euros", Money(32 * 10**9, "EUR")),
        ("up to $100M", Money(10**8, "USD", "max")),
    ],
)
def test_a_sum_is_read_as_people_write_it(text: str, money: Money) -> None:
    assert sum_from(text) == money


@pytest.mark.parametrize("text", ["", "100M", "lots", "$1 and $2", "0 USD", "5 people", "$5m for 3 people"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="32B USD"):
        sum_from(text)


@pytest.mark.parametrize("text", ["", "$32B", "320 people", "$1 $2 $3 for 5 people", "$0 for 5 people"])
def test_a_sentence_without_figures_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="one sum, one number of heads"):
        figures_from(text)


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("0123456789 .,-$€%kmMbnUSDEURje per people Mio milliards"), max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (sum_from, figures_from, years_from):
        try:
            read(text)
        except BadValueError as error:
            assert repr(text) in str(error)


def test_nobody_shares_nothing() -> None:
    with pytest.raises(BadValueError, match="above 0"):
        Claimed(Money(0, "USD"), 3)
    for heads in (0, 0.5, -3, float("inf"), float("nan")):
        with pytest.raises(BadValueError, match="one head or more"):
            Claimed(Money(5, "USD"), heads)


def test_what_there_is_not_is_suggested() -> None:
    with pytest.raises(BadValueError, match="did you mean salary"):
        PayAsked(kind="salry")
    with pytest.raises(BadValueError, match="did you mean research"):
        PayAsked(role="reserch")


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("claims", [[], WORLD[:1], WORLD + DEALS])
@pytest.mark.parametrize("view", View)
def test_every_view_of_any_size_in_every_language(view: View, claims: Any, lang: str) -> None:
    answer = ask(view, Asked(lang=lang, top=3), claims)
    assert len(answer.rows) <= 3
    assert bool(answer.rows) == bool(answer.coverage.facts)
    assert answer.notes[0 if answer.rows else 1].endswith((".", "»"))
    assert isinstance(answer.picture, Dots)


def test_filters_are_those_of_every_question() -> None:
    assert len(ask(View.LIST, Asked(during=Interval.parse("2024"))).rows) == 1
    assert len(ask(View.LIST, Asked(status=(Stage.DENIED,))).rows) == 1
    nothing = ask(asked=Asked(during=Interval.parse("1990")))
    assert not nothing.rows
    assert any("the ledger knows 11 sums, from 2024-05-01 to 2025-09-01" in note for note in nothing.notes)
    mine = pay(basis(WORLD, question="money", orgs=frozenset({"org:Core"})), PayAsked(View.LIST))
    assert {row["payer"].value for row in mine.rows} == {"Core"}
    ada = pay(basis(WORLD, question="money", person="person:Ada Bell"), PayAsked(View.LIST))
    assert [row["to"].entity for row in ada.rows] == ["person:Ada Bell"]


OFFERS = st.lists(
    st.builds(
        offer,
        st.sampled_from(["Acme", "Bolt"]),
        st.sampled_from(["", "researchers", "Ada Bell"]),
        st.builds(usd, st.integers(1, 10**10), st.sampled_from([None, "min", "max"]), st.sampled_from(["USD", "EUR"])),
        st.sampled_from(["offered a sum", "paid a sum", "a sum"]),
        st.dates(date(2020, 1, 1), date(2026, 1, 1)).map(str),
        kind=st.sampled_from([BONUS, "salary", "equity"]),
        status=st.sampled_from(["asserted", "planned", "failed", "denied", "attempted"]),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(OFFERS)
def test_no_sum_is_lost_or_counted_twice_and_no_bounds_cross(claims: list[dict[str, Any]]) -> None:
    answer = ask(claims=claims, asked=Asked(top=1000))
    one_by_one = ask(View.LIST, claims=claims, asked=Asked(top=1000))
    counted = [fact for row in answer.rows for name in ("n", "unsure") for fact in row[name].facts]
    listed = [fact for row in one_by_one.rows for fact in row["sum"].facts if row["way"].value != "denied"]
    assert sorted(counted) == sorted(listed)
    for row in answer.rows:
        for cell in row.values():
            assert cell.low is None or cell.high is None or cell.low <= cell.high
        assert row["n"].value == len(row["n"].facts)


@pytest.mark.parametrize(
    ("to", "words", "kind", "each"),
    [
        ("staff", "$2bn of stock", "equity", False),
        ("staff", "$2m of stock each", "equity", True),
        ("staff", "a retention pool of $2bn", "retention", False),
        ("staff", "a retention bonus of $2m", "retention", True),
        ("a candidate", "$2m of stock", "equity", True),
        ("Ada Bell", "$2m of stock", "equity", True),
    ],
)
def test_sums_for_each_and_for_all_together_stand_apart(to: str, words: str, kind: str, each: bool) -> None:
    claims = [offer("Acme", to, usd(2e6), words, kind=kind), move("Ada Bell", "Bolt", "Core")]
    shown = ask(View.LIST, claims=claims).rows[0]["kind"].value
    assert shown.endswith("for all together") is not each
