"""What weak models get wrong is put right where that is safe; the rest is refused, claim by claim."""

from typing import Any

import pytest

from talentwire.extract.llm.answers import Twice
from talentwire.extract.llm.values import RefusedError, read_claim
from talentwire.model.values import Money, PartialDate

MOVE = {"type": "move", "evidence": "words", "person": "Ada Bell", "to_org": "OpenAI", "status": "asserted"}
PAY = {"type": "pay", "evidence": "words", "payer": "Meta", "amount": {"value": 5, "currency": "USD"}}


def read(data: Any, **changes: Any) -> Any:
    return read_claim({**data, **changes}, "de").claim


def test_a_good_claim_is_read_as_it_is() -> None:
    claim = read(MOVE, from_org=["Meta", "Google"], date="2025-07", source="Wired", to_role="VP of AI")
    assert [str(party) for party in claim.content.from_org] == ["Meta", "Google"]
    assert (claim.date, str(claim.source), claim.content.to_role) == (PartialDate(2025, 7), "Wired", "VP of AI")


@pytest.mark.parametrize(
    ("changes", "slot", "value"),
    [
        ({"type": " Move "}, "seat", "job"),
        ({"seat": "Board"}, "seat", "board"),
        ({"headcount": "1,200"}, "headcount", 1200),
        ({"headcount": "1 200"}, "headcount", 1200),
        ({"from_role": "unknown"}, "from_role", None),
        ({"from_unit": None}, "from_unit", None),
        ({"from_role": ["CEO", "chair"]}, "from_role", "CEO and chair"),
        ({"to_role": "Geschäftsführer"}, "to_role", "CEO"),
        ({"to_role": "Chief Happiness Magician"}, "to_role", "Chief Happiness Magician"),
        ({"confidence": 0.9, "comment": "extra"}, "seat", "job"),
    ],
)
def test_small_slips_are_put_right(changes: dict[str, Any], slot: str, value: object) -> None:
    assert getattr(read(MOVE, **changes).content, slot) == value


@pytest.mark.parametrize(
    ("amount", "money"),
    [
        ({"value": "5,000,000", "currency": "usd"}, Money(5_000_000, "USD")),
        ({"value": 2.5e6, "currency": "€", "bound": "MAX"}, Money(2_500_000, "EUR", "max")),
        ({"value": 7, "currency": "$", "bound": "roughly"}, Money(7, "USD")),
    ],
)
def test_sums_are_put_right(amount: dict[str, Any], money: Money) -> None:
    assert read(PAY, amount=amount).content.amount == money


@pytest.mark.parametrize(
    "amount",
    [
        {"value": float("nan"), "currency": "USD"},
        {"value": float("inf"), "currency": "USD"},
        {"value": 1e30, "currency": "USD"},
        {"value": -5, "currency": "USD"},
        {"value": True, "currency": "USD"},
        {"value": "a lot", "currency": "USD"},
        {"value": 5, "currency": "shells"},
        {"value": 5},
        {"currency": "USD"},
        "5 million",
        5,
        [5],
        Twice(value=5, currency="USD"),
    ],
)
def test_what_is_no_sum_makes_no_claim(amount: object) -> None:
    with pytest.raises(RefusedError, match="bad value"):
        read(PAY, amount=amount)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("a text", "no claim"),
        (None, "no claim"),
        ([MOVE], "no claim"),
        ({}, "no claim"),
        (Twice(MOVE), "no claim"),
        ({**MOVE, "type": "gossip"}, "no claim"),
        ({**MOVE, "type": ["move"]}, "no claim"),
        ({**MOVE, "evidence": None}, "no claim"),
        ({**MOVE, "evidence": 7}, "no claim"),
        ({**MOVE, "status": "maybe"}, "bad value"),
        ({**MOVE, "status": 3}, "bad value"),
        ({**MOVE, "person": 3}, "bad value"),
        ({**MOVE, "person": {"name": "Ada"}}, "bad value"),
        ({**MOVE, "person": "A" * 500}, "bad value"),
        ({**MOVE, "person": "Ada\x1b[2J"}, "bad value"),
        ({**MOVE, "headcount": float("nan")}, "bad value"),
        ({**MOVE, "person": None}, "incomplete"),
        ({**MOVE, "to_org": "unknown"}, "incomplete"),
        ({**PAY, "amount": None}, "incomplete"),
        ({"type": "position", "evidence": "x", "person": "A", "org": "B", "current": "perhaps"}, "bad value"),
    ],
)
def test_what_makes_no_claim_is_refused_with_its_reason(data: object, reason: str) -> None:
    with pytest.raises(RefusedError, match=reason):
        read_claim(data, "en")


@pytest.mark.parametrize(
    "changes",
    [{"date": "next week"}, {"date": "2025-13-40"}, {"to_role": 5}, {"to_role": "x" * 900}, {"seat": "throne"}],
)
def test_what_decides_nothing_is_emptied(changes: dict[str, Any]) -> None:
    read_now = read_claim({**MOVE, **changes}, "en")
    assert read_now.mended == 1
    assert read_now.claim.content == read_claim(MOVE, "en").claim.content


def test_dates_and_flags_in_other_spellings() -> None:
    assert read(MOVE, date="2025-07-15T00:00:00Z").date == PartialDate(2025, 7, 15)
    assert read(MOVE, date=2025).date == PartialDate(2025)
    position = {"type": "position", "evidence": "x", "person": "A", "org": "B", "current": "False"}
    assert read(position).content.current is False


def test_only_slots_with_names_can_be_implicit() -> None:
    assert read(MOVE, implicit=["to_org", "status", 7, "nonsense"]).implicit == ("to_org",)
    assert read(MOVE, implicit="to_org").implicit == ()
