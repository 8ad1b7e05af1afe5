"""Who said what: small worlds whose answers are known by hand, and laws that hold in every world."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, facts
from worlds import move as moved

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Bars, Dots, Timeline
from talentwire.analyse.answers.shares import FEW, share
from talentwire.analyse.answers.telling import told
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.said import said
from talentwire.analyse.said.asking import SaidAsked, View
from talentwire.model.values import Interval

BONUS = {"payer": "Mega", "kind": "signing_bonus", "recipient": "Acme researchers"}
USD = {"currency": "USD"}


def pay(on: str, millions: float, **more: Any) -> dict[str, Any]:
    return claim("pay", on, **{**BONUS, "amount": {"value": millions * 1e6, **USD}, **more})


def move(person: str | int, left: str = "", joined: str = "", on: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    return {**moved(person, left, joined, on), **more}


def quote(speaker: str, words: str, on: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    return claim("quote", on, speaker=speaker, evidence=words, **more)


def ask(claims: list[dict[str, Any]], view: View, asked: Asked | None = None, *, first: bool = False) -> Answer:
    return said(basis(claims, asked, question="said"), SaidAsked(view, first))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name].value for name in names) for row in answer.rows]


# ---- statements

OUTCOMES = [
    ([pay("2025-06-17", 100, source="Ann")], "open", ""),
    ([pay("2025-06-17", 100, source="Ann"), pay("2025-06-20", 100, outlet="Wire")], "confirmed", "Wire"),
    ([pay("2025-06-17", 100, source="Ann"), pay("2025-06-10", 100, outlet="Wire")], "open", ""),  # told before
    ([pay("2025-06-17", 100, source="Ann"), pay("2025-06-20", 100, source="insiders")], "open", ""),
    ([pay("2025-06-17", 100, source="Ann", story="x"), pay("2025-06-20", 100, outlet="Wire", story="x")], "open", ""),
    ([pay("2025-06-17", 100, source="Ann"), pay("2025-06-20", 100, source="Mega", status="denied")], "denied", "Mega"),
    ([pay("2025-06-17", 100, source="Ann", outlet="Wire"), pay("2025-06-18", 100, outlet="Post"),
      pay("2025-06-20", 100, source="Mega", status="denied")], "disputed", "Mega"),
    ([pay("2025-06-17", 100, source="Ann"), pay("2025-06-20", 100, source="Ann", status="denied")],
     "taken back", "Ann"),
    ([move("Bob", "Acme", "Mega", "2025-06-17", status="talks", source="Ann"),
      move("Bob", "Acme", "Mega", "2025-07-01", status="failed", outlet="Wire")], "came to nothing", "Wire"),
    ([move("Bob", "Acme", "Mega", "2025-06-17", status="talks", source="Ann"),
      move("Bob", "Acme", "Core", "2025-07-01", outlet="Wire")], "replaced", ""),
    ([move("Bob", "Acme", "Mega", "2025-06-17", status="denied", source="Ann")], "denial stands", ""),
    ([move("Bob", "Acme", "Mega", "2025-06-17", status="denied", source="Ann"),
      move("Bob", "Acme", "Mega", "2025-06-18", status="denied", source="Mega")], "denial borne out", "Mega"),
    ([move("Bob", "Acme", "Mega", "2025-06-17", status="denied", source="Ann"),
      move("Bob", "Acme", "Mega", "2025-07-01", outlet="Wire")], "denial refuted", "Wire"),
    ([quote("Ann", "We are a family and nobody leaves")], "not checked", ""),
]  # fmt: skip


@pytest.mark.parametrize(("claims", "outcome", "by"), OUTCOMES)
def test_what_became_of_a_statement(claims: list[dict[str, Any]], outcome: str, by: str) -> None:
    rows = [row for row in ask(claims, View.STATEMENTS).rows if row["speaker"].value == "Ann"]
    assert [(row["outcome"].value, row["by"].value) for row in rows][:1] == [(outcome, by)]


def test_another_figure_is_shown_beside_the_speakers() -> None:
    group = {"from_org": "Acme", "to_org": "Mega"}
    claims = [
        claim("move", "2025-06-17", headcount=7, **group, source="Ann"),
        claim("move", "2025-06-19", headcount=9, **group, outlet="Wire"),
    ]
    ((outcome, instead, by, days),) = table(ask(claims, View.STATEMENTS), "outcome", "instead", "by", "days")
    assert (outcome, instead, by, days) == ("put at another figure", "9", "Wire", 2)


def test_a_quotation_with_a_claim_in_it_is_one_statement_in_its_words() -> None:
    words = "They offered 100 million dollar signing bonuses to our researchers"
    claims = [
        pay("2025-06-17", 100, source="Ann", doc="d", evidence=f"{words}, Ann said"),
        quote("Ann", words, "2025-06-17", doc="d"),
        quote("Ann", "None of our best people took it", "2025-06-17", doc="d"),
    ]
    answer = ask(claims, View.STATEMENTS)
    assert table(answer, "words", "outcome") == [(words, "open"), ("None of our best people took it", "not checked")]
    assert answer.rows[0]["words"].facts == ("c0001", "c0002")
    assert answer.picture == Bars("Statements that can be checked", answer.picture.bars[:1])  # type: ignore[union-attr]


def test_a_title_beside_a_quotation_is_no_statement() -> None:
    assert ask([claim("position", person="Ann", org="Acme", role="CEO", source="Ann")], View.STATEMENTS).rows == ()


def test_statements_are_asked_by_person_house_and_time() -> None:
    claims = [
        pay("2025-06-17", 100, source="Ann"),
        pay("2025-08-17", 20, source="Bob", recipient="interns"),
        quote("Cy", "It was never about the money at Core", "2025-07-01", org="Core"),
    ]

    def speakers(asked: Asked | None = None, **more: Any) -> list[str]:
        answer = said(basis(claims, asked, question="said", **more), SaidAsked())
        return [str(row["speaker"].value) for row in answer.rows]

    assert speakers() == ["Ann", "Bob", "Cy"]
    assert speakers(person="person:Cy") == ["Cy"]
    assert speakers(orgs=frozenset({"org:Mega"})) == ["Ann", "Bob"]
    assert speakers(orgs=frozenset({"org:Core"})) == ["Cy"]
    assert speakers(Asked(during=Interval.parse("2025-08"))) == ["Bob"]
    assert speakers(Asked(status=(Stage.CONFIRMED,))) == []
    assert speakers(Asked(top=1)) == ["Ann"]
    assert (
        "2 statements of 2 speakers are not listed"
        in said(basis(claims, Asked(top=1), question="said"), SaidAsked()).notes[0]
    )


# ---- answers


def test_an_offer_alleged_put_at_another_sum_and_denied_is_one_chain() -> None:
    claims = [
        pay("2025-06-17", 100, source="Ann", outlet="Wire"),
        pay("2025-06-18", 100, source="Ann", outlet="Post"),  # says the same again
        pay("2025-06-28", 18, outlet="Herald"),  # too far apart for one fact
        pay("2025-07-01", 100, source="Mega", status="denied"),
        claim("funding", "2025-06-20", org="Core", amount={"value": 5e8, **USD}),  # nobody answers this
    ]
    answer = ask(claims, View.ANSWERS)
    assert table(answer, "dispute", "after", "who", "does", "figure") == [
        (1, 0, "Ann", "claims", "USD 100m"),
        (1, 11, "Herald", "puts it otherwise", "USD 18m"),
        (1, 14, "Mega", "denies", "USD 100m"),
    ]
    assert answer.summary == ("1 dispute: 1 with a denial and 1 put otherwise by another source.",)
    assert isinstance(answer.picture, Timeline)
    assert [(event.lane, event.label) for event in answer.picture.events] == [
        ("Ann", "claims, USD 100m"), ("Herald", "puts it otherwise, USD 18m"), ("Mega", "denies, USD 100m")
    ]  # fmt: skip


def test_copies_take_no_turn_and_those_concerned_confirm() -> None:
    deal = {"buyer": "Mega", "target": "Core", "kind": "acquisition"}
    claims = [
        claim("deal", "2025-06-01", **deal, status="talks", outlet="Wire", story="x"),
        claim("deal", "2025-06-02", **deal, status="talks", outlet="Post", story="x"),
        claim("deal", "2025-06-03", **deal, status="denied", source="Core"),
        claim("deal", "2025-07-01", **deal, source="Mega"),
    ]
    rows = table(ask(claims, View.ANSWERS), "who", "does", "after", "status")
    assert rows == [
        ("Wire", "tells of talks", 0, "confirmed"),
        ("Core", "denies", 2, "confirmed"),
        ("Mega", "confirms first-hand", 30, "confirmed"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "interns"},
        {"kind": "salary"},
        {"payer": "Acme"},
        {"on": "2026-01-01"},
        {"amount": {"value": 18e6, "currency": "EUR"}},
        {"amount": {"value": 1e6, **USD}},
    ],
)
def test_pay_of_other_people_kinds_houses_times_and_currencies_is_no_answer(other: dict[str, Any]) -> None:
    claims = [pay("2025-06-17", 100, source="Ann"), {**pay("2025-06-28", 18, outlet="Wire"), **other}]
    assert ask(claims, View.ANSWERS).rows == ()


# ---- record


def rumour(n: int, outlet: str, on: str = "2025-01-10", **more: Any) -> dict[str, Any]:
    return move(f"Person {n}", "Acme", "Mega", on, status="talks", outlet=outlet, **more)


RECORD = [
    rumour(1, "Wire"), move("Person 1", "Acme", "Mega", "2025-02-09", outlet="Post"),  # came true after 30 days
    rumour(2, "Wire"), rumour(2, "Copy", "2025-01-11", story="d3"), rumour(2, "Herald", "2025-01-12"),
    move("Person 2", "Acme", "Mega", "2025-01-20", source="Mega"),  # true for Wire (10) and Herald (8), not for Copy
    rumour(3, "Wire"), move("Person 3", "Acme", "Mega", "2025-01-30", status="failed", source="Person 3"),  # nothing
    rumour(4, "Wire"), move("Person 4", "Acme", "Mega", "2025-01-12", status="denied", source="Mega"),  # denied
    rumour(5, "Wire"),  # open
    rumour(6, "Wire"), move("Person 6", "Acme", "Core", "2025-02-01", outlet="Post"),  # replaced
    rumour(7, "Herald"), move("Person 7", "Acme", "Mega", "2025-02-01", outlet="Herald"),  # its own word alone
    move("Person 8", "Acme", "Mega", "2025-01-05", outlet="Post"), rumour(8, "Late"),  # known before
    rumour(9, "Copy", source="Wire"),  # has it from Wire
]  # fmt: skip


def test_a_record_is_as_counted_by_hand() -> None:
    answer = ask(RECORD, View.RECORD)
    assert table(answer, "teller", "rumours", "first", "later", "true", "nothing", "denied", "open", "copied") == [
        ("Wire", 7, 7, 0, 2, 3, 1, 2, 0),
        ("Herald", 2, 1, 1, 1, 0, 0, 1, 0),
        ("Copy", 0, 0, 0, 0, 0, 0, 0, 2),
    ]
    wire, herald, _ = answer.rows
    assert wire["days"].value == 20
    assert herald["days"].value == 8
    assert (wire["share"].value, herald["share"].value) == (0.4, None)
    assert isinstance(answer.picture, Dots)
    assert [(dot.label, dot.value) for dot in answer.picture.dots] == [("Wire (n = 5)", 40.0)]
    assert answer.summary == (
        "8 rumours of 2 tellers, each counted once whoever told it: 2 came true, 3 came to nothing and 3 open.",
    )


def test_a_teller_in_two_stories_told_it_in_the_earlier() -> None:
    claims = [
        rumour(1, "Post", "2025-01-01", story="x"),
        rumour(1, "Post", "2025-01-20", story="x", source="Ann"),
        rumour(1, "Herald", "2025-01-05", source="Ann"),
    ]
    rows = table(ask(claims, View.RECORD), "teller", "rumours", "first", "later")
    assert rows == [("Ann", 1, 0, 1), ("Post", 1, 1, 0)]
    assert ask(claims, View.RECORD, Asked(during=Interval.parse("2025-01-05"))).rows[0]["teller"].value == "Ann"


def test_a_record_of_the_first_alone() -> None:
    answer = ask(RECORD, View.RECORD, first=True)
    assert table(answer, "teller", "rumours", "later", "copied") == [("Wire", 7, 0, 0), ("Herald", 1, 0, 0)]


def test_the_rest_adds_up_and_has_no_share() -> None:
    answer = ask(RECORD, View.RECORD, Asked(top=1))
    assert table(answer, "teller", "rumours", "copied", "share") == [("Wire", 7, 0, 0.4), ("2 others", 2, 2, None)]


def test_a_document_without_an_outlet_counts_for_nobody() -> None:
    answer = ask([move("Bob", "Acme", "Mega", status="talks")], View.RECORD)
    assert answer.rows == ()
    assert "1 rumour stands in documents of which no outlet is known" in " ".join(answer.notes)
    elsewhen = Asked(during=Interval.parse("1999"))
    assert ask([move("Bob", "Acme", "Mega", status="talks")], View.RECORD, elsewhen).notes == answer.notes[:1]


def test_sources_and_speakers_have_records_of_their_own() -> None:
    claims = [
        move("Bob", "Acme", "Mega", status="talks", source="Ann", outlet="Wire"),
        claim("release", product="Vega", org="Core", status="planned", source="Core", outlet="Wire"),
        claim("release", "2025-03-01", product="Vega", org="Core", outlet="Post"),
    ]
    assert table(ask(claims, View.RECORD), "teller", "sort", "true", "open") == [
        ("Ann", "organisation", 0, 1),
        ("Core", "organisation", 1, 0),
    ]


# ---- laws

OUTLETS = ["", "Wire", "Post", "Herald"]
CLAIMS = st.lists(
    st.builds(
        lambda n, outlet, day, status, source, story: {
            **move(f"P{n}", "Acme", "Mega", f"2025-01-{day:02}", status=status, outlet=outlet or None, story=story),
            **({"source": source} if source else {}),
        },
        st.integers(1, 4), st.sampled_from(OUTLETS), st.integers(1, 28),
        st.sampled_from(["asserted", "planned", "talks", "failed", "denied"]),
        st.sampled_from(["", "insiders", "Ann", "Mega", "Wire"]), st.sampled_from(["s1", "s2", "s3", "s4", "s5"]),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLAIMS)
def test_numbers_of_a_record_add_up(claims: list[dict[str, Any]]) -> None:
    for row in ask(claims, View.RECORD).rows:
        n = {name: cell.value for name, cell in row.items()}
        assert n["rumours"] == n["first"] + n["later"] == n["true"] + n["nothing"] + n["open"]
        assert n["denied"] <= n["nothing"]
        assert (n["share"] is not None) == (n["true"] + n["nothing"] >= FEW)
        assert n["days"] is None or n["days"] >= 0
        for name in ("rumours", "first", "true", "nothing", "open", "copied"):
            assert len(row[name].facts) == n[name]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLAIMS, st.sampled_from(LANGUAGES))
def test_every_view_answers_every_world_in_every_language(claims: list[dict[str, Any]], lang: str) -> None:
    known = {fact.id for fact in facts(claims)}
    for view in View:
        answer = ask(claims, view, Asked(lang=lang))
        assert set(answer.behind) <= known
        days = [row["after"].value for row in answer.rows if "after" in row]
        assert all(day >= 0 for day in days)
        assert answer.rows or answer.notes


@pytest.mark.parametrize("view", View)
def test_nothing_is_an_answer(view: View) -> None:
    answer = ask([], view)
    assert (answer.rows, answer.picture, answer.notes[0]) == ((), None, "The ledger holds nothing that answers this.")


@pytest.mark.parametrize(
    ("some", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(some: int, of: int, low: float, high: float) -> None:
    """The examples of R. G. Newcombe, Statistics in Medicine 17 (1998), method 3."""
    found = share(some, of)
    assert found is not None
    assert (found.value, round(found.low, 4), round(found.high, 4)) == (some / of, low, high)


def test_few_cases_have_no_share() -> None:
    assert share(FEW - 1, FEW - 1) is None
    assert share(0, 0) is None


@pytest.mark.parametrize(
    ("said_of", "lines"),
    [
        (move(1, "", "Mega"), ("1 person joins Mega", "1 Person geht zu Mega", "1 personne rejoint Mega")),
        (move(8, "Acme"), ("8 people leave Acme", "8 Personen verlassen Acme", "8 personnes quittent Acme")),
        (claim("workforce", org="Mega", change="cut", count=60, percent=12, group="legal"),
         ("Mega cuts 60 jobs (12% of the staff) (legal)",
          "Mega streicht 60 Stellen (12\u00a0% der Belegschaft) (legal)",
          "Mega supprime 60 postes (12\u202f% du personnel) (legal)")),
        (claim("deal", buyer="Mega", target="Core", kind="stake", stake_pct=49, amount={"value": 14.3e9, **USD}),
         ("Mega takes a stake in Core (49%) for USD 14.3bn", "Mega beteiligt sich an Core (49\u00a0%) für USD 14.3bn",
          "Mega prend une participation dans Core (49\u202f%) pour USD 14.3bn")),
        (quote("Ann", "“No.”"), ("Ann: “No.”", "Ann: „No.“", "Ann : « No. »")),
    ],
)  # fmt: skip
def test_a_fact_in_a_line(said_of: dict[str, Any], lines: tuple[str, ...]) -> None:
    (fact,) = facts([said_of])
    assert tuple(told(fact, lang) for lang in LANGUAGES) == lines
