"""How far a fact is believed: independent voices for it and against it, and what people decided."""

from collections.abc import Sequence
from math import prod
from typing import Final, NamedTuple

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


class Heard(NamedTuple):
    """One independent voice: the claim that speaks loudest for it, what it counts for, and when it spoke last."""

    weight: float
    reading: Reading
    last: tuple[int, tuple[str, str]]


def voices(readings: Sequence[Reading]) -> dict[str, Heard]:
    """The independent voices among claims of one side.

    A story is one voice, however many copies it has: that of its strongest claim. Stories that quote the same source
    are one voice too.
    """
    strongest: dict[str, Reading] = {}
    for reading in readings:
        known = strongest.get(reading.story)
        if known is None or _loudness(reading) < _loudness(known):
            strongest[reading.story] = reading
    found: dict[str, Heard] = {}
    for story, reading in sorted(strongest.items()) if len(strongest) > 1 else strongest.items():
        key = reading.voice.key or f"story {story}"
        last = (reading.seen, reading.order)
        heard = found.get(key)
        if heard is not None:
            last = max(last, heard.last)
            reading = min(reading, heard.reading, key=_loudness)
        found[key] = Heard(reading.strength, reading, last)
    return found


def _loudness(reading: Reading) -> tuple[float, bool, str, int, tuple[str, str]]:
    """Sorts the claim first that counts most; of equals, one with a named source, then the earlier."""
    voice = reading.voice
    return -reading.strength, not voice.key, voice.key, reading.seen, reading.order


def belief(readings: Sequence[Reading]) -> float:
    """How far independent voices are believed together."""
    if len(readings) == 1:
        return readings[0].strength
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
