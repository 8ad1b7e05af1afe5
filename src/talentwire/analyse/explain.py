"""Why the ledger holds a claim: its words in their context, the rule, the names as written and as resolved."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from talentwire.model.document import Document, Span
from talentwire.model.entities import Entity, Parties, Party
from talentwire.record.query import Entry

Resolve = Callable[[Entry, str], tuple[Entity, ...]]
"""Whom the names in a slot of an entry mean, in their order."""

_CONTEXT: Final = 320  # characters to either side: a paragraph or so
_SUBJECTS: Final = {
    "move": ("person",),
    "position": ("person", "org"),
    "deal": ("buyer", "target"),
    "funding": ("org",),
    "compute": ("owner", "facility"),
    "workforce": ("org", "change"),
    "release": ("product",),
}


@dataclass(frozen=True)
class NameLine:
    """A name in a slot: as the document writes it, as it was read, and whom it means."""

    slot: str
    written: str
    name: str
    entity: Entity


@dataclass(frozen=True)
class Explanation:
    """Everything that shows where a claim comes from.

    Attributes:
        entry: the claim in the ledger.
        document: where it stands.
        context: the piece of the document's original text to show.
        marked: the evidence, as a span of the context.
        names: as written and as resolved.
        others: claims of other documents about the same thing, whatever they say of it.

    """

    entry: Entry
    document: Document
    context: str
    marked: Span
    names: tuple[NameLine, ...]
    others: tuple[Entry, ...]


def explain(entry: Entry, document: Document, entries: Iterable[Entry], resolve: Resolve) -> Explanation:
    """Explain an entry; ``entries`` are those that may be about the same thing."""
    claim = entry.claim
    start = document.text.find(claim.evidence)
    span = claim.span or Span(start, start + len(claim.evidence))
    left, right = _context(document.text, span)
    named: dict[str, list[Party]] = {}
    for slot, party in claim.parties():
        named.setdefault(slot, []).append(party)
    names = tuple(
        NameLine(slot, party.as_written, party.name, entity)
        for slot, parties in named.items()
        for party, entity in zip(parties, resolve(entry, slot), strict=False)
    )
    others = tuple(o for o in entries if o.document_id != entry.document_id and same_subject(entry, o, resolve))
    marked = Span(span.start - left, span.end - left)
    return Explanation(entry, document, document.text[left:right], marked, names, others)


def _context(text: str, span: Span) -> tuple[int, int]:
    """The paragraph around a span, cut at words where it is long."""
    left = max(text.rfind("\n", 0, span.start) + 1, span.start - _CONTEXT)
    end = text.find("\n", span.end)
    right = min(end if end >= 0 else len(text), span.end + _CONTEXT)
    if left and not text[left - 1].isspace():
        left += next((i for i, c in enumerate(text[left : span.start]) if c.isspace()), -1) + 1
    if right < len(text) and not text[right].isspace():
        cut = text[span.end : right].rfind(" ")
        right = span.end + cut if cut >= 0 else right
    return left, right


def same_subject(a: Entry, b: Entry, resolve: Resolve) -> bool:
    """Whether two claims are about the same thing, whatever they say of it: asserted here, denied there."""
    kind = a.claim.kind
    if kind != b.claim.kind or kind not in _SUBJECTS:
        return False
    slots = _SUBJECTS[kind]
    if kind == "move" and not getattr(a.claim.content, "person", ()):
        slots = ("headcount", "from_org", "to_org")
    pairs = [(_meant(a, slot, resolve), _meant(b, slot, resolve)) for slot in slots]
    given = [(left, right) for left, right in pairs if left]
    return bool(given) and all(left & right for left, right in given)


def _meant(entry: Entry, slot: str, resolve: Resolve) -> set[str]:
    value: Parties | str | float | None = getattr(entry.claim.content, slot)
    if isinstance(value, tuple):
        return {entity.id for entity in resolve(entry, slot)}
    return set() if value is None else {str(value)}
