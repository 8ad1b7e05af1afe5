"""The question of the price of people: which view, of which sums, and what a reader must know of them."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.money.heads import AFTER, BEFORE, NEAR
from talentwire.analyse.money.offers import Offer, Way, offers
from talentwire.analyse.money.ranges import MEDIAN_FROM, QUARTILES_FROM
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.pay.asking import PayAsked, View
from talentwire.analyse.pay.check import check
from talentwire.analyse.pay.per_head import per_head
from talentwire.analyse.pay.scene import Scene, Shown, counted_ways, is_bound, money_notes
from talentwire.analyse.pay.spread import counted, listed, spread

_VIEWS: Final[dict[View, Callable[[Scene], Shown]]] = {
    View.SPREAD: spread, View.LIST: listed, View.PER_HEAD: per_head,
}  # fmt: skip
_OF_PAY: Final = (View.SPREAD, View.LIST)


def pay(basis: Basis, how: PayAsked, rates: Rates | None = None) -> Answer:
    """Answer what people are paid and offered, what is paid per head, or whether figures add up."""
    rates = rates or Rates()
    needed = how.claimed is not None or how.view in _OF_PAY
    found, left_out = offers(basis, rates) if needed else ([], Counter[str]())
    scene = Scene(basis, how, rates, tuple(one for one in found if _wanted(one, basis, how)), left_out)
    shown = check(scene, how.claimed) if how.claimed else _VIEWS[how.view](scene)
    name = "check" if how.claimed else how.view.replace("-", "_")
    words = basis.words
    of_pay = not how.claimed and how.view in _OF_PAY
    definition = words(
        f"definition_{name}", few=MEDIAN_FROM, several=QUARTILES_FROM, before=BEFORE, after=AFTER, near=NEAR
    )
    return basis.answer(
        "pay", shown.columns, shown.rows, title=words(f"title_{name}"),
        definition=f"{words('definition')} {definition}" if of_pay else definition,
        summary=[*shown.summary, *(_summary(scene) if of_pay else ())],
        notes=[words("note_newsworthy"), *shown.notes, *(_notes(scene, found) if of_pay else ())],
        picture=shown.picture,
    )  # fmt: skip


def _wanted(one: Offer, basis: Basis, how: PayAsked) -> bool:
    asked = basis.asked
    if basis.orgs and one.payer not in basis.orgs:
        return False
    if basis.person and one.to.person != basis.person:
        return False
    if (how.kind and one.kind != how.kind) or (how.role and one.to.family != how.role):
        return False
    if one.way is Way.DENIED and not asked.status and how.view is not View.LIST:
        return False
    return asked.wants_day(one.day) and asked.wants_status(one.fact)


def _summary(scene: Scene) -> Iterator[str]:
    """How many sums, paid and offered apart, and how many of them are bounds."""
    words, held = scene.words, counted(scene.offers, scene)
    if held:
        yield words("summary_sums", n=len(held), parts=counted_ways(words, held))
        if bounds := sum(1 for one in held if is_bound(one)):
            yield words("summary_bounds", n=bounds)
        untimed = sum(1 for one in held if one.years is None)
        yield words("summary_periods", n=len(held) - untimed, all=len(held))


def _notes(scene: Scene, found: list[Offer]) -> Iterator[str]:
    words = scene.words
    if together := sum(1 for one in scene.offers if not one.each):
        yield words("note_together", n=together)
    yield from money_notes(words, [one.sum for one in scene.offers])
    shown = frozenset(one.fact.id for one in scene.offers)
    denied = sum(1 for one in found if one.way is Way.DENIED and one.fact.id not in shown)
    parts = [words("left_denied", n=denied)] if denied else []
    parts += [words(f"left_{why}", n=scene.left_out[why]) for why in sorted(scene.left_out) if scene.left_out[why]]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))
    if found and not scene.offers:
        yield words("note_elsewhere", n=len(found), first=found[0].day, last=found[-1].day)
