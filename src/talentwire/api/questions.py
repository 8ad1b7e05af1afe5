"""What may be asked of a ledger."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import IO, Any, Final, Literal

from talentwire.analyse import flat
from talentwire.analyse.believed import FactPage, StoryPage, held_during
from talentwire.analyse.explain import Explanation, explain
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.pages import Page, org_page, person_page
from talentwire.analyse.weighed import Weighed
from talentwire.analyse.who import Who
from talentwire.api.state import State
from talentwire.errors import NotFoundError
from talentwire.model.entities import Entity, EntityType
from talentwire.model.values import Interval
from talentwire.record.answers import ClaimFilter, Entry, Meant, Moment

_PAGE: Final = 2_000
"""Claims on the page of a person or an organisation, the newest; ``claims`` lists them all."""


class Questions(State):
    """The questions; each takes ``as_of``, the moment whose knowledge is asked for, and most ``during``."""

    def claims(self, wanted: ClaimFilter | None = None) -> list[Entry]:
        """The entries that a filter lets through, newest first; names in it count in all their forms.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.

        """
        return self.ledger().claims(self._in_all_forms(wanted or ClaimFilter()))

    def each_claim(self, wanted: ClaimFilter | None = None) -> Iterator[Entry]:
        """The same entries one by one, however many they are.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when the filter asks for what cannot be.

        """
        found = self.ledger().each(self._in_all_forms(wanted or ClaimFilter()))
        return chain(tuple(islice(found, 1)), found)  # what is wrong is said at once, not when the first is taken

    def moves(self, wanted: ClaimFilter | None = None) -> list[Entry]:
        """Who went where: the moves that a filter lets through."""
        return self.claims(replace(wanted or ClaimFilter(), kind="move"))

    def person(self, name: str, *, as_of: Moment | None = None, during: Interval | str | None = None) -> Page:
        """The page of a person.

        Raises:
            NotFoundError: when the ledger knows nobody of this name; the text says who may be meant.

        """
        who = self.who(as_of)
        entity = who.ask(name, "person")
        wanted = ClaimFilter(person=self._meant(who, entity), as_of=as_of, during=during)
        entries, left_out = self._newest(who, wanted)
        page = person_page(entity, entries, partial(who.means, ids={entity.id}, kind="person"))
        return replace(page, left_out=left_out)

    def org(self, name: str, *, as_of: Moment | None = None, during: Interval | str | None = None) -> Page:
        """The page of an organisation with what belongs to it.

        Raises:
            NotFoundError: when the ledger knows no organisation of this name; the text says which may be meant.

        """
        who = self.who(as_of)
        entity = who.ask(name, "org")
        family = who.family(entity)
        entries, left_out = self._newest(who, ClaimFilter(org=who.meant(family), as_of=as_of, during=during))
        units = tuple(unit for unit in family[1:] if who.has(unit))
        page = org_page(entity, units, entries, partial(who.means, ids={one.id for one in family}, kind="org"))
        return replace(page, left_out=left_out)

    def explain(self, claim_id: str, *, as_of: Moment | None = None) -> Explanation:
        """Where a claim comes from, by its id or at least six characters of it.

        Raises:
            NotFoundError: when the ledger holds no such claim, or several.

        """
        ledger, who = self.ledger(), self.who(as_of)
        entry = ledger.entry(claim_id)
        named = {who.entity(node) for slot, nodes in entry.nodes.items() if slot != "source" for node in nodes}
        wanted = ClaimFilter(kind=entry.claim.kind, name=who.meant(named), as_of=as_of)
        others = self._known(who, wanted) if named else []
        who.learn_entries([entry])

        def resolve(asked: Entry, slot: str) -> tuple[Entity, ...]:
            return tuple(who.entity(node) for node in asked.nodes.get(slot, ()))

        return explain(entry, ledger.document(entry.claim.document), others, resolve)

    def facts(self, wanted: ClaimFilter | None = None) -> list[Fact]:
        """What is believed: the facts to which the claims belong that a filter lets through, last told first.

        Every fact is weighed with all claims about its subject, also those that the filter does not let through.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.

        """
        wanted = wanted or ClaimFilter()
        weighed = self._weighed(wanted.as_of)
        plain = ClaimFilter(as_of=wanted.as_of)
        if replace(wanted, limit=None, offset=0, during=None) == plain:
            found = weighed.everything()
        else:
            found = weighed.about(self.claims(replace(wanted, limit=None, offset=0, during=None)))
        found = [fact for fact in found if wanted.during is None or held_during(fact, wanted.during)]
        found.sort(key=lambda fact: (fact.last_seen, fact.id), reverse=True)
        return found[wanted.offset :][: wanted.limit]

    def fact(self, name: str, *, as_of: Moment | None = None) -> FactPage:
        """A fact by its id, by that of one of its claims, or by at least six characters of one.

        Raises:
            NotFoundError: when the ledger holds no such claim, or several, or it did not stand at that moment.

        """
        ledger, weighed = self.ledger(), self._weighed(as_of)
        entry = ledger.entry(name)
        if entry.retracted_at and as_of is None:
            raise NotFoundError(f"claim {entry.id} stands no more, so it is part of no fact; see `talentwire explain`")
        facts = weighed.about([entry])
        if not facts:
            raise NotFoundError(f"claim {entry.id} was not known as of {as_of}, or names nobody")
        fact = facts[0]
        entries = {one.id: one for one in ledger.by_ids(fact.claims)}
        return FactPage(fact, entries, weighed.stories({one.claim.document for one in entries.values()}))

    def stories(self, document: str | None = None, *, as_of: Moment | None = None) -> list[StoryPage]:
        """Stories of several documents, the last recorded first; or the story of one document.

        Raises:
            NotFoundError: when the ledger holds no such document.

        """
        weighed, ledger = self._weighed(as_of), self.ledger()
        digests = {ledger.document(document).digest} if document else None
        found = {story.id: story for story in weighed.stories(digests).values()}
        held = {one.digest: one for one in ledger.listed([d for story in found.values() for d in story.documents])}
        pages = [
            StoryPage(story, tuple(held[one] for one in story.documents), tuple(weighed.folds(story.documents)))
            for story in found.values()
        ]
        return sorted(pages, key=lambda page: max(one.recorded_at for one in page.documents), reverse=True)

    def entries(self, ids: Sequence[str]) -> dict[str, Entry]:
        """Claims by their whole ids, each as it stands, else as it last did."""
        return {one.id: one for one in self.ledger().by_ids(ids)}

    def told(self, entries: Sequence[Entry], *, as_of: Moment | None = None) -> tuple[int, int]:
        """In how many documents entries stand, and how many stories those tell."""
        digests = {entry.claim.document for entry in entries}
        found = self._weighed(as_of).stories(digests) if digests else {}
        return len(digests), len({found[digest].id for digest in digests})

    def entities(self, *, as_of: Moment | None = None) -> tuple[tuple[Entity, dict[str, int]], ...]:
        """Everybody and everything with a name in the ledger, with how often each name was taken for it."""
        who = self.who(as_of)
        return tuple((entity, dict(who.spellings(entity))) for entity in who.all)

    def entity(self, name: str, kind: EntityType, *, as_of: Moment | None = None) -> Entity:
        """Who is meant by what somebody typed.

        Raises:
            NotFoundError: when nobody is, or several may be; the text says who may be meant.

        """
        return self.who(as_of).ask(name, kind)

    def export(
        self, form: Literal["jsonl", "csv", "parquet"], out: IO[bytes], wanted: ClaimFilter | None = None
    ) -> int:
        """Write the entries that a filter lets through in a form for other programs; how many there were."""
        kinds = flat.several(wanted.kind) if wanted else ()
        return flat.write(form, self.each_claim(wanted), out, kinds)

    def _weighed(self, as_of: Moment | None) -> Weighed:
        return Weighed(self.ledger(), self.who(as_of), self.atlas)

    def _in_all_forms(self, wanted: ClaimFilter) -> ClaimFilter:
        """The filter with whom its names mean, in the place of the names."""
        who = self.who(wanted.as_of)
        changes: dict[str, Any] = {}
        if isinstance(wanted.person, str) and wanted.person:
            changes["person"] = self._meant(who, who.ask(wanted.person, "person"))
        if isinstance(wanted.org, str) and wanted.org:
            changes["org"] = self._meant(who, who.ask(wanted.org, "org"))
        return replace(wanted, **changes)

    def _known(self, who: Who, wanted: ClaimFilter) -> list[Entry]:
        """Entries of which every name was looked up."""
        entries = self.ledger().claims(wanted)
        who.learn_entries(entries)
        return entries

    def _newest(self, who: Who, wanted: ClaimFilter) -> tuple[list[Entry], int]:
        """The newest entries that a page has room for, and how many older ones there are."""
        entries = self._known(who, replace(wanted, limit=_PAGE))
        more = self.ledger().counts(wanted).claims - len(entries) if len(entries) == _PAGE else 0
        return entries, more

    def _meant(self, who: Who, entity: Entity) -> Meant:
        return who.meant(who.family(entity))
