"""A table of shades, with the number in each field."""

from typing import TYPE_CHECKING, Final

from talentwire.analyse.answers.picture import Matrix
from talentwire.serve.pictures.look import INK, SHADES, Look, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 30
_NUMBERED: Final = 24


def cut(picture: Matrix) -> tuple[Matrix | None, int]:
    """The first rows and columns, and how many of both are left out."""
    rows, columns = picture.rows[:MOST], picture.columns[:MOST]
    if not rows or not columns:
        return None, 0
    values = tuple(row[:MOST] for row in picture.values[:MOST])
    left_out = len(picture.rows) - len(rows) + len(picture.columns) - len(columns)
    return Matrix(picture.left, picture.top, rows, columns, values), left_out


def height(picture: Matrix) -> float:
    """Inches."""
    longest = max(len(label(name, 18, 2).split("\n")[0]) for name in picture.columns)
    return 1.0 + 0.34 * len(picture.rows) + 0.065 * longest


def draw(axes: "Axes", picture: Matrix, look: Look) -> None:
    """Draw the fields; one of which nothing is known stays white."""
    values = [[float("nan") if value is None else value for value in row] for row in picture.values]
    highest = max((value for row in picture.values for value in row if value is not None), default=1) or 1
    axes.pcolormesh(values, cmap=SHADES, vmin=0, vmax=highest, edgecolors="white", linewidth=1)
    axes.invert_yaxis()
    axes.set_yticks([row + 0.5 for row in range(len(picture.rows))], [label(name, 28, 2) for name in picture.rows])
    names = [label(name, 18, 2) for name in picture.columns]
    axes.set_xticks([column + 0.5 for column in range(len(names))], names, rotation=45, ha="left", va="bottom")
    axes.xaxis.set_ticks_position("top")
    axes.xaxis.set_label_position("top")
    axes.tick_params(length=0)
    axes.set_xlabel(picture.top)
    axes.set_ylabel(picture.left)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if len(picture.columns) <= _NUMBERED:
        _numbers(axes, picture, highest, look)


def _numbers(axes: "Axes", picture: Matrix, highest: float, look: Look) -> None:
    for row, line in enumerate(picture.values):
        for column, value in enumerate(line):
            if value is not None:
                colour = "white" if value > 0.6 * highest else INK
                axes.text(
                    column + 0.5, row + 0.5, look.number(value), color=colour, ha="center", va="center", fontsize=8
                )
