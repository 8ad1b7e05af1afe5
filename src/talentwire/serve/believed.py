"""Facts and stories as tables for people: how sure, by whom, and what speaks against it."""

from collections.abc import Iterable, Sequence
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from talentwire.analyse.believed import FactPage, StoryPage, content_of
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.model.claims import Claim
from talentwire.record.answers import Entry
from talentwire.serve.render import harmless, plural, short
from talentwire.serve.wording import describe

STYLES: Final = {
    Stage.RUMOURED: "yellow",
    Stage.PLANNED: "cyan",
    Stage.REPORTED: "green",
    Stage.CONFIRMED: "bold green",
    Stage.DENIED: "bold red",
    Stage.FAILED: "red",
    Stage.REVERSED: "red",
}
_SIGNS: Final = {
    Stage.RUMOURED: "?",
    Stage.PLANNED: "▷",
    Stage.REPORTED: "●",
    Stage.CONFIRMED: "✓",
    Stage.DENIED: "✕",
    Stage.FAILED: "✕",
    Stage.REVERSED: "↺",
}
_BAR: Final = 5


def stage_text(stage: Stage) -> Text:
    """How far a fact has come, by sign, word and colour."""
    return Text(f"{_SIGNS[stage]} {stage}", style=STYLES[stage], no_wrap=True)


def confidence_text(value: float) -> Text:
    """A confidence as a bar and a share."""
    full = round(value * _BAR)
    return Text("█" * full + "░" * (_BAR - full), no_wrap=True).append(f" {value:.0%}", style="dim")


def said(fact: Fact, entry: Entry | None = None) -> str:
    """What is believed, in a line."""
    evidence = entry.claim.evidence if entry else ""
    return harmless(describe(Claim(content_of(fact), evidence=evidence)))


