"""Learn what an unnamed organisation is recognised by, from the annotated documents beside this folder.

    python training/references/train.py [FOLDER ...] [--folds N] [--out FILE]

Every time that the extractor has to ask for an organisation that is not named is an example: the organisations of the
text are the candidates, those that the claims of the same sentence name are right. A conditional logit is fitted by
gradient descent with a quadratic penalty; ``--folds`` tells how often the first choice is right on documents that were
left out.
"""

import argparse
import json
from collections.abc import Iterable, Iterator
from math import exp
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from talentwire.evaluate.gold import Gold, read_gold
from talentwire.evaluate.match import Judge
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.salience import WEIGHTS, Features, Question, Salience
from talentwire.extract.text import Mention
from talentwire.lang.segment import identify
from talentwire.model.claims import KINDS, Slot, slots
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate
from talentwire.pipeline import repaired

HERE = Path(__file__).resolve().parent
SLOTS = {
    "move": ("to_org", "from_org"),
    "position": ("org",),
    "workforce": ("org",),
    "pay": ("payer",),
    "compute": ("owner",),
    "funding": ("org",),
    "release": ("org",),
    "deal": ("buyer", "target"),
}
BY_NAME = {kind: {slot.name: slot for slot in slots(KINDS[kind])} for kind in SLOTS}
STEPS, RATE, PENALTY = 250, 0.5, 0.008

Example = tuple[list[Features], list[bool]]


def examples(gold: Gold, extractor: BuiltinExtractor) -> Iterator[Example]:
    """The choices that the extractor makes in a document and that its claims judge."""
    date = PartialDate.parse(gold.date) if gold.date else None
    document = Document(gold.doc, gold.text or "", date=date)
    text = extractor.lay_out(repaired(document.with_lang(identify(document.text))))
    if text is None:
        return
    asked: dict[tuple[int, str], tuple[Question, dict[str, Features]]] = {}
    choose = Salience.best

    def best(self: Salience, question: Question, avoid: Iterable[str] = ()) -> Mention | None:
        rows = {name: row for name, row in self.features(question).items() if name not in set(avoid)}
        asked[question.token, question.slot] = question, rows
        return choose(self, question, avoid)

    with patch.object(Salience, "best", best):
        extractor.drafts(text)
    judge = Judge(gold.aliases)
    for question, rows in asked.values():
        sentence = text.sentence_of(question.token)
        wanted = list(_wanted(gold, text.span(sentence.first, sentence.last), question.slot))
        right = [any(judge.equal(slot, value, name) for slot, value in wanted) for name in rows]
        if any(right):
            yield list(rows.values()), right


def _wanted(gold: Gold, span: Span, asked: str) -> list[tuple[Slot, Any]]:
    """The organisations of the claims whose evidence touches a span: in the slot asked for, else in any."""
    found = list(_named(gold, span))
    same = [(slot, value) for name, slot, value in found if name == asked]
    return same or [(slot, value) for _, slot, value in found]


def _named(gold: Gold, span: Span) -> Iterator[tuple[str, Slot, Any]]:
    """Every organisation that the claims name whose evidence touches a span, with its kind of claim and slot."""
    for claim in gold.claims:
        start = (gold.text or "").find(claim["evidence"])
        if claim["type"] in SLOTS and 0 <= start < span.end and span.start < start + len(claim["evidence"]):
            kind = claim["type"]
            yield from ((f"{kind} {n}", BY_NAME[kind][n], claim[n]) for n in SLOTS[kind] if claim.get(n))


def shares(weights: dict[str, float], rows: list[Features]) -> list[float]:
    """How likely each candidate is."""
    points = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in rows]
    powers = [exp(p - max(points)) for p in points]
    return [power / sum(powers) for power in powers]


def fit(data: list[Example]) -> dict[str, float]:
    """The weights under which the right candidates are likeliest."""
    weights: dict[str, float] = {}
    for _ in range(STEPS):
        slope = {name: -PENALTY * weight for name, weight in weights.items()}
        for rows, right in data:
            likely = shares(weights, rows)
            mass = sum(p for p, ok in zip(likely, right, strict=True) if ok) or 1e-9
            for row, p, ok in zip(rows, likely, right, strict=True):
                pull = (p / mass if ok else 0.0) - p
                for name, value in row.items():
                    if value:
                        slope[name] = slope.get(name, 0.0) + pull * value / len(data)
        for name, step in slope.items():
            weights[name] = weights.get(name, 0.0) + RATE * step
    return weights


def hits(weights: dict[str, float], data: list[Example]) -> int:
    """How often the likeliest candidate is right."""
    chosen = (max(zip(shares(weights, rows), right, strict=True)) for rows, right in data)
    return sum(right for _, right in chosen)


def main() -> None:
    """Train, tell how well it does on left-out documents, and write the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--folds", type=int, default=5)
    options.add_argument("--out", type=Path, default=WEIGHTS)
    given = options.parse_args()
    folders = given.folders or sorted(path.parent for path in HERE.parent.glob("*/gold.jsonl"))
    extractor = BuiltinExtractor()
    documents = [list(examples(gold, extractor)) for folder in folders for gold in read_gold(folder)]
    Random(1).shuffle(documents)
    right = 0
    for fold in range(given.folds):
        rest = [e for i, doc in enumerate(documents) if i % given.folds != fold for e in doc]
        right += hits(fit(rest), [e for doc in documents[fold :: given.folds] for e in doc])
    data = [e for doc in documents for e in doc]
    print(f"{len(data)} examples; right on left-out documents: {right / max(1, len(data)):.3f}")
    weights = {name: round(weight, 3) for name, weight in sorted(fit(data).items()) if abs(weight) >= 0.01}
    given.out.write_text(json.dumps({"examples": len(data), "weights": weights}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
