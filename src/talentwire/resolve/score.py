"""What comparing two names gives: the value from 0 to 1, the verdict, and each reason as a sentence."""

from dataclasses import dataclass
from typing import Final

from talentwire.model.entities import Feature, Judgement
from talentwire.resolve.align import Alignment

PLAUSIBLE: Final = 0.7
"""From this value on two names are candidates for being one."""
CONTRADICTED: Final = 0.5
"""The most that two names are worth where each has a word that the other has not."""


@dataclass(frozen=True, slots=True)
class Score:
    """What comparing two names gave.

    Attributes:
        value: from 0 to 1; the same whichever name comes first.
        verdict: ``same`` on strong evidence only; ``unsure`` where the names may be one; else ``different``.
        features: the reasons.

    """

    value: float
    verdict: Judgement
    features: tuple[Feature, ...]

    def has(self, feature: str) -> bool:
        """Whether this is among the reasons."""
        return any(found.name == feature for found in self.features)


def different(name: str, sentence: str, value: float = 0.0) -> Score:
    """A score that says why two names are not one."""
    return Score(value, Judgement.DIFFERENT, (Feature(name, -1.0, sentence),))


_SAID: Final = {
    "equal": "{a} is in both names.",
    "spelling": "{a} and {b} are spellings of one name.",
    "short": "{a} and {b}: one is a short form of the other.",
    "initial": "{a} and {b}: one is the initial of the other.",
    "kin": "{a} and {b} may be forms of one name.",
    "abroad": "{a} and {b} are one name in two languages.",
    "rough": "{a} and {b} have the same consonants.",
    "slip": "{a} and {b} differ by few letters.",
}


def pair_features(found: Alignment) -> list[Feature]:
    """A reason for every pair of words."""
    features = []
    for i, j, likeness in found.pairs:
        a, b = found.left[i].folded, found.right[j].folded
        features.append(Feature(likeness.grade, round(likeness.value, 4), _SAID[likeness.grade].format(a=a, b=b)))
    return features


def rest_features(found: Alignment) -> list[Feature]:
    """What the words that are in one name only count."""
    left = [found.left[i].folded for i in found.left_over]
    right = [found.right[j].folded for j in found.right_over]
    if left and right:
        return [Feature("clash", -1.0, f"{' '.join(left)} in one name stands against {' '.join(right)} in the other.")]
    if rest := left or right:
        many = len(rest) > len(found.pairs)
        value = -0.06 * len(rest) - (0.3 if many else 0.0)
        return [Feature("extra", value, f"{' '.join(rest)} is in one name only.")]
    return []
