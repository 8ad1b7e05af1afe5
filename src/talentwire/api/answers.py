"""The questions that are answered with numbers: each a method that hands a ``Basis`` to a function in ``analyse/``."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.flows import flows
from talentwire.analyse.flows.asking import FlowsAsked
from talentwire.analyse.pool import pool
from talentwire.analyse.pool.asking import PoolAsked
from talentwire.analyse.said import said
from talentwire.analyse.said.asking import SaidAsked
from talentwire.analyse.staying import staying
from talentwire.analyse.staying.asking import StayingAsked
from talentwire.analyse.who import Who
from talentwire.api.questions import Questions
from talentwire.model.claims import KINDS
from talentwire.record.answers import Moment
from talentwire.record.rows import end_of

MOVES = ("move", "position")
SEEN = (*MOVES, "quote", "workforce")


class Answers(Questions):
    """The questions; each takes ``Asked``, the filters that all share."""

    def flows(self, asked: Asked | None = None, how: FlowsAsked | None = None) -> Answer:
        """Who took whom from whom: gross, net and as a ratio, or the way of one person.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return flows(self.basis("flows", MOVES, asked), how or FlowsAsked())

    def pool(self, asked: Asked | None = None, how: PoolAsked | None = None) -> Answer:
        """How many people are in the visible market, estimated from repeated sightings.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return pool(self.basis("pool", SEEN, asked), how or PoolAsked())

    def said(self, asked: Asked | None = None, how: SaidAsked | None = None) -> Answer:
        """Who said what and whether it was so: statements, claims with their answers, or track records.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return said(self.basis("said", KINDS, asked), how or SaidAsked())

    def staying(self, asked: Asked | None = None, how: StayingAsked | None = None) -> Answer:
        """How long people stay at a house: curves, medians and rates, or the spells of one person.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return staying(self.basis("staying", MOVES, asked), how or StayingAsked())

    # ---- inside

    def basis(self, question: str, kinds: Collection[str], asked: Asked | None = None) -> Basis:
        """What a question is answered from: all facts of some kinds, as of the moment asked for.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when there are no texts in the language asked for.

        """
        asked = asked or Asked()
        words = Words(question, asked.lang)
        who = self.who(asked.as_of)
        person = who.ask(asked.person, "person").id if asked.person else ""
        house = who.ask(asked.org, "org") if asked.org else None
        family = who.family(house) if house else ()
        asked = replace(asked, org=house.name) if house else asked
        facts = self._facts_of(tuple(sorted(kinds)), asked.as_of)
        world = self._weighed(asked.as_of).world
        return Basis(asked, facts, words, world, partial(_name, who), person, frozenset(one.id for one in family))

    def forget(self) -> None:
        """Weigh anew what is asked, for the ledger has changed."""
        super().forget()
        self._known_facts.clear()

    @property
    def _known_facts(self) -> dict[tuple[tuple[str, ...], str], tuple[Fact, ...]]:
        held: dict[tuple[tuple[str, ...], str], tuple[Fact, ...]] = self.__dict__.setdefault("_facts_by_kinds", {})
        return held

    def _facts_of(self, kinds: tuple[str, ...], as_of: Moment | None) -> tuple[Fact, ...]:
        """All facts of some kinds; kept until the ledger changes, so that asking again costs nothing."""
        key = (kinds, "" if as_of is None else end_of(as_of))
        if key not in self._known_facts:
            self._known_facts[key] = tuple(self._weighed(as_of).of_kinds(kinds))
        return self._known_facts[key]


def _name(who: Who, entity: str) -> str:
    """The name to show for an id; the key in it, where nothing was looked up."""
    found = who.by_ids((entity,))
    return found[0].name if found else entity.partition(":")[2]
