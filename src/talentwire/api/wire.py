"""The one object that every front end uses: read, extract, ingest, ask, decide, evaluate, export."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from talentwire import pipeline
from talentwire.analyse.stories import Dated, Sketch, fold_all, stories
from talentwire.api.alerts import Alerting
from talentwire.api.backup import Backups
from talentwire.api.bulk import Bulk
from talentwire.api.checking import Checking
from talentwire.api.decide import Decide
from talentwire.api.digest import Digests
from talentwire.api.exports import Exports
from talentwire.api.forget import Forget
from talentwire.api.reports import Evaluation, IngestReport
from talentwire.errors import ConfigError
from talentwire.evaluate.entities import judge_entities, read_mentions
from talentwire.evaluate.figures import Figures
from talentwire.evaluate.gold import Gold, read_gold
from talentwire.evaluate.pairs import judge_pairs, read_pairs
from talentwire.evaluate.report import compare
from talentwire.evaluate.stories import StoryReport, compare_stories
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import Extraction, Extractor, find_extractor, read_claims
from talentwire.extract.trace import SentenceTrace
from talentwire.extract.usage import Usage
from talentwire.extract.workers import Failed
from talentwire.lang.segment import identify
from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.pipeline import Flow, Step
from talentwire.read.options import Note, ReadOptions, Skipped
from talentwire.read.sources import plan
from talentwire.record.operating.feed_rows import Health

if TYPE_CHECKING:  # what only watching and loading need are extras
    from talentwire.api.loading import LoadReport
    from talentwire.api.watching import Listener, Tally
    from talentwire.read.feeds.hosts import Stop
    from talentwire.read.feeds.source import WatchFile
    from talentwire.record.loading.loading import Loaded


class Talentwire(Digests, Checking):
    """Documents in, a ledger out, questions answered. Use it in a ``with`` block, or call ``close``.

    Args:
        config: by default what ``talentwire.toml`` and the environment say.

    """

    @cached_property
    def decide(self) -> Decide:
        """What people put right: names, claims, and the undoing of it."""
        return Decide(self)

    @cached_property
    def alerts(self) -> Alerting:
        """Saved questions, and what is told of them."""
        return Alerting(self)

    @cached_property
    def forgetting(self) -> Forget:
        """The removal of persons for good."""
        return Forget(self)

    @cached_property
    def backups(self) -> Backups:
        """Copies of the whole ledger."""
        return Backups(self)

    @cached_property
    def bulk(self) -> Bulk:
        """Archives, tables and folders read into tables, in many processes or machines."""
        return Bulk(self.config)

    @cached_property
    def exports(self) -> Exports:
        """Facts with their sources, for other programs."""
        return Exports(self)

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

    def extract_text(self, text: str, *, name: str = "text", date: PartialDate | None = None) -> Extraction:
        """The claims of a text that is given; no ledger is touched.

        Raises:
            ConfigError: when there is no such extractor.

        """
        return read_claims(pipeline.repaired(Document(name, text, date=date, lang=identify(text))), self._reader)

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
        return self._enter("ingest", flow, pipeline.read(places, flow), report, on_step)

    def take(self, items: Iterable[object], *, on_step: Callable[[Step], None] | None = None) -> IngestReport:
        """Record documents that a program hands over, as ``ingest`` does those in places.

        Args:
            items: JSON objects with ``text``, and ``id``, ``url``, ``title``, ``date``, ``lang``, ``outlet`` as far as
                known; what is none is skipped with its reason.
            on_step: hears of every document.

        Raises:
            LedgerError: when the ledger cannot be opened or written.
            ConfigError: when there is no such extractor.

        """
        report = IngestReport()
        flow = replace(self._flow(None, report.notes.append), jobs=1)  # too few for other processes to be worth it
        return self._enter("take", flow, pipeline.given(items, flow), report, on_step)

    def load(self, folders: Iterable[Path], *, on_step: "Callable[[Loaded, int], None] | None" = None) -> "LoadReport":
        """Record what bulk reading wrote into folders; loading a folder again adds nothing.

        Ctrl-C ends it cleanly: a batch of documents is recorded whole or not at all, and what is recorded is kept.

        Args:
            folders: as ``talentwire bulk`` wrote them.
            on_step: hears of every batch, with how many documents the folders hold together.

        Raises:
            ReadError: when one of them is no such folder.
            LedgerError: when the ledger cannot be opened or written.
            ConfigError: when the library is missing that reads Parquet.

        """
        from talentwire.api.loading import load

        report = load(self.ledger, self.link, list(folders), on_step)
        self.forget()
        return report

    def watch(self, file: "WatchFile", stop: "Stop", listener: "Listener", *, once: bool = False) -> "Tally":
        """Visit the sources of a file when they are due, and record what they bring.

        It may be ended at any moment: what was not recorded is read the next time, and nothing is recorded twice.

        Args:
            file: the sources, and with what manners they are visited.
            stop: tells when to end; the item in work is recorded first.
            listener: hears how it goes.
            once: visit each source that is due once, and end.

        Raises:
            ConfigError: when another program is at work with the file, or there is no such extractor.
            LedgerError: when the ledger cannot be opened; with ``once`` also when it cannot be written.

        """
        from talentwire.api.watching import Watch
        from talentwire.read.feeds.alone import alone

        flow = replace(self._flow(None, None), jobs=1)
        flow.make()  # says that there is no such extractor before anything is asked
        with alone(file.path):
            return Watch(self.ledger(create=True), flow, file, stop, listener, once=once).run()

    def sources(self, file: str | None = None) -> list[Health]:
        """How it goes with the sources that are watched, or with those of a file of this name."""
        return self.ledger().feeds.health(file)

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
        return judge_entities(read_mentions(folders), self.atlas)

    def evaluate_stories(self, folder: Path) -> StoryReport:
        """Fold a folder of gold documents into stories, with the claims that are read in them, and compare.

        Raises:
            ReadError: when the folder holds no gold.

        """
        golds = read_gold(folder)
        names: dict[str, str] = {}
        sketches: list[Sketch] = []
        for item in pipeline.extract(map(_as_read, golds), self._flow(None, None)):
            if isinstance(item, Extraction | Failed):
                names[item.document.digest] = item.document.id
                sketches.append(Sketch.of(item.document, item.claims if isinstance(item, Extraction) else ()))
        dated = [Dated(sketch.digest, sketch.date) for sketch in sketches]
        found = stories(dated, fold_all(sketches))
        return compare_stories(golds, ([names[one] for one in story.documents] for story in found))

    # ---- inside

    def _enter(
        self, command: str, flow: Flow, items: Iterable[Document | Skipped], report: IngestReport,
        on_step: Callable[[Step], None] | None,
    ) -> IngestReport:  # fmt: skip
        """Record documents in a run of its own, and report."""
        extractor = flow.make()
        ledger = self.ledger(create=True)
        run = ledger.begin_run(command, extractor.name, extractor.version)
        try:
            for step in pipeline.enter(items, flow, ledger, run):
                report.add(step)
                if on_step:
                    on_step(step)
        except KeyboardInterrupt:
            report.interrupted = True
        ledger.end_run(run, report.documents, report.claims, len(report.skipped), usage=report.spent)
        self.forget()
        return report

    @cached_property
    def _reader(self) -> Extractor:
        return find_extractor(self.config.extractor, self.config.knowledge, self.config.model)

    def _flow(self, date: PartialDate | None, on_note: Callable[[Note], None] | None) -> Flow:
        config = self.config
        options = ReadOptions(
            date=date, max_bytes=config.max_bytes, allow_private=config.allow_private, timeout=config.timeout
        )
        if on_note:
            options = replace(options, on_note=on_note)
        make = partial(find_extractor, config.extractor, config.knowledge, config.model)
        return Flow(options, make, config.jobs, self.link, config.document_seconds)


def _as_read(gold: Gold) -> Document:
    """A gold document as reading would give it, but with the date that gold gives it, or none."""
    text = gold.text or ""
    date = PartialDate.parse(gold.date) if gold.date else None
    return pipeline.repaired(Document(gold.doc, text, date=date, lang=identify(text)))
