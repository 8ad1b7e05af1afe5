"""Train the learnt choice: which names and numbers are part of a claim, and which organisation goes with them.

    python training/chooser/train.py --unseen FOLDER ... [--seen FOLDER ...] [--out FILE] [--folds N]

``--unseen`` are annotated documents that nobody looked at who worked on the rules; what the rules make of them is what
they make of any text. ``--seen`` are those that the rules were written with: each is read without the phrases of the
packs that open frames in it alone, and counts for less. ``:odd`` or ``:even`` behind a folder takes half of it.
``--folds`` tells instead how well unseen documents are read by what is learnt from all others.
"""

import argparse
from array import array
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from examples import Example, Read, golds_of, read_all
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from talentwire.evaluate.gold import Gold, Json
from talentwire.evaluate.report import compare
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.learnt.anchors import QUESTIONS
from talentwire.extract.learnt.chooser import Chooser
from talentwire.extract.learnt.partners import SIDES
from talentwire.extract.learnt.weights import BITS, FILE, WORDS, Weights, pack

SIZE = 1 << BITS
PENALTY, CHOICE_PENALTY = 4.0, 10.0
"""How much large weights cost, by cross-validation."""
SEEN = 0.3
"""What a document counts for that the rules were written with."""
LEAST = 2
"""Documents in which a sign must stand to have a weight."""
ENOUGH = 20
"""Right answers from which a question is learnt at all."""
WANTED = 0.35
"""The probability from which a claim is added; F1 is much the same from 0.2 to 0.4, and precision rises."""
KINDS = ("move", "position", "workforce", "compute", "pay", "funding", "release", "deal")
ASKED = {question for questions in QUESTIONS.values() for question in questions}
ALL_SIDES = tuple(dict.fromkeys(side for sides in SIDES.values() for side in sides))

Keys = tuple[array, array]
Table = tuple[Any, float]


def matrix(rows: Sequence[Keys]) -> csr_matrix:
    """The signs of candidates as a matrix; those of words count for less."""
    values = np.concatenate([np.repeat([1.0, WORDS], [len(a), len(b)]) for a, b in rows])
    columns = np.concatenate([np.frombuffer(a + b, dtype=np.uint32) for a, b in rows]).astype(np.int32)
    starts = np.concatenate([[0], np.cumsum([len(a) + len(b) for a, b in rows])])
    return csr_matrix((values, columns, starts), shape=(len(rows), SIZE))


def compact(x: csr_matrix, docs: Any) -> tuple[csr_matrix, Any]:
    """The columns that stand in enough documents, and which those are."""
    coo = x.tocoo()
    pairs = np.unique(np.stack([docs[coo.row], coo.col]), axis=1)
    kept = np.flatnonzero(np.bincount(pairs[1], minlength=SIZE) >= LEAST)
    return x[:, kept].tocsr(), kept


