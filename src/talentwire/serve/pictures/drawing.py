"""From the picture of an answer to a file: title, marks, legend, caption with n, coverage and moment."""

import io
import textwrap
import threading
import warnings
from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.picture import (
    Bars,
    Branch,
    Dot,
    Dots,
    Event,
    Flows,
    Line,
    Lines,
    Matrix,
    Picture,
    Stream,
    Timeline,
    Tree,
)
from talentwire.errors import ConfigError
from talentwire.serve.answer_cells import coverage_line, words_of
from talentwire.serve.pictures import bars, dots, lines, matrix, streams, timeline, tree
from talentwire.serve.pictures.look import DASHES, GREY, HATCH, INK, STYLE, Look, columns, fonts
from talentwire.serve.render import harmless

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_WIDTH: Final = 9.0  # inches
_DPI: Final = 160
_LETTERS: Final = 118
"""Letters of a caption on a line."""
_KEY_LETTERS: Final = 106
"""Letters of the keys on a line."""
_KEY: Final = 8
"""Letters that the mark of a key takes with its room."""
_ONE_AT_A_TIME: Final = threading.Lock()  # matplotlib's settings are those of the process
Draw = Callable[["Axes", Any, Look], None]
_DRAW: Final[dict[type, Draw]] = {
    Bars: bars.draw,
    Flows: streams.draw,
    Lines: lines.draw,
    Timeline: timeline.draw,
    Matrix: matrix.draw,
    Dots: dots.draw,
    Tree: tree.draw,
}


def drawn(answer: Answer, form: str, *, framed: bool = True) -> bytes:
    """The picture of an answer.

    Args:
        answer: with its picture; where it has none, the drawing says so.
        form: ``png`` or ``svg``.
        framed: with title and caption, for a picture that stands alone.

    Raises:
        ConfigError: when matplotlib is not installed.

    """
    try:
        from matplotlib import font_manager, rc_context
    except ImportError:
        raise ConfigError("pictures need the extra library: pip install 'talentwire[pictures]'") from None
    style: Any = {**STYLE, "font.family": fonts(font_manager.get_font_names())}
    with _ONE_AT_A_TIME, rc_context(style), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*[Gg]lyph")  # a letter that no font here has
        warnings.filterwarnings("ignore", message=".*(constrained_layout|axes sizes collapsed)")
        return _saved(_figure(answer, framed), form)


def _saved(figure: "Figure", form: str) -> bytes:
    out = io.BytesIO()
    metadata = {"Date": None, "Creator": "talentwire"} if form == "svg" else {"Software": "talentwire"}
    figure.savefig(out, format=form, dpi=_DPI, metadata=metadata)
    return out.getvalue()


def _figure(answer: Answer, framed: bool) -> "Figure":
    from matplotlib.figure import Figure

    look = Look(words_of(answer))
    picture, left_out = _cut(answer.picture) if answer.picture and answer.rows else (None, 0)
    title = textwrap.fill(harmless(answer.title), 80) if framed else ""
    caption = _caption(answer, look, left_out) if framed else ""
    unsure = picture is not None and _unsure(picture)
    figure = Figure(figsize=(_WIDTH, _height(picture) if picture else 0.6), facecolor="white")
    axes = figure.add_subplot()
    keyed: list[Any] = []
    if picture is None:
        axes.axis("off")
        axes.text(0.0, 0.5, look.words("no_picture"), fontsize=11, color=GREY, transform=axes.transAxes)
    else:
        _DRAW[type(picture)](axes, picture, look)
        keyed = [*axes.get_legend_handles_labels()[0], *(_keys(picture, look) if unsure else ())]
    abreast = _abreast([str(one.get_label()) for one in keyed])
    keys = ceil(len(keyed) / abreast)
    above = _lines(title) * 0.27 + (0.09 + 0.21 * keys) * bool(keys)
    below = _lines(caption) * 0.17
    tall = figure.get_figheight() + above + below
    figure.set_figheight(tall)
    figure.set_layout_engine("constrained", rect=(0, below / tall, 1, 1 - (above + below) / tall))
    if keyed:
        _legend(figure, keyed, 1 - _lines(title) * 0.27 / tall, abreast)
    figure.text(0.01, 1 - 0.06 / tall, title, va="top", fontsize=13, fontweight="bold", color=INK)
    figure.text(0.01, 0.05 / tall, caption, va="bottom", fontsize=8, color="#666666")
    return figure


