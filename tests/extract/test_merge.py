"""What is said twice becomes one draft; what a text says to be over is no longer held."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.extract.drafts import Draft, complete
from talentwire.extract.merge import joined, merge, past_positions
from talentwire.model.claims import Content, Deal, Funding, Move, Pay, Position, Quote, Status, Workforce
from talentwire.model.entities import Party
from talentwire.model.values import Money, PartialDate

RUNA, TJARK = (Party("Runa Petersen"),), (Party("Tjark Ohlsen"),)
NORD, KORN, HEIDE = (Party("Nordlicht"),), (Party("Kornblum"),), (Party("Heidewerk"),)
FORTY, FIFTY = Money(40, "EUR"), Money(50, "EUR")


def draft(content: Content, first: int = 0, status: Status = Status.ASSERTED) -> Draft:
    return Draft(content, first, first + 3, "test", status)


def merged(*contents: Content) -> list[Content]:
    return [d.content for d in merge([draft(content, at) for at, content in enumerate(contents)])]


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (
            Move(person=RUNA, from_org=NORD),
            Move(person=RUNA, to_org=KORN),
            Move(person=RUNA, from_org=NORD, to_org=KORN),
        ),
        (
            Move(person=RUNA, to_org=KORN),
            Move(person=RUNA, to_org=KORN, to_role="CTO"),
            Move(person=RUNA, to_org=KORN, to_role="CTO"),
        ),
        (
            Deal(buyer=KORN, target=NORD),
            Deal(buyer=KORN, target=NORD, amount=FORTY),
            Deal(buyer=KORN, target=NORD, amount=FORTY),
        ),
        (
            Deal(buyer=KORN, target=NORD, kind="investment", amount=FORTY),
            Deal(buyer=KORN, target=NORD, kind="stake", stake_pct=12),
            Deal(buyer=KORN, target=NORD, kind="stake", amount=FORTY, stake_pct=12),
        ),
        (
            Pay(payer=KORN, amount=FORTY, kind="package"),
            Pay(payer=KORN, amount=FORTY, kind="retention"),
            Pay(payer=KORN, amount=FORTY, kind="retention"),
        ),
        (
            Funding(org=KORN, amount=FORTY, kind="debt"),
            Funding(org=KORN, amount=FORTY, kind="primary"),
            Funding(org=KORN, amount=FORTY, kind="debt"),
        ),
        (
            Funding(org=KORN, amount=FORTY),
            Funding(org=KORN, valuation=FIFTY),
            Funding(org=KORN, amount=FORTY, valuation=FIFTY),
        ),
        (
            Position(person=RUNA, org=NORD),
            Position(person=RUNA, org=NORD, role="CTO"),
            Position(person=RUNA, org=NORD, role="CTO"),
        ),
    ],
)
def test_the_same_is_said_once_with_all_that_is_said(one: Content, other: Content, both: Content) -> None:
    assert merged(one, other) == [both]
    assert merged(other, one) == [both]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Move(person=RUNA, to_org=KORN), Move(person=TJARK, to_org=KORN)),
        (Move(person=RUNA, to_org=KORN), Move(headcount=7, to_org=KORN)),
        (Move(person=RUNA, from_org=NORD), Move(person=RUNA, to_org=NORD)),
        (Move(person=RUNA, to_org=KORN), Move(person=RUNA, to_org=NORD)),
        (Deal(buyer=KORN, target=NORD, kind="acquisition"), Deal(buyer=KORN, target=NORD, kind="stake")),
        (Deal(buyer=KORN, target=NORD), Deal(buyer=HEIDE, target=NORD)),
        (Pay(payer=KORN, amount=FORTY), Pay(payer=KORN, amount=FIFTY)),
        (Workforce(org=KORN, change="cut", count=7), Workforce(org=KORN, change="grow", count=7)),
        (Position(person=RUNA, org=NORD, current=True), Position(person=RUNA, org=NORD, current=False)),
        (Quote(speaker=RUNA), Quote(speaker=RUNA)),
        (Position(person=RUNA, org=NORD), Move(person=RUNA, to_org=NORD)),
    ],
)
def test_what_differs_stays_apart(one: Content, other: Content) -> None:
    assert merged(one, other) == [one, other]


def test_another_status_is_another_claim() -> None:
    move = Move(person=RUNA, to_org=KORN)
    assert len(merge([draft(move), draft(move, 5, status=Status.DENIED)])) == 2


def test_source_and_date_are_taken_over() -> None:
    move, day = Move(person=RUNA, to_org=KORN), PartialDate(2026, 5)
    (found,) = merge([draft(move), Draft(move, 5, 8, "test", source=Party("Heidepost"), date=day)])
    assert (found.source, found.date, found.first) == (Party("Heidepost"), day, 0)


def test_drafts_come_in_the_order_of_the_text() -> None:
    one, other = draft(Quote(speaker=RUNA), 9), draft(Quote(speaker=TJARK), 2)
    assert merge([one, other]) == [other, one]


contents = st.sampled_from(
    [
        Move(person=RUNA, to_org=KORN),
        Move(person=RUNA, from_org=NORD, to_org=KORN),
        Move(headcount=7, to_org=KORN),
        Deal(buyer=KORN, target=NORD),
        Deal(buyer=KORN, target=NORD, kind="stake"),
        Funding(org=KORN, amount=FORTY),
        Funding(org=KORN, valuation=FIFTY),
        Funding(org=NORD, amount=FORTY, valuation=FIFTY),
        Pay(payer=KORN, amount=FORTY),
        Workforce(org=NORD, change="cut", count=40),
        Workforce(org=NORD, change="cut", percent=40),
        Quote(speaker=RUNA),
        Position(person=RUNA, org=NORD),
    ]
)


@given(st.lists(contents, max_size=6))
def test_merging_again_changes_nothing(said: list[Content]) -> None:
    once = merge([draft(content, at) for at, content in enumerate(said)])
    assert merge(once) == once
    assert len(once) <= len(said)


def quadratic(drafts: list[Draft]) -> list[Draft]:
    """What merging comes to when every draft is compared with all before."""
    out: list[Draft] = []
    for one in drafts:
        place, both = next(((i, j) for i, old in enumerate(out) if (j := joined(old, one))), (len(out), one))
        out[place : place + 1] = [both]
    return out


@given(st.lists(contents, max_size=9))
def test_what_may_say_the_same_is_found_without_comparing_all(said: list[Content]) -> None:
    drafts = [draft(content, at) for at, content in enumerate(said)]
    assert merge(drafts) == quadratic(drafts)


def test_a_position_left_in_the_same_text_is_over() -> None:
    drafts = [draft(Position(person=RUNA, org=NORD)), draft(Move(person=RUNA, from_org=NORD, to_org=KORN))]
    past_positions(drafts)
    assert drafts[0].content == Position(person=RUNA, org=NORD, current=False)


@pytest.mark.parametrize(
    ("move", "status"),
    [
        (Move(person=RUNA, from_org=NORD), Status.PLANNED),
        (Move(person=TJARK, from_org=NORD), Status.ASSERTED),
        (Move(person=RUNA, from_org=NORD, to_org=NORD), Status.ASSERTED),
    ],
)
def test_a_position_is_not_over_for_less(move: Move, status: Status) -> None:
    drafts = [draft(Position(person=RUNA, org=NORD)), draft(move, status=status)]
    past_positions(drafts)
    assert drafts[0].content == Position(person=RUNA, org=NORD)


@pytest.mark.parametrize(
    ("content", "enough"),
    [
        (Move(person=RUNA, to_org=KORN), True),
        (Move(headcount=7, from_org=NORD), True),
        (Move(person=RUNA), False),
        (Move(to_org=KORN), False),
        (Position(person=RUNA), False),
        (Deal(buyer=KORN, target=NORD), True),
        (Deal(buyer=KORN, target=KORN), False),
        (Funding(org=KORN), False),
        (Funding(org=KORN, valuation=FORTY), True),
        (Pay(payer=KORN), False),
        (Workforce(org=KORN, change="cut"), False),
        (Quote(speaker=RUNA), True),
        (Quote(), False),
    ],
)
def test_a_claim_needs_the_slots_of_the_contract(content: Content, enough: bool) -> None:
    assert complete(content) is enough
