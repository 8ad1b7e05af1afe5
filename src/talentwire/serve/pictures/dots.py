"""Dots with their intervals, a row each."""

from itertools import groupby
from typing import TYPE_CHECKING, Final

from talentwire.analyse.answers.picture import Dot, Dots
from talentwire.serve.pictures.look import DASHES, GREY, Look, colours, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 60
_AWAY: Final = 1.6
"""How far from a bound its tip stands, as a factor."""


def cut(picture: Dots) -> tuple[Dots | None, int]:
    """The first dots that have a place, and how many are left out."""
    placed = [dot for dot in picture.dots if _has_place(dot, log=picture.log)]
    kept = tuple(placed[:MOST])
    return (Dots(picture.axis, kept, picture.log) if kept else None), len(picture.dots) - len(kept)


def height(picture: Dots) -> float:
    """Inches."""
    lines = sum(max(rows, name.count("\n") + 1) for _, rows, name in _names(picture))
    return 0.7 + 0.06 * len(picture.dots) + 0.19 * lines


def _names(picture: Dots) -> list[tuple[float, int, str]]:
    """Each label once for the rows in turn that have it: the middle of those rows, how many there are, the text."""
    found = []
    row = 0
    for name, dots in groupby(picture.dots, key=lambda dot: dot.label):
        rows = len(list(dots))
        found.append((row + (rows - 1) / 2, rows, label(name, lines=max(3, rows))))
        row += rows
    return found


def draw(axes: "Axes", picture: Dots, look: Look) -> None:
    """Draw the dots, the first on top; hollow and dashed where they are not sure."""
    shades = colours(dot.group for dot in picture.dots)
    if picture.log:
        axes.set_xscale("log")
    for group, colour in shades.items():
        if group:
            axes.plot([], [], "o", markersize=7, color=colour, label=group)  # for the legend alone
    for row, dot in enumerate(picture.dots):
        _interval(axes, row, dot, shades[dot.group], log=picture.log)
        if dot.exact:
            _mark(axes, dot.value, row, "o", dot, shades[dot.group])
    _bounds_named(axes, picture, look)
    names = _names(picture)
    axes.set_yticks([middle for middle, _, _ in names], [name for _, _, name in names])
    axes.set_ylim(len(picture.dots) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    for row in range(len(picture.dots)):
        axes.axhline(row, color="#ececec", linewidth=0.8, zorder=0)
    axes.set_xlabel(picture.axis)
    if not picture.log and all(float(dot.value).is_integer() for dot in picture.dots):
        axes.locator_params(axis="x", integer=True)  # nobody is one and a quarter people
    axes.xaxis.set_major_formatter(lambda value, _: look.number(value))
    axes.xaxis.set_minor_formatter(lambda _, __: "")
    axes.spines["left"].set_visible(False)


def _has_place(dot: Dot, *, log: bool) -> bool:
    return any(end > 0 or not log for end in _known(dot))


def _known(dot: Dot) -> list[float]:
    """What is known of where it stands."""
    return [end for end in ((dot.value if dot.exact else None), dot.low, dot.high) if end is not None]


def _interval(axes: "Axes", row: int, dot: Dot, colour: str, *, log: bool) -> None:
    """The line from end to end; to a side on which no end is told, an arrow."""
    known = _known(dot)
    low, high = min(known), max(known)
    if low != high:
        if log and dot.exact:
            low = max(low, dot.value / 1000)
        axes.plot(
            [low, high], [row, row], color=colour, linewidth=2, alpha=0.7, solid_capstyle="butt",
            linestyle="-" if dot.sure else DASHES,
        )  # fmt: skip
    if not dot.exact:
        axes.plot(known, [row] * len(known), "|", color=colour, markersize=9, markeredgewidth=2)
    if (dot.low is None) != (dot.high is None):
        _arrow(axes, row, dot, colour, log=log)


def _arrow(axes: "Axes", row: int, dot: Dot, colour: str, *, log: bool) -> None:
    """A tip beyond the last that is known, on the side on which the true end lies."""
    below = dot.low is None
    last = min(_known(dot)) if below else max(_known(dot))
    tip = (last / _AWAY if below else last * _AWAY) if log else last
    axes.plot([last, tip], [row, row], color=colour, linewidth=2, alpha=0.7, linestyle="-" if dot.sure else DASHES)
    _mark(axes, tip, row, "<" if below else ">", dot, colour)


def _mark(axes: "Axes", at: float, row: int, marker: str, dot: Dot, colour: str) -> None:
    face = colour if dot.sure else "white"
    axes.plot(at, row, marker, markersize=7, markeredgecolor=colour, markerfacecolor=face)


def _bounds_named(axes: "Axes", picture: Dots, look: Look) -> None:
    """What the tips mean, where there are any."""
    for marker, key, seen in (
        ("<", "at_most", any(dot.low is None and dot.high is not None for dot in picture.dots)),
        (">", "at_least", any(dot.high is None and dot.low is not None for dot in picture.dots)),
    ):
        if seen:
            axes.plot([], [], marker, markersize=7, color=GREY, label=look.words(key))
