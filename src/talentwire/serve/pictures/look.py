"""How every picture looks: colours that colour-blind people tell apart, hatches for what is not sure, short labels."""

import textwrap
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from talentwire.analyse.answers.wording import Words
from talentwire.serve.render import harmless

COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#5b4fa0", "#7f6a1f")
"""The palette of Okabe and Ito without black and yellow, and two dark shades beside it."""
GREY: Final = "#8a8a8a"
INK: Final = "#222222"
PALE: Final = "#d9d9d9"
SHADES: Final = "Blues"
"""Shades for a matrix: from light to dark in one colour, which everybody can tell apart."""
HATCH: Final = "////"
DASHES: Final = (0, (4, 2))
_FONTS: Final = (
    "DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Yu Gothic",
    "Malgun Gothic", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Arial Unicode MS",
)  # fmt: skip
_LONGEST: Final = 84
_MILLION: Final = 10**6
STYLE: Final[dict[str, Any]] = {
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.color": INK,
    "axes.edgecolor": PALE,
    "axes.labelcolor": INK,
    "axes.labelsize": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": False,
    "grid.color": "#ececec",
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "font.size": 9,
    "hatch.linewidth": 0.8,
    "svg.fonttype": "none",  # words stay words, which can be found, read aloud and shown in any script
    "svg.hashsalt": "talentwire",
    "figure.dpi": 100,
}


@dataclass(frozen=True)
class Look:
    """What a drawing needs beside its marks: the texts in its language."""

    words: Words

    def number(self, value: float) -> str:
        """A number as the language writes it, short."""
        if abs(value) >= _MILLION:
            return self.words.short(value)
        return self.words.number(value, 2 if abs(value) < 10 else 1)


def fonts(installed: Iterable[str]) -> list[str]:
    """The families to take letters from, in turn, of those that are installed."""
    held = set(installed)
    return [name for name in _FONTS if name in held] or ["sans-serif"]


def label(text: str, width: int = 30, lines: int = 3) -> str:
    """A name on at most so many lines, cut with an ellipsis where it is longer still; wide letters count twice."""
    text = " ".join(harmless(text).split())
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1].rstrip() + "…"
    fits = max(8, width * len(text) // max(1, columns(text)))
    found = textwrap.wrap(text, fits) or [""]
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1][: fits - 1].rstrip() + "…"]
    return "\n".join(found)


def columns(text: str) -> int:
    """How wide a text is, in letters."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def lines_of(texts: Iterable[str]) -> int:
    """How many lines texts take together."""
    return sum(text.count("\n") + 1 for text in texts)


def colours(names: Iterable[str]) -> dict[str, str]:
    """A colour for each name, in their order; grey for those beyond the palette."""
    unique = tuple(dict.fromkeys(names))
    return {name: COLOURS[at] if at < len(COLOURS) else GREY for at, name in enumerate(unique)}
