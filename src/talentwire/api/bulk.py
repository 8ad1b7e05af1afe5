"""Bulk reading, for every front end: settings become those of the workers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from talentwire.config import Config
from talentwire.model.values import PartialDate

if TYPE_CHECKING:  # what only bulk reading needs is an extra
    from talentwire.bulk.report import BulkReport
    from talentwire.bulk.run import Watch
    from talentwire.bulk.settings import Settings


@dataclass(frozen=True)
class BulkOptions:
    """How places are read in bulk.

    Attributes:
        date: the day of every document, stronger than its own.
        jobs: processes at a time; none for one for each core.
        ray: address of a Ray cluster, ``auto`` for the one of this machine, ``local`` to start one; none for Daft's
            own runner.
        everything: read also what sieve and gate would drop.
        copies: read near copies, too.
        again: read all anew, also what stands in the folder.

    """

    date: PartialDate | None = None
    jobs: int | None = None
    ray: str | None = None
    everything: bool = False
    copies: bool = False
    again: bool = False


_PLAIN = BulkOptions()


class Bulk:
    """Reads places into tables, as many at a time as there are cores or a cluster has."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def read(
        self, places: Iterable[str], out: Path, options: BulkOptions = _PLAIN, *, on_progress: Watch | None = None
    ) -> BulkReport:
        """Read places into tables in a folder; what an earlier run has finished is left alone.

        Ctrl-C ends it cleanly: inputs are finished whole or not at all, and what is finished is kept.

        Raises:
            BulkError: when the folder or the runner cannot be used, or workers are lost again and again.
            ConfigError: when there is no such extractor, or another program writes into the folder.

        """
        from talentwire.bulk.frame import Engine
        from talentwire.bulk.run import bulk

        engine = Engine(options.jobs, options.ray)
        return bulk(places, out, self._settings(options), engine, again=options.again, on_progress=on_progress)

    def retry(
        self, names: Iterable[str], out: Path, options: BulkOptions = _PLAIN, *, on_progress: Watch | None = None
    ) -> BulkReport:
        """Read documents again that failed or took too long, by their places or ``timed-out`` for all of those.

        Raises:
            NotFoundError: when no document of these names failed.
            BulkError: when the folder is of another reader, or cannot be used.
            ConfigError: when another program writes into the folder.

        """
        from talentwire.bulk.frame import Engine
        from talentwire.bulk.retrying import retry

        engine = Engine(options.jobs, options.ray)
        return retry(names, out, self._settings(options), engine, on_progress=on_progress)

    def status(self, out: Path) -> BulkReport:
        """What stands in a folder.

        Raises:
            BulkError: when it is no folder of bulk reading.

        """
        from talentwire.bulk.folder import Folder
        from talentwire.bulk.report import report_of

        return report_of(Folder(out))

    def _settings(self, options: BulkOptions) -> Settings:
        from talentwire.bulk.settings import Settings

        config = self._config
        return Settings(
            extractor=config.extractor,
            knowledge=config.knowledge,
            model=config.model,
            date=options.date,
            max_bytes=config.max_bytes,
            everything=options.everything,
            copies=options.copies,
            document_seconds=config.document_seconds,
        )
