"""Flows: a small world whose answer is known by hand, and the laws that hold in every world."""

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.answers.picture import Flows, Matrix, Timeline
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.flows import flows
from talentwire.analyse.flows.asking import By, FlowsAsked, View
from talentwire.errors import BadValueError
from talentwire.model.values import Interval

FAMILY = {"Acme Labs": "Acme"}
WORLD = [
    move("Ada Bell", "Acme", "Bolt", "2025-02-03", to_role="researcher"),
    move("Ada Bell", "Acme", "Bolt", "2025-02-05"),  # told by another
    move("Ada Bell", "Acme", "Bolt", "2025-09-05"),  # told again, months later
    move("Bea Cole", "Acme", "Bolt", "2025-03-01"),
    move("Bea Cole", "Bolt", "Acme", "2025-08-01"),  # goes back
    move("Bea Cole", "Acme", "Bolt", "2026-03-01"),  # a second spell
    move("Cy Dunn", "Bolt", "", "2025-04-01"),  # leaves…
    move("Cy Dunn", "", "Acme", "2025-06-01"),  # …and arrives: one head
    move("Di Ek", "Acme Labs", "Acme", "2025-04-01"),  # inside
    move("Ed Fox", "Acme Labs", "Core", "2025-04-01"),
    move("Flo Gray", "Acme", "Core", "2025-05-01", status="talks"),
    move("Gus Hall", "Acme", "Core", "2025-05-01", status="planned"),
    move("Hal Ives", "Acme", "Core", "2025-05-01", status="denied"),
    move("Ivy Jones", "Core", "Bolt", "2025-05-01", seat="board"),
    move(8, "Acme", "Bolt", "2025-03-05", story="x"),
    move("Kit Lowe", "Acme", "Bolt", "2025-03-05", story="x"),  # one of the eight
]


def ask(view: View = View.ROUTES, asked: Asked | None = None, claims: Any = WORLD, **how: Any) -> Answer:
    return flows(basis(claims, asked, FAMILY), FlowsAsked(view, **how))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(cell.value if cell.low is None else (cell.value, cell.low, cell.high) for cell in
                  (row[name] for name in names)) for row in answer.rows]  # fmt: skip


def test_routes_of_a_small_world_are_as_counted_by_hand() -> None:
    assert table(ask(), "from", "to", "heads", "unnamed", "announced", "rumoured") == [
        ("Acme", "Bolt", 4, (None, 5, 7), 0, 0),
        ("Bolt", "Acme", 2, None, 0, 0),
        ("Acme", "Core", 1, None, 1, 1),
    ]


def test_gains_and_losses_of_a_small_world_are_as_counted_by_hand() -> None:
    answer = ask(View.NET)
    assert table(answer, "org", "in", "out", "net", "ratio") == [
        ("Bolt", 4, 2, 2, 2.0),
        ("Core", 1, 0, 1, None),
        ("Acme", 2, 5, -3, 0.4),
    ]
    assert answer.summary[1:3] == ("Took most: Bolt (4 heads).", "Lost most: Acme (5 heads).")


def test_a_matrix_of_a_small_world_is_as_counted_by_hand() -> None:
    answer = ask(View.MATRIX)
    assert [column.name for column in answer.columns] == ["from", "org:Bolt", "org:Acme", "org:Core", "total"]
    assert table(answer, "from", "org:Bolt", "org:Acme", "org:Core", "total") == [
        ("Acme", 4, 0, 1, 5),
        ("Bolt", 0, 2, 0, 2),
    ]
    assert answer.picture == Matrix(
        "From", "To", ("Acme", "Bolt"), ("Bolt", "Acme", "Core"), ((4, None, 1), (None, 2, None))
    )


def test_time_is_cut_as_asked_and_ranks_are_by_net_gain() -> None:
    answer = ask(View.OVER_TIME, Asked(period=Period.YEAR))
    assert table(answer, "period", "rank", "org", "in", "out", "net") == [
        ("2025", 1, "Bolt", 3, 2, 1),
        ("2025", 1, "Core", 1, 0, 1),
        ("2025", 3, "Acme", 2, 4, -2),
        ("2026", 1, "Bolt", 1, 0, 1),
        ("2026", 2, "Acme", 0, 1, -1),
    ]


def test_positions_fall_into_families() -> None:
    assert table(ask(View.ROLES), "role", "heads") == [("not told", 6), ("research", 1)]
    only = ask(View.ROUTES, role="research")
    assert table(only, "from", "to", "heads") == [("Acme", "Bolt", 1)]


