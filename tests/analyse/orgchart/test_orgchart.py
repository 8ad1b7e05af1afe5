"""Reporting lines: a small house drawn by hand, its contradictions kept, and the laws of every tree."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Timeline, Tree
from talentwire.analyse.orgchart import org_chart
from talentwire.analyse.orgchart.asking import ChartAsked, View
from talentwire.errors import BadValueError
from talentwire.model.values import Interval

FAMILY = {"Acme Labs": "Acme"}
ORGS = frozenset({"org:Acme", "org:Acme Labs"})


def post(person: str, on: str, superior: str | None = None, org: str = "Acme", **more: Any) -> dict[str, Any]:
    return claim("position", on, person=person, org=org, reports_to=superior, **more)


def ask(claims: Any, asked: Asked | None = None, *, orgs: frozenset[str] = ORGS, **how: Any) -> Answer:
    asked = asked or Asked(org="Acme", top=1000)
    return org_chart(basis(claims, asked, FAMILY, question="org_chart", orgs=orgs), ChartAsked(**how))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    def plain(row: Any, name: str) -> Any:
        cell = row.get(name)
        return None if cell is None else cell.value if cell.low is None else (cell.value, cell.low, cell.high)

    return [tuple(plain(row, name) for name in names) for row in answer.rows]


HOUSE = [
    post("Ada Bell", "2025-01-01", role="CEO"),
    post("Bea Cole", "2025-01-02", "Ada Bell", role="CTO"),
    post("Cy Dunn", "2025-01-03", "Ada Bell", role="CFO"),
    post("Di Ek", "2025-01-04", "Bea Cole", org="Acme Labs", role="head of research"),
    post("Ed Fox", "2025-01-05", "Bea Cole", role="engineer"),
    post("Flo Gray", "2025-01-06", role="counsel"),
    post("Gus Hall", "2025-01-07", role="board member"),
    post("Hal Ives", "2025-01-07", "Ada Bell", status="denied"),
    post("Jo King", "2025-01-07", role="co-founder"),
    post("Ivy Jones", "2025-01-08", "Ada Bell", org="Bolt"),
]


def test_a_house_is_drawn_as_by_hand() -> None:
    answer = ask(HOUSE)
    assert table(answer, "person", "superior", "layer", "direct", "below") == [
        ("Ada Bell", None, 1, 2, 4),
        ("Bea Cole", "Ada Bell", 2, 2, 2),
        ("Di Ek", "Bea Cole", 3, 0, 0),
        ("Ed Fox", "Bea Cole", 3, 0, 0),
        ("Cy Dunn", "Ada Bell", 2, 0, 0),
        ("Flo Gray", None, None, None, None),
    ]
    assert answer.summary == (
        "6 people are known there on 2025-01-08; for 4 of them a superior is told.",
        "The longest line that is told has 3 layers; 2 people have somebody below them.",
        "Widest span that is told: Ada Bell and Bea Cole (2 direct).",
    )
    assert answer.notes[-1] == (
        "Left out, at this organisation: 1 denied, reversed or replaced, 1 seat on a board and "
        "1 founder of whom no other position is told."
    )


def test_the_tree_has_everybody_once_and_those_without_a_line_apart() -> None:
    picture = ask(HOUSE).picture
    assert isinstance(picture, Tree)
    assert [(branch.label, branch.parent) for branch in picture.branches] == [
        ("Ada Bell, CEO", ""),
        ("Bea Cole, CTO", "person:Ada Bell"),
        ("Di Ek, head of research", "person:Bea Cole"),
        ("Ed Fox, engineer", "person:Bea Cole"),
        ("Cy Dunn, CFO", "person:Ada Bell"),
        ("No line told: 1 person", ""),
        ("Flo Gray, counsel", "untold"),
    ]


def test_whoever_left_is_there_until_then_and_their_reports_have_no_superior_after() -> None:
    told = [*HOUSE, move("Bea Cole", "Acme", "Bolt", "2025-06-01", date="2025-06-01")]
    before, after = ask(told, on=date(2025, 5, 31)), ask(told, on=date(2025, 6, 1))
    assert ("Bea Cole", "Ada Bell") in table(before, "person", "superior")
    assert "Bea Cole" not in [row[0] for row in table(after, "person")]
    assert ("Di Ek", None, "Bea Cole, the superior who was told, has left") in table(
        after, "person", "superior", "remark"
    )
    assert any("For 2 people the superior who was told has left" in note for note in after.notes)


def test_a_superior_named_long_after_another_takes_the_place_and_one_named_soon_contradicts() -> None:
    base = [*HOUSE[:3], post("Ed Fox", "2025-01-05", "Bea Cole", role="engineer")]
    later = ask([*base, post("Ed Fox", "2025-06-05", "Cy Dunn", role="engineer")])
    assert ("Ed Fox", "Cy Dunn", None) in table(later, "person", "superior", "remark")
    soon = ask([*base, post("Ed Fox", "2025-01-25", "Cy Dunn", role="engineer")])
    rows = {row[0]: row[1:] for row in table(soon, "person", "superior", "direct", "remark")}
    assert rows["Ed Fox"] == ("Cy Dunn / Bea Cole", 0, "2 superiors are told")
    assert (rows["Cy Dunn"][1], rows["Bea Cole"][1]) == ((1, 0, 1), (0, 0, 1))
    assert isinstance(soon.picture, Tree)
    assert "Ed Fox, engineer, also reports to Bea Cole" in [branch.label for branch in soon.picture.branches]
    earlier = ask([*base, post("Ed Fox", "2025-06-05", "Cy Dunn", role="engineer")], on=date(2025, 2, 1))
    assert ("Ed Fox", "Bea Cole") in table(earlier, "person", "superior")


def test_lines_that_lead_back_are_shown_and_cut_once() -> None:
    answer = ask([
        post("Ada Bell", "2025-01-01", "Cy Dunn"),
        post("Bea Cole", "2025-01-01", "Ada Bell"),
        post("Cy Dunn", "2025-01-01", "Bea Cole"),
        post("Di Ek", "2025-01-01", "Cy Dunn"),
    ])  # fmt: skip
    assert table(answer, "person", "superior", "layer") == [
        ("Ada Bell", "Cy Dunn", 1), ("Bea Cole", "Ada Bell", 2), ("Cy Dunn", "Bea Cole", 3), ("Di Ek", "Cy Dunn", 4),
    ]  # fmt: skip
    ring = "the lines lead back: Ada Bell → Cy Dunn → Bea Cole → Ada Bell"
    assert [row[0] for row in table(answer, "remark")] == [ring, ring, ring, None]
    assert any("1 line leads back to itself" in note for note in answer.notes)


def test_somebody_known_as_a_superior_alone_is_on_the_chart() -> None:
    answer = ask([post("Bea Cole", "2025-01-01", "Zoe Abt")])
    assert table(answer, "person", "layer", "direct", "remark") == [
        ("Zoe Abt", 1, 1, "known as a superior alone"), ("Bea Cole", 2, 0, None),
    ]  # fmt: skip
    assert "1 person is known there" in answer.summary[0]


def test_arrivals_promotions_and_plans_are_on_the_chart() -> None:
    answer = ask([
        move("Ada Bell", "Bolt", "Acme", "2025-01-01", to_role="researcher"),
        move("Ada Bell", "Acme", "Acme", "2025-04-01", to_role="CTO"),
        move("Bea Cole", "Bolt", "Acme", "2025-04-02", to_role="CFO", status="planned"),
        move("Cy Dunn", "Bolt", "Acme", "2025-04-02", status="talks"),
    ])  # fmt: skip
    assert table(answer, "person", "role", "remark") == [
        ("Ada Bell", "CTO; researcher", None), ("Bea Cole", "CFO", "announced"),
    ]  # fmt: skip
    assert "1 rumour" in answer.notes[-1]


def test_what_changed_between_two_days() -> None:
    answer = ask(
        [
            *HOUSE[:5],
            move("Cy Dunn", "Acme", "Bolt", "2025-03-01", date="2025-03-01"),
            move("Kit Lowe", "Bolt", "Acme", "2025-04-01", to_role="CFO", date="2025-04-01"),
            post("Lou May", "2025-04-02", role="counsel"),
            move("Max Noe", "Bolt", "Acme", "2025-04-03", status="planned"),
            post("Ed Fox", "2025-05-05", "Ada Bell", role="engineer"),
        ],
        on=date(2025, 6, 1),
        since=date(2025, 2, 1),
    )
    assert table(answer, "day", "what", "person", "before", "after") == [
        (date(2025, 3, 1), "left", "Cy Dunn", None, None),
        (date(2025, 4, 1), "joined", "Kit Lowe", None, None),
        (date(2025, 4, 2), "first seen", "Lou May", None, None),
        (date(2025, 4, 3), "announced", "Max Noe", None, None),
        (date(2025, 5, 5), "another superior", "Ed Fox", "Bea Cole", "Ada Bell"),
    ]
    assert answer.summary == (
        "Between the two days: 1 joined, 1 announced, 1 first seen, 1 left and 1 with another superior.",
    )
    assert all(row["what"].facts for row in answer.rows)


def test_a_superior_told_for_the_first_time_is_no_change_of_superior() -> None:
    told = [
        post("Ada Bell", "2025-01-01"),
        post("Bea Cole", "2025-01-01", role="CTO"),
        post("Bea Cole", "2025-03-01", "Ada Bell", role="head of research"),
    ]
    answer = ask(told, on=date(2025, 4, 1), since=date(2025, 2, 1))
    assert table(answer, "what", "person", "before", "after") == [
        ("superior now told", "Bea Cole", None, "Ada Bell"),
        ("another position", "Bea Cole", "CTO", "head of research; CTO"),
    ]
    same = [*told[:1], post("Bea Cole", "2025-01-01"), post("Bea Cole", "2025-03-01", "Ada Bell")]
    assert ask(same, on=date(2025, 4, 1), since=date(2025, 2, 1)).rows == ()  # the same post, with more told of it


CUTS = [
    claim(
        "workforce", "2024-12-20", org="Acme", change="cut", group="managers, directors and vice presidents", percent=10
    ),
    claim("workforce", "2025-01-20", org="Bolt", change="cut", group="management layers", count=40, status="planned"),
    claim("workforce", "2025-01-20", org="Bolt", change="cut", group="low performers", count=90),
    claim("workforce", "2025-01-20", org="Bolt", change="grow", group="managers", count=9),
    claim("workforce", "2025-01-20", org="Core", change="cut", group="managers", count=9, status="denied"),
]


def test_managers_cut_are_told_for_one_or_for_all() -> None:
    every = ask(CUTS, orgs=frozenset(), view=View.MANAGERS)
    assert table(every, "org", "count", "share", "status") == [
        ("Acme", None, 0.1, "reported"), ("Bolt", 40, None, "announced"),
    ]  # fmt: skip
    assert isinstance(every.picture, Timeline)
    assert [event.sure for event in every.picture.events] == [True, False]
    assert len(ask(CUTS, view=View.MANAGERS).rows) == 1
    beside = ask([*HOUSE, *CUTS])
    assert any("Managers cut: 10% (managers, directors and vice presidents)" in note for note in beside.notes)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(BadValueError, match="name it with --org"):
        ask(HOUSE, orgs=frozenset())
    with pytest.raises(BadValueError, match="name it with --since"):
        ChartAsked(View.CHANGES)
    with pytest.raises(BadValueError, match="must lie before 2025-01-01"):
        ChartAsked(on=date(2025, 1, 1), since=date(2025, 1, 1))
    with pytest.raises(BadValueError, match="must lie before 2025-01-08"):
        ask(HOUSE, since=date(2026, 1, 1))
    with pytest.raises(BadValueError, match="ask with --org"):
        org_chart(basis(HOUSE, question="org_chart", person="person:Ada Bell"), ChartAsked())


def test_the_last_day_of_the_time_asked_for_is_looked_at() -> None:
    answer = ask(HOUSE, Asked(org="Acme", during=Interval(date(2025, 1, 1), date(2025, 1, 2)), top=1))
    assert answer.title == "Who reports to whom at Acme on 2025-01-02"
    assert table(answer, "person") == [("Ada Bell",)]
    assert answer.notes[0] == "1 more row is not shown; --top shows more."


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
def test_every_view_speaks_every_language_and_answers_nothing(lang: str) -> None:
    asked = Asked(org="Acme", lang=lang, top=1)
    told = [
        *HOUSE, *CUTS, post("Ada Bell", "2025-01-02", "Ed Fox"),
        post("Ed Fox", "2025-01-06", "Cy Dunn", role="engineer"),
        move("Kit Lowe", "", "Acme", "2025-01-08"), move("Bea Cole", "Acme", "", "2025-01-08", date="2025-01-08"),
    ]  # fmt: skip
    for view in (View.CHART, View.CHANGES, View.MANAGERS):
        how = {"view": view, "since": date(2024, 12, 1) if view is View.CHANGES else None}
        answer = ask(told, asked, on=date(2025, 1, 7), **how)
        assert answer.rows
        assert "{" not in answer.title + answer.definition + "".join((*answer.notes, *answer.summary))
        empty = ask([], asked, **how)
        assert (empty.rows, empty.picture, empty.coverage.facts) == ((), None, 0)


# ---- laws

NAMES = ("Ada Bell", "Bea Cole", "Cy Dunn", "Di Ek", "Ed Fox")
DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 1)).map(str)
POSTS = st.builds(
    post, st.sampled_from(NAMES), DAYS, st.sampled_from([*NAMES, None]), st.sampled_from(["Acme", "Acme Labs", "Bolt"]),
    role=st.sampled_from([None, "CEO", "engineer"]), current=st.sampled_from([True, True, False]),
    status=st.sampled_from(["asserted", "asserted", "planned", "denied"]),
)  # fmt: skip
MOVES = st.builds(
    move, st.sampled_from(NAMES), st.sampled_from(["Acme", "Bolt", ""]), st.sampled_from(["Acme", "Bolt"]), DAYS
)
CLAIMS = st.lists(st.one_of(POSTS, MOVES), max_size=14)
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(CLAIMS, st.dates(date(2024, 1, 1), date(2026, 1, 1)))
def test_nobody_stands_twice_and_everybody_stands(claims: list[dict[str, Any]], day: date) -> None:
    answer = ask(claims, on=day)
    people = [row[0] for row in table(answer, "person")]
    assert len(people) == len(set(people))
    ids = [branch.id for branch in answer.picture.branches] if isinstance(answer.picture, Tree) else []
    assert len(ids) == len(set(ids))
    assert len([one for one in ids if one != "untold"]) == len(people)
    told = {row["superior"].entity for row in answer.rows if row["superior"].entity}
    assert told <= {row["person"].entity for row in answer.rows}


@LAWS
@given(CLAIMS, st.dates(date(2024, 1, 1), date(2026, 1, 1)))
def test_spans_and_layers_fit_the_tree(claims: list[dict[str, Any]], day: date) -> None:
    answer = ask(claims, on=day)
    lined = [row for row in answer.rows if "layer" in row]
    tops = [row for row in lined if row["layer"].value == 1]
    assert sum(row["direct"].value for row in lined) == len(lined) - len(tops)  # type: ignore[misc]
    assert sum(row["below"].value + 1 for row in tops) == len(lined)  # type: ignore[misc, operator]
    for row in lined:
        cell = row["direct"]
        assert cell.low is None or cell.low <= cell.value <= cell.high  # type: ignore[operator]
    assert set(answer.behind) == set(answer.facts)


@LAWS
@given(CLAIMS)
def test_nothing_changes_from_a_day_to_one_on_which_nothing_happens(claims: list[dict[str, Any]]) -> None:
    """Far beyond the last claim, two days have the same chart."""
    answer = ask(claims, on=date(2030, 2, 1), since=date(2030, 1, 1))
    assert answer.rows == ()
