"""Ties: a small world whose answer is known by hand, and laws that hold in every world."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim
from worlds import move as moved

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Branch, Matrix, Tree
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.ties import ties
from talentwire.analyse.ties.asking import TiesAsked
from talentwire.errors import BadValueError
from talentwire.model.values import Interval

FAMILY = {"Mega Labs": "Mega"}


def move(person: str | int, left: str = "", joined: str = "", on: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    return {**moved(person, left, joined, on), **more}


def deal(buyer: str, target: str, kind: str, on: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    return claim("deal", on, buyer=buyer, target=target, kind=kind, **more)


WORLD = [
    deal("Mega", "Core", "stake", "2025-06-10"),
    claim("funding", "2024-03-01", org="Core", investor="Fund", amount={"value": 1e9, "currency": "USD"}),
    claim("position", "2024-05-01", person="Ann", org="Core", role="co-founder and CEO"),
    claim("position", "2024-05-01", person="Bea", org="Core", role="board member"),
    claim("position", "2024-06-01", person="Bea", org="Acme", role="CTO"),
    move("Cy", "Zeta", "Core", "2024-07-01"),
    claim("compute", "2024-08-01", owner="Core", facility="Hall", accelerators=100),
    claim("compute", "2024-09-01", owner="Yard", facility="Hall", power_mw=20),
    deal("Acme", "Fund", "investment", "2024-02-01", status="talks"),
    deal("Vast", "Core", "acquisition", "2024-02-01", status="denied"),
    deal("Mega", "Mega Labs", "acquisition", "2024-02-01"),  # inside a house
    deal("Mega", "Lone", "acquisition", "2025-07-01"),  # tied to nobody else
    move("Ann", "Core", "Mega", "2025-06-12"),  # the founder goes too
]


def ask(org: str = "", asked: Asked | None = None, claims: Any = WORLD, steps: int = 1, **more: Any) -> Answer:
    orgs = frozenset({f"org:{org}"}) if org else frozenset()
    asked = asked or Asked(org=org)
    return ties(basis(claims, asked, FAMILY, question="ties", orgs=orgs, **more), TiesAsked(steps))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name].value if name in row else None for name in names) for row in answer.rows]


def test_the_ties_of_a_house_are_as_counted_by_hand() -> None:
    answer = ask("Core")
    found = [(org, tie, through, str(since)) for org, tie, through, since in table(
        answer, "org", "tie", "through", "since")]  # fmt: skip
    assert found == [
        ("Mega", "stake", "", "2025-06-10"),
        ("Mega", "went from one to the other", "Ann", "2025-06-12"),
        ("Acme", "posts at both", "Bea", "2024-06-01"),
        ("Fund", "investor in a round", "", "2024-03-01"),
        ("Yard", "shared machines", "Hall", "2024-09-01"),
        ("Zeta", "went from one to the other", "Cy", "2024-07-01"),
    ]
    assert answer.summary == ("5 houses are tied to Core by 6 ties.",)
    assert "Left out, of what concerns those asked about: 1 denied." in answer.notes


def test_two_steps_lead_through_those_that_are_tied() -> None:
    answer = ask("Yard", steps=2)
    assert table(answer, "step", "org", "via", "tie") == [
        (1, "Core", None, "shared machines"),
        (2, "Mega", "Core", "stake"),
        (2, "Mega", "Core", "went from one to the other"),
        (2, "Acme", "Core", "posts at both"),
        (2, "Fund", "Core", "investor in a round"),
        (2, "Zeta", "Core", "went from one to the other"),
    ]
    assert answer.picture == Tree((
        Branch("top", "Yard"),
        Branch("org:Core", "Core: shared machines (Hall)", "top"),
        Branch("org:Core org:Mega", "Mega: stake, went from one to the other (Ann)", "org:Core"),
        Branch("org:Core org:Acme", "Acme: posts at both (Bea)", "org:Core"),
        Branch("org:Core org:Fund", "Fund: investor in a round", "org:Core"),
        Branch("org:Core org:Zeta", "Zeta: went from one to the other (Cy)", "org:Core"),
    ))  # fmt: skip


def test_rumoured_ties_are_marked_and_come_last() -> None:
    answer = ask("Acme")
    assert table(answer, "org", "tie", "status") == [
        ("Core", "posts at both", "reported"),
        ("Fund", "investment", "rumoured"),
    ]
    assert isinstance(answer.picture, Tree)
    assert [branch.sure for branch in answer.picture.branches] == [True, True, False]
    assert table(ask("Acme", Asked(org="Acme", status=(Stage.RUMOURED,))), "org") == [("Fund",)]


def test_deals_and_hires_whose_target_is_tied_to_others() -> None:
    answer = ask()
    assert table(answer, "buyer", "does", "target", "tied", "names") == [
        ("Mega", "hires from the top of", "Core", 3, "Acme, Fund, Yard"),
        ("Mega", "takes a stake in", "Core", 3, "Acme, Fund, Yard"),
        ("Acme", "invests in", "Fund", 1, "Core"),
    ]
    assert "1 more deal or hire has a target of which no other such tie is known." in answer.notes
    assert isinstance(answer.picture, Matrix)
    assert answer.picture.columns == ("Acme", "Fund", "Yard", "Core")
    assert answer.picture.values[2] == (None, None, None, 1.0)


def test_a_period_keeps_its_deals_and_hires() -> None:
    june = Asked(during=Interval.parse("2025-06"))
    assert [row["target"].value for row in ask(asked=june).rows] == ["Core", "Core"]
    assert ask(asked=Asked(during=Interval.parse("1999"))).rows == ()


def test_a_tie_that_was_over_is_none() -> None:
    claims = [
        claim("position", "2020-05-01", person="Bea", org="Core", role="CFO"),
        claim("position", "2020-06-01", person="Bea", org="Acme", role="adviser"),
        move("Bea", "Core", "", "2022-01-01"),
        deal("Mega", "Core", "stake", "2025-06-10"),
    ]
    assert ask(claims=claims).rows == ()
    assert [str(day) for day in table(ask("Core", claims=claims), "until")[0]] == ["2022-01-01"]


def test_ties_are_of_the_time_and_the_person_asked_for() -> None:
    assert table(ask("Core", Asked(org="Core", during=Interval.parse("2024-03"))), "org") == [("Fund",)]
    assert table(ask("Core", person="person:Bea"), "org") == [("Acme",)]


def test_the_rest_stands_in_a_row() -> None:
    rows = table(ask("Core", Asked(org="Core", top=1)), "org")
    assert rows == [("Mega",), ("Mega",), ("4 others",)]
    assert table(ask(asked=Asked(top=1)), "what")[-1] == ("2 more",)


def test_a_unit_has_its_own_ties_and_none_to_its_house() -> None:
    claims = [deal("Mega Labs", "Core", "stake"), deal("Mega", "Acme", "stake"), deal("Mega", "Mega Labs", "merger")]
    answer = ask("Mega Labs", claims=claims)
    assert table(answer, "org") == [("Core",)]


@pytest.mark.parametrize("steps", [0, 3])
def test_other_numbers_of_steps_are_refused(steps: int) -> None:
    with pytest.raises(BadValueError, match="1 or 2 steps"):
        TiesAsked(steps)


def test_nothing_is_an_answer() -> None:
    for org in ("", "Core"):
        answer = ask(org, claims=[])
        assert (answer.rows, answer.picture) == ((), None)


# ---- laws

ORGS = ["Mega", "Mega Labs", "Core", "Acme", "Fund"]
CLAIMS = st.lists(
    st.one_of(
        st.builds(lambda a, b, kind, status: deal(a, b, kind, status=status), st.sampled_from(ORGS),
                  st.sampled_from(ORGS), st.sampled_from(["stake", "merger", "acquisition"]),
                  st.sampled_from(["asserted", "talks", "denied"])),
        st.builds(lambda n, a, b, year: move(f"P{n}", a, b, f"20{year}-01-01"), st.integers(1, 3),
                  st.sampled_from(ORGS), st.sampled_from(ORGS), st.integers(10, 25)),
        st.builds(lambda n, a, role: claim("position", person=f"P{n}", org=a, role=role), st.integers(1, 3),
                  st.sampled_from(ORGS), st.sampled_from(["CEO", "founder", "board member"])),
        st.builds(lambda a, n: claim("compute", owner=a, facility=f"F{n}", accelerators=10), st.sampled_from(ORGS),
                  st.integers(1, 2)),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLAIMS)
def test_a_tie_is_the_same_from_both_ends(claims: list[dict[str, Any]]) -> None:
    names = {"Mega": ("Mega", "Mega Labs"), "Core": ("Core",), "Acme": ("Acme",), "Fund": ("Fund",)}

    def held(org: str) -> dict[str, list[tuple[Any, ...]]]:
        orgs = frozenset(f"org:{one}" for one in names[org])
        answer = ties(basis(claims, Asked(org=org), FAMILY, question="ties", orgs=orgs), TiesAsked())
        found: dict[str, list[tuple[Any, ...]]] = {}
        for row in answer.rows:
            what = (row["tie"].value, row["through"].value, str(row["since"].value), row["step"].facts)
            found.setdefault(str(row["org"].value), []).append(what)
        return found

    whole = {org: held(org) for org in names}
    for org, others in whole.items():
        assert org not in others
        for other, some in others.items():
            assert whole[other][org] == some


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CLAIMS, st.sampled_from(LANGUAGES), st.sampled_from(["", "Core"]))
def test_every_world_is_told_in_every_language(claims: list[dict[str, Any]], lang: str, org: str) -> None:
    answer = ask(org, Asked(lang=lang, org=org), claims, steps=2)
    assert all(any(cell.facts for cell in row.values()) for row in answer.rows)
    assert bool(answer.rows) == (answer.picture is not None)
