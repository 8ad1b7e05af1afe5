"""Sources by number, in the order in which sentences need them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from talentwire.analyse.digest.issue import Line, Source
from talentwire.analyse.digest.week import Week
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.model.claims import Status
from talentwire.record.answers import Entry

Entries = Callable[[Sequence[str]], Mapping[str, Entry]]


_SAYS: Final = {
    Stage.CONFIRMED: Status.ASSERTED, Stage.REPORTED: Status.ASSERTED, Stage.PLANNED: Status.PLANNED,
    Stage.DENIED: Status.DENIED, Stage.FAILED: Status.FAILED,
}  # fmt: skip
"""By how far a fact has come, what its best witness says."""


class Receipts:
    """Numbers sources, and at the end says where each stands.

    Args:
        week: whose documents come first where several tell the same.

    """

    def __init__(self, week: Week) -> None:
        self._week = week
        self._held: dict[tuple[str, str], tuple[int, Fact, Witness]] = {}

    def line(self, text: str, fact: Fact, *, against: bool = False, most: int = 2) -> Line:
        """A sentence that tells a fact, or that it is denied, with its sources."""
        return Line(text, self.numbers(fact, against=against, most=most), (fact.id,))

    def numbers(self, fact: Fact, *, against: bool = False, most: int = 2) -> tuple[int, ...]:
        """Numbers of the sources that tell a fact, or deny it: one of each story, those of the week first."""
        return tuple(self._number(fact, one) for one in self.witnesses(fact, against=against, most=most))

    def witnesses(self, fact: Fact, *, against: bool = False, most: int = 2) -> list[Witness]:
        """Who tells a fact, or denies it: one of each story, those of the week first, then those concerned."""
        pool = fact.deniers if against else fact.supporters
        known = [one for one in pool or (*fact.supporters, *fact.deniers) if one.day <= self._week.until]
        sure = fact.status is Stage.CONFIRMED
        wanted = (
            _SAYS.get(fact.status) if against or fact.status.positive else None
        )  # whose words go as far as the sentence does

        def order(one: Witness) -> tuple[bool, bool, bool, int, str]:
            new = self._week.has(one.day)
            return not new, sure and not one.concerned, not one.outlet, one.day.toordinal(), one.claim

        ordered = sorted(known, key=order)
        far = [one for one in ordered if wanted is None or one.status is wanted]
        by_story: dict[str, Witness] = {}
        for one in far or ordered:
            by_story.setdefault(one.story, one)
        return list(by_story.values())[:most]

    def of(self, facts: Iterable[Fact], most: int) -> tuple[int, ...]:
        """Numbers of sources of several facts, one of each, those first that are named already."""
        known = {fact: number for (fact, _), (number, _, _) in reversed(self._held.items())}
        held = sorted(facts, key=lambda fact: (fact.id not in known, fact.id))
        numbers = [known[f.id] if f.id in known else next(iter(self.numbers(f, most=1)), 0) for f in held[:most]]
        return tuple(sorted(number for number in numbers if number))

    def sources(self, entries: Entries) -> tuple[Source, ...]:
        """All sources, by number."""
        found = entries([one.claim for _, _, one in self._held.values()])
        return tuple(self._sources(found))

    def _sources(self, found: Mapping[str, Entry]) -> Iterator[Source]:
        for number, fact, one in self._held.values():
            entry = found.get(one.claim)
            named = entry.claim.source.name if entry and entry.claim.source else ""
            outlet = one.outlet or (entry and (entry.document_title or entry.document_id)) or one.document
            yield Source(
                number, one.claim, fact.id, entry.claim.document if entry else one.document, outlet,
                (entry and entry.document_title) or "", (entry and entry.url) or "", one.day, named,
                (entry and entry.lang) or "", one.words,
            )  # fmt: skip

    def _number(self, fact: Fact, one: Witness) -> int:
        key = (fact.id, one.claim)
        if key not in self._held:
            self._held[key] = (len(self._held) + 1, fact, one)
        return self._held[key][0]
