"""The one object that every front end uses: read, extract, ingest, ask, explain, evaluate, export."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

from talentwire import pipeline
from talentwire.analyse import flat
from talentwire.analyse.explain import Explanation, explain
from talentwire.analyse.pages import Page, org_page, person_page
from talentwire.config import Config, load_config
from talentwire.errors import ConfigError, NotFoundError
from talentwire.evaluate.entities import judge_entities, read_mentions
from talentwire.evaluate.figures import Figures
from talentwire.evaluate.gold import Gold, read_gold
from talentwire.evaluate.pairs import judge_pairs, read_pairs
from talentwire.evaluate.report import Report, compare
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import Extraction, find_extractor
from talentwire.extract.trace import SentenceTrace
from talentwire.extract.usage import Usage
from talentwire.extract.workers import Failed
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.folding import romanise
from talentwire.lang.segment import identify
from talentwire.model.claims import KINDS, slots
from talentwire.model.document import Document
from talentwire.model.entities import Entity, EntityType, Party
from talentwire.model.values import PartialDate
from talentwire.pipeline import Done, Flow, Known, Step
from talentwire.read.options import Note, ReadOptions, Skipped
from talentwire.read.sources import plan
from talentwire.record.ledger import Ledger
from talentwire.record.query import ClaimFilter, Entry, PartyName
from talentwire.record.rows import Naming
from talentwire.resolve.names import name_key
from talentwire.resolve.resolver import NameRow, Resolver

_TYPES: dict[str, dict[str, str]] = {
    name: {slot.name: str(slot.type) for slot in slots(kind)} | {"source": "party"} for name, kind in KINDS.items()
}


@dataclass
class IngestReport:
    """What ingesting did, counted while it goes on.

    Attributes:
        documents: recorded now.
        known_documents: in the ledger before, read by the same version of the extractor.
        kinds: claims that the recorded documents hold, by kind.
        new: claims entered.
        known: claims that stood in the ledger already.
        retracted: claims that a newer reading no longer holds.
        refused: claims whose evidence did not stand in the document.
        unknown_language: documents kept without claims, because nothing here reads their language.
        skipped: what gave no document or no claims, and why.
        notes: oddities of documents that were read all the same.
        interrupted: ended by Ctrl-C; what was recorded until then is kept.
        usage: what the extractor spent, where it says so, also on documents that failed.

    """

    documents: int = 0
    known_documents: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    new: int = 0
    known: int = 0
    retracted: int = 0
    refused: int = 0
    unknown_language: list[str] = field(default_factory=list)
    skipped: list[Skipped | Failed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    interrupted: bool = False
    usage: Usage | None = None

    @property
    def claims(self) -> int:
        """Claims that the recorded documents hold."""
        return self.kinds.total()

    def add(self, step: Step) -> None:
        """Count one step."""
        match step:
            case Done():
                self._add_done(step)
            case Known():
                self.known_documents += 1
            case Skipped():
                self.skipped.append(step)
            case Failed():
                self.skipped.append(step)
                self.spend(step.usage)

    def spend(self, usage: Usage | None) -> None:
        """Count what was spent on one document."""
        if usage:
            self.usage = self.usage or Usage()
            self.usage.add(usage)

    def _add_done(self, done: Done) -> None:
        self.documents += 1
        self.kinds.update(claim.kind for claim in done.extraction.claims)
        self.new += done.recorded.new
        self.known += done.recorded.known
        self.retracted += done.recorded.retracted
        self.refused += done.extraction.refused
        self.spend(done.extraction.usage)
        if done.extraction.document.lang is None and not done.extraction.claims:
            self.unknown_language.append(done.extraction.document.place or done.extraction.document.id)


class Talentwire:
    """Documents in, a ledger out, questions answered. Use it in a ``with`` block, or call ``close``.

    Args:
        config: by default what ``talentwire.toml`` and the environment say.

    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or load_config()
        self._open: Ledger | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger, if it is open."""
        if self._open:
            self._open.close()
        self._open = None
        self._forget()

    # ---- documents in

    def read(
        self, places: Iterable[str], *, date: PartialDate | None = None, on_note: Callable[[Note], None] | None = None
    ) -> Iterator[Document | Skipped]:
        """The documents in the places, lazily; what gives none comes as ``Skipped`` with its reason."""
        return pipeline.read(places, self._flow(date, on_note))

    def extract(
        self, places: Iterable[str], *, date: PartialDate | None = None, on_note: Callable[[Note], None] | None = None
    ) -> Iterator[Extraction | Failed | Skipped]:
        """The claims of every document in the places; no ledger is touched."""
        flow = self._flow(date, on_note)
        return pipeline.extract(pipeline.read(places, flow), flow)

    def trace(
        self, places: Iterable[str], *, date: PartialDate | None = None, on_note: Callable[[Note], None] | None = None
    ) -> Iterator[tuple[Document, list[SentenceTrace]] | Skipped]:
        """What is seen in every document, what is read from it and what is dropped, sentence by sentence.

        Raises:
            ConfigError: when the extractor is not the built-in one, the only one that tells.

        """
        flow = self._flow(date, on_note)
        reader = flow.make()
        if not isinstance(reader, BuiltinExtractor):
            raise ConfigError(f"extractor {reader.name} cannot tell how it reads; take --extractor builtin")
        for item in pipeline.read(places, flow):
            yield (item, list(reader.trace(item))) if isinstance(item, Document) else item

    def ingest(
        self, places: Iterable[str], *, date: PartialDate | None = None, on_step: Callable[[Step], None] | None = None
    ) -> IngestReport:
        """Read the places and record their claims; reading a document again adds nothing.

        Ctrl-C ends it cleanly: every document is recorded whole or not at all, and what is recorded is kept.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
            ConfigError: when there is no such extractor.

        """
        report = IngestReport()
        flow = self._flow(date, report.notes.append)
        extractor = flow.make()
        ledger = self._ledger(create=True)
        run = ledger.begin_run("ingest", extractor.name, extractor.version)
        try:
            for step in pipeline.ingest(places, flow, ledger, run):
                report.add(step)
                if on_step:
                    on_step(step)
        except KeyboardInterrupt:
            report.interrupted = True
        ledger.end_run(run, report.documents, report.claims, len(report.skipped))
        self._forget()
        return report

    def plan(self, places: Iterable[str]) -> int | None:
        """How many documents to expect, for a progress bar; None where only reading tells."""
        return plan(places).documents

    def evaluate(self, folder: Path, on_document: Callable[[], None] | None = None) -> "Evaluation":
        """Read a folder of gold documents and compare; every document has its gold date, or none."""
        golds = read_gold(folder)
        flow = self._flow(None, None)
        predictions: dict[str, list[dict[str, Any]]] = {}
        failed: list[Failed] = []
        usage: Usage | None = None
        for outcome in pipeline.extract(map(_as_read, golds), flow):
            if isinstance(outcome, Extraction | Failed) and outcome.usage:
                usage = usage or Usage()
                usage.add(outcome.usage)
            if isinstance(outcome, Failed):
                failed.append(outcome)
            elif isinstance(outcome, Extraction):
                predictions[outcome.document.id] = [claim.to_json() for claim in outcome.claims]
            if on_document:
                on_document()
        return Evaluation(golds, predictions, compare(golds, predictions), tuple(failed), usage)

    def evaluate_names(self, file: Path) -> tuple[Figures, ...]:
        """Compare labelled pairs of names with what is found of them, over all and by schema.

        Raises:
            ReadError: when the file cannot be read, or is no such table.

        """
        return judge_pairs(read_pairs(file))

    def evaluate_entities(self, folders: Iterable[Path]) -> tuple[Figures, ...]:
        """Compare who is who by the names of gold documents with what the rules make of them, over all and by type.

        Raises:
            ReadError: when a folder has no gold file, or it cannot be read.

        """
        return judge_entities(read_mentions(folders), Atlas.load(self.config.knowledge))

    # ---- questions

    def claims(self, wanted: ClaimFilter | None = None) -> list[Entry]:
        """The entries that a filter lets through, newest first; names in it count in all their forms.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation.

        """
        wanted = wanted or ClaimFilter()
        changes: dict[str, Any] = {}
        if isinstance(wanted.person, str) and wanted.person:
            changes["person"] = self._forms((self.entity(wanted.person, "person"),))
        if isinstance(wanted.org, str) and wanted.org:
            changes["org"] = self._forms(self._resolver.with_units(self.entity(wanted.org, "org")))
        return self._ledger().claims(replace(wanted, **changes))

    def moves(self, wanted: ClaimFilter | None = None) -> list[Entry]:
        """Who went where: the moves that a filter lets through."""
        return self.claims(replace(wanted or ClaimFilter(), kind="move"))

    def person(self, name: str) -> Page:
        """The page of a person.

        Raises:
            NotFoundError: when the ledger knows nobody of this name; the text says who may be meant.

        """
        entity = self.entity(name, "person")
        entries = self._ledger().claims(ClaimFilter(person=self._forms((entity,))))
        return person_page(entity, entries, partial(self._means, {entity.id}, "person"))

    def org(self, name: str) -> Page:
        """The page of an organisation with what belongs to it.

        Raises:
            NotFoundError: when the ledger knows no organisation of this name; the text says which may be meant.

        """
        entity = self.entity(name, "org")
        family = self._resolver.with_units(entity)
        entries = self._ledger().claims(ClaimFilter(org=self._forms(family)))
        units = tuple(unit for unit in family[1:] if unit.id in self._known)
        return org_page(entity, units, entries, partial(self._means, {one.id for one in family}, "org"))

    def explain(self, claim_id: str) -> Explanation:
        """Where a claim comes from, by its id or at least six characters of it.

        Raises:
            NotFoundError: when the ledger holds no such claim, or several.

        """
        ledger = self._ledger()
        entry = ledger.entry(claim_id)
        kinds = _TYPES[entry.claim.kind]
        named = [(slot, party) for slot, party in entry.claim.parties() if slot != "source"]
        forms = self._forms(tuple(self._resolver.resolve(party.name, kinds[slot]) for slot, party in named))
        others = ledger.claims(ClaimFilter(kind=entry.claim.kind, name=forms)) if forms else []

        def resolve(slot: str, party: Party) -> Entity:
            return self._resolver.resolve(party.name, kinds[slot])

        return explain(entry, ledger.document(entry.claim.document), others, resolve)

    def entities(self) -> tuple[tuple[Entity, tuple[PartyName, ...]], ...]:
        """Everybody and everything with a name in the ledger, with the names that were taken for it."""
        named: dict[str, list[PartyName]] = {}
        for row in self._rows:
            named.setdefault(self._resolver.resolve(row.name, row.type).id, []).append(row)
        return tuple((entity, tuple(named.get(entity.id, ()))) for entity in self._resolver.entities)

    def entity(self, name: str, kind: EntityType) -> Entity:
        """Who is meant by what somebody typed.

        Raises:
            NotFoundError: when nobody is, or several may be; the text says who may be meant.

        """
        entity = self._resolver.resolve(name, kind)
        if entity.id in self._known or any(unit.id in self._known for unit in self._resolver.with_units(entity)[1:]):
            return entity
        found = [one for one in self._resolver.find(name, kind) if one.id in self._known]
        begun = [one for one in found if _has_word(one, name)]
        if len(begun) == 1:
            return begun[0]
        what = "organisation" if kind == "org" else kind
        hint = f"; did you mean {_or([one.name for one in (begun or found)[:4]])}?" if found else ""
        raise NotFoundError(f"the ledger knows no {what} called {name!r}{hint}")

    def export(
        self, form: Literal["jsonl", "csv", "parquet"], out: IO[bytes], wanted: ClaimFilter | None = None
    ) -> int:
        """Write the entries that a filter lets through in a form for other programs; how many there were."""
        entries = self.claims(wanted)
        kinds = flat.several(wanted.kind) if wanted else ()
        return flat.write(form, entries, out, kinds)

    # ---- inside

    def _flow(self, date: PartialDate | None, on_note: Callable[[Note], None] | None) -> Flow:
        config = self.config
        options = ReadOptions(
            date=date, max_bytes=config.max_bytes, allow_private=config.allow_private, timeout=config.timeout
        )
        if on_note:
            options = replace(options, on_note=on_note)
        return Flow(options, partial(find_extractor, config.extractor, config.knowledge, config.model), config.jobs)

    def _ledger(self, *, create: bool = False) -> Ledger:
        if self._open is None:
            self._open = Ledger.open(self.config.ledger, create, naming=Naming(_key))
        return self._open

    @cached_property
    def _rows(self) -> tuple[PartyName, ...]:
        return tuple(row for row in self._ledger().party_names() if not row.source)

    @cached_property
    def _resolver(self) -> Resolver:
        rows = [NameRow(row.name, row.type, row.claims) for row in self._rows]
        return Resolver(Atlas.load(self.config.knowledge), rows)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(entity.id for entity in self._resolver.entities)

    def _forget(self) -> None:
        for name in ("_rows", "_resolver", "_known"):
            self.__dict__.pop(name, None)

    def _forms(self, entities: tuple[Entity, ...]) -> tuple[str, ...]:
        """Every name in the ledger that means one of the entities."""
        ids = {entity.id for entity in entities}
        rows = (row for row in self._rows if self._resolver.resolve(row.name, row.type).id in ids)
        return tuple(sorted({row.name for row in rows} | {entity.name for entity in entities}))

    def _means(self, ids: set[str], kind: EntityType, party: Party) -> bool:
        return self._resolver.resolve(party.name, kind).id in ids


@dataclass(frozen=True)
class Evaluation:
    """What was predicted for gold documents, and how it compares."""

    golds: tuple[Gold, ...]
    predictions: Mapping[str, list[dict[str, Any]]]
    report: Report
    failed: tuple[Failed, ...]
    usage: Usage | None = None


def _as_read(gold: Gold) -> Document:
    """A gold document as reading would give it, but with the date that gold gives it, or none."""
    text = gold.text or ""
    date = PartialDate.parse(gold.date) if gold.date else None
    return pipeline.repaired(Document(gold.doc, text, date=date, lang=identify(text)))


def _key(name: str, kind: str) -> str:
    return name_key(name, "org" if kind == "party" else kind)


def _has_word(entity: Entity, begun: str) -> bool:
    """Whether a word of one of its names begins so, or a whole name does."""
    sought = romanise(begun).replace(" ", "")
    names = [romanise(name) for name in (entity.name, *entity.aliases)]
    return any(part.startswith(sought) for name in names for part in (*name.split(), name.replace(" ", "")))


def _or(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
