"""What forgetting a person removed, as lines for people: claims by kind and id, documents, names, files."""

from collections import defaultdict
from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from talentwire.api.forget import Plan
from talentwire.record.answers import Removed
from talentwire.serve.render import harmless, plural, short

_COUNTED = {
    "names": "name",
    "judgements": "judgement on names",
    "remarks": "remark on claims",
    "decisions": "decision cleaned of what it told",
    "sketches": "sketch made anew",
    "folds": "fold cleaned of its reasons",
    "alerts": "alert, or event that one told",
}
_PLURALS = {"judgements": "judgements on names", "remarks": "remarks on claims"} | {
    "decisions": "decisions cleaned of what they told",
    "sketches": "sketches made anew",
    "folds": "folds cleaned of their reasons",
    "alerts": "alerts, or events that they told",
}


def report(plan: Plan, *, done: bool) -> RenderableType:
    """What was removed, or would be."""
    return Group(*(Text(harmless(line), style=style) for line, style in _lines(plan, done)))


def _lines(plan: Plan, done: bool) -> Iterator[tuple[str, str]]:
    if plan.earlier:
        yield f"{plan.name} was forgotten before ({plan.earlier.recorded_at[:10]}, decision {plan.earlier.id})", "bold"
    elif plan.removed:
        number = f" (decision {plan.removed.decision.id})" if done else ""
        yield (f"forgotten{number}:" if done else f"forgetting {plan.name} would remove:"), "bold"
        yield from ((f"  {line}", "") for line in _removed(plan.removed))
    yield from ((f"  {line}", "") for line in _elsewhere(plan))
    if plan.removed and plan.removed.marks:
        yield "  A mark keeps the name from being recorded again; it keeps away everybody of the same name.", "dim"
        yield "  It can be taken away: talentwire forget NAME --remember", "dim"
    if done:
        yield "  Copies of the ledger, backups and exports that were not named still hold the data.", "dim"
    if plan.unfinished:
        yield f"  Not overwritten on the disk yet: {plan.unfinished}. Run the same command again.", "bold red"


def _removed(removed: Removed) -> Iterator[str]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for kind, id_ in removed.claims:
        kinds[kind].append(short(id_))
    yield plural(len(removed.claims), "claim")
    for kind, ids in kinds.items():
        yield f"  {kind} {len(ids):,}: {' '.join(ids)}"
    if removed.with_others:
        yield f"  {removed.with_others:,} of these named other persons as well"
    black = sum(removed.places.values())
    touched = sum(1 for places in removed.places.values() if places)
    yield f"{plural(black, 'place')} blackened in {plural(touched, 'document')}"
    for digest, places in sorted(removed.places.items()):
        yield f"  {short(digest)}: {places:,}"
    yield f"{plural(removed.kept, 'other claim')} with blackened words"
    for name, one in _COUNTED.items():
        if count := removed.counts.get(name, 0):
            yield plural(count, one, _PLURALS.get(name))


def _elsewhere(plan: Plan) -> Iterator[str]:
    for file in plan.exports:
        yield f"{file.place}: {plural(file.removed, 'row')} removed, {file.blackened:,} blackened"
    if plan.answers:
        yield plural(plan.answers, "kept answer of a language model", "kept answers of a language model")
