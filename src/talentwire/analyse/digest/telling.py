"""Items of an issue: what changed as sentences with their sources, with what a reader must know beside them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.digest.choosing import is_old
from talentwire.analyse.digest.issue import Item, Line, Post
from talentwire.analyse.digest.receipts import Receipts
from talentwire.analyse.digest.week import Week
from talentwire.analyse.facts.fact import Fact, Stage, Value
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.sentences import denial, plain_clause, sentence, texts
from talentwire.analyse.sentences.clause import clause, named, role
from talentwire.analyse.sentences.names import harmless_name
from talentwire.analyse.sentences.values import back_to, day, money, number, share
from talentwire.model.values import Money, PartialDate

_DIFFERING: Final = (
    "from_org", "to_org", "headcount", "amount", "valuation", "stake_pct", "accelerators", "power_mw", "count",
    "percent",
)  # fmt: skip
_SHARES: Final = frozenset({"stake_pct", "percent"})


@dataclass(frozen=True)
class Teller:
    """Puts changes into sentences.

    Attributes:
        week: the days of the issue.
        lang: its language.
        receipts: numbers the sources.
        now: by claim the fact as it is today.

    """

    week: Week
    lang: str
    receipts: Receipts
    now: Mapping[str, Fact]

    def say(self, key: str, heads: int = 2, **places: object) -> str:
        """A text of the issue."""
        return texts.say("digest", key, self.lang, heads, package=__package__, **places)

    def item(self, change: Change) -> Item:
        """What changed, told as news."""
        fact = change.fact
        if fact.status is Stage.DENIED:
            lines = self._denied(fact)
        else:
            lines = [self._line(fact)]
            if change.became is Became.DISPUTED:
                lines.append(self.receipts.line(denial(fact, self.lang, short=True), fact, against=True))
        return Item((*lines, *self._beside(fact)), str(fact.status))

    def told(self, fact: Fact, most: int = 2) -> Item:
        """A fact, told as it is."""
        return Item((self._line(fact, most), *self._beside(fact)), str(fact.status))

    def post(self, change: Change) -> Post:
        """A move as a row of the job board."""
        fact, lang = change.fact, self.lang
        taken, held = value_of(fact, "to_role"), value_of(fact, "from_role")
        position = role(taken or held, lang) if taken or held else ""
        if value_of(fact, "seat") == "board":
            position = self.say("board")
        line = self._line(fact)
        more = [one.text for one in self._beside(fact)]
        whole = Line(" ".join((line.text, *more)), line.sources, line.facts)
        who = str(clause(fact, lang).who)
        left, joined = (" / ".join(named(fact, slot, lang).names) for slot in ("from_org", "to_org"))
        return Post(
            who[:1].upper() + who[1:] if "person" not in fact.slots else who, left, joined, position, str(fact.status),
            self._status(fact), whole,
        )  # fmt: skip

    def followed(self, change: Change, other: Callable[[str], Fact | None]) -> Item | None:
        """What became of something that was told before; None where nothing is to be said.

        Args:
            change: what became of it.
            other: a fact by its id, for what took the place of another.

        """
        old, new = change.before, change.after
        if old is None or change.became not in _FOLLOWED:
            return None
        was = self.say(f"was_{old.status}", day=day(old.first_seen, self.lang))
        before = sentence(old, self.lang) if old.status.happened else plain_clause(old, self.lang)
        if new is None or change.became is Became.GONE:
            return Item((self.receipts.line(self.say("withdrawn", was=was, sentence=before), old),), "")
        if change.became is Became.REPLACED:
            lines = [self.receipts.line(self.say("now_replaced", was=was, sentence=before), new)]
            instead = other(new.superseded_by.fact) if new.superseded_by else None
            return Item((*lines, *([self._line(instead)] if instead else [])), str(new.status))
        if not new.status.positive:
            return Item(tuple(self._ended(new, was, before)), str(new.status))
        return self._otherwise(change, was)

    def quote(self, fact: Fact, lang: str) -> Item:
        """A saying, with the language of its words where that is another."""
        text = sentence(fact, self.lang)
        if lang and lang != self.lang:
            text = f"{text[:-1]} {self.say(f'in_{lang}')}."
        return Item((self.receipts.line(text, fact, most=1),), str(fact.status))

    def _ended(self, new: Fact, was: str, before: str) -> Iterator[Line]:
        text = self.say(f"now_{new.status}", was=was, sentence=before)
        yield self.receipts.line(text, new, against=True)
        if new.status is Stage.DENIED and new.deniers:
            yield self.receipts.line(denial(new, self.lang, short=True), new, against=True)

    def _otherwise(self, change: Change, was: str) -> Item | None:
        old, new = change.before, change.after
        if old is None or new is None:
            return None
        now = sentence(new, self.lang, self.week.until)
        if change.became in (Became.FIGURE, Became.CORRECTED):
            before = sentence(old, self.lang)
            if before == now:
                return None
            key = "put_right" if change.became is Became.CORRECTED else "now_otherwise"
            first = self.receipts.line(self.say(key, was=was, sentence=now), new)
            return Item((first, self.receipts.line(self.say("before_figure", sentence=before), old)), str(new.status))
        if old.status is new.status:
            return None
        if new.status is Stage.RUMOURED:
            now = plain_clause(new, self.lang)
        return Item((self.receipts.line(self.say(f"now_{new.status}", was=was, sentence=now), new),), str(new.status))

    def _denied(self, fact: Fact) -> list[Line]:
        """What is denied, and beside it who denies it; where nobody is known to have said it, the denial alone."""
        if not fact.supporters:
            return [self.receipts.line(denial(fact, self.lang), fact, against=True)]
        return [
            self.receipts.line(plain_clause(fact, self.lang), fact),
            self.receipts.line(denial(fact, self.lang, short=True), fact, against=True),
        ]

    def _line(self, fact: Fact, most: int = 2) -> Line:
        return self.receipts.line(
            sentence(fact, self.lang, self.week.until), fact, against=not fact.status.positive, most=most
        )

    def _beside(self, fact: Fact) -> Iterator[Line]:
        """That it happened long before, that accounts differ, and what became of it since."""
        when = value_of(fact, "date")
        if isinstance(when, PartialDate) and is_old(fact, self.week):
            if fact.status.happened:
                yield self.receipts.line(self.say("back", day=back_to(when, self.lang)), fact)
            else:
                yield self.receipts.line(self.say("dated_then", day=day(when, self.lang)), fact)
        if values := self._differing(fact):
            yield self.receipts.line(self.say("differ", values=values), fact)
        if since := self._since(fact):
            yield self.receipts.line(self.say(f"since_{since}"), fact)

    def _status(self, fact: Fact) -> str:
        """How far a move has come, with its day where that is long ago or to come."""
        status, when = self.say(f"stage_{fact.status}"), value_of(fact, "date")
        if isinstance(when, PartialDate) and (is_old(fact, self.week) or when.first() > self.week.until):
            return self.say("status_dated", status=status, day=day(when, self.lang))
        return status

    def _differing(self, fact: Fact) -> str:
        for slot in _DIFFERING:
            belief = fact.slots.get(slot)
            if belief and belief.contested:
                shown = dict.fromkeys(self._value(slot, value) for value in belief.values[:3])
                return " / ".join(shown) if len(shown) > 1 else ""
        return ""

    def _value(self, slot: str, value: Value) -> str:
        if isinstance(value.value, Money):
            return str(money(value.value, self.lang))
        if isinstance(value.value, int | float) and not isinstance(value.value, bool):
            return share(value.value, self.lang) if slot in _SHARES else number(value.value, self.lang)
        return harmless_name(value.shown)

    def _since(self, fact: Fact) -> str:
        """What became of a fact after the issue; nothing where it stands as it did."""
        today = next((self.now[claim] for claim in fact.claims if claim in self.now), None)
        if today is None or not fact.stands or today.stands:
            return ""
        return str(today.status) if not today.status.positive else "replaced"


_FOLLOWED: Final = frozenset({
    Became.SURER, Became.REVIVED, Became.FIGURE, Became.DENIED, Became.FAILED, Became.REVERSED, Became.REPLACED,
    Became.CORRECTED, Became.UNSURER, Became.GONE,
})  # fmt: skip


def distinct(items: Iterable[Item]) -> list[Item]:
    """Items of which no two read alike."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.text, item)
    return list(found.values())
