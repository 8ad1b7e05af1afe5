"""What a view shows, and how its cells are made."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from talentwire.analyse.answers.answer import Cell, Column, Row
from talentwire.analyse.answers.picture import Picture
from talentwire.analyse.answers.telling import plain
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.said.voices import Teller

_LONGEST: Final = 160


class Shown(NamedTuple):
    """What a view shows; ``more`` are facts that were counted and stand in no row."""

    columns: tuple[Column, ...]
    rows: list[Row]
    picture: Picture | None
    summary: list[str]
    notes: list[str]
    more: tuple[Fact, ...] = ()


def words_cell(words: str, facts: tuple[str, ...]) -> Cell:
    """The words of a document, cut where they are long."""
    text = plain(words)
    return Cell(text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…", facts)


def teller_cell(teller: Teller) -> Cell:
    """Who tells something."""
    return Cell(teller.name, entity=teller.entity)


def once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts without those that were there before."""
    return tuple({fact.id: fact for fact in facts}.values())
