"""How fast claims are read and recorded, beside the floor below which no program could go.

Every figure is the median of several repeats on one core, and stands beside a floor measured in the same run: for
``extract`` the reading of the files, for ``ingest`` the reading of the files and the writing of the very same rows into
SQLite, one transaction a document, with nothing in between. Where spaCy and PyTorch are installed (``make peers``), a
spaCy pipeline and an encoder of GLiNER2's size read the same texts in the same run (``peers.py``).

usage: python bench/bench.py [--repeats N] [--copies N] [--extractor NAME]
"""

import argparse
import json
import os
import platform
import resource
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import peers
from talentwire import __version__, pipeline
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.evaluate.gold import read_gold
from talentwire.extract.extractor import Extraction, Extractor, find_extractor
from talentwire.knowledge.atlas import Atlas
from talentwire.linking import Link
from talentwire.model.document import Document
from talentwire.pipeline import Done, Flow
from talentwire.read.options import ReadOptions
from talentwire.record.ledger import Ledger
from talentwire.record.rows import Naming
from talentwire.resolve.linker import Linker
from talentwire.resolve.names import name_key

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TALENTWIRE_SHARED") or ROOT / ".." / "shared")
RESULTS = ROOT / "bench" / "results"
ENCODED = 8
"""Documents that the encoder reads: it is slow, and its speed hardly varies."""
BY_DOCUMENT = {"document": "digest", "reading": "document", "claim": "document", "sketch": "document"}


def collect(folder: Path, copies: int) -> int:
    """Write the texts of the examples, and of the gold documents where they are, as files; their characters."""
    sources = [str(ROOT / "examples" / "documents"), *[str(p) for p in [SHARED / "gold" / "dev"] if p.is_dir()]]
    texts = {
        item.id: item.text for item in Talentwire(Config()).read(sources) if isinstance(item, Document) and item.lang
    }
    for copy in range(copies):
        for name, text in texts.items():
            (folder / f"{Path(name).stem}-{copy}.txt").write_text(text, "utf-8")
    return copies * sum(map(len, texts.values()))


def timed(work: Callable[[], object], repeats: int) -> list[float]:
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def read_files(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.iterdir())]


def extract(folder: Path, flow: Flow) -> int:
    found = pipeline.extract(pipeline.read([str(folder)], flow), flow)
    return sum(len(item.claims) for item in found if isinstance(item, Extraction))


def ingest(folder: Path, flow: Flow, ledger: Path) -> int:
    for path in ledger.parent.glob(f"{ledger.name}*"):
        path.unlink()
    extractor = flow.make()
    with Ledger.open(str(ledger), naming=Naming(name_key)) as opened:
        run = opened.begin_run("bench", extractor.name, extractor.version)
        steps = pipeline.enter(pipeline.read([str(folder)], flow), flow, opened, run)
        return sum(step.recorded.new for step in steps if isinstance(step, Done))


