"""Laws of weighing: order, copies, supporters and denials."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

import histories
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from counted import lines_run
from talentwire.analyse.facts.fact import Fact, combine
from talentwire.analyse.facts.report import Meant, Report
from talentwire.analyse.facts.subjects import affected, asked
from talentwire.analyse.facts.weighing import weigh

WORLD = histories.world({"Brume Labs": "Brume"})
OUTLETS = sorted(histories.DAILY)
STATUS = ["asserted", "asserted", "planned", "talks", "attempted", "failed", "denied"]
days = st.dates(min_value=histories.FIRST, max_value=histories.LAST).map(str)
orgs = st.sampled_from(["Aster", "Brume", "Brume Labs", "Cairn"])
people = st.sampled_from(["Ada Moss", "Ben Rill"])
sums = st.sampled_from([1, 2, 5]).map(lambda n: {"value": n * 10**9, "currency": "USD"})
_KINDS: list[st.SearchStrategy[dict[str, Any]]] = [
    st.fixed_dictionaries(
        {"type": st.just("move"), "person": people},
        optional={"from_org": orgs, "to_org": orgs, "to_role": st.sampled_from(["CTO", "researcher"])},
    ),
    st.fixed_dictionaries(
        {"type": st.just("position"), "person": people, "org": orgs, "current": st.booleans()},
        optional={"role": st.sampled_from(["CTO", "board member", "researcher"])},
    ),
    st.fixed_dictionaries(
        {"type": st.just("deal"), "buyer": orgs, "target": orgs},
        optional={"kind": st.sampled_from(["acquisition", "stake", "merger"]), "amount": sums},
    ),
    st.fixed_dictionaries({"type": st.just("funding"), "org": orgs}, optional={"amount": sums, "valuation": sums}),
    st.fixed_dictionaries(
        {"type": st.just("workforce"), "org": orgs, "change": st.sampled_from(["cut", "size"])},
        optional={"count": st.integers(1, 50)},
    ),
    st.fixed_dictionaries({"type": st.just("move"), "headcount": st.integers(2, 9), "to_org": orgs}),
]
_ENVELOPE = {
    "status": st.sampled_from(STATUS),
    "source": st.sampled_from([None, "Aster", "Ada Moss", "Wire", "Cora Voss", "people familiar"]),
    "date": st.one_of(st.none(), days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])),
    "on": st.one_of(st.none(), days),
    "outlet": st.sampled_from([None, *OUTLETS]),
    "story": st.sampled_from(["s", "t", "u", "v", ""]),
    "by": st.sampled_from([None, None, None, "editor:mia"]),
    "remark": st.sampled_from(
        [None, None, None, *({"verdict": v, "by": "editor:mia", "at": "2026-01-01T"} for v in ("confirm", "deny"))]
    ),
}


@st.composite
def claims(draw: st.DrawFn) -> dict[str, Any]:
    slots = draw(st.one_of(_KINDS))
    envelope = {name: draw(values) for name, values in _ENVELOPE.items()}
    return {**slots, **{name: value for name, value in envelope.items() if value is not None}}


worlds = st.lists(claims(), min_size=1, max_size=14)


def reports(said: Iterable[dict[str, Any]]) -> list[Report]:
    return [histories.report(number, one) for number, one in enumerate(said, 1)]


@given(worlds, st.randoms())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_reports_does_not_matter(said: list[dict[str, Any]], random: Any) -> None:
    given_reports = reports(said)
    shuffled = given_reports[:]
    random.shuffle(shuffled)
    assert weigh(given_reports, world=WORLD) == weigh(shuffled, world=WORLD)


@given(worlds)
@settings(max_examples=100, deadline=None)
def test_every_claim_is_in_one_fact_and_confidence_follows_from_its_parts(said: list[dict[str, Any]]) -> None:
    facts = weigh(reports(said), world=WORLD)
    assert sorted(c for f in facts for c in f.claims) == sorted(f"c{n}" for n in range(1, len(said) + 1))
    for fact in facts:
        assert fact.confidence.value == combine(fact.confidence.parts)
        assert 0 <= fact.confidence.value <= 1
        assert fact.id in fact.claims
        assert fact.ended_by is None or fact.holds is not None
        assert all(link.fact in {f.id for f in facts} for link in (fact.ended_by, fact.superseded_by) if link)


def _copy(report: Report, number: int, **changes: Any) -> Report:
    """The same claim in another document, recorded later on the same day"""
    moment = f"{report.entry.recorded_at[:10]}T09:00:00.{number:06d}Z"
    entry = replace(report.entry, id=f"c{number}", document_id=f"d{number}", recorded_at=moment, **changes)
    return replace(report, entry=entry)


def _with(report: Report, **envelope: Any) -> Report:
    return replace(report, entry=replace(report.entry, claim=replace(report.entry.claim, **envelope)))


def _one_fact(facts: list[Fact], claim: str) -> Fact:
    return next(fact for fact in facts if claim in fact.claims)


@given(worlds, st.data())
@settings(max_examples=150, deadline=None)
def test_a_copy_of_a_story_changes_no_count_and_no_confidence(said: list[dict[str, Any]], data: st.DataObject) -> None:
    before = [replace(r, story=r.story or r.entry.document_id) for r in reports(said)]
    original = data.draw(st.sampled_from(before))
    assume(not original.remarks)  # what people decided on one claim is not decided on its copies
    after = [*before, _copy(original, 99)]
    old, new = weigh(before, world=WORLD), weigh(after, world=WORLD)
    assert [(f.id, f.stories, f.confidence, f.status) for f in old] == [
        (f.id, f.stories, f.confidence, f.status) for f in new
    ]


simple = st.lists(
    st.builds(
        lambda status, source, outlet, on: {
            "type": "move", "person": "Ada Moss", "from_org": "Aster", "to_org": "Brume",
            "status": status, "source": source, "outlet": outlet, "on": f"2025-03-{on:02d}",
        },
        st.sampled_from(STATUS), _ENVELOPE["source"], _ENVELOPE["outlet"], st.integers(1, 28),
    ),
    min_size=1,
    max_size=10,
)  # fmt: skip


@given(simple, st.data())
@settings(max_examples=150, deadline=None)
def test_an_independent_supporter_never_lowers_the_confidence(said: list[dict[str, Any]], data: st.DataObject) -> None:
    number = len(said) + 1
    more = {**data.draw(st.sampled_from(said)), **data.draw(simple)[0], "status": "asserted"}
    before = weigh(reports(said), world=WORLD)[0]
    after = weigh([*reports(said), histories.report(number, more)], world=WORLD)
    assert _one_fact(after, f"c{number}").confidence.value >= before.confidence.value


@given(simple, st.data())
@settings(max_examples=150, deadline=None)
def test_a_denial_never_raises_the_confidence(said: list[dict[str, Any]], data: st.DataObject) -> None:
    number = len(said) + 1
    more = {**data.draw(simple)[0], "status": data.draw(st.sampled_from(["denied", "failed"]))}
    before = weigh(reports(said), world=WORLD)[0]
    after = weigh([*reports(said), histories.report(number, more)], world=WORLD)
    assert _one_fact(after, f"c{number}").confidence.value <= before.confidence.value


@given(worlds, st.integers(1, 14))
@settings(max_examples=100, deadline=None)
def test_weighing_touched_subjects_alone_gives_the_same_facts(said: list[dict[str, Any]], number: int) -> None:
    everything = reports(said)
    touched = affected([everything[(number - 1) % len(everything)]], WORLD)
    whole = weigh(everything, world=WORLD)
    loaded = [r for r in everything if any(_needed(r, subject) for subject in touched)]
    assert weigh(loaded, world=WORLD, subjects=touched) == [fact for fact in whole if fact.subject in touched]


def _needed(report: Report, subject: str) -> bool:
    """What a query by ``asked`` would find."""
    wanted = asked(subject)
    claim = report.entry.claim
    if claim.kind not in wanted.kinds:
        return False
    if claim.kind == "move" and bool(getattr(claim.content, "person", ())) is not wanted.people:
        return False
    ids = {i for meant in report.parties.values() for i in (meant.id, *WORLD.above(meant.id))}
    return wanted.entity in ids


def test_two_people_merged_and_told_apart_again_leave_no_trace() -> None:
    said = [
        {"type": "position", "person": "Ada Moss", "org": "Aster", "role": "CTO", "on": "2025-02-01"},
        {"type": "move", "person": "Ada M. Moss", "from_org": "Aster", "to_org": "Brume", "on": "2025-03-01"},
    ]
    apart = reports(said)
    one = [replace(r, parties={**r.parties, ("person", 0): Meant("person:ada", "Ada Moss")}) for r in apart]
    before, merged = weigh(apart), weigh(one)
    assert [fact.ended_by is not None for fact in before] == [False, False]
    assert [fact.ended_by is not None for fact in merged] == [True, False]
    assert weigh(apart) == before


PATTERNS: list[dict[str, Any]] = [
    {"type": "move", "person": "Ada Moss", "from_org": "Aster", "to_org": "Brume", "date": "{y}-{m:02d}"},
    {"type": "move", "person": "Ada Moss", "from_org": "Org {n}", "to_org": "Brume"},
    {"type": "position", "person": "Ada Moss", "org": "Aster", "role": "role {n}"},
    {"type": "position", "person": "Ada Moss", "org": "Aster", "role": "CTO", "current": "{n}"},
    {"type": "workforce", "org": "Aster", "change": "size", "count": "{n}"},
    {"type": "quote", "speaker": "Ada Moss", "evidence": "words number {n} that were never said before by her"},
    {"type": "deal", "buyer": "Org {n}", "target": "Aster", "kind": "acquisition", "status": "talks"},
    {"type": "funding", "org": "Aster", "amount": "{n}"},
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: f"{one['type']} {[*one][-1]}")
def test_twice_the_claims_of_one_subject_are_twice_the_work(pattern: dict[str, Any]) -> None:
    few, many = (reports(_filled(pattern, n) for n in range(1, size + 1)) for size in (400, 800))
    assert sum(len(fact.claims) for fact in weigh(many, world=WORLD)) == len(many)
    once, twice = (lines_run(partial(weigh, given, world=WORLD)) for given in (few, many))
    assert twice < 2.7 * once  # a square would be four times


def _filled(pattern: dict[str, Any], n: int) -> dict[str, Any]:
    year, month = 1000 + n // 12, n % 12 + 1
    told = {k: v.format(n=n, y=year, m=month) for k, v in pattern.items()}
    if "count" in told:
        told["count"] = n * n
    if "amount" in told:
        told["amount"] = {"value": n * n, "currency": "USD"}
    if "current" in told:
        told["current"] = n % 2 == 0
    return {"on": f"{year}-{month:02d}-01", "outlet": OUTLETS[n % len(OUTLETS)], "story": f"s{n}", **told}
