"""The issue of a week: what its documents told first or otherwise, and what people put right in it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.difference import between
from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.digest import Digest, Week, compose
from talentwire.analyse.digest.compose import Told
from talentwire.analyse.facts.fact import Fact
from talentwire.api.answers import Answers
from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.claims import KINDS
from talentwire.record.answers import Moment
from talentwire.record.rows import end_of

_RIGHTING: Final = frozenset({"retract", "correct", "deny"})
_ID: Final = re.compile(r"\b[0-9a-f]{16,}\b")


class Digests(Answers):
    """The issue of a week, made of facts alone."""

    def digest(
        self, week: Week | str | None = None, *, lang: str = "en", as_of: Moment | None = None, whole: bool = False
    ) -> Digest:
        """What is new in a week, by the dates of documents, chosen and told in sentences with their sources.

        Args:
            week: the days, ``2025-W29`` or a ``Week``; by default the last full week of the ledger.
            lang: ``en``, ``de`` or ``fr``.
            as_of: what was known then.
            whole: leave nothing out for length.

        Raises:
            BadValueError: when the week or the moment is none, or no sentences are written in this language.
            NotFoundError: when nothing was known as of that moment, or the ledger is empty and no week is named.

        """
        basis = self.basis("changes", KINDS, Asked(as_of=as_of, lang=lang))
        asked = Week.parse(week) if isinstance(week, str) else week or self.last_week(as_of=as_of)
        touched = [fact for fact in basis.facts if _is_told_in(fact, asked)]
        changes, after = self._changes(touched, asked, as_of)
        known = {fact.id: fact for fact in basis.facts if fact.first_seen <= asked.until}
        known.update((fact.id, fact) for fact in after)
        held = tuple(sorted(known.values(), key=lambda fact: (fact.first_seen, fact.id)))
        told = Told(
            asked, replace(basis, facts=held, kept=None),
            tuple(changes), self.entries, tuple(self._put_right(asked, as_of)),
            {claim: fact for fact in touched for claim in fact.claims}, whole,
        )  # fmt: skip
        return compose(told, lang)

    def last_week(self, *, as_of: Moment | None = None) -> Week:
        """The last week that is over by the newest document of the ledger, or by today where that is earlier.

        Raises:
            NotFoundError: when the ledger holds nothing, or nothing was known as of that moment.

        """
        facts = self.basis("changes", KINDS, Asked(as_of=as_of)).facts
        today = self._clock().date()
        days = [fact.last_seen for fact in facts if fact.last_seen <= today]
        if not days:
            raise NotFoundError("the ledger holds nothing to write an issue of; read documents first, or name a week")
        return Week.last_full(max(days))

    def _changes(self, touched: Sequence[Fact], week: Week, as_of: Moment | None) -> tuple[list[Change], list[Fact]]:
        """What documents of the week changed, and the facts as they stood when it was over."""
        mixed = {fact.id: fact for fact in touched if fact.first_seen < week.since or fact.last_seen > week.until}
        ids = [claim for fact in mixed.values() for claim in fact.claims]
        entries = self.ledger().by_ids(ids) if ids else []
        earlier = week.since - timedelta(1) if week.since > date.min else date.min
        before, after = self._weighed(as_of).as_told(entries, (earlier, week.until))
        seen = {claim for fact in after for claim in fact.claims}
        plain = [fact for fact in touched if fact.id not in mixed and seen.isdisjoint(fact.claims)]
        changes = [one for one in between(before, after).changes if one.after is not None]
        return [*changes, *(Change(Became.NEW, None, fact) for fact in plain)], [*after, *plain]

    def _put_right(self, week: Week, as_of: Moment | None) -> Iterable[Change]:
        """What people took out, corrected or denied in the days of the week, as the ledger records it."""
        first, last = end_of(week.since - timedelta(1)), min(end_of(week.until), end_of(as_of or date.max))
        made = [
            one for one in self.ledger().decisions.list(as_of=as_of)
            if one.verb in _RIGHTING and one.undone_at is None and first < one.recorded_at <= last
        ]  # fmt: skip
        ids = {found for one in made for found in _ID.findall(one.about)}
        if not ids:
            return
        try:
            moments = week.since - timedelta(1), as_of if as_of and end_of(as_of) < last else week.until
            entries = self.ledger().by_ids(sorted(ids))
            before, after = (self._weighed(one).as_told(entries, (date.max,))[0] for one in moments)
        except (NotFoundError, BadValueError):  # the ledger began within the week: no earlier issue told anything
            return
        for change in between(before, after).changes:
            if change.before is not None and not ids.isdisjoint(change.before.claims):
                yield change


def _is_told_in(fact: Fact, week: Week) -> bool:
    """Whether a document of the week speaks of a fact."""
    if fact.last_seen < week.since or fact.first_seen > week.until:
        return False
    return any(week.has(one.day) for one in (*fact.supporters, *fact.deniers))