class SameRows:
    """Writes the rows of a ledger once more, as fast as SQLite takes them with the ledger's own safety."""

    def __init__(self, ledger: Path) -> None:
        with closing(sqlite3.connect(ledger)) as connection:
            master = (
                "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC"
            )
            self.schema = [sql for (sql,) in connection.execute(master)]
            self.documents: dict[str, list[tuple[str, tuple[Any, ...]]]] = defaultdict(list)
            owner = dict(connection.execute("SELECT entry, document FROM claim"))
            for table, column in BY_DOCUMENT.items():
                self._take(connection, table, lambda row, column=column: row[column])
            self._take(connection, "party", lambda row: owner[row["entry"]])
            told = dict(connection.execute("SELECT recorded_at, digest FROM document"))
            nodes = dict(connection.execute("SELECT node, recorded_at FROM name"))
            sketches = dict(connection.execute("SELECT number, document FROM sketch"))
            self._take(connection, "name", lambda row: told[row["recorded_at"]])
            self._take(connection, "block", lambda row: told[nodes[row["node"]]])
            self._take(connection, "judgement", lambda row: told[row["recorded_at"]])
            self._take(connection, "mark", lambda row: sketches[row["sketch"]])
            self._take(connection, "fold", lambda row: told[row["recorded_at"]])

    def _take(self, connection: sqlite3.Connection, table: str, owner: Callable[[sqlite3.Row], str]) -> None:
        connection.row_factory = sqlite3.Row
        for row in connection.execute(f"SELECT * FROM {table}"):
            marks = ", ".join("?" * len(row))
            self.documents[owner(row)].append((f"INSERT INTO {table} VALUES ({marks})", tuple(row)))

    def write(self, folder: Path, ledger: Path) -> None:
        for path in ledger.parent.glob(f"{ledger.name}*"):
            path.unlink()
        with closing(sqlite3.connect(ledger, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            for sql in self.schema:
                connection.execute(sql)
            for path, rows in zip(sorted(folder.iterdir()), self.documents.values(), strict=True):
                path.read_text("utf-8")
                connection.execute("BEGIN IMMEDIATE")
                for sql, values in rows:
                    connection.execute(sql, values)
                connection.execute("COMMIT")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--copies", type=int, default=2, help="how often each text is read, under different names")
    parser.add_argument("--extractor", default="builtin")
    args = parser.parse_args()
    extractor = find_extractor(args.extractor)
    link = Link(Linker(Atlas.load()))
    flow = Flow(ReadOptions(), lambda: extractor, link=link)  # loaded once: starting up is not what is measured
    with tempfile.TemporaryDirectory() as name:
        folder, ledger, plain = Path(name) / "texts", Path(name) / "ledger.db", Path(name) / "plain.db"
        folder.mkdir()
        characters = collect(folder, args.copies)
        documents = len(list(folder.iterdir()))
        claims = ingest(folder, flow, ledger)  # also warms every cache up
        rows = SameRows(ledger)
        figures = {
            "extract": timed(lambda: extract(folder, flow), args.repeats),
            "extract floor": timed(lambda: read_files(folder), args.repeats),
            "ingest": timed(lambda: ingest(folder, flow, ledger), args.repeats),
            "ingest floor": timed(lambda: rows.write(folder, plain), args.repeats),
        }
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        others = beside(folder)
    passed_over(extractor)
    report(figures, {"documents": documents, "characters": characters, "claims": claims, "megabytes": megabytes})
    compare(documents / median(figures["extract"]), others)


def passed_over(extractor: Extractor) -> None:
    """Print how fast documents of other fields are passed over, and what the gate costs in claims."""
    golds = [g for f in sorted((ROOT / "training").glob("*/gold.jsonl")) for g in read_gold(f.parent)]
    documents = [(g, Document(g.doc, g.text or "", lang=g.lang)) for g in golds]
    needed = {g.doc: sum(not claim.get("optional") for claim in g.claims) for g in golds}
    idle = [document for gold, document in documents if not needed[gold.doc]]
    told = [(g.doc, next(iter(extractor.extract(d)), None)) for g, d in documents]
    silent = {doc for doc, claim in told if claim is None}
    lost = sum(needed[doc] for doc in silent)
    passed = sum(document.id in silent for document in idle)
    seconds = median(timed(lambda: [list(extractor.extract(document)) for document in idle], 3))
    print(f"{len(idle)} documents without a claim: {len(idle) / seconds:,.1f} a second, {passed} of them passed over;")
    others = f"of the other {len(golds) - len(idle)}, {len(silent) - passed} give nothing"
    print(f"{others}: {lost} of {sum(needed.values()):,} claims\n")


def beside(folder: Path) -> dict[str, float | None]:
    """Documents a second that each peer reads; None for one that is not installed."""
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir())]
    step = max(1, len(texts) // ENCODED)
    found: dict[str, float | None] = {}
    for name, make, sample in (
        ("spaCy pipeline (random weights)", peers.spacy_pipeline, texts),
        ("encoder of GLiNER2's size (random weights)", peers.encoder, texts[::step][:ENCODED]),
    ):
        read = make(sample)
        found[name] = len(sample) / median(timed(read, 3)) if read else None
    return found


def compare(ours: float, others: dict[str, float | None]) -> None:
    """Print how many times faster claims are read than peers read the same texts."""
    print("\nthe same texts, read by")
    for name, speed in others.items():
        if speed:
            print(f"  {name:44}{speed:8,.1f} documents/s; claims are read {ours / speed:.1f} times as fast")
        else:
            print(f"  {name:44}not installed")
    if None in others.values():
        print("  make peers installs what is missing")


def report(figures: dict[str, list[float]], counts: dict[str, int]) -> None:
    documents, characters = counts["documents"], counts["characters"]
    print(f"{documents} documents, {characters:,} characters, {counts['claims']:,} claims; medians, one core")
    print(f"at most {counts['megabytes']} MB of memory\n")
    print(f"{'':15}{'seconds':>9}{'spread':>9}{'documents/s':>13}{'characters/s':>14}{'× floor':>9}")
    for name, seconds in figures.items():
        middle = median(seconds)
        floor = median(figures[f"{name.removesuffix(' floor')} floor"])
        spread = f"±{(max(seconds) - min(seconds)) / 2:.2f}"
        speed = f"{documents / middle:13,.1f}{characters / middle:14,.0f}"
        print(f"{name:15}{middle:9.3f}{spread:>9}{speed}{middle / floor:9.1f}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    moment = datetime.now(UTC)
    where = {"python": platform.python_version(), "machine": platform.machine(), "cores": os.cpu_count()}
    path = RESULTS / f"{moment:%Y%m%dT%H%M%SZ}.json"
    result = {
        "talentwire": __version__,
        "at": moment.isoformat(timespec="seconds"),
        **where,
        **counts,
        "seconds": figures,
    }
    path.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(f"\nwritten to {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.exit(main())
