"""Careers whose truth is known: what is still held is not retired, and what was left is over."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Any, NamedTuple

import histories

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.weighing import weigh

HOUSES = [f"House {n}" for n in range(12)]
ROLES = ["CTO", "researcher", "head of hardware", "VP of sales"]
NOW = date(2026, 1, 1)


class Job(NamedTuple):
    org: str
    role: str
    first: date
    last: date | None


class Career:
    """One person's jobs, one after the other, beside a seat on a board and a chair at a university."""

    def __init__(self, number: int) -> None:
        self.random = random.Random(number)
        self.person = f"Person {number}"
        self.jobs: list[Job] = []
        self.claims: list[dict[str, Any]] = []
        self._live()
        self.beside = [Job("Board House", "board member", self.jobs[0].first, None)]
        self.beside.append(Job("University", "professor", self.jobs[0].first, None))
        self._tell()

    def _live(self) -> None:
        day = date(2014, 1, 1) + timedelta(days=self.random.randrange(700))
        while day < NOW - timedelta(days=500):
            org = self.random.choice([h for h in HOUSES if not self.jobs or h != self.jobs[-1].org])
            end = day + timedelta(days=self.random.randrange(400, 2000))
            self.jobs.append(Job(org, self.random.choice(ROLES), day, end if end < NOW - timedelta(days=90) else None))
            if self.jobs[-1].last is None:
                break
            day = end

    def _say(self, day: date, **slots: Any) -> None:
        if day < NOW:
            outlet = self.random.choice(sorted(histories.DAILY))
            claim = {"person": self.person, "on": str(day), "outlet": outlet, "story": f"s{len(self.claims)}", **slots}
            self.claims.append(claim)

    def _tell(self) -> None:
        for before, job in zip([None, *self.jobs], self.jobs, strict=False):
            self._arrival(before, job)
        for job in (*self.jobs, *self.beside):
            self._mentions(job)
        self.random.shuffle(self.claims)

    def _arrival(self, before: Job | None, job: Job) -> None:
        way = {"type": "move", "to_org": job.org, **({"from_org": before.org} if before else {})}
        for _ in range(self.random.randint(1, 3)):
            told = job.first + timedelta(days=self.random.randrange(20))
            dated = {"date": str(job.first)[: self.random.choice([7, 10])]} if self.random.random() < 0.3 else {}
            self._say(told, **way, **dated)
        if before and self.random.random() < 0.5:
            self._say(job.first + timedelta(days=3), type="move", from_org=before.org)
        if self.random.random() < 0.5:  # late old news, with its date
            late = job.first + timedelta(days=self.random.randrange(300, 1500))
            self._say(late, **way, date=str(job.first)[: self.random.choice([4, 7])])
        if self.random.random() < 0.4:  # a rumour that came to nothing
            rumour = {"type": "move", "from_org": job.org, "to_org": "Rumoured House"}
            self._say(job.first + timedelta(days=200), **rumour, status="talks")
            self._say(job.first + timedelta(days=230), **rumour, status=self.random.choice(["failed", "denied"]))

    def _mentions(self, job: Job) -> None:
        last = job.last or NOW
        for _ in range(self.random.randint(1, 4)):
            day = job.first + timedelta(days=self.random.randrange(max(1, (last - job.first).days)))
            self._say(day, type="position", org=job.org, role=job.role)
        if job.last and self.random.random() < 0.4:
            day = job.last + timedelta(days=self.random.randrange(20, 400))
            if not any(other.org == job.org and other.first > job.last for other in self.jobs):
                self._say(day, type="position", org=job.org, role=job.role, current=False)

    def judge(self, facts: list[Fact], found: Counter[str]) -> None:
        """Count what is held and retired, and what is over and thought to be held."""
        for fact in facts:
            if fact.kind != "position":
                continue
            org, role = fact.slots["org"].shown, fact.slots["role"].shown
            same = [j for j in (*self.jobs, *self.beside) if (j.org, j.role) == (org, role)]
            began = max((j for j in same if j.first <= fact.last_seen), key=lambda j: j.first)
            held = began.last is None
            if not held and began is self.jobs[-1]:
                continue  # nobody told of this end
            over = fact.ended_by is not None or fact.superseded_by is not None
            found["held" if held else "over"] += 1
            found["held, but retired"] += held and over
            found["over, but open"] += not held and not over


def test_what_is_held_is_not_retired() -> None:
    found: Counter[str] = Counter()
    for number in range(400):
        career = Career(number)
        reports = [histories.report(at, said) for at, said in enumerate(career.claims, 1)]
        career.judge(weigh(reports, world=histories.world({})), found)
    print(dict(found))
    assert found["held"] > 1000
    assert not found["held, but retired"]
    assert found["over, but open"] < 0.01 * found["over"]
