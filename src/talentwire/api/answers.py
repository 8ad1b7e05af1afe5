"""The questions that are answered with numbers: each a method that hands a ``Basis`` to a function in ``analyse/``."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.believed import held_during
from talentwire.analyse.episodes import episodes
from talentwire.analyse.episodes.asking import EpisodesAsked
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.flows import flows
from talentwire.analyse.flows.asking import FlowsAsked
from talentwire.analyse.machines import machines
from talentwire.analyse.machines.asking import MachinesAsked
from talentwire.analyse.orgchart import org_chart
from talentwire.analyse.orgchart.asking import ChartAsked
from talentwire.analyse.pool import pool
from talentwire.analyse.pool.asking import PoolAsked
from talentwire.analyse.staying import staying
from talentwire.analyse.staying.asking import StayingAsked
from talentwire.api.kept import keeps_answers
from talentwire.api.money import MoneyAnswers
from talentwire.api.said import SaidAnswers
from talentwire.model.claims import KINDS
from talentwire.record.answers import ClaimFilter, Moment
from talentwire.record.rows import end_of

MOVES = ("move", "position")
SITES = ("compute", "workforce")
AROUND = tuple(kind for kind in KINDS if kind != "compute")
STAFF = (*MOVES, "workforce")
SEEN = (*MOVES, "quote", "workforce")


@keeps_answers
class Answers(MoneyAnswers, SaidAnswers):
    """The questions; each takes ``Asked``, the filters that all share."""

    def flows(self, asked: Asked | None = None, how: FlowsAsked | None = None) -> Answer:
        """Who took whom from whom: gross, net and as a ratio, or the way of one person.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return flows(self.basis("flows", MOVES, asked), how or FlowsAsked())

    def machines(self, asked: Asked | None = None, how: MachinesAsked | None = None) -> Answer:
        """Which clusters and sites there are on a day, what ran over time, or how much for each researcher.

        Raises:
            NotFoundError: when the ledger knows no such organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return machines(self.basis("machines", SITES, asked), how or MachinesAsked(), self.atlas)

    def org_chart(self, asked: Asked | None = None, how: ChartAsked | None = None) -> Answer:
        """Who reports to whom at an organisation on a day, what changed since another, or which managers were cut.

        Raises:
            NotFoundError: when the ledger knows no such organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return org_chart(self.basis("org_chart", STAFF, asked), how or ChartAsked())

    def pool(self, asked: Asked | None = None, how: PoolAsked | None = None) -> Answer:
        """How many people are in the visible market, estimated from repeated sightings.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return pool(self.basis("pool", SEEN, asked), how or PoolAsked())

    def staying(self, asked: Asked | None = None, how: StayingAsked | None = None) -> Answer:
        """How long people stay at a house: curves, medians and rates, or the spells of one person.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return staying(self.basis("staying", MOVES, asked), how or StayingAsked())

    def episodes(self, asked: Asked | None = None, how: EpisodesAsked | None = None) -> Answer:
        """Who left one house together, and what that house did next; or one such episode with its timeline.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense, or there is no such episode.

        """
        return episodes(self.basis("episodes", AROUND, asked), how or EpisodesAsked())

    def facts(self, wanted: ClaimFilter | None = None) -> list[Fact]:
        """What is believed, last told first; see ``Questions.facts``.

        Facts as they are now come from those that are kept.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.

        """
        wanted = wanted or ClaimFilter()
        kinds = (wanted.kind,) if isinstance(wanted.kind, str) else tuple(sorted(wanted.kind))
        narrowed = replace(wanted, kind=(), as_of=None, limit=None, offset=0, during=None) != ClaimFilter()
        if not set(kinds) <= set(KINDS) or not self._is_now(wanted.as_of) or wanted.include_retracted:
            return super().facts(wanted)
        if narrowed:
            entries = self.claims(replace(wanted, limit=None, offset=0, during=None))
            found = sorted(self.keeper().facts(kinds or KINDS).told_in(entries), key=_last_seen, reverse=True)
        else:
            found = self._ordered(kinds or KINDS, _last_seen)
        if wanted.during is not None:
            found = [fact for fact in found if held_during(fact, wanted.during)]
        return found[wanted.offset :][: wanted.limit]

    def latest(self, *, as_of: Moment | None = None) -> Sequence[Fact]:
        """All facts, the one told last first; of those told on one day, the one that more stories tell.

        Raises:
            NotFoundError: when nothing was known as of that moment.

        """
        if as_of is None:
            return self._ordered(KINDS, _told_last)
        return sorted(self.basis("flows", KINDS, Asked(as_of=as_of)).facts, key=_told_last, reverse=True)

    def _is_now(self, as_of: Moment | None) -> bool:
        """Whether nothing was recorded after a moment."""
        return as_of is None or end_of(as_of) >= self.ledger().kept.position().moment > ""

    def _ordered(self, kinds: Collection[str], key: Callable[[Fact], Any]) -> list[Fact]:
        """All facts of some kinds as they are now, the last first; sorted once for each state of the ledger."""
        facts = self.keeper().facts(kinds).facts()
        asked = (frozenset(kinds), key)
        known = self._sorted_facts.get(asked)
        if known is None or known[0] is not facts:
            known = self._sorted_facts[asked] = (facts, sorted(facts, key=key, reverse=True))
        return known[1]

    @property
    def _sorted_facts(self) -> dict[tuple[frozenset[str], Callable[[Fact], Any]], tuple[Sequence[Fact], list[Fact]]]:
        """Facts of some kinds, the last first, beside those that they were sorted from."""
        held: dict[tuple[frozenset[str], Callable[[Fact], Any]], tuple[Sequence[Fact], list[Fact]]]
        held = self.__dict__.setdefault("_facts_in_order", {})
        return held


def _last_seen(fact: Fact) -> tuple[date, str]:
    return fact.last_seen, fact.id


def _told_last(fact: Fact) -> tuple[date, int, str]:
    return fact.last_seen, fact.stories, fact.id
