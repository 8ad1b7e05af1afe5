"""What bulk reading did, as tables for people."""

from typing import TYPE_CHECKING, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from talentwire.serve.render import plural

if TYPE_CHECKING:  # what only bulk reading needs is an extra
    from talentwire.bulk.report import BulkReport

_MEANING: Final = {
    "read": "read, with claims",
    "sieve": "no word or name of the field in its bytes",
    "media": "no page of text",
    "gate": "a text of another field",
    "language": "a language that nothing here reads",
    "copy": "a copy of one that was read",
    "no-claims": "read, and nothing found",
    "unreadable": "damaged, empty or no document",
    "too-large": "above the largest size that is read",
    "failed": "the extractor failed on it",
    "timed-out": "took too long; --retry timed-out reads it again",
}
_SHOWN: Final = 10
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def printed(report: "BulkReport") -> RenderableType:
    """The report: what was done, what became of documents, what the gate dropped, what failed."""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.kinds.most_common())
    head = f"{plural(report.claims, 'claim')} in {plural(report.outcomes['read'], 'document')}"
    parts: list[RenderableType] = [Text(head + (f" ({kinds})" if kinds else ""), style="bold"), Text(_work(report))]
    if report.documents:
        parts += [Text(), _outcomes(report)]
    if drawn := report.sample.drawn():
        parts += [Text(), Text("Drawn from what the gate dropped:", style="dim")]
        parts += [Text(f"  {one.sentence}") for one in drawn[:_SHOWN]]
    for name, text in (
        (report.refused, f"{plural(report.refused, 'claim')} refused: the evidence does not stand in the document"),
        (report.notes, f"{plural(report.notes, 'oddity', 'oddities')} of documents that were read all the same"),
        (report.interrupted, "not at its end: the same command goes on where it was left"),
    ):
        if name:
            parts.append(Text(text))
    if report.failed:
        parts += [Text(), Text(f"not finished: {len(report.failed):,}", style="bold")]
        parts += [Text(f"  {place} {reason}") for place, reason in report.failed[:_SHOWN]]
        if len(report.failed) > _SHOWN:
            parts.append(Text(f"  and {len(report.failed) - _SHOWN:,} more", style="dim"))
    parts += [Text(), Text(f"the tables are in {report.out}; `talentwire load {report.out}` takes them into a ledger")]
    return Group(*parts)


def _work(report: "BulkReport") -> str:
    """How much was read, and how fast."""
    known = f", {report.known:,} finished before" if report.known else ""
    line = f"{report.inputs:,} of {plural(report.total, 'input')} finished{known}; {report.size / 1e6:,.1f} MB"
    if not report.seconds or not report.size:
        return line
    rate = f"{report.size / 1e6 / report.seconds:,.1f} MB/s, {report.documents / report.seconds:,.0f} documents/s"
    return f"{line} in {lasting(report.seconds)} ({rate})"


def _outcomes(report: "BulkReport") -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Outcome")
    table.add_column("Documents", justify="right")
    table.add_column("Share", justify="right")
    table.add_column("")
    for name, meaning in _MEANING.items():
        if count := report.outcomes[name]:
            table.add_row(name, f"{count:,}", f"{count / report.documents:.1%}", meaning)
    return table


def lasting(seconds: float) -> str:
    """A length of time in its two largest units."""
    if seconds < _MINUTE:
        return f"{seconds:.1f} s"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min {seconds % _MINUTE:.0f} s"
    if seconds < _DAY:
        return f"{seconds // _HOUR:.0f} h {seconds % _HOUR // _MINUTE:.0f} min"
    return f"{seconds // _DAY:.0f} d {seconds % _DAY // _HOUR:.0f} h"
