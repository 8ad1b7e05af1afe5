"""The figures: precision, recall, slots, status and grounding, over everything and by group."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, NamedTuple

from talentwire.evaluate.gold import Gold, Json
from talentwire.evaluate.match import STATUS, Counts, Judge, filled, pair_claims
from talentwire.model.claims import KINDS

Grouping = Literal["all", "kind", "lang", "doc"]


@dataclass(frozen=True)
class Row:
    """One line of the table, rounded to three digits; a share of nothing is None."""

    precision: float
    recall: float
    f1: float
    slot_f1: float
    gold: int
    predicted: int
    grounding: float | None
    status: float | None

    def to_json(self) -> dict[str, Any]:
        """The figures by name."""
        return asdict(self)


@dataclass(frozen=True)
class _Tally:
    claims: Counts = Counts()
    slots: Counts = Counts()
    grounded: Counts = Counts()
    status: Counts = Counts()

    def plus(self, other: "_Tally") -> "_Tally":
        return _Tally(
            self.claims.plus(other.claims),
            self.slots.plus(other.slots),
            self.grounded.plus(other.grounded),
            self.status.plus(other.status),
        )

    def row(self) -> Row:
        p, r, f1 = (round(rate, 3) for rate in self.claims.rates())
        shares = [round(c.right / c.expected, 3) if c.expected else None for c in (self.grounded, self.status)]
        return Row(p, r, f1, round(self.slots.rates()[2], 3), self.claims.expected, self.claims.predicted, *shares)


class Miss(NamedTuple):
    """A gold claim that nothing matched, or a prediction that matched nothing."""

    doc: str
    what: Literal["missed", "spurious"]
    claim: Json


@dataclass(frozen=True)
class Report:
    """The figures for everything and by group, and what went wrong, document by document."""

    tables: Mapping[Grouping, Mapping[str, Row]]
    misses: tuple[Miss, ...]

    @property
    def all(self) -> Row:
        """The figures over everything."""
        return self.tables["all"]["all"]

    def by(self, grouping: Grouping) -> Mapping[str, Row]:
        """The figures of every group, in order."""
        return self.tables[grouping]


def compare(golds: Iterable[Gold], predictions: Mapping[str, Sequence[Json]]) -> Report:
    """Compare the predictions of every gold document with its claims."""
    tallies: dict[tuple[Grouping, str], _Tally] = {("all", "all"): _Tally()}
    misses: list[Miss] = []
    for gold in golds:
        found = [p for p in predictions.get(gold.doc, ()) if p.get("type") in KINDS]
        for kind, tally in _compare_document(gold, found, misses):
            groups: tuple[tuple[Grouping, str], ...] = (
                ("all", "all"),
                ("kind", kind),
                ("lang", gold.lang),
                ("doc", gold.doc),
            )
            for group in groups:
                tallies[group] = tallies.get(group, _Tally()).plus(tally)
    tables: dict[Grouping, dict[str, Row]] = {"all": {}, "kind": {}, "lang": {}, "doc": {}}
    for (grouping, name), tally in sorted(tallies.items()):
        tables[grouping][name] = tally.row()
    return Report(tables, tuple(misses))


def _compare_document(gold: Gold, found: Sequence[Json], misses: list[Miss]) -> list[tuple[str, _Tally]]:
    """What each claim and each prediction of a document adds to the counts, with its kind."""
    judge = Judge(gold.aliases)
    pairs = pair_claims(judge, gold.claims, found)
    matched = {j: gold.claims[i] for i, j in pairs.items()}
    counts = []
    for i, claim in enumerate(gold.claims):
        needed = not claim.get("optional")
        tally = _Tally(claims=Counts(needed and i in pairs, 0, needed))
        if i in pairs:
            right = judge.equal(STATUS, *(filled(c, STATUS) for c in (claim, found[pairs[i]])))
            tally = replace(tally, slots=judge.slots(claim, found[pairs[i]]), status=Counts(right, 1, 1))
        elif needed:
            misses.append(Miss(gold.doc, "missed", claim))
        counts.append((str(claim["type"]), tally))
    words = None if gold.text is None else " ".join(gold.text.split())
    for j, prediction in enumerate(found):
        counted = Counts(0, not matched.get(j, {}).get("optional"), 0)
        counts.append((prediction["type"], _Tally(claims=counted, grounded=_grounding(prediction, words))))
        if j not in matched:
            misses.append(Miss(gold.doc, "spurious", prediction))
    return counts


def _grounding(prediction: Json, words: str | None) -> Counts:
    if words is None:
        return Counts()
    evidence = prediction.get("evidence")
    return Counts(bool(evidence) and " ".join(str(evidence).split()) in words, 1, 1)
