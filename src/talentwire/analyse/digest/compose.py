"""An issue put together: what changed, chosen, ordered, told, and cut to its length."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from talentwire.analyse.answers.answer import Answer, Coverage
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.difference.change import CORRECTIONS, Became, Change
from talentwire.analyse.digest.choosing import LENGTHS, PARTS, QUOTES, STAFF, is_old, parts_of, ranked, weight
from talentwire.analyse.digest.figures import figures, heads
from talentwire.analyse.digest.issue import Digest, Item, Part, Post, Section
from talentwire.analyse.digest.lead import Lead, episode_lead, plain_lead
from talentwire.analyse.digest.receipts import Entries, Receipts
from talentwire.analyse.digest.telling import Teller, distinct
from talentwire.analyse.digest.week import Week
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.sentences.names import listed
from talentwire.analyse.sentences.values import spelled, stretch

_WHOLE: Final = 500
"""So many items a section has at most where nothing shall be left out."""
_MARKS: Final = ("“", "„", "«", '"', "»", "‘")
_QUOTED: Final = re.compile(r"[“”„«»\"]")
_WORDS: Final = range(5, 46)
"""Words of a saying that is worth printing."""
_LEADING: Final = ("move", "deal", "funding")


@dataclass(frozen=True)
class Told:
    """What an issue is made of.

    Attributes:
        week: the days that it is about.
        basis: all facts that were known when they were over, and the names of everybody.
        changes: what the documents of these days changed.
        put_right: what people put right in the ledger in these days, as changes of what was believed.
        now: by claim the fact as it is today, of those that changed.
        entries: looks up claims by id.
        whole: whether nothing is left out for length.

    """

    week: Week
    basis: Basis
    changes: tuple[Change, ...]
    entries: Entries
    put_right: tuple[Change, ...] = ()
    now: dict[str, Fact] = field(default_factory=dict)
    whole: bool = False


def compose(told: Told, lang: str = "en") -> Digest:
    """Write an issue.

    Raises:
        BadValueError: when no sentences are written in this language.

    """
    return _Issue(told, lang).digest()


class _Issue:
    """An issue while it is put together; sources are numbered in the order in which they are read."""

    def __init__(self, told: Told, lang: str) -> None:
        self._told = told
        self._lang = lang
        self._receipts = Receipts(told.week)
        self._teller = Teller(told.week, lang, self._receipts, told.now)
        by_part: dict[Part, list[Change]] = {part: [] for part in Part}
        for change in told.changes:
            for part in parts_of(change):
                by_part[part].append(change)
        self._by_part = {part: ranked(held, told.week) for part, held in by_part.items()}
        self._known = {fact.id: fact for fact in told.basis.facts}
        self._known.update((change.after.id, change.after) for change in told.changes if change.after)
        self._counts: dict[str, int] = {}

    def digest(self) -> Digest:
        """The issue."""
        lead = self._lead()
        skip = lead.facts if lead else frozenset()
        sections = [
            lead.section if lead else None,
            self._moves(skip),
            *(self._plain(part, skip) for part in (Part.DEALS, Part.MACHINES, Part.PRODUCTS)),
            self._said(),
            self._corrections(),
        ]
        numbers, drawn = self._figures()
        sections += [numbers, self._plain(Part.RUMOURS, frozenset(), self._teller.say("intro_rumours"))]
        held = tuple(one for one in sections if one is not None)
        week = self._told.week
        key = "title_week" if week.name else "title_stretch"
        days = stretch(week.since, week.until, self._lang)
        title = self._teller.say(key, stretch=days, number=week.number)
        facts = [change.fact for change in (*self._told.changes, *self._told.put_right)]
        return Digest(
            week, self._lang, title, self._opening(days), held, self._receipts.sources(self._told.entries),
            Coverage.of(facts), self._teller.say("method"), drawn, str(self._told.basis.asked.as_of or ""),
            self._told.whole,
        )  # fmt: skip

    def _lead(self) -> Lead | None:
        fresh = frozenset(
            one.id for change in (*self._by_part[Part.MOVES],) if change.fact.status.happened for one in change.facts
        )
        if found := episode_lead(self._told.basis, fresh, self._teller):
            return found
        changes = {
            change.fact.id: change for part in (Part.MOVES, Part.DEALS) for change in self._by_part[part]
            if change.fact.kind in _LEADING and change.fact.status.happened
            and value_of(change.fact, "seat") != "board"
            and not is_old(change.fact, self._told.week)
        }  # fmt: skip
        facts = sorted((change.fact for change in changes.values()), key=weight)
        if len(self._told.changes) < _FEW:
            return None  # what leads so few is all there is
        return plain_lead(facts, lambda fact: self._teller.item(changes[fact.id]), self._teller)

    def _most(self, part: Part) -> int:
        return _WHOLE if self._told.whole else LENGTHS[part]

    def _moves(self, skip: frozenset[str]) -> Section | None:
        """The job board, and below it staffs and moves that came to nothing."""
        held = self._by_part[Part.MOVES]
        moves = [one for one in held if _is_post(one.fact)]
        beside = [one for one in held if not _is_post(one.fact)]
        others = [one for one in beside if one.fact.id not in skip]
        staffs = sum(1 for one in beside if one.fact.kind == "workforce")
        self._counts["staff"] = staffs
        self._counts[Part.MOVES] = sum(heads(one.fact) or 1 for one in moves) + len(beside) - staffs
        posts = {post.line.text: post for post in (self._teller.post(one) for one in moves[: self._most(Part.MOVES)])}
        staff = _WHOLE if self._told.whole else STAFF
        items = distinct(self._teller.item(one) for one in others[:staff])
        more = max(0, len(moves) - self._most(Part.MOVES)) + max(0, len(others) - staff)
        return self._section(Part.MOVES, items, more, posts=tuple(posts.values()))

    def _plain(self, part: Part, skip: frozenset[str], intro: str = "") -> Section | None:
        held = self._by_part[part]
        self._counts[part] = len(held)
        wanted = [one for one in held if one.fact.id not in skip]
        items = distinct(self._teller.item(one) for one in wanted[: self._most(part)])
        return self._section(part, items, max(0, len(wanted) - self._most(part)), intro)

    def _said(self) -> Section | None:
        """Denials beside what they deny, what accounts differ in, and what people said in their own words."""
        held = self._by_part[Part.SAID]
        most = self._most(Part.SAID)
        items = distinct(self._teller.item(one) for one in held[:most])
        quotes = self._quotes()
        shown = quotes[: _WHOLE if self._told.whole else QUOTES]
        items += [self._teller.quote(fact, lang) for fact, lang in shown]
        self._counts[Part.SAID] = len(held) + len(shown)
        return self._section(Part.SAID, items, max(0, len(held) - most))

    def _quotes(self) -> list[tuple[Fact, str]]:
        """What people said word for word in these days, one saying of each, with the language of its words."""
        week = self._told.week
        new = [
            change.fact for change in self._told.changes
            if change.fact.kind == "quote" and change.became is Became.NEW and change.fact.stands
        ]  # fmt: skip
        direct = [fact for fact in new if _is_direct(fact) and week.has(fact.first_seen)]
        found = self._told.entries([fact.id for fact in direct])
        langs = {fact.id: (found[fact.id].lang or "") if fact.id in found else "" for fact in direct}
        direct.sort(key=lambda fact: (-fact.stories, langs[fact.id] != self._lang, weight(fact)))
        by_speaker: dict[str, Fact] = {}
        for fact in direct:
            by_speaker.setdefault(value_of(fact, "speaker") or "", fact)
        return [(fact, langs[fact.id]) for fact in by_speaker.values()]

    def _corrections(self) -> Section | None:
        """What became of what was told before: by later documents, and by people who put the ledger right."""
        here = self._known.get
        held: list[Change] = [*self._by_part[Part.CORRECTIONS]]
        before = [one for one in self._told.put_right if _was_told(one, self._told.week)]
        items = distinct(
            item
            for change in (*ranked(before, self._told.week), *held)
            if (item := self._teller.followed(change, here)) is not None
        )
        self._counts[Part.CORRECTIONS] = len(items)
        most = self._most(Part.CORRECTIONS)
        return self._section(Part.CORRECTIONS, items[:most], max(0, len(items) - most))

    def _figures(self) -> tuple[Section | None, Answer | None]:
        new = [
            change.fact for part in (Part.MOVES, Part.DEALS, Part.MACHINES) for change in self._by_part[part]
            if change.fact.stands and not is_old(change.fact, self._told.week)
        ]  # fmt: skip
        return figures(new, self._teller)

    def _section(
        self, part: Part, items: Sequence[Item], more: int, intro: str = "", posts: tuple[Post, ...] = ()
    ) -> Section | None:  # fmt: skip
        if not items and not posts:
            return None
        return Section(part, self._teller.say(f"part_{part}"), tuple(items), posts, intro, more)

    def _opening(self, days: str) -> str:
        counted = [(part, self._counts[part]) for part in _COUNTED if self._counts.get(part)]
        if not counted:
            return self._teller.say("quiet", stretch=days)
        parts = [self._teller.say(f"count_{part}", 1 if n == 1 else 2, n=spelled(n, self._lang)) for part, n in counted]
        return self._teller.say("opening", parts=listed(parts, self._lang))


_FEW: Final = 3
_COUNTED: Final = (
    Part.MOVES, "staff", Part.DEALS, Part.MACHINES, Part.PRODUCTS, Part.SAID, Part.CORRECTIONS, Part.RUMOURS
)  # fmt: skip


def _is_post(fact: Fact) -> bool:
    """Whether it stands on the job board."""
    return fact.kind == "move" and fact.status.positive


def _is_direct(fact: Fact) -> bool:
    """Whether a saying is quoted word for word."""
    words = next((one.words for one in fact.supporters if one.claim == fact.id), "").strip()
    inner = words[1:].rstrip(",.!? ”“»\"'’")
    return words.startswith(_MARKS) and not _QUOTED.search(inner) and len(words.split()) in _WORDS


def _was_told(change: Change, week: Week) -> bool:
    """Whether an earlier issue had what people put right."""
    old = change.before
    wrong = change.became in CORRECTIONS or change.became is Became.DENIED
    return old is not None and wrong and old.first_seen < week.since and old.kind in PARTS and old.stands
