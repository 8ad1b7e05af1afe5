"""The way of one person: the moves and positions that stand, in their order."""

from collections.abc import Iterator

from talentwire.analyse.answers.answer import Answer, Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.picture import Event, Timeline
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import happened_on, value_of

_COLUMNS = ("day", "what", "from", "to", "role", "status", "until", "sure")


def path(basis: Basis) -> Answer:
    """Answer by which way the person asked about went."""
    theirs = basis.held.careers((basis.person,))
    standing = [fact for fact in theirs if fact.stands]
    shown = [fact for fact in standing if basis.asked.wants(fact)]
    shown.sort(key=lambda fact: (happened_on(fact), fact.kind, fact.id))
    words = basis.words
    notes = [words("note_path_left_out", n=len(theirs) - len(standing))] if len(standing) < len(theirs) else []
    events = tuple(event for fact in shown for event in _events(fact, basis))
    columns = [basis.column(name, {"sure": "share"}.get(name, "")) for name in _COLUMNS]
    return basis.answer(
        "flows", columns, [_row(fact, basis) for fact in shown],
        title=words("title_path", name=basis.name(basis.person)), definition=words("definition_path"), notes=notes,
        picture=Timeline(events) if events else None,
    )  # fmt: skip


def _row(fact: Fact, basis: Basis) -> Row:
    own = (fact.id,)
    role = value_of(fact, "role") or value_of(fact, "to_role") or value_of(fact, "from_role")
    return {
        "day": Cell(happened_on(fact), own),
        "what": Cell(basis.words(_what(fact)), own),
        "from": _org(fact, "from_org"),
        "to": _org(fact, "org" if fact.kind == "position" else "to_org"),
        "role": Cell(role),
        "status": Cell(basis.words(f"stage_{fact.status}")),
        "until": Cell(fact.holds.end if fact.holds else None),
        "sure": Cell(fact.confidence.value, own),
    }


def _org(fact: Fact, slot: str) -> Cell:
    belief = fact.slots.get(slot)
    return Cell(belief.shown, entity=str(belief.value)) if belief else Cell(None)


def _what(fact: Fact) -> str:
    if fact.kind == "position":
        return "what_position"
    if "to_org" not in fact.slots:
        return "what_left"
    return "what_moved" if "from_org" in fact.slots else "what_joined"


def _events(fact: Fact, basis: Basis) -> Iterator[Event]:
    """A stretch for what was held, a dot for leaving."""
    slot = "org" if fact.kind == "position" else "to_org"
    lane = fact.slots.get(slot) or fact.slots.get("from_org")
    if lane is None:
        return
    row = _row(fact, basis)
    words = [str(row[name].value) for name in ("role", "what", "status") if row[name].value]
    start = (fact.holds.start if fact.holds else None) or happened_on(fact)
    end = fact.holds.end if fact.holds else None
    lasting = fact.holds is not None and end is None and fact.status.happened
    yield Event(lane.shown, ", ".join(words), start, end, lasting, fact.status.happened)
