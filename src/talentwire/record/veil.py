"""A document and its claims as they may be kept, where somebody in it was forgotten."""

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Generic, TypeVar

from talentwire.model.claims import NAMED, Claim, Pay, SlotType, filled
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.record.blackening import Hit, Search, Word, alone, blacken, surname, united
from talentwire.record.rows import NameKey

Key = TypeVar("Key", bound=Hashable)
_NOTED: Final = ("title", "url", "place")
_ADDRESSES: Final = ("url", "place", "id")
_AROUND: Final = 4
"""So many words before and after a name may be of a longer name of somebody else."""


@dataclass(frozen=True)
class Company:
    """Who else is named in a document, so that their names stay.

    Attributes:
        persons: keys of other persons.
        names: keys of everybody and everything else, of any type, without blanks.

    """

    persons: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, claims: Iterable[Claim], key: NameKey) -> "Company":
        """Those whom claims name."""
        persons: set[str] = set()
        names: set[str] = set()
        for claim in claims:
            types = {slot.name: slot.type for slot, _ in filled(claim.content)}
            for slot, party in claim.parties():
                own = key(party.name, "person")
                names |= {own.replace(" ", ""), key(party.name, "org").replace(" ", "")}
                if types.get(slot, "party") in ("person", "party"):
                    persons.add(own)
        return cls(frozenset(persons), frozenset(names - {""}))

    @cached_property
    def parts(self) -> frozenset[str]:
        """What may stand for one of them: names, and words of persons' names, without blanks."""
        runs = {run for own in self.persons for run in _runs(own.split())}
        return self.names | runs

    def holds(self, words: Sequence[Word], hit: Hit, more: int) -> bool:
        """Whether words stand inside the name of one of them that is at least so many words longer."""
        size = hit.last - hit.first
        return any(
            last - first - size >= more and "".join(word.key for word in words[first : last + 1]) in self.names
            for first in range(max(0, hit.first - _AROUND), hit.first + 1)
            for last in range(hit.last, min(len(words), hit.last + _AROUND + 1))
        )


def _runs(words: Sequence[str]) -> Iterator[str]:
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            yield "".join(words[first:last])


@dataclass(frozen=True)
class Veil:
    """A document as it may be kept.

    Attributes:
        read: the document as it was read.
        document: as it is kept; the same where nobody in it was forgotten.
        search: what is looked for.
        company: whose names stay.
        parts: parts of names that mean a forgotten person in this document, as keys without blanks.
        places: how many places are black, in its text and in what is noted with it.

    """

    read: Document
    document: Document
    search: Search
    company: Company = field(default_factory=Company)
    parts: frozenset[str] = frozenset()
    places: int = 0

    @classmethod
    def over(cls, read: Document, search: Search, company: Company, told: Iterable[Party] = ()) -> "Veil":
        """Blacken the names in a document.

        Args:
            read: the document, with its repairs, so that a name that lost a blank is found.
            search: for whole names.
            company: who else is named in the document.
            told: forgotten persons as claims name them that are not kept.

        """
        bare = cls(read, read, search, company)
        parts = {bare._part(party) for party in told}
        parts.update(*(bare._surnames(text) for text in (read.reading.text, read.title or "")))
        kept = frozenset(part for part in parts - company.parts if len(part) > 1)
        return replace(bare, parts=kept)._drawn()

    def _part(self, party: Party) -> str:
        """What a document calls somebody, where that is no whole name."""
        own = self.search.key(party.as_written)
        return "" if own in self.search.wanted or party.as_written[:1].islower() else own.replace(" ", "")

    def _surnames(self, text: str) -> set[str]:
        words, hits = self.search.look(text)
        return {surname(text, words, hit) for hit in hits if not self.company.holds(words, hit, 1)}

    def _drawn(self) -> "Veil":
        read = self.read
        spans = united(read.reading.original_span(*span) for span in self.find(read.reading.text))
        noted = {name: self.find(getattr(read, name) or "", anyhow=name in _ADDRESSES) for name in (*_NOTED, "id")}
        places = len(spans) + sum(map(len, noted.values()))
        if not places:
            return self
        changed: dict[str, Any] = {
            name: blacken(text, noted[name]) for name in (*_NOTED, "id") if (text := getattr(read, name)) is not None
        }
        kept = replace(read, text=blacken(read.text, spans), recorded_as=read.digest, **changed)
        return replace(self, document=kept, places=places)

    @property
    def names_its_id(self) -> bool:
        """Whether the name by which the document goes holds a forgotten one."""
        return self.document.id != self.read.id

    def find(self, text: str, *, anyhow: bool = False) -> list[Span]:
        """Where names and parts of them stand in a text, in order; ``anyhow`` takes parts also in small letters."""
        words, whole = self.search.look(text)
        hits = [hit for hit in whole if not self.company.holds(words, hit, 1)]
        if self.parts:
            stood = alone(text, words, self.parts, anyhow=anyhow)
            hits += [hit for hit in stood if not self.company.holds(words, hit, 0)]
        return united(Span(hit.start, hit.end) for hit in hits)

    def clean(self, text: str) -> str:
        """A text with black in the place of names."""
        return blacken(text, self.find(text))

    def over_claim(self, claim: Claim) -> Claim:
        """A claim that is kept, grounded in the document as it is kept."""
        changed: dict[str, Any] = {}
        for slot, value in filled(claim.content):
            if slot.type == "text":
                changed[slot.name] = self.clean(value) if isinstance(value, str) else tuple(map(self.clean, value))
            elif slot.type in NAMED:
                changed[slot.name] = tuple(map(self._party, value))
        start = claim.span.start if claim.span else self.read.text.find(claim.evidence)
        evidence = self.document.text[start : start + len(claim.evidence)] if start >= 0 else self.clean(claim.evidence)
        source = claim.source and self._party(claim.source)
        return replace(claim, content=replace(claim.content, **changed), source=source, evidence=evidence)

    def _party(self, party: Party) -> Party:
        return Party(party.name, party.written and self.clean(party.written))


