"""Which organisation a sentence speaks of that it does not name, by weights learnt from annotated documents.

A choice among all organisations of the text (a conditional logit): each has features of where and how it is named, and
the one with the highest sum of weights is meant. The weights come from ``training/references/train.py``.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from math import log1p
from pathlib import Path
from typing import Final

from talentwire.extract.text import Mention, Text

WEIGHTS: Final = Path(__file__).with_name("data") / "salience.json"
_LEAD = 3
"""Sentences with which a text says what it is about."""
_LATELY = 3
_FARTHER = 5

Features = dict[str, float]


@cache
def load_weights(path: Path = WEIGHTS) -> dict[str, float]:
    """The weight of every feature."""
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))["weights"]
    return weights


class Salience:
    """Ranks the organisations of one text by how likely they are meant where none is named."""

    def __init__(self, text: Text, orgs: Iterable[Mention], kind_of: Callable[[Mention], str | None]) -> None:
        """Prepare for one text.

        Args:
            text: the text, its mentions set.
            orgs: the mentions of organisations that may be meant, in text order.
            kind_of: the sort of a known organisation ("lab", "investor", "outlet").

        """
        self.text = text
        self._orgs = list(orgs)
        self._where = {id(m): text.sentence_of(m.first) for m in self._orgs}
        self._by_name: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._orgs:
            self._by_name[mention.name].append(mention)
        self._fixed = {name: self._always(mentions, kind_of) for name, mentions in self._by_name.items()}

    def best(self, token: int, avoid: Iterable[str] = ()) -> Mention | None:
        """The organisation spoken of at a token; its latest mention before, else its first."""
        weights = load_weights()
        shunned = set(avoid)
        found: tuple[float, Mention] | None = None
        for name, features in self.features(token).items():
            points = sum(weights.get(feature, 0.0) * value for feature, value in features.items())
            if name not in shunned and (found is None or points > found[0]):
                mentions = self._by_name[name]
                found = points, next((m for m in reversed(mentions) if m.last <= token), mentions[0])
        return found[1] if found else None

    def features(self, token: int) -> dict[str, Features]:
        """What speaks for and against every organisation at a token, by name."""
        here = self.text.sentence_of(token)
        before = [m for m in self._orgs if m.last <= token]
        free = next((m.name for m in reversed(before) if is_free(m)), None)
        block = [m for m in before if self._where[id(m)].block == here.block]
        opens = block[0] if block else None
        out: dict[str, Features] = {}
        for name, mentions in self._by_name.items():
            features = dict(self._fixed[name])
            last = next((m for m in reversed(mentions) if m.last <= token), None)
            after = next((m for m in mentions if m.first >= token), None)
            features["next"] = float(after is not None and self._where[id(after)].index - here.index == 1)
            features["only later"] = float(last is None)
            if last is not None:
                features |= self._before(last, here.index)
                features["last free"] = float(free == name)
                features["last"] = float(before[-1].name == name)
                features["same block"] = float(any(m.name == name for m in block))
                features["first of block"] = float(opens is not None and opens.name == name)
                features["opens block"] = float(
                    opens is not None and opens.name == name and opens.first - self._where[id(opens)].first <= 2
                )
                near = sum(here.index - self._where[id(m)].index <= _LATELY for m in mentions if m.last <= token)
                features["lately"] = log1p(near)
            new = here.index == 0 or self.text.sentences[here.index - 1].block != here.block
            features["lead of text, new block"] = features["lead"] * new
            out[name] = features
        return out

    def _before(self, last: Mention, index: int) -> Features:
        """How far back an organisation was last named, and as what."""
        where = self._where[id(last)]
        gap, free = index - where.index, is_free(last)
        firsts = (m for m in self.text.inside(where, "ORG") if m.prep is None and m.owner is None)
        first = next(firsts, None)
        return {
            "gap": log1p(gap),
            "gap 0": float(gap == 0),
            "gap 0 free": float(gap == 0 and free),
            "gap 1": float(gap == 1),
            "gap 2": float(gap == 2),
            "gap 3 to 5": float(_LATELY <= gap <= _FARTHER),
            "gap 1 free": float(gap == 1 and free),
            "gap 2 free": float(gap == 2 and free),
            "first of its sentence": float(first is not None and first.name == last.name),
        }

    def _always(self, mentions: list[Mention], kind_of: Callable[[Mention], str | None]) -> Features:
        """What holds of an organisation wherever the question is asked."""
        text = self.text
        title = text.sentences[0].block
        in_title = any(self._where[id(m)].block == title for m in mentions)
        alone = len({m.name for m in self._orgs if self._where[id(m)].block == title}) == 1
        return {
            f"is {kind_of(mentions[0])}": 1.0,
            "known": float(mentions[0].known),
            "mentions": log1p(len(mentions)),
            "in title": float(in_title),
            "alone in title": float(in_title and alone),
            "lead": float(any(self._where[id(m)].index < _LEAD for m in mentions)),
            "free share": sum(map(is_free, mentions)) / len(mentions),
        }


def is_free(mention: Mention) -> bool:
    """Whether a mention is an argument of its own: no preposition, no genitive, part of no other."""
    return mention.prep is None and mention.owner is None and not mention.genitive
