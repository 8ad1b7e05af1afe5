"""What a question is answered from: the facts of a ledger as of a moment, who is asked about, and the words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from talentwire.analyse.answers.answer import Answer, Column, Coverage, Row
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Picture
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import PLAIN, World


def _same(entity: str) -> str:
    return entity.partition(":")[2]


@dataclass(frozen=True)
class Basis:
    """What a question is answered from.

    Attributes:
        asked: the filters; see ``Asked.wants`` for status and time of a fact.
        facts: every fact of the kinds that the question reads, denied ones too, by the day on which it was first told.
        words: the texts of the question, in the language asked for.
        world: which organisation belongs to which.
        name: the name to show for the id of an entity.
        person: id of the person asked about; empty for anybody.
        orgs: ids of the organisation asked about and of all that belongs to it; empty for any.

    """

    asked: Asked
    facts: tuple[Fact, ...]
    words: Words
    world: World = PLAIN
    name: Callable[[str], str] = _same
    person: str = ""
    orgs: frozenset[str] = field(default_factory=frozenset)
    _houses: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def house(self, org: str) -> str:
        """The id of the house that an organisation belongs to in the end; itself, where it belongs to none."""
        if org not in self._houses:
            self._houses[org] = (org, *self.world.above(org))[-1] if org else org
        return self._houses[org]

    def column(self, name: str, unit: str = "") -> Column:
        """A column whose title is the text ``column_<name>``."""
        return Column(name, self.words(f"column_{name}"), unit)

    def answer(  # noqa: PLR0913 - what an answer is made of
        self,
        question: str,
        columns: Iterable[Column],
        rows: Iterable[Row],
        *,
        title: str = "",
        definition: str = "",
        summary: Iterable[str] = (),
        notes: Iterable[str] = (),
        picture: Picture | None = None,
        more: Iterable[Fact] = (),
    ) -> Answer:
        """An answer with its coverage, taken over every fact behind a number.

        Args:
            question: name of the question.
            columns: of the rows.
            rows: whose cells name the facts behind them by id.
            title: by default the text ``title``.
            definition: by default the text ``definition``.
            summary: what the rows amount to.
            notes: what a reader must know.
            picture: what the picture shows.
            more: facts that were looked at and stand behind no number, but belong to the coverage.

        """
        made = Answer(
            question, title or self.words("title"), definition or self.words("definition"), tuple(columns),
            tuple(rows), Coverage(), tuple(summary), tuple(notes), self.scope(), str(self.asked.as_of or ""),
            self.words.lang, picture,
        )  # fmt: skip
        known = {fact.id: fact for fact in self.facts}
        behind = {one: known[one] for one in made.behind}
        coverage = Coverage.of([*behind.values(), *more])
        notes = made.notes if made.rows else (self.words("nothing"), *made.notes)
        return Answer(**{**made.__dict__, "facts": behind, "coverage": coverage, "notes": notes})

    def scope(self) -> str:
        """The filters that were asked for, in words."""
        asked, words = self.asked, self.words
        parts = [self.name(one) for one in (self.person,) if one]
        parts += [asked.org] if asked.org else []
        parts += [words("scope_during", stretch=asked.during)] if asked.during else []
        parts += [words.listed([words(f"stage_{stage}") for stage in asked.status])] if asked.status else []
        return "; ".join(parts)
