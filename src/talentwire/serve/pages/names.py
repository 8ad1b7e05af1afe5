"""The pages of people and of organisations."""

from fastapi import APIRouter
from starlette.responses import Response

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.facts.fact import Fact
from talentwire.api.catalogue import question
from talentwire.record.answers import ClaimFilter
from talentwire.serve.pages.look import Seen
from talentwire.serve.pages.plain import drawn
from talentwire.serve.web.wire import WholeWire

router = APIRouter()
_FACTS = 300
_ORDER = ("move", "position", "deal", "funding", "pay", "compute", "workforce", "release", "quote")


@router.get("/people/{name:path}")
def person(wire: WholeWire, look: Seen, name: str) -> Response:
    """A person: the way they went, and what is known of them."""
    as_of = look.as_of or None
    entity = wire.entity(name, "person", as_of=as_of)
    facts = wire.facts(ClaimFilter(person=entity.name, as_of=as_of, limit=_FACTS))
    way = question("flows").ask(wire, Asked(as_of=as_of, person=entity.name, lang=look.lang), {})
    return look.page("name.html", entity=entity, units=(), sections=_sections(facts), drawn=drawn(way), answer=way)


@router.get("/organisations/{name:path}")
def organisation(wire: WholeWire, look: Seen, name: str) -> Response:
    """An organisation with all that belongs to it: who came and went, deals, money, machines."""
    as_of = look.as_of or None
    entity = wire.entity(name, "org", as_of=as_of)
    facts = wire.facts(ClaimFilter(org=entity.name, as_of=as_of, limit=_FACTS))
    flows = question("flows").ask(wire, Asked(as_of=as_of, org=entity.name, lang=look.lang), {})
    units = wire.org(entity.name, as_of=as_of).units
    return look.page(
        "name.html", entity=entity, units=units, sections=_sections(facts), drawn=drawn(flows), answer=flows
    )


def _sections(facts: list[Fact]) -> dict[str, list[Fact]]:
    """The facts by kind, those that stand first."""
    found = {kind: [fact for fact in facts if fact.kind == kind] for kind in _ORDER}
    return {kind: sorted(held, key=lambda fact: not fact.stands) for kind, held in found.items() if held}
