"""What an issue is made of: sections of items, each of sentences with their sources, and figures with a picture."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from talentwire.analyse.answers.answer import Answer, Coverage
from talentwire.analyse.digest.week import Week


class Part(StrEnum):
    """The sections, in the order in which they stand."""

    LEAD = "lead"
    MOVES = "moves"
    DEALS = "deals"
    MACHINES = "machines"
    PRODUCTS = "products"
    SAID = "said"
    CORRECTIONS = "corrections"
    NUMBERS = "numbers"
    RUMOURS = "rumours"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a sentence comes from.

    Attributes:
        number: by which the sentence names it, from 1.
        claim: id of the claim.
        fact: id of the fact that the claim stands for or against.
        document: digest of the document.
        outlet: who published it, or the name of the document.
        title: of the document; empty where it has none.
        url: where it stands; empty where that is not known.
        day: of the document.
        who: whom the document names as saying so; empty where it speaks for itself.
        lang: language of the words.
        words: the evidence, to the letter.

    """

    number: int
    claim: str
    fact: str
    document: str
    outlet: str
    title: str
    url: str
    day: date
    who: str
    lang: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its sources.

    Attributes:
        text: the sentence.
        sources: numbers of its sources.
        facts: ids of the facts that it tells.

    """

    text: str
    sources: tuple[int, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something of the week.

    Attributes:
        lines: its sentences; a denial stands behind what it denies.
        stage: how far it has come, as ``Stage`` has it; empty for figures.

    """

    lines: tuple[Line, ...]
    stage: str = ""

    @property
    def text(self) -> str:
        """Its sentences in a row."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the job board; what is not told is empty.

    Attributes:
        who: the person, or how many.
        left: where they were.
        joined: where they go.
        role: their position there, else the one they left.
        stage: how far it has come.
        status: the same in words.
        line: the row as a sentence with its sources.

    """

    who: str
    left: str
    joined: str
    role: str
    stage: str
    status: str
    line: Line


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an issue.

    Attributes:
        part: which.
        title: its headline.
        intro: what a reader must know of it; empty for nothing.
        posts: rows of the job board.
        items: the weightiest first.
        more: how many others there are.

    """

    part: Part
    title: str
    items: tuple[Item, ...] = ()
    posts: tuple[Post, ...] = ()
    intro: str = ""
    more: int = 0

    @property
    def lines(self) -> Iterator[Line]:
        """All its sentences."""
        yield from (post.line for post in self.posts)
        yield from (line for item in self.items for line in item.lines)


@dataclass(frozen=True)
class Digest:
    """An issue.

    Attributes:
        week: the days that it is about.
        lang: its language.
        title: its headline.
        opening: what there is this week, in a sentence or two.
        sections: those that have something, in order.
        sources: where every sentence comes from, by number.
        coverage: how much of the ledger stands behind it.
        method: what counts as of the week and how it was chosen.
        figures: the figures as rows and a picture; None where there is nothing to draw.
        as_of: the moment whose knowledge was asked for; empty for now.
        whole: whether nothing was left out for length.

    """

    week: Week
    lang: str
    title: str
    opening: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    coverage: Coverage
    method: str
    figures: Answer | None = None
    as_of: str = ""
    whole: bool = False
    _by_number: dict[int, Source] = field(default_factory=dict, repr=False, compare=False)

    def section(self, part: Part) -> Section | None:
        """A section; None where it has nothing."""
        return next((one for one in self.sections if one.part is part), None)

    def source(self, number: int) -> Source:
        """The source of a number.

        Raises:
            KeyError: when there is none.

        """
        if not self._by_number:
            self._by_number.update({one.number: one for one in self.sources})
        return self._by_number[number]

    @property
    def words(self) -> int:
        """How many words it has, without the list of sources."""
        texts = [self.title, self.opening]
        for section in self.sections:
            texts += [section.title, section.intro, *(item.text for item in section.items)]
            texts += [" ".join((p.who, p.left, p.joined, p.role, p.status)) for p in section.posts]
        return sum(len(text.split()) for text in texts)
