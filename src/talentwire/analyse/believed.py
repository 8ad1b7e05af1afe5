"""Facts and stories as they are shown: with the entries and documents behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from talentwire.analyse.facts.fact import Belief, Fact
from talentwire.analyse.stories import Story
from talentwire.model.claims import KINDS, NAMED, Content, Slot, slots
from talentwire.model.entities import Party
from talentwire.model.values import Interval, PartialDate
from talentwire.record.answers import Entry, Folded, Listed


@dataclass(frozen=True)
class FactPage:
    """A fact with the entries of its claims, by id, and the stories of their documents, by digest."""

    fact: Fact
    entries: Mapping[str, Entry]
    stories: Mapping[str, Story]


@dataclass(frozen=True)
class StoryPage:
    """A story with its documents, the origin first, and why they are one story."""

    story: Story
    documents: tuple[Listed, ...]
    folds: tuple[Folded, ...]


def content_of(fact: Fact) -> Content:
    """What is believed, as the content of a claim, for whoever tells claims."""
    kind = KINDS[fact.kind]
    values: dict[str, Any] = {}
    for slot in slots(kind):
        if belief := fact.slots.get(slot.name):
            values[slot.name] = _held(slot, belief)
    return kind(**values)


def _held(slot: Slot, belief: Belief) -> Any:
    if slot.type in NAMED:
        return (Party(belief.shown),)
    return (belief.shown,) if slot.default == () else belief.value


def held_during(fact: Fact, during: Interval | str) -> bool:
    """Whether a fact held, or happened, in a stretch of time; one without any date may have."""
    within = Interval.parse(during) if isinstance(during, str) else during
    if fact.holds is not None:
        return fact.holds.overlaps(within)
    dated = fact.slots.get("date")
    if dated is None or not isinstance(dated.value, PartialDate):
        return False
    return dated.value.interval().overlaps(within)
