"""Drafts: claims before their evidence is cut from the original text."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from talentwire.extract.text import Text
from talentwire.model.claims import Claim, Content, Deal, Status, filled
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate


@dataclass(slots=True)
class Draft:
    """A claim before its evidence is cut: tokens ``first:last``.

    Attributes:
        content: the kind with its slots.
        first: index of the first token of the evidence.
        last: index after the last one.
        trigger: the rule that opened it.
        status: how far the document goes.
        source: whom the document names as saying so.
        date: when it happened or will.
        implicit: slots filled from outside the document's words.
        order: its place among the drafts of the same words.

    """

    content: Content
    first: int
    last: int
    trigger: str
    status: Status = Status.ASSERTED
    source: Party | None = None
    date: PartialDate | None = None
    implicit: tuple[str, ...] = ()
    order: int = 0


NEEDED: Final[dict[str, tuple[frozenset[str], ...]]] = {
    "move": (frozenset({"person", "headcount"}), frozenset({"from_org", "to_org"})),
    "position": (frozenset({"person"}), frozenset({"org"})),
    "deal": (frozenset({"buyer"}), frozenset({"target"})),
    "funding": (frozenset({"org"}), frozenset({"amount", "valuation"})),
    "pay": (frozenset({"payer"}), frozenset({"amount"})),
    "compute": (frozenset({"owner", "facility"}), frozenset({"accelerators", "power_mw", "capex"})),
    "workforce": (frozenset({"org"}), frozenset({"change"}), frozenset({"count", "percent"})),
    "release": (frozenset({"product"}), frozenset({"event"})),
    "quote": (frozenset({"speaker"}),),
}
"""For every kind, sets of slots of each of which at least one must be filled."""


def rule_of(code: Callable[..., object], name: str) -> str:
    """A rule that is written in code and not in a pack, with its file and line."""
    file, line = code.__code__.co_filename, code.__code__.co_firstlineno
    return f"{'/'.join(Path(file).parts[-2:])}:{line} {name}"


def complete(content: Content) -> bool:
    """Whether the key slots that the contract asks for are there."""
    has = {slot.name for slot, _ in filled(content)}
    with_itself = isinstance(content, Deal) and content.buyer == content.target
    return all(has & needed for needed in NEEDED[content.type]) and not with_itself


def to_claim(draft: Draft, text: Text) -> Claim:
    """Cut the evidence of a draft from the original text."""
    span = text.span(draft.first, draft.last)
    return Claim(
        content=draft.content,
        status=draft.status,
        source=draft.source,
        date=draft.date,
        evidence=span.cut(text.document.text),
        span=span,
        implicit=draft.implicit,
        trigger=draft.trigger,
    )
