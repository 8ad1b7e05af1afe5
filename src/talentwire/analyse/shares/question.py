"""The question of selling shares: which view, of which rounds, and what a reader must know of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.money.heads import NEAR
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.sums import Sum
from talentwire.analyse.pay.scene import Shown, money_notes, money_text
from talentwire.analyse.shares.asking import Kind, SharesAsked, View
from talentwire.analyse.shares.rounds import Counting, Round, rounds
from talentwire.analyse.shares.views import Scene, by_house, one_by_one, total, valuation

_VIEWS: Final[dict[View, Callable[[Scene], Shown]]] = {
    View.ROUNDS: one_by_one, View.HOUSES: by_house, View.VALUATION: valuation,
}  # fmt: skip
_LEFT_OUT: Final = ("denied", "failed", "reversed", "superseded", "retold", "sumless")


def shares(basis: Basis, how: SharesAsked, rates: Rates | None = None) -> Answer:
    """Answer what is new money and what goes to holders, who is diluted, and what houses are valued at."""
    found, left_out = rounds(basis, rates or Rates())
    scene = Scene(basis, tuple(one for one in found if _wanted(one, basis, how)))
    shown = _VIEWS[how.view](scene)
    words = basis.words
    return basis.answer(
        "shares", shown.columns, shown.rows, title=words(f"title_{how.view}"),
        definition=f"{words('definition_shares')} {words(f'definition_{how.view}', near=NEAR)}",
        summary=_summary(scene), notes=[*shown.notes, *_notes(scene, found, left_out)], picture=shown.picture,
    )  # fmt: skip


def _wanted(one: Round, basis: Basis, how: SharesAsked) -> bool:
    asked = basis.asked
    if basis.orgs and basis.orgs.isdisjoint((one.org, *one.investors)):
        return False
    if basis.person and basis.person not in one.investors:
        return False
    return (how.kind is None or one.kind is how.kind) and asked.wants_day(one.day) and asked.wants_status(one.fact)


def _summary(scene: Scene) -> Iterator[str]:
    """New money and money for holders, each currency by itself."""
    words = scene.words
    mine = [one for one in scene.rounds if one.sure and one.sum and one.whole]
    for currency in sorted({one.sum.currency for one in mine if one.sum}):
        held = [one for one in mine if one.sum and one.sum.currency == currency]
        for key, those in (
            ("summary_new", [one for one in held if one.kind is Kind.PRIMARY]),
            ("summary_holders", [one for one in held if one.kind.to_holders]),
            ("summary_debt", [one for one in held if one.kind is Kind.DEBT]),
        ):
            if those:
                yield words(key, n=len(those), sum=money_text(words, Sum(currency, total(those))))


def _notes(scene: Scene, found: list[Round], left_out: Counter[str]) -> Iterator[str]:
    words, held = scene.words, scene.rounds
    yield words("note_shares")
    if any(one.dilution is not None for one in held):
        yield words("note_dilution")
    diluted = [one for one in held if one.kind is Kind.PRIMARY and one.dilution is not None]
    for key, n in (
        ("note_counting", sum(1 for one in diluted if one.counting is Counting.UNTOLD)),
        ("note_paid_from", sum(1 for one in held if one.paid_from)),
        ("note_each", sum(1 for one in held if one.each)),
        ("note_per_employee", sum(1 for one in held if one.per_employee)),
        ("note_unsure_rounds", sum(1 for one in held if not one.sure)),
    ):
        if n:
            yield words(key, n=n)
    told = [one.sum or one.valuation for one in held]
    worth = [one.valuation for one in held if one.sum and one.valuation]
    yield from money_notes(words, [one for one in told if one], worth)
    parts = [words(f"left_{why}", n=left_out[why]) for why in _LEFT_OUT if left_out[why]]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))
    if found and not held:
        yield words("note_elsewhere", n=len(found), first=found[0].day, last=found[-1].day)
