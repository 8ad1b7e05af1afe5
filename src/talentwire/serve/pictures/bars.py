"""Lying bars, stacked, to both sides of nothing."""

from typing import TYPE_CHECKING, Final

from talentwire.analyse.answers.picture import Bar, Bars, Part
from talentwire.serve.pictures.look import HATCH, INK, Look, colours, label, lines_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 60


def cut(picture: Bars) -> tuple[Bars | None, int]:
    """The first bars, and how many are left out."""
    kept = picture.bars[:MOST]
    return (Bars(picture.axis, kept) if kept else None), len(picture.bars) - len(kept)


def height(picture: Bars) -> float:
    """Inches."""
    return 0.7 + 0.1 * len(picture.bars) + 0.19 * lines_of(label(bar.label) for bar in picture.bars)


def draw(axes: "Axes", picture: Bars, look: Look) -> None:
    """Draw the bars, the first on top, each with its sum."""
    names = [part.series for bar in picture.bars for part in bar.parts if part.series]
    shades = colours(names)
    for series, colour in shades.items():
        axes.barh(0, 0, color=colour, label=series)  # for the legend alone
    for row, bar in enumerate(picture.bars):
        _bar(axes, row, bar, shades)
        _sums(axes, row, bar, look)
    axes.set_yticks(range(len(picture.bars)), [label(bar.label) for bar in picture.bars])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.margins(x=0.12)
    axes.set_xlabel(picture.axis)
    axes.xaxis.set_major_formatter(lambda value, _: look.number(value))
    axes.spines["left"].set_visible(False)


def _bar(axes: "Axes", row: int, bar: Bar, shades: dict[str, str]) -> None:
    ends = {True: 0.0, False: 0.0}
    for part in bar.parts:
        if not part.value:
            continue
        colour = shades.get(part.series, next(iter(shades.values()), "#0072b2"))
        side = part.value > 0
        axes.barh(
            row, part.value, left=ends[side], height=0.68, linewidth=0.8, edgecolor=colour,
            facecolor=colour if part.sure else "white", hatch=None if part.sure else HATCH,
        )  # fmt: skip
        if part.low is not None and part.high is not None:
            low, high = ends[side] + part.low, ends[side] + part.high
            axes.plot([low, high], [row, row], color=INK, linewidth=1.2, marker="|", markersize=7)
        ends[side] += part.value


def _sums(axes: "Axes", row: int, bar: Bar, look: Look) -> None:
    """What stands to each side, written at its end."""
    for sign, side in ((1, "left"), (-1, "right")):
        parts = [part for part in bar.parts if part.value * sign > 0]
        if parts:
            total = sum(part.value for part in parts)
            end = max((abs(part.high or 0) for part in parts), default=0) if len(parts) == 1 else 0
            place = sign * max(abs(total), end)
            axes.annotate(
                look.number(abs(total)) if len({part.sure for part in parts}) == 1 else _both(parts, look),
                (place, row), xytext=(4 * sign, 0), textcoords="offset points", va="center", ha=side, fontsize=8,
            )  # fmt: skip


def _both(parts: list[Part], look: Look) -> str:
    """What is sure, and behind a plus what is not."""
    sure = sum(abs(part.value) for part in parts if part.sure)
    rest = sum(abs(part.value) for part in parts if not part.sure)
    return f"{look.number(sure)} + {look.number(rest)}?"
