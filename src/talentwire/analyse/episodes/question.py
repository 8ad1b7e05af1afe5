"""The question of raids and answers: the list of episodes, or one with its timeline."""

from collections import Counter
from collections.abc import Iterator, Sequence

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.episodes.around import ANSWERS, Around, Item, Lane
from talentwire.analyse.episodes.asking import EpisodesAsked, Kind
from talentwire.analyse.episodes.raids import Episode, all_exits, find, least, most_together
from talentwire.analyse.episodes.views import listed, name_of, timeline
from talentwire.errors import BadValueError

_LEFT_OUT = ("denied", "failed", "reversed", "superseded")


def episodes(basis: Basis, how: EpisodesAsked) -> Answer:
    """Answer who left together and what happened around it.

    Raises:
        BadValueError: when one episode is asked for, and there is none of this number or more than one is left.

    """
    exits, left_out = all_exits(basis)
    found = find(exits, basis, how)
    around = Around(basis, exits, how)
    wanted = [one for one in found if _wanted(one, basis, how)]
    if how.opened and found:
        return _one(_chosen(found, wanted, how), around, basis, how)
    words = basis.words
    columns, rows, picture = listed(wanted, around, basis)
    notes = [words("visible"), words("note_order")] if wanted else [words("visible")]
    if left_out["sizeless"]:
        notes.append(words("note_sizeless", n=left_out["sizeless"]))
    if not found and (most := most_together(exits, basis, how)):
        notes.append(words("note_below", n=most, within=how.within))
    if found and not wanted:
        notes.append(words("note_elsewhere", n=len(found), first=found[0].first, last=found[-1].first))
    return basis.answer(
        "episodes", columns, rows, title=words("title_episodes"), definition=_definition(basis, how),
        summary=_summary(wanted, basis), notes=notes, picture=picture,
    )  # fmt: skip


def _wanted(one: Episode, basis: Basis, how: EpisodesAsked) -> bool:
    asked = basis.asked
    if basis.orgs and {one.loser, one.raider}.isdisjoint(basis.house(org) for org in basis.orgs):
        return False
    if basis.person and basis.person not in one.people:
        return False
    if asked.during is not None and not any(asked.during.contains(exit_.day) for exit_ in one.exits):
        return False
    return how.kind in (None, one.kind)


def _chosen(found: Sequence[Episode], wanted: Sequence[Episode], how: EpisodesAsked) -> Episode:
    """The episode that is asked for by its number, or the only one that is left by the filters."""
    if how.episode:
        if how.episode > len(found):
            raise BadValueError(f"there is no episode {how.episode}; they are numbered from 1 to {len(found)}")
        return found[how.episode - 1]
    if len(wanted) != 1:
        numbers = ", ".join(str(one.number) for one in wanted[:12]) + (", …" if len(wanted) > 12 else "")
        left = f"{len(wanted)} are left: {numbers}" if wanted else f"none is left of {len(found)}"
        raise BadValueError(f"a timeline is of one episode, and {left}; name one with --episode")
    return wanted[0]


def _one(episode: Episode, around: Around, basis: Basis, how: EpisodesAsked) -> Answer:
    words = basis.words
    items = around.items(episode)
    columns, rows, picture = timeline(episode, items, basis)
    return basis.answer(
        "episodes", columns, rows, title=words("title_timeline", number=episode.number, name=name_of(episode, basis)),
        definition=_definition(basis, how) + " " + words("definition_timeline"),
        summary=_told(episode, items, basis), notes=_notes(episode, items, around, basis), picture=picture,
    )  # fmt: skip


def _definition(basis: Basis, how: EpisodesAsked) -> str:
    return basis.words(
        "definition", heads=how.heads, twice=2 * how.heads, within=how.within, before=how.before, after=how.after
    )


def _summary(wanted: Sequence[Episode], basis: Basis) -> Iterator[str]:
    """How many there are, and the largest."""
    words = basis.words
    if not wanted:
        return
    kinds = Counter(one.kind for one in wanted)
    parts = [words(f"count_{kind}", n=kinds[kind]) for kind in Kind if kinds[kind]]
    yield words("summary_all", parts=words.listed(parts))
    largest = max(wanted, key=lambda one: (least(one.exits), -one.number))
    span = words("span", first=largest.first, last=largest.last) if largest.first < largest.last else largest.first
    yield words(
        "summary_largest", name=name_of(largest, basis), n=least(largest.exits), number=largest.number, span=span
    )


def _told(episode: Episode, items: Sequence[Item], basis: Basis) -> Iterator[str]:
    """Who left when, what was offered before, and after how many days the first answer came."""
    words = basis.words
    span = words("span", first=episode.first, last=episode.last) if episode.first < episode.last else episode.first
    yield words("summary_one", n=least(episode.exits), name=name_of(episode, basis), span=span)
    offers = [one for one in items if one.lane is Lane.OFFERS and one.sure and one.day <= episode.first]
    if offers:
        yield words("summary_offers", n=len(offers), org=basis.name(episode.raider))
    for lane in ANSWERS:
        held = [one for one in items if one.lane is lane and one.sure and one.day >= episode.first]
        if held:
            what = words(f"lane_{lane}", org=basis.name(episode.loser))
            days = (held[0].day - episode.first).days
            yield words("summary_answer" if days else "summary_same_day", what=what, n=days, times=len(held))


def _notes(episode: Episode, items: Sequence[Item], around: Around, basis: Basis) -> Iterator[str]:
    words = basis.words
    yield words("visible")
    yield words("note_order")
    if undated := sum(1 for one in items if not one.dated):
        yield words("note_undated", n=undated, all=len(items))
    left_out = around.left_out(episode)
    parts = [words(f"left_{why}", n=left_out[why]) for why in _LEFT_OUT if left_out[why]]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))
