"""A small tagger that finds persons, organisations, places and products it has never heard of.

A linear-chain conditional random field reads, for every token, what is known about the word (clusters,
frequencies and name lists from one lexicon for all languages), what it looks like and what stands around it.
Most of that depends on one word alone and is worked out once a word. See ``docs/model-card-names.md``.

The tagger is a luxury: without python-crfsuite or the model file :meth:`NameTagger.load` gives None.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, cast

Kind = Literal["PER", "ORG", "LOC", "PROD"]

MODEL: Final = Path(__file__).parent / "data" / "names.crfsuite.gz"
LEXICON: Final = "names.lexicon.gz"
NAMES: Final = ("B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-PROD", "I-PROD")
LEAN: Final = 0.4
"""How likely a capitalised token must be a name of any kind to be taken for one."""
KEPT_WORDS: Final = 12_000
"""How many words' features are kept before the store is emptied."""


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A name found in a text.

    Attributes:
        first_token: Index of its first token.
        last_token_exclusive: Index of the token after its last one.
        kind: Whether it names a person, an organisation, a place or a product.
        confidence: The marginal probability of its least certain token.
    """

    first_token: int
    last_token_exclusive: int
    kind: Kind
    confidence: float


class Entry(NamedTuple):
    """What the lexicon knows about a word: cluster ids (0: unknown), frequencies, the lists it is in."""

    german: int
    english: int
    spanish: int
    common: int
    french: int
    lists: int


NOTHING: Final = Entry(0, 0, 0, 0, 0, 0)
FORENAME, SURNAME, COMPANY, ROLE, ORG_PART, PLACE, TITLE = (1 << bit for bit in range(7))
LANGUAGE_SHIFT: Final = 8
COLUMNS: Final = "HHHBBH"


class Lexicon:
    """Half a million words in six columns, found by the checksum of their spelling."""

    def __init__(self, keys: array[int], columns: Sequence[array[int]]) -> None:
        self._keys = keys
        self._columns = columns

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """Read what ``training/names/train.py`` packs: differences of checksums, then columns, bytewise."""
        data = gzip.decompress(path.read_bytes())
        size = int.from_bytes(data[:4], "little")
        at = 4
        arrays: list[array[int]] = []
        for code in "I" + COLUMNS:
            width = array(code).itemsize
            raw = bytearray(size * width)
            for plane in range(width) if sys.byteorder == "little" else reversed(range(width)):
                raw[plane::width] = data[at : at + size]
                at += size
            arrays.append(array(code, bytes(raw)))
        return cls(array("I", accumulate(arrays[0])), arrays[1:])

    def get(self, word: str) -> Entry:
        """Say what is known about a word, as it is spelt; :data:`NOTHING` if it is not there."""
        key = zlib.crc32(word.encode())
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return NOTHING
        return Entry(*(column[at] for column in self._columns))


class Word(NamedTuple):
    """The features of a word by where it stands, seen from the token in question; bytes are quickest to hand over."""

    shape: str
    role: str
    known: str
    lower: str
    language: int
    here: list[bytes]
    before: list[bytes]
    after: list[bytes]
    second_before: list[bytes]
    second_after: list[bytes]


def shape_of(word: str) -> str:
    """Draw the outline of a word: ``Xx``, ``XxX`` (``OpenAI``), ``xX``, ``X``, ``Xd`` (``H100``), ``d``.

    Every run of capitals, small letters or digits is one character; one capital letter alone is ``U``.
    """
    if len(word) == 1 and not word.isdigit():
        return "U" if word.isupper() else word
    sorts = ("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word[:20])
    return "".join(sort for sort, _ in groupby(sorts))[:6]


class Features:
    """Turns tokens into what the model reads. Training and tagging share it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: dict[str, Word] = {}

    def __call__(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> list[list[str | bytes]]:
        """Describe every token of a text; the arguments are those of :meth:`NameTagger.tag`."""
        words = [self._word(text[start:end]) for start, end in zip(starts, ends, strict=True)]
        blank = [0, *(int(a < b) for a, b in zip(ends, starts[1:], strict=False)), 1]
        climate = _climate(words)
        line = [_EDGE, _EDGE, *words, _EDGE, _EDGE]
        rows = []
        for at, word in enumerate(words):
            first, before, _, after, last = line[at : at + 5]
            glue, shape = blank[at : at + 2], word.shape
            row: list[str | bytes] = [
                *word.here,
                *before.before,
                *after.after,
                f"b{glue[0]}{glue[1]}{shape}",
                f"t{before.shape}|{shape}|{after.shape}",
                f"y{climate[0]}{word.known}",
                f"q{before.role}{glue[0]}{word.role}{glue[1]}{after.role}",
            ]
            if shape != "x":  # a word in small letters is seldom more than a joint of a name
                row += first.second_before
                row += last.second_after
                row += (
                    f"c{climate}{shape}",
                    f"l{before.lower}|{first.role}",
                    f"r{after.lower}|{last.role}",
                    f"m{before.lower}|{shape}",
                    f"n{after.lower}|{shape}",
                )
            rows.append(row)
        return rows

    def _word(self, token: str) -> Word:
        word = self._words.get(token)
        if word is None:
            if len(self._words) >= KEPT_WORDS:
                self._words.clear()
            word = self._words[token] = self._describe(token)
        return word

    def _describe(self, token: str) -> Word:
        token = token.encode("utf-8", "replace").decode()
        lower, shape = token.lower(), shape_of(token)
        small = self._lexicon.get(lower)
        title = self._lexicon.get(lower[:1].upper() + lower[1:])
        exact = title if shape == "X" and len(token) > 3 else self._lexicon.get(token)
        lists = exact.lists | title.lists & (FORENAME | SURNAME | COMPANY | PLACE) | small.lists
        role = _role(lists, shape)
        known = f"k{small.common // 2}|{small.french // 2}|{shape}"
        key = "0" if shape == "d" else lower
        plain = [f"w{key}", f"f{lists & 127}{shape}", known]
        beside = [*plain, *_clusters(exact)]
        if len(lower) > 2:
            beside.append(f"z{lower[-3:]}")
        here = [*beside, *_coarse(exact), f"u{_bits(small)}{_bits(title)}{shape}"]
        if shape == "x":
            here += (f"T{feature}" for feature in _coarse(title))
        else:
            here += (f"S{lower[-size:]}" for size in (2, 4) if len(lower) > size)
            here += (f"P{lower[:size]}" for size in (2, 3, 4) if len(lower) > size)
            here.append(f"v{not any(exact[:3])}{shape}{min(len(token), 8)}")
        far = [f"w{key}", f"o{role}", *_clusters(exact)[:1]]
        places = (("-1", beside), ("+1", beside), ("-2", far), ("+2", far))
        around = ([(place + feature).encode() for feature in near] for place, near in places)
        return Word(shape, role, known, key, lists >> LANGUAGE_SHIFT, [feature.encode() for feature in here], *around)


_ROLES: Final = {"R": ROLE, "H": TITLE, "G": ORG_PART, "P": PLACE, "F": FORENAME, "S": SURNAME}
_EDGE: Final = Word("^", "^", "^", "^", 0, [], [b"-1^"], [b"+1^"], [b"-2^"], [b"+2^"])


def _clusters(entry: Entry) -> list[str]:
    return [f"{name}{cluster}" for name, cluster in zip("dex", entry, strict=False) if cluster]


def _coarse(entry: Entry) -> list[str]:
    """The same clusters, and larger ones around them."""
    found = [(name, cluster) for name, cluster in zip("dex", entry, strict=False) if cluster]
    return [f"{name}{bits}.{cluster & (1 << bits) - 1}" for name, cluster in found for bits in (4, 6)]


def _bits(entry: Entry) -> str:
    return "".join("1" if value else "0" for value in entry[:5])


def _role(lists: int, shape: str) -> str:
    return next((name + shape[:1] for name, flag in _ROLES.items() if lists & flag), shape)


def _climate(words: Sequence[Word]) -> str:
    """Say what the whole text looks like: its language, by small words, and how much has capitals."""
    letters = [word for word in words if word.shape[:1] in "XxU"]
    capitals = sum(word.shape[:1] != "x" for word in letters)
    counts = [0] * 8
    for word in letters:
        counts[word.language & 7] += 1
    counts[0] = 0
    best = max(counts)
    return f"{counts.index(best) if best else 0}{capitals * 4 // max(len(letters), 1)}"


class NameTagger:
    """Finds the names of persons, organisations, places and products in tokens. One thread at a time."""

    def __init__(self, model: Any, weights: bytes, features: Features, lean: float = LEAN) -> None:
        self._model = model
        self._weights = weights  # the model reads them where they lie and does not hold on to them
        self._features = features
        self._sure = 1 - lean

    @classmethod
    def load(cls, path: Path | None = None) -> NameTagger | None:
        """Load the model and the lexicon beside it.

        Args:
            path: The model file; by default the one in the package.

        Returns:
            A tagger, or None if python-crfsuite or one of the files is not there.
        """
        try:
            import pycrfsuite
        except ImportError:
            return None
        model = path or MODEL
        lexicon = model.with_name(LEXICON)
        if not (model.is_file() and lexicon.is_file()):
            return None
        tagger = pycrfsuite.Tagger()
        weights = gzip.decompress(model.read_bytes())
        tagger.open_inmemory(weights)
        return cls(tagger, weights, Features(Lexicon.read(lexicon)))

    def tag(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> list[TaggedName]:
        """Find the names in one sentence or one paragraph.

        Args:
            text: The text that the offsets count in.
            starts: Where the tokens start.
            ends: Where they end; see :func:`talentwire.lang.tokens.tokenise`.

        Returns:
            The names in order; they do not overlap.
        """
        if not starts:
            return []
        labels: list[str] = self._model.tag(self._features(text, starts, ends))
        self._lean(labels, [text[start] for start in starts])
        found = []
        for first, last in spans_of(labels):
            if not text[starts[first]].isalnum() and (first := first + 1) == last:
                continue
            confidence = min(self._model.marginal(labels[at], at) for at in range(first, last))
            found.append(TaggedName(first, last, cast(Kind, labels[first][2:]), confidence))
        return found

    def _lean(self, labels: list[str], initials: Sequence[str]) -> None:
        """Take a capitalised token for a name where that is likely, though no single kind of name is."""
        for at, initial in enumerate(initials):
            if labels[at] == "O" and initial.isupper() and self._model.marginal("O", at) < self._sure:
                labels[at] = max(NAMES, key=lambda label: float(self._model.marginal(label, at)))


def spans_of(labels: Sequence[str]) -> list[tuple[int, int]]:
    """Read spans out of ``B-PER I-PER O``; an ``I-`` that continues nothing starts a name."""
    found = []
    first = 0
    for at, label in enumerate([*labels, "O"]):
        before = labels[at - 1] if at else "O"
        if before != "O" and (label[:2] != "I-" or label[2:] != before[2:]):
            found.append((first, at))
            first = at
        if before == "O":
            first = at
    return found
