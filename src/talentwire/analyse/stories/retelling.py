"""Whether one text retells another in another language or in other words: weighed evidence, each piece with a sentence.

A translation, however bad, keeps names, figures and their order; a report of one's own on the same event has its own.
The weights were fitted on labelled pairs and rounded by hand (docs/decisions/0020-stories-by-sketches.md).
"""

from __future__ import annotations

import math
from typing import Final

from talentwire.analyse.stories.align import Alignment
from talentwire.model.entities import Feature

START: Final = -6.2
"""What two texts have against them before anything is known."""
FOLDS: Final = 0.0
"""The total from which two texts tell one story."""
_LEAST: Final = 4.0
"""The weight that two texts must share: fewer names and figures are chance."""
_NAMED: Final = 1.0
"""The weight of shared names without which shared figures are chance, or a page's frame."""
_MUCH: Final = 3.0
"""The shared weight at which an order counts half: the order of three names says little."""
_SOON: Final = 2
_LATE: Final = 8
"""Days within which a text is retold, and days from then to when nobody retells it any more."""


def retold(found: Alignment) -> tuple[float, tuple[Feature, ...]] | None:
    """The score of a retelling, 0 to 1, with its reasons; None where it is none."""
    if found.weight < _LEAST or found.named < _NAMED:
        return None
    reasons = reasons_for(found)
    total = START + sum(reason.value for reason in reasons)
    return (round(1 / (1 + math.exp(-total)), 3), reasons) if total >= FOLDS else None


def reasons_for(found: Alignment) -> tuple[Feature, ...]:
    """What speaks for and against a retelling; the values and ``START`` add up to its log-odds."""
    order = found.order * found.weight / (found.weight + _MUCH)
    listed = ", ".join(found.names[:6]) or "none"
    said = (
        ("names and figures", 3.0 * found.all.more, f"one has {found.all.more:.0%} of those of the other: {listed}"),
        ("the other way", 1.0 * found.all.less, f"and {found.all.less:.0%} the other way round"),
        ("rare names", 1.2 * found.own.more, f"one has {found.own.more:.0%} of the rare names of the other"),
        ("figures", 4.0 * found.figures.mean, f"{found.figures.mean:.0%} of the figures are the same"),
        ("lead", 1.6 * found.lead.mean, f"{found.lead.mean:.0%} of what opens one stands in the other"),
        ("order", 2.5 * order, f"{found.order:.0%} of what they share stands in the same order"),
        ("claims", 0.8 * found.claims.more, f"one makes {found.claims.more:.0%} of the claims of the other"),
        ("contradiction", -2.5 * min(2, found.contradicted), f"{found.contradicted} of their claims contradict"),
        ("times", -5.0 * found.clocks, f"{found.clocks:.0%} of their times of day differ"),
        ("days", -3.0 * min(1.0, max(0, found.days - _SOON) / _LATE), f"{found.days} days lie between them"),
    )  # fmt: skip
    return tuple(Feature(name, round(value, 2), sentence) for name, value, sentence in said if value)
