"""Sentences with the claims that they make: what there is to say, said in a language, and damaged by machines."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, NamedTuple

from synthetic.claims import Json, claims_of
from synthetic.names import Person, misspelt
from synthetic.phrases import phrase, words
from synthetic.wording import Places


@dataclass(frozen=True, slots=True)
class Unit:
    """Something to say.

    Attributes:
        key: what sort of thing: ``move.new``.
        slots: who, where, how much.
        day: when it happened, as an ordinal.
        event: id of the event.

    """

    key: str
    slots: Mapping[str, Any]
    day: int
    event: str

    def but(self, key: str = "", **slots: Any) -> "Unit":
        """The same with something else in it."""
        return replace(self, key=key or self.key, slots={**self.slots, **slots})


class Sentence(NamedTuple):
    """Words and the claims that they make, whose evidence stands in them."""

    text: str
    claims: tuple[Json, ...] = ()


class Voice(NamedTuple):
    """How a document speaks: language and day, what it draws from, names that it misspells, a paper that it reads."""

    lang: str
    day: date
    chance: random.Random
    wrong: Mapping[int, int]
    paper: str = ""


def say(unit: Unit, voice: Voice) -> Sentence:
    """A sentence, or two, that say it."""
    unit = replace(unit, slots=_spelled(unit.slots, voice))
    if unit.key == "correction.move":
        return _corrected(unit, voice)
    if unit.key == "correction.amount":
        fact = say(replace(unit, key=unit.slots["fact"]), voice)
        return Sentence(phrase(voice.lang, unit.key, voice.chance).format(fact=fact.text), fact.claims)
    text, used = _text(unit, voice)
    held = claims_of(unit.key, unit.slots, used, text)
    if unit.key == "group.new" and unit.slots["people"]:
        more, _ = _text(replace(unit, key="group.names"), voice)
        held += claims_of("group.names", unit.slots, used, f"{text} {more}")
        text = f"{text} {more}"
    return Sentence(text, tuple(held))


def _text(unit: Unit, voice: Voice) -> tuple[str, dict[str, str]]:
    places = Places(unit.slots, voice.lang, voice.day, date.fromordinal(unit.day), voice.chance)
    text = phrase(voice.lang, unit.key, voice.chance).format_map(places)
    return text[:1].upper() + text[1:].strip(), places.used


def _corrected(unit: Unit, voice: Voice) -> Sentence:
    """A correction denies what was written, and says what is so."""
    text, used = _text(unit, voice)
    wrong, right = {**unit.slots, "to": unit.slots["wrong"]}, unit.slots
    ends = {place: "" for place in ("from", "to") if place == "to" or place in used}
    held = [*claims_of("move.denied", wrong, ends, text), *claims_of("move.new", right, ends, text)]
    return Sentence(text, tuple(held))


def _spelled(slots: Mapping[str, Any], voice: Voice) -> dict[str, Any]:
    """The slots in the words of a document: names as it spells them, sources without a name in its language."""
    own = {name: _one_spelled(value, voice.wrong) for name, value in slots.items()}
    if "source" in own:
        own["source"] = voice.chance.choice(words(voice.lang)["source"])
    return own


def _one_spelled(value: Any, wrong: Mapping[int, int]) -> Any:
    match value:
        case Person() if value.number in wrong:
            return value._replace(name=misspelt(value.name, wrong[value.number]))
        case tuple() if value and isinstance(value[0], Person):
            return tuple(_one_spelled(one, wrong) for one in value)
        case _:
            return value


_DAMAGE: Final = 0.5
"""Share of the sentences that a bad machine translation damages."""


def damaged(sentence: Sentence, names: list[str], chance: random.Random) -> Sentence:
    """A sentence after a bad machine: a blank lost behind a name, other quotation marks. Claims keep the true names."""
    if chance.random() > _DAMAGE:
        return sentence
    changes = [("«\u00a0", '"'), ("\u00a0»", '"'), ("« ", '"'), (" »", '"')]
    found = [f"{name} " for name in names if f"{name} " in sentence.text]
    if found:
        lost = chance.choice(found)
        changes.append((lost, lost.rstrip()))
    return Sentence(_changed(sentence.text, changes), tuple(
        {**claim, "evidence": _changed(claim["evidence"], changes)} for claim in sentence.claims
    ))  # fmt: skip


def _changed(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        text = text.replace(old, new)
    return text
