"""Frames, holdings, boards and sayings become drafts."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from talentwire.extract.boards import BoardEntry, read_boards
from talentwire.extract.drafts import Draft, complete, rule_of
from talentwire.extract.ends import ends
from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.mentions import date_of
from talentwire.extract.moves import MoveReader
from talentwire.extract.positions import Holding, Positions
from talentwire.extract.sayings import find_sayings
from talentwire.extract.speech import Saying
from talentwire.extract.text import Mention
from talentwire.lang.roles import is_public
from talentwire.model.claims import KINDS, NAMED, Compute, Content, Move, Pay, Position, Quote, Slot, Status, slots
from talentwire.model.entities import Parties, Party
from talentwire.model.values import Money, PartialDate

_EVERYONE = "employees"
"""What packs call staff of no special sort, which is no group."""
_DATE_REACH = 26
"""How far a date may stand from a trigger, in tokens; a clause border counts for several."""
_DATE_BORDER = 8
_DATE_BORDERS = ",;:(–"
_ONE_BY_ONE = {"position": ("person",), "deal": ("buyer", "target"), "pay": ("payer",)}
"""Slots whose lists are several claims: who bought two firms has made two deals."""
_TOGETHER = ("merger", "joint_venture")
"""Kinds of deals that several make as one."""
_BESIDE_THE_NAME = rule_of(Positions.read, "a position beside a name")
_SPEECH = rule_of(find_sayings, "words with their speaker")
_BOARD = rule_of(read_boards, "an entry of a list or table")


class Assembler:
    """Builds the drafts of one text."""

    def __init__(self, findings: Findings) -> None:
        """Prepare for one text."""
        self.findings = findings
        self.text = findings.text
        self.moves = MoveReader(findings)

    # Frames ---------------------------------------------------------------------------------------------------

    def from_frame(self, frame: Frame) -> Iterator[Draft]:
        """The drafts of one frame."""
        if frame.trigger.kind == "move":
            for order, move in self.moves.read(frame):
                yield self._draft(frame, move, order)
            return
        for order, single in enumerate(self._singles(frame)):
            content = self._content(single)
            if complete(content):
                yield self._draft(single, content, order)

    def from_parts(self, frame: Frame) -> Iterator[Draft]:
        """The draft of a frame that no rule opened, where it says enough."""
        content = self._content(frame)
        if complete(content):
            yield self._draft(frame, content, 0)

    def _draft(self, frame: Frame, content: Content, order: int) -> Draft:
        """The draft of what a frame says, with its status, source and date."""
        status, cue = self.findings.statuses.of(frame)
        date = self._date(frame)
        if cue is None and frame.trigger.status is None and self._ahead(date):
            status = Status.PLANNED  # "Kaskade kommt am 8. Oktober"
        first, last = frame.tokens()
        return Draft(
            content,
            first,
            last,
            trigger=f"{frame.trigger.where} {frame.trigger.id}" + (f"; {cue}" if cue else ""),
            status=status,
            source=self.findings.source(frame.sentence),
            date=date,
            implicit=self.findings.implicit(frame),
            order=order,
        )

    def _ahead(self, date: PartialDate | None) -> bool:
        """Whether a date lies wholly behind the document's own."""
        today = self.text.document.date
        return date is not None and today is not None and date.first() > today.last()

    def _singles(self, frame: Frame) -> list[Frame]:
        """A frame once for each member of the lists that are claims of their own: two targets are two deals."""
        singles = [frame]
        together = frame.trigger.fixed.get("kind") in _TOGETHER
        for slot in () if together else _ONE_BY_ONE.get(frame.trigger.kind, ()):
            singles = [one for single in singles for one in self._one_by_one(single, slot)]
        return singles

    def _one_by_one(self, frame: Frame, slot: str) -> list[Frame]:
        members = self.findings.persons(frame, slot) if slot == "person" else self.findings.orgs(frame, slot)
        if len(members) < 2:
            return [frame]
        return [replace(frame, slots={**frame.slots, slot: [member]}) for member in members]

    def _content(self, frame: Frame) -> Content:
        """What a frame says whose slots become the claim's one by one."""
        kind = KINDS[frame.trigger.kind]
        values = {slot.name: self._value(frame, slot) for slot in slots(kind)}
        return kind(**{name: value for name, value in values.items() if value not in (None, ())})

    def _value(self, frame: Frame, slot: Slot) -> Any:
        """What a slot of the claim holds; None where the frame says nothing of it."""
        if slot.name in frame.trigger.fixed:
            return frame.trigger.fixed[slot.name]
        if not frame.slots.get(slot.name):
            return None
        return self._parties(frame, slot) if slot.type in NAMED else _plain_value(slot, frame.slots[slot.name])

    def _parties(self, frame: Frame, slot: Slot) -> Parties:
        if slot.type == "person":
            return self.findings.parties(self.findings.persons(frame, slot.name)[:1])
        mentions = frame.slots[slot.name]
        if slot.type in ("org", "party"):
            orgs = [m for m in self.findings.orgs(frame, slot.name) if m.kind == "ORG"]
            mentions = [*orgs, *(m for m in mentions if m.kind == "PER")]
        return self.findings.parties(mentions)

    def _date(self, frame: Frame) -> PartialDate | None:
        """The date in a frame's slot, else the nearest one of its sentence."""
        chosen = frame.one("date")
        if chosen is None:
            far = [(self._date_cost(frame, m), m) for m in self.text.inside(frame.sentence, "DATE")]
            near = [(cost, m) for cost, m in far if cost <= _DATE_REACH]
            chosen = min(near, key=lambda pair: pair[0])[1] if near else None
        return date_of(chosen) if chosen else None

    def _date_cost(self, frame: Frame, mention: Mention) -> int:
        low, high = (mention.last, frame.first) if mention.last <= frame.first else (frame.last, mention.first)
        borders = sum(word in _DATE_BORDERS for word in self.text.words[low:high])
        return max(0, high - low) + _DATE_BORDER * borders

    # Holdings and sayings -------------------------------------------------------------------------------------

    def from_holding(self, holding: Holding) -> Iterator[Draft]:
        """The positions of one holding."""
        public = holding.role is not None and is_public(holding.role.en)
        houses: list[Mention | None] = [*holding.orgs] or [None] * public
        for org in houses:
            parties, unit = self.findings.houses([org] if org else [])
            content = Position(
                person=(self.findings.party(holding.person),),
                org=parties,
                role=holding.role.en if holding.role else None,
                unit=unit,
                current=not holding.former,
            )
            last = max(holding.last, holding.first + 1)
            yield Draft(content, holding.first, last, _BESIDE_THE_NAME, implicit=() if org else ("org",))

    def from_saying(self, saying: Saying) -> Draft:
        """The quote of one saying."""
        org = self.findings.affiliations.get(saying.speaker.name)
        content = Quote(speaker=(self.findings.party(saying.speaker),), org=(Party(org),) if org else ())
        attributions = self.findings.speech.of(saying.sentence)
        outlets = [a.name for a in attributions if a.org is not None and a.name != saying.speaker.name]
        source = Party(outlets[-1]) if outlets else None
        return Draft(content, saying.first, saying.last, _SPEECH, source=source)

    # Boards ---------------------------------------------------------------------------------------------------

    def from_boards(self, entries: Iterable[BoardEntry]) -> Iterator[Draft]:
        """The drafts of the entries of job boards and tables."""
        for entry in entries:
            if entry.power is not None or entry.amount is not None:
                row = self._machines(entry) if entry.power is not None else self._pay(entry)
                yield Draft(row, entry.first, entry.last, _BOARD)
                continue
            source = self.findings.source(self.text.sentence_of(entry.first))
            moves = [self._board_move(entry, person) for person in entry.persons]
            for order, move in enumerate(moves or [self._board_group(entry)]):
                if complete(move):
                    yield Draft(move, entry.first, entry.last, _BOARD, source=source, order=order)

    def _machines(self, entry: BoardEntry) -> Compute:
        return Compute(
            owner=self.findings.parties(entry.to_org),
            power_mw=entry.power.value.value if entry.power else None,
            accelerators=entry.count.value.value if entry.count else None,
            location=entry.place.name if entry.place else None,
        )

    def _pay(self, entry: BoardEntry) -> Pay:
        recipients = entry.persons[:1] or ([entry.role] if entry.role else [])
        return Pay(
            payer=self.findings.parties(entry.to_org),
            amount=entry.amount.value if entry.amount else None,
            recipient=tuple(m.name for m in recipients),
            kind="package" if entry.persons else "salary",
        )

    def _board_move(self, entry: BoardEntry, person: Mention) -> Move:
        named = ends(self.findings, entry.to_org, entry.from_org)
        if "from_org" not in named:
            sentence = self.text.sentence_of(entry.first)
            holding = self.findings.employer(person, sentence, {org.name for org in entry.to_org})
            if holding and self.text.sentence_of(holding.first) is sentence:
                named["from_org"] = self.findings.parties(holding.orgs)
        named |= {"to_role": entry.role.name if entry.role else None, **({"seat": "board"} if entry.board else {})}
        return Move(person=(self.findings.party(person),), **named)

    def _board_group(self, entry: BoardEntry) -> Move:
        count = entry.headcount.value.value if entry.headcount else None
        return Move(headcount=count, **ends(self.findings, entry.to_org, entry.from_org))


def _plain_value(slot: Slot, filling: list[Mention]) -> Any:
    """A slot's value that is no name."""
    mention = filling[0]
    if slot.type == "money":
        return mention.value if isinstance(mention.value, Money) else None
    if slot.type == "number":
        return mention.value.value
    if slot.type == "date":
        return date_of(mention)
    if slot.name == "group" and mention.name == _EVERYONE:
        return None
    if slot.default == ():
        return tuple(m.name for m in filling)
    return mention.value if mention.kind == "ACCELERATOR" else mention.name
