"""Readers beside writers: how long questions take while so many processes record, and how much those record together.

A made-up ledger is filled first. Then, for each number of writers, so many processes record made-up documents of eight
claims each, one after the other, with their names judged and copies looked for, while readers ask one thing after the
other: the page of a person, claims of an organisation, the latest claims, counts. Every figure stands beside that of
the same readers without writers, or of one writer alone, in the same run. In the end every document that a writer says
it has recorded has to be there whole.

usage: python bench/readers.py [--claims N] [--readers N] [--writers N]... [--seconds S] [--server ADDRESS]
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from sqlalchemy import Engine, event

from answers import grounded, rows, story
from questions import fill
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import NotFoundError
from talentwire.record.answers import ClaimFilter
from talentwire.record.ledger import Ledger
from weighing import PER_DOCUMENT, Making

FIRST = 10_000_000
"""Documents of writers are numbered from here on, so that none is one of those that were there."""
SCHEMA = "talentwire_readers"
TURNS = ("SELECT pg_advisory_xact_lock", "BEGIN IMMEDIATE")
"""How statements begin that wait until no other program writes."""


class Seen(NamedTuple):
    """What readers and writers met.

    Attributes:
        took: milliseconds of each question.
        recorded: documents that writers recorded in a second, all together.
        waited: of the time of writers, the share in which they waited for their turn.

    """

    took: list[float]
    recorded: float
    waited: float


def questions(wire: Talentwire, making: Making) -> Iterator[Callable[[], object]]:
    """What a reader asks, without end."""
    ledger = wire.ledger()
    while True:
        person, house = making.person()[0].name, making.org()[0].name
        yield lambda name=person: wire.person(name)
        yield lambda name=house: ledger.claims(ClaimFilter(org=name, limit=50))
        yield lambda: ledger.claims(ClaimFilter(limit=50))
        yield lambda name=house: ledger.counts(ClaimFilter(org=name))


def read(address: str, claims: int, seed: int, seconds: float) -> dict[str, Any]:
    """Ask for so many seconds."""
    took, making = [], Making(claims, seed)
    with Talentwire(Config(ledger=address)) as wire:
        wire.ledger()
        _wait()
        until = time.perf_counter() + seconds
        for ask in questions(wire, making):
            start = time.perf_counter()
            with suppress(NotFoundError):  # that the ledger knows nobody of this name is an answer
                ask()
            wire.forget()
            took.append(1_000 * (time.perf_counter() - start))
            if start > until:
                return {"took": took}
    return {}


def write(address: str, claims: int, seed: int, seconds: float) -> dict[str, Any]:
    """Record for so many seconds."""
    making, done, waited = Making(claims, seed), [], _Waiting()
    with Talentwire(Config(ledger=address)) as wire:
        ledger = wire.ledger()
        run = ledger.begin_run("bench", "made-up", "1")
        _wait()
        waited.seconds, start = 0.0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            document, told = story(making, FIRST + seed * 1_000_000 + len(done))
            ledger.record(run, document, grounded(document, told), wire.link)
            done.append(document.digest)
        spent = time.perf_counter() - start
    return {"done": done, "spent": spent, "waited": waited.seconds}


class _Waiting:
    """Counts the seconds until it is one's turn to write."""

    def __init__(self) -> None:
        self.seconds = 0.0
        event.listen(Engine, "before_cursor_execute", self._before)
        event.listen(Engine, "after_cursor_execute", self._after)

    def _before(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.seconds -= time.perf_counter() if statement.startswith(TURNS) else 0.0

    def _after(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self.seconds += time.perf_counter() if statement.startswith(TURNS) else 0.0


def _wait() -> None:
    """Say that one is ready, and wait for the word to go."""
    print("ready", flush=True)
    sys.stdin.readline()


def at_once(address: str, claims: int, readers: int, writers: int, seconds: float) -> Seen:
    """Let them read and write beside each other."""
    base = [sys.executable, __file__, "--ledger", address, "--claims", str(claims), "--seconds", str(seconds)]
    started = [
        (kind, subprocess.Popen([*base, "--here", kind, "--seed", str(random.randrange(10**6))], text=True,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        for kind, count in (("read", readers), ("write", writers))
        for _ in range(count)
    ]  # fmt: skip
    for _, process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for _, process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [(kind, process.communicate()[0], process.returncode) for kind, process in started]
    if any(status for _, _, status in said):
        raise SystemExit("somebody got an error: see above")
    told = [(kind, json.loads(text)) for kind, text, _ in said]
    wrote = [one for kind, one in told if kind == "write"]
    _check(address, [digest for one in wrote for digest in one["done"]])
    spent = sum(one["spent"] for one in wrote)
    return Seen(
        [took for kind, one in told if kind == "read" for took in one["took"]],
        sum(len(one["done"]) / one["spent"] for one in wrote),
        sum(one["waited"] for one in wrote) / spent if spent else 0.0,
    )


def _check(address: str, digests: list[str]) -> None:
    """See whether all documents are there whole."""
    with Ledger.open(address, create=False) as ledger:
        found = ledger.texts(digests)
        for digest in digests:
            held = ledger.claims(ClaimFilter(document=digest))
            if digest not in found or len(held) != PER_DOCUMENT:
                raise SystemExit(f"document {digest} is not whole: {len(held)} of {PER_DOCUMENT} claims")


@contextmanager
def place(server: str | None) -> Iterator[str]:
    """The address of an empty ledger, in a file or in a schema of its own on a server."""
    if server is None:
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "ledger.db")
        return
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        connection.execute(f"CREATE SCHEMA {SCHEMA}")
        try:
            yield f"{server}?options=-csearch_path%3D{SCHEMA}"
        finally:
            connection.execute(f"DROP SCHEMA {SCHEMA} CASCADE")


def report(address: str, args: argparse.Namespace) -> dict[str, Any]:
    """Fill the ledger, measure, print and return the figures."""
    with Ledger.open(address) as ledger:
        fill(ledger, rows(args.claims, ledger._naming))
        ledger._store.settle()
    what = "PostgreSQL" if "postgresql" in address else "SQLite"
    print(f"\n{what}, {args.claims:,} claims, {args.readers} readers, {args.seconds:g} s each")
    print(f"{'writers':>8}{'p50 ms':>9}{'p95 ms':>9}{'x none':>8}{'documents/s':>13}{'x one':>7}{'waited':>8}")
    found: dict[str, Any] = {}
    for writers in args.writers or (0, 1, 2, 4):
        seen = at_once(address, args.claims, args.readers, writers, args.seconds)
        p95 = quantiles(seen.took, n=20, method="inclusive")[18]
        found[str(writers)] = {"p50": median(seen.took), "p95": p95, "per_s": seen.recorded, "waited": seen.waited}
        none, one = found.get("0", {}).get("p95"), found.get("1", {}).get("per_s")
        slower = f"{p95 / none:.2f}" if none else ""
        more = f"{seen.recorded / one:.2f}" if one and writers else ""
        print(f"{writers:8}{median(seen.took):9.1f}{p95:9.1f}{slower:>8}{seen.recorded:13.1f}{more:>7}"
              f"{seen.waited:8.0%}", flush=True)  # fmt: skip
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--readers", type=int, default=2)
    parser.add_argument("--writers", type=int, action="append", help="by default 0, 1, 2 and 4, one after the other")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--server", help="address of a PostgreSQL database, in place of a file")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    parser.add_argument("--ledger", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        work = read if args.here == "read" else write
        print(json.dumps(work(args.ledger, args.claims, args.seed, args.seconds)))
        return
    with place(args.server) as address:
        report(address, args)


if __name__ == "__main__":
    sys.exit(main())
