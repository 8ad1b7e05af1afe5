"""What bulk reading did, of one run or of all that stands in a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from talentwire.bulk.folder import Folder
from talentwire.bulk.sample import Drawn, Sample
from talentwire.bulk.worker import Result
from talentwire.model.bulk_tables import Outcome


@dataclass
class BulkReport:
    """What bulk reading did, counted while it goes on.

    Attributes:
        out: the folder.
        inputs: finished in this run, or in all runs.
        known: finished by earlier runs, and left alone.
        total: how many inputs there are to read in this run.
        outcomes: documents and what else was met, by what became of them.
        kinds: claims by kind.
        refused: claims whose evidence does not stand in the document.
        notes: oddities of documents that were read all the same.
        size: bytes of the inputs that were finished, as they are stored.
        seconds: how long the run took; of a folder, how long workers were at it.
        sample: sentences of texts that the gate dropped.
        failed: inputs that were not finished, and places that are none, with the reason.
        interrupted: called off before its end.

    """

    out: str
    inputs: int = 0
    known: int = 0
    total: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    notes: int = 0
    size: int = 0
    seconds: float = 0.0
    sample: Sample = field(default_factory=Sample)
    failed: list[tuple[str, str]] = field(default_factory=list)
    interrupted: bool = False

    @property
    def documents(self) -> int:
        """Everything that was met."""
        return self.outcomes.total()

    @property
    def claims(self) -> int:
        """Claims in the tables."""
        return self.kinds.total()

    def add(self, result: Result, size: int) -> None:
        """Count an input that is finished."""
        self.inputs += 1
        self.outcomes.update(result.outcomes)
        self.kinds.update(result.kinds)
        self.refused += result.refused
        self.notes += result.notes
        self.size += size
        self.sample.add(Drawn(*one) for one in result.sample)

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "out": self.out,
            "inputs": {"finished": self.inputs, "known": self.known, "total": self.total},
            "outcomes": {str(one): self.outcomes[one] for one in Outcome if self.outcomes[one]},
            "claims": dict(sorted(self.kinds.items())),
            "refused": self.refused,
            "notes": self.notes,
            "bytes": self.size,
            "seconds": round(self.seconds, 3),
            "sample": [{"place": one.place, "sentence": one.sentence} for one in self.sample.drawn()],
            "failed": [{"place": place, "reason": reason} for place, reason in self.failed],
            "interrupted": self.interrupted,
        }


def marker_of(result: Result, about: Mapping[str, Any]) -> dict[str, Any]:
    """The marker of a finished input; ``about`` has its place, key, files, run, order and times."""
    return {
        **about,
        "bytes": result.read,
        "seconds": round(result.seconds, 3),
        "documents": result.outcomes[Outcome.READ],
        "claims": result.kinds.total(),
        "kinds": dict(sorted(result.kinds.items())),
        "outcomes": {str(one): result.outcomes[one] for one in Outcome if result.outcomes[one]},
        "refused": result.refused,
        "notes": result.notes,
        "sample": [list(one) for one in result.sample],
    }


def report_of(folder: Folder) -> BulkReport:
    """What stands in a folder.

    Raises:
        BulkError: when it is no folder of bulk reading.

    """
    folder.about()
    report = BulkReport(str(folder.path))
    for marker in folder.markers():
        report.add(result_of(marker), marker["bytes"])
        report.seconds += marker["seconds"]
    report.total = report.inputs
    runs = folder.runs()
    report.interrupted = bool(runs) and not runs[-1].get("ended")
    return report


def result_of(marker: Mapping[str, Any]) -> Result:
    """What a marker says of its input."""
    return Result(
        key=marker["key"],
        outcomes=Counter(marker["outcomes"]),
        kinds=Counter(marker["kinds"]),
        refused=marker["refused"],
        notes=marker["notes"],
        read=marker["bytes"],
        seconds=marker["seconds"],
        sample=[(one[0], one[1], one[2]) for one in marker["sample"]],
    )
