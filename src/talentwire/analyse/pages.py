"""The page of a person or an organisation: what the ledger holds of them, in sections, each entry once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from talentwire.model.claims import Move
from talentwire.model.entities import Entity, Parties, Party
from talentwire.record.query import Entry

IsMeant = Callable[[Entry, Party], bool]
"""Whether a name in an entry means whom the page is about."""


@dataclass(frozen=True)
class Section:
    """Entries under a heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Page:
    """What the ledger holds of a person or an organisation.

    Attributes:
        entity: who it is, with other forms of the name.
        units: what belongs to the organisation and is on its page too.
        sections: those that hold something, in the order of a reader's interest.
        left_out: how many older claims are not on the page, which holds the newest.

    """

    entity: Entity
    units: tuple[Entity, ...]
    sections: tuple[Section, ...]
    left_out: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Everything on the page."""
        return tuple(entry for section in self.sections for entry in section.entries)


_PERSON: Final = ("Moves", "Positions", "Pay", "Deals and money", "Quotes", "Named elsewhere")
_ORG: Final = (
    "Who came", "Who went", "Moves inside", "Positions", "Deals", "Money", "Machines", "Workforce", "Releases",
    "Quotes", "Named elsewhere",
)  # fmt: skip
_PERSON_SECTIONS: Final = {
    "move": "Moves",
    "position": "Positions",
    "pay": "Pay",
    "deal": "Deals and money",
    "funding": "Deals and money",
    "quote": "Quotes",
}
_ORG_SECTIONS: Final = {
    "position": "Positions",
    "deal": "Deals",
    "funding": "Money",
    "pay": "Money",
    "compute": "Machines",
    "workforce": "Workforce",
    "release": "Releases",
    "quote": "Quotes",
}
_MAIN: Final = {
    "move": ("person", "from_org", "to_org"),
    "position": ("person", "org"),
    "deal": ("buyer", "target"),
    "funding": ("org", "investor"),
    "pay": ("payer",),
    "compute": ("owner",),
    "workforce": ("org",),
    "release": ("org",),
    "quote": ("speaker", "org"),
}


def person_page(entity: Entity, entries: Iterable[Entry], is_meant: IsMeant) -> Page:
    """Sort the entries that name a person."""

    def place(entry: Entry) -> str:
        return _PERSON_SECTIONS.get(entry.claim.kind, _PERSON[-1]) if _is_subject(entry, is_meant) else _PERSON[-1]

    return Page(entity, (), _sections(_PERSON, entries, place))


def org_page(entity: Entity, units: tuple[Entity, ...], entries: Iterable[Entry], is_meant: IsMeant) -> Page:
    """Sort the entries that name an organisation or what belongs to it."""

    def place(entry: Entry) -> str:
        if not _is_subject(entry, is_meant):
            return _ORG[-1]
        if isinstance(entry.claim.content, Move):
            return _way(entry, entry.claim.content, is_meant)
        return _ORG_SECTIONS[entry.claim.kind]

    return Page(entity, units, _sections(_ORG, entries, place))


def _way(entry: Entry, move: Move, is_meant: IsMeant) -> str:
    came, went = _any(entry, move.to_org, is_meant), _any(entry, move.from_org, is_meant)
    if came and went:
        return "Moves inside"
    if came and not move.from_org and move.from_role:  # a role left and a role taken, in one house
        return "Moves inside"
    return "Who came" if came else "Who went"


def _any(entry: Entry, parties: Parties, is_meant: IsMeant) -> bool:
    return any(is_meant(entry, party) for party in parties)


def _is_subject(entry: Entry, is_meant: IsMeant) -> bool:
    """Whether the claim is about them, rather than told by them or naming them in passing."""
    content = entry.claim.content
    named = any(_any(entry, getattr(content, slot), is_meant) for slot in _MAIN[entry.claim.kind])
    return named or any(is_meant(entry, Party(name)) for name in getattr(content, "recipient", ()))


def _sections(titles: Iterable[str], entries: Iterable[Entry], place: Callable[[Entry], str]) -> tuple[Section, ...]:
    sorted_in: dict[str, list[Entry]] = {title: [] for title in titles}
    for entry in entries:
        sorted_in[place(entry)].append(entry)
    return tuple(Section(title, tuple(held)) for title, held in sorted_in.items() if held)
