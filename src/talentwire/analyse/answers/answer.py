"""An answer: rows of numbers that open to the facts behind them, with what was counted and how much the ledger saw."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Final

from talentwire.analyse.answers.picture import Picture
from talentwire.analyse.facts.fact import Fact
from talentwire.errors import LedgerError
from talentwire.model.values import Interval, Money, PartialDate

Scalar = str | int | float | bool | date | PartialDate | Interval | Money | None
"""What a cell may hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row.

    Attributes:
        value: what it says; None where nothing is known or nothing may be said.
        facts: ids of the facts behind it, so that it opens to them and to their claims.
        low: lower end of its interval or bounds, where there is one.
        high: upper end.
        entity: id of whom it names.

    """

    value: Scalar
    facts: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    entity: str = ""


EMPTY: Final = Cell(None)
Row = Mapping[str, Cell]
"""Cells by the name of their column; one that is left out is empty."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer.

    Attributes:
        name: stable name for programs, the same in every language.
        title: what people read.
        unit: what a number counts (``heads``, ``days``, ``share``, ``ratio``, ``money``…); empty for words and dates.
            A ``share`` is from 0 to 1 and shown in per cent; ``money`` is in the currency of its row.

    """

    name: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the ledger stands behind an answer.

    Attributes:
        facts: number of facts.
        stories: number of independent stories that tell them.
        documents: number of documents.
        first: day of the first of these documents; None where there is none.
        last: day of the last.

    """

    facts: int = 0
    stories: int = 0
    documents: int = 0
    first: date | None = None
    last: date | None = None

    @staticmethod
    def of(facts: Iterable[Fact]) -> "Coverage":
        """The coverage of facts; a fact given twice counts once."""
        held = {fact.id: fact for fact in facts}.values()
        told = [witness for fact in held for witness in (*fact.supporters, *fact.deniers)]
        return Coverage(
            len(held),
            len({witness.story for witness in told}),
            len({witness.document for witness in told}),
            min((fact.first_seen for fact in held), default=None),
            max((fact.last_seen for fact in held), default=None),
        )


_AT_ONCE: Final = 200


class Behind(Mapping[str, Fact]):
    """The facts behind an answer, each looked up when it is opened, with those that come after it.

    Args:
        ids: of the facts.
        look_up: gives facts by their ids.
        again: whether another program finds the same facts in the ledger as it is now.

    """

    def __init__(
        self, ids: tuple[str, ...], look_up: Callable[[Collection[str]], Mapping[str, Fact]], *, again: bool = True
    ) -> None:
        self.again = again
        self._ids = ids
        self._look_up = look_up
        self._found: dict[str, Fact] = {}
        self._places: dict[str, int] = {}

    def __getitem__(self, fact: str) -> Fact:
        if fact not in self._found:
            if not self._places:
                self._places = {one: at for at, one in enumerate(self._ids)}
            at = self._places[fact]
            self._found.update(self._look_up(self._ids[at : at + _AT_ONCE]))
        if fact not in self._found:
            raise LedgerError("the ledger has changed since this was answered: ask again")
        return self._found[fact]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


@dataclass(frozen=True)
class Answer:
    """The answer to a question.

    Attributes:
        question: name of the question, as the verb is called.
        title: what is shown, in a line.
        definition: what was counted and how, in sentences that a reporter can quote.
        columns: of the rows.
        rows: the most important first.
        coverage: how much of the ledger stands behind it.
        summary: what the rows amount to, a sentence each.
        notes: what a reader must know: what was left out, what is contested, what is missing.
        scope: the filters that were asked for, in words; empty for none.
        as_of: the moment whose knowledge was asked for; empty for now.
        lang: the language of the texts.
        picture: what the picture shows; None where there is nothing to draw.
        facts: the facts behind the numbers, by id.

    """

    question: str
    title: str
    definition: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    coverage: Coverage
    summary: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    scope: str = ""
    as_of: str = ""
    lang: str = "en"
    picture: Picture | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def cells(self, row: Row) -> tuple[Cell, ...]:
        """The cells of a row, in the order of the columns."""
        return tuple(row.get(column.name, EMPTY) for column in self.columns)

    @property
    def behind(self) -> tuple[str, ...]:
        """Ids of all facts behind the rows, in the order in which they are first met."""
        return tuple(dict.fromkeys(chain.from_iterable(cell.facts for row in self.rows for cell in self.cells(row))))
