"""How fast claims are weighed: all facts of a large ledger, and those that one new document touches.

The claims are made up in memory: persons who move and hold positions, houses that buy, raise, pay, build and hire; each
story is told in one to eight documents.

usage: python bench/weighing.py [--claims N]
"""

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median, quantiles
from typing import Any

from talentwire.analyse.facts.report import Meant, Report
from talentwire.analyse.facts.subjects import affected
from talentwire.analyse.facts.weighing import weigh
from talentwire.model.claims import (
    Claim,
    Compute,
    Content,
    Deal,
    Funding,
    Move,
    Pay,
    Position,
    Quote,
    Release,
    Status,
    Workforce,
)
from talentwire.model.entities import Party
from talentwire.model.values import Money, PartialDate
from talentwire.record.answers import Entry

PER_DOCUMENT = 8
OUTLETS = [f"Outlet {n}" for n in range(400)]
ROLES = ["CEO", "CTO", "researcher", "VP of research", "head of infrastructure", "board member", "co-founder"]
STATUSES = [Status.ASSERTED] * 7 + [Status.PLANNED, Status.TALKS, Status.DENIED]
TOLD = [1, 1, 1, 2, 3, 8]


def _party(name: str) -> tuple[Party, ...]:
    return (Party(name),)


class Making:
    """Makes claims about a world that grows with the number of claims, as a ledger of news does."""

    def __init__(self, claims: int, seed: int = 4) -> None:
        self.random = random.Random(seed)
        self.people = max(10, claims // 12)
        self.houses = max(10, claims // 100)

    def org(self) -> tuple[Party, ...]:
        return _party(f"House {int(self.houses * self.random.random() ** 2)}")

    def person(self) -> tuple[Party, ...]:
        return _party(f"Person {int(self.people * self.random.random() ** 1.5)}")

    def money(self) -> Money:
        return Money(self.random.choice([1, 2, 3, 5, 10, 40]) * 10 ** self.random.choice([6, 7, 8, 9]), "USD")

    def content(self) -> Content:
        makers: list[Callable[[], Content]] = [
            lambda: Move(person=self.person(), from_org=self.org(), to_org=self.org()),
            lambda: Move(person=self.person(), to_org=self.org(), to_role=self.random.choice(ROLES)),
            lambda: Move(headcount=self.random.randint(2, 12), from_org=self.org(), to_org=self.org()),
            lambda: Position(person=self.person(), org=self.org(), role=self.random.choice(ROLES)),
            lambda: Position(person=self.person(), org=self.org(), current=self.random.random() < 0.7),
            lambda: Deal(buyer=self.org(), target=self.org(), kind="acquisition", amount=self.money()),
            lambda: Funding(org=self.org(), amount=self.money(), valuation=self.money()),
            lambda: Pay(payer=self.org(), amount=self.money(), kind="package", recipient=("researchers",)),
            lambda: Compute(owner=self.org(), accelerators=self.random.choice([1000, 20000, 100000])),
            lambda: Workforce(org=self.org(), change="size", count=self.random.randint(20, 5000)),
            lambda: Release(org=self.org(), product=_party(f"Product {self.random.randrange(self.houses)}")),
            lambda: Quote(speaker=self.person()),
        ]
        weights = [16, 6, 2, 24, 8, 8, 6, 4, 4, 4, 4, 14]
        return self.random.choices(makers, weights)[0]()

    def story(self, number: int) -> list[Claim]:
        day = date(2019, 1, 1) + timedelta(days=self.random.randrange(2600))
        found = []
        for at in range(PER_DOCUMENT):
            words = f"words {number} {at} " + " ".join(str(self.random.random()) for _ in range(9))
            dated = PartialDate.of(day) if self.random.random() < 0.3 else None
            source = Party("people familiar with the matter") if self.random.random() < 0.1 else None
            found.append(Claim(self.content(), self.random.choice(STATUSES), source, dated, words))
        return found


def make(claims: int) -> list[Report]:
    """About so many claims, ready to be weighed."""
    making = Making(claims)
    found: list[Report] = []
    number = 0
    while len(found) < claims:
        told = making.story(number)
        day = PartialDate.of(date(2019, 1, 1) + timedelta(days=making.random.randrange(2600)))
        for copy in range(making.random.choice(TOLD)):
            document = f"{number:07d}-{copy}"
            outlet = making.random.choice(OUTLETS)
            for at, claim in enumerate(told):
                moment = f"{day}T08:00:00.{at:06d}Z"
                entry = Entry(claim, f"{document}-{at}", document, None, None, outlet, day, "en", 1, moment)
                found.append(Report(entry, _parties(claim), f"s{number}"))
        number += 1
    return found


def _parties(claim: Claim) -> dict[tuple[str, int], Meant]:
    return {
        (slot, 0): Meant(f"{_TYPES.get(slot, 'org')}:{p.name}", p.name)
        for slot, p in claim.parties()
        if slot != "source"
    }


_TYPES = {"person": "person", "speaker": "person", "product": "product"}


def measure(claims: int = 1_000_000, documents: int = 200) -> dict[str, Any]:
    """Weigh so many claims at once; then again those that one document touches, for many documents.

    Returns:
        claims, facts, seconds by the clock and of the processor, claims per second of the processor; for one new
        document the medians of ``subjects`` touched and of claims ``loaded``, and the milliseconds of the processor
        (``p50_ms``, ``p95_ms``) to weigh what it touches, without the reading of the ledger.

    """
    reports = make(claims)
    start, busy = time.perf_counter(), time.process_time()
    facts = weigh(reports)
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    by_subject: dict[str, list[Report]] = defaultdict(list)
    by_document: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_document[report.entry.document_id].append(report)
        for subject in affected([report]):
            by_subject[subject].append(report)
    spent, touched, loaded = [], [], []
    for name in random.Random(5).sample(sorted(by_document), min(documents, len(by_document))):
        start = time.process_time()
        subjects = affected(by_document[name])
        needed = list({r.entry.id: r for subject in subjects for r in by_subject[subject]}.values())
        weigh(needed, subjects=subjects)
        spent.append(1000 * (time.process_time() - start))
        touched.append(len(subjects))
        loaded.append(len(needed))
    return {
        "claims": len(reports),
        "facts": len(facts),
        "seconds": round(seconds, 1),
        "processor_seconds": round(busy, 1),
        "claims_per_second": round(len(reports) / busy),
        "subjects": median(touched),
        "loaded": median(loaded),
        "p50_ms": round(median(spent), 2),
        "p95_ms": round(quantiles(spent, n=20)[-1], 2),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    for name, value in measure(parser.parse_args().claims).items():
        print(f"{name:18} {value:>12,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
