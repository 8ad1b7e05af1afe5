"""Which claims a filter lets through, as conditions on rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, false, not_, or_, select, union_all

from talentwire.errors import BadValueError
from talentwire.model.claims import KINDS, Status, slots
from talentwire.model.entities import Node
from talentwire.model.values import Interval, PartialDate
from talentwire.record import schema
from talentwire.record.answers import ClaimFilter, Day, Meant, Moment, Words
from talentwire.record.axis import last_entry, stood
from talentwire.record.lists import among
from talentwire.record.rows import SOURCE, Naming, end_of, fold
from talentwire.record.schema import claim, party

_documents: Final = schema.document
_TYPES: Final = ("person", "org", "facility", "product")
_OF_SEVERAL: Final = sorted({slot.name for kind in KINDS.values() for slot in slots(kind) if slot.type == "party"})
"""Slots in which a person may stand as well as an organisation."""
_FIRST: Final = 20
_WIDER: Final = 16
_APART: Final = 20
"""Keys that are looked up one by one."""


def page(asked: Select[Any], limit: int | None, offset: int) -> Select[Any]:
    """A part of what a query gives.

    Raises:
        BadValueError: when a number is below zero.

    """
    if (limit is not None and limit < 0) or offset < 0:
        raise BadValueError(f"limit and offset count entries and cannot be below zero: {limit}, {offset}")
    return asked.limit(limit).offset(offset or None)


def conditions(wanted: ClaimFilter, naming: Naming, since: str = "") -> Iterator[ColumnElement[bool]]:
    """What holds for an entry that the filter lets through, of ``since`` (a day, inclusive) or later.

    Raises:
        BadValueError: when the filter asks for what cannot be.

    """
    yield from _attributes(wanted)
    yield from _days(wanted)
    yield from (claim.c.entry.in_(_named(part, since, wanted.as_of)) for part in _parts(wanted, naming))
    if since:
        yield claim.c.day_from >= since
    if not wanted.include_retracted:
        yield stood(claim.c.recorded_at, claim.c.retracted_at, wanted.as_of)
    elif wanted.as_of is not None:
        yield claim.c.recorded_at <= end_of(wanted.as_of)


def newest(wanted: ClaimFilter, naming: Naming) -> Iterator[Select[Any]]:
    """Queries for the day from which on enough entries may be found, each for an earlier one; nothing is a lower bound.

    Somebody with very many claims is asked for page by page: the newest names lead to the newest claims, so that the
    rest need not be looked at. None is needed where no name is asked for.
    """
    parts = _parts(wanted, naming)
    count = _FIRST + 2 * ((wanted.limit or 0) + wanted.offset)
    while parts and wanted.limit is not None:
        yield _newest_day(parts[0], count, wanted.as_of)
        count *= _WIDER


def _newest_day(part: "_Part", count: int, as_of: Moment | None) -> Select[Any]:
    """The day of the newest name but so many; of several keys each gives its newest, which an index has in order."""
    if not 1 < len(part.keys) <= _APART:
        days = select(party.c.day).where(*part.rough, *_until(as_of))
        return days.order_by(party.c.day.desc()).offset(count).limit(1)
    of_key = (select(party.c.day).where(party.c.key == key, *_until(as_of)) for key in part.keys)
    newest = (one.order_by(party.c.day.desc()).limit(count + 1).subquery() for one in of_key)
    together = union_all(*(select(one.c.day) for one in newest)).subquery()
    return select(together.c.day).order_by(together.c.day.desc()).offset(count).limit(1)


class _Part(NamedTuple):
    """Whose names are asked for.

    Attributes:
        rough: what holds for rows of ``party`` alone, answered by an index; it lets too much through, never too little.
        exact: the others.
        in_documents: whether those are also about the document.
        keys: those of which a row has one, where that is all that ``rough`` says.

    """

    rough: tuple[ColumnElement[bool], ...]
    exact: tuple[ColumnElement[bool], ...]
    in_documents: bool = False
    keys: tuple[str, ...] = ()


def _parts(wanted: ClaimFilter, naming: Naming) -> list[_Part]:
    asked = ((wanted.person, ("person",)), (wanted.org, ("org",)), (wanted.name, _TYPES))
    return [
        _meant(names) if isinstance(names, Meant) else _called(_several(names), types, naming)
        for names, types in asked
        if names
    ]


def _called(names: Sequence[str], types: Sequence[str], naming: Naming) -> _Part:
    """By words: everybody who has one of the names in a slot of one of the types, whatever it was taken for."""
    keys = {key for name in names for key in (name, *(naming.key(name, one) for one in (*types, "org"))) if key}
    hit = or_(among(party.c.key, keys), among(party.c.name, names))
    return _Part((hit,), (or_(party.c.type.in_(types), party.c.slot.in_(_OF_SEVERAL)),))


def _meant(wanted: Meant) -> _Part:
    """By whom they mean: a name of theirs, in a document in which it means them."""
    here = party.c.type + "|" + party.c.key + "|" + claim.c.document
    local = {str(node) for node in wanted.nodes if node.document}
    hits = [and_(party.c.type == kind, among(party.c.key, keys)) for kind, keys in _by_type(wanted.nodes).items()]
    exact = [or_(false(), *hits, *([among(here, local)] if local else []))]
    if wanted.apart:
        exact.append(not_(among(here, map(str, wanted.apart))))
    keys = tuple(sorted({node.key for node in wanted.nodes}))
    return _Part((among(party.c.key, keys),), tuple(exact), in_documents=bool(local or wanted.apart), keys=keys)


def _by_type(nodes: Iterable[Node]) -> dict[str, list[str]]:
    """The keys of names that mean the same everywhere."""
    found: dict[str, list[str]] = {}
    for node in sorted(nodes):
        if not node.document:
            found.setdefault(node.type, []).append(node.key)
    return found


def _named(part: _Part, since: str, as_of: Moment | None) -> Select[Any]:
    """The entries with one of the names in a slot."""
    named = select(party.c.entry).where(*part.rough, *part.exact, party.c.slot != SOURCE, *_until(as_of))
    if since:
        named = named.where(party.c.day >= since)
    if part.in_documents:
        named = named.join(claim, claim.c.entry == party.c.entry).correlate(None)
    return named


def _until(as_of: Moment | None) -> Iterator[ColumnElement[bool]]:
    """Whether a name was there at a moment: the numbers of entries rise as moments do."""
    if as_of is not None:
        yield party.c.entry <= last_entry(as_of)


def _several(given: Words) -> Sequence[str]:
    return (given,) if isinstance(given, str) else given


def _names_somebody(wanted: ClaimFilter) -> bool:
    """Whether names lead to the claims, which are few then.

    What else is asked of them is written so that no index answers it: databases would search all claims of a kind.
    """
    return bool(wanted.person or wanted.org or wanted.name)


def _attributes(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    for column, given, known in (
        (claim.c.kind, wanted.kind, tuple(KINDS)),
        (claim.c.status, wanted.status, tuple(Status)),
        (_documents.c.lang, wanted.lang, ()),
    ):
        values = [str(value) for value in _several(given)]
        if strange := [value for value in values if known and value not in known]:
            raise BadValueError(f"no such {column.name}: {', '.join(strange)} (one of {', '.join(known)})")
        if values:
            yield (column.concat("") if _names_somebody(wanted) else column).in_(values)
    if wanted.text and (sought := fold(wanted.text)):
        yield claim.c.folded.contains(sought, autoescape=True)
    if wanted.ids is not None:
        yield among(claim.c.id, wanted.ids)
    if wanted.document:
        yield or_(_documents.c.id == wanted.document, _documents.c.digest == wanted.document)


def _days(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield claim.c.day_to >= str(_days_of(wanted.since).start)
    if wanted.until is not None:
        first = claim.c.day_from.concat("") if _names_somebody(wanted) else claim.c.day_from
        yield first <= str(_days_of(wanted.until).end)
        yield claim.c.day_from != ""
    if wanted.during is not None:
        during = Interval.parse(wanted.during) if isinstance(wanted.during, str) else wanted.during
        yield claim.c.valid_from.is_not(None)
        if during.end:
            yield claim.c.valid_from <= str(during.end)
        if during.start:
            yield claim.c.valid_to >= str(during.start)


def _days_of(day: Day) -> Interval:
    if isinstance(day, str):
        day = PartialDate.parse(day)
    return day.interval() if isinstance(day, PartialDate) else Interval(day, day)
