"""The atlas: look up an organisation, product, facility, place or accelerator by any of its names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, cast

from talentwire.errors import PackError
from talentwire.knowledge.records import (
    FILES,
    Accelerator,
    Facility,
    Kind,
    Organisation,
    Place,
    Product,
    Record,
    merged,
    read_records,
)
from talentwire.lang.folding import compact, split_legal

How = Literal["name", "alias", "nickname", "adjective", "garbled"]


@dataclass(frozen=True, slots=True)
class Surface:
    """A form in which a name stands in a text.

    Attributes:
        form: the form, to the letter.
        name: canonical name of the record it means.
        kind: what the record is.
        how: whether the form is the name itself, an alias, a nickname, an adjective or damage.
        ambiguous: whether it is also a common word or the name of something else.

    """

    form: str
    name: str
    kind: Kind
    how: How
    ambiguous: bool = False


class Atlas:
    """Organisations, products, facilities, places and accelerators by their names.

    A name is found without regard to case, accents, blanks, hyphens and dots and, where nothing has the whole name,
    without its legal form: ``open ai``, ``Open-AI`` and ``OpenAI, Inc.`` are all OpenAI.
    """

    def __init__(self, records: Mapping[Kind, tuple[Record, ...]]) -> None:
        self._records = records
        self._indexes: dict[Kind, dict[str, Record]] = {}
        self._surfaces: dict[Kind, Mapping[str, Surface]] = {}

    @staticmethod
    def load(extra: Path | None = None) -> "Atlas":
        """The knowledge that comes with the program, with that of ``extra`` added; loaded once.

        Args:
            extra: a file named like one of ours (``organisations.jsonl``), or a folder with such files. A record
                whose name is known adds to what is known of it.

        Raises:
            PackError: when a file breaks the rules, or ``extra`` holds no knowledge file.

        """
        return _load(extra.resolve() if extra else None)

    @cached_property
    def digest(self) -> bytes:
        """A digest of everything that is known."""
        rows = (repr(record) for kind in sorted(self._records) for record in self._records[kind])
        return sha256("\n".join(rows).encode()).digest()

    @property
    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations, in the order of their files."""
        return cast(tuple[Organisation, ...], self._records.get("organisation", ()))

    @property
    def products(self) -> tuple[Product, ...]:
        """All products, models and series."""
        return cast(tuple[Product, ...], self._records.get("product", ()))

    @property
    def facilities(self) -> tuple[Facility, ...]:
        """All sites and clusters."""
        return cast(tuple[Facility, ...], self._records.get("facility", ()))

    @property
    def places(self) -> tuple[Place, ...]:
        """All cities, regions and countries."""
        return cast(tuple[Place, ...], self._records.get("place", ()))

    @property
    def accelerators(self) -> tuple[Accelerator, ...]:
        """All chips."""
        return cast(tuple[Accelerator, ...], self._records.get("accelerator", ()))

    def org(self, name: str) -> Organisation | None:
        """The organisation of this name, alias, nickname or damaged form."""
        return cast(Organisation | None, self._find("organisation", name))

    def product(self, name: str) -> Product | None:
        """The product of this name."""
        return cast(Product | None, self._find("product", name))

    def facility(self, name: str) -> Facility | None:
        """The facility of this name."""
        return cast(Facility | None, self._find("facility", name))

    def place(self, name: str) -> Place | None:
        """The place of this name or adjective."""
        return cast(Place | None, self._find("place", name))

    def accelerator(self, name: str) -> Accelerator | None:
        """The chip of this name."""
        return cast(Accelerator | None, self._find("accelerator", name))

    def surfaces(self, kind: Kind) -> Mapping[str, Surface]:
        """Every form, to the letter, in which something of this kind stands in a text.

        A form that two records have means the one that has it by the better right (name before alias before nickname
        before damage, then the order of the file), and is ambiguous.
        """
        if kind not in self._surfaces:
            self._surfaces[kind] = _best(_surfaces(kind, self._records.get(kind, ())))
        return self._surfaces[kind]

    def parents(self, name: str) -> tuple[str, ...]:
        """What the organisation belongs to, nearest first: Google DeepMind → Google, Alphabet."""
        chain: list[str] = []
        org = self.org(name)
        while org and org.parent:
            above = self.org(org.parent)
            top = above.name if above else org.parent
            if top in chain or top == name:
                break
            chain.append(top)
            org = above
        return tuple(chain)

    def units_of(self, name: str) -> tuple[str, ...]:
        """Every known organisation that belongs to this one, directly or through another."""
        org = self.org(name)
        return self._units.get(org.name, ()) if org else ()

    def owner_of(self, product: str) -> str | None:
        """Canonical name of the organisation whose product this is."""
        found = self.product(product)
        if not found or not found.owner:
            return None
        owner = self.org(found.owner)
        return owner.name if owner else found.owner

    @cached_property
    def people(self) -> frozenset[str]:
        """Everyone who founded or leads a known organisation, as the files write them."""
        founders = {name for org in self.organisations for name in org.founders}
        return frozenset(founders | {leader.person for org in self.organisations for leader in org.leaders})

    @cached_property
    def _units(self) -> dict[str, tuple[str, ...]]:
        units: dict[str, list[str]] = {}
        for org in self.organisations:
            for above in self.parents(org.name):
                units.setdefault(above, []).append(org.name)
        return {above: tuple(below) for above, below in units.items()}

    def _find(self, kind: Kind, name: str) -> Record | None:
        if kind not in self._indexes:
            self._indexes[kind] = self._index(kind)
        index = self._indexes[kind]
        found = index.get(name) or index.get(compact(name))
        if found is None and kind == "organisation":
            found = index.get(compact(split_legal(name).core))
        return found

    def _index(self, kind: Kind) -> dict[str, Record]:
        by_name = {record.name: record for record in self._records.get(kind, ())}
        surfaces = sorted(self.surfaces(kind).values(), key=_right)
        index = {surface.form: by_name[surface.name] for surface in surfaces}
        for surface in surfaces:
            index.setdefault(compact(surface.form), by_name[surface.name])
        if kind == "organisation":
            for surface in surfaces:
                index.setdefault(compact(split_legal(surface.form).core), by_name[surface.name])
        index.pop("", None)
        return index


