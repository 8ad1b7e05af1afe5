"""What one sentence alleges and the next denies is two claims: "The FT reports … . Acme denied the report." """

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from talentwire.extract.drafts import Draft
from talentwire.extract.speech import Attribution, SpeechReader
from talentwire.extract.text import Text
from talentwire.model.claims import Position, Quote, Status
from talentwire.model.entities import Party

_REACH = 2
"""Sentences between what is alleged and its denial."""
_CONTENT = 4
"""Tokens behind a verb in which "that" begins what is denied."""
_LONGEST = 26
"""Tokens of a sentence that denies what another one says; a longer one tells something of its own."""


def denials(text: Text, speech: SpeechReader, drafts: list[Draft]) -> Iterator[Draft]:
    """A denied draft for every one that a following sentence without a claim of its own denies."""
    told: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts:
        if not isinstance(draft.content, Position | Quote):
            told[text.sentence_of(draft.first).index].append(draft)
    for attribution in speech.attributions:
        here = attribution.sentence
        if here.index in told or here.last - here.first > _LONGEST or not _denies_what_was_said(text, attribution):
            continue
        last = here.last - (text.words[here.last - 1] in ".!?")
        for alleged in _alleged(told, here.index):
            if alleged.status is not Status.DENIED:
                source = Party(attribution.name)
                rule = f"{alleged.trigger}; denied in the next sentence"
                yield replace(alleged, first=here.first, last=last, status=Status.DENIED, source=source, trigger=rule)


def _denies_what_was_said(text: Text, attribution: Attribution) -> bool:
    """Whether somebody denies what was said before, and nothing of their own ("denies that …")."""
    last = attribution.verb[1]
    behind = text.lower[last : min(last + _CONTENT, attribution.sentence.last)]
    return attribution.manner == "deny" and not any(text.pack.cues.has("complementisers", word) for word in behind)


def _alleged(told: dict[int, list[Draft]], index: int) -> list[Draft]:
    """The drafts of the nearest sentence before that has any."""
    return next((told[i] for i in range(index - 1, index - 1 - _REACH, -1) if i in told), [])
