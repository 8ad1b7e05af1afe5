"""What a question is answered from: the facts of a ledger as of a moment, who is asked about, and the words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import chain

from talentwire.analyse.answers.answer import Answer, Behind, Column, Coverage, Row
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.parts import Held, Loose, Sight
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
        kept: the same facts by part, where they are kept.
        kinds: of the facts.
        knew: whether anything was known then; None where the facts say it.
        is_now: whether all facts are as they are now, so that each is found again in the ledger.

    """

    asked: Asked
    facts: Sequence[Fact]
    words: Words
    world: World = PLAIN
    name: Callable[[str], str] = _same
    person: str = ""
    orgs: frozenset[str] = field(default_factory=frozenset)
    kept: Held | None = field(default=None, repr=False, compare=False)
    kinds: tuple[str, ...] = ()
    knew: bool | None = None
    is_now: bool = False
    _houses: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def house(self, org: str) -> str:
        """The id of the house that an organisation belongs to in the end; itself, where it belongs to none."""
        if org not in self._houses:
            self._houses[org] = (org, *self.world.above(org))[-1] if org else org
        return self._houses[org]

    @cached_property
    def held(self) -> Held:
        """The facts by part."""
        return self.kept or Loose(self.facts, self.house)

    @cached_property
    def sights(self) -> Mapping[str, Sight]:
        """By whom each fact is told, by its id."""
        return self.held.sights(self.kinds)

    def of(self, *kinds: str) -> Sequence[Fact]:
        """The facts of some kinds alone."""
        return self.held.facts(kinds)

    def fact(self, id_: str) -> Fact:
        """A fact by its id."""
        return self.held.look((id_,))[id_]

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
        behind = made.behind
        told = {one: self.sights[one] for one in behind} | {fact.id: self.sights[fact.id] for fact in more}
        notes = made.notes if made.rows else (self.words("nothing"), *made.notes)
        return replace(made, facts=self._behind(behind), coverage=_coverage(told.values()), notes=notes)

    def _behind(self, ids: tuple[str, ...]) -> Behind:
        return Behind(ids, self.held.finder, again=self.kept is not None or self.is_now)

    def scope(self) -> str:
        """The filters that were asked for, in words."""
        asked, words = self.asked, self.words
        parts = [self.name(one) for one in (self.person,) if one]
        parts += [asked.org] if asked.org else []
        parts += [words("scope_during", stretch=asked.during)] if asked.during else []
        parts += [words.listed([words(f"stage_{stage}") for stage in asked.status])] if asked.status else []
        return "; ".join(parts)


def _coverage(told: Iterable[Sight]) -> Coverage:
    held = list(told)
    return Coverage(
        len(held),
        len({*chain.from_iterable(one.stories for one in held), *chain.from_iterable(one.against for one in held)}),
        len(set(chain.from_iterable(one.documents for one in held))),
        date.fromordinal(min(one.first for one in held)) if held else None,
        date.fromordinal(max(one.last for one in held)) if held else None,
    )
