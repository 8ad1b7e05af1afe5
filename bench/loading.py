"""How fast folders of bulk reading are loaded into a ledger, beside the bare writing of exactly the same rows.

A made-up folder is loaded with the program's own linking. Every statement that wrote is kept, and run once more into
an empty ledger with nothing in between: COPY on PostgreSQL, executemany on SQLite, the same rows in the same
transactions under the same indexes. What linking costs, comparing names and telling copies, is told apart, and so is
putting lost blanks back: that is work by which rows are made, not writing. The largest memory is that of a process of
its own, for a tenth of the documents and for all.

usage: python bench/loading.py [--documents N] [--server ADDRESS]...
"""

import argparse
import pickle
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection

from talentwire import pipeline
from talentwire.api import Talentwire
from talentwire.bulk.folder import Folder
from talentwire.bulk.rows import claim_row, document_row
from talentwire.bulk.tables import Writer
from talentwire.config import Config
from talentwire.linking import Link, Prepared
from talentwire.model.bulk_tables import CLAIMS, DOCUMENTS, SKIPPED
from talentwire.model.claims import Claim, Content, Deal, Move, Position
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate
from talentwire.record import waiting
from talentwire.record.around import Around
from talentwire.record.entering import Entering
from talentwire.record.ledger import Ledger
from talentwire.record.loading.folder import BulkFolder
from talentwire.record.loading.loading import Loading

EACH = 2_000
"""Documents of one input."""
_FIRST = (
    "Ada",
    "Jonas",
    "Mira",
    "Lin",
    "Noor",
    "Tomas",
    "Ines",
    "Wren",
    "Odile",
    "Kofi",
    "Yara",
    "Piet",
    "Sanna",
    "Ravi",
)
_SYLLABLES = (
    "bra",
    "vel",
    "kon",
    "tor",
    "mi",
    "sa",
    "len",
    "dor",
    "wi",
    "fen",
    "gal",
    "hu",
    "stra",
    "pel",
    "no",
    "rik",
)
_HOUSE = ("Labs", "Compute", "Systems", "Research", "AI", "Robotics", "Networks", "")
_ROLES = ("chief scientist", "head of research", "engineer", "designer", "director", None)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randrange(2, 4))).capitalize()


_PLAIN = [_word(random.Random(number)).lower() for number in range(800)]


