"""Track records: who told which rumour, whether first, and what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from statistics import median
from typing import Final

from talentwire.analyse.answers.shares import Share, share
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.analyse.facts.relations import happened_on
from talentwire.analyse.said.voices import Sort, Teller, Voices, in_time, stage_of
from talentwire.model.claims import Status

_BEFORE: Final = (Stage.RUMOURED, Stage.PLANNED)


class End(StrEnum):
    """What became of a rumour."""

    TRUE = "true"
    NOTHING = "nothing"
    OPEN = "open"


@dataclass(frozen=True)
class Rumour:
    """A rumour or an announcement as one teller told it.

    Attributes:
        fact: what it is about.
        teller: who told it.
        day: when they first did.
        first: whether nobody had told it on an earlier day.
        end: what became of it.
        ended: when that was first told; None for an open one.

    """

    fact: Fact
    teller: Teller
    day: date
    first: bool
    end: End
    ended: date | None

    @property
    def days(self) -> int | None:
        """Days from the telling to the outcome."""
        return (self.ended - self.day).days if self.ended else None


@dataclass
class Record:
    """The rumours of one teller.

    Attributes:
        teller: who told them.
        rumours: those told in stories of their own.
        copied: ids of the facts of those that they only took over from another's story.

    """

    teller: Teller
    rumours: list[Rumour] = field(default_factory=list)
    copied: list[str] = field(default_factory=list)

    def ended(self, end: End) -> list[Rumour]:
        """Those of which that became."""
        return [one for one in self.rumours if one.end is end]

    @property
    def decided(self) -> int:
        """How many came true or to nothing."""
        return len(self.rumours) - len(self.ended(End.OPEN))

    @property
    def share(self) -> Share | None:
        """The share that came true of those that are decided."""
        return share(len(self.ended(End.TRUE)), self.decided)

    @property
    def days(self) -> float | None:
        """Median days to the outcome, of those that are decided."""
        held = [one.days for one in self.rumours if one.days is not None]
        return median(held) if held else None


@dataclass(frozen=True)
class Records:
    """All records.

    Attributes:
        held: by teller, those with most rumours first.
        nobody: ids of the facts that were told as rumours by documents of which no outlet is known.

    """

    held: tuple[Record, ...]
    nobody: tuple[str, ...]


def records(facts: Sequence[Fact], voices: Voices) -> Records:
    """What every teller told as a rumour or an announcement, and what became of it."""
    known = {fact.id: fact for fact in facts}
    held: dict[str, Record] = {}
    nobody: list[str] = []
    for fact in facts:
        if fact.kind == "quote":
            continue
        told = _Tellings(fact, voices)
        for rumour in told.rumours(known):
            held.setdefault(rumour.teller.key, Record(rumour.teller)).rumours.append(rumour)
        for teller in told.copiers:
            held.setdefault(teller.key, Record(teller)).copied.append(fact.id)
        nobody += [fact.id] if told.unknown else []
    ordered = sorted(held.values(), key=lambda one: (-len(one.rumours), -len(one.copied), one.teller.name))
    return Records(tuple(ordered), tuple(nobody))


class _Tellings:
    """Who tells a fact in stories of their own, and who only copies."""

    def __init__(self, fact: Fact, voices: Voices) -> None:
        self.fact = fact
        self._voices = voices
        self._own: dict[str, list[Witness]] = {}
        self._tellers: dict[str, Teller] = {}
        self._copiers: dict[str, Teller] = {}
        self.unknown = False
        by_story: dict[str, list[Witness]] = defaultdict(list)
        for witness in in_time(fact.supporters):
            by_story[witness.story].append(witness)
        for told in by_story.values():
            self._hear(told)
        self._own = {key: in_time(told) for key, told in self._own.items()}

    def _hear(self, told: list[Witness]) -> None:
        """Take up a story: it is told by every source that it names, and by whoever came first in it.

        Who names another outlet for it has it from there, and only copies.
        """
        tellers = {one.claim: self._voices.teller(one) for one in told}
        retold = any(one.by and who and who.sort is Sort.OUTLET for one in told for who in (tellers[one.claim],))
        origin = None if retold else self._voices.outlet(told[0])
        for witness in told:
            teller = tellers[witness.claim]
            printed = self._voices.outlet(witness)
            quoted = bool(witness.by) and witness.voice != "unnamed"
            if teller and (quoted or printed == origin):
                self._own.setdefault(teller.key, []).append(witness)
                self._tellers[teller.key] = teller
            if printed and printed != origin and (retold or not quoted):
                self._copiers[printed.key] = printed
            if not teller and witness.voice != "editor":
                self.unknown |= stage_of(witness) in _BEFORE

    @property
    def copiers(self) -> list[Teller]:
        """Those that only took a rumour over from the story of another."""
        if not any(stage_of(told[0]) in _BEFORE for told in self._own.values()):
            return []
        return [teller for key, teller in self._copiers.items() if key not in self._own]

    def rumours(self, known: Mapping[str, Fact]) -> Iterator[Rumour]:
        """The fact as each told it who told it while it was a rumour or an announcement."""
        start = min((told[0].day for told in self._own.values()), default=None)
        for key, told in self._own.items():
            first = told[0]
            if stage_of(first) not in _BEFORE or self._was_known(first):
                continue
            end, ended = self._end(told, known)
            yield Rumour(self.fact, self._tellers[key], first.day, first.day == start, end, ended)

    def _was_known(self, telling: Witness) -> bool:
        """Whether the thing had been reported before, or stood confirmed beside the rumour."""
        return any(
            stage_of(one) not in _BEFORE and (one.day < telling.day or (one.story == telling.story and one.concerned
                                                                        and one.day == telling.day))
            for one in self.fact.supporters
        )  # fmt: skip

    def _end(self, told: Sequence[Witness], known: Mapping[str, Fact]) -> tuple[End, date | None]:
        fact, first = self.fact, told[0]
        if fact.superseded_by is not None:
            other = known.get(fact.superseded_by.fact)
            return End.NOTHING, max(happened_on(other) if other else fact.last_seen, first.day)
        days = [*self._confirmed(told), *_decided(fact)]
        if (fact.status.happened or fact.status is Stage.REVERSED) and days:
            return End.TRUE, max(min(days), first.day)
        if not fact.status.positive:
            against = [w.day for w in fact.deniers if w.day >= first.day]
            return End.NOTHING, min(against, default=max(fact.last_seen, first.day))
        return End.OPEN, None

    def _confirmed(self, told: Sequence[Witness]) -> list[date]:
        """The days on which others, in stories of their own, or those concerned said that it happened."""
        first, stories = told[0], {one.story for one in told}
        found = []
        for one in self.fact.supporters:
            if one.status is not Status.ASSERTED or one.day < first.day or one in told[:1]:
                continue
            teller = self._voices.teller(one)
            other = one.story not in stories and (teller is None or teller.key != self._key(told))
            if other or (one.concerned and one.day > first.day):
                found.append(one.day)
        return found

    def _key(self, told: Sequence[Witness]) -> str:
        teller = self._voices.teller(told[0])
        return teller.key if teller else ""


def _decided(fact: Fact) -> Iterable[date]:
    """The days on which a person confirmed it in the ledger."""
    return [step.day for step in fact.history if step.status is None and step.stage is Stage.CONFIRMED]
