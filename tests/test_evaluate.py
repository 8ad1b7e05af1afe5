"""Our figures and those of the contract's own script are the same, to the digit, whatever is compared."""

import importlib.util
import json
import random
import sys
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talentwire.errors import ReadError
from talentwire.evaluate.gold import Gold, read_gold, read_rows
from talentwire.evaluate.report import Report, compare
from talentwire.model.claims import Claim

SAME = ("precision", "recall", "f1", "slot_f1", "gold", "predicted", "grounding")


@pytest.fixture(scope="session")
def contract(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("contract_score", shared / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["contract_score"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def golds(shared: Path) -> tuple[Gold, ...]:
    return read_gold(shared / "gold" / "seeds") + read_gold(shared / "gold" / "dev")


def theirs(score: ModuleType, golds: tuple[Gold, ...], found: dict[str, list[Any]], by: str) -> tuple[Any, list[Any]]:
    total, groups, misses = score.Tally(), defaultdict(score.Tally), []
    for gold in golds:
        row = {"doc": gold.doc, "lang": gold.lang, "aliases": gold.aliases, "claims": list(gold.claims)}
        group = {"kind": lambda t: t, "lang": lambda t, g=gold: g.lang, "doc": lambda t, g=gold: g.doc}[by]
        text = None if gold.text is None else " ".join(gold.text.split())
        tallies = lambda t, group=group: [total, groups[group(t)]]  # noqa: E731
        score.compare(row, found.get(gold.doc, []), text, tallies, misses, None)
    return {"all": total.row(), **{k: groups[k].row() for k in sorted(groups)}}, misses


def ours(report: Report, by: str) -> dict[str, dict[str, Any]]:
    rows = {"all": report.all, **report.by(by)}
    return {name: {figure: row.to_json()[figure] for figure in SAME} for name, row in rows.items()}


def check_same(score: ModuleType, golds: tuple[Gold, ...], found: dict[str, list[Any]]) -> Report:
    report = compare(golds, found)
    for by in ("kind", "lang", "doc"):
        rows, misses = theirs(score, golds, found, by)
        assert ours(report, by) == rows
    assert [tuple(miss) for miss in report.misses] == misses
    return report


def damaged(chance: random.Random, claim: dict[str, Any], all_claims: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claim as a bad extractor might give it: not at all, with other slots, twice, or with a stranger beside it."""
    claim, other = dict(claim), chance.choice(all_claims)
    for key in ("optional", "implicit"):
        claim.pop(key, None)
    slot = chance.choice([key for key in claim if key != "type"])
    changes: list[dict[str, Any]] = [
        {slot: None},
        {slot: other.get(slot, claim[slot])},
        {"status": chance.choice(["planned", "denied", "Asserted", None])},
        {"evidence": " ".join(claim["evidence"].split()[: chance.randrange(1, 9)])},
        {"buyer": claim.get("target"), "target": claim.get("buyer")},
        {},
    ]
    claim |= chance.choice(changes)
    stranger = {**other, "evidence": "in no document at all"}
    return chance.choice([[claim], [claim], [claim], [], [claim, stranger, claim]])


def test_gold_against_itself_is_perfect(contract: ModuleType, golds: tuple[Gold, ...]) -> None:
    report = check_same(contract, golds, {gold.doc: list(gold.claims) for gold in golds})
    assert (report.all.precision, report.all.recall, report.all.f1) == (1.0, 1.0, 1.0)
    assert report.all.slot_f1 >= 0.999  # a role of small words alone has nothing to agree on
    assert report.all.status == 1.0
    assert not [miss for miss in report.misses if miss.what == "missed"]


def test_nothing_predicted(contract: ModuleType, golds: tuple[Gold, ...]) -> None:
    report = check_same(contract, golds, {})
    assert report.all.f1 == 0.0
    assert report.all.grounding is None
    assert report.all.status is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_damaged_predictions_score_the_same(contract: ModuleType, golds: tuple[Gold, ...], seed: int) -> None:
    chance = random.Random(seed)
    some = tuple(chance.sample(golds, 8))
    pool = [dict(claim) for gold in golds for claim in gold.claims]
    found = {g.doc: [bad for claim in g.claims for bad in damaged(chance, dict(claim), pool)] for g in some}
    for claims in found.values():
        chance.shuffle(claims)
        claims.append({"type": "no such kind", "evidence": "x"})
    check_same(contract, some, found)


def test_our_own_claims_survive_their_json_form(golds: tuple[Gold, ...]) -> None:
    found = {gold.doc: [Claim.from_json(claim).to_json() for claim in gold.claims] for gold in golds}
    assert compare(golds, found).all.f1 == 1.0


def test_status_is_counted_on_matched_claims() -> None:
    said = {"type": "release", "product": "Llama 4", "event": "delay", "status": "planned", "evidence": "late"}
    gold = Gold("a", "en", claims=(said, {**said, "product": "o3"}, {**said, "product": "R2"}), text="late")
    found = {"a": [{**said, "status": "asserted"}, {**said, "product": "o3"}, {**said, "product": "V9"}]}
    report = compare([gold], found)
    assert report.all.status == 0.5
    assert [(miss.what, miss.claim["product"]) for miss in report.misses] == [("missed", "R2"), ("spurious", "V9")]


def test_a_merger_has_no_direction_and_an_acquisition_has() -> None:
    def agree(kind: str) -> float:
        deal = {"type": "deal", "buyer": "A One", "target": "B Two", "kind": kind, "evidence": "x"}
        return compare([Gold("a", claims=(deal,))], {"a": [{**deal, "buyer": "B Two", "target": "A One"}]}).all.f1

    assert (agree("merger"), agree("joint_venture"), agree("acquisition")) == (1.0, 1.0, 0.0)


@pytest.mark.parametrize(
    ("lines", "says"),
    [('{"doc": "a", "claims": []}\n{"doc"', "gold.jsonl:2: not JSON"), ("[1]", "gold.jsonl:1: a line must be")],
)
def test_a_broken_gold_file_says_where(tmp_path: Path, lines: str, says: str) -> None:
    (tmp_path / "gold.jsonl").write_text(lines)
    with pytest.raises(ReadError, match=says):
        read_rows(tmp_path / "gold.jsonl")


def test_a_missing_text_says_which(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(json.dumps({"doc": "a", "claims": []}))
    with pytest.raises(ReadError, match=r"a\.txt"):
        read_gold(tmp_path)
    with pytest.raises(ReadError, match=r"cannot read .*gold\.jsonl"):
        read_gold(tmp_path / "nowhere")
