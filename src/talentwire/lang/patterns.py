"""Turns the phrases of a pack into regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from talentwire.errors import PackError

BLANK: Final = r"[ \t\u00a0\u202f\u2009]"
"""One blank inside a line, of any kind."""
GAP: Final = rf"(?:{BLANK}{{1,3}}|{BLANK}?\n{BLANK}?)"
"""What parts two words of a phrase: blanks or one line break."""

_SLOT: Final = re.compile(r"\{([a-z]+)\}")


def literal(text: str) -> str:
    """A phrase as an expression: blanks of any kind, both apostrophes."""
    escaped = re.escape(text).replace("\\ ", GAP)
    return re.sub(r"'|’", "['’]", escaped)


def any_of(words: Iterable[str]) -> str:
    """An expression for one of the words or phrases, the longest first."""
    return "|".join(literal(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) or "(?!)"


def exact_case(word: str) -> str:
    """An expression for a name: where the pack writes it with a capital, it must have one in the text too."""
    if word == word.lower():
        return literal(word)
    shapes = {word, word.upper()} if len(word) > 3 else {word}
    return f"(?-i:{'|'.join(literal(shape) for shape in sorted(shapes))})"


def names(words: Iterable[str]) -> str:
    """An expression for one of the names, capitals as in the pack."""
    return "|".join(exact_case(word) for word in sorted(set(words), key=lambda word: (-len(word), word))) or "(?!)"


def form(text: str, slots: Mapping[str, str], where: str) -> str:
    """A date phrase as an expression.

    ``[…]`` is optional, ``(a|b)`` a choice, ``{slot}`` becomes a group of that name.

    Raises:
        PackError: for an unknown slot or brackets that do not match.

    """
    parts: list[str] = []
    depth: list[str] = []
    index = 0
    while index < len(text):
        slot = _SLOT.match(text, index)
        if slot:
            if slot.group(1) not in slots:
                raise PackError(f"{where}: the slot {slot.group()} in {text!r} is unknown")
            parts.append(f"(?P<{slot.group(1)}>{slots[slot.group(1)]})")
            index = slot.end()
            continue
        parts.append(_sign(text[index], depth, f"{where}: the brackets in {text!r} do not match"))
        index += 1
    if depth:
        raise PackError(f"{where}: the brackets in {text!r} do not match")
    return "".join(parts)


def _sign(char: str, depth: list[str], complaint: str) -> str:
    if char in "[(":
        depth.append(char)
        return "(?:"
    if char in "])":
        if not depth or depth.pop() != {"]": "[", ")": "("}[char]:
            raise PackError(complaint)
        return ")?" if char == "]" else ")"
    return "|" if char == "|" else literal(char)


def required(text: str) -> str:
    """A phrase without its optional parts."""
    bare = text
    while (stripped := re.sub(r"\[[^\[\]]*\]", "", bare)) != bare:
        bare = stripped
    return bare


def fixed_words(text: str) -> frozenset[str]:
    """Words one of which a phrase always has: the longest outside brackets, or else all in its choices.

    A word may have optional endings: ``Vorjahr[(s|es)]`` has three forms.
    """
    endings = re.compile(r"([^\W\d_]{2,})\[\(?([^\[\]()\s]*)\)?\]")
    variants = {m[1]: {m[1], *(m[1] + end for end in m[2].split("|"))} for m in endings.finditer(text)}
    bare = re.sub(r"\{[a-z]+\}", " ", required(text))
    sure = re.findall(r"[^\W\d_]{2,}", re.sub(r"\([^()]*\)", " ", bare))
    words = {max(sure, key=len)} if sure else set(re.findall(r"[^\W\d_]{2,}", bare))
    return frozenset(form.lower() for word in words for form in variants.get(word, {word}))


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The first word of each phrase, in small letters."""
    found = (re.search(r"[^\W_]+", phrase) for phrase in phrases)
    return frozenset(match.group().lower() for match in found if match)


class Before:
    """Looks for one of some phrases right before a place, by the words there: many phrases cost no more than one."""

    __slots__ = ("_longest", "_phrases", "_reach")

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = {phrase.lower().replace("’", "'"): phrase for phrase in phrases}
        self._longest = max((phrase.count(" ") + 1 for phrase in self._phrases), default=0)
        self._reach = max((len(phrase) for phrase in self._phrases), default=0) + 8

    def find(self, text: str, position: int) -> str | None:
        """The longest phrase that ends at a position, as the pack writes it; blanks may lie between."""
        words = text[max(0, position - self._reach) : position].lower().replace("’", "'").split()[-self._longest :]
        for index in range(len(words)):
            phrase = " ".join(words[index:])
            if phrase in self._phrases or (phrase := phrase.lstrip("([{\"„“«‹'–-:")) in self._phrases:
                return self._phrases[phrase]
        return None