_RIGHTS: tuple[How, ...] = ("name", "alias", "nickname", "adjective", "garbled")


def _right(surface: Surface) -> int:
    return _RIGHTS.index(surface.how)


def _surfaces(kind: Kind, records: Iterable[Record]) -> Iterator[Surface]:
    for record in records:
        for how, forms in _forms(record):
            for form in forms:
                yield Surface(form, record.name, kind, how, form in record.ambiguous)


def _forms(record: Record) -> Iterator[tuple[How, tuple[str, ...]]]:
    yield "name", (record.name,)
    yield "alias", record.aliases
    if isinstance(record, Organisation):
        yield "nickname", record.nicknames
    if isinstance(record, Place):
        yield "adjective", record.adjectives
    yield "garbled", record.garbled


def _best(surfaces: Iterable[Surface]) -> Mapping[str, Surface]:
    best: dict[str, Surface] = {}
    for surface in sorted(surfaces, key=_right):
        first = best.setdefault(surface.form, surface)
        if first.name != surface.name and not first.ambiguous:
            best[surface.form] = replace(first, ambiguous=True)
    return best


@lru_cache(maxsize=8)
def _load(extra: Path | None) -> Atlas:
    ours = files("talentwire.knowledge") / "data"
    records: dict[Kind, dict[str, Record]] = {}
    for kind, (name, record) in FILES.items():
        if (place := ours / name).is_file():
            records[kind] = _named(name, read_records(place, record))
    if extra:
        _extend(records, extra)
    atlas = Atlas({kind: tuple(named.values()) for kind, named in records.items()})
    _check_parents(atlas)
    return atlas


def _named(file: str, records: Iterable[Record]) -> dict[str, Record]:
    named: dict[str, Record] = {}
    for record in records:
        if record.name in named:
            raise PackError(f"{file}: {record.name} is there twice; put its names into one record")
        named[record.name] = record
    return named


def _extend(records: dict[Kind, dict[str, Record]], extra: Path) -> None:
    places: list[Traversable] = [extra] if extra.is_file() else [extra / name for name, _ in FILES.values()]
    wanted = {name: (kind, record) for kind, (name, record) in FILES.items()}
    found = [place for place in places if place.is_file() and place.name in wanted]
    if not found:
        raise PackError(f"{extra} holds no knowledge file; name it one of {', '.join(wanted)}")
    for place in found:
        kind, record = wanted[place.name]
        named = records.setdefault(kind, {})
        for name, more in _named(place.name, read_records(place, record)).items():
            named[name] = merged(named[name], more) if name in named else more


def _check_parents(atlas: Atlas) -> None:
    parents = {org.name: org.parent for org in atlas.organisations if org.parent}
    for name, above in parents.items():
        seen = {name}
        while above in parents:
            if above in seen:
                raise PackError(f"organisations.jsonl: {name} would belong to itself through {above}")
            seen.add(above)
            above = parents[above]
