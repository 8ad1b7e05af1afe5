"""Group names that mean the same, by evidence in the names alone: which pairs to compare, and which to believe.

A pair is believed when the comparison is sure of it and nothing contradicts it: a name that goes with two others that
do not go together ("Alex Wang" beside Alexander and Alexandra Wang, "J. Smith" beside John and Jane) stays alone.
The groups do not depend on the order in which the names come.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from typing import Final

from talentwire.lang.folding import legal_forms
from talentwire.model.entities import Judgement
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name, words_of_org, words_of_person
from talentwire.resolve.score import Score
from talentwire.resolve.spelling import Word, long_forms, sound

Graph = dict[str, set[str]]
_CROWD: Final = 200
"""Names that share a rough key; where there are more, the key says nothing and is left out."""
_INITIAL: Final = 0.85
"""What a comparison must reach where a first name is only an initial: the surname must be the same."""


def group_persons(names: Mapping[str, str]) -> list[frozenset[str]]:
    """Group persons.

    Args:
        names: for every key the name as it is written.

    Returns:
        Groups of two and more keys.

    """
    graph: Graph = defaultdict(set)
    for a, b in _pairs(names):
        if believable(_scored(names[a], names[b])):
            graph[a].add(b)
            graph[b].add(a)
    groups: list[frozenset[str]] = []
    for part in _parts(graph):
        groups.extend(_agreeing(part, graph, names))
    return groups


def group_orgs(names: Mapping[str, str]) -> list[frozenset[str]]:
    """Group organisations that nobody knows: a short name and the one name that adds "The", "AI", "Group"…

    Args:
        names: for every key the name as it is written.

    Returns:
        Groups of two keys.

    """
    stems: dict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        if len(short := stem(name)) >= 3:
            stems[short].add(key)
    return [frozenset(keys) for short, keys in sorted(stems.items()) if len(keys) == 2 and short in keys]


def stem(name: str) -> str:
    """An organisation's name without "The" and loose last words; empty where only such words are left."""
    words = [word.folded for word in words_of_org(name)[0]]
    while len(words) > 1 and words[-1] in legal_forms().tails:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "" if words and words[-1] in legal_forms().generic else "".join(words)


@lru_cache(maxsize=1 << 16)
def _scored(a: str, b: str) -> Score:
    return compare(Name(a), Name(b))


def thing_stem(name: str) -> tuple[str, ...]:
    """The words of a product or site without those that only say what it is: ``Colossus supercomputer``."""
    words = tuple(word.folded for word in words_of_org(name)[0])
    return tuple(word for word in words if word not in legal_forms().things) or words


def believable(score: Score) -> bool:
    """Whether two persons' names are one unless another name contradicts."""
    if score.verdict is Judgement.SAME:
        return True
    return score.verdict is Judgement.UNSURE and score.has("initial") and score.value >= _INITIAL


def _compatible(score: Score) -> bool:
    """Whether two names of one group may be one: not where they differ by letters that make another first name."""
    return score.verdict is not Judgement.DIFFERENT and (
        score.verdict is Judgement.SAME or not (score.has("slip") or score.has("abroad"))
    )


def _agreeing(part: frozenset[str], graph: Graph, names: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """The group, or what is left of it without the names that go with two that contradict each other."""
    if _all_compatible(part, names):
        yield part
        return
    torn = {key for key in part if not _all_compatible(graph[key], names)}
    rest: Graph = {key: graph[key] - torn for key in part - torn}
    yield from (smaller for smaller in _parts(rest) if _all_compatible(smaller, names))


def _all_compatible(keys: Iterable[str], names: Mapping[str, str]) -> bool:
    return all(_compatible(_scored(names[a], names[b])) for a, b in combinations(sorted(keys), 2))


def _parts(graph: Graph) -> Iterator[frozenset[str]]:
    """The connected parts with at least two names."""
    seen: set[str] = set()
    for start in sorted(graph):
        if start in seen:
            continue
        part, todo = {start}, [start]
        while todo:
            new = graph[todo.pop()] - part
            part |= new
            todo.extend(new)
        seen |= part
        if len(part) > 1:
            yield frozenset(part)


def _pairs(names: Mapping[str, str]) -> set[tuple[str, str]]:
    blocks: dict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        for block in _blocks(words_of_person(name)):
            blocks[block].add(key)
    pairs = (combinations(sorted(keys), 2) for keys in blocks.values() if 1 < len(keys) <= _CROWD)
    return {pair for more in pairs for pair in more} | _initial_pairs(names)


def _blocks(words: tuple[Word, ...]) -> Iterator[str]:
    """Rough keys of a name: two names that may be one have at least one in common."""
    if len(words) < 2:
        return
    yield "".join(sound(word.folded) for word in words)
    for first in words[:-1]:
        if first.initial:
            continue
        kin = long_forms(first.folded) | {sound(first.folded)}
        for surname in _surnames(words):
            yield from (f"{surname} {form}" for form in kin)
        if len(last := words[-1].folded) >= 7:  # after a slip, both surnames without some letter are the same
            yield from (f"{sound(first.folded)}~{last[:i]}{last[i + 1 :]}" for i in range(len(last)))
            yield f"{sound(first.folded)}~{last}"


def _surnames(words: tuple[Word, ...]) -> set[str]:
    """The sound of the last word, and of the last two as one: Venkata Raman."""
    two = "".join(word.folded for word in words[-2:]) if len(words) > 2 else words[-1].folded
    return {sound(words[-1].folded), sound(words[-1].umlauts), sound(two)}


def _initial_pairs(names: Mapping[str, str]) -> set[tuple[str, str]]:
    """Names whose first name is an initial, with all names of that surname that begin with it."""
    short: dict[str, set[str]] = defaultdict(set)
    full: dict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        words = words_of_person(name)
        if len(words) < 2:
            continue
        for surname in _surnames(words):
            (short if words[0].initial else full)[f"{surname} {words[0].folded[0]}"].add(key)
    pairs: set[tuple[str, str]] = set()
    for block, keys in short.items():
        others = keys | full.get(block, set())
        if len(others) <= _CROWD:
            pairs.update((a, b) if a < b else (b, a) for a in keys for b in others if a != b)
    return pairs
