"""All that comparing two documents needs, small enough to be kept beside each document of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any, Final, Self

from talentwire.analyse.stories.figures import SIGNS, figures
from talentwire.analyse.stories.names import names, skeleton
from talentwire.analyse.stories.sample import Sample, hashed
from talentwire.analyse.stories.sayings import Said, said
from talentwire.errors import BadValueError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.values import PartialDate

LEAD: Final = 0.35
"""The part of a text that holds its news; what follows is background."""
OWN: Final = 0.9
"""The weight from which a name is one that few texts have."""
_PEOPLE: Final = frozenset({"person", "speaker", "reports_to"})
_TELLING: Final = 0.4
"""The weight from which an anchor tells something beside another one."""
MOST: Final = 160
"""Anchors kept of a text: those that tell most."""
_RUN_MARKS: Final = 12
_PAIRED: Final = 8
_NEIGHBOURS: Final = 48
_REACH: Final = 3
_RARE: Final = 0.45
"""The weight from which an anchor is rare enough to be looked up by."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What stays the same in every language: a name or a figure.

    Attributes:
        word: as folded from the text, or a figure with its sign.
        weight: how much it tells, 0 to 1.
        place: the character of the text at which it first stands.

    """

    word: str
    weight: float
    place: int

    @property
    def key(self) -> str:
        """The same for spellings of one name."""
        return self.word if self.is_figure else skeleton(self.word)

    @property
    def is_figure(self) -> bool:
        """Whether it is a number, percentage, day or time."""
        return self.word[0] in SIGNS

    @property
    def is_time(self) -> bool:
        """Whether it is a time of day."""
        return self.word[0] == "~"


@dataclass(frozen=True)
class Sketch:
    """What a document is compared by.

    Attributes:
        digest: of the document.
        length: how many characters its text has.
        date: the document's own date, as far as known.
        lang: its language, as far as known.
        sample: of its runs of words.
        anchors: names and figures in the order in which they first stand.
        said: its claims, without their words.

    """

    digest: str
    length: int = 0
    date: PartialDate | None = None
    lang: str | None = None
    sample: Sample = Sample()
    anchors: tuple[Anchor, ...] = ()
    said: tuple[Said, ...] = ()

    @classmethod
    def of(cls, document: Document, claims: Sequence[Claim] = ()) -> Self:
        """The sketch of a document with its claims, in time linear in the length of its text; any text has one."""
        text = document.reading.text
        people = [party.name for claim in claims for slot, party in claim.parties() if slot in _PEOPLE]
        anchors = _anchors(text, document.lang, people)
        return cls(
            digest=document.digest,
            length=len(text),
            date=document.date,
            lang=document.lang,
            sample=Sample.of(text),
            anchors=anchors,
            said=said(claims, document.text[: len(document.text) // 2]),
        )

    @cached_property
    def by_key(self) -> Mapping[str, Anchor]:
        """The anchors by their keys."""
        return {anchor.key: anchor for anchor in self.anchors}

    @cached_property
    def weights(self) -> Mapping[str, Mapping[str, float]]:
        """The weight of each anchor by its key: of ``all``, of the ``figures``, of those in the ``lead``, of the names
        that few texts have (``own``), and of the ``times`` of day."""
        parts = {
            "all": self.anchors,
            "figures": [one for one in self.anchors if one.is_figure],
            "lead": [one for one in self.anchors if one.place <= LEAD * self.length],
            "own": [one for one in self.anchors if one.weight >= OWN and not one.is_figure],
            "times": [one for one in self.anchors if one.is_time],
        }
        return {name: {one.key: one.weight for one in part} for name, part in parts.items()}

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """Keys under which documents that may tell the same story are found: those that should fold share one.

        Of the text the smallest hashes of its runs of words, and of the anchors pairs: each with each of a sample of
        the rare ones, and neighbours in the text, since a translation keeps their order. A pair is far rarer than a
        name; what stands in everything all the same is bounded by whoever looks up a mark (``KEPT``, ``COMPARED``).
        """
        runs = [f"r{run:x}" for run in self.sample.runs[:_RUN_MARKS]]
        return tuple(dict.fromkeys((*runs, *_drawn(self.anchors), *_neighbours(self.anchors))))

    def to_json(self) -> dict[str, Any]:
        """A compact form, about 2 kB for an article."""
        return {
            "v": 1,
            "digest": self.digest,
            "length": self.length,
            "date": str(self.date) if self.date else None,
            "lang": self.lang,
            "sample": self.sample.to_json(),
            "anchors": " ".join(f"{a.word}/{round(a.weight * 20)}/{a.place}" for a in self.anchors),
            "said": " ".join(map(str, self.said)),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` wrote.

        Raises:
            BadValueError: when it is no such object.

        """
        try:
            anchors = tuple(_anchor(one) for one in data["anchors"].split())
            date = PartialDate.parse(data["date"]) if data["date"] else None
            sample = Sample.from_json(data["sample"])
            claims = tuple(map(Said.parse, data["said"].split()))
            return cls(str(data["digest"]), int(data["length"]), date, data["lang"], sample, anchors, claims)
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise BadValueError(f"this is no sketch of a document: {error!r}") from None


def _anchor(text: str) -> Anchor:
    word, weight, place = text.rsplit("/", 2)
    return Anchor(word, int(weight) / 20, int(place))


def _drawn(anchors: Sequence[Anchor]) -> Iterator[str]:
    """Each pair of a sample of the rare anchors; the sample of a text that shares them has many of the same."""
    rare = {one.key for one in anchors if one.weight >= _RARE}
    yield from (_pair(*two) for two in combinations(sorted(rare, key=_by_hash)[:_PAIRED], 2))


def _neighbours(anchors: Sequence[Anchor]) -> list[str]:
    """A sample of the pairs of anchors that tell something and stand close to each other."""
    telling = [one.key for one in anchors if one.weight >= _TELLING]
    pairs = {
        _pair(left, right)
        for reach in range(1, _REACH + 1)
        for left, right in zip(telling, telling[reach:], strict=False)
    }
    return sorted(pairs, key=_by_hash)[:_NEIGHBOURS]


def _by_hash(key: str) -> tuple[int, str]:
    return hashed(key), key


def _pair(left: str, right: str) -> str:
    return f"p{hashed('|'.join(sorted((left, right)))):x}"


def _anchors(text: str, lang: str | None, people: Iterable[str]) -> tuple[Anchor, ...]:
    """The anchors that tell most, in the order of the text; each with the first place of any of its spellings."""
    found = [(one.start, one.word, one.weight) for one in names(text, lang, people)]
    found += [(one.start, one.key, one.weight) for one in figures(text, lang)]
    best: dict[str, Anchor] = {}
    for start, word, weight in sorted(found):
        anchor = Anchor(word, round(weight * 20) / 20, start)
        known = best.setdefault(anchor.key, anchor)
        if known.weight < anchor.weight:
            best[anchor.key] = replace(known, weight=anchor.weight)
    most = sorted(best.values(), key=lambda one: (-one.weight, one.place))[:MOST]
    return tuple(sorted(most, key=lambda one: one.place))
