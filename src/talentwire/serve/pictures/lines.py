"""Lines over days or numbers, as steps where a value holds until the next, with their bands."""

from dataclasses import replace
from datetime import date
from math import log10
from typing import TYPE_CHECKING, Any, Final

from talentwire.analyse.answers.picture import Line, Lines
from talentwire.serve.pictures.look import COLOURS, DASHES, Look, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = len(COLOURS)
_ROOM: Final = 20
"""So many lines of names find room beside the picture."""


def cut(picture: Lines) -> tuple[Lines | None, int]:
    """The first lines that have a point, as many as there are colours, and how many are left out."""
    kept = tuple(line for line in picture.lines if line.points)[:MOST]
    return (replace(picture, lines=kept) if kept else None), len(picture.lines) - len(kept)


def height(_: Lines) -> float:
    """Inches."""
    return 4.6


def draw(axes: "Axes", picture: Lines, look: Look) -> None:
    """Draw the lines, each with its name at its end."""
    drawn = list(zip(picture.lines, COLOURS, strict=False))
    if picture.log:
        axes.set_yscale("log")
        axes.yaxis.set_minor_formatter(lambda _, __: "")
    for line, colour in drawn:
        _line(axes, line, colour)
    axes.margins(x=0.01)
    axes.grid(axis="y")
    axes.set_xlabel(picture.x)
    axes.set_ylabel(picture.y)
    axes.yaxis.set_major_formatter(lambda value, _: look.number(value))
    if isinstance(picture.lines[0].points[0].at, date):
        over_days(axes)
    _names(axes, drawn)


def _line(axes: "Axes", line: Line, colour: str) -> None:
    at: list[Any] = [point.at for point in line.points]
    style = "-" if line.sure else DASHES
    values = [point.value for point in line.points]
    axes.plot(
        at, values, color=colour, linewidth=2, linestyle=style, drawstyle="steps-post" if line.step else "default",
        marker="o" if len(at) == 1 else None, markerfacecolor=colour if line.sure else "white",
    )  # fmt: skip
    if any(point.low is not None or point.high is not None for point in line.points):
        low = [point.value if point.low is None else point.low for point in line.points]
        high = [point.value if point.high is None else point.high for point in line.points]
        if len(at) == 1:
            axes.plot([at[0], at[0]], [low[0], high[0]], color=colour, linewidth=2, alpha=0.5)
        axes.fill_between(at, low, high, color=colour, alpha=0.15, linewidth=0, step="post" if line.step else None)


def over_days(axes: "Axes") -> None:
    """Show the days of an axis, as finely as its length allows."""
    from matplotlib.dates import AutoDateLocator, DateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    low, high = axes.get_xlim()
    form = "%Y" if high - low > 2500 else "%Y-%m" if high - low > 90 else "%Y-%m-%d"
    axes.xaxis.set_major_formatter(DateFormatter(form))  # type: ignore[no-untyped-call]


def _names(axes: "Axes", drawn: list[tuple[Line, str]]) -> None:
    """Each name at the end of its line, moved apart where they would cover each other."""
    log = axes.get_yscale() == "log"
    low, high = map(log10, axes.get_ylim()) if log else axes.get_ylim()
    right = axes.get_xlim()[1]
    ends = ((line, line.points[-1].value, colour) for line, colour in drawn)
    texts = [(log10(end) if log else end, label(line.label, 24, 2), colour) for line, end, colour in ends]
    texts.sort(key=lambda one: (one[0], one[1]))
    unit = (high - low) / _ROOM
    edge = low - unit
    places: list[float] = []
    for value, text, _ in texts:
        half = unit * (text.count("\n") + 1) / 2
        places.append(max(value, edge + half))
        edge = places[-1] + half
    over = max(0.0, (places[-1] if places else 0) - high)
    for (_, text, colour), y in zip(texts, places, strict=True):
        place = 10 ** (y - over) if log else y - over
        axes.annotate(
            text, (right, place), xytext=(right, place), textcoords="data", color=colour, va="center", ha="left",
            fontsize=9, annotation_clip=False, xycoords="data",
        )  # fmt: skip