def fit_question(rows: Sequence[Keys], right: Sequence[bool], weight: Any, docs: Any) -> Table:
    """A logistic regression: whether a candidate is part of a claim."""
    x, kept = compact(matrix(rows), docs)
    xt, y = x.T.tocsr(), np.asarray(right, dtype=float)

    def loss(w: Any) -> tuple[float, Any]:
        z = x @ w[:-1] + w[-1]
        error = weight * (1 / (1 + np.exp(-np.clip(z, -30, 30))) - y)
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + PENALTY / 2 * (w[:-1] ** 2).sum()
        return value, np.concatenate([xt @ error + PENALTY * w[:-1], [error.sum()]])

    found = minimize(loss, np.zeros(len(kept) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    table = np.zeros(SIZE)
    table[kept] = found[:-1]
    return table, float(found[-1])


def fit_side(groups: Sequence[tuple[list[Keys], list[bool]]], weight: Any, docs: Any) -> Table:
    """A conditional logit: which of the organisations beside a candidate, or none, plays a part."""
    of = np.repeat(np.arange(len(groups)), [len(rows) for rows, _ in groups])
    starts = np.searchsorted(of, np.arange(len(groups)))
    x, kept = compact(matrix([row for rows, _ in groups for row in rows]), docs[of])
    xt, right = x.T.tocsr(), np.array([ok for _, oks in groups for ok in oks], dtype=float)

    def loss(w: Any) -> tuple[float, Any]:
        z = x @ w
        e = np.exp(z - np.maximum.reduceat(z, starts)[of])
        total, mass = np.add.reduceat(e, starts), np.add.reduceat(e * right, starts)
        value = (weight * np.log(total / mass)).sum() + CHOICE_PENALTY / 2 * (w**2).sum()
        return value, xt @ (weight[of] * (e / total[of] - e * right / mass[of])) + CHOICE_PENALTY * w

    found = minimize(loss, np.zeros(len(kept)), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    table = np.zeros(SIZE)
    table[kept] = found
    return table, 0.0


def fit(reads: Sequence[Read], counts: Sequence[float]) -> Weights:
    """The weights of all questions and parts, learnt from documents that count for more or less."""
    examples = [(number, e) for number, read in enumerate(reads) for e in read.examples]
    tables: dict[str, Table] = {}
    for question in sorted(ASKED):
        asked = [(number, e) for number, e in examples if e.labels.get(question) is not None]
        right = [bool(e.labels[question]) for _, e in asked]
        if sum(right) >= ENOUGH:
            docs = np.array([number for number, _ in asked])
            tables[question] = fit_question([e.keys for _, e in asked], right, np.array(counts)[docs], docs)
    for side in ALL_SIDES:
        chosen = [(number, e.choices[side]) for number, e in examples if _plays(e, side)]
        chosen = [(number, choice) for number, choice in chosen if len(choice.names) > 1]
        if len(chosen) >= ENOUGH:
            docs = np.array([number for number, _ in chosen])
            tables[side] = fit_side([(c.keys, c.right) for _, c in chosen], np.array(counts)[docs], docs)
    return _weights(tables)


def _plays(e: Example, side: str) -> bool:
    return side in e.choices and any(e.labels.get(q) for q in QUESTIONS[e.sort] if side in SIDES[q])


def _weights(tables: dict[str, Table]) -> Weights:
    """The tables in small steps."""
    scales = {name: float(np.abs(table).max()) / 127 or 1.0 for name, (table, _) in tables.items()}
    steps = {
        name: array("b", np.round(table / scales[name]).astype(np.int8).tobytes())
        for name, (table, _) in tables.items()
    }
    biases = {name: bias for name, (_, bias) in tables.items()}
    return Weights(steps, scales, biases, {"wanted": dict.fromkeys(KINDS, WANTED)})


def claims(gold: Gold, extractor: BuiltinExtractor) -> list[Json]:
    """What is read in a document."""
    from examples import document_of

    return [claim.to_json() for claim in extractor.extract(document_of(gold))]


def cross_validate(seen: list[Read], unseen: list[Read], folds: int) -> None:
    """Print how well the unseen documents are read by rules alone and with what is learnt from the others."""
    rules, both = BuiltinExtractor(learnt=False), BuiltinExtractor(learnt=False)
    Random(1).shuffle(unseen)
    golds: list[Gold] = []
    found: dict[str, dict[str, list[Json]]] = defaultdict(dict)
    for fold in range(folds):
        others = [read for at, read in enumerate(unseen) if at % folds != fold]
        both.chooser = Chooser(fit([*seen, *others], [SEEN] * len(seen) + [1.0] * len(others)))
        for at, read in enumerate(unseen):
            if at % folds == fold:
                gold = read.gold
                golds.append(Gold(str(at), gold.lang, claims=gold.claims, aliases=gold.aliases, text=gold.text))
                found["rules"][str(at)], found["both"][str(at)] = claims(gold, rules), claims(gold, both)
    for name, predictions in found.items():
        report = compare(golds, predictions)
        for group, row in {"all": report.all, **report.by("kind"), **report.by("lang")}.items():
            print(f"{name:6} {group:10} {row.precision:.3f} {row.recall:.3f} {row.f1:.3f} slots {row.slot_f1:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unseen", nargs="+", required=True)
    parser.add_argument("--seen", nargs="+", default=[])
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--folds", type=int)
    options = parser.parse_args()
    seen = list(read_all([gold for folder in options.seen for gold in golds_of(folder)], cut=True))
    unseen = list(read_all([gold for folder in options.unseen for gold in golds_of(folder)], cut=False))
    if options.folds:
        cross_validate(seen, unseen, options.folds)
        return
    options.out.write_bytes(pack(fit([*seen, *unseen], [SEEN] * len(seen) + [1.0] * len(unseen))))
    print(f"{options.out.stat().st_size:,} bytes from {len(unseen)} unseen and {len(seen)} seen documents")


if __name__ == "__main__":
    main()
