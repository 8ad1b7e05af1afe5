"""What changed between two moments: small worlds known by hand, and laws that hold between any two."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, facts
from worlds import move as moved

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Bars
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.difference import between, changes
from talentwire.analyse.difference.change import Became, Topic
from talentwire.analyse.difference.matching import match
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.model.values import Interval

Claims = list[dict[str, Any]]
USD = {"currency": "USD"}


def move(person: str | int, left: str = "", joined: str = "", on: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    return {**moved(person, left, joined, on), **more}


def became(before: Claims, after: Claims) -> list[str]:
    return [str(change.became) for change in between(facts(before), facts(after)).changes]


def ask(before: Claims, after: Claims, asked: Asked | None = None, **more: Any) -> Answer:
    earlier = basis(before, Asked(as_of="2025-01-01"), question="changes", **more)
    return changes(basis(after, asked, question="changes", **more), earlier)


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name].value if name in row else None for name in names) for row in answer.rows]


RUMOUR = move("Bob", "Acme", "Mega", status="talks", outlet="Wire")
REPORT = move("Bob", "Acme", "Mega", "2025-01-10", outlet="Post")
ROUND = {"org": "Core", "kind": "primary"}

CASES = [
    ([], [RUMOUR], ["new"]),
    ([RUMOUR], [RUMOUR], []),
    ([RUMOUR], [RUMOUR, REPORT], ["surer"]),
    ([REPORT], [REPORT, move("Bob", "Acme", "Mega", "2025-01-12", outlet="Herald")], []),  # told again
    ([REPORT], [REPORT, move("Bob", "Acme", "Mega", "2025-01-12", source="Mega")], ["surer"]),
    ([RUMOUR], [RUMOUR, move("Bob", "Acme", "Mega", "2025-01-12", status="denied", source="Mega")], ["denied"]),
    ([REPORT], [REPORT, move("Bob", "Acme", "Mega", "2025-01-12", status="denied", source="Zed")], ["disputed"]),
    ([RUMOUR], [RUMOUR, move("Bob", "Acme", "Mega", "2025-01-12", status="failed", outlet="Post")], ["failed"]),
    ([REPORT], [REPORT, move("Bob", "Acme", "Mega", "2025-03-12", status="failed", outlet="Post")], ["reversed"]),
    ([RUMOUR], [RUMOUR, move("Bob", "Acme", "Zeta", "2025-02-12", outlet="Post")], ["new", "replaced"]),
    ([move("Bob", "Acme", "Mega", status="denied", source="Mega")],
     [move("Bob", "Acme", "Mega", status="denied", source="Mega"),
      move("Bob", "Acme", "Mega", "2025-01-05", status="denied", source="Bob")], []),  # nobody believed it before
    ([move("Bob", "Acme", "Mega", to_role="head")],
     [move("Bob", "Acme", "Mega", to_role="head"),
      move("Bob", "Acme", "Mega", "2025-01-05", to_role="chief scientist", source="Mega")], ["surer"]),
    ([move(7, "Acme", "Mega", outlet="Wire")],
     [move(7, "Acme", "Mega", outlet="Wire"), move(9, "Acme", "Mega", "2025-01-02", outlet="Post"),
      move(9, "Acme", "Mega", "2025-01-03", outlet="Herald")], ["figure"]),
    ([move(7, "Acme", "Mega", outlet="Wire"), move(7, "Acme", "Mega", "2025-01-02", outlet="Post")],
     [move(7, "Acme", "Mega", outlet="Wire"), move(7, "Acme", "Mega", "2025-01-02", outlet="Post"),
      move(9, "Acme", "Mega", "2025-01-03", outlet="Herald")], ["contested"]),
    ([claim("funding", **ROUND, amount={"value": 5e8, **USD})],
     [claim("funding", **ROUND, amount={"value": 5e8, **USD}),
      claim("funding", **ROUND, amount={"value": 5e8, **USD}, valuation={"value": 4e9, **USD})], ["more"]),
    ([claim("position", person="Bob", org="Acme", role="CTO")],
     [claim("position", person="Bob", org="Acme", role="CTO"), move("Bob", "Acme", "Mega", "2025-06-01")],
     ["new", "ended"]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES)
def test_what_became_of_a_fact(before: Claims, after: Claims, expected: list[str]) -> None:
    assert became(before, after) == expected


def as_facts(claims: Claims, *dropped: int) -> list[Fact]:
    """The facts of claims of which some were taken out; the others keep their ids and documents."""
    told = [{"doc": f"d{at}", **one} for at, one in enumerate(claims, 1)]
    silent = claim("quote", speaker="Nobody")
    found = facts([silent if at in dropped else one for at, one in enumerate(told, 1)])
    return [fact for fact in found if fact.kind != "quote"]


def test_a_claim_taken_out_makes_a_fact_less_sure_or_takes_it_away() -> None:
    claims = [RUMOUR, REPORT, move("Cy", "Acme", "Mega")]
    found = between(as_facts(claims), as_facts(claims, 2, 3))
    assert {one.became for one in found.changes} == {Became.UNSURER, Became.GONE}
    assert {one.topic for one in found.changes} == {Topic.CORRECTIONS}


def test_a_claim_put_right_is_a_correction_and_no_new_fact() -> None:
    wrong = claim("funding", **ROUND, amount={"value": 5e8, **USD}, evidence="half a billion", doc="d")
    right = {**wrong, "amount": {"value": 5e7, **USD}}
    other = move("Zoe", "Acme", "Mega")
    (change,) = between(as_facts([other, wrong]), as_facts([other, wrong, right], 2)).changes
    assert (change.became, change.topic) == (Became.CORRECTED, Topic.CORRECTIONS)
    assert [(one.slot, one.before, one.after) for one in change.values] == [("amount", "USD 500m", "USD 50m")]


def test_names_that_become_one_join_their_facts_and_names_that_part_split_them() -> None:
    apart = [move("Bob", "Acme", "Mega"), move("Robert", "Acme", "Mega", "2025-01-05", outlet="Post")]
    one = [apart[0], {**apart[1], "person": "Bob"}]
    joined = between(facts(apart), facts(one))
    assert [(change.became, change.fact.id) for change in joined.changes] == [(Became.JOINED, "c0002")]
    split = between(facts(one), facts(apart))
    assert [(change.became, change.fact.id) for change in split.changes] == [(Became.SPLIT, "c0002")]


def test_a_name_that_comes_to_mean_another_house_is_no_new_value() -> None:
    (old,), (now,) = facts([move("Bob", "", "Brume")]), facts([move("Bob", "", "Brumelune")])
    assert between([old], [now]).changes == ()


def test_an_answer_is_grouped_with_what_was_and_what_is() -> None:
    before = [RUMOUR, claim("funding", **ROUND, amount={"value": 5e8, **USD}, status="planned", outlet="Wire")]
    after = [
        *before, REPORT,
        claim("funding", "2025-01-09", **ROUND, amount={"value": 7e8, **USD}, outlet="Post"),
        claim("deal", "2025-01-09", buyer="Mega", target="Core", kind="stake", status="denied", source="Core"),
        claim("compute", "2025-01-09", owner="Mega", facility="Hall", accelerators=1000),
    ]  # fmt: skip
    answer = ask(before, after)
    assert table(answer, "topic", "became", "what", "before", "after") == [
        ("Moves and posts", "surer", "Bob: Acme → Mega", "rumoured", "reported"),
        ("Money", "surer", "Core raises USD 700m", "announced; sum: USD 500m", "reported; sum: USD 700m"),
        ("Machines", "new", "Mega, Hall: 1,000 × GPU", "–", "reported"),
        ("Denials and failures", "new", "Mega takes a stake in Core", "–", "denied by Core"),
    ]
    assert answer.title == "What changed between 2025-01-01 and now"
    assert answer.summary == (
        "4 changes: 1 of moves and posts, 1 of money, 1 of machines and 1 denied, failed or replaced.",
    )
    assert isinstance(answer.picture, Bars)
    assert [bar.label for bar in answer.picture.bars] == [
        "Moves and posts",
        "Money",
        "Machines",
        "Denials and failures",
    ]


def test_what_is_gone_opens_to_the_fact_that_was() -> None:
    answer = ask([RUMOUR], [])
    assert table(answer, "topic", "became", "before", "after") == [
        ("Corrections", "taken out", "rumoured", "taken out")
    ]
    assert answer.facts["c0001"].status is Stage.RUMOURED


def test_what_more_stories_tell_comes_first_and_the_rest_stands_in_a_row() -> None:
    after = [move(f"P{n}", "Acme", "Mega", outlet="Wire") for n in range(5)]
    after += [move("P3", "Acme", "Mega", "2025-01-02", outlet="Post")]
    after += [claim("position", person="Ada", org="Acme", role="CEO")]
    assert table(ask([], after), "what")[0] == ("P3: Acme → Mega",)
    assert table(ask([], after), "what")[-1] == ("Ada at Acme (CEO)",)
    rows = table(ask([], after, Asked(top=2)), "what")
    assert [row[0] for row in rows] == ["P3: Acme → Mega", "P0: Acme → Mega", "4 more changes"]


def test_filters_are_those_of_every_question() -> None:
    after = [RUMOUR, move("Cy", "Core", "Zeta", "2025-03-01", outlet="Post")]
    assert len(ask([], after, Asked(status=(Stage.RUMOURED,))).rows) == 1
    assert len(ask([], after, Asked(during=Interval.parse("2025-03"))).rows) == 1
    assert table(ask([], after, person="person:Cy"), "what") == [("Cy: Core → Zeta",)]
    assert table(ask([], after, orgs=frozenset({"org:Acme"})), "what") == [("Bob: Acme → Mega",)]


def test_no_change_and_only_told_again_are_said() -> None:
    assert ask([RUMOUR], [RUMOUR]).notes == ("Nothing changed between these moments that answers this.",)
    again = ask([REPORT], [REPORT, move("Bob", "Acme", "Mega", "2025-01-12", outlet="Herald")])
    assert again.notes[1] == "1 fact was only told again and is no change."
    assert "so all of it is new" in ask([], [RUMOUR]).notes[0]


# ---- laws

CLAIMS = st.lists(
    st.one_of(
        st.builds(
            lambda n, left, joined, month, status, source: {
                **moved(f"P{n}", left, joined, f"2025-{month:02}-01", status=status),
                **({"source": source} if source else {}),
            },
            st.integers(1, 3), st.sampled_from(["", "A", "B"]), st.sampled_from(["B", "C"]), st.integers(1, 12),
            st.sampled_from(["asserted", "planned", "talks", "failed", "denied"]), st.sampled_from(["", "A", "B"]),
        ),
        st.builds(
            lambda n, month, value: claim(
                "funding", f"2025-{month:02}-01", org=f"O{n}", amount={"value": value * 1e8, **USD}
            ),
            st.integers(1, 2), st.integers(1, 12), st.integers(1, 4),
        ),
        st.builds(
            lambda n, month: claim("position", f"2025-{month:02}-01", person=f"P{n}", org="A", role="CTO"),
            st.integers(1, 3), st.integers(1, 12),
        ),
    ),
    max_size=14,
)  # fmt: skip
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(CLAIMS)
def test_from_a_moment_to_itself_nothing_changes(claims: Claims) -> None:
    assert between(facts(claims), facts(claims)).changes == ()


@LAWS
@given(CLAIMS, st.data())
def test_every_fact_is_matched_once_and_numbers_add_up(claims: Claims, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(claims)))
    before, after = facts(claims[:first]), facts(claims)
    found = match(before, after)
    now = [*(b for _, b in found.same), *(b for _, b in found.corrected), *(b for _, b in found.split), *found.new]
    old = [*(a for a, _ in found.same), *(a for a, _ in found.corrected), *(a for a, _ in found.joined), *found.gone]
    assert sorted(one.id for one in now) == sorted(one.id for one in after)
    assert sorted(one.id for one in old) == sorted(one.id for one in before)
    assert found.gone == ()  # nothing was taken out
    assert len(after) - len(before) == len(found.new) + len(found.split) - len(found.joined)


@LAWS
@given(CLAIMS, st.data())
def test_what_is_new_in_two_steps_is_new_in_one(claims: Claims, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(claims)))
    second = data.draw(st.integers(first, len(claims)))
    a, b, c = facts(claims[:first]), facts(claims[:second]), facts(claims)
    known = {one for fact in a for one in fact.claims}
    whole, early, late = match(a, c), match(a, b), match(b, c)
    assert {one.id for one in whole.new} == {one.id for one in c if known.isdisjoint(one.claims)}
    fresh = {claim for one in early.new for claim in one.claims}
    parted = {one.id for _, one in late.split}
    for one in whole.new:
        assert one in late.new or not fresh.isdisjoint(one.claims) or one.id in parted


@LAWS
@given(CLAIMS, st.data(), st.sampled_from(LANGUAGES))
def test_any_two_moments_are_told_in_every_language(claims: Claims, data: st.DataObject, lang: str) -> None:
    first = data.draw(st.integers(0, len(claims)))
    for before, after in ((claims[:first], claims), (claims, claims[:first])):
        answer = ask(before, after, Asked(lang=lang))
        assert set(answer.behind) <= {one.id for one in (*facts(before), *facts(after))}
        assert all(row["what"].facts for row in answer.rows)
