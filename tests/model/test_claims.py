"""The nine kinds: JSON in and out as in the gold files, and what is refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from talentwire.errors import BadValueError
from talentwire.model.claims import KINDS, Claim, Deal, Move, Quote, Status, filled, slots
from talentwire.model.document import Span
from talentwire.model.entities import Party
from talentwire.model.values import Money, PartialDate


def claim(**more: Any) -> dict[str, Any]:
    plain = {
        "type": "move",
        "person": "Lena Okafor",
        "from_org": ["Thornsea", "Brumelune"],
        "to_org": "Marrowgate",
        "from_role": "VP of research",
        "status": "asserted",
        "source": "Harbour Wire",
        "date": "2026-05",
        "evidence": "Lena Okafor joins Marrowgate",
    }
    return {**plain, **more}


def test_the_nine_kinds_are_there_in_the_order_of_the_contract() -> None:
    assert list(KINDS) == [
        "move", "position", "deal", "funding", "pay", "compute", "workforce", "release", "quote",
    ]  # fmt: skip
    assert all(any(slot.key for slot in slots(kind)) for kind in KINDS.values())


def test_a_claim_comes_out_as_it_went_in() -> None:
    read = Claim.from_json(claim())
    assert read.to_json() == claim()
    assert isinstance(read.content, Move)
    assert read.content.from_org == (Party("Thornsea"), Party("Brumelune"))
    assert read.date == PartialDate(2026, 5)


@pytest.mark.parametrize("name", ["seeds", "dev", "check"])
def test_every_gold_claim_comes_out_as_it_went_in(shared: Path, name: str) -> None:
    for line in (shared / "gold" / name / "gold.jsonl").read_text("utf-8").splitlines():
        for gold in json.loads(line)["claims"]:
            out = {k: v for k, v in Claim.from_json(gold).to_json().items() if v is not None}
            given = {k: v for k, v in gold.items() if v is not None and v != []}
            if given.get("seat") == "job":
                del given["seat"]
            if gold["type"] == "position":
                given.setdefault("current", True)
            assert out == given


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "transfer"}, "no such kind"),
        ({"salary": 3}, "no slot salary"),
        ({"status": "rumoured"}, "no such status"),
        ({"date": "spring"}, "must look like"),
        ({"headcount": "seven"}, "must be a number"),
        ({"seat": "sofa"}, "must be one of"),
    ],
)
def test_what_is_not_of_the_contract_is_refused_with_a_reason(change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadValueError, match=says):
        Claim.from_json(claim(**change))


@pytest.mark.parametrize("thing", [None, 3, "move", ["move"]])
def test_what_is_no_claim_is_refused(thing: object) -> None:
    with pytest.raises(BadValueError, match="must be an object"):
        Claim.from_json(thing)


def test_an_id_follows_from_what_is_said_and_where() -> None:
    one = Claim.from_json(claim()).in_document("d1", Span(3, 9))
    assert one.id == replace(one, trigger="other rule", extractor="other 2").id
    assert one.id != one.in_document("d2", Span(3, 9)).id
    assert one.id != one.in_document("d1", Span(4, 9)).id
    assert one.id != replace(one, status=Status.DENIED).id


def test_the_parties_of_a_claim_are_its_names_and_its_source() -> None:
    named = [(slot, party.name) for slot, party in Claim.from_json(claim()).parties()]
    assert named == [
        ("person", "Lena Okafor"), ("from_org", "Thornsea"), ("from_org", "Brumelune"),
        ("to_org", "Marrowgate"), ("source", "Harbour Wire"),
    ]  # fmt: skip


def test_a_party_keeps_the_words_as_written() -> None:
    party = Party("Lena Okafor", "Lena OkaforVizepräsidentin")
    assert party == Party("Lena Okafor")
    assert party.as_written == "Lena OkaforVizepräsidentin"
    assert Party("Lena Okafor").as_written == "Lena Okafor"


def test_money_in_a_deal_is_money() -> None:
    deal = Claim.from_json(
        {"type": "deal", "buyer": "A", "target": "B", "amount": {"value": 2, "currency": "EUR", "bound": "max"}}
    )
    assert isinstance(deal.content, Deal)
    assert deal.content.amount == Money(2, "EUR", "max")


def test_filled_leaves_out_what_says_nothing() -> None:
    assert [slot.name for slot, _ in filled(Move(person=(Party("A"),), seat="job"))] == ["person"]
    assert [slot.name for slot, _ in filled(Quote())] == []
