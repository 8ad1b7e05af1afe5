"""A model's objects become claims that the document supports: evidence found, names checked, the rest refused."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from talentwire.extract.drafts import complete
from talentwire.extract.llm.answers import Listed
from talentwire.extract.llm.evidence import SHORTEST, Evidence
from talentwire.extract.llm.presence import Presence
from talentwire.extract.llm.values import RefusedError, read_claim
from talentwire.extract.usage import Usage
from talentwire.model.claims import NAMED, Claim, Slot, filled
from talentwire.model.document import Document
from talentwire.model.entities import Party


class Reader:
    """Reads the answers to the windows of one document."""

    def __init__(self, document: Document, presence: Presence, usage: Usage) -> None:
        """Read for a document; what is refused or mended is counted in ``usage``."""
        self._document = document
        self._presence = presence
        self._usage = usage
        self._evidence = Evidence(document)

    def claims(self, answer: Listed, near: int) -> Iterator[Claim]:
        """The claims of one answer; those whose evidence stands nowhere come without a place, for the gate to refuse.

        Args:
            answer: the objects that the model listed.
            near: where the window begins in the repaired text.

        """
        if answer.broken:
            self._usage.refused["no claim"] += answer.broken
        for data in answer.objects:
            try:
                read = read_claim(data, self._document.lang)
                claim = self._named(read.claim)
            except RefusedError as refused:
                self._usage.refused[refused.reason] += 1
                continue
            self._usage.mended += read.mended
            yield self._grounded(claim, near)

    def _grounded(self, claim: Claim, near: int) -> Claim:
        span = self._evidence.find(claim.evidence, near)
        if span is None:
            # what is too short to prove anything stands somewhere, so it must not reach the gate
            return replace(claim, evidence=claim.evidence if len(claim.evidence.strip()) >= SHORTEST else "", span=None)
        return replace(claim, evidence=span.cut(self._document.text), span=span)

    def _named(self, claim: Claim) -> Claim:
        """The claim without names that the document does not have.

        Raises:
            RefusedError: when too little is left without them.

        """
        changes: dict[str, Any] = {}
        implied: set[str] = set()
        emptied = 0
        for slot, value in filled(claim.content):
            if slot.type not in NAMED:
                continue
            kept = tuple(party for party in (self._party(slot, one) for one in value) if party)
            if not kept and slot.name in claim.implicit and self._presence.is_known(value[0].name, slot.type):
                implied.add(slot.name)
                kept = value[:1]
            emptied += not kept
            changes[slot.name] = kept
        content = replace(claim.content, **changes)
        if not complete(content):
            raise RefusedError("name")
        self._usage.mended += emptied
        return replace(claim, content=content, source=self._source(claim.source), implicit=tuple(sorted(implied)))

    def _party(self, slot: Slot, party: Party) -> Party | None:
        form = self._presence.form(party.name, slot.type)
        return Party(form, party.written) if form else None

    def _source(self, source: Party | None) -> Party | None:
        """The source, if the document names it; one that is only described may be put in the model's own words."""
        if source is None:
            return None
        form = self._presence.form(source.name, "party")
        if form:
            return Party(form)
        if not any(word[:1].isupper() for word in source.name.split()):
            return source
        self._usage.mended += 1
        return None
