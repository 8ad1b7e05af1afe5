"""Dots with their intervals, a row each."""

from typing import TYPE_CHECKING, Final

from talentwire.analyse.answers.picture import Dots
from talentwire.serve.pictures.look import DASHES, Look, colours, label, lines_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 60


def cut(picture: Dots) -> tuple[Dots | None, int]:
    """The first dots that have a place, and how many are left out."""
    placed = [dot for dot in picture.dots if not picture.log or dot.value > 0]
    kept = tuple(placed[:MOST])
    return (Dots(picture.axis, kept, picture.log) if kept else None), len(picture.dots) - len(kept)


def height(picture: Dots) -> float:
    """Inches."""
    return 0.7 + 0.06 * len(picture.dots) + 0.19 * lines_of(label(dot.label) for dot in picture.dots)


def draw(axes: "Axes", picture: Dots, look: Look) -> None:
    """Draw the dots, the first on top; hollow and dashed where they are not sure."""
    shades = colours(dot.group for dot in picture.dots)
    if picture.log:
        axes.set_xscale("log")
    for group, colour in shades.items():
        if group:
            axes.plot([], [], "o", markersize=7, color=colour, label=group)  # for the legend alone
    for row, dot in enumerate(picture.dots):
        colour = shades[dot.group]
        low, high = (dot.value if end is None else end for end in (dot.low, dot.high))
        if low != high:
            low = max(low, dot.value / 1000) if picture.log else low
            axes.plot(
                [low, high], [row, row], color=colour, linewidth=2, alpha=0.7, solid_capstyle="butt",
                linestyle="-" if dot.sure else DASHES,
            )  # fmt: skip
        axes.plot(
            dot.value, row, "o", markersize=7, markeredgecolor=colour, markerfacecolor=colour if dot.sure else "white",
        )  # fmt: skip
    axes.set_yticks(range(len(picture.dots)), [label(dot.label) for dot in picture.dots])
    axes.set_ylim(len(picture.dots) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="both")
    axes.set_xlabel(picture.axis)
    if not picture.log and all(float(dot.value).is_integer() for dot in picture.dots):
        axes.locator_params(axis="x", integer=True)  # nobody is one and a quarter people
    axes.xaxis.set_major_formatter(lambda value, _: look.number(value))
    axes.xaxis.set_minor_formatter(lambda _, __: "")
    axes.spines["left"].set_visible(False)
