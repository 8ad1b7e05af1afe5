"""Answers as tables for people: what is asserted stands plain, what is less than that is told by word and colour."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.segment import Segment
from rich.style import Style
from rich.table import Table
from rich.text import Text

from talentwire.analyse.explain import Explanation
from talentwire.analyse.pages import Page, Section
from talentwire.api import IngestReport
from talentwire.extract.usage import Usage
from talentwire.model.claims import Claim, Move, Status
from talentwire.model.entities import Entity
from talentwire.record.query import Entry
from talentwire.serve.wording import describe, role, status_word, way_of, who

STYLES = {
    Status.ASSERTED: "green",
    Status.PLANNED: "cyan",
    Status.TALKS: "yellow",
    Status.ATTEMPTED: "yellow",
    Status.FAILED: "red",
    Status.DENIED: "bold red",
}
SHORT_ID = 8


def short(claim_id: str) -> str:
    """The beginning of an id: what tables show and ``explain`` takes."""
    return claim_id[:SHORT_ID]


def plural(count: int, one: str, more: str | None = None) -> str:
    """A number with its noun: 1 claim, 2 claims."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def counted(claims: int, documents: int, stories: int) -> str:
    """What stands under a table of claims: copies of one story count once."""
    told = f", which tell {plural(stories, 'story', 'stories')}" if stories < documents else ""
    return f"{plural(claims, 'claim')} in {plural(documents, 'document')}{told}"


def status_text(status: Status) -> Text:
    """A status by sign, word and colour."""
    return Text(status_word(status), style=STYLES[status], no_wrap=True)


def _table(*headers: str, title: str | None = None, width: int = 80) -> Table:
    """An empty table; in a narrow terminal the documents' names wrap first, so that what is said has room."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header in headers:
        fixed = header in ("Date", "Status", "Claim")
        most = max(14, width // 5) if header == "Document" else None
        table.add_column(header, no_wrap=fixed, max_width=most, overflow="fold", header_style="dim")
    return table


def _date(entry: Entry) -> Text:
    """The claim's own date; where it has none, that of its document, in brackets."""
    if entry.claim.date:
        return Text(str(entry.claim.date))
    return Text(f"({entry.document_date})" if entry.document_date else "", style="dim")


def _document(entry: Entry) -> Text:
    """The document's name, a link where there is an address and a terminal that knows links."""
    name = entry.document_id + (f" [{entry.lang}]" if entry.lang else "")
    return Text(name, style=Style(link=harmless(entry.url)) if entry.url else "")


def _what(text: str, claim: Claim) -> Text:
    """What is said, and by whom; slanted where it is not asserted."""
    told = Text(text, style="" if claim.status is Status.ASSERTED else "italic")
    return told.append(f" (says {claim.source.name})", style="dim") if claim.source else told


def claims_table(entries: Iterable[Entry], width: int, title: str | None = None) -> Table:
    """Claims of any kind, a row each."""
    table = _table("Date", "Status", "What", "Document", "Claim", title=title, width=width)
    for entry in entries:
        claim = entry.claim
        table.add_row(
            _date(entry), status_text(claim.status), _what(describe(claim), claim), _document(entry), short(entry.id)
        )
    return table


def moves_table(entries: Iterable[Entry], width: int) -> Table:
    """Moves: who, from where to where, as what."""
    table = _table("Date", "Status", "Who", "From → to", "Document", "Claim", width=width)
    for entry in entries:
        claim, move = entry.claim, entry.claim.content
        if isinstance(move, Move):
            way = _what(", ".join(part for part in (way_of(move), role(move)) if part), claim)
            table.add_row(_date(entry), status_text(claim.status), who(move), way, _document(entry), short(entry.id))
    return table


def page(found: Page, width: int) -> RenderableType:
    """A person or an organisation."""
    entity = found.entity
    parts: list[RenderableType] = [Text(entity.name, style="bold underline")]
    if written := _written(found):
        parts.append(Text(f"also written {', '.join(written)}", style="dim"))
    if found.units:
        parts.append(Text(f"with {', '.join(unit.name for unit in found.units)}", style="dim"))
    for section in found.sections:
        parts += [Text(), _section(section, width)]
    if found.left_out:
        parts += [Text(), Text(f"and {plural(found.left_out, 'older claim')}: see `talentwire claims`", style="dim")]
    return Group(*parts)


def _written(found: Page) -> list[str]:
    """The forms of the name that documents on the page use."""
    forms = {entity: {entity.name, *entity.aliases} for entity in (found.entity,)}[found.entity]
    used = {
        form
        for entry in found.entries
        for _, p in entry.claim.parties()
        if p.name in forms
        for form in (p.name, p.as_written)
    }
    return sorted(used - {found.entity.name}, key=str.casefold)


def _section(section: Section, width: int) -> Table:
    return claims_table(section.entries, width, f"{section.title} ({len(section.entries)})")


