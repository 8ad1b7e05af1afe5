"""What later claims did to a statement, by the fact to which it belongs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from talentwire.analyse.facts.fact import Fact, Stage, Step, Witness
from talentwire.analyse.said.statements import Statement
from talentwire.analyse.said.voices import Voices, stage_of
from talentwire.model.claims import KINDS, Status, slots

_FIGURES: Final = {
    kind: tuple(slot.name for slot in slots(KINDS[kind]) if slot.type in ("money", "number", "date")) for kind in KINDS
}


class Outcome(StrEnum):
    """What became of a statement."""

    CONFIRMED = "confirmed"
    FIGURE = "figure"
    DISPUTED = "disputed"
    DENIED = "denied"
    FAILED = "failed"
    REVERSED = "reversed"
    REPLACED = "replaced"
    TAKEN_BACK = "taken_back"
    BORNE_OUT = "borne_out"
    STANDS = "stands"
    REFUTED = "refuted"
    CONTRADICTED = "contradicted"
    OPEN = "open"
    UNCHECKED = "unchecked"


class Verdict(StrEnum):
    """Outcomes in a few words, for pictures, which leave out what nobody can check."""

    SO = "so"
    DISPUTED = "disputed"
    NOT_SO = "not_so"
    OPEN = "open"


VERDICTS: Final = {
    Outcome.CONFIRMED: Verdict.SO, Outcome.BORNE_OUT: Verdict.SO, Outcome.FIGURE: Verdict.DISPUTED,
    Outcome.DISPUTED: Verdict.DISPUTED, Outcome.CONTRADICTED: Verdict.DISPUTED, Outcome.DENIED: Verdict.NOT_SO,
    Outcome.FAILED: Verdict.NOT_SO, Outcome.REVERSED: Verdict.NOT_SO, Outcome.REPLACED: Verdict.NOT_SO,
    Outcome.TAKEN_BACK: Verdict.NOT_SO, Outcome.REFUTED: Verdict.NOT_SO, Outcome.OPEN: Verdict.OPEN,
    Outcome.STANDS: Verdict.OPEN,
}  # fmt: skip


@dataclass(frozen=True)
class Fate:
    """What became of a statement.

    Attributes:
        outcome: in a word.
        day: when that was first told; None where nothing came of it.
        who: those by whose word it was so.
        figures: what others say instead.

    """

    outcome: Outcome
    day: date | None = None
    who: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


def fate(one: Statement, voices: Voices) -> Fate:
    """What later claims, of others or of the speaker, did to a statement."""
    if one.is_quote and not any(w.status in _AGAINST for w in (*one.fact.supporters, *one.fact.deniers)):
        return Fate(Outcome.UNCHECKED)
    heard = _Heard(one, voices)
    if one.is_quote and not heard.con:
        return Fate(Outcome.UNCHECKED)
    return _of_denial(one.fact, heard) if one.against else _of_claim(one, heard)


_AGAINST: Final = (Status.DENIED, Status.FAILED)


class _Heard:
    """What is said after a statement, by whom."""

    def __init__(self, one: Statement, voices: Voices) -> None:
        fact = one.fact
        key = one.speaker.key
        mine = [w for w in (*fact.supporters, *fact.deniers) if _key(w, voices) == key]
        stories = {w.story for w in mine}

        def other(witness: Witness) -> bool:
            """Not the speaker, nor a document that tells no more than the speaker's words."""
            return _key(witness, voices) != key and (bool(witness.by) or witness.story not in stories)

        later = [w for w in (*fact.supporters, *fact.deniers) if w.day >= one.day]
        self.pro = [w for w in later if other(w) and w.status is Status.ASSERTED and w.voice != "unnamed"]
        self.con = [w for w in later if other(w) and not stage_of(w).positive]
        self.claimed = [w for w in fact.supporters if other(w)]
        self.back = [w for w in later if _key(w, voices) == key and stage_of(w).positive is one.against
                     and w.day > one.day]  # fmt: skip
        self.decided = [step for step in fact.history if step.status is None and step.stage is Stage.CONFIRMED]


def _key(witness: Witness, voices: Voices) -> str:
    found = voices.teller(witness)
    return found.key if found else f"claim {witness.claim}"


def _told(outcome: Outcome, by: list[Witness], figures: tuple[str, ...] = ()) -> Fate:
    """A fate with those by whose word it was so, and the first day of it."""
    names = tuple(dict.fromkeys(w.who for w in by))
    return Fate(outcome, min((w.day for w in by), default=None), names, figures)


def _of_denial(fact: Fact, heard: _Heard) -> Fate:
    """A denial stands where the thing is not believed, is borne out by others who say so, and refuted by reports."""
    if heard.back:
        return _told(Outcome.TAKEN_BACK, heard.back)
    if not fact.stands:
        return _told(Outcome.BORNE_OUT if heard.con or fact.superseded_by else Outcome.STANDS, heard.con)
    if fact.status.happened and heard.pro:
        return _told(Outcome.REFUTED, heard.pro)
    return _told(Outcome.CONTRADICTED, heard.claimed) if heard.claimed else Fate(Outcome.OPEN)


def _of_claim(one: Statement, heard: _Heard) -> Fate:
    fact = one.fact
    if heard.back:
        return _told(Outcome.TAKEN_BACK, heard.back)
    if fact.status in _ENDS:
        return _told(_ENDS[fact.status], heard.con)
    if fact.superseded_by is not None:
        return Fate(Outcome.REPLACED)
    return _answered(one, heard)


_ENDS: Final = {Stage.FAILED: Outcome.FAILED, Stage.REVERSED: Outcome.REVERSED, Stage.DENIED: Outcome.DENIED}


def _answered(one: Statement, heard: _Heard) -> Fate:
    """What others said of a thing that is still believed."""
    if figures := _figures(one):
        claims = {claim for _, claims in figures for claim in claims}
        by = [w for w in one.fact.supporters if w.claim in claims]
        later = [w for w in by if w.day >= one.day]
        return _told(Outcome.FIGURE, later or by, tuple(dict.fromkeys(shown for shown, _ in figures)))
    if heard.con:
        return _told(Outcome.DISPUTED, heard.con)
    if heard.pro:
        return _told(Outcome.CONFIRMED, heard.pro)
    return _decided(heard.decided) if heard.decided else Fate(Outcome.OPEN)


def _decided(steps: list[Step]) -> Fate:
    return Fate(Outcome.CONFIRMED, steps[0].day, tuple(dict.fromkeys(step.who for step in steps)))


def _figures(one: Statement) -> list[tuple[str, tuple[str, ...]]]:
    """The sums and numbers that others say instead of the speaker's, with the claims that say so."""
    found = []
    for slot in _FIGURES[one.fact.kind]:
        belief = one.fact.slots.get(slot)
        if belief is None or not belief.contested:
            continue
        if any(one.witness.claim in value.claims for value in belief.values):
            found += [(v.shown, v.claims) for v in belief.values if one.witness.claim not in v.claims]
    return found