def _lines(text: str) -> int:
    return text.count("\n") + 1 if text else 0


def _caption(answer: Answer, look: Look, left_out: int) -> str:
    parts = [coverage_line(answer, look.words)]
    if left_out:
        parts.append(look.words("not_drawn", n=left_out))
    return textwrap.fill("; ".join(parts), _LETTERS)


def _abreast(labels: Sequence[str]) -> int:
    """How many keys have room beside each other; each column is as wide as the longest of its labels."""
    for number in range(min(5, len(labels)), 1, -1):
        deep = ceil(len(labels) / number)
        wide = sum(max(map(columns, labels[at : at + deep])) + _KEY for at in range(0, len(labels), deep))
        if wide <= _KEY_LETTERS:
            return number
    return 1


def _legend(figure: "Figure", handles: list[Any], top: float, abreast: int) -> None:
    """What the colours and hatches mean, below the title."""
    legend = figure.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, top), ncols=abreast)
    legend.set_in_layout(False)


def _keys(picture: Picture, look: Look) -> Sequence[Any]:
    """What is sure and what is not, as the picture draws them."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    sure, unsure = look.words("sure"), look.words("unsure")
    plain: dict[str, Any] = {"color": "#666666", "linewidth": 2}
    if isinstance(picture, Lines):
        return Line2D([], [], **plain, label=sure), Line2D([], [], **plain, linestyle=DASHES, label=unsure)
    if isinstance(picture, Dots | Tree):
        dots = {**plain, "marker": "o", "linewidth": 0}
        return Line2D([], [], **dots, label=sure), Line2D([], [], **dots, markerfacecolor="white", label=unsure)
    edge: dict[str, Any] = {"edgecolor": "#666666"}
    return (
        Patch(**edge, facecolor="#bbbbbb", label=sure), Patch(**edge, facecolor="white", hatch=HATCH, label=unsure),
    )  # fmt: skip


def _unsure(picture: Picture) -> bool:
    """Whether anything in it is only rumoured, announced or estimated."""
    if isinstance(picture, Matrix):
        return False
    if isinstance(picture, Bars):
        return any(not part.sure for bar in picture.bars for part in bar.parts)
    return any(not mark.sure for mark in _marks(picture))


def _marks(picture: Flows | Lines | Timeline | Dots | Tree) -> Sequence[Stream | Line | Event | Dot | Branch]:
    match picture:
        case Flows():
            return picture.streams
        case Lines():
            return picture.lines
        case Timeline():
            return picture.events
        case Dots():
            return picture.dots
        case Tree():
            return picture.branches


_CUT: Final[dict[type, Callable[[Any], tuple[Any, int]]]] = {
    Bars: bars.cut, Flows: streams.cut, Lines: lines.cut, Timeline: timeline.cut, Matrix: matrix.cut, Dots: dots.cut,
    Tree: tree.cut,
}  # fmt: skip
_HEIGHTS: Final[dict[type, Callable[[Any], float]]] = {
    Bars: bars.height, Flows: streams.height, Lines: lines.height, Timeline: timeline.height, Matrix: matrix.height,
    Dots: dots.height, Tree: tree.height,
}  # fmt: skip


def _cut(picture: Picture) -> tuple[Picture | None, int]:
    """As much of a picture as can be read, and how many marks are left out; None where nothing is left to draw."""
    kept, left_out = _CUT[type(picture)](picture)
    return kept, left_out


def _height(picture: Picture) -> float:
    return _HEIGHTS[type(picture)](picture)