def test_what_does_not_stand_is_left_out_and_counted() -> None:
    notes = " ".join(ask().notes)
    assert "Left out, in the whole ledger: 1 denied, 1 seat on a board and 1 move inside a house." in notes
    assert "News sees the visible top" in notes


def test_units_count_apart_where_asked() -> None:
    rows = table(ask(by=By.UNIT), "from", "to", "heads")
    assert ("Acme Labs", "Core", 1) in rows
    assert ("Acme Labs", "Acme", 1) not in rows


def test_status_and_time_are_filters() -> None:
    assert table(ask(asked=Asked(status=(Stage.RUMOURED,))), "from", "to", "heads", "rumoured") == [
        ("Acme", "Core", 0, 1)
    ]
    march = Asked(during=Interval(date(2025, 3, 1), date(2025, 3, 31)))
    assert table(ask(asked=march), "from", "to", "heads") == [("Acme", "Bolt", 2)]


def test_a_time_without_moves_says_when_there_are_some() -> None:
    answer = ask(asked=Asked(during=Interval(date(1990, 1, 1), date(1990, 12, 31))))
    assert answer.rows == ()
    assert answer.notes[0] == "The ledger holds nothing that answers this."
    assert answer.notes[-1].endswith("the ledger knows 10 moves, from 2025-02-03 to 2026-03-01.")
    assert answer.picture is None or answer.picture == Flows("From", "To", ())


@pytest.mark.parametrize("view", View)
def test_nothing_and_one_case_are_answered(view: View) -> None:
    empty = ask(view, claims=[])
    assert (empty.rows, empty.coverage.facts, empty.coverage.first) == ((), 0, None)
    one = ask(view, claims=WORLD[:1])
    assert one.coverage.facts == 1
    assert one.rows


def test_the_rest_stands_together() -> None:
    many = [move(f"P{n} Q", "Acme", f"Org{n}", "2025-01-01") for n in range(30)]
    answer = ask(asked=Asked(top=5), claims=many)
    assert len(answer.rows) == 6
    assert table(answer, "from", "heads")[-1] == ("25 others", 25)
    assert isinstance(answer.picture, Flows)
    assert answer.picture.others == ("25 others",)


def test_a_family_that_is_not_there_is_told_with_a_suggestion() -> None:
    with pytest.raises(BadValueError, match="did you mean research"):
        FlowsAsked(role="reserch")
    with pytest.raises(BadValueError, match="there are leadership"):
        FlowsAsked(role="zzz")


def test_two_houses_believed_alike_are_no_answer() -> None:
    answer = ask(claims=[move("Ada Bell", "", "Bolt", "2025-01-01", from_org=["Acme", "Core"])])
    assert table(answer, "from", "to", "heads") == [("(not told)", "Bolt", 1)]
    assert any("several houses" in note for note in answer.notes)


def test_groups_are_no_more_than_they_may_be() -> None:
    eight = move(8, "", "Bolt", "2025-03-05", story="x")
    three = move(3, "Acme", "Bolt", "2025-03-06", story="x")
    rows = {row[:2]: row[2] for row in table(ask(claims=[eight, three]), "from", "to", "unnamed")}
    assert rows == {("Acme", "Bolt"): (None, 3, 3), ("(not told)", "Bolt"): (None, 5, 5)}
    apart = [eight, {**three, "story": "y"}]
    rows = {row[:2]: row[2] for row in table(ask(claims=apart), "from", "to", "unnamed")}
    assert rows["(not told)", "Bolt"] == (None, 5, 8)


def test_who_comes_where_they_are_got_another_position() -> None:
    """An appointment of which no house of origin is told is no arrival, if they had come or were seen there before."""
    came = [move("Ada Brook", "Aster", "Brume", "2024-01-10"), move("Ada Brook", "", "Brume", "2025-03-01")]
    seen = [claim("position", "2024-01-10", person="Ada Brook", org="Brume", role="researcher"), came[1]]
    for told, heads in ((came, [("Aster", "Brume", 1)]), (seen, [])):
        assert table(ask(claims=told), "from", "to", "heads") == heads
    left = [*came, move("Ada Brook", "Brume", "", "2024-08-01")]
    assert ("(not told)", "Brume", 1) in table(ask(claims=left), "from", "to", "heads")


def test_the_way_of_a_person_is_told_in_its_order() -> None:
    answer = flows(basis(WORLD, family=FAMILY, person="person:Bea Cole"), FlowsAsked())
    assert table(answer, "from", "to") == [("Acme", "Bolt"), ("Bolt", "Acme"), ("Acme", "Bolt")]
    assert isinstance(answer.picture, Timeline)
    assert flows(basis(WORLD, person="person:Hal Ives"), FlowsAsked()).rows == ()


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("view", View)
def test_every_view_speaks_every_language(view: View, lang: str) -> None:
    answer = ask(view, Asked(lang=lang))
    assert answer.lang == lang
    assert "{" not in answer.definition + "".join((*answer.notes, *answer.summary))


