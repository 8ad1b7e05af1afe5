"""How fast a large ledger answers: a made-up one is written straight into the tables, then asked again and again.

A made-up ledger has 15 documents for 100 claims, over three years, a long tail of persons and organisations and a few
organisations that stand in very many claims; one claim in twenty was retracted, one name in five was judged to mean the
same as another, and a third of the documents are copies.

usage: python bench/questions.py [--claims N] [--repeats N] [--ledger ADDRESS]...
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from statistics import quantiles
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table

from talentwire.model.entities import Node
from talentwire.record import schema
from talentwire.record.answers import ClaimFilter, Meant
from talentwire.record.ledger import Ledger
from talentwire.record.rows import moment

DAYS = 1_000
BATCH = 2_000
START = datetime(2023, 1, 1, tzinfo=UTC)
TEXT = "Words that nobody looks for, as many as a short report has. " * 20
AIM = 100.0
"""Milliseconds in which 95 of 100 questions should be answered."""
Rows = dict[str, list[dict[str, Any]]]


class Size(NamedTuple):
    """How much a made-up ledger holds."""

    claims: int

    @property
    def documents(self) -> int:
        return max(1, self.claims * 15 // 100)

    @property
    def persons(self) -> int:
        return max(10, self.claims // 10)

    @property
    def orgs(self) -> int:
        return max(10, self.claims // 50)

    def day(self, number: int) -> datetime:
        """When the document of this number was recorded."""
        return START + timedelta(days=number * DAYS // self.documents, microseconds=number + 1)


def digest(number: int) -> str:
    return blake2b(f"document {number}".encode(), digest_size=16).hexdigest()


def person(number: int) -> str:
    return f"Person{number % 977} Family{number}"


def org(number: int) -> str:
    return f"Company{number}"


def rows(size: Size) -> Iterator[Rows]:
    """Everything in a made-up ledger, by table, in parts; what others refer to comes before them."""
    chance = random.Random(20250703)
    common = {"id": 1, "command": "bench", "program": "0", "extractor": "made-up", "version": "1"}
    yield {"run": [{**common, "packs": None, "started": moment(START)}]}
    yield from _names(size)
    part: Rows = defaultdict(list)
    entry = 0
    for number in range(size.documents):
        first, entry = entry, size.claims * (number + 1) // size.documents
        _document(part, size, number)
        for one in range(first, entry):
            _claim(part, size, chance, (number, one + 1))
        if number % BATCH == BATCH - 1:
            yield part
            part = defaultdict(list)
    yield part
    yield from _ties(size, chance)


def _names(size: Size) -> Iterator[Rows]:
    part: Rows = defaultdict(list)
    for kind, count, spell in (("person", size.persons, person), ("org", size.orgs, org)):
        for number in range(count):
            spelled = spell(number)
            key = spelled.casefold()
            node = f"{kind}|{key}"
            row = {"node": node, "type": kind, "key": key, "name": spelled, "recorded_at": moment(START)}
            part["name"].append(row)
            keys = {f"{kind}|w:{word}" for word in spelled.casefold().split()} | {f"{kind}|{spelled[-5:]}"}
            part["block"] += [{"block": key, "node": node} for key in sorted(keys)]
            if number % BATCH == BATCH - 1:
                yield part
                part = defaultdict(list)
    yield part


def _document(part: Rows, size: Size, number: int) -> None:
    at = moment(size.day(number))
    mark = digest(number)
    row = {"digest": mark, "id": f"doc-{number}", "title": f"Report {number}", "date": at[:10], "lang": "en"}
    rest = {"url": None, "place": None, "outlet": f"Outlet {number % 300}", "run": 1, "recorded_at": at, "text": TEXT}
    part["document"].append({**row, **rest})
    read = {"document": mark, "extractor": "made-up", "version": "1", "run": 1, "recorded_at": at}
    part["reading"].append(read)


def _claim(part: Rows, size: Size, chance: random.Random, numbers: tuple[int, int]) -> None:
    document, entry = numbers
    who = person(int(size.persons * chance.random() ** 2))
    places = [org(int(size.orgs ** chance.random()) - 1) for _ in range(2)]
    at = moment(size.day(document))
    gone = moment(size.day(document) + timedelta(days=90)) if entry % 20 == 0 else None
    slots = {"person": [who], "from_org": [places[0]], "to_org": [places[1]]}
    words = f"{who} leaves {places[0]} for {places[1]}"
    row = {
        "entry": entry, "id": f"{entry:032x}", "document": digest(document), "kind": "move",
        "slots": json.dumps(slots), "status": "asserted" if entry % 7 else "denied", "source": None, "date": None,
        "valid_from": None, "valid_to": None, "day_from": at[:10], "day_to": at[:10], "evidence": words,
        "folded": words.casefold(), "evidence_start": 0, "evidence_end": len(words), "written": None,
        "implicit": None, "optional": False, "extractor": "made-up 1", "reader": "made-up", "rule": "leaves",
        "run": 1, "recorded_at": at, "retracted_at": gone, "retracted_by": gone and "made-up 2",
        "retracted_reason": gone and "no longer read", "retracted_run": gone and 1, "decision": None,
        "retracted_decision": None,
    }  # fmt: skip
    part["claim"].append(row)
    for slot, kind, name in (("person", "person", who), ("from_org", "org", places[0]), ("to_org", "org", places[1])):
        held = {"entry": entry, "slot": slot, "position": 0, "type": kind, "name": name, "written": None}
        part["party"].append({**held, "key": name.casefold(), "day": at[:10]})


def _ties(size: Size, chance: random.Random) -> Iterator[Rows]:
    part: Rows = defaultdict(list)
    for number in range(0, size.persons - 5, 5):
        others = [number + 1] if number % 25 else [number + one for one in range(1, 5)]
        for other in others:
            left, right = sorted(f"person|{person(one).casefold()}" for one in (number, other))
            part["judgement"].append(_judgement(len(part["judgement"]) + 1, left, right, chance))
    for number in range(0, size.documents - 10, 10):
        for copy in range(1, 4):
            left, right = sorted((digest(number), digest(number + copy)))
            part["fold"].append(_fold(len(part["fold"]) + 1, left, right, moment(size.day(number + copy))))
    yield part


def _judgement(entry: int, left: str, right: str, chance: random.Random) -> dict[str, Any]:
    verdict = "same" if chance.random() < 0.7 else "unsure"
    reasons = json.dumps([["names", 0.9, "Their first and last words are alike."]])
    ends = {"left": left, "right": right, "left_name": left, "right_name": right}
    said = {"verdict": verdict, "score": 0.9, "reasons": reasons, "by": "rule:made-up 1", "decision": None}
    return {
        "entry": entry,
        **ends,
        **said,
        "recorded_at": moment(START + timedelta(seconds=entry)),
        "retracted_at": None,
    }


def _fold(entry: int, left: str, right: str, at: str) -> dict[str, Any]:
    reasons = json.dumps([["shared", 0.9, "They share nine of ten words."]])
    row = {"entry": entry, "left": left, "right": right, "kind": "copy", "part": "", "score": 0.9, "reasons": reasons}
    return {**row, "by": "rule:made-up 1", "recorded_at": at, "retracted_at": None}


def fill(ledger: Ledger, parts: Iterable[Rows]) -> None:
    """Write a made-up ledger straight into the tables of an empty one: without indexes at first, which is faster."""
    kept = [index for table in schema.metadata.sorted_tables for index in table.indexes]
    with ledger._store.writing() as connection:
        for index in kept:
            index.drop(connection)
        write = _copy if connection.dialect.name == "postgresql" else _insert
        if write is _copy:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # references hold
        for part in parts:
            for table in schema.metadata.sorted_tables:
                if part.get(table.name):
                    write(connection, table, part[table.name])
        for index in kept:
            index.create(connection)
        if write is _copy:
            connection.exec_driver_sql("ANALYZE")  # as the server does by itself after a while


def _insert(connection: Connection, table: Table, held: list[dict[str, Any]]) -> None:
    columns = list(held[0])
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    values = [tuple(row[name] for name in columns) for row in held]
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", values)


def _copy(connection: Connection, table: Table, held: list[dict[str, Any]]) -> None:
    columns = list(held[0])
    names = ", ".join(f'"{name}"' for name in columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in held:
            copy.write_row([row[name] for name in columns])


def questions(ledger: Ledger, size: Size) -> dict[str, Callable[[], object]]:
    """What is asked, each time with other names."""
    chance = random.Random(1)
    then = moment(START + timedelta(days=DAYS // 2))

    def one_of(low: int, high: int, spell: Callable[[int], str], kind: Any) -> Meant:
        number = chance.randrange(low, max(low + 1, high))
        return Meant(frozenset({Node(kind, spell(number).casefold())}))

    def claims(low: int, high: int, as_of: str | None = None) -> object:
        is_person = high == size.persons
        spell, kind = (person, "person") if is_person else (org, "org")
        return ledger.claims(ClaimFilter(name=one_of(low, high, spell, kind), limit=50, as_of=as_of))

    def some(count: int, most: int) -> list[int]:
        return [chance.randrange(most) for _ in range(count)]

    def nodes() -> list[Node]:
        return [Node("person", person(number).casefold()) for number in some(500, size.persons)]

    biggest = Meant(frozenset(Node("org", org(number).casefold()) for number in range(5)))
    return {
        "claims of a person": lambda: claims(0, size.persons),
        "claims of a mid-size organisation": lambda: claims(100, 200),
        "claims of the largest organisation": lambda: claims(0, 1),
        "the same, with five names": lambda: ledger.claims(ClaimFilter(org=biggest, limit=50)),
        "claims of a person, as of then": lambda: claims(0, size.persons, then),
        "claims of a mid-size one, as of then": lambda: claims(100, 200, then),
        "claims of the largest, as of then": lambda: claims(0, 1, then),
        "judgements around 500 names": lambda: ledger.links.verdicts(nodes()),
        "the same as of then": lambda: ledger.links.verdicts(nodes(), then),
        "folds around 500 documents": lambda: ledger.links.folds([digest(n) for n in some(500, size.documents)]),
        "spellings of 500 names": lambda: ledger.links.spelled(nodes()),
        "spellings of the largest": lambda: ledger.links.spelled([Node("org", org(0).casefold())]),
        "the latest 50 claims": lambda: ledger.claims(ClaimFilter(limit=50)),
        "the latest 50 as of then": lambda: ledger.claims(ClaimFilter(limit=50, as_of=then)),
        "counts of a mid-size organisation": lambda: ledger.counts(ClaimFilter(org=one_of(100, 200, org, "org"))),
        "counts of the largest": lambda: ledger.counts(ClaimFilter(org=one_of(0, 1, org, "org"))),
        "counts of everything": ledger.counts,
        "counts of everything as of then": lambda: ledger.counts(ClaimFilter(as_of=then)),
    }


def measure(ask: Callable[[], object], repeats: int) -> list[float]:
    """Milliseconds of each time a question is asked, after it was asked once."""
    ask()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - start) * 1_000)
        if sum(taken) > 20_000:
            break
    return taken


def report(address: str, size: Size, repeats: int) -> dict[str, dict[str, float]]:
    """Fill the ledger at the address unless it is filled, ask it, print and return p50 and p95 in milliseconds."""
    figures = {}
    with Ledger.open(address) as ledger:
        start = time.perf_counter()
        if not ledger.runs():
            fill(ledger, rows(size))
        what = "PostgreSQL" if "postgresql" in address else "SQLite"
        print(f"\n{what}: {size.claims:,} claims of {size.documents:,} documents, written in "
              f"{time.perf_counter() - start:.0f} s; milliseconds")  # fmt: skip
        print(f"{'':42}{'p50':>9}{'p95':>9}")
        for name, ask in questions(ledger, size).items():
            taken = measure(ask, repeats)
            cuts = quantiles(taken, n=20, method="inclusive") if len(taken) > 1 else taken * 19
            figures[name] = {"p50": round(cuts[9], 2), "p95": round(cuts[18], 2)}
            slow = "  more than aimed at" if cuts[18] > AIM else ""
            print(f"{name:42}{cuts[9]:9.1f}{cuts[18]:9.1f}{slow}", flush=True)
    return figures


def run(claims: int, repeats: int = 20, servers: Sequence[str] = ()) -> dict[str, dict[str, dict[str, float]]]:
    """Ask a made-up ledger in a file, and one in a schema of its own on each server that is given."""
    size = Size(claims)
    with tempfile.TemporaryDirectory() as folder:
        figures = {"SQLite": report(f"{folder}/ledger.db", size, repeats)}
    for server in servers:
        import psycopg

        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS talentwire_bench CASCADE")
            connection.execute("CREATE SCHEMA talentwire_bench")
            figures["PostgreSQL"] = report(f"{server}?options=-csearch_path%3Dtalentwire_bench", size, repeats)
            connection.execute("DROP SCHEMA talentwire_bench CASCADE")
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=20)
    parser.add_argument("--server", action="append", default=[], help="address of a PostgreSQL database")
    parser.add_argument("--ledger", help="address of a made-up ledger, which is kept")
    args = parser.parse_args()
    if args.ledger:
        report(args.ledger, Size(args.claims), args.repeats)
    else:
        run(args.claims, args.repeats, args.server)


if __name__ == "__main__":
    sys.exit(main())
