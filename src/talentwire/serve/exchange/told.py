"""What both vocabularies tell in words of a fact: what is believed, how far, who denies it, and which words say so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from talentwire.analyse.exchange.sourced import Sourced
from talentwire.analyse.facts.fact import Fact, Witness
from talentwire.model.entities import Entity
from talentwire.record.answers import Entry
from talentwire.serve.believed import said
from talentwire.serve.render import harmless

MOST: Final = 1_000
"""Letters of a title or a name that are handed on."""


@dataclass
class Seen:
    """What was written already, so that everybody and every document comes once, before the first that names it."""

    ids: set[str] = field(default_factory=set)

    def new(self, id_: str) -> bool:
        """Whether it comes for the first time."""
        before = len(self.ids)
        self.ids.add(id_)
        return len(self.ids) > before

    def entities(self, sourced: Sourced) -> Iterator[Entity]:
        """Whom a fact names, as far as they are new."""
        return (one for id_, one in sourced.entities.items() if self.new(id_))

    def documents(self, sourced: Sourced) -> Iterator[Entry]:
        """An entry of each document that is new."""
        return (one for one in sourced.entries.values() if self.new(one.claim.document))


def says(sourced: Sourced) -> str:
    """What is believed, in a line."""
    return said(sourced.fact, sourced.entries.get(sourced.fact.id))


def standing(fact: Fact) -> str:
    """How far a fact has come: its status, and whether something has replaced it or cannot be so beside it."""
    more = [word for word, so in (("replaced", fact.superseded_by), ("disputed", fact.rivals)) if so]
    return ", ".join([str(fact.status), *more])


def weighed(fact: Fact) -> str:
    """How far a fact is believed, by whom, what is contested, and what ended or replaced it."""
    stories = f"{fact.stories} independent {'story' if fact.stories == 1 else 'stories'}"
    parts = [f"{standing(fact)}; believed {fact.confidence.value:.2f} of 1; {stories}"]
    parts.append(f"told from {fact.first_seen} to {fact.last_seen}")
    parts += [
        f"contested: {name} is {' or '.join(value.shown for value in fact.slots[name].values)}"
        for name in fact.contested
    ]
    parts += [f"ended: {fact.ended_by.why}"] if fact.ended_by else []
    parts += [f"replaced: {fact.superseded_by.why}"] if fact.superseded_by else []
    parts += [f"against it: {one.who} ({one.day})" for one in fact.deniers]
    return harmless("; ".join(parts))


def words(witness: Witness, entry: Entry) -> str:
    """The words of a witness with where they stand, ready to be quoted."""
    where = ", ".join(part for part in (entry.outlet or entry.document_id, str(witness.day)) if part)
    return f"«{' '.join(witness.words.split())}» ({where})"


def address(text: str | None) -> str | None:
    """A web address, if it is one that a reader may open."""
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return None
    known = parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    return text if known and text and text.isprintable() and not _UNFIT.intersection(text) else None


_UNFIT: Final = frozenset(' <>"{}|\\^`')


def filled(properties: Mapping[str, object]) -> dict[str, object]:
    """Properties without those that hold nothing."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], ())}
