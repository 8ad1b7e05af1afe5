"""A report made comparable: whom it names, when it happened, who says it, and which way it points."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.facts.report import Meant, Report, World
from talentwire.analyse.facts.settings import settings
from talentwire.analyse.facts.voices import Voice, voice_of
from talentwire.model.claims import KINDS, NAMED, Claim, Status, slots
from talentwire.model.values import PartialDate

NARROW: Final = 62
"""Days that a date may leave open and still say when something happened; "in 2025" does not."""
_TYPES: Final = {"party": "org", "org": "org", "person": "person", "facility": "facility", "product": "product"}
_NAMED: Final = {k: tuple((s.name, _TYPES[s.type]) for s in slots(KINDS[k]) if s.type in NAMED) for k in KINDS}
_AGAINST: Final = frozenset({Status.DENIED, Status.FAILED})
EPOCH: Final = date(1970, 1, 1).toordinal()


class Span(NamedTuple):
    """Days on which something may have happened, as ordinals, both included."""

    first: int
    last: int

    def gap(self, other: "Span") -> int:
        """Days between the two; 0 where they share one."""
        return max(0, other.first - self.last, self.first - other.last)

    def nearest(self, day: int) -> int:
        """The first day of a narrow span; of a wide one, the day in it that is nearest to another."""
        return self.first if self.narrow else min(max(day, self.first), self.last)

    @property
    def narrow(self) -> bool:
        """Whether it says when, to a month or two."""
        return self.last - self.first <= NARROW


class Reading:
    """A report with everything that comparing it needs.

    Attributes:
        report, claim, status: as given.
        id: id of the entry.
        order: sorts by the moment of recording.
        named: who is named, by slot: entity ids with the names to show.
        ids: entity ids by slot.
        wide: the same with everything that an organisation belongs to.
        seen: day of the document, as an ordinal; of recording, where it has none.
        dated: the days of the claim's own date, where it has one.
        span: when it happened: its own date, else the document's.
        at: the day that counts when readings are put in order.
        voice: who says it.
        strength: how far the voice is believed, with the claim's status: that the thing is so, or that it is not.
        against: whether it says that the thing is not so, or came to nothing.
        final: whether it says that the thing happened or holds.
        firm: whether it is more than talk: it happened, holds, or is agreed.
        remarks: what people had decided by then.
        story: the story, or the document where it is on its own.

    """

    __slots__ = (
        "against", "at", "claim", "dated", "final", "firm", "id", "ids", "named", "order", "remarks", "report", "seen",
        "span", "status", "story", "strength", "voice", "wide",
    )  # fmt: skip

    def __init__(self, report: Report, world: World, known: str | None = None) -> None:
        entry = report.entry
        self.report = report
        self.claim: Claim = entry.claim
        self.id = entry.id
        self.order = (entry.recorded_at, entry.id)
        self.story = report.story or entry.document_id
        self.remarks = report.remarks
        if self.remarks and known is not None:
            self.remarks = tuple(m for m in report.remarks if m.at[:10] <= known)
        self._name(world)
        self.seen = _seen(report)
        self.dated = _days(self.claim.date) if self.claim.date else None
        self.span = self.dated or Span(self.seen, self.seen)
        self.at = self.dated.nearest(self.seen) if self.dated else self.seen
        self._hear(world)

    def _name(self, world: World) -> None:
        """Who is named, and what they belong to."""
        self.named: dict[str, dict[str, str]] = {}
        self.ids: dict[str, tuple[str, ...]] = {}
        self.wide: dict[str, frozenset[str]] = {}
        content, known = self.claim.content, self.report.parties
        for slot, entity_type in _NAMED[self.claim.kind]:
            parties = getattr(content, slot)
            if not parties:
                continue
            whom: dict[str, str] = {}
            for at, party in enumerate(parties):
                meant = known.get((slot, at)) or Meant(f"{entity_type}:{party.name.casefold()}", party.name)
                whom.setdefault(meant.id, meant.name)
            self.named[slot] = whom
            self.ids[slot] = tuple(whom)
            self.wide[slot] = frozenset(whom).union(*(world.above(one) for one in whom))

    def _hear(self, world: World) -> None:
        """Who says it, how far, and how much that counts."""
        self.voice: Voice = voice_of(self.report, self.named, self.wide, world)
        self.status: Status = self.claim.status
        self.against = self.status in _AGAINST
        self.final = self.status is Status.ASSERTED
        self.firm = self.final or self.status is Status.PLANNED
        self.strength = strength(self.voice.kind, self.status)

    def get(self, slot: str) -> Any:
        """What the claim says of a slot."""
        return getattr(self.claim.content, slot)

    @property
    def stage(self) -> Stage:
        """What it makes of a fact, taken alone."""
        return _stage(self.claim.status, self.voice.kind)


def _stage(status: Status, voice: str) -> Stage:
    if status is Status.DENIED:
        return Stage.DENIED
    if status is Status.FAILED:
        return Stage.FAILED
    if status in (Status.TALKS, Status.ATTEMPTED) or voice == "unnamed":
        return Stage.RUMOURED
    if status is Status.PLANNED:
        return Stage.PLANNED
    return Stage.CONFIRMED if voice in ("concerned", "editor") else Stage.REPORTED


@cache
def strength(voice: str, status: Status) -> float:
    """How far a voice is believed that says so much of a thing: that it is so or, of a denial, that it is not."""
    chosen = settings()
    if status is Status.DENIED:
        return chosen.denial[voice]
    return chosen.voice[voice] * (1.0 if status is Status.FAILED else chosen.status[status])


@lru_cache(maxsize=65536)
def _days(day: PartialDate) -> Span:
    return Span(day.first().toordinal(), day.last().toordinal())


def _seen(report: Report) -> int:
    day = report.entry.document_date
    return _days(day).first if day is not None else _recorded(report.entry.recorded_at[:10])


def told_on(report: Report) -> date:
    """The day on which a report was told: the first that its document's date may mean, else that of its recording."""
    return day_of(_seen(report))


@lru_cache(maxsize=65536)
def _recorded(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return EPOCH


@lru_cache(maxsize=65536)
def day_of(ordinal: int) -> date:
    """The day of an ordinal, kept within what a calendar holds."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def read_reports(reports: Iterable[Report], world: World, as_of: date | None) -> Iterator[Reading]:
    """The reports that count: known on the day, not retracted by then, and naming somebody."""
    known = as_of.isoformat() if as_of else None
    return (Reading(report, world, known) for report in reports if _counts(report, known))


def _counts(report: Report, known: str | None) -> bool:
    entry = report.entry
    if known is None:
        return entry.retracted_at is None
    gone = entry.retracted_at is not None and entry.retracted_at[:10] <= known
    return not gone and entry.recorded_at[:10] <= known
