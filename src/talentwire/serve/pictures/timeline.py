"""Events in lanes: a row each, so that no label covers another."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from talentwire.analyse.answers.picture import Event, Timeline
from talentwire.serve.pictures.lines import over_days
from talentwire.serve.pictures.look import HATCH, Look, colours, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 60
_ROOM: Final = 0.3
"""The share of the width that a label wants beside its event."""
_SHORT: Final = 0.012
"""The share of the width below which a stretch is no wider than a dot."""
_LETTERS: Final = 100
"""Letters that find room over the whole width."""


def cut(picture: Timeline) -> tuple[Timeline | None, int]:
    """The first events, by lane and day, and how many are left out."""
    lanes = {lane: at for at, lane in enumerate(dict.fromkeys(event.lane for event in picture.events))}
    kept = sorted(picture.events[:MOST], key=lambda event: (lanes[event.lane], event.start))
    return (Timeline(tuple(kept)) if kept else None), len(picture.events) - len(kept)


def height(picture: Timeline) -> float:
    """Inches."""
    return 0.8 + 0.36 * len(picture.events)


def draw(axes: "Axes", picture: Timeline, _: Look) -> None:
    """Draw the events; what lasts goes to the right edge, what is not sure is hatched or hollow."""
    events = picture.events
    shades = colours(event.lane for event in events)
    first = min(event.start for event in events)
    last = max(event.end or event.start for event in events)
    room = max(timedelta(days=20), (last - first) / 12)
    right = min(last, date.max - room) + room if last < date.max - room else last
    left = first - room / 3 if first > date.min + room else first
    _set_days(axes, left, right)
    for row, event in enumerate(events):
        _event(axes, row, event, shades[event.lane], (left, right))
        _label(axes, row, event, (left, right))
    axes.set_ylim(len(events) - 0.5, -0.5)
    axes.set_yticks(*_lanes(events))
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    axes.spines["left"].set_visible(False)
    over_days(axes)


def _set_days(axes: Any, left: date, right: date) -> None:
    axes.set_xlim(left, right)


def _lanes(events: tuple[Event, ...]) -> tuple[list[float], list[str]]:
    """Each lane's name, once, in the middle of its rows."""
    rows: dict[str, list[int]] = {}
    for row, event in enumerate(events):
        rows.setdefault(event.lane, []).append(row)
    return [sum(held) / len(held) for held in rows.values()], [
        label(lane, 24, 2 * len(held)) for lane, held in rows.items()
    ]


def _event(axes: Any, row: int, event: Event, colour: str, edges: tuple[date, date]) -> None:
    left, right = edges
    end = right if event.lasting and event.end is None else event.end
    if end is None or end - event.start < (right - left) * _SHORT:
        axes.plot([event.start], [row], "o", markersize=8, markeredgecolor=colour,
                  markerfacecolor=colour if event.sure else "white")  # fmt: skip
        return
    axes.barh(
        row, end - event.start, left=event.start, height=0.5, edgecolor=colour, linewidth=0.8,
        facecolor=colour if event.sure else "white", hatch=None if event.sure else HATCH, alpha=0.85,
    )  # fmt: skip


def _label(axes: Any, row: int, event: Event, edges: tuple[date, date]) -> None:
    """What it is, to the side where there is more room; inside, where the stretch leaves none."""
    left, right = edges
    whole = right - left
    end = event.end or (right if event.lasting else event.start)
    before, after = (event.start - left) / whole, (right - end) / whole
    inside = max(before, after) < _ROOM
    if inside:
        place, side, offset, room = event.start, "left", 6, (end - event.start) / whole
    elif before > after:
        place, side, offset, room = event.start, "right", -8, before
    else:
        place, side, offset, room = end, "left", 8, after
    axes.annotate(
        label(event.label, max(8, int(room * _LETTERS)), 1), (place, row), xytext=(offset, 0),
        textcoords="offset points", va="center", ha=side, fontsize=8,
        color="white" if inside and event.sure else "#444444",
        bbox={"facecolor": "white", "linewidth": 0, "pad": 1} if inside and not event.sure else None,
    )  # fmt: skip
