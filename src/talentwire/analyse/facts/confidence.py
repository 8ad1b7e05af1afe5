"""How far a fact is believed: independent voices for it and against it, and what people decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

from talentwire.analyse.facts.fact import DECIDED, Confidence, combine
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.report import Remark
from talentwire.analyse.facts.settings import settings
from talentwire.analyse.facts.voices import Voice
from talentwire.model.claims import Status
from talentwire.model.entities import Feature

_OUTLIVED: Final = 0.4
"""What a denial still counts for when others reported later that the thing had happened."""
_AFTER: Final = 7
_WORDING: Final = {
    "editor": "{who} put it right",
    "concerned": "{who}, whom it concerns, says so",
    "outlet": "{who} reports it",
    "named": "{who} says so",
    "document": "{who} says so and names no outlet",
    "unnamed": "{who}, without a name, say so",
}
_AGAINST: Final = {Status.DENIED: "{who} denies it", Status.FAILED: "{who}: it came to nothing"}


def weight(reading: Reading) -> float:
    """How far a claim is believed, taken alone, that the thing is so."""
    chosen = settings()
    return chosen.voice[reading.voice.kind] * chosen.status[reading.status]


@dataclass(frozen=True, slots=True)
class Heard:
    """One independent voice: the claim that speaks loudest for it, and what it counts for."""

    weight: float
    reading: Reading
    last: tuple[int, tuple[str, str]]


def voices(readings: Iterable[Reading]) -> dict[str, Heard]:
    """The independent voices among claims of one side.

    A story is one voice, however many copies it has: that of its strongest claim. Stories that quote the same source
    are one voice too.
    """
    strongest: dict[str, Heard] = {}
    for reading in readings:
        heard = Heard(_strength(reading), reading, (reading.seen, reading.order))
        known = strongest.get(reading.story)
        if known is None or _louder(heard, known):
            strongest[reading.story] = heard
    found: dict[str, Heard] = {}
    for story, heard in sorted(strongest.items()):
        key = heard.reading.voice.key or f"story {story}"
        known = found.get(key)
        if known is None or _louder(heard, known):
            found[key] = heard if known is None else Heard(heard.weight, heard.reading, max(heard.last, known.last))
        else:
            found[key] = Heard(known.weight, known.reading, max(heard.last, known.last))
    return found


def _strength(reading: Reading) -> float:
    if reading.status is Status.DENIED:
        return settings().denial[reading.voice.kind]
    if reading.status is Status.FAILED:
        return settings().voice[reading.voice.kind]
    return weight(reading)


def _louder(left: Heard, right: Heard) -> bool:
    mine = (left.weight, bool(left.reading.voice.key), right.reading.voice.key, right.last)
    return mine > (right.weight, bool(right.reading.voice.key), left.reading.voice.key, left.last)


def belief(readings: Iterable[Reading]) -> float:
    """How far independent voices are believed together."""
    return 1 - prod(1 - heard.weight for heard in voices(readings).values())


def weigh_sides(supporting: Sequence[Reading], denying: Sequence[Reading], decided: Remark | None) -> Confidence:
    """The confidence in a fact, from the claims for it and against it and a person's decision, if there is one."""
    if decided is not None:
        part = _decision(decided)
        return Confidence(part.value, (part,))
    pros, cons = voices(supporting), voices(denying)
    if cons:
        pros, cons = _at_last(pros, cons), _at_last(cons, pros)
    sure = max((r.at for r in supporting if r.final and r.voice.kind != "unnamed"), default=0)
    parts = [_for(heard) for heard in pros.values()] + [_against(heard, sure) for heard in cons.values()]
    ordered = tuple(sorted(parts, key=lambda part: (-part.value, part.sentence)))
    return Confidence(combine(ordered), ordered)


def _at_last(side: dict[str, Heard], other: dict[str, Heard]) -> dict[str, Heard]:
    """One side without those who said the opposite later: everyone is taken at their last word."""
    taken_back: dict[str, tuple[int, tuple[str, str]]] = {}
    for heard in other.values():
        who = _who(heard.reading)
        taken_back[who] = max(heard.last, taken_back.get(who, heard.last))
    return {key: h for key, h in side.items() if taken_back.get(_who(h.reading), h.last) <= h.last}


def _who(reading: Reading) -> str:
    """Who speaks: the source, else the outlet, else the document."""
    entry = reading.report.entry
    return reading.voice.key or (f"outlet {entry.outlet}" if entry.outlet else f"document {entry.document_id}")


def _decision(remark: Remark) -> Feature:
    verb = "confirmed" if remark.verdict == "confirm" else "denied"
    reason = f": {remark.reason}" if remark.reason else ""
    return Feature(DECIDED, settings().person[remark.verdict], f"{remark.by} {verb} it{reason}")


def _for(heard: Heard) -> Feature:
    voice = heard.reading.voice
    sentence = _named(_WORDING[voice.kind], voice)
    said = "" if heard.reading.status is Status.ASSERTED else f" ({heard.reading.status})"
    return Feature(voice.kind, round(heard.weight, 6), f"{sentence}{said}")


def _against(heard: Heard, sure: int) -> Feature:
    reading = heard.reading
    value = heard.weight
    sentence = _named(_AGAINST[reading.status], reading.voice)
    if reading.voice.kind == "concerned":
        sentence += ", whom it concerns"
    if sure > heard.last[0] + _AFTER:
        value *= _OUTLIVED
        sentence += "; it was reported to have happened afterwards"
    return Feature(reading.voice.kind, -round(value, 6), sentence)


def _named(wording: str, voice: Voice) -> str:
    return wording.format(who=voice.name)
