"""How it goes with the sources that are watched: as a table for people, and in JSON for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from talentwire.record.operating.feed_rows import Health
from talentwire.serve.render import plural

_STYLES: Final = {"ok": "green", "new": "cyan", "failing": "yellow", "gone": "bold red", "left": "dim"}
SAYS: Final = {
    "ok": "well",
    "new": "not visited yet",
    "failing": "failing",
    "gone": "gone for good",
    "left": "not watched any more",
}


def as_json(found: Health) -> dict[str, Any]:
    """One source for programs."""
    return asdict(found)


def table(found: Sequence[Health]) -> RenderableType:
    """The sources with how it goes, and what is wrong below."""
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("Source", "Kind", "Health", "Last visit", "Last new", "Next visit"):
        shown.add_column(name, header_style="dim", overflow="fold")
    for name in ("Read", "Waiting", "Skipped"):
        shown.add_column(name, header_style="dim", justify="right")
    for one in found:
        health = Text(SAYS[one.state], style=_STYLES[one.state])
        shown.add_row(
            one.name, one.kind, health, minute(one.visited), minute(one.found), _next(one), f"{one.read:,}",
            f"{one.waiting:,}", f"{one.skipped:,}",
        )  # fmt: skip
    return Group(shown, *_remarks(found))


def minute(moment: str | None) -> str:
    """A moment to the minute, in UTC."""
    return moment[:16].replace("T", " ") if moment else "–"


def _next(one: Health) -> str:
    if one.state in ("gone", "left"):
        return "never"
    return minute(one.due) if one.due else "at once"


def _remarks(found: Iterable[Health]) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for one in found:
        told = list(remarks(one))
        if told:
            lines.append(Text(f"\n{one.name} ({one.address})", style="bold"))
            lines += [Text(f"  {line}") for line in told]
    return lines


def remarks(one: Health, troubles: int = 5) -> Iterable[str]:
    """What is to be said of a source, a sentence each."""
    if one.problem:
        times = f" ({plural(one.failures, 'time')} in a row)" if one.failures > 1 else ""
        yield f"{one.problem}{times}"
    if one.moved:
        yield f"has moved to {one.moved} for good: change its address in {one.file}"
    yield from one.notes
    if one.left_out:
        yield f"{plural(one.left_out, 'item')} of its list not wanted: too old, or of other addresses or senders"
    for trouble in one.troubles[:troubles]:
        yield f"{trouble.url or trouble.title or 'an item'} {trouble.reason}"
    if len(one.troubles) > troubles:
        yield f"and {len(one.troubles) - troubles} more: see --format json"
