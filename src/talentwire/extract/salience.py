"""Which organisation a sentence speaks of that it does not name, by weights learnt from annotated documents.

A choice among all organisations of the text (a conditional logit): each has features of where and how it is named, and
the one with the highest sum of weights is meant. The weights come from ``training/references/train.py``.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from pathlib import Path
from typing import Final

from talentwire.extract.text import Mention, Text
from talentwire.extract.told import Told

WEIGHTS: Final = Path(__file__).with_name("data") / "salience.json"
_LEAD = 3
"""Sentences with which a text says what it is about."""
_LATELY = 3
_FARTHER = 5

_NEAR_WORDS = 7
"""Tokens beside a name among which a description of it stands: "Acme, the Berlin chip start-up"."""
_LETTERS = 4
"""Letters of a word that says something."""
_STEM = 6
"""Letters by which two words are the same: "Zürcher", "Zürich"."""
_BY_FORM = ("gap 0", "gap 0 free", "gap 1", "gap 1 free", "last", "last free", "same block", "in title", "known")

_SURE = 0.4
"""A choice less likely than this is none: a wrong organisation costs more than an empty slot."""

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Question:
    """What asks for an organisation that its sentence does not name.

    Attributes:
        token: where.
        form: ``noun`` ("the start-up"), ``pronoun``, ``role`` ("its chief executive") or ``none``.
        slot: for which slot, with the kind of claim: "pay payer".
        last: the token behind a description that begins at ``token``.

    """

    token: int
    form: str = "none"
    slot: str = ""
    last: int = 0


@cache
def load_weights(path: Path = WEIGHTS) -> dict[str, float]:
    """The weight of every feature."""
    weights: dict[str, float] = json.loads(path.read_text("utf-8"))["weights"]
    return weights


class Salience:
    """Ranks the organisations of one text by how likely they are meant where none is named."""

    def __init__(
        self, text: Text, orgs: Iterable[Mention], kind_of: Callable[[Mention], str | None], told: Told
    ) -> None:
        """Prepare for one text.

        Args:
            text: the text, its mentions set.
            orgs: the mentions of organisations that may be meant, in text order.
            kind_of: the sort of a known organisation ("lab", "investor", "outlet").
            told: what the text has told so far.

        """
        self.text = text
        self.told = told
        self._orgs = list(orgs)
        self._where = {id(m): text.sentence_of(m.first) for m in self._orgs}
        self._by_name: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._orgs:
            self._by_name[mention.name].append(mention)
        self._fixed = {name: self._always(mentions, kind_of) for name, mentions in self._by_name.items()}
        self._described = {name: self._words_beside(mentions) for name, mentions in self._by_name.items()}

    def best(self, question: Question, avoid: Iterable[str] = ()) -> Mention | None:
        """The organisation asked for, its latest mention before, else its first; None where the choice is unsure."""
        weights = load_weights()
        shunned = set(avoid)
        points = {
            name: sum(weights.get(feature, 0.0) * value for feature, value in features.items())
            for name, features in self.features(question).items()
            if name not in shunned
        }
        if not points:
            return None
        name = max(points, key=lambda one: points[one])
        likely = 1 / sum(exp(other - points[name]) for other in points.values())
        if likely < _SURE:
            return None
        mentions = self._by_name[name]
        return next((m for m in reversed(mentions) if m.last <= question.token), mentions[0])

    def features(self, question: Question) -> dict[str, Features]:
        """What speaks for and against every organisation, by name."""
        token = question.token
        here = self.text.sentence_of(token)
        before = [m for m in self._orgs if m.last <= token]
        free = next((m.name for m in reversed(before) if is_free(m)), None)
        block = [m for m in before if self._where[id(m)].block == here.block]
        opens = block[0] if block else None
        parts, speaks = self.told.parts(token), self.told.house_of_speaker(token)
        here_are = self.told.houses_here(here, token)
        asked = self._words(question.token, question.last)
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
            features |= _as_told(name, parts)
            features["speaker's house"] = float(name == speaks)
            features["house of a person here"] = float(name in here_are)
            if asked:
                features["described so"] = len(asked & self._described[name]) / len(asked)
            out[name] = features | {f"{question.form}: {name}": features.get(name, 0.0) for name in _BY_FORM}
        return out

    def _words(self, first: int, last: int) -> set[str]:
        """The stems of the words ``first:last`` that say something."""
        words = (word for word in self.text.lower[first:last] if len(word) >= _LETTERS)
        return {word[:_STEM] for word in words if not self.text.pack.cues.has("determiners", word)}

    def _words_beside(self, mentions: Iterable[Mention]) -> set[str]:
        """The stems of the words in and beside the mentions of an organisation."""
        found: set[str] = set()
        for m in mentions:
            where = self._where[id(m)]
            found |= self._words(max(where.first, m.first - _NEAR_WORDS), min(where.last, m.last + _NEAR_WORDS))
        return found

    def _before(self, last: Mention, index: int) -> Features:
        """How far back an organisation was last named, and as what."""
        where = self._where[id(last)]
        gap, free = index - where.index, is_free(last)
        following = f"gap {gap} governed" if gap <= 1 else "governed"
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
            following: float(last.prep is not None),
            "owned": float(last.owner is not None),
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


def _as_told(name: str, parts: list[tuple[str, str]]) -> Features:
    """What an organisation was in what the text told before."""
    own = [side for side, other in parts if other == name]
    found = {f"was {side}": 1.0 for side in own}
    mains = [other for side, other in parts if side == "main"]
    found["last main"] = float(bool(mains) and mains[-1] == name)
    found["last told"] = float(bool(parts) and parts[-1][1] == name)
    return found