class World:
    """Documents of a made-up market, with a long tail of persons and of houses; a tenth are copies."""

    def __init__(self, documents: int) -> None:
        chance = random.Random(20250703)
        self.documents = documents
        self.people = [f"{chance.choice(_FIRST)} {_word(chance)}" for _ in range(max(20, documents // 2))]
        self.houses = [f"{_word(chance)} {chance.choice(_HOUSE)}".strip() for _ in range(max(10, documents // 10))]

    def document(self, number: int) -> tuple[Document, list[Claim]]:
        """A document of about 2,000 characters with one to twelve claims."""
        chance = random.Random(number - 1 if number % 10 == 9 else number)
        told = [self._told(chance) for _ in range(1 + min(11, int(chance.expovariate(0.25))))]
        before, after = (" ".join(chance.choices(_PLAIN, k=chance.randrange(80, 160))) for _ in range(2))
        words = f"{before.capitalize()}. {' '.join(one for one, _ in told)} {after.capitalize()}."
        day = PartialDate(2023 + number % 3, 1 + number % 12, 1 + number % 28)
        read = Document(f"report-{number}", words, f"Report {number}", f"https://example.org/{number}", None, day, "en",
                        f"Outlet {number % 300}")  # fmt: skip
        claims: dict[str, Claim] = {}
        for sentence, content in told:
            start = words.index(sentence)
            span = Span(start, start + len(sentence))
            claim = Claim(content, evidence=sentence, span=span, document=read.digest, extractor="made-up 1")
            claims.setdefault(claim.id, claim)
        return read, list(claims.values())

    def _told(self, chance: random.Random) -> tuple[str, Content]:
        who = self.people[int(len(self.people) * chance.random() ** 2)]
        here, there = (self.houses[int(len(self.houses) ** chance.random()) - 1] for _ in range(2))
        role = chance.choice(_ROLES)
        match chance.randrange(4):
            case 0 | 1:
                move = Move(person=(Party(who),), from_org=(Party(here),), to_org=(Party(there),), to_role=role)
                return f"{who} leaves {here} for {there} as {role} after {chance.randrange(20)} years.", move
            case 2:
                return f"{who} is {role} of {here}.", Position(person=(Party(who),), org=(Party(here),), role=role)
            case _:
                deal = Deal(buyer=(Party(here),), target=(Party(there),), kind="acquisition")
                return f"{here} buys {there} for {chance.randrange(900)} crowns.", deal


# ---- the folder


def write(path: Path, documents: int) -> Path:
    """A folder as bulk reading writes it."""
    folder, world = Folder(path), World(documents)
    folder.prepare({"extractor": "made-up", "version": "1", "options": {}})
    for order, first in enumerate(range(0, documents, EACH)):
        tables = folder.work / str(order) / "tables"
        several = (Writer(table, tables / table.name / "part-0.parquet") for table in (DOCUMENTS, CLAIMS, SKIPPED))
        with ExitStack() as stack:
            into, claims_into, _ = (stack.enter_context(one) for one in several)
            for number in range(first, min(documents, first + EACH)):
                read, claims = world.document(number)
                into.add(document_row(read, 1))
                for claim in claims:
                    claims_into.add(claim_row(claim, read, 1))
        folder.finish({"key": f"{order:016x}", "place": f"input {order}", "run": 1, "order": order}, tables)
    return path


# ---- what is measured


@dataclass
class Spent:
    """Seconds by what they were spent on, and every statement that wrote rows, by transaction."""

    seconds: Counter[str] = field(default_factory=Counter)
    kept: IO[bytes] | None = None
    rows: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[what] += time.perf_counter() - start

    def write(self, held: waiting.Waiting) -> None:
        """Write what waits, and keep it."""
        if self.kept:
            part = [(table.name, rows) for table in waiting.ORDER if (rows := list(held._rows.get(table, ())))]
            pickle.dump(part, self.kept)
        self.rows.update({table.name: len(rows) for table, rows in held._rows.items()})
        with self.on("writing"):
            WRITE(held)


WRITE = waiting.Waiting.write


@dataclass(frozen=True)
class Timed:
    """Links as the program does, with a clock beside it."""

    link: Link
    spent: Spent

    def __call__(self, entering: Entering) -> None:
        with self.spent.on("linking"):
            self.link(entering)

    def prepare(self, document: Document, claims: Sequence[Claim]) -> Prepared:
        with self.spent.on("linking"):
            return self.link.prepare(document, claims)

    def expect(self, around: Around, prepared: Sequence[Prepared]) -> None:
        with self.spent.on("linking"):
            self.link.expect(around, prepared)


def load(address: str, folder: Path, spent: Spent) -> float:
    """Load a folder into a new ledger; seconds by the clock."""
    waiting.Waiting.write = lambda held: spent.write(held)  # type: ignore[method-assign] # noqa: PLW0108 - bound later

    def repaired(document: Document) -> Document:
        with spent.on("repair"):
            return pipeline.repaired(document)

    try:
        with Talentwire(Config(ledger=address)) as wire:
            ledger, link = wire.ledger(create=True), Timed(wire.link, spent)
            link.link.linker.key("warm", "org")
            pipeline.repaired(Document("warm", "What is read once.", lang="en"))
            opened = BulkFolder.open(folder)
            start = time.perf_counter()
            for _ in Loading(ledger, link, repaired).load(opened, ledger.begin_run("load", "made-up", "1")):
                pass
            return time.perf_counter() - start
    finally:
        waiting.Waiting.write = WRITE  # type: ignore[method-assign]


def floor(address: str, kept: Path) -> float:
    """Write the same rows into a new ledger with nothing in between; seconds by the clock of the writing alone."""
    tables = {table.name: table for table in waiting.ORDER}
    seconds = 0.0
    with Ledger.open(address) as ledger, kept.open("rb") as held:
        ledger.begin_run("load", "made-up", "1")
        while part := _next(held):
            ready = [(table, list(rows[0]), list(waiting._values(table, list(rows[0]), rows)))
                     for table, rows in ((tables[name], rows) for name, rows in part)]  # fmt: skip
            start = time.perf_counter()
            with ledger._store.writing() as connection:
                for table, columns, values in ready:
                    _put(connection, table.name, columns, values)
            seconds += time.perf_counter() - start
    return seconds


def _next(held: IO[bytes]) -> Any:
    try:
        return pickle.load(held)
    except EOFError:
        return None


def _put(connection: Connection, table: str, columns: Sequence[str], values: list[tuple[Any, ...]]) -> None:
    names = ", ".join(f'"{one}"' for one in columns)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in values:
                copy.write_row(row)
    else:
        marks = ", ".join("?" * len(columns))
        driver.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)


# ---- the report


def report(name: str, fresh: Callable[[], str], folder: Path, documents: int) -> dict[str, float]:
    """Load, write the same once more, print and return the figures."""
    with tempfile.TemporaryDirectory() as work:
        kept = Path(work) / "rows"
        with kept.open("wb") as file:  # once to keep the rows, and once more to take the time
            load(fresh(), folder, Spent(kept=file))
        spent = Spent()
        whole = load(fresh(), folder, spent)
        bare = floor(fresh(), kept)
    rows, linking, repair = spent.rows.total(), spent.seconds["linking"], spent.seconds["repair"]
    loading = whole - linking - repair
    figures = {
        "documents_per_s": documents / whole,
        "rows_per_s": rows / loading,
        "floor_rows_per_s": rows / bare,
        "times_floor": loading / bare,
        "writing_times_floor": spent.seconds["writing"] / bare,
        "linking_share": linking / whole,
        "repair_share": repair / whole,
    }
    print(f"{name}: {documents:,} documents, {rows:,} rows in {whole:.1f} s, {documents / whole:,.0f} documents/s")
    print(f"  reading, checking and writing {loading:.1f} s, {figures['rows_per_s']:,.0f} rows/s; the same rows bare"
          f" {bare:.1f} s: {figures['times_floor']:.2f} times the floor (writing alone"
          f" {figures['writing_times_floor']:.2f})")  # fmt: skip
    print(f"  linking {linking:.1f} s, {linking / documents * 1_000:.2f} ms a document: {spent.rows['name']:,} names,"
          f" {spent.rows['judgement']:,} judgements, {spent.rows['fold']:,} folds; putting blanks back"
          f" {repair:.1f} s", flush=True)  # fmt: skip
    return figures


def memory(documents: int) -> float:
    """The largest memory of a process that loads so many documents, in megabytes."""
    done = subprocess.run(
        [sys.executable, __file__, "--alone", str(documents)], check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])


def alone(documents: int) -> None:
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / "bulk"
        subprocess.run([sys.executable, __file__, "--write", str(folder), "--documents", str(documents)], check=True)
        load(f"{work}/ledger.db", folder, Spent())
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run(documents: int, servers: Sequence[str] = ()) -> dict[str, dict[str, float]]:
    """Everything, on SQLite and on each server that is given."""
    with tempfile.TemporaryDirectory() as work:
        folder = write(Path(work) / "bulk", documents)
        numbers = count()
        found = {"SQLite": report("SQLite", lambda: f"{work}/{next(numbers)}.db", folder, documents)}
        for server in servers:
            with ExitStack() as schemas:
                found["PostgreSQL"] = report("PostgreSQL", partial(_schema, server, schemas), folder, documents)
    few, many = (memory(size) for size in (max(1_000, documents // 10), documents))
    print(f"memory: {few:.0f} MB for {max(1_000, documents // 10):,} documents, {many:.0f} MB for {documents:,}")
    found["memory"] = {"few_mb": few, "many_mb": many}
    return found


def _schema(server: str, schemas: ExitStack) -> str:
    import psycopg

    name = f"talentwire_bench_{uuid.uuid4().hex[:8]}"

    def drop() -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA {name} CASCADE")

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    schemas.callback(drop)
    return f"{server}?options=-csearch_path%3D{name}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--server", action="append", default=[], help="address of a PostgreSQL database")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.alone:
        alone(args.alone)
    elif args.write:
        write(args.write, args.documents)
    else:
        run(args.documents, args.server)


if __name__ == "__main__":
    main()
