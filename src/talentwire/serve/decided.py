"""Decisions, and what waits for one, as tables for people."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from talentwire.api.decide import Side, Unsure
from talentwire.record.answers import Decision
from talentwire.serve.render import harmless, short, status_text
from talentwire.serve.wording import describe


def sentence(made: Decision) -> str:
    """A decision in one line, with the number by which it is undone."""
    return harmless(f"decision {made.id}: {made.verb} {made.about} ({made.by}: {made.reason})")


def decisions_table(found: Iterable[Decision]) -> Table:
    """What people decided."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header in ("Number", "When", "Who", "What", "About", "Why"):
        table.add_column(header, header_style="dim", no_wrap=header in ("Number", "When"), overflow="fold")
    for one in found:
        style = "dim strike" if one.undone_at else ""
        undone = f" (undone by {one.undone_by})" if one.undone_at else ""
        cells = (str(one.id), one.recorded_at[:16].replace("T", " "), one.by, one.verb, one.about + undone, one.reason)
        table.add_row(*(Text(harmless(cell), style=style) for cell in cells))
    return table


def unsure(pair: Unsure, place: int, total: int) -> RenderableType:
    """Two names side by side, each with what documents say of it, and what speaks for one and for two."""
    verdict = pair.verdict
    score = f"  alike {verdict.score:.0%}" if verdict.score is not None else ""
    reasons = [
        Text(f"{'+' if reason.value >= 0 else '−'} {reason.sentence}", style="green" if reason.value >= 0 else "red")
        for reason in verdict.reasons
    ]
    grid = Table.grid(expand=True, padding=(0, 3, 0, 0))
    grid.add_column(ratio=1)
    grid.add_column(ratio=1)
    grid.add_row(_side(pair.left), _side(pair.right))
    head = Text(f"{place} of {total}", style="dim").append(score, style="bold").append(f"  ({verdict.by})", style="dim")
    return Group(Text(), head, grid, Padding(Group(*reasons), (0, 2)))


def _side(side: Side) -> RenderableType:
    title = Text(harmless(side.entity.name), style="bold underline")
    if side.node.document:
        title.append(" in one document", style="dim not bold")
    others = [name for name in side.entity.aliases if name != side.entity.name]
    parts: list[RenderableType] = [title]
    if others:
        parts.append(Text(harmless(f"also {', '.join(others[:4])}"), style="dim"))
    for entry in side.entries:
        told = Text(f"{entry.document_id} · {entry.claim.date or entry.document_date or 'undated'} · ", style="dim")
        told.append_text(status_text(entry.claim.status)).append(f" {harmless(describe(entry.claim))}", style="default")
        words = Text(f"⟦{' '.join(entry.claim.evidence.split())}⟧ {short(entry.id)}", style="italic")
        parts += [told, Padding(words, (0, 0, 0, 2))]
    return Group(*parts)
