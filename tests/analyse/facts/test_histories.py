"""Runs the short histories of ``tests/cases/facts/*.toml`` and counts wrong retirements."""

from typing import Any

import histories
import pytest
from histories import History, numbers, weigh_history

from talentwire.analyse.facts.fact import Fact, combine

ALL = histories.histories()


def _told(history: History, fact: Fact, facts: list[Fact]) -> dict[str, Any]:
    """A fact in the form of the files, with everything that may be expected of it."""
    listed = [expected["claims"] for expected in history.facts]
    place = {f.id: listed.index(numbers(f)) + 1 if numbers(f) in listed else -1 for f in facts}

    def link(name: str) -> int | None:
        found = getattr(fact, name)
        return None if found is None else 0 if found.fact == fact.id else place[found.fact]

    return {
        "claims": numbers(fact),
        "status": str(fact.status),
        "dismissed": [int(witness.claim[1:]) for witness in fact.dismissed],
        "stories": fact.stories,
        "outlets": fact.outlets,
        "contested": sorted(fact.contested),
        "holds": str(fact.holds),
        "ended": link("ended_by"),
        "replaced": link("superseded_by"),
        "rivals": [place[rival] for rival in fact.rivals],
        "confidence": fact.confidence.value,
        "steps": [str(step.stage) for step in fact.history],
        "slots": {name: belief.shown for name, belief in fact.slots.items()},
        "denied_by_concerned": any(witness.concerned for witness in fact.deniers),
    }


def _expected(expected: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What is expected, with the slots as told where the file leaves them open."""
    slots = {**told["slots"], **expected.get("slots", {})}
    return {"ended": None, "replaced": None, "contested": [], "rivals": [], **expected, "slots": slots}


@pytest.mark.parametrize("history", ALL, ids=[f"{h.file}: {h.name}" for h in ALL])
def test_history(history: History) -> None:
    facts = weigh_history(history)
    told = {tuple(numbers(fact)): _told(history, fact, facts) for fact in facts}
    assert sorted(told) == sorted(tuple(e["claims"]) for e in history.facts)
    for expected in history.facts:
        found = told[tuple(expected["claims"])]
        wanted = _expected(expected, found)
        assert {name: found[name] for name in wanted} == wanted
    for fact in facts:
        assert fact.confidence.value == combine(fact.confidence.parts)


def wrong_retirements() -> list[str]:
    """Facts that were ended or replaced, and should not have been."""
    wrong = []
    for history in ALL:
        expected = {tuple(e["claims"]): e for e in history.facts}
        for fact in weigh_history(history):
            wanted = expected.get(tuple(numbers(fact)), {})
            ended = fact.ended_by is not None and "ended" not in wanted
            replaced = fact.superseded_by is not None and "replaced" not in wanted
            if ended or replaced:
                wrong.append(f"{history.file}: {history.name}: {fact.id}")
    return wrong


def test_no_true_fact_is_retired() -> None:
    wrong = wrong_retirements()
    facts = sum(len(history.facts) for history in ALL)
    print(f"{len(ALL)} histories, {facts} facts, {len(wrong)} wrong retirements {wrong}")
    assert len(ALL) >= 60
    assert not wrong
