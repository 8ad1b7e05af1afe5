"""How fast questions are answered: every question of the api, asked of a made-up ledger with claims of all kinds.

Each question is asked in a new process (``first``), asked again there (``again``), asked with one row more (``other``),
asked once more after one document was recorded (``changed``); then the ledger is opened anew and asked what was asked
before (``known``). The times are those from the opening of the ledger to the answer, without the start of the program;
with ``--processor`` those that the processor worked on it, which other programs do not lengthen.

usage: python bench/answers.py [--claims N] [--repeats N] [--server ADDRESS | --ledger ADDRESS] [--processor]
                               [--question NAME]...
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median, quantiles
from typing import Any

from questions import BATCH, DAYS, START, Rows, Size, _fold, fill
from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.api import Talentwire
from talentwire.api.catalogue import QUESTIONS, question
from talentwire.config import Config
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate
from talentwire.record.rows import Naming, claim_row, document_row, moment, party_rows
from weighing import OUTLETS, TOLD, Making

NEEDED = {"since": moment(START + timedelta(days=DAYS - 7)), "pay": "10M USD"}
"""What some questions cannot do without: what changed is asked for the last week."""
JSON = ("slots", "written", "implicit")
STEPS = ("first", "again", "other", "changed", "known")
ROWS = 12
"""Rows that are shown where nobody asks for another number."""


def ask(wire: Talentwire, name: str, seed: int) -> Answer:
    """Ask a question as it is asked without options, but for how many rows: what one seed asked, no other finds."""
    asked = question(name)
    needed = {one.name: NEEDED[one.name] for one in asked.options if one.default is None}
    return asked.ask(wire, Asked(org="House 0" if name == "org-chart" else "", top=ROWS + seed % 20), needed)


# -- a made-up ledger


def story(making: Making, number: int) -> tuple[Document, list[Claim]]:
    """A document, and what is read in it."""
    claims = making.story(number)
    text = "\n".join(claim.evidence for claim in claims)
    day = PartialDate.of((START + timedelta(days=making.random.randrange(1_000))).date())
    return Document(f"story-{number}", text, date=day, lang="en", outlet=making.random.choice(OUTLETS)), claims


def grounded(document: Document, claims: Iterable[Claim]) -> list[Claim]:
    """The claims at their places in the document."""
    starts = ((one, document.text.index(one.evidence)) for one in claims)
    return [one.in_document(document.digest, Span(at, at + len(one.evidence))) for one, at in starts]


def rows(claims: int, naming: Naming) -> Iterator[Rows]:
    """A ledger with about so many claims, by table, in parts."""
    making, part = Making(claims), defaultdict(list)
    names: dict[str, dict[str, Any]] = {}
    common = {"id": 1, "command": "bench", "program": "0", "extractor": "made-up", "version": "1", "packs": None}
    yield {"run": [{**common, "started": moment(START)}]}
    entry = at = number = 0
    naming = Naming(lru_cache(None)(naming.key), naming.type_of)
    size = Size(claims)
    while entry < claims:
        first, told = story(making, number)
        for copy in range(making.random.choice(TOLD)):
            one = first if not copy else Document(
                f"{first.id}-{copy}", f"{first.text}\nCopy {copy}.", date=first.date, lang="en",
                outlet=making.random.choice(OUTLETS),
            )  # fmt: skip
            now = moment(size.day(min(at, size.documents - 1)) + timedelta(microseconds=at))
            part["document"].append({**document_row(one), "run": 1, "recorded_at": now})
            part["reading"].append(
                {"document": one.digest, "extractor": "made-up", "version": "1", "run": 1, "recorded_at": now}
            )
            for claim in grounded(one, told):
                entry += 1
                _claim(part, names, (claim, one, entry, now), naming)
            if copy:
                left, right = sorted((first.digest, one.digest))
                part["fold"].append(_fold(at, left, right, now))
            at += 1
        number += 1
        if number % BATCH == 0:
            yield {**part, "name": []}
            part = defaultdict(list)
    yield part
    yield {"name": list(names.values())}
    yield {"judgement": _judgements(names)}


def _claim(part: Rows, names: dict[str, Any], told: tuple[Claim, Document, int, str], naming: Naming) -> None:
    claim, document, entry, now = told
    gone = {"retracted_at": now, "retracted_by": "made-up 2", "retracted_reason": "no longer read", "retracted_run": 1}
    row = {
        **claim_row(claim, document), "entry": entry, "extractor": "made-up 1", "reader": "made-up", "run": 1,
        "recorded_at": now, "decision": None, "retracted_decision": None,
        **(gone if entry % 20 == 0 else dict.fromkeys(gone)),
    }  # fmt: skip
    part["claim"].append({**row, **{name: row[name] and json.dumps(row[name]) for name in JSON}})
    for held in party_rows(claim, row, naming, ()):
        part["party"].append(held)
        node = f"{held['type']}|{held['key']}"
        if node not in names:
            key = {"node": node, "type": held["type"], "key": held["key"], "name": held["name"]}
            names[node] = {**key, "recorded_at": now}


def _judgements(names: Iterable[str]) -> list[dict[str, Any]]:
    """One name in ten means the same as the next."""
    people = sorted(name for name in names if name.startswith("person|"))
    reasons = json.dumps([["names", 0.9, "Their first and last words are alike."]])
    return [
        {
            "entry": at + 1, "left": left, "right": right, "left_name": left, "right_name": right, "verdict": "same",
            "score": 0.9, "reasons": reasons, "by": "rule:made-up 1", "decision": None, "recorded_at": moment(START),
            "retracted_at": None,
        }
        for at, (left, right) in enumerate(zip(people[::10], people[1::10], strict=False))
    ]  # fmt: skip


# -- asking


def asked_here(address: str, name: str, seed: int, *, processor: bool) -> dict[str, float]:
    """Ask in this process; milliseconds of each step, and the mebibytes of memory that it took in all."""
    spent, clock = {}, time.process_time if processor else time.perf_counter
    with Talentwire(Config(ledger=address)) as wire:
        for step in STEPS[:-1]:
            if step == "changed":
                _record(wire, seed)
            start = clock()
            ask(wire, name, seed + (step == "other"))
            spent[step] = 1_000 * (clock() - start)
    with Talentwire(Config(ledger=address)) as wire:
        start = clock()
        ask(wire, name, seed)
        spent["known"] = 1_000 * (clock() - start)
    return {**spent, "memory": _most_memory()}


def _most_memory() -> float:
    """Mebibytes that this process took at most; ``getrusage`` would tell those of its parent, where that took more."""
    status = Path("/proc/self/status")
    if not status.exists():
        return getrusage(RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024


def _record(wire: Talentwire, seed: int) -> None:
    making = Making(wire.ledger().counts().claims, seed)
    document, claims = story(making, 10_000_000 + seed)
    ledger = wire.ledger()
    ledger.record(ledger.begin_run("bench", "made-up", "1"), document, grounded(document, claims), wire.link)
    wire.forget()


def measure(address: str, name: str, repeats: int, seed: int, *, processor: bool) -> dict[str, dict[str, float]]:
    """Ask a question in so many new processes; p50 and p95 of each step in milliseconds."""
    spent: dict[str, list[float]] = defaultdict(list)
    for repeat in range(repeats):
        command = [sys.executable, __file__, "--here", name, "--ledger", address, "--seed", str(seed + 2 * repeat)]
        command += ["--processor"] if processor else []
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for step, one in json.loads(told).items():
            spent[step].append(one)
    cuts = {step: quantiles(one, n=20, method="inclusive") if len(one) > 1 else one * 19 for step, one in spent.items()}
    return {step: {"p50": round(median(spent[step]), 1), "p95": round(cut[18], 1)} for step, cut in cuts.items()}


def report(
    address: str, claims: int, repeats: int, only: Iterable[str] = (), *, processor: bool = False
) -> dict[str, Any]:
    """Fill the ledger at the address unless it is filled, weigh it, ask everything, print and return the figures."""
    config = Config(ledger=address)
    with Talentwire(config) as wire:
        ledger = wire.ledger(create=True)
        start = time.perf_counter()
        if not ledger.runs():
            fill(ledger, rows(claims, ledger._naming))
        written = time.perf_counter() - start
        held = ledger.counts()
        print(f"{held.claims:,} claims of {held.documents:,} documents stand, written in {written:.0f} s", flush=True)
        start = time.perf_counter()
        facts = wire.basis("flows", tuple(held.kinds)).sights
        weighed = time.perf_counter() - start
        print(f"{len(facts):,} facts weighed and kept in {weighed:.0f} s; milliseconds", flush=True)
    figures: dict[str, Any] = {"claims": held.claims, "facts": len(facts), "weighed_s": round(weighed, 1)}
    print(f"{'':14}" + "".join(f"{step + ' p50':>14}{'p95':>9}" for step in STEPS) + f"{'MiB':>8}")
    for at, name in enumerate(list(only) or QUESTIONS):
        figures[name] = found = measure(address, name, repeats, 20 * random.randrange(10**6) + at, processor=processor)
        print(f"{name:14}" + "".join(f"{found[s]['p50']:14,.0f}{found[s]['p95']:9,.0f}" for s in STEPS), end="")
        print(f"{found['memory']['p95']:8,.0f}", flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--server", help="address of a PostgreSQL database, in place of a file")
    parser.add_argument("--ledger", help="address of a made-up ledger, which is kept")
    parser.add_argument("--question", action="append", default=[], help="ask this one alone")
    parser.add_argument("--processor", action="store_true", help="count the time of the processor alone")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=0, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.here:
        print(json.dumps(asked_here(args.ledger, args.here, args.seed, processor=args.processor)))
    elif args.ledger:
        report(args.ledger, args.claims, args.repeats, args.question, processor=args.processor)
    else:
        with tempfile.TemporaryDirectory() as folder:
            address = args.server or str(Path(folder) / "ledger.db")
            report(address, args.claims, args.repeats, args.question, processor=args.processor)


if __name__ == "__main__":
    sys.exit(main())
