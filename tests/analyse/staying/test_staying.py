"""Staying: a small world whose spells are known by hand, what the numbers rest on, and the laws of every world."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.answers.picture import Dots, Lines, Timeline
from talentwire.analyse.answers.shares import LEAST
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.staying import staying
from talentwire.analyse.staying.asking import By, Clock, Silence, StayingAsked, View
from talentwire.analyse.staying.spells import Spell, Told, spells
from talentwire.errors import BadValueError
from talentwire.model.values import Interval

FAMILY = {"Acme Labs": "Acme"}


def at(person: str, org: str, on: str, **more: Any) -> dict[str, Any]:
    return claim("position", on, person=person, org=org, **more)


WORLD = [
    move("Ada Bell", "", "Acme Labs", "2023-01-10", to_role="researcher"),
    move("Ada Bell", "Acme", "Bolt", "2024-03-01"),  # from the lab's house: the end of the same spell
    move("Ada Bell", "Bolt", "Acme", "2024-09-01"),  # returns: a second spell
    at("Bea Cole", "Acme", "2023-05-01", role="engineer"),  # there, since nobody tells when
    move("Bea Cole", "Acme", "", "2024-05-01"),
    at("Cy Dunn", "Acme", "2025-01-01", role="engineer", date="2021"),  # told four years later
    at("Di Ek", "Core", "2024-01-01", role="board member"),  # no job
    move("Ed Fox", "Core", "Bolt", "2024-02-01", date="2024-02-01"),  # Core is known by the exit alone
    at("Ed Fox", "Core", "2024-02-20"),  # a text that lags behind
    move("Flo Gray", "Core", "Acme", "2024-05-01", status="talks"),
    move("Gus Hall", "", "Acme", "2024-05-01", status="planned"),
    move("Hal Ives", "", "Core", "2023-02-01"),
    at("Hal Ives", "Core", "2023-08-01", current=False),  # gone, nobody says since when
    at("Ivy Jones", "Core", "2023-08-01", current=False),  # known as a former one only
    move("Jo King", "Acme", "Acme Labs", "2025-06-30"),  # inside: shows that they are there
]


def ask(view: View = View.SPELLS, asked: Asked | None = None, claims: Any = WORLD, **how: Any) -> Answer:
    return staying(basis(claims, asked, FAMILY, question="staying"), StayingAsked(view, **how))


def told(claims: Any) -> Told:
    return spells(basis(claims, family=FAMILY, question="staying"))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name].value if name in row else None for name in names) for row in answer.rows]


def crowd(n: int, house: str = "Acme", *, start: date = date(2020, 1, 1), leaving: int = 0) -> list[dict[str, Any]]:
    """People who join on one day, of whom some leave, the first after 100 days, the next after 200…"""
    people = [f"{house} {number}" for number in range(n)]
    gone = [move(who, house, "", str(start + timedelta(100 * (at + 1)))) for at, who in enumerate(people[:leaving])]
    return [*(move(who, "", house, str(start)) for who in people), *gone]


def test_spells_of_a_small_world_are_as_told() -> None:
    answer = ask()
    day = date.fromisoformat
    assert table(answer, "person", "house", "start", "end", "ended") == [
        ("Jo King", "Acme", None, None, "no exit reported"),
        ("Ada Bell", "Acme", day("2024-09-01"), None, "no exit reported"),
        ("Ada Bell", "Bolt", day("2024-03-01"), day("2024-09-01"), "left"),
        ("Ed Fox", "Bolt", day("2024-02-01"), None, "no exit reported"),
        ("Bea Cole", "Acme", None, day("2024-05-01"), "left"),
        ("Hal Ives", "Core", day("2023-02-01"), None, "gone, day not told"),
        ("Ada Bell", "Acme", day("2023-01-10"), day("2024-03-01"), "left"),
        ("Cy Dunn", "Acme", day("2021-07-02"), None, "no exit reported"),
    ]
    assert answer.summary[0] == "8 spells: 3 with a reported exit, 4 of which no end is told."
    notes = " ".join(answer.notes)
    assert "2 arrivals only announced or rumoured, 1 exit of somebody whom no report had shown there and 1 person" in (
        notes
    )
    assert "Of 1 spell a source tells one end by the year alone" in notes
    assert "1 spell is told to be over, but not since when" in notes


def test_watching_begins_with_the_first_report_and_ends_with_the_last_word() -> None:
    held = {(one.person[7:], one.house[4:]): one for one in told(WORLD).spells}
    cy, hal = held["Cy Dunn", "Acme"], held["Hal Ives", "Core"]
    assert (cy.seen, cy.dated, cy.by_year) == (date(2025, 1, 1), True, True)
    assert (hal.left, hal.gone, hal.last) == (None, True, date(2023, 2, 1))
    assert told(WORLD).horizon == date(2025, 6, 30)


def test_who_is_known_by_the_exit_alone_is_left_out_of_shares() -> None:
    both = [at("Ada Bell", "Acme", "2025-06-01", date="2022-06"), move("Ada Bell", "Acme", "Bolt", "2025-06-01")]
    answer = ask(View.GROUPS, claims=both)
    assert table(answer, "group", "spells", "watched", "left")[:2] == [("all", 2, 0, 0), ("Acme", 1, 0, 0)]
    assert any("for 1 spell the first report that shows the person" in note for note in answer.notes)


def at_acme(*claims: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(str(one.start), one.gone, one.open) for one in told(claims).spells if one.house == "org:Acme"]


def test_an_arrival_long_after_a_sighting_means_an_exit_that_nobody_told() -> None:
    seen, back = at("Ada Bell", "Acme", "2020-01-01"), move("Ada Bell", "Bolt", "Acme", "2024-01-01")
    assert at_acme(seen, {**back, "date": "2024-01-01"}) == [("None", True, False), ("2024-01-01", False, True)]
    assert at_acme(seen, back) == [("None", False, True)]  # without a date it may be old news
    assert at_acme({**seen, "on": "2023-12-15"}, back) == [("2024-01-01", False, True)]


def test_an_appointment_of_somebody_who_was_there_is_no_beginning() -> None:
    first, named = move("Ada Bell", "Bolt", "Acme", "2021-05-01"), move("Ada Bell", "", "Acme", "2025-01-01")
    assert at_acme(first, {**named, "date": "2025-01-01"}) == [("2021-05-01", False, True)]
    assert at_acme(at("Ada Bell", "Acme", "2024-12-01"), named) == [("None", False, True)]
    assert at_acme(named) == [("2025-01-01", False, True)]
    assert any("nobody says from where" in note for note in ask(claims=[named]).notes)


def test_a_position_dated_like_the_exit_is_no_beginning() -> None:
    exit_ = move("Ada Bell", "Acme", "Bolt", "2025-06-10", date="2025-06-09")
    assert at_acme(at("Ada Bell", "Acme", "2025-06-10", date="2025-06-09"), exit_) == [("None", False, False)]
    assert at_acme(at("Ada Bell", "Acme", "2025-06-10", date="2023-06"), exit_) == [("2023-06-01", False, False)]


def test_founders_were_there_before_any_position_that_has_a_date() -> None:
    founder, since = (
        at("Ada Bell", "Acme", "2025-06-01", role="founder"),
        at("Ada Bell", "Acme", "2025-07-01", role="CEO"),
    )
    assert at_acme(founder, {**since, "date": "2025-06-15"}) == [("None", False, True)]
    assert at_acme({**since, "date": "2025-06-15"}) == [("2025-06-15", False, True)]


def test_the_curve_of_a_crowd_is_as_counted_by_hand() -> None:
    world = [*crowd(20, leaving=5), at("Zed", "Bolt", "2022-01-01")]
    answer = ask(View.CURVE, claims=world, by=By.ALL)
    assert table(answer, "years", "stay", "at_risk", "left_by") == [
        (0.5, 0.95, 19, 1), (1, 0.85, 17, 3), (2, 0.75, 15, 5),
    ]  # fmt: skip
    assert isinstance(answer.picture, Lines)
    (line,) = answer.picture.lines
    assert (line.points[0].value, line.points[-1].value) == (100, 75)
    assert answer.summary[-1].startswith("After 2 years 75% are still there (")


def test_silence_taken_the_other_way_is_said() -> None:
    world = [*crowd(30, leaving=10), at("Zed", "Bolt", "2023-01-01")]
    stayed = ask(View.GROUPS, claims=world, years=1)
    assert table(stayed, "group", "watched", "left", "after_1")[0] == ("all", 30, 10, 0.9)
    assert not any("only until the last report" in note for note in stayed.notes)  # too few then
    unknown = ask(View.GROUPS, claims=world, years=1, silence=Silence.UNKNOWN)
    assert table(unknown, "watched", "left", "after_1")[0] == (10, 10, None)
    assert any("counts as still there, 90% are there after 1 year" in note for note in unknown.notes)


def test_two_senses_of_a_rate_side_by_side() -> None:
    old, new = crowd(20, start=date(2020, 1, 1), leaving=8), crowd(15, "Bolt", start=date(2021, 6, 1), leaving=3)
    world = [*old, *new, at("Zed", "Core", "2022-12-31")]
    answer = ask(View.RATES, claims=world, years=2)
    since = "2020-12-31"
    assert table(answer, "group", "sense", "of", "there", "rate")[:3] == [
        ("all", f"joined after {since} and still there on 2022-12-31", 15, 12, 12 / 15),
        ("all", f"there on {since} and still there on 2022-12-31", 17, 12, round(12 / 17, 6)),
        (
            "all",
            "stay at least 2 years from joining (Kaplan–Meier)",
            35,
            None,
            round(27 / 35 * 13 / 15, 6),
        ),
    ]
    assert {row[0] for row in table(answer, "group")} == {"all", "Acme", "Bolt"}
    assert isinstance(answer.picture, Dots)


def test_no_rate_on_too_few_cases() -> None:
    for view in (View.CURVE, View.GROUPS, View.RATES):
        answer = ask(view, claims=crowd(LEAST - 1, leaving=3))
        shares = [cell.value for row in answer.rows for c, cell in zip(answer.columns, answer.cells(row), strict=True)
                  if c.unit == "share"]  # fmt: skip
        assert shares
        assert set(shares) == {None}
        assert answer.picture is None
        assert any(f"fewer than {LEAST} cases" in note for note in answer.notes)


def test_groups_are_houses_families_and_cohorts() -> None:
    world = [*crowd(3), *crowd(2, "Bolt", start=date(2021, 5, 1)), move("Ada", "", "Core", "2022-01-01", to_role="CEO")]
    assert table(ask(View.GROUPS, claims=world), "group", "spells") == [
        ("all", 6),
        ("Acme", 3),
        ("Bolt", 2),
        ("Core", 1),
    ]
    by_role = ask(View.GROUPS, claims=world, by=By.ROLE)
    assert table(by_role, "group", "spells") == [("all", 6), ("not told", 5), ("leadership", 1)]
    cohorts = ask(View.GROUPS, claims=world, by=By.COHORT)
    assert table(cohorts, "group", "spells") == [("all", 6), ("2020", 3), ("2021", 2), ("2022", 1)]
    quarters = ask(View.GROUPS, Asked(period=Period.QUARTER, top=1), world, by=By.COHORT)
    assert table(quarters, "group", "spells") == [("all", 6), ("2022-Q1", 1), ("2 others", 5)]
    assert table(ask(View.GROUPS, claims=world, role="leadership"), "group", "spells") == [("all", 1), ("Core", 1)]


def test_filters() -> None:
    acme = basis(WORLD, Asked(org="Acme Labs"), FAMILY, question="staying", orgs=frozenset({"org:Acme Labs"}))
    assert {row["house"].value for row in staying(acme, StayingAsked(View.SPELLS)).rows} == {"Acme"}
    ada = basis(WORLD, family=FAMILY, question="staying", person="person:Ada Bell")
    assert len(staying(ada, StayingAsked(View.CURVE)).rows) == 3
    in_2024 = Asked(during=Interval(date(2024, 1, 1), date(2024, 12, 31)))
    assert len(ask(asked=in_2024).rows) == 3
    assert table(ask(dated=True), "person") == [("Ed Fox",), ("Cy Dunn",)]
    assert ask(asked=Asked(status=(Stage.CONFIRMED,))).rows == ()
    nobody = ask(asked=Asked(status=(Stage.CONFIRMED,)))
    assert nobody.notes[-1].startswith("Nothing is left by these filters; the ledger knows 8 spells")


def test_the_other_clock_counts_those_of_whom_no_beginning_is_told() -> None:
    world = [at(f"P{n}", "Acme", "2020-01-01") for n in range(15)] + [at("Zed", "Bolt", "2022-01-01")]
    assert table(ask(View.GROUPS, claims=world), "spells", "watched")[0] == (16, 0)
    seen = ask(View.GROUPS, claims=world, clock=Clock.SEEN)
    assert table(seen, "spells", "watched", "after_1")[0] == (16, 15, 1.0)
    low = seen.rows[0]["after_1"].low
    assert low is not None
    assert 0.7 < low < 0.9


@pytest.mark.parametrize("years", [0, -1, 51, float("nan"), float("inf")])
def test_impossible_times_are_refused(years: float) -> None:
    with pytest.raises(BadValueError, match="years must be more than 0"):
        StayingAsked(years=years)


def test_a_family_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadValueError, match="did you mean research"):
        StayingAsked(role="reserch")


@pytest.mark.parametrize("view", View)
def test_nothing_and_one_case(view: View) -> None:
    empty = ask(view, claims=[])
    assert (empty.rows, empty.picture if view is not View.SPELLS else None) == ((), None)
    assert empty.notes[0] == "The ledger holds nothing that answers this."
    one = ask(view, claims=WORLD[:1])
    assert one.coverage.facts == (1 if one.behind else 0)
    assert one.summary[0].startswith("1 spell")


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("clock", Clock)
def test_every_view_speaks_every_language(view: View, clock: Clock, lang: str) -> None:
    world = [*WORLD, *crowd(30, leaving=20), at("Zed", "Bolt", "2027-01-01")]
    for by in By:
        for silence in Silence:
            answer = ask(view, Asked(lang=lang), world, by=by, clock=clock, silence=silence)
            assert answer.lang == lang
            assert "{" not in answer.definition + "".join((*answer.notes, *answer.summary))


# ---- laws

ORGS = ("Acme", "Acme Labs", "Bolt", "Core", "")
DAYS = st.dates(date(2020, 1, 1), date(2025, 12, 31)).map(str)
PEOPLE = st.sampled_from(["Ada Bell", "Bea Cole", "Cy Dunn", "Di Ek"])
STATUS = st.sampled_from(["asserted", "asserted", "asserted", "planned", "talks", "denied"])
DATED = st.one_of(st.none(), st.just("2022"), st.just("2023-05"), DAYS)
CLAIM = st.one_of(
    st.builds(move, PEOPLE, st.sampled_from(ORGS), st.sampled_from(ORGS), DAYS, status=STATUS, date=DATED),
    st.builds(
        lambda who, org, on, current, day: at(who, org, on, current=current, date=day, role="engineer"),
        PEOPLE, st.sampled_from(ORGS[:-1]), DAYS, st.booleans(), DATED,
    ),
)  # fmt: skip
CLAIMS = st.lists(CLAIM.filter(lambda c: c["type"] == "position" or "from_org" in c or "to_org" in c), max_size=20)
LAWS = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(CLAIMS)
def test_nobody_is_at_one_house_twice_at_a_time(claims: list[dict[str, Any]]) -> None:
    found = told(claims)
    by: dict[tuple[str, str], list[Spell]] = {}
    for one in found.spells:
        assert one.left is None or one.start is None or one.start <= one.left
        assert not (one.gone and one.left)
        assert one.house != "org:Acme Labs"
        by.setdefault((one.person, one.house), []).append(one)
    for held in by.values():
        for before, after in pairwise(held):
            assert not before.open
            assert before.left is None or before.left <= (after.start or after.seen)


@LAWS
@given(CLAIMS)
def test_every_number_opens_to_facts_and_groups_add_up(claims: list[dict[str, Any]]) -> None:
    for view in View:
        for by in By:
            answer = ask(view, Asked(top=1000), claims, by=by)
            for row in answer.rows:
                for column, cell in zip(answer.columns, answer.cells(row), strict=True):
                    if column.unit in ("heads", "share") and cell.value:
                        assert cell.facts, (view, column.name)
            assert set(answer.behind) == set(answer.facts)
    houses = ask(View.GROUPS, Asked(top=1000), claims)
    counts = [row[0] for row in table(houses, "spells")]
    assert sum(counts[1:]) == (counts[0] if counts else 0)
    cut = [row[0] for row in table(ask(View.GROUPS, Asked(top=1), claims), "spells")]
    assert sum(cut[1:]) == (cut[0] if cut else 0)


@LAWS
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(claims: list[dict[str, Any]], random: Any) -> None:
    world, turned = (basis(claims, family=FAMILY, question="staying") for _ in range(2))
    mixed = list(world.facts)
    random.shuffle(mixed)
    object.__setattr__(turned, "facts", tuple(mixed))
    for view in View:
        left, right = (staying(one, StayingAsked(view)) for one in (world, turned))
        assert (left.rows, left.picture, left.notes, left.summary) == (
            right.rows, right.picture, right.notes, right.summary,
        )  # fmt: skip


def test_the_picture_of_spells_has_a_lane_for_each_house() -> None:
    picture = ask().picture
    assert isinstance(picture, Timeline)
    assert {event.lane for event in picture.events} == {"Acme", "Bolt", "Core"}
    assert sum(event.lasting for event in picture.events) == 4
