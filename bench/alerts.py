"""How long it takes from a recorded document to the events of alerts, in a made-up ledger with claims of all kinds.

Saved questions are put into the ledger; then documents are recorded one by one, and after each it is looked what
happened, as a running server does. The times are those of the look alone.

usage: python bench/alerts.py [--claims N] [--alerts N] [--documents N] [--ledger FILE]
"""

import argparse
import itertools
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from answers import grounded, rows, story
from questions import fill
from talentwire.analyse.alerts.wanted import Wanted
from talentwire.api import Talentwire
from talentwire.config import Config
from weighing import Making

KINDS = ("move", "deal", "funding", "pay", "compute", "workforce", "release", "position")
WHENS = ("new", "denied", "contested", "status")


def measure(address: str, claims: int, alerts: int, documents: int) -> None:
    """Fill a ledger unless it is filled, save questions, record documents, and print the times."""
    with Talentwire(Config(ledger=address)) as wire:
        ledger = wire.ledger(create=True)
        if not ledger.runs():
            fill(ledger, rows(claims, ledger._naming))
        held = ledger.counts()
        print(f"{held.claims:,} claims of {held.documents:,} documents", flush=True)
        asked = itertools.cycle(itertools.product(KINDS, WHENS))
        for number, (kind, when) in zip(range(alerts), asked, strict=False):
            org = {"org": f"House {number}"} if number % 2 else {}
            wire.alerts.add(f"alert {number} {time.time_ns()}", Wanted.of({"kind": kind, "when": when, **org}))
        spent, found = [], 0
        for number in range(documents):
            document, said = story(Making(held.claims, number), 20_000_000 + number)
            ledger.record(ledger.begin_run("bench", "made-up", "1"), document, grounded(document, said), wire.link)
            wire.forget()
            start = time.perf_counter()
            found += sum(wire.alerts.check().values())
            spent.append(time.perf_counter() - start)
        start = time.perf_counter()
        for _ in range(100):
            ledger.alerts.any()
            ledger.alerts.behind(str(ledger.kept.position()))
        idle = (time.perf_counter() - start) * 10
    cut = quantiles(spent, n=20, method="inclusive")[18] if len(spent) > 1 else spent[0]
    print(f"{alerts} alerts, {documents} documents: {found} events")
    print(f"a look takes {median(spent):.2f} s (p95 {cut:.2f} s), and {idle:.1f} ms where nothing happened")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--alerts", type=int, default=100)
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--ledger", help="a ledger to fill, or one that an earlier run filled")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = given.ledger or str(Path(folder) / "bench.db")
        measure(address, given.claims, given.alerts, given.documents)


if __name__ == "__main__":
    main()