def _table(*headers: str, title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for header in headers:
        table.add_column(header, header_style="dim", no_wrap=header in _FIXED, overflow="fold")
    return table


_FIXED: Final = frozenset({"Last told", "Stage", "Sure", "Stories", "Day", "Fact", "Claim"})


def facts_table(found: Iterable[tuple[Fact, Entry | None]]) -> Table:
    """Facts, a row each."""
    table = _table("Last told", "Stage", "Sure", "What", "Stories", "Fact")
    for fact, entry in found:
        what = Text(said(fact, entry), style="" if fact.stands else "dim")
        if fact.holds:
            what.append(f"  {fact.holds}", style="dim")
        for line in _marks(fact):
            what.append(f"\n{line}", style="yellow")
        row = (str(fact.last_seen), stage_text(fact.status), confidence_text(fact.confidence.value), what)
        table.add_row(*row, _stories(fact), short(fact.id))
    return table


def _stories(fact: Fact) -> Text:
    """How many independent stories tell it, and beside it how many documents."""
    return Text(str(fact.stories), no_wrap=True).append(f" in {fact.documents}", style="dim")


def _marks(fact: Fact) -> list[str]:
    """What a reader must know at once: contradictions, and what ended or replaced it."""
    lines = [
        harmless(f"⚡ {name}: {' or '.join(value.shown for value in fact.slots[name].values)}")
        for name in fact.contested
    ]
    if fact.ended_by:
        lines.append(f"⇥ ended: {fact.ended_by.why}")
    if fact.superseded_by:
        lines.append(f"⇢ replaced: {fact.superseded_by.why}")
    if fact.rivals:
        lines.append(f"⚡ cannot be so beside {', '.join(short(one) for one in fact.rivals)}")
    return [harmless(line) for line in lines]


def fact(page: FactPage) -> RenderableType:
    """A fact with its history, its parts and everybody behind it."""
    one = page.fact
    first = page.entries.get(one.id)
    head = Text(said(one, first), style="bold")
    state = Text.assemble(stage_text(one.status), "  ", confidence_text(one.confidence.value))
    told = (
        f"{plural(one.stories, 'independent story', 'independent stories')}, {plural(one.outlets, 'outlet')}, "
        f"{plural(one.documents, 'document')}; first told {one.first_seen}, last {one.last_seen}"
    )
    parts: list[RenderableType] = [head, state, Text(told, style="dim")]
    if one.holds:
        parts.append(Text(f"held {one.holds}", style="dim"))
    parts += [Text(line, style="yellow") for line in _marks(one)]
    parts += [Text(), _slots(one), Text(), _history(one), Text(), _parts(one), Text(), _witnesses(page)]
    return Group(*parts)


def _slots(one: Fact) -> Table:
    table = _table("Slot", "Believed", "Said by", "Also said", title="What is believed")
    for name, belief in one.slots.items():
        best, *others = belief.values
        rest = "; ".join(f"{value.shown} ({plural(value.stories, 'story', 'stories')})" for value in others)
        style = "yellow" if belief.contested else ""
        told = plural(best.stories, "story", "stories")
        table.add_row(name, Text(harmless(best.shown), style=style), told, Text(harmless(rest), style=style))
    return table


def _history(one: Fact) -> Table:
    table = _table("Day", "Stage", "Who says so", "Words", "Claim", title="How it came about")
    for step in one.history:
        who = harmless(step.who) + (" (concerned)" if step.concerned else "")
        words = Text(f"⟦{' '.join(harmless(step.words).split())}⟧", style="italic")
        table.add_row(str(step.day), stage_text(step.stage), who, words, short(step.claim))
    return table


def _parts(one: Fact) -> Table:
    table = _table("Part", "", "Counts for", title=f"How sure: {one.confidence.value:.0%}")
    for part in one.confidence.parts:
        sentence = Text(harmless(part.sentence), style="" if part.value >= 0 else "red")
        table.add_row(part.name, sentence, f"{part.value:+.2f}")
    return table


def _witnesses(page: FactPage) -> RenderableType:
    table = _table("", "Day", "Who", "Document", "Story", "Claim", title="Who stands for it and against it")
    for sign, witnesses in (("for", page.fact.supporters), ("against", page.fact.deniers)):
        for one in witnesses:
            table.add_row(*_witness(page, sign, one))
    return table


def _witness(page: FactPage, sign: str, one: Witness) -> tuple[str | Text, ...]:
    entry = page.entries.get(one.claim)
    story = page.stories.get(entry.claim.document) if entry else None
    copies = (
        f"{short(story.id)} ({plural(len(story.documents), 'document')})" if story and len(story.documents) > 1 else ""
    )
    document = harmless(entry.document_id if entry else one.document)
    style = "green" if sign == "for" else "red"
    return Text(sign, style=style), str(one.day), harmless(one.who), document, copies, short(one.claim)


def stories(found: Sequence[StoryPage]) -> RenderableType:
    """Stories with their documents, the origin first, and why they are one."""
    parts: list[RenderableType] = []
    for page in found:
        count = len(page.documents)
        table = _table("", "Day", "Document", "Outlet", "Claims", title=f"Story {short(page.story.id)} ({count})")
        for one in page.documents:
            origin = "origin" if one.digest == page.story.origin else ""
            name = f"{one.id} [{one.lang}]" if one.lang else one.id
            table.add_row(origin, str(one.date or ""), harmless(name), harmless(one.outlet or ""), str(one.claims))
        parts += [table, Padding(_folds(page), (0, 0, 1, 2))]
    return Group(*parts)


def _folds(page: StoryPage) -> RenderableType:
    names = {one.digest: one.id for one in page.documents}
    lines = []
    for fold in page.folds:
        why = "; ".join(reason.sentence for reason in fold.reasons if reason.value > 0)
        pair = f"{names.get(fold.left, fold.left[:8])} and {names.get(fold.right, fold.right[:8])}"
        lines.append(Text(harmless(f"{fold.kind}, {fold.score:.0%}: {pair}: {why}"), style="dim"))
    return Group(*lines)
