"""Outlets: which language they write in, how far they reach, how often they err, and in what manner they write."""

import random
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from synthetic import names
from synthetic.phrases import LANGUAGES

MANNERS: Final = ("wire", "daily", "daily", "blog", "newsletter", "copier")
"""A wire is fast and careful, a blog is neither; a newsletter gathers a week; a copier takes over what others wrote."""


class Outlet(NamedTuple):
    """Who publishes.

    Attributes:
        name: its name.
        lang: the language it writes in.
        manner: one of ``MANNERS``.
        reach: how often it writes, and is copied.
        errs: how often it errs where noise is 1.
        weekday: on which a newsletter comes out.

    """

    name: str
    lang: str
    manner: str
    reach: float
    errs: float
    weekday: int


class Press:
    """All outlets of a world.

    Args:
        seed: the same gives the same outlets.
        count: how many.

    """

    def __init__(self, seed: int, count: int) -> None:
        chance = random.Random(f"press {seed}")
        self.all = tuple(self._outlet(chance, seed, at) for at in range(max(18, count)))
        reporters = [one for one in self.all if one.manner not in ("newsletter", "copier")]
        self._reporters = (reporters, list(accumulate(one.reach for one in reporters)))
        self._takers = {lang: self._some(lang) for lang in LANGUAGES}
        self.newsletters = tuple(one for one in self.all if one.manner == "newsletter")

    @staticmethod
    def _outlet(chance: random.Random, seed: int, at: int) -> Outlet:
        lang, manner = LANGUAGES[at % 3], MANNERS[at // 3 % len(MANNERS)]
        errs = {"wire": 0.04, "daily": 0.12, "blog": 0.3, "newsletter": 0.1, "copier": 0.1}[manner]
        reach = chance.uniform(0.5, 1.5) / (1 + at // 3) ** 0.5
        return Outlet(names.outlet(at, lang, seed), lang, manner, reach, errs, chance.randrange(7))

    def _some(self, lang: str) -> tuple[list[Outlet], list[float]]:
        held = [one for one in self.all if one.lang == lang and one.manner != "newsletter"]
        return held, list(accumulate(one.reach for one in held))

    def reporters(self, chance: random.Random, count: int) -> list[Outlet]:
        """So many outlets that report on their own, each once."""
        held, weights = self._reporters
        found = dict.fromkeys(_drawn(chance, held, weights) for _ in range(count))
        return list(found)

    def taker(self, chance: random.Random, outlet: Outlet, *, abroad: bool) -> Outlet:
        """An outlet that takes over what another wrote: of its language, or of another one."""
        langs = [lang for lang in LANGUAGES if (lang != outlet.lang) is abroad]
        while (found := _drawn(chance, *self._takers[chance.choice(langs)])) is outlet:
            pass
        return found


def _drawn(chance: random.Random, held: Sequence[Outlet], weights: Sequence[float]) -> Outlet:
    return held[min(len(held) - 1, bisect(weights, chance.random() * weights[-1]))]
