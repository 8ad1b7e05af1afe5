"""Phrases of a pack, found in a row of tokens.

A phrase is written as words. ``(a|b)`` stands for either, ``(a|)`` may be left out, ``wechsel*`` for any ending, and
``…`` for up to ``GAP`` other tokens of the same sentence ("kehrt … zurück"). A word that begins with ``#`` is a sign,
which stands on all tokens of what it stands for ("#staff"). ``{name}`` stands for any of the forms that the file
lists under ``[forms]``: endings of a verb ("reclut{are}"), a preposition with its article. Long words are also found
without their accents and with German umlauts written out, as damaged texts have them.
"""

import math
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from talentwire.errors import PackError
from talentwire.lang.folding import fold
from talentwire.lang.tokens import tokenise

GAP = 14
_MOST_FORMS = 200_000
"""Phrases that one with choices may stand for; the largest of ours stands for 40,000."""
_NO_ASIDES: Mapping[int, int] = {}
_LONG = 7
_REMEMBERED = 100_000
"""Words of which a node remembers where they lead."""
_LONGEST_STEM = 40
"""Letters of the longest starred word."""
_CHOICE = re.compile(r"\(([^()]*)\)")
_NESTED = re.compile(r"\((?! )[^()]*\(")
"""A choice inside a choice; a bracket before a blank is one of the text."""
_NAMED = re.compile(r"\{([^{}]*)\}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase at tokens ``first:last``; ``tail`` is where its part after a gap stands, if it has one.

    ``passed`` of its tokens are adverbials that stand between its words.
    """

    first: int
    last: int
    payload: T
    tail: tuple[int, int] | None = None
    passed: int = 0

    @property
    def length(self) -> int:
        """Tokens matched, gaps and what is passed over not counted."""
        return self.last - self.first + (self.tail[1] - self.tail[0] if self.tail else 0) - self.passed


def lower(word: str) -> str:
    """A word as phrases compare it: case folded, apostrophes straight."""
    return word.casefold().replace("’", "'")


def spell_out(phrase: str, forms: Mapping[str, Sequence[str]], where: str) -> str:
    """A phrase with the forms that a file has for each ``{name}`` in it.

    Raises:
        PackError: for a name that has no forms, for forms inside a choice, and for choices that together stand for more
            phrases than any text could have.

    """

    def choice(match: re.Match[str]) -> str:
        if match[1] not in forms:
            raise PackError(f"{where}: [forms] has no {match[1]!r}, which {phrase!r} asks for")
        return f"({'|'.join(forms[match[1]])})"

    spelt = _NAMED.sub(choice, phrase)
    if spelt != phrase and _NESTED.search(spelt):
        raise PackError(f"{where}: {phrase!r} has forms inside a choice")
    if math.prod(chosen.count("|") + 1 for chosen in _CHOICE.findall(spelt)) > _MOST_FORMS:
        raise PackError(f"{where}: {phrase[:80]!r} stands for more than {_MOST_FORMS:,} phrases; make several of it")
    return spelt


def expand(phrase: str) -> Iterator[str]:
    """Every phrase that the choices of ``phrase`` stand for."""
    parts = _CHOICE.split(phrase)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    for chosen in product(*choices):
        yield " ".join("".join(chosen).split())


@lru_cache(maxsize=1 << 16)
def _damaged(word: str) -> tuple[str, str]:
    """A word as damaged texts write it: without accents, and with its umlauts written out."""
    if len(word) < _LONG or word.isascii():
        return word, word
    return ((fold(word) or word) if word.isalpha() else word), word.translate(_UMLAUTS)


def _variants(phrase: str) -> Iterable[str]:
    """The phrase as it is and as damaged texts write its long words, each form once."""
    if phrase.isascii():
        return (phrase,)
    words = [_damaged(word) for word in phrase.split()]
    return dict.fromkeys([phrase, " ".join(bare for bare, _ in words), " ".join(out for _, out in words)])


@lru_cache(maxsize=1 << 16)
def _word_tokens(word: str) -> tuple[str, ...]:
    """The tokens of one word of a phrase; an ending star stays on its token, and a sign is one token."""
    if word[:1] == "#":
        return (word,)
    stem = word.removesuffix("*")
    elided = stem[-1:] in "'’" and len(stem) > 1  # "d'" is one token only where a word follows
    starts, ends = tokenise(stem + "a" * elided)
    kept = slice(len(starts) - elided)
    out = [lower(stem[s:e]) for s, e in zip(starts[kept], ends[kept], strict=True)]
    if word.endswith("*") and out:
        out[-1] += "*"
    return tuple(out)


def _tokens(part: str) -> tuple[str, ...]:
    """The tokens of a gapless part."""
    return tuple(token for word in part.split() for token in _word_tokens(word))


def _plain_tokens(name: str) -> tuple[str, ...]:
    """The tokens of a name."""
    starts, ends = tokenise(name)
    return tuple(name[s:e] for s, e in zip(starts, ends, strict=True))


def _first_tokens(phrase: str) -> set[str]:
    """The tokens that the forms of a phrase may start with."""
    parts = _CHOICE.split(phrase)
    forms: list[str] = []
    for end in range(1, len(parts) + 1):
        choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts[:end])]
        forms = ["".join(chosen) for chosen in product(*choices)]
        if all(form.strip() and " " in form.lstrip() for form in forms):
            break
    words = {form.split(maxsplit=1)[0] for form in forms if form.strip()}
    rows = (_word_tokens(variant) for word in words for variant in _variants(word))
    return {row[0] for row in rows if row}


def _behind(words: Sequence[str], at: int, limit: int) -> int:
    """The token behind a word, or behind all tokens of a sign."""
    sign = words[at]
    at += 1
    while sign[:1] == "#" and at < limit and words[at] == sign:
        at += 1
    return at


class _Node(Generic[T]):
    """Where one has got to inside the phrases of a table: what may stand next, and what is complete."""

    __slots__ = ("_exact", "_stems", "gap", "known", "numbers", "payloads")

    def __init__(self) -> None:
        self.payloads: list[T] = []
        self.numbers: list[int] = []
        self.gap: _Node[T] | None = None
        self._exact: dict[str, _Node[T]] = {}
        self._stems: dict[str, _Node[T]] = {}
        self.known: dict[str, tuple[_Node[T], ...]] = {}
        """The nodes that a word leads to, for every word that was looked up before."""

    def grow(self, token: str) -> "_Node[T]":
        """The node behind a token of a phrase."""
        stem = token[:-1] if len(token) > 1 and token.endswith("*") else ""
        nodes, key = (self._stems, stem) if stem else (self._exact, token)
        found = nodes.get(key)
        if found is None:
            found = nodes[key] = _Node()
            if stem:
                self.known.clear()
            else:
                self.known.pop(token, None)
        return found

    def rows(self, before: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], T]]:
        """The phrases that are complete here or further on, behind the tokens ``before``."""
        for payload in self.payloads:
            yield before, payload
        for token, node in self._exact.items():
            yield from node.rows((*before, token))
        for stem, node in self._stems.items():
            yield from node.rows((*before, f"{stem}*"))
        if self.gap is not None:
            yield from self.gap.rows(before)

    def behind(self, word: str) -> tuple["_Node[T]", ...]:
        """The nodes that a word of a text leads to.

        Texts repeat their words, and most words lead nowhere, so that each word is looked up once.
        """
        known = self.known.get(word)
        if known is None:
            exact = self._exact.get(word)
            found = [] if exact is None else [exact]
            if self._stems:
                reach = min(len(word), _LONGEST_STEM) + 1
                found += [self._stems[stem] for end in range(1, reach) if (stem := word[:end]) in self._stems]
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            known = self.known[word] = tuple(found)
        return known


@dataclass(slots=True)
class _Waiting(Generic[T]):
    """A phrase whose words no text has asked for yet."""

    phrase: str
    payload: T
    number: int
    name: bool = False
    done: bool = False


class PhraseTable(Generic[T]):
    """Phrases with what they stand for, as a tree of their tokens: a pack of many thousands costs a step a token.

    A phrase stands for up to hundreds of others, so that most of the time of loading would go into phrases that no
    text ever holds: each is taken apart when a text has a word that it may start with.
    """

    def __init__(self, entries: Iterable[tuple[str, T]] = ()) -> None:
        """Take in ``(phrase, payload)`` pairs."""
        self._root: _Node[T] = _Node()
        self._waiting: dict[str, list[_Waiting[T]]] = defaultdict(list)
        self._entries = 0
        for phrase, payload in entries:
            self.add(phrase, payload)

    def __contains__(self, word: str) -> bool:
        """Whether some phrase starts with this word."""
        return bool(self._begun(word))

    def add(self, phrase: str, payload: T) -> None:
        """Take in one phrase."""
        waiting = _Waiting(lower(phrase), payload, self._count())
        for token in _first_tokens(waiting.phrase):
            self._wait(token, waiting)

    def add_name(self, name: str, payload: T) -> None:
        """Take in a name to the letter: nothing in it is a choice, a gap or a star."""
        first = name.split(maxsplit=1)[:1]
        if first:
            token = first[0] if first[0].isalpha() else next(iter(_plain_tokens(first[0])))
            self._wait(lower(token), _Waiting(name, payload, self._count(), name=True))

    def _count(self) -> int:
        self._entries += 1
        return self._entries

    def _wait(self, token: str, waiting: _Waiting[T]) -> None:
        self._waiting[token].append(waiting)
        self._root.known.clear()

    def _begun(self, word: str) -> tuple[_Node[T], ...]:
        """The nodes behind a word that starts phrases, those that waited for it taken in."""
        known = self._root.known.get(word)
        if known is None:
            reach = min(len(word), _LONGEST_STEM) + 1
            for token in (word, *(f"{word[:end]}*" for end in range(1, reach))):
                for waiting in self._waiting.pop(token, ()):
                    self._take(waiting)
            known = self._root.behind(word)
        return known

    def _take(self, waiting: _Waiting[T]) -> None:
        if waiting.done:
            return
        waiting.done = True
        if waiting.name:
            self._add([tuple(lower(token) for token in _plain_tokens(waiting.phrase))], waiting)
            return
        for plain in expand(waiting.phrase):
            for form in _variants(plain):
                self._add([row for part in form.split("…") if (row := _tokens(part))], waiting)

    def _add(self, parts: list[tuple[str, ...]], waiting: _Waiting[T]) -> None:
        if not any(parts):
            return
        node = self._root
        for number, part in enumerate(parts):
            if number:
                node.gap = node.gap or _Node()
                node = node.gap
            for token in part:
                node = node.grow(token)
        if not any(waiting.payload is other for other in node.payloads):
            # in the order of the pack, whichever text asked first: the same text is read the same way every time
            at = bisect(node.numbers, waiting.number)
            node.numbers.insert(at, waiting.number)
            node.payloads.insert(at, waiting.payload)

    def rows(self) -> Iterator[tuple[tuple[str, ...], T]]:
        """Every phrase in all its forms, as its tokens, with what it stands for; gaps are left out."""
        for waiting in [one for begun in self._waiting.values() for one in begun]:
            self._take(waiting)
        self._waiting.clear()
        yield from self._root.rows(())

    def at(
        self, words: Sequence[str], index: int, limit: int, asides: Mapping[int, int] = _NO_ASIDES
    ) -> list[Found[T]]:
        """The phrases that start at token ``index`` and end before ``limit``.

        One with a gap comes once for every place where its part after the gap stands, the nearest first. ``asides``
        are stretches of tokens, first to last, that may stand between two words of a phrase: "moved *in May* to".
        """
        found: list[Found[T]] = []
        started = self._root.known.get(words[index])  # most words start nothing, and this is asked at every word
        if started is None:
            started = self._begun(words[index])
        if not started:
            return found
        steps = [(node, _behind(words, index, limit), 0, 0, 0) for node in reversed(started)]
        while steps:
            node, at, head, tail, passed = steps.pop()
            found += [
                Found(index, head or at, payload, (tail, at) if head else None, passed) for payload in node.payloads
            ]
            if node.gap:
                places = range(min(at + GAP, limit) - 1, at - 1, -1)
                steps += [
                    (n, _behind(words, p, limit), head or at, p, passed)
                    for p in places
                    for n in node.gap.behind(words[p])
                ]
            if at < limit:
                steps += [(n, _behind(words, at, limit), head, tail, passed) for n in node.behind(words[at])]
                behind = asides.get(at, limit)
                if behind < limit and words[behind][:1].isalnum():
                    more = passed + behind - at
                    steps += [(n, _behind(words, behind, limit), head, tail, more) for n in node.behind(words[behind])]
        return found

    def longest(self, words: Sequence[str], index: int, limit: int) -> Found[T] | None:
        """The longest phrase that starts at token ``index``."""
        found = self.at(words, index, limit)
        return max(found, key=lambda one: one.length) if found else None

    def scan(self, words: Sequence[str], first: int, last: int) -> Iterator[Found[T]]:
        """The longest phrase at every token of ``first:last``, those inside a longer one left out."""
        index = first
        while index < last:
            found = self.longest(words, index, last)
            if found is not None:
                yield found
                index = found.last
            else:
                index += 1
