"""Machines: small worlds counted by hand, and the laws of adding: nothing twice, no total and its parts."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.answers.picture import Dots, Lines
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.machines import machines
from talentwire.analyse.machines.asking import MachinesAsked, Measure, View
from talentwire.analyse.machines.chips import Exchange
from talentwire.errors import BadValueError
from talentwire.knowledge.atlas import Atlas
from talentwire.model.values import Interval

ATLAS = Atlas.load()
FAMILY = {"Acme Labs": "Acme"}


def site(
    on: str = "2025-01-01", accelerators: int | None = None, chip: str | None = None, **more: Any
) -> dict[str, Any]:
    return claim("compute", on, accelerators=accelerators, accelerator_type=chip, **more)


def staff(on: str, org: str, count: int, group: str | None = None, **more: Any) -> dict[str, Any]:
    return claim("workforce", on, org=org, change="size", count=count, group=group, **more)


def ask(claims: Any, view: View = View.REGISTER, asked: Asked | None = None, **how: Any) -> Answer:
    more = {"orgs": how.pop("orgs")} if "orgs" in how else {}
    return machines(basis(claims, asked, FAMILY, question="machines", **more), MachinesAsked(view, **how), ATLAS)


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    def plain(row: Any, name: str) -> Any:
        cell = row.get(name)
        return None if cell is None else cell.value if cell.low is None else (cell.value, cell.low, cell.high)

    return [tuple(plain(row, name) for name in names) for row in answer.rows]


# ---- register


def test_a_site_told_under_name_and_owner_and_place_is_one() -> None:
    answer = ask([
        site("2025-01-01", 1000, "Nvidia H100", owner="Acme", facility="Sun", location="Oslo"),
        site("2025-01-05", 1000, "Nvidia H100", facility="Sun"),  # nobody's, in another subject
        site("2025-01-09", 1000, "H100", owner="Acme Labs", location="Oslo, Norway"),  # under place and unit
    ])  # fmt: skip
    assert table(answer, "site", "owner", "state", "accelerators", "h100") == [
        ("Sun", "Acme, Acme Labs", "running", 1000, 1000)
    ]
    assert answer.summary == ("On 2025-01-09, 1,000 accelerators run at 1 site of which the number is told.",)


def test_conflicting_figures_are_bounds_and_the_best_is_the_value() -> None:
    answer = ask([
        site("2025-01-01", 1000, "Nvidia H100", owner="Acme", facility="Sun", story="a", source="Acme"),
        site("2025-02-01", 1500, owner="Acme", facility="Sun", story="b", power_mw=20),
        site("2025-02-03", owner="Acme", facility="Sun", story="c", power_mw=30),
    ])  # fmt: skip
    assert table(answer, "accelerators", "h100", "power") == [((1000, 1000, 1500), (1000, 1000, 1500), (20, 20, 30))]


def test_states_follow_status_and_opening() -> None:
    answer = ask([
        site("2025-01-01", 8, owner="A", facility="Runs", online="2024-11"),
        site("2025-01-01", 7, owner="B", facility="Opens", online="2026"),
        site("2025-01-01", 6, owner="C", facility="Plan", online="2026", status="planned"),
        site("2025-01-01", 5, owner="D", facility="Talk", status="talks"),
        site("2025-01-01", 4, owner="E", facility="Dropped", status="failed"),
        site("2025-01-01", owner="F", facility="Paid", capex={"value": 5e6, "currency": "EUR"}),
        site("2025-01-01", 3, owner="G", facility="Denied", status="denied"),
    ])  # fmt: skip
    assert table(answer, "site", "state", "due", "accelerators") == [
        ("Runs", "running", answer.rows[0]["due"].value, 8),
        ("Opens", "building", answer.rows[1]["due"].value, 7),
        ("Plan", "announced", answer.rows[2]["due"].value, 6),
        ("Talk", "rumoured", None, 5),
        ("Dropped", "failed", None, 4),
        ("Paid", "(not told)", None, None),
    ]
    assert (answer.rows[-1]["capex"].value, answer.rows[-1]["currency"].value) == (5e6, "EUR")
    assert answer.notes[-1] == "Left out, in the whole ledger: 1 denied."


def test_a_register_of_an_earlier_day_has_what_was_so_then() -> None:
    told = [
        site("2025-06-01", 100, owner="A", facility="Sun", online="2024-07"),
        site("2026-01-01", 900, owner="A", facility="Sun"),
        site("2025-03-01", 900, owner="A", facility="Sun", status="planned", online="2025-12"),
    ]
    shown = ("state", "accelerators")
    assert table(ask(told, on=date(2024, 6, 30)), *shown) == []
    assert table(ask(told, on=date(2024, 8, 1)), *shown) == [("running", 100)]
    assert table(ask(told, on=date(2025, 7, 1)), *shown) == [("running", 100), ("announced", 900)]
    late = ask(told, on=date(2026, 1, 1))
    assert table(late, *shown) == [("running", 900)]  # the plan was reached, the older figure is over


def test_what_should_run_and_of_which_nobody_says_so_is_said() -> None:
    answer = ask(
        [site("2025-01-01", 9, owner="A", facility="Sun", status="planned", online="2025")], on=date(2026, 2, 1)
    )
    assert table(answer, "state") == [("announced",)]
    assert any("should run by that day" in note for note in answer.notes)


def test_stages_of_a_plan_stand_apart() -> None:
    answer = ask([
        site("2025-01-01", power_mw=2000, owner="A", facility="Sun", status="planned", online="2030"),
        site("2025-01-01", power_mw=5000, owner="A", facility="Sun", status="planned"),
    ])  # fmt: skip
    assert table(answer, "power") == [(5000,), (2000,)]


def test_different_chips_are_parts_and_a_number_of_all_is_not_added() -> None:
    told = [
        site("2025-01-01", 100, "Nvidia H100", owner="A", facility="Sun"),
        site("2025-01-02", 50, "Nvidia B200", owner="A", facility="Sun"),
    ]
    answer = ask(told)
    assert table(answer, "accelerators", "type", "h100") == [
        (100, "Nvidia H100", 100),
        (50, "Nvidia B200", 113.7),
    ]
    assert answer.summary[0].startswith("On 2025-01-02, 150 accelerators run at 1 site")
    whole = ask([*told, site("2025-01-03", 400, "GPU", owner="A", facility="Sun")])
    assert whole.summary[0].startswith("On 2025-01-03, 400 (150–400) accelerators run at 1 site")


def test_totals_and_programmes_are_shown_and_added_to_nothing() -> None:
    answer = ask([
        site("2025-01-01", 100, owner="A", facility="Sun"),
        site("2025-01-01", 60, owner="A", facility="Gate Oslo"),
        site("2025-01-01", 900, owner="A", facility="Gate"),
        site("2025-01-01", 60, owner="A", facility="Sun 2"),
        site("2025-01-01", 5000, owner="A"),
        site("2025-01-01", 4000, owner="A", location="Germany"),
    ])  # fmt: skip
    assert {row[0] for row in table(answer, "site")} == {
        "Sun", "Gate Oslo", "Gate", "Sun 2", "(in all, or site not told)", "(in all: Germany)"
    }  # fmt: skip
    assert answer.summary[0].startswith("On 2025-01-01, 220 accelerators run at 3 sites")
    assert any("programme has sites that are told by themselves (Gate)" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("chip", "value", "low", "high"),
    [
        ("Nvidia H100 GPUs", 1000, None, None),
        ("H200s", 1000, None, None),
        ("Nvidia A100", 315, None, None),
        ("Grace Blackwell", 2527, 2527, 5054),
        ("Blackwell", None, 1769, 2527),
        ("GPU", None, None, None),
        ("Kestrelite K7", None, None, None),
        (None, None, None, None),
    ],
)
def test_accelerators_are_converted_by_the_sourced_figures_alone(chip: Any, value: Any, low: Any, high: Any) -> None:
    answer = ask([site("2025-01-01", 1000, chip, owner="A", facility="Sun")])
    cell = answer.rows[0]["h100"]
    assert (cell.value, cell.low, cell.high) == (value, low, high)
    assert answer.rows[0]["accelerators"].value == 1000
    unknown = any("1 of 1 numbers of accelerators" in note or "1 of 1" in note for note in answer.notes)
    assert unknown == (value is None and low is None)


def test_every_chip_with_a_figure_is_worth_it() -> None:
    exchange = Exchange(ATLAS.accelerator)
    for chip in ATLAS.accelerators:
        worth = exchange.worth(chip.name)
        assert (worth is None) == (chip.h100_equivalent is None and chip.h100_low is None)
        if worth and worth.value is not None:
            assert worth.low <= worth.value <= worth.high


def test_filters_by_house_status_and_time() -> None:
    told = [
        site("2025-01-01", 8, owner="Acme Labs", facility="Sun"),
        site("2025-03-01", 7, owner="Bolt", facility="Moon", status="planned"),
    ]
    assert table(ask(told, orgs=frozenset({"org:Acme", "org:Acme Labs"})), "site") == [("Sun",)]
    assert table(ask(told, asked=Asked(status=(Stage.PLANNED,))), "site") == [("Moon",)]
    january = Asked(during=Interval(date(2025, 1, 1), date(2025, 1, 31)))
    assert table(ask(told, asked=january), "site") == [("Sun",)]
    assert ask(told, asked=Asked(top=1)).notes[0] == "1 more row is not shown; --top shows more."
    with pytest.raises(BadValueError, match="ask with --org"):
        machines(basis([], question="machines", person="person:Ada"), MachinesAsked(), ATLAS)


# ---- over time


def test_what_ran_over_time_is_added_by_house() -> None:
    told = [
        site("2024-02-01", 100, "Nvidia H100", owner="Acme", facility="Sun"),
        site("2024-08-01", 40, owner=["Acme Labs", "Bolt"], facility="Moon"),
        site("2025-02-01", 300, "Nvidia H100", owner="Acme", facility="Sun"),
        site("2025-02-01", 1000, owner="Acme"),
    ]
    answer = ask(told, View.OVER_TIME, Asked(period=Period.YEAR))
    assert table(answer, "period", "org", "at_sites", "h100_at_sites", "in_all") == [
        ("2024", "Acme", 140, 100, None),
        ("2024", "Bolt", 40, None, None),
        ("2025", "Acme", 340, 300, 1000),
        ("2025", "Bolt", 40, None, None),
    ]
    assert isinstance(answer.picture, Lines)
    assert [line.label for line in answer.picture.lines] == ["Acme", "Acme, told in total", "Bolt"]
    first = answer.picture.lines[0]
    assert [(str(point.at), point.value) for point in first.points] == [
        ("2024-02-01", 100), ("2024-08-01", 140), ("2025-02-01", 340),
    ]  # fmt: skip


@pytest.mark.parametrize("measure", Measure)
def test_pictures_show_what_is_asked(measure: Measure) -> None:
    told = [site("2025-01-01", 10, "Nvidia A100", owner="A", facility="Sun", power_mw=3)]
    register, lines = ask(told, measure=measure).picture, ask(told, View.OVER_TIME, measure=measure).picture
    value = {Measure.ACCELERATORS: 10, Measure.H100: 3.15, Measure.POWER: 3}[measure]
    assert isinstance(register, Dots)
    assert isinstance(lines, Lines)
    assert (register.dots[0].value, lines.lines[0].points[0].value) == (value, value)


# ---- for each researcher


def test_accelerators_for_each_of_the_staff_with_both_claims() -> None:
    told = [
        site("2025-01-01", 1000, "Nvidia A100", owner="Acme", facility="Sun"),
        site("2025-01-01", 200, "Nvidia A100", owner="Acme Labs", facility="Moon"),
        staff("2025-01-10", "Acme", 100),
        staff("2025-01-20", "Acme", 40, "researchers"),
        staff("2025-01-20", "Acme", 12, "sales"),
        staff("2025-01-20", "Acme Labs", 20),
        staff("2025-01-20", "Bolt", 9),
    ]
    answer = ask(told, View.PER_RESEARCHER)
    assert table(answer, "org", "group", "each", "h100_each", "staff", "at_sites") == [
        ("Acme", "research staff", 30, 9.45, 40, 1200),
        ("Acme", "all staff", 12, 3.78, 100, 1200),
        ("Acme Labs", "all staff", 10, 3.15, 20, 200),
    ]
    cell = answer.rows[0]["each"]
    assert {answer.facts[one].kind for one in cell.facts} == {"compute", "workforce"}
    assert any("For 1 staff of a told size" in note for note in answer.notes)


def test_conflicting_claims_make_a_range() -> None:
    told = [
        site("2025-01-01", 1000, owner="Acme", facility="Sun", story="a"),
        site("2025-01-02", 1500, owner="Acme", facility="Sun", story="b"),
        site("2025-01-02", 3000, owner="Acme"),
        staff("2025-01-03", "Acme", 100, story="a"),
        staff("2025-01-04", "Acme", 120, story="b"),
    ]
    row = ask(told, View.PER_RESEARCHER).rows[0]
    assert (row["each"].low, row["each"].high) == (8.33, 30)
    assert (row["at_sites"].low, row["at_sites"].high, row["in_all"].value) == (1000, 1500, 3000)


def test_by_date_each_change_is_a_row_the_newest_first() -> None:
    told = [
        site("2025-01-01", 1000, owner="Acme", facility="Sun"),
        staff("2025-01-01", "Acme", 100),
        staff("2025-06-01", "Acme", 200),
    ]
    answer = ask(told, View.PER_RESEARCHER)
    assert table(answer, "day", "staff", "each") == [(date(2025, 6, 1), 200, 5), (date(2025, 1, 1), 100, 10)]
    assert isinstance(answer.picture, Dots)
    assert [dot.value for dot in answer.picture.dots] == [5]


def test_a_figure_told_again_is_no_other_number() -> None:
    told = [
        site("2025-01-01", 1000, owner="Acme", facility="Sun"),
        staff("2025-01-01", "Acme", 100),
        site("2025-03-01", 1000, facility="Sun"),  # in another subject, and so another fact
    ]
    assert table(ask(told, View.PER_RESEARCHER), "day", "each") == [(date(2025, 1, 1), 10)]


def test_claims_too_far_apart_make_no_number() -> None:
    told = [site("2025-06-01", 1000, owner="Acme", facility="Sun"), staff("2023-01-01", "Acme", 20)]
    answer = ask(told, View.PER_RESEARCHER)
    assert table(answer, "staff", "at_sites", "each") == [(20, 1000, None)]
    assert answer.notes[0].startswith("In 1 row staff and machines were told too far apart")
    assert answer.picture is None


# ---- all of them


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("view", View)
def test_every_view_speaks_every_language_and_answers_nothing_and_one(view: View, lang: str) -> None:
    empty = ask([], view, Asked(lang=lang))
    assert (empty.rows, empty.coverage.facts, empty.picture) == ((), 0, None)
    told = [
        site("2025-01-01", 1000, owner=["Acme", "Bolt"], facility="Sun", status="planned", online="2024"),
        site("2025-01-01", 10, owner="Acme", facility="Sun Oslo"),
        site("2025-01-01", 10, owner="Acme", status="denied", facility="No"),
        site("2025-01-01", 90, owner="Acme"),
        staff("2025-01-01", "Acme", 100),
        staff("2020-01-01", "Bolt", 100),
    ]
    for some in (told[:1], told):
        answer = ask(some, view, Asked(lang=lang, top=1), on=date(2026, 1, 1))
        assert "{" not in answer.title + answer.definition + "".join((*answer.notes, *answer.summary))


# ---- laws

CLAIM = st.builds(
    site,
    st.dates(date(2024, 1, 1), date(2026, 1, 1)).map(str),
    st.one_of(st.none(), st.integers(1, 4000)),
    st.sampled_from([None, "Nvidia H100", "Nvidia B200", "GPU", "Blackwell"]),
    owner=st.sampled_from(["Acme", "Acme Labs", "Bolt", ["Acme", "Bolt"], None]),
    facility=st.sampled_from([None, "Sun", "Sun 2", "Gate", "Gate Oslo"]),
    location=st.sampled_from([None, "Oslo", "Germany"]),
    power_mw=st.one_of(st.none(), st.integers(1, 900)),
    online=st.sampled_from([None, "2024", "2027"]),
    status=st.sampled_from(["asserted", "asserted", "planned", "talks", "failed", "denied"]),
)
CLAIMS = st.lists(CLAIM.filter(lambda one: one["owner"] or one["facility"]), max_size=14)
LAWS = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ALL = Asked(top=1000, period=Period.YEAR)


@LAWS
@given(CLAIMS)
def test_bounds_hold_the_value_and_every_number_opens_to_its_facts(claims: list[dict[str, Any]]) -> None:
    for view in View:
        answer = ask([*claims, staff("2025-01-01", "Acme", 50)], view, ALL)
        for row in answer.rows:
            for cell in row.values():
                if cell.low is not None and cell.high is not None:
                    assert cell.low <= cell.high
                    assert cell.value is None or cell.low <= cell.value <= cell.high  # type: ignore[operator]
        assert set(answer.behind) == set(answer.facts)


@LAWS
@given(CLAIMS)
def test_telling_everything_twice_adds_no_machine(claims: list[dict[str, Any]]) -> None:
    once = ask(claims, View.OVER_TIME, ALL)
    twice = ask([*claims, *claims], View.OVER_TIME, ALL)
    names = ("period", "org", "at_sites", "in_all", "power")
    assert [row[:2] for row in table(once, *names)] == [row[:2] for row in table(twice, *names)]
    for before, after in zip(once.rows, twice.rows, strict=True):
        for name in names[2:]:
            assert (before[name].high or before[name].value or 0) == (after[name].high or after[name].value or 0)


@LAWS
@given(CLAIMS)
def test_no_fact_stands_in_two_rows_of_the_register(claims: list[dict[str, Any]]) -> None:
    answer = ask(claims, View.REGISTER, ALL)
    behind = [fact for row in answer.rows for fact in row["site"].facts]
    assert len(behind) == len(set(behind))
