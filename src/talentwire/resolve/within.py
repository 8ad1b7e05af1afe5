"""Names in one document: what its other names make certain that the names alone leave open.

A document that has told the full name goes on with the surname, with the first letters, or with the first word of a
company's name; and it does not speak of two people whose names differ by one letter. A short name means the full one
in this document only, so it is also told apart from the same short name elsewhere.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final, NamedTuple

from talentwire.lang.folding import legal_forms
from talentwire.model.entities import Feature, Judgement, Node, Verdict
from talentwire.resolve.blocks import blocks
from talentwire.resolve.names import is_particle, words_of_org, words_of_person
from talentwire.resolve.spelling import Word, alike, sound

RULE: Final = "rule:document 1"
_CLOSE: Final = 0.8
"""From this value on, two names that may be one are one where they stand in one document."""
_OPEN: Final = frozenset({"clash", "number", "form", "single", "abroad"})
"""Reasons that leave it open also in one document."""


class Named(NamedTuple):
    """A node with the name to compare, as it is written."""

    node: Node
    name: str


Judged = Callable[[Named, Named], Verdict | None]
Known = Callable[[Named], str | None]
Pair = tuple[Node, Node]
Pairs = Container[frozenset[Node]]


def within(names: Sequence[Named], judged: Judged, known: Known) -> Iterator[Verdict]:
    """Judge the names of one document beside each other.

    Args:
        names: nodes of this document.
        judged: the verdict on two names that stand nowhere in particular.
        known: the canonical name of what is known under a name.

    """
    for kind in sorted({named.node.type for named in names}):
        of_kind = sorted({named.node: named for named in names if named.node.type == kind}.values())
        certain: dict[Pair, Verdict] = {}
        for left, right in _pairs(of_kind):
            if (found := judged(left, right)) and _certain(found):
                certain[left.node, right.node] = found
        half = {named.node for named in of_kind if known(named)}
        sure = {pair: v for pair, v in certain.items() if not (_part(v) and len(half.intersection(pair)) == 1)}
        for (a, b), verdict in sure.items():
            if verdict.judgement is Judgement.UNSURE:
                yield _same(a, b, verdict.score or _CLOSE, verdict.reasons)
        if kind in ("person", "org"):
            full = {short.node: longs for short, longs in _longer(of_kind, known)}
            one = {frozenset(pair) for pair, v in sure.items() if v.judgement is Judgement.SAME}
            yield from _shortened(full, {frozenset(pair) for pair in certain}, one)


def _pairs(names: Sequence[Named]) -> list[tuple[Named, Named]]:
    """The pairs that share a rough key, in order."""
    index: dict[str, list[Named]] = defaultdict(list)
    for named in names:
        for key in blocks(named.name, named.node.type):
            index[key].append(named)
    return sorted({pair for group in index.values() for pair in combinations(group, 2)})


def _longer(names: Sequence[Named], known: Known) -> Iterator[tuple[Named, list[Named]]]:
    """For every name those that it can be short for."""
    index: dict[str, dict[Named, None]] = defaultdict(dict)
    for named in names:
        for word in _words(named):
            index[sound(word.folded)][named] = None
    for short in names:
        words = _words(short)
        longs = index[sound(words[0].folded)] if words else {}
        yield short, [long for long in longs if _is_short(short, long, known)]


def _words(named: Named) -> tuple[Word, ...]:
    return words_of_person(named.name) if named.node.type == "person" else words_of_org(named.name)[0]


def _part(verdict: Verdict) -> bool:
    """Whether one name has words that the other has not."""
    return any(reason.name == "extra" for reason in verdict.reasons)


def _certain(verdict: Verdict) -> bool:
    """Whether two names are one where they stand in one document."""
    if verdict.judgement is Judgement.UNSURE:
        return (verdict.score or 0.0) >= _CLOSE and not any(reason.name in _OPEN for reason in verdict.reasons)
    return verdict.judgement is Judgement.SAME


def _shortened(full: Mapping[Node, Sequence[Named]], certain: Pairs, one: Pairs) -> Iterator[Verdict]:
    """Short names, each with the one full name that it can be short for."""
    for short, longs in full.items():
        if any(frozenset((short, long.node)) in one for long in longs):
            continue
        found = [long for long in longs if frozenset((short, long.node)) in certain] or longs
        found = [long for long in found if not full[long.node]] or found
        if not found or not all(frozenset((a.node, b.node)) in certain for a, b in combinations(found, 2)):
            continue
        best = found[0]
        reason = Feature("short", 0.9, f"The document says {best.name}, and calls them {short.key} for short.")
        yield _same(short, best.node, 0.9, (reason,))
        yield Verdict(short.name, short, Judgement.DIFFERENT, RULE, 0.0, (reason,))


def _is_short(short: Named, long: Named, known: Known) -> bool:
    """Whether one name can be short for the other; a known organisation is not short for one that may be its part."""
    if short.node.type == "person":
        return _is_part(short.name, long.name)
    return known(short) is None and _is_beginning(short.name, long.name)


def _is_part(short: str, long: str) -> bool:
    """Whether a name is the surname or the first name of a full name, or leaves a letter of the surname."""
    parts, words = words_of_person(short), words_of_person(long)
    words = tuple(word for index, word in enumerate(words) if not is_particle(words, index))
    if len(parts) == 2 and parts[1].initial and len(words) > 1:  # Anna K.
        return _alike(parts[:1], words[:1]) and words[-1].folded[1:] != "" and words[-1].folded[0] == parts[1].folded
    if len(words) < 2 or not parts or len(parts) >= len(words):
        return False
    return _alike(parts, words[-len(parts) :]) or (len(parts) == 1 and _alike(parts, words[:1]))


def _alike(parts: Sequence[Word], words: Sequence[Word]) -> bool:
    pairs = zip(parts, words, strict=True)
    return all(not a.initial and alike(a, b).grade in ("equal", "spelling") for a, b in pairs)


def _is_beginning(short: str, long: str) -> bool:
    """Whether a name is the first word or words of another, and more than a word that many names begin with."""
    parts, words = ([word.folded for word in words_of_org(name)[0]] for name in (short, long))
    if not parts or len(parts) >= len(words) or words[: len(parts)] != parts:
        return False
    return any(word not in legal_forms().generic | legal_forms().small and len(word) > 1 for word in parts)


def _same(a: Node, b: Node, value: float, reasons: tuple[Feature, ...]) -> Verdict:
    left, right = sorted((a, b))
    return Verdict(left, right, Judgement.SAME, RULE, value, reasons)