@dataclass(frozen=True)
class Barred:
    """Whose names are not to be kept, in one document.

    Attributes:
        key: how keys of names are made.
        full: keys of whole names, wherever they stand.
        single: keys of one word, which count only where a claim has them as the name of a person.

    """

    key: NameKey
    full: Container[str]
    single: Container[str]

    @cached_property
    def search(self) -> Search:
        """The search for whole names in texts."""
        return Search(lambda name: self.key(name, "person"), self.full)

    def told(self, claim: Claim) -> list[Party]:
        """Those in slots of a claim whose names are not to be kept."""
        types = {slot.name: slot.type for slot, _ in filled(claim.content)}
        found = [party for slot, party in claim.parties() if self._is_barred(party.name, types.get(slot, "party"))]
        return found + [Party(text) for text in recipients(claim) if self._is_recipient(text)]

    def _is_barred(self, name: str, slot_type: SlotType) -> bool:
        own = self.key(name, "person")
        return own in self.full or (slot_type in ("person", "party") and own in self.single)

    def _is_recipient(self, text: str) -> bool:
        search = self.search
        return self._is_barred(text, "party") or bool(search.look(text)[1])


def recipients(claim: Claim) -> tuple[str, ...]:
    """To whom something is paid, in the words of a claim."""
    return claim.content.recipient if isinstance(claim.content, Pay) else ()


@dataclass(frozen=True)
class Veiled(Generic[Key]):
    """A document and its claims, taken apart.

    Attributes:
        veil: over the document.
        kept: claims that may be kept, grounded in the document as it is kept.
        gone: claims that name somebody who was forgotten.

    """

    veil: Veil
    kept: Mapping[Key, Claim]
    gone: Mapping[Key, Claim]

    def under(self, name: str) -> "Veiled[Key]":
        """The same, with the document under this name."""
        if name == self.veil.document.id:
            return self
        named = replace(self.veil.document, id=name, recorded_as=self.veil.read.digest)
        return replace(self, veil=replace(self.veil, document=named))


def veiled(read: Document, claims: Mapping[Key, Claim], barred: Barred, stored: Document | None = None) -> Veiled[Key]:
    """Take apart what may be kept of a document and what may not.

    Args:
        read: the document as it is read.
        claims: what was read in it, by any key.
        barred: whose names are not to be kept in it.
        stored: the document as a ledger holds it; what is black there stays so, and nothing else becomes so.

    """
    told = {key: barred.told(claim) for key, claim in claims.items()}
    others = [claim for key, claim in claims.items() if not told[key]]
    parties = [party for found in told.values() for party in found]
    veil = Veil.over(read, barred.search, Company.of(others, barred.key), parties)
    if stored and stored != veil.document:
        veil = replace(veil, document=replace(stored, edits=read.edits, recorded_as=read.digest))
    gone = {key for key, claim in claims.items() if told[key] or any(map(veil.find, recipients(claim)))}
    kept = {key: veil.over_claim(claim) for key, claim in claims.items() if key not in gone}
    return Veiled(veil, kept, {key: claims[key] for key in claims if key in gone})
