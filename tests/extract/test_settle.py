"""Every sum and count serves one frame."""

import pytest
from marked import read

from talentwire.extract.frames import Frame
from talentwire.extract.settle import settle
from talentwire.extract.text import Mention, Sentence
from talentwire.lang.grammar import Trigger
from talentwire.model.claims import Funding
from talentwire.model.values import Money

SENTENCE = Sentence(0, 0, 20, 0)
SUM = Mention("MONEY", 5, 7, "$40 million", value=Money(40, "USD"))
COUNT = Mention("COUNT", 3, 4, "seven")


def frame(kind: str, cost: float = 0.0, needs: tuple[str, ...] = (), **slots: Mention) -> Frame:
    trigger = Trigger(f"a-{kind}", kind, ("buys",), dict.fromkeys(slots, ("object",)), needs=needs)
    return Frame(trigger, 1, 2, SENTENCE, {n: [m] for n, m in slots.items()}, dict.fromkeys(slots, cost))


def test_the_nearest_trigger_gets_the_sum() -> None:
    near, far = frame("funding", 0.1, amount=SUM), frame("deal", 0.9, amount=SUM)
    assert settle([far, near]) == [far, near]
    assert near.one("amount") is SUM
    assert far.one("amount") is None


def test_a_frame_that_needs_its_sum_goes_with_it() -> None:
    near, far = frame("funding", 0.1, amount=SUM), frame("deal", 0.9, ("amount",), amount=SUM)
    assert settle([far, near]) == [near]


@pytest.mark.parametrize("kind", ["pay", "compute"])
def test_pay_and_machines_say_nothing_without_their_sum(kind: str) -> None:
    near = frame("deal", 0.1, amount=SUM)
    far = frame(kind, 0.9, amount=SUM) if kind == "pay" else frame(kind, 0.9, capex=SUM)
    assert settle([near, far]) == [near]


def test_a_buyback_shares_its_sum_with_a_sale_of_shares() -> None:
    both = [frame("funding", 0.1, amount=SUM), frame("pay", 0.9, amount=SUM)]
    assert settle(both) == both
    assert all(f.one("amount") is SUM for f in both)


def test_a_valuation_is_no_amount() -> None:
    valued, deal = frame("funding", 0.9, valuation=SUM), frame("deal", 0.1, amount=SUM)
    assert settle([valued, deal]) == [valued, deal]
    assert deal.one("amount") is None


def test_people_who_move_are_no_size_of_a_staff() -> None:
    move, staff = frame("move", headcount=COUNT), frame("workforce", count=COUNT)
    assert settle([move, staff]) == [move]
    assert settle([frame("workforce", count=COUNT)]) != []


def test_frames_without_sums_are_left_alone() -> None:
    plain = [frame("move"), frame("deal")]
    assert settle(plain) == plain


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} sammelte 40 Millionen Euro ein, bei einer Bewertung von 900 Millionen Euro.", "de"),
        ("{Kornblum} raised €40 million at a valuation of €900 million.", "en"),
        ("{Kornblum} a levé 40 millions d'euros pour une valorisation de 900 millions d'euros.", "fr"),
    ],
)
def test_a_round_has_its_amount_and_its_valuation(marked: str, lang: str) -> None:
    (funding,) = [c.content for c in read(marked, lang) if isinstance(c.content, Funding)]
    assert (funding.amount, funding.valuation) == (Money(40_000_000, "EUR"), Money(900_000_000, "EUR"))