# ---- laws

ORGS = ("Acme", "Acme Labs", "Bolt", "Core", "Dyne", "")
CLAIM = st.builds(
    move,
    st.sampled_from(["Ada Bell", "Bea Cole", "Cy Dunn", "Di Ek", 3, 7]),
    st.sampled_from(ORGS),
    st.sampled_from(ORGS),
    st.dates(date(2023, 1, 1), date(2026, 1, 1)).map(str),
    status=st.sampled_from(["asserted", "asserted", "asserted", "planned", "talks", "denied", "failed"]),
    to_role=st.sampled_from([None, "CEO", "researcher"]),
)
CLAIMS = st.lists(CLAIM.filter(lambda one: "from_org" in one or "to_org" in one), max_size=25)
LAWS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ALL = Asked(top=1000)


@LAWS
@given(CLAIMS)
def test_heads_are_conserved(claims: list[dict[str, Any]]) -> None:
    """Every head leaves once and arrives once: routes, gains, losses, times and roles add up to the same."""
    routes = ask(claims=claims, asked=ALL)
    heads = sum(row[0] for row in table(routes, "heads"))
    net = ask(View.NET, ALL, claims)
    came, went = Counter[str](), Counter[str]()
    for source, target, n in table(routes, "from", "to", "heads"):
        went[source] += n
        came[target] += n
    for org, gained, lost, balance in table(net, "org", "in", "out", "net"):
        assert (gained, lost, balance) == (came[org], went[org], came[org] - went[org])
    matrix = ask(View.MATRIX, ALL, claims)
    assert sum(row[0] for row in table(matrix, "total")) == heads
    assert sum(row[0] for row in table(ask(View.ROLES, ALL, claims), "heads")) == heads
    for row in matrix.rows:
        fields = [cell.value for name, cell in row.items() if name not in ("from", "total")]
        assert sum(fields) == row["total"].value  # type: ignore[arg-type]


@LAWS
@given(CLAIMS)
def test_net_is_antisymmetric(claims: list[dict[str, Any]]) -> None:
    """What one house gained from another, the other lost to it; over all, only untold ends are left."""
    pair = [one for one in claims if {one.get("from_org"), one.get("to_org")} == {"Bolt", "Core"}]
    two = dict(table(ask(View.NET, ALL, pair), "org", "net"))
    assert two.get("Bolt", 0) == -two.get("Core", 0)
    routes = table(ask(claims=claims, asked=ALL), "from", "to", "heads")
    untold = sum(n for source, _, n in routes if source == "(not told)")
    unknown = sum(n for _, target, n in routes if target == "(not told)")
    assert sum(row[0] for row in table(ask(View.NET, ALL, claims), "net")) == untold - unknown


@LAWS
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(claims: list[dict[str, Any]], random: Any) -> None:
    world = basis(claims, ALL, FAMILY)
    mixed = list(world.facts)
    random.shuffle(mixed)
    turned = basis(claims, ALL, FAMILY)
    object.__setattr__(turned, "facts", tuple(mixed))
    for view in View:
        left, right = flows(world, FlowsAsked(view)), flows(turned, FlowsAsked(view))
        assert (left.rows, left.picture, left.notes, left.summary) == (
            right.rows,
            right.picture,
            right.notes,
            right.summary,
        )


@LAWS
@given(CLAIMS)
def test_every_number_opens_to_its_facts(claims: list[dict[str, Any]]) -> None:
    for view in View:
        answer = ask(view, ALL, claims)
        for row in answer.rows:
            for column in answer.columns:
                cell = row.get(column.name)
                if column.unit == "heads" and cell and cell.value:
                    assert len(cell.facts) >= 1 or column.name == "net"
        assert set(answer.behind) == set(answer.facts)


@LAWS
@given(CLAIMS, st.integers(1, 4))
def test_cutting_the_rows_loses_no_head(claims: list[dict[str, Any]], top: int) -> None:
    whole = sum(row[0] for row in table(ask(claims=claims, asked=ALL), "heads"))
    assert sum(row[0] for row in table(ask(claims=claims, asked=Asked(top=top)), "heads")) == whole
    assert sum(row[0] for row in table(ask(View.MATRIX, Asked(top=top), claims), "total")) == whole
