"""What questions are answered from: facts of some kinds as of a moment, kept until the ledger changes."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.who import Who
from talentwire.api.questions import Questions
from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.entities import EntityType
from talentwire.record.answers import Moment
from talentwire.record.rows import end_of


class Bases(Questions):
    """Hands out what a question is answered from."""

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

    def bases(
        self, question: str, kinds: Collection[str], since: Moment, until: Moment | None, asked: Asked | None
    ) -> tuple[Basis, Basis]:
        """What a question is answered from that compares two moments: as of the second, and as of the first.

        Nobody is found by a name that the ledger did not know at the first moment, and before it began it held nothing.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or began after the second moment.
            BadValueError: when the first moment comes after the second, or one is no moment.

        """
        asked = asked or Asked()
        asked = replace(asked, as_of=asked.as_of if until is None else until)
        then = end_of(since)
        if asked.as_of is not None and then > end_of(asked.as_of):
            raise BadValueError(f"the first moment must not come after the second: {since} is after {asked.as_of}")
        basis = self.basis(question, kinds, asked)
        earlier = replace(asked, as_of=since)
        if (began := self.ledger().began()) is None or began > then:
            return basis, replace(basis, asked=earlier, facts=())
        who = self.who(since)
        person, orgs = _known(who, asked.person, "person"), _known(who, asked.org, "org")
        facts = self._facts_of(tuple(sorted(kinds)), since)
        return basis, Basis(
            earlier, facts, basis.words, self._weighed(since).world, partial(_name, who), min(person, default=""), orgs
        )

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


def _known(who: Who, name: str, kind: EntityType) -> frozenset[str]:
    """The ids of who is asked for and of what belongs to it; one of nobody, where the name was not known."""
    if not name:
        return frozenset()
    try:
        return frozenset(one.id for one in who.family(who.ask(name, kind)))
    except NotFoundError:
        return frozenset((f"{kind}:",))


def _name(who: Who, entity: str) -> str:
    """The name to show for an id; the key in it, where nothing was looked up."""
    found = who.by_ids((entity,))
    return found[0].name if found else entity.partition(":")[2]
