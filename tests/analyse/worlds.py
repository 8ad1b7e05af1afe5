"""Small worlds, as claims in a short form, weighed into facts as the program does."""

from collections.abc import Sequence
from typing import Any

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import Meant, Report, World
from talentwire.analyse.facts.weighing import weigh
from talentwire.model.claims import Claim
from talentwire.model.values import PartialDate
from talentwire.record.answers import Entry

_OWN = ("on", "doc", "story", "outlet")
_TYPES = {"person": "person", "reports_to": "person", "speaker": "person", "facility": "facility", "product": "product"}


def world(family: dict[str, str] | None = None) -> World:
    """A world in which units belong to houses."""
    above = family or {}

    def chain(entity: str) -> tuple[str, ...]:
        found: list[str] = []
        name = entity.partition(":")[2]
        while name := above.get(name, ""):
            found.append(f"org:{name}")
        return tuple(found)

    return World(chain)


def move(person: str | int, source: str = "", target: str = "", on: str = "2025-01-01", **more: Any) -> dict[str, Any]:
    """A claim of a move; a number is the headcount of an unnamed group."""
    who = {"headcount": person} if isinstance(person, int) else {"person": person}
    ends = {slot: org for slot, org in (("from_org", source), ("to_org", target)) if org}
    return {"type": "move", **who, **ends, "on": on, "status": "asserted", **more}


def claim(kind: str, /, on: str = "2025-01-01", **slots: Any) -> dict[str, Any]:
    """A claim of any kind, told on a day; ``doc`` and ``story`` say where, a ``date`` when it happened."""
    return {"type": kind, "on": on, "status": "asserted", **slots}


def facts(claims: Sequence[dict[str, Any]], family: dict[str, str] | None = None) -> list[Fact]:
    """The facts that claims amount to."""
    return weigh([_report(number, said) for number, said in enumerate(claims, 1)], world=world(family))


def _report(number: int, said: dict[str, Any]) -> Report:
    told = Claim.from_json({"evidence": f"claim {number}", **{k: v for k, v in said.items() if k not in _OWN}})
    document = said.get("doc", f"d{number}")
    entry = Entry(
        told, f"c{number:04}", document, None, None, said.get("outlet"), PartialDate.parse(said["on"]), "en", 1,
        f"{said['on']:0<10}T08:00:00.{number:06d}Z",
    )  # fmt: skip
    places: dict[str, int] = {}
    parties = {}
    for slot, party in told.parties():
        at = places[slot] = places.get(slot, -1) + 1
        parties[slot, at] = Meant(f"{_TYPES.get(slot, 'org')}:{party.name}", party.name)
    return Report(entry, parties, said.get("story", document))


def basis(
    claims: Sequence[dict[str, Any]],
    asked: Asked | None = None,
    family: dict[str, str] | None = None,
    *,
    question: str = "flows",
    **more: Any,
) -> Basis:
    """What a question about a world is answered from."""
    asked = asked or Asked()
    return Basis(asked, tuple(facts(claims, family)), Words(question, asked.lang), world(family), **more)
