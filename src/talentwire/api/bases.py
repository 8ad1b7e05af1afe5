"""What questions are answered from: facts of some kinds, as they are now or as of a moment."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.parts import Late
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.report import World
from talentwire.analyse.kept.keeper import Facts
from talentwire.analyse.who import Who
from talentwire.api.kept import KeptAnswers
from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.entities import Entity, EntityType
from talentwire.record.answers import Moment
from talentwire.record.rows import end_of
from talentwire.record.since import Position


class _Named(NamedTuple):
    """Whom a question names: the filters, with the name to show, and the ids."""

    asked: Asked
    person: str
    orgs: frozenset[str]


class Bases(KeptAnswers):
    """Facts for questions: those of now are kept in the ledger and in memory, those of a past moment in memory."""

    _seen: Position | None = None

    def basis(
        self, question: str, kinds: Collection[str], asked: Asked | None = None, *, sources: bool = False
    ) -> Basis:
        """What a question is answered from: all facts of some kinds, as of the moment asked for.

        Args:
            question: whose texts are wanted.
            kinds: of the facts.
            asked: the filters.
            sources: whether those may be asked about who stand in the ledger as a source alone.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when there are no texts in the language asked for.

        """
        asked = asked or Asked()
        words = Words(question, asked.lang)
        self._read.update(kinds)
        self._look(self.ledger().kept.position())
        if asked.as_of is not None:
            named, who = self._named(asked, sources), self.who(asked.as_of)
            facts = self._facts_of(tuple(sorted(kinds)), asked.as_of)
            world = self._weighed(asked.as_of).world
            return Basis(
                named.asked, facts, words, world, partial(_name, who), named.person, named.orgs, kinds=tuple(kinds)
            )
        named = self._named(asked, sources)
        held = self.keeper().facts(kinds)
        if self._look(held.position):  # somebody wrote in between
            named = self._named(asked, sources)
        who, above = self.who(), self._weighed(None).world.above
        world = World.of(self.atlas, partial(_above, held, above))
        return Basis(
            named.asked, Late(held.facts), words, world, partial(_shown, held, who), named.person, named.orgs,
            held, tuple(kinds),
        )  # fmt: skip

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
        moment = end_of(since)
        if asked.as_of is not None and moment > end_of(asked.as_of):
            raise BadValueError(f"the first moment must not come after the second: {since} is after {asked.as_of}")
        basis = self.basis(question, kinds, asked)
        earlier = replace(asked, as_of=since)
        if (began := self.ledger().began()) is None or began > moment:
            return basis, replace(basis, asked=earlier, facts=(), kept=None, knew=False)
        who = self.who(since)
        person, orgs = _known(who, asked.person, "person"), _known(who, asked.org, "org")
        then = self.keeper().since(kinds, since) if asked.as_of is None else None
        facts = self._facts_of(tuple(sorted(kinds)), since) if then is None else then.before
        if then is not None:
            basis = replace(basis, facts=then.after, kept=None)
        return basis, Basis(
            earlier, facts, basis.words, self._weighed(since).world, partial(_name, who), min(person, default=""), orgs,
            kinds=tuple(kinds), knew=bool(facts) or self.ledger().kept.knew(kinds, since),
        )  # fmt: skip

    def forget(self) -> None:
        """Look up anew what is asked, for the ledger has changed."""
        super().forget()
        self._known_facts.clear()

    def _look(self, position: Position) -> bool:
        """Whether the ledger has come further than when names were looked up; they are looked up anew then."""
        moved = position != self._seen
        if moved:
            self.forget()
        self._seen = position
        return moved

    def _named(self, asked: Asked, sources: bool) -> _Named:
        who = self.who(asked.as_of)
        person = _whom(who, asked.person, "person", sources).id if asked.person else ""
        house = _whom(who, asked.org, "org", sources) if asked.org else None
        family = who.family(house) if house else ()
        asked = replace(asked, org=house.name) if house else asked
        return _Named(asked, person, frozenset(one.id for one in family))

    @property
    def _known_facts(self) -> dict[tuple[tuple[str, ...], str], tuple[Fact, ...]]:
        held: dict[tuple[tuple[str, ...], str], tuple[Fact, ...]] = self.__dict__.setdefault("_facts_by_moment", {})
        return held

    def _facts_of(self, kinds: tuple[str, ...], as_of: Moment) -> tuple[Fact, ...]:
        """All facts of some kinds as of a moment; kept in memory until the ledger changes."""
        key = (kinds, end_of(as_of))
        if key not in self._known_facts:
            self._known_facts[key] = tuple(self._weighed(as_of).of_kinds(kinds))
        return self._known_facts[key]


def _whom(who: Who, name: str, kind: EntityType, sources: bool) -> Entity:
    """Who is meant by a name; with ``sources``, also who stands in the ledger as a source alone.

    Of a source it is often not known whether it is a person or an organisation, so that it is found as either.
    """
    for one in dict.fromkeys((kind, *_EITHER)) if sources else ():
        meant = who.named(name, one)
        if who.spellings(meant) and (one == kind or not who.has(meant)):
            return meant
    return who.ask(name, kind)


_EITHER: Final[tuple[EntityType, ...]] = ("org", "person")


def _known(who: Who, name: str, kind: EntityType) -> frozenset[str]:
    """The ids of who is asked for and of what belongs to it; one of nobody, where the name was not known."""
    if not name:
        return frozenset()
    try:
        return frozenset(one.id for one in who.family(who.ask(name, kind)))
    except NotFoundError:
        return frozenset((f"{kind}:",))


def _above(held: Facts, otherwise: Callable[[str], tuple[str, ...]], entity: str) -> tuple[str, ...]:
    """What an organisation belongs to."""
    known = held.named(entity)
    return known[1] if known else otherwise(entity)


def _shown(held: Facts, who: Who, entity: str) -> str:
    """The name to show for an id."""
    known = held.named(entity)
    return known[0] if known else _name(who, entity)


def _name(who: Who, entity: str) -> str:
    """The name to show for an id; the key in it, where nothing was looked up."""
    found = who.by_ids((entity,))
    return found[0].name if found else entity.partition(":")[2]
