"""Draws how a document was read: every sentence with what was seen in it, read from it, and dropped."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from talentwire.extract.trace import Dropped, SentenceTrace
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.serve.render import harmless, status_text
from talentwire.serve.wording import describe

_INDENT = (0, 0, 0, 4)


def traced(document: Document, sentences: Iterable[SentenceTrace]) -> RenderableType:
    """A document's sentences, numbered."""
    title = Text(harmless(" · ".join(filter(None, (document.id, document.title, document.lang)))), style="bold")
    rows = list(sentences)
    if not rows:
        return Group(title, Text("nothing here reads its language", style="yellow"))
    return Group(title, *(_sentence(number, row) for number, row in enumerate(rows, 1)))


def _sentence(number: int, row: SentenceTrace) -> RenderableType:
    parts: list[RenderableType] = [Text.assemble((f"{number:>3} ", "dim"), harmless(" ".join(row.words.split())))]
    if row.mentions:
        parts.append(Padding(_seen(row.mentions), _INDENT))
    parts += [Padding(_read(claim), _INDENT) for claim in row.claims]
    parts += [Padding(_gone(why, list(group)), _INDENT) for why, group in groupby(row.dropped, key=lambda d: d.why)]
    return Group(*parts)


def _seen(mentions: Iterable[tuple[str, str]]) -> Text:
    text = Text("seen     ", style="dim")
    for number, (kind, name) in enumerate(mentions):
        text.append(" · " if number else "", style="dim")
        text.append(harmless(name))
        text.append(f" {kind.lower()}", style="dim")
    return text


def _read(claim: Claim) -> Text:
    said = Text.assemble(
        ("read     ", "green"), f"{claim.kind}: {harmless(describe(claim))}  ", status_text(claim.status)
    )
    return said.append(f"  {claim.trigger or ''}", style="dim")


def _gone(why: str, dropped: list[Dropped]) -> Text:
    rules = ", ".join(f"“{harmless(one.words)}” {one.rule}" for one in dropped)
    return Text.assemble(("dropped  ", "yellow"), f"{why}: ", (rules, "dim"))
