"""Which deals must be weighed again when claims on deals come or go: those of their parties and of their stories.

``facts.deals`` puts deals together so that no others can change.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from talentwire.analyse.answers.parts import House, Part
from talentwire.analyse.facts.deals import BUYER, MUTUAL, TARGET
from talentwire.analyse.facts.fact import Fact

DEAL: Final = "deal"
_SUBJECT: Final = f"{DEAL} "


class Around(NamedTuple):
    """Subjects of deals.

    Attributes:
        again: whose facts must be weighed again.
        beside: whose claims must be at hand for it, themselves among them.

    """

    again: frozenset[str]
    beside: frozenset[str]


def _mutual(subject: str, facts: Sequence[Fact], house: House) -> tuple[str, ...] | None:
    found: dict[str, None] = {}
    for fact in facts:
        kinds = fact.slots.get("kind")
        if kinds and any(value.value in MUTUAL for value in kinds.values):
            beliefs = (fact.slots.get(slot) for slot in (BUYER, TARGET))
            found.update((house(value.value), None) for one in beliefs if one for value in one.values)
    found.pop(subject.removeprefix(_SUBJECT), None)
    return tuple(found) or None


TURNED: Final = Part("turned", ("deal",), tuple[str, ...], _mutual)
"""Of a house, those with which it has a deal that may be told from either side."""


def around(subjects: Iterable[str], turned: Mapping[str, tuple[str, ...]]) -> Around:
    """What has to be weighed when claims on some subjects come or go.

    Args:
        subjects: all to which a claim that came or went belongs, or may belong.
        turned: the part ``TURNED`` of every subject that has it.

    """
    tied: dict[str, set[str]] = defaultdict(set)
    for subject, houses in turned.items():
        for house in houses:
            tied[subject].add(f"{_SUBJECT}{house}")
            tied[f"{_SUBJECT}{house}"].add(subject)
    again = _with_tied(subjects, tied)
    return Around(again, _with_tied(again, tied))


def _with_tied(subjects: Iterable[str], tied: Mapping[str, Iterable[str]]) -> frozenset[str]:
    given = frozenset(subjects)
    return given.union(*(tied.get(one, ()) for one in given))
