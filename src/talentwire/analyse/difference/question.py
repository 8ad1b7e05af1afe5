"""The question of changes: the difference between two moments as rows, in groups, with what was before and is now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from talentwire.analyse.answers.answer import Answer, Cell, Row
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.naming import concerns
from talentwire.analyse.answers.picture import Bar, Bars, Part
from talentwire.analyse.answers.telling import told
from talentwire.analyse.difference.between import between
from talentwire.analyse.difference.change import CORRECTIONS, Became, Change, Difference, Topic
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.facts.relations import happened_on

_COLUMNS: Final = ("topic", "became", "what", "before", "after", "day", "stories", "sure")
_UNITS: Final = {"stories": "stories", "sure": "share"}
_NOTHING: Final = "–"


def difference(basis: Basis, earlier: Basis) -> Difference:
    """What changed between two moments, as far as it is asked for.

    Args:
        basis: the facts as of the second moment, and what is asked for.
        earlier: the facts as of the first, when names may have meant others.

    """
    found = between(earlier.facts, basis.facts, str(earlier.asked.as_of or ""), str(basis.asked.as_of or ""))
    return replace(found, changes=tuple(change for change in found.changes if _wants(change, basis, earlier)))


def changes(basis: Basis, earlier: Basis) -> Answer:
    """Answer what changed between two moments."""
    found, words = difference(basis, earlier), basis.words
    rows: list[Row] = []
    for topic in Topic:
        rows += _rows(topic, found.of(topic), basis)
    then = {fact.id: fact for change in found.changes for fact in reversed(change.facts)}
    now = {fact.id: fact for fact in basis.facts}
    whole = replace(basis, facts=tuple({**then, **now}.values()), kept=None, is_now=then.keys() <= now.keys())
    until = found.until or words("now")
    return whole.answer(
        "changes", [basis.column(name, _UNITS.get(name, "")) for name in _COLUMNS], rows,
        title=words("title", since=found.since, until=until), summary=_summary(found, basis),
        notes=_notes(found, earlier, basis), picture=_bars(found, basis),
    )  # fmt: skip


def _wants(change: Change, basis: Basis, earlier: Basis) -> bool:
    same = concerns(basis, *change.facts) or (change.before is not None and concerns(earlier, change.before))
    fact, asked = change.fact, basis.asked
    return same and asked.wants_status(fact) and asked.wants_day(happened_on(fact))


def _rows(topic: Topic, held: Sequence[Change], basis: Basis) -> list[Row]:
    """The weightiest changes about something, and the others in a row."""
    top = basis.asked.top
    shown = held if len(held) <= top + 1 else held[:top]
    name = Cell(basis.words(f"topic_{topic}"))
    rows: list[Row] = [{"topic": name, **_row(change, basis)} for change in shown]
    if rest := held[len(shown) :]:
        facts = tuple(dict.fromkeys(change.fact.id for change in rest))
        rows.append({"topic": name, "what": Cell(basis.words("more_changes", n=len(rest)), facts)})
    return rows


def _row(change: Change, basis: Basis) -> Row:
    words, fact = basis.words, change.fact
    own = tuple(dict.fromkeys(one.id for one in change.facts))
    return {
        "became": Cell(words(f"became_{change.became}")),
        "what": Cell(told(fact, words.lang), own),
        "before": Cell(_before(change, basis)),
        "after": Cell(_after(change, basis)),
        "day": Cell(happened_on(fact), own),
        "stories": Cell(fact.stories, own),
        "sure": Cell(fact.confidence.value, own),
    }


def _before(change: Change, basis: Basis) -> str:
    """How far the fact had come, and what was believed of it otherwise."""
    if change.before is None:
        return _NOTHING
    if change.became is Became.SPLIT:
        return told(change.before, basis.words.lang)
    return _state(change.before, [(one.slot, one.before) for one in change.values], basis)


def _after(change: Change, basis: Basis) -> str:
    """How far the fact has come, what is believed of it instead, and why it is over."""
    if change.after is None:
        return basis.words("taken_out")
    if change.became is Became.JOINED:
        return told(change.after, basis.words.lang)
    return _state(change.after, [(one.slot, one.after) for one in change.values], basis, _why(change, basis))


def _state(fact: Fact, values: Iterable[tuple[str, str]], basis: Basis, *more: str) -> str:
    words = basis.words
    stage = words("stage_replaced" if fact.superseded_by and fact.status.positive else f"stage_{fact.status}")
    if fact.status is Stage.DENIED and fact.deniers:
        stage = _denied(fact, basis)
    parts = [words("slot", name=words(f"slot_{slot}"), value=shown) for slot, shown in values if shown]
    return "; ".join(part for part in (stage, *parts, *more) if part)


def _why(change: Change, basis: Basis) -> str:
    """Who denies what is believed all the same; what else is said."""
    fact, words = change.after, basis.words
    if fact is not None and change.became is Became.DISPUTED:
        return _denied(fact, basis)
    if fact is not None and change.became is Became.CONTESTED:
        said = (value.shown for slot in fact.contested for value in fact.slots[slot].values[1:])
        return words("also_said", what=", ".join(dict.fromkeys(said)))
    return ""


def _denied(fact: Fact, basis: Basis) -> str:
    return basis.words("denied_by", who=", ".join(dict.fromkeys(one.who for one in fact.deniers)))


def _summary(found: Difference, basis: Basis) -> list[str]:
    """How many changes there are about what."""
    words = basis.words
    counts = Counter(change.topic for change in found.changes)
    parts = [words(f"count_{topic}", n=counts[topic]) for topic in Topic if counts[topic]]
    return [words("summary", n=len(found.changes), parts=words.listed(parts))] if parts else []


def _notes(found: Difference, earlier: Basis, basis: Basis) -> list[str]:
    words = basis.words
    knew = bool(earlier.facts) if earlier.knew is None else earlier.knew
    notes = [] if knew or not found.changes else [words("note_began")]
    if found.retold:
        notes.append(words("note_retold", n=found.retold))
    return [*notes, words("visible")] if found.changes else notes


def _bars(found: Difference, basis: Basis) -> Bars | None:
    """A bar for everything that changes are about."""
    words = basis.words
    bars = []
    for topic in Topic:
        counts = Counter(_series(change) for change in found.of(topic))
        if counts:
            parts = tuple(Part(words(f"series_{name}"), n, sure=sure) for (name, sure), n in sorted(
                counts.items(), key=lambda one: (_SERIES.index(one[0][0]), not one[0][1])))  # fmt: skip
            bars.append(Bar(words(f"topic_{topic}"), parts))
    return Bars(words("axis"), tuple(bars)) if bars else None


_SERIES: Final = ("new", "changed", "doubted", "corrected")


def _series(change: Change) -> tuple[str, bool]:
    """What a change counts as in the picture, and whether it is of something that happened."""
    if change.became in CORRECTIONS:
        return "corrected", True
    if change.topic is Topic.DENIALS:
        return "doubted", True
    return ("new" if change.became is Became.NEW else "changed"), change.fact.status.happened
