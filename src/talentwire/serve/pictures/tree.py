"""A tree as an outline: a row for everybody, below and to the right of whom they belong to."""

from typing import TYPE_CHECKING, Final

from talentwire.analyse.answers.picture import Branch, Tree
from talentwire.serve.pictures.look import COLOURS, GREY, Look, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 80
_LETTERS, _STEP, _LEAST = 84, 5, 30
"""Letters that find room on top, how many fewer on each level below, and the least that a name gets."""


def cut(picture: Tree) -> tuple[Tree | None, int]:
    """The first branches as the outline has them, and how many are left out."""
    ordered = outline(picture.branches)
    kept = tuple(branch for branch, _ in ordered[:MOST])
    return (Tree(kept) if kept else None), len(picture.branches) - len(kept)


def height(picture: Tree) -> float:
    """Inches."""
    return 0.4 + 0.26 * len(picture.branches)


def outline(branches: tuple[Branch, ...]) -> list[tuple[Branch, int]]:
    """Every branch with its depth, each below its parent; a ring is cut where it is entered."""
    known = {branch.id for branch in branches}
    below: dict[str, list[Branch]] = {}
    for branch in branches:
        below.setdefault(branch.parent if branch.parent in known else "", []).append(branch)
    found: list[tuple[Branch, int]] = []
    seen: set[str] = set()
    tops = [*below.get("", ()), *branches]  # those in a ring have no top
    for top in tops:
        stack = [(top, 0)]
        while stack:
            branch, depth = stack.pop()
            if branch.id in seen:
                continue
            seen.add(branch.id)
            found.append((branch, depth))
            stack += [(one, depth + 1) for one in reversed(below.get(branch.id, []))]
    return found


def draw(axes: "Axes", picture: Tree, _: Look) -> None:
    """Draw the outline; a dashed line and a hollow dot where it is not sure."""
    ordered = outline(picture.branches)
    row_of = {branch.id: row for row, (branch, _) in enumerate(ordered)}
    deepest = max(depth for _, depth in ordered)
    for row, (branch, depth) in enumerate(ordered):
        colour = COLOURS[depth % len(COLOURS)]
        if depth:
            style = "-" if branch.sure else (0, (3, 2))
            above = row_of[branch.parent]
            axes.plot(
                [depth - 1, depth - 1, depth], [above, row, row], color=GREY, linewidth=0.8, linestyle=style, zorder=1
            )
        face = colour if branch.sure else "white"
        axes.plot(depth, row, "o", markersize=6, markeredgecolor=colour, markerfacecolor=face, zorder=2)
        room = max(_LEAST, _LETTERS - _STEP * depth)
        axes.annotate(
            label(branch.label, room, 1), (depth, row), xytext=(8, 0), textcoords="offset points", va="center"
        )
    axes.set_xlim(-0.3, max(deepest + 3.0, 9.0))
    axes.set_ylim(len(ordered) - 0.5, -0.5)
    axes.axis("off")
