"""A report put together: headline, lead, what follows, in the manner of its outlet; and what others make of it."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from synthetic.claims import Json
from synthetic.names import PLACES, Person
from synthetic.outlets import Outlet
from synthetic.phrases import drawn, phrase, phrases, words
from synthetic.sentences import Sentence, Unit, Voice, damaged, say
from synthetic.wording import Places


@dataclass(slots=True)
class Page:
    """A document with what is known of it.

    Attributes:
        id: its name.
        outlet: who published it.
        day: when.
        title: the headline.
        lead, rest: its sentences; those of the lead, and what follows.
        text: all of it.
        kind: ``report``, ``digest``, ``exact``, ``near`` or ``translation``.
        repeats: id of the document that it repeats.
        events: of which it tells.
        names: true names by those that it misspells.

    """

    id: str
    outlet: Outlet
    day: date
    title: str
    lead: list[Sentence]
    rest: list[Sentence]
    kind: str = "report"
    repeats: str | None = None
    events: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    text: str = ""

    @property
    def claims(self) -> list[Json]:
        """The claims that a careful reader finds."""
        return [claim for one in (*self.lead, *self.rest) for claim in one.claims]

    def to_json(self) -> dict[str, Any]:
        """A line of the documents."""
        return {
            "id": self.id, "date": self.day.isoformat(), "lang": self.outlet.lang, "outlet": self.outlet.name,
            "title": self.title, "text": self.text,
        }  # fmt: skip

    def gold(self) -> dict[str, Any]:
        """A line of the gold file."""
        aliases = {name: [wrong] for wrong, name in self.names.items()}
        return {
            "doc": self.id, "lang": self.outlet.lang, "date": self.day.isoformat(), "same_story": self.repeats,
            "kind": self.kind, "events": list(self.events), "aliases": aliases, "claims": self.claims,
        }  # fmt: skip


_SEPARATE: Final = "\n\n"


def filler(voice: Voice, key: str = "any") -> Sentence:
    """A sentence that says nothing of anybody."""
    return next(fillers(voice, 1, key))


def fillers(voice: Voice, count: int, key: str = "any") -> Iterator[Sentence]:
    """Up to so many sentences that say nothing of anybody, each another."""
    known = phrases(voice.lang)[f"filler.{key}"]
    for form in voice.chance.sample(known, min(count, len(known))):
        yield _filler(drawn(form, voice.chance), voice)


def _filler(form: str, voice: Voice) -> Sentence:
    places = Places({"place": voice.chance.choice(PLACES), "outlet": voice.paper}, voice.lang, voice.day, voice.day,
                    voice.chance)  # fmt: skip
    said = form.format_map(places)
    return Sentence(said[:1].upper() + said[1:])


def headline(key: str, unit: Unit, voice: Voice) -> str:
    """A headline."""
    places = Places(unit.slots, voice.lang, voice.day, voice.day, voice.chance)
    said = phrase(voice.lang, f"title.{key}", voice.chance).format_map(places)
    return said[:1].upper() + said[1:]


def report(page: Page, title: str, units: Sequence[Unit], extra: Sequence[Unit], voice: Voice) -> Page:
    """A report: what happened in the lead, then background, voices, and sentences that fill it."""
    chance = voice.chance
    page.title = headline(title, units[0], voice)
    page.lead = [say(unit, voice) for unit in units]
    rest = [*(say(unit, voice) for unit in extra), *fillers(voice, chance.randint(1, 4))]
    chance.shuffle(rest)
    page.rest = [filler(voice, "blog"), *rest] if page.outlet.manner == "blog" else rest
    page.text = _laid_out(page, _opening(page, chance))
    return page


def _opening(page: Page, chance: random.Random) -> str:
    if page.outlet.manner not in ("wire", "daily"):
        return ""
    form = chance.choice(words(page.outlet.lang)["dateline"])
    return form.format(outlet=page.outlet.name, place=chance.choice(PLACES))


def _laid_out(page: Page, opening: str = "", ending: str = "") -> str:
    lead = opening + " ".join(one.text for one in page.lead)
    rest = [one.text for one in page.rest]
    paragraphs = [" ".join(rest[at : at + 2]) for at in range(0, len(rest), 2)]
    return _SEPARATE.join(filter(None, [page.title, lead, *paragraphs, ending]))


def digest(page: Page, items: Sequence[Unit], lines: Sequence[Unit], voice: Voice) -> Page:
    """A newsletter: short items, then a board with a line for each move."""
    page.title = phrase(voice.lang, "title.digest", voice.chance)
    page.lead = [say(unit, voice) for unit in items]
    page.rest = [say(unit, voice) for unit in lines]
    parts = [page.title, phrase(voice.lang, "filler.intro", voice.chance), *(one.text for one in page.lead)]
    if lines:
        board = "\n".join(f"- {one.text}" for one in page.rest)
        parts.append(f"{phrase(voice.lang, 'filler.board', voice.chance)}\n{board}")
    page.text = _SEPARATE.join([*parts, phrase(voice.lang, "filler.outro", voice.chance)])
    return page


def exact(page: Page, source: Page) -> Page:
    """The same text under another name."""
    page.title, page.lead, page.rest, page.text = source.title, source.lead, source.rest, source.text
    return page


def near(page: Page, source: Page, voice: Voice) -> Page:
    """The same sentences, cut from below or filled otherwise, with a line on whose they are."""
    chance = voice.chance
    page.title = source.title if chance.random() < 0.4 else f"{source.title} – {page.outlet.name}"
    page.lead = source.lead
    told = [one for one in source.rest if one.claims]
    blank = [one for one in source.rest if not one.claims]
    page.rest = told + blank[: chance.randint(0, len(blank))] if chance.random() < 0.5 else list(source.rest)
    ending = chance.choice(words(voice.lang)["copyright"]).format(outlet=source.outlet.name)
    page.text = _laid_out(page, ending=ending)
    return page


def machine(page: Page, voice: Voice) -> Page:
    """What a bad machine makes of a page."""
    names = sorted({str(claim[slot]) for claim in page.claims for slot in ("person", "from_org", "to_org", "org")
                    if isinstance(claim.get(slot), str)})  # fmt: skip
    page.lead = [damaged(one, names, voice.chance) for one in page.lead]
    page.rest = [damaged(one, names, voice.chance) for one in page.rest]
    page.text = _laid_out(page)
    return page


def people_in(units: Sequence[Unit]) -> list[Person]:
    """Everybody whom sentences name."""
    found: dict[int, Person] = {}
    for unit in units:
        for value in unit.slots.values():
            for one in value if isinstance(value, tuple) and not isinstance(value, Person) else (value,):
                if isinstance(one, Person):
                    found[one.number] = one
    return list(found.values())
