"""A report made comparable: whom it names, when it happened, who says it, and which way it points."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.facts.report import Meant, Report, World
from talentwire.analyse.facts.voices import Voice, voice_of
from talentwire.model.claims import KINDS, NAMED, Claim, Status, slots
from talentwire.model.values import PartialDate

_NAMED: Final = {kind: tuple(s for s in slots(KINDS[kind]) if s.type in NAMED) for kind in KINDS}
_NARROW: Final = 62
"""Days that a date may leave open and still say when something happened; "in 2025" does not."""
_TYPES: Final = {"party": "org", "org": "org", "person": "person", "facility": "facility", "product": "product"}
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
        return self.last - self.first <= _NARROW


class Reading:
    """A report with everything that comparing it needs.

    Attributes:
        report, claim: as given.
        id: id of the entry.
        order: sorts by the moment of recording.
        ids: entity ids by slot.
        wide: the same with everything that an organisation belongs to.
        seen: day of the document, as an ordinal; of recording, where it has none.
        dated: the days of the claim's own date, where it has one.
        at: the day that counts when readings are put in order.
        voice: who says it.
        remarks: what people had decided by then.
        story: the story, or the document where it is on its own.

    """

    __slots__ = ("at", "claim", "dated", "id", "ids", "order", "remarks", "report", "seen", "story", "voice", "wide")

    def __init__(self, report: Report, world: World, known: str | None = None) -> None:
        entry = report.entry
        self.report = report
        self.remarks = tuple(m for m in report.remarks if known is None or m.at[:10] <= known)
        self.claim: Claim = entry.claim
        self.id = entry.id
        self.order = (entry.recorded_at, entry.id)
        self.story = report.story or entry.document_id
        self.ids: dict[str, tuple[str, ...]] = {}
        self.wide: dict[str, frozenset[str]] = {}
        names = self._resolve(world)
        self.seen = _seen(report)
        own = self.claim.date
        self.dated = Span(own.first().toordinal(), own.last().toordinal()) if own else None
        self.at = self.dated.nearest(self.seen) if self.dated else self.seen
        about: frozenset[str] = frozenset().union(*self.wide.values()) if self.wide else frozenset()
        self.voice: Voice = voice_of(report, about, names, world)

    def _resolve(self, world: World) -> frozenset[str]:
        """Fill the ids; the names of all who are named, in small letters."""
        names: set[str] = set()
        for slot in _NAMED[self.claim.kind]:
            parties = getattr(self.claim.content, slot.name)
            if not parties:
                continue
            whom = [self._meant(slot.name, slot.type, at, p.name) for at, p in enumerate(parties)]
            ids = tuple(dict.fromkeys(m.id for m in whom))
            self.ids[slot.name] = ids
            self.wide[slot.name] = frozenset(i for one in ids for i in (one, *world.above(one)))
            names.update(m.name.lower() for m in whom)
        return frozenset(names)

    def _meant(self, slot: str, slot_type: str, at: int, name: str) -> Meant:
        known = self.report.parties.get((slot, at))
        return known or Meant(f"{_TYPES[slot_type]}:{name.casefold()}", name)

    def get(self, slot: str) -> Any:
        """What the claim says of a slot."""
        return getattr(self.claim.content, slot)

    def shown(self, slot: str) -> dict[str, str]:
        """The names in a slot, by id."""
        parties = self.get(slot)
        types = {s.name: s.type for s in _NAMED[self.claim.kind]}
        whom = (self._meant(slot, types[slot], at, p.name) for at, p in enumerate(parties))
        return {m.id: m.name for m in whom}

    @property
    def status(self) -> Status:
        """How far the claim goes."""
        return self.claim.status

    @property
    def against(self) -> bool:
        """Whether it says that the thing is not so, or came to nothing."""
        return self.claim.status in (Status.DENIED, Status.FAILED)

    @property
    def final(self) -> bool:
        """Whether it says that the thing happened or holds, and somebody answers for it."""
        return self.claim.status is Status.ASSERTED

    @property
    def firm(self) -> bool:
        """Whether it is more than talk: it happened, holds, or is agreed."""
        return self.claim.status in (Status.ASSERTED, Status.PLANNED)

    @property
    def span(self) -> Span:
        """When it happened: its own date, else the document's."""
        return self.dated or Span(self.seen, self.seen)

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


def _seen(report: Report) -> int:
    day = report.entry.document_date
    if day is not None:
        return day.first().toordinal()
    try:
        return date.fromisoformat(report.entry.recorded_at[:10]).toordinal()
    except ValueError:
        return EPOCH


def day_of(ordinal: int) -> date:
    """The day of an ordinal, kept within what a calendar holds."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def later(day: date, days: int) -> date:
    """So many days later, or the last day there is."""
    return day + timedelta(days=min(days, (date.max - day).days))


def narrowest(dates: Iterable[PartialDate]) -> PartialDate | None:
    """The date that says most."""
    return max(dates, key=lambda d: (bool(d.day), bool(d.month), d), default=None)


def read_reports(reports: Iterable[Report], world: World, as_of: date | None) -> list[Reading]:
    """The reports that count: known on the day, not retracted by then, and naming somebody."""
    known = as_of.isoformat() if as_of else None
    return [Reading(report, world, known) for report in reports if _counts(report, known)]


def _counts(report: Report, known: str | None) -> bool:
    entry = report.entry
    if known is None:
        return entry.retracted_at is None
    gone = entry.retracted_at is not None and entry.retracted_at[:10] <= known
    return not gone and entry.recorded_at[:10] <= known
