"""Which changes answer a saved question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from talentwire.analyse.alerts.happened import happened, state
from talentwire.analyse.alerts.prices import Deals
from talentwire.analyse.alerts.wanted import Wanted, When
from talentwire.analyse.difference.change import Change
from talentwire.analyse.difference.since import Since, View
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.money.sums import sum_in, sum_of
from talentwire.analyse.pay.prices import Price
from talentwire.lang.families import family_of
from talentwire.model.entities import EntityType
from talentwire.model.values import Money, PartialDate
from talentwire.record.answers import ClaimFilter, Meant

_SUMS = ("amount", "capex")
_ROLES = ("to_role", "from_role", "role")


@dataclass(frozen=True)
class Match:
    """A change that answers a saved question.

    Attributes:
        change: the change.
        happened: all that happened to the fact.
        price: what a deal costs for each head, where that is asked for.

    """

    change: Change
    happened: frozenset[When]
    price: Price | None = None

    @cached_property
    def state(self) -> str:
        """What the fact has come to, as far as it is told."""
        more = (self.price.per_head.low, self.price.heads.counted) if self.price else ()
        return state(None if self.happened >= {When.RETRACTED} else self.change.after, *more)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all claims of the fact, as it was and as it is; it has had the id of one of them at any time."""
        return tuple(dict.fromkeys(claim for fact in self.change.facts for claim in fact.claims))


@dataclass(frozen=True)
class Matching:
    """Finds what answers saved questions among changes.

    Args:
        since: the changes, with the ledger before and after them.
        rates: of exchange.

    """

    since: Since
    rates: Rates = field(default_factory=Rates)

    def matches(self, wanted: Wanted) -> list[Match]:
        """The changes that answer a saved question, in the order in which changes are told."""
        if wanted.per_head:
            found = [one for one in self._above(wanted, wanted.per_head) if self._fits(one.change, wanted)]
        else:
            found = [
                Match(change, what)
                for change, what in self._happened
                if what & wanted.happenings and self._fits(change, wanted)
            ]
        if not found or not wanted.asks_claims:
            return found
        told = self._told(wanted, [one.change for one in found])
        return [one for one in found if not told.isdisjoint(one.claims)]

    @cached_property
    def _happened(self) -> list[tuple[Change, frozenset[When]]]:
        return [(change, happened(change)) for change in self.since.difference.changes]

    @cached_property
    def _deals(self) -> Deals:
        return Deals(self.since, self.rates)

    @cached_property
    def _deal_changes(self) -> list[Change]:
        return self._deals.changes()

    def _above(self, wanted: Wanted, least: Money) -> Iterator[Match]:
        """Deals whose price per head came to be above a sum, and what became of those that were."""
        for change in self._deal_changes:
            was, held = self._deals.above(change, least)
            what = happened(change) - {When.NEW, When.MORE}
            if held is not None and was is None:
                what |= {When.NEW}
            elif held is None and was is None:
                continue
            elif held is None or held.per_head != (was.per_head if was else None):
                what |= {When.VALUE} if change.after else set()
            if what & wanted.happenings:
                yield Match(change, frozenset(what), held)

    # -- what can be seen from the fact

    def _fits(self, change: Change, wanted: Wanted) -> bool:
        fact = change.fact
        if wanted.kinds and fact.kind not in wanted.kinds:
            return False
        if wanted.ways and not any(self._goes(one, wanted) for one in change.facts):
            return False
        if wanted.role and not any(_has_role(one, wanted.role) for one in change.facts):
            return False
        return wanted.amount is None or any(self._costs(one, wanted.amount) for one in change.facts)

    def _goes(self, fact: Fact, wanted: Wanted) -> bool:
        """Whether a move leads the way that is asked for, and not from one part of a house to another."""
        left, joined = _ends(fact, "from_org"), _ends(fact, "to_org")
        if wanted.org:
            house = self._houses(wanted.org)
            left, joined = left & house, joined & house
            if left and joined:
                return False
            if joined and not _ends(fact, "from_org") and "from_role" in fact.slots:
                return False  # a position left and a position taken, in one house
        return (When.LEAVES in wanted.ways and bool(left)) or (When.JOINS in wanted.ways and bool(joined))

    def _houses(self, name: str) -> frozenset[str]:
        views = (self.since.before, self.since.after)
        return frozenset(one.id for view in views for one in view.who.family(view.who.named(name, "org")))

    def _costs(self, fact: Fact, least: Money) -> bool:
        """Whether a sum of a fact may be as large as one that is asked for, in its currency."""
        for slot in _SUMS:
            held = sum_of(fact, slot, self.rates, happened_on(fact))
            wanted = sum_in(least, self.rates, happened_on(fact))
            if held is not None and held.currency == wanted.currency and held.range.told >= wanted.range.told:
                return True
        return False

    # -- what only claims tell

    def _told(self, wanted: Wanted, changes: Sequence[Change]) -> frozenset[str]:
        """Ids of the claims of facts that answer the filters of claims, those of facts that are gone as they were."""
        there = [change.after for change in changes if change.after]
        gone = [change.before for change in changes if change.before and not change.after]
        found = self._claims(self.since.after, wanted, there) | self._claims(self.since.before, wanted, gone)
        return frozenset(found)

    def _claims(self, view: View, wanted: Wanted, facts: Iterable[Fact]) -> set[str]:
        ids = sorted({claim for fact in facts for claim in fact.claims})
        person, org = self._meant(view, wanted.person, "person"), self._meant(view, wanted.org, "org")
        if not ids or person is None or org is None:
            return set()
        asked = ClaimFilter(
            status=wanted.status, lang=wanted.lang or (), text=wanted.text or None, ids=ids, include_retracted=True,
            since=PartialDate.parse(wanted.since) if wanted.since else None,
            until=PartialDate.parse(wanted.until) if wanted.until else None,
            person=person, org=org,
        )  # fmt: skip
        return {entry.id for entry in view.ledger.claims(asked)}

    def _meant(self, view: View, name: str, kind: EntityType) -> Meant | str | None:
        """Whom a name means with all that belongs to it; nothing for no name, None where nobody has it yet."""
        if not name:
            return ""
        family = view.who.family(view.who.named(name, kind))
        return view.who.meant(family) if any(view.who.has(one) for one in family) else None


def _ends(fact: Fact, slot: str) -> frozenset[str]:
    belief = fact.slots.get(slot)
    return frozenset(value.value for value in belief.values) if belief else frozenset()


def _has_role(fact: Fact, family: str) -> bool:
    return any(family_of(value_of(fact, slot)) == family for slot in _ROLES if slot in fact.slots)
