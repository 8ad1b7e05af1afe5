"""Which deals cost more than so much for each head, looked at where something changed that they are reckoned from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.difference.since import Since, View
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.sums import sum_in
from talentwire.analyse.pay.prices import Price, prices
from talentwire.model.values import Money
from talentwire.record.answers import ClaimFilter


def above(price: Price, least: Money, rates: Rates) -> bool:
    """Whether a price per head is above a sum, however what is told is read; one in another currency is not."""
    wanted = sum_in(least, rates, price.day)
    return price.sum.currency == wanted.currency and price.per_head.low > wanted.range.told


@dataclass
class Deals:
    """The deals on which something changed that their price per head is reckoned from.

    Args:
        since: what changed.
        rates: of exchange.

    """

    since: Since
    rates: Rates
    _prices: dict[tuple[str, str], list[Price]] = field(default_factory=dict)
    _about: dict[tuple[str, str, str], list[Fact]] = field(default_factory=dict)

    def changes(self) -> list[Change]:
        """The changes of deals, and deals of which only heads changed, which are as they were themselves."""
        changes = self.since.difference.changes
        found = {change.fact.id: change for change in changes if change.fact.kind == "deal"}
        for target in sorted({house for change in changes for fact in change.facts for house in _counted(fact)}):
            held = {fact.id: fact for fact in self._facts(self.since.before, "deal", target)}
            for fact in self._facts(self.since.after, "deal", target):
                if fact.id in held and value_of(fact, "target") == target:
                    found.setdefault(fact.id, Change(Became.MORE, held[fact.id], fact))
        return list(found.values())

    def above(self, change: Change, least: Money) -> tuple[Price | None, Price | None]:
        """The price per head above a sum before a change and after it, over the largest head count; None for none."""
        before, after = self.since.before, self.since.after
        return self._best(before, change.before, least), self._best(after, change.after, least)

    def _best(self, view: View, fact: Fact | None, least: Money) -> Price | None:
        if fact is None or value_of(fact, "target") is None or not fact.stands:
            return None
        key = (view.position.moment, fact.id)
        if key not in self._prices:
            self._prices[key] = list(self._of(view, fact))
        held = [one for one in self._prices[key] if above(one, least, self.rates)]
        return min(held, key=lambda one: (one.per_head.low, one.heads.counted), default=None)

    def _of(self, view: View, deal: Fact) -> Iterator[Price]:
        """The prices of a deal, over the heads that its target is told to have and those that went to the buyer."""
        target, buyer = value_of(deal, "target"), value_of(deal, "buyer")
        heads = [*self._facts(view, "workforce", target), *(self._facts(view, "move", target) if buyer else ())]
        facts = {fact.id: fact for fact in (deal, *heads)}
        basis = Basis(Asked(), tuple(facts.values()), Words("money"), view.weighed.world)
        return (one for one in prices(basis, self.rates)[0] if one.fact.id == deal.id)

    def _facts(self, view: View, kind: str, house: str) -> list[Fact]:
        """The facts of a kind about an organisation and what belongs to it."""
        key = (view.position.moment, kind, house)
        if key not in self._about:
            self._about[key] = list(_facts(view, kind, house))
        return self._about[key]


def _counted(fact: Fact) -> Iterable[str]:
    """The organisations whose heads a fact counts: those of a staff, and those that went from there."""
    slot = {"workforce": "org", "move": "from_org"}.get(fact.kind, "")
    house = value_of(fact, slot)
    return (house,) if house else ()


def _facts(view: View, kind: str, house: str) -> Iterable[Fact]:
    entities = view.who.by_ids((house,))
    if not entities or not view.position.moment:
        return ()
    meant = view.who.meant(view.who.family(entities[0]))
    entries = view.ledger.claims(ClaimFilter(kind=kind, org=meant, as_of=view.position.moment))
    return [fact for fact in view.weighed.about(entries) if fact.kind == kind]
