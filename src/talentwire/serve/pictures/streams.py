"""Streams between two columns of names: a Sankey diagram, its ribbons as wide as what they carry."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from talentwire.analyse.answers.picture import Flows, Stream
from talentwire.serve.pictures.look import GREY, HATCH, INK, Look, colours, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 120
_SIDE: Final = 30
_TOP: Final = 1.0
_LINE: Final = 0.2
"""Inches that a line of a label needs."""
_LEFT, _RIGHT, _WIDE = 0.0, 1.0, 0.018


class Box(NamedTuple):
    """Where a name stands: its bottom and its height."""

    bottom: float
    size: float


def cut(picture: Flows) -> tuple[Flows | None, int]:
    """The widest streams between as many names as find room, and how many streams are left out."""
    widths: dict[tuple[str, str, bool], float] = defaultdict(float)
    for stream in picture.streams:
        widths[stream.source, stream.target, stream.sure] += max(0.0, stream.value)
    each = (Stream(source, target, value, sure) for (source, target, sure), value in widths.items() if value)
    wide = sorted(each, key=lambda s: (-s.value, s.source, s.target, not s.sure))
    kept: list[Stream] = []
    sources: set[str] = set()
    targets: set[str] = set()
    for stream in wide:
        if len(sources | {stream.source}) <= _SIDE and len(targets | {stream.target}) <= _SIDE and len(kept) < MOST:
            kept.append(stream)
            sources.add(stream.source)
            targets.add(stream.target)
    shown = Flows(picture.left, picture.right, tuple(kept), picture.others)
    return (shown if kept else None), len(wide) - len(kept)


def height(picture: Flows) -> float:
    """Inches."""
    sides = ([s.source for s in picture.streams], [s.target for s in picture.streams])
    return 0.8 + max(2.2, *(0.02 + _needed(dict.fromkeys(side)) for side in sides)) * 1.25


def _needed(names: Iterable[str]) -> float:
    return sum(_LINE * (label(name, 26).count("\n") + 1.4) for name in names)


def draw(axes: "Axes", picture: Flows, look: Look) -> None:
    """Draw names and ribbons; a ribbon has the colour of where it comes from."""
    tall = height(picture)
    rooms = (
        _rooms(_totals((s.source, s.value) for s in picture.streams), tall),
        _rooms(_totals((s.target, s.value) for s in picture.streams), tall),
    )
    scale = min(map(_scale, rooms))
    left, right = (_boxes(room, scale) for room in rooms)
    shades = colours(name for name in (*left, *right) if name not in picture.others)
    shades |= dict.fromkeys(picture.others, GREY)
    _ribbons(axes, picture.streams, (left, right), scale, shades)
    for boxes, x, side in ((left, _LEFT - _WIDE, "right"), (right, _RIGHT, "left")):
        totals = _totals((s.source if side == "right" else s.target, s.value) for s in picture.streams)
        for name, box in boxes.items():
            colour = shades.get(name, "#555555")
            axes.bar(x, box.size, _WIDE, bottom=box.bottom, align="edge", color=colour, linewidth=0)
            place = (x - 0.008 if side == "right" else x + _WIDE + 0.008, box.bottom + box.size / 2)
            text = f"{label(name, 26)}  {look.number(totals[name])}"
            axes.text(*place, text, ha=side, va="center", color=INK)
    axes.set_xlim(-0.42, 1.42)
    axes.set_ylim(0, _TOP)
    axes.axis("off")
    for x, text, side in ((_LEFT, picture.left, "right"), (_RIGHT, picture.right, "left")):
        axes.text(x, _TOP + 0.015, text, ha=side, va="bottom", color="#666666", fontsize=9, fontweight="bold")


def _totals(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The sum of each name, the greatest first."""
    found: dict[str, float] = defaultdict(float)
    for name, value in pairs:
        found[name] += value
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _rooms(totals: dict[str, float], tall: float) -> dict[str, tuple[float, float]]:
    """For each name its sum, and the room that its label needs."""
    return {name: (value, _LINE * (label(name, 26).count("\n") + 1.4) / tall) for name, value in totals.items()}


def _scale(boxes: dict[str, tuple[float, float]]) -> float:
    """The greatest height of a head at which every name of a side finds room."""
    low, high = 0.0, _TOP / sum(value for value, _ in boxes.values())
    for _ in range(40):
        middle = (low + high) / 2
        if sum(max(value * middle, room) for value, room in boxes.values()) <= 0.94 * _TOP:
            low = middle
        else:
            high = middle
    return low or 0.5 * high


def _boxes(boxes: dict[str, tuple[float, float]], scale: float) -> dict[str, Box]:
    """Where each name stands, from the top, with even gaps."""
    slots = {name: max(value * scale, room) for name, (value, room) in boxes.items()}
    gap = max(0.0, _TOP - sum(slots.values())) / max(1, len(slots) + 1)
    top, found = _TOP - gap, {}
    for name, slot in slots.items():
        size = boxes[name][0] * scale
        found[name] = Box(top - slot / 2 - size / 2, size)
        top -= slot + gap
    return found


def _ribbons(
    axes: "Axes", streams: Iterable[Stream], sides: tuple[dict[str, Box], dict[str, Box]], scale: float,
    shades: dict[str, str],
) -> None:  # fmt: skip
    """Draw the ribbons so that they cross as little as the order of the names allows; those not sure come last."""
    left, right = sides
    order = {name: at for at, name in enumerate(right)}, {name: at for at, name in enumerate(left)}
    leaving: dict[str, float] = {name: box.bottom + box.size for name, box in left.items()}
    coming: dict[str, float] = {name: box.bottom + box.size for name, box in right.items()}
    starts: dict[Stream, float] = {}
    ordered = sorted(streams, key=lambda s: (not s.sure, order[0][s.target]))
    for stream in ordered:
        starts[stream] = leaving[stream.source]
        leaving[stream.source] -= stream.value * scale
    for stream in sorted(ordered, key=lambda s: (not s.sure, order[1][s.source])):
        size = stream.value * scale
        _ribbon(axes, starts[stream], coming[stream.target], size, (shades[stream.source], stream.sure))
        coming[stream.target] -= size


def _ribbon(axes: "Axes", start: float, end: float, size: float, look: tuple[str, bool]) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    x0, x1, middle = _LEFT, _RIGHT, (_LEFT + _RIGHT) / 2
    points = [
        (x0, start), (middle, start), (middle, end), (x1, end),
        (x1, end - size), (middle, end - size), (middle, start - size), (x0, start - size), (x0, start),
    ]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]
    colour, sure = look
    patch = PathPatch(
        Path(points, codes), facecolor=colour if sure else "none", edgecolor=colour, alpha=0.5 if sure else 0.8,
        linewidth=0.0 if sure else 0.6, hatch=None if sure else HATCH,
    )  # fmt: skip
    axes.add_patch(patch)
