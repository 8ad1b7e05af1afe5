"""All that the learnt choice sees of a text: its words, triggers, and what the rules made of it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from talentwire.extract.drafts import Draft
from talentwire.extract.finder import Unmet
from talentwire.extract.findings import Findings
from talentwire.extract.frames import Frame
from talentwire.extract.learnt.words import Words
from talentwire.extract.positions import Holding
from talentwire.extract.text import Mention, Sentence, Text
from talentwire.lang.grammar import Trigger
from talentwire.model.claims import NAMED, filled
from talentwire.model.values import Money

_EVENTS = ("change", "event", "kind")
"""Slots that tell what sort of claim of its kind a trigger opens."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A trigger at tokens ``first:last``, whether it opened a frame or not."""

    trigger: Trigger
    first: int
    last: int
    met: bool

    @property
    def sort(self) -> str:
        """The kind of the trigger and what it sets: "workforce cut"."""
        told = next((str(self.trigger.fixed[name]) for name in _EVENTS if name in self.trigger.fixed), "")
        return f"{self.trigger.kind} {told}".strip()


class Sight:
    """What is seen of one text."""

    def __init__(
        self, findings: Findings, unmet: Iterable[Unmet], frames: Iterable[Frame], drafts: Iterable[Draft]
    ) -> None:
        """Prepare for one text that the rules have read."""
        self.findings = findings
        self.text: Text = findings.text
        self.drafts = list(drafts)
        self.openings: dict[int, list[Opening]] = defaultdict(list)
        for one in unmet:
            if not one.found.payload.mute:
                self.openings[one.sentence.index].append(
                    Opening(one.found.payload, one.found.first, one.found.last, met=False)
                )
        self.frames: dict[int, list[Frame]] = defaultdict(list)
        for frame in frames:
            self.openings[frame.sentence.index].append(Opening(frame.trigger, frame.first, frame.last, met=True))
            self.frames[frame.sentence.index].append(frame)
        self.said: dict[tuple[str, int], list[tuple[str, str, Draft]]] = defaultdict(list)
        self.told: dict[str, set[str]] = defaultdict(set)
        self.together: dict[tuple[str, str], set[str]] = defaultdict(set)
        for draft in self.drafts:
            values = list(values_of(draft))
            for slot, value in values:
                self.told[value].add(f"{draft.content.type}.{slot}")
                for index in self._sentences(draft):
                    self.said[value, index].append((draft.content.type, slot, draft))
                for other, name in values:
                    self.together[value, name].add(f"{draft.content.type} {other}")
        self.words = Words(self.text)

    def _sentences(self, draft: Draft) -> range:
        first = self.text.sentence_of(draft.first).index
        return range(first, self.text.sentence_of(max(draft.first, draft.last - 1)).index + 1)

    @cached_property
    def blocks(self) -> list[str]:
        """What sort of block every sentence stands in."""
        starts = [block.start for block in self.text.blocks]
        kinds = []
        for sentence in self.text.sentences:
            at = bisect_left(starts, self.text.starts[sentence.first] + 1) - 1
            kinds.append(str(self.text.blocks[max(0, at)].kind))
        return kinds

    @cached_property
    def holdings(self) -> dict[str, list[Holding]]:
        """The positions of every person, by name."""
        found: dict[str, list[Holding]] = defaultdict(list)
        for holding in self.findings.holdings:
            found[holding.person.name].append(holding)
        return found

    @cached_property
    def holding_at(self) -> dict[int, list[Holding]]:
        """The positions beside every mention of a person, by its id."""
        found: dict[int, list[Holding]] = defaultdict(list)
        for holding in self.findings.holdings:
            found[id(holding.person)].append(holding)
        return found

    @cached_property
    def held(self) -> dict[tuple[str, str], set[tuple[bool, int]]]:
        """Whether a person's positions at an organisation are over, and in which sentences they stand."""
        found: dict[tuple[str, str], set[tuple[bool, int]]] = defaultdict(set)
        for holding in self.findings.holdings:
            for org in holding.orgs:
                index = self.text.sentence_of(holding.first).index
                found[holding.person.name, org.name].add((holding.former, index))
        return found

    @cached_property
    def org_named(self) -> dict[str, Mention]:
        """The first mention of every organisation that may be meant where none is named."""
        found: dict[str, Mention] = {}
        for org in self.findings.resolver.orgs:
            found.setdefault(org.name, org)
        return found

    @cached_property
    def persons_told(self) -> Counter[str]:
        """How often every person is named."""
        return Counter(m.name for m in self.text.mentions if m.kind == "PER")

    @cached_property
    def quoted(self) -> set[int]:
        """The tokens between quotation marks."""
        return {at for first, last in self.findings.speech.quotes for at in range(first, last)}

    @cached_property
    def drafts_in(self) -> dict[int, set[str]]:
        """The kinds of claims that the rules read in every sentence."""
        found: dict[int, set[str]] = defaultdict(set)
        for draft in self.drafts:
            for index in self._sentences(draft):
                found[index].add(draft.content.type)
        return found

    def inside(self, sentence: Sentence) -> list[Mention]:
        """The mentions of a sentence."""
        return self.text.inside(sentence)


def values_of(draft: Draft) -> Iterator[tuple[str, str]]:
    """The slots of a draft with their values, as candidates write theirs."""
    for slot, value in filled(draft.content):
        if slot.type in NAMED:
            yield from ((slot.name, party.name) for party in value)
        elif slot.type in ("money", "number"):
            yield slot.name, written(value)


def written(value: Any) -> str:
    """A value as a text that is the same for equal values."""
    if isinstance(value, Money):
        return f"{value.value:g} {value.currency}"
    return f"{value:g}" if isinstance(value, int | float) else str(value)
