"""Which organisation a sentence speaks of that it does not name, by weights learnt from annotated documents.

A choice among all organisations of the text (a conditional logit): each has features of where and how it is named, and
the one with the highest sum of weights is meant. The weights come from ``training/references/train.py``.
"""

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from math import exp, log1p
from pathlib import Path
from typing import Final

from talentwire.extract.text import Mention, Sentence, Text
from talentwire.extract.told import Parts, Told

WEIGHTS: Final = Path(__file__).with_name("data") / "salience.json"
_LEAD = 3
"""Sentences with which a text says what it is about."""
_LATELY = 3
_FARTHER = 5
_MANY = 64
"""Organisations, and mentions before, that a question looks at; only lists and registers name more."""
_MAIN = 16
"""Of them, those that the text names first, those that it names most often, and mentions behind."""

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


@dataclass(frozen=True, slots=True)
class _Organisation:
    """One organisation of a text: its mentions in text order, where they stand, and what always holds of it."""

    mentions: list[Mention]
    firsts: list[int]
    lasts: list[int]
    sentences: list[int]
    always: Features
    described: set[str]


class Salience:
    """Ranks the organisations of one text by how likely they are meant where none is named.

    A question looks at no more than a bounded number of organisations, and at none of their mentions but by bisection.
    """

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
        self._lasts = [m.last for m in self._orgs]
        self._where = {id(m): text.sentence_of(m.first) for m in self._orgs}
        self._frees: list[str] = []  # for every mention the last free name up to it
        self._opens: dict[int, Mention] = {}
        by_name: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._orgs:
            by_name[mention.name].append(mention)
            self._frees.append(mention.name if is_free(mention) else next(reversed(self._frees), ""))
            self._opens.setdefault(self._where[id(mention)].block, mention)
        title = text.sentences[0].block if text.sentences else 0
        titled = {m.name for m in self._orgs if self._where[id(m)].block == title}
        self._by_name = {name: self._named(mentions, kind_of, titled) for name, mentions in by_name.items()}
        often = sorted(self._by_name, key=lambda name: -len(self._by_name[name].mentions))
        self._main = dict.fromkeys([*often[:_MAIN], *list(self._by_name)[:_MAIN]])

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
        meant = self._by_name[name]
        return meant.mentions[max(0, bisect_right(meant.lasts, question.token) - 1)]

    def features(self, question: Question) -> dict[str, Features]:
        """What speaks for and against every organisation, by name."""
        token = question.token
        here = self.text.sentence_of(token)
        count = bisect_right(self._lasts, token)
        told, speaks, quoted = self.told.until(token), self.told.house_of_speaker(token), self.told.house_quoted(token)
        here_are = self.told.houses_here(here, token)
        asked = self._words(question.token, question.last)
        new = here.index == 0 or self.text.sentences[here.index - 1].block != here.block
        out: dict[str, Features] = {}
        for name in self._candidates(count):
            org = self._by_name[name]
            features = dict(org.always)
            features |= self._behind(org, token, here)
            before = bisect_right(org.lasts, token)
            features["only later"] = float(before == 0)
            if before:
                features |= self._before(org.mentions[before - 1], here.index)
                features |= self._among(name, count, here)
                features["lately"] = log1p(before - min(before, bisect_left(org.sentences, here.index - _LATELY)))
            features["lead of text, new block"] = features["lead"] * new
            features |= _as_told(name, told)
            features["speaker's house"] = float(name == speaks)
            features["house of who is quoted"] = float(name == quoted)
            features["house of a person here"] = float(name in here_are)
            if asked:
                features["described so"] = len(asked & org.described) / len(asked)
            out[name] = features | {f"{question.form}: {name}": features.get(name, 0.0) for name in _BY_FORM}
        return out

    def _candidates(self, count: int) -> Iterable[str]:
        """The names that may be meant behind the first ``count`` mentions: all, or in a text of very many, the nearest.

        In text order, as the first of equals is chosen.
        """
        if len(self._by_name) <= _MANY:
            return self._by_name
        near = {m.name for m in self._orgs[max(0, count - _MANY) : count + _MAIN]}
        return [*self._main, *sorted(near - set(self._main), key=lambda name: self._by_name[name].firsts[0])]

    def _behind(self, org: _Organisation, token: int, here: Sentence) -> Features:
        """Whether an organisation is named in the next sentence."""
        after = bisect_left(org.firsts, token)
        following = after < len(org.sentences) and org.sentences[after] - here.index == 1
        return {"next": float(following)}

    def _among(self, name: str, count: int, here: Sentence) -> Features:
        """How an organisation stands among the first ``count`` mentions of any."""
        opens = self._opens.get(here.block)
        opens = opens if opens is not None and opens.last <= self._lasts[count - 1] else None
        first = opens is not None and opens.name == name
        at_once = first and opens is not None and opens.first - self._where[id(opens)].first <= 2
        latest = self._by_name[name]
        before = latest.mentions[bisect_right(latest.lasts, self._lasts[count - 1]) - 1]
        return {
            "last free": float(self._frees[count - 1] == name),
            "last": float(self._orgs[count - 1].name == name),
            "same block": float(self._where[id(before)].block == here.block),
            "first of block": float(first),
            "opens block": float(at_once),
        }

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

    def _named(
        self, mentions: list[Mention], kind_of: Callable[[Mention], str | None], titled: set[str]
    ) -> _Organisation:
        """An organisation by its mentions; ``titled`` are the names in the title."""
        sentences = [self._where[id(m)].index for m in mentions]
        in_title = mentions[0].name in titled
        always = {
            f"is {kind_of(mentions[0])}": 1.0,
            "known": float(mentions[0].known),
            "mentions": log1p(len(mentions)),
            "in title": float(in_title),
            "alone in title": float(in_title and len(titled) == 1),
            "lead": float(sentences[0] < _LEAD),
            "free share": sum(map(is_free, mentions)) / len(mentions),
        }
        firsts, lasts = [m.first for m in mentions], [m.last for m in mentions]
        return _Organisation(mentions, firsts, lasts, sentences, always, self._words_beside(mentions))


def is_free(mention: Mention) -> bool:
    """Whether a mention is an argument of its own: no preposition, no genitive, part of no other."""
    return mention.prep is None and mention.owner is None and not mention.genitive


def _as_told(name: str, told: Parts) -> Features:
    """What an organisation was in what the text told before."""
    found = {f"was {side}": 1.0 for side in told.sides(name)}
    found["last main"] = float(told.main == name)
    found["last told"] = float(told.last == name)
    return found