def explanation(found: Explanation, width: int) -> RenderableType:
    """A claim with its words in context, its rule, its names, and what others say of it."""
    entry, document = found.entry, found.document
    claim = entry.claim
    head = _facts(
        ("Claim", Text(f"{entry.id} ({claim.kind})")),
        ("Says", _what(describe(claim), claim)),
        ("Status", status_text(claim.status)),
        ("Date", str(claim.date) if claim.date else ""),
        (
            "Document",
            " · ".join(filter(None, (document.id, document.title, str(document.date or ""), document.lang or ""))),
        ),
        ("Read from", document.url or document.place or ""),
        ("Read by", claim.extractor),
        ("Rule", claim.trigger or ""),
        ("Recorded", f"{entry.recorded_at} (run {entry.run})"),
        ("Retracted", _retracted(entry)),
    )
    span = f"characters {claim.span.start}–{claim.span.end}" if claim.span else ""
    parts: list[RenderableType] = [
        head,
        Text(),
        Text(f"Evidence, {span} of the document", style="dim"),
        Padding(marked(found), (0, 2)),
    ]
    if found.names:
        table = _table("Slot", "As written", "As read", "Means", title="Names")
        for line in found.names:
            table.add_row(line.slot, line.written, line.name, f"{line.entity.name} ({line.entity.type})")
        parts += [Text(), table]
    if found.others:
        parts += [Text(), claims_table(found.others, width, f"What others say of it ({len(found.others)})")]
        parts.append(quotations(found.others))
    return Group(*parts)


def _retracted(entry: Entry) -> str:
    if not entry.retracted_at:
        return ""
    return f"{entry.retracted_at} by {entry.retracted_by or 'unknown'}: {entry.retracted_reason or 'no reason given'}"


def _facts(*rows: tuple[str, Text | str]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        if value:
            table.add_row(name, value)
    return table


def marked(found: Explanation) -> Text:
    """The context with the evidence marked: by colour, and by brackets that stay where there is none."""
    start, end = found.marked
    text = Text(found.context[:start])
    text.append("⟦", style="bold").append(found.context[start:end], style="black on yellow").append("⟧", style="bold")
    return text.append(found.context[end:])


def quotations(entries: Iterable[Entry]) -> Text:
    """The words of each entry."""
    text = Text()
    for entry in entries:
        text.append(f"\n{short(entry.id)} {status_word(entry.claim.status)} · {entry.document_id}: ", style="dim")
        text.append("⟦", style="bold").append(" ".join(entry.claim.evidence.split())).append("⟧", style="bold")
    return text


def entities_table(found: Iterable[tuple[Entity, Mapping[str, int]]]) -> Table:
    """Who is meant by which names."""
    table = _table("Type", "Entity", "Names in documents", "Times")
    for entity, names in found:
        table.add_row(entity.type, entity.name, ", ".join(sorted(names)), f"{sum(names.values()):,}")
    return table


def summary(report: IngestReport, ledger: str) -> RenderableType:
    """What ingesting did."""
    parts: list[RenderableType] = []
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in report.kinds.most_common())
    done = f"{plural(report.documents, 'document')} recorded in {ledger}: {plural(report.claims, 'claim')}"
    parts.append(Text(done + (f" ({kinds})" if kinds else ""), style="bold"))
    facts = [
        (
            report.new,
            "{} new, {:,} already there".format(plural(report.new, "claim"), report.known) if report.known else "",
        ),
        (report.retracted, f"{plural(report.retracted, 'claim')} retracted: a newer reading no longer holds them"),
        (report.known_documents, f"{plural(report.known_documents, 'document')} in the ledger before: nothing to do"),
        (report.refused, f"{plural(report.refused, 'claim')} refused: the evidence does not stand in the document"),
        (report.interrupted, "interrupted: what was recorded until then is kept"),
    ]
    parts += [Text(text) for count, text in facts if count and text]
    parts += [Text(line) for line in usage_lines(report.usage)]
    parts += listed("kept without claims, in a language that nothing here reads", report.unknown_language)
    parts += listed("skipped", [str(item) for item in report.skipped])
    parts += listed("noted", [str(note) for note in report.notes])
    return Group(*parts)


_REASONS = {
    "no claim": "no claim at all",
    "bad value": "a value that is none",
    "incomplete": "too little filled",
    "name": "a name that the document does not have",
}


def usage_lines(usage: Usage | None) -> list[str]:
    """What an extractor spent, and what of its answers was thrown away."""
    if usage is None:
        return []
    cost = "" if usage.cost is None else f", {usage.currency} {usage.cost:,.4f}".rstrip()
    cached = f"{plural(usage.cached, 'answer')} kept from before, " if usage.cached else ""
    lines = [
        f"model: {plural(usage.requests, 'request')}, {cached}{plural(usage.tokens_in, 'token')} in, "
        f"{usage.tokens_out:,} out{cost}"
    ]
    if usage.refused:
        reasons = ", ".join(
            f"{count:,} {_REASONS.get(reason, reason)}" for reason, count in usage.refused.most_common()
        )
        lines.append(f"model: {plural(usage.refused.total(), 'claim')} refused ({reasons})")
    if usage.mended:
        lines.append(f"model: {plural(usage.mended, 'slot')} emptied: no value, or no name of the document")
    if usage.cut:
        lines.append(f"model: {plural(usage.cut, 'answer')} cut off, claims may be missing: raise llm_max_tokens")
    return lines


def listed(title: str, lines: Sequence[str], count: int | None = None) -> list[RenderableType]:
    """Lines under a title that tells how many they are, or would be."""
    return (
        [Text(f"{count or len(lines):,} {title}:", style="yellow"), *(Text(f"  {line}") for line in lines)]
        if lines
        else []
    )


class SafeConsole(Console):
    """A console on which what a document says cannot steer the terminal."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render with control characters made visible, but for those of the console itself."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=harmless(segment.text))


_CONTROLS = {code: "�" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}


def harmless(text: str) -> str:
    """The text without control characters."""
    return text.translate(_CONTROLS)


def consoles() -> tuple[Console, Console]:
    """Standard output for answers, standard error for everything else; square brackets are no markup."""
    plain: dict[str, Any] = {"highlight": False, "markup": False, "emoji": False}
    return SafeConsole(**plain), SafeConsole(stderr=True, **plain)
