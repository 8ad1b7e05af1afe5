"""What an issue begins with: the largest raid of which an exit was first told in it, else what most stories tell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.digest.issue import Item, Line, Part, Section
from talentwire.analyse.digest.telling import Teller, distinct
from talentwire.analyse.episodes.around import Around, Lane
from talentwire.analyse.episodes.around import Item as Happened
from talentwire.analyse.episodes.asking import EpisodesAsked
from talentwire.analyse.episodes.raids import Episode, all_exits, facts_of, find, least
from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.flows.heads import Head
from talentwire.analyse.sentences.names import Named, listed
from talentwire.analyse.sentences.values import day, on_day, spelled

_OFFERS: Final = 2
_ANSWERS: Final = 3
_NAMED: Final = 5
_LANES: Final = (Lane.PAY, Lane.STAFF, Lane.DEALS, Lane.HIRES, Lane.RELEASES)


@dataclass(frozen=True)
class Lead:
    """What an issue begins with.

    Attributes:
        section: how it is told.
        facts: ids of the facts that it tells, which other sections need not tell again.

    """

    section: Section
    facts: frozenset[str]


def episode_lead(basis: Basis, fresh: frozenset[str], teller: Teller) -> Lead | None:
    """The episode with most exits told by themselves, if one of them was first told in the issue; None for no such.

    Args:
        basis: all facts that were known when the issue ends.
        fresh: ids of the facts that were first told, or came true, in it.
        teller: puts it into sentences.

    """
    how = EpisodesAsked()
    exits, _ = all_exits(basis)
    found = [one for one in find(exits, basis, how) if not fresh.isdisjoint(one.facts)]
    if not found:
        return None
    best = max(found, key=lambda one: (len(one.exits), least(one.exits), one.last, -one.number))
    known = {fact.id: fact for fact in basis.facts}
    return _told(best, Around(basis, exits, how).items(best), known, basis, teller)


def _told(
    episode: Episode, around: Sequence[Happened], known: Mapping[str, Fact], basis: Basis, teller: Teller
) -> Lead:
    who = _Houses(Named([basis.name(episode.loser)], teller.lang), Named(
        [basis.name(episode.raider)] if episode.raider else [], teller.lang))  # fmt: skip
    items = [Item((_who_left(episode, who, known, basis, teller),), "reported")]
    offers = [one for one in around if one.lane is Lane.OFFERS and one.sure][-_OFFERS:]
    answers = [one for one in around if one.lane in _LANES and one.day >= episode.first]
    told: list[str] = []
    for one in (*offers, *_first_of_each(answers)[:_ANSWERS]):
        fact = known.get(one.facts[0])
        wanted = fact is not None and fact.status is not Stage.RUMOURED and one.day <= teller.week.until
        if fact is not None and wanted and fact.id not in told:
            told.append(fact.id)
            items.append(_dated(one, fact, teller))
    count = least(episode.exits)
    key = "lead_raid" if episode.raider else "lead_exodus"
    title = teller.say(key, 1 if count == 1 else 2, loser=who.loser, raider=who.raider, n=spelled(count, teller.lang))
    section = Section(Part.LEAD, title[:1].upper() + title[1:], tuple(distinct(items)))
    return Lead(section, frozenset(told))


@dataclass(frozen=True)
class _Houses:
    loser: Named
    raider: Named


def _first_of_each(answers: Sequence[Happened]) -> list[Happened]:
    """The answers, those of the first of each sort before any second, by day."""
    seen: dict[Lane, int] = {}
    ordered = []
    for one in answers:
        seen[one.lane] = seen.get(one.lane, 0) + 1
        ordered.append((seen[one.lane], one.day, one.facts, one))
    chosen = [one for *_, one in sorted(ordered, key=lambda held: held[:3])][:_ANSWERS]
    return sorted(chosen, key=lambda one: (one.day, one.facts))


def _who_left(episode: Episode, who: _Houses, known: Mapping[str, Fact], basis: Basis, teller: Teller) -> Line:
    """Who left, in one sentence, with a source for each of the first."""
    lang = teller.lang
    names = list(dict.fromkeys(basis.name(one.person) for one in episode.exits if isinstance(one, Head)))
    groups = [one for one in episode.exits if not isinstance(one, Head)]
    shown = [str(Named([name], lang)) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        left = len(names) - _NAMED
        shown.append(teller.say("others", 1 if left == 1 else 2, n=spelled(left, lang)))
    if not names:
        shown = []
    elif groups:
        shown += [teller.say("group", n=spelled(one.low, lang)) for one in groups if one.low][:2]
    count, last = least(episode.exits), min(episode.last, teller.week.until)
    span = on_day(episode.first, lang)
    if last > episode.first:
        begin = day(episode.first, lang)
        if episode.first.year == last.year:
            begin = begin.removesuffix(str(last.year)).rstrip()
        span = teller.say("span", first=begin, last=day(last, lang))
    said = spelled(count, lang)
    text = teller.say(
        "raid" if episode.raider else "exodus", n=said[:1].upper() + said[1:], loser=who.loser, raider=who.raider,
        span=span, people=teller.say("names", names=listed(shown, lang)) if shown else "",
    )  # fmt: skip
    facts = [known[one] for one in facts_of(episode.exits) if one in known]
    return Line(text, teller.receipts.of(facts, _NAMED), tuple(fact.id for fact in facts))


def _dated(one: Happened, fact: Fact, teller: Teller) -> Item:
    """What happened around it, with its day before it."""
    item = teller.told(fact, 1)
    first, *rest = item.lines
    when = on_day(one.day, teller.lang)
    text = teller.say("dated", day=when[:1].upper() + when[1:], sentence=first.text)
    return Item((Line(text, first.sources, first.facts), *rest), item.stage)


def plain_lead(ranked: Sequence[Fact], item: Callable[[Fact], Item], teller: Teller) -> Lead | None:
    """The move or deal that most stories tell; None where there is none."""
    if not ranked:
        return None
    best = ranked[0]
    section = Section(Part.LEAD, teller.say("lead_most" if best.stories > 1 else "lead_first"), (item(best),))
    return Lead(section, frozenset((best.id,)))
