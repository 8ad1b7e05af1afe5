"""What a picture shows, said without any plotting library: each kind a dataclass of marks.

``sure`` is false for what is only rumoured, announced or estimated: it is drawn otherwise than what happened. Labels
are texts to be shown as they are.
"""

from dataclasses import dataclass
from datetime import date

Axis = str
"""Title of an axis, with its unit."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar; below 0 it points to the left. ``low`` and ``high`` are the bounds of the value."""

    series: str
    value: float
    low: float | None = None
    high: float | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar and the stretches it is made of."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, the first on top."""

    axis: Axis
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """What goes from one to another."""

    source: str
    target: str
    value: float
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Flows:
    """Streams from the left to the right (a Sankey diagram); who gives and takes stands on both sides.

    ``others`` are ends that are nobody's name, such as the rest; they are drawn grey.
    """

    left: Axis
    right: Axis
    streams: tuple[Stream, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a line: a day or a number, its value, and the band around it."""

    at: date | float
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line; ``step`` keeps a value until the next point."""

    label: str
    points: tuple[Point, ...]
    step: bool = True
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines over days or numbers, with their bands; ``log`` for values of many sizes."""

    x: Axis
    y: Axis
    lines: tuple[Line, ...]
    log: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day, or from one day to another; ``end`` None with ``lasting`` goes on."""

    lane: str
    label: str
    start: date
    end: date | None = None
    lasting: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in lanes, over days."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of shades: ``values[row][column]``; None is nothing known."""

    left: Axis
    top: Axis
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A value with its interval; ``group`` gives the colour.

    Where the value itself is not known (``exact`` false), only its ends are drawn, and the value gives its place in an
    order. Where one end alone is told, the other is open: "up to", "at least".
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    group: str = ""
    sure: bool = True
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots with intervals, a row each; ``log`` for values of many sizes."""

    axis: Axis
    dots: tuple[Dot, ...]
    log: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree: below its parent, or on top where that is empty."""

    id: str
    label: str
    parent: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Tree:
    """Who or what stands below whom."""

    branches: tuple[Branch, ...]


Picture = Bars | Flows | Lines | Timeline | Matrix | Dots | Tree
