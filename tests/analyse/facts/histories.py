"""Short histories as data, made into reports: ``tests/cases/facts/*.toml``."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import Meant, Remark, Report, World
from talentwire.analyse.facts.weighing import weigh
from talentwire.model.claims import Claim
from talentwire.model.values import PartialDate
from talentwire.record.answers import Entry

CASES = Path(__file__).parents[2] / "cases" / "facts"
OWN = ("on", "outlet", "story", "recorded", "lang", "doc", "remark", "retracted", "by")
FIRST, LAST = date(2018, 1, 1), date(2026, 12, 31)
DAILY = {"Daily", "Herald", "Wire", "Post", "Kurier", "Gazette"}


@dataclass
class History:
    """A sequence of claims and the facts that a careful person would make of them."""

    name: str
    claims: list[dict[str, Any]]
    facts: list[dict[str, Any]]
    family: dict[str, str] = field(default_factory=dict)
    as_of: str | None = None
    file: str = ""


def histories() -> list[History]:
    """All histories, in the order of their files."""
    return [
        History(file=path.stem, **case)
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text("utf-8"))["case"]
    ]


def world(family: dict[str, str]) -> World:
    """A world in which the outlets are known, and units belong to houses."""

    def above(entity: str) -> tuple[str, ...]:
        chain: list[str] = []
        name = entity.partition(":")[2]
        while (name := family.get(name, "")) and f"org:{name}" not in chain:
            chain.append(f"org:{name}")
        return tuple(chain)

    return World(above, lambda whom: "outlet" if whom.name in DAILY else "", lambda _: ())


def report(number: int, said: dict[str, Any]) -> Report:
    """The report of a claim in the short form of the files."""
    slots = {name: value for name, value in said.items() if name not in OWN}
    slots.setdefault("evidence", f"claim {number}")
    claim = Claim.from_json(slots)
    if said.get("by"):
        object.__setattr__(claim, "extractor", said["by"])
    day, doc = said.get("on"), said.get("doc", f"d{number}")
    recorded = said.get("recorded") or day or "2020-01-01"
    entry = Entry(
        claim, f"c{number}", doc, None, None, said.get("outlet"), PartialDate.parse(day) if day else None,
        said.get("lang", "en"), 1, f"{recorded}T08:00:00.{number:06d}Z", said.get("retracted"),
    )  # fmt: skip
    names = {(slot, at): party for slot in {s for s, _ in claim.parties()} for at, party in _at(claim, slot)}
    parties = {where: Meant(f"{_TYPES.get(where[0], 'org')}:{p.name}", p.name) for where, p in names.items()}
    if claim.source and claim.source.name[:1].islower():
        parties.pop(("source", 0))
    remarks = said.get("remark", [])
    remarks = remarks if isinstance(remarks, list) else [remarks]
    return Report(entry, parties, said.get("story", doc), tuple(Remark(**r) for r in remarks))


_TYPES = {"person": "person", "speaker": "person", "reports_to": "person", "facility": "facility", "product": "product"}


def _at(claim: Claim, slot: str) -> list[tuple[int, Any]]:
    return list(enumerate(party for name, party in claim.parties() if name == slot))


def weigh_history(history: History) -> list[Fact]:
    """The facts that the program makes of it."""
    reports = [report(number, said) for number, said in enumerate(history.claims, 1)]
    as_of = PartialDate.parse(history.as_of).last() if history.as_of else None
    return weigh(reports, as_of, world=world(history.family))


def numbers(fact: Fact) -> list[int]:
    """The numbers of a fact's claims in their history."""
    return sorted(int(claim[1:]) for claim in fact.claims)


def retired(fact: Fact) -> bool:
    """Whether a fact was ended or replaced, or is not believed."""
    return fact.ended_by is not None or fact.superseded_by is not None or not fact.status.positive
