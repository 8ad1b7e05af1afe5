"""The records of the knowledge files, and how a file is read and checked.

Every file is JSON Lines, one record a line: ``organisations.jsonl``, ``products.jsonl``, ``facilities.jsonl``,
``places.jsonl``, ``accelerators.jsonl``. The fields of the dataclasses here are the keys that a record may have.
"""

import json
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, Literal, NamedTuple, cast, get_args

from talentwire.errors import PackError

Kind = Literal["organisation", "product", "facility", "place", "accelerator"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What all records have.

    Attributes:
        name: the canonical name, the one to show.
        kind: what sort of thing it is, as the file says.
        aliases: other names, also in other languages.
        garbled: what machine translation and typesetting make of the name.
        ambiguous: names of this record that are also common words or other names.

    """

    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    garbled: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


class Leader(NamedTuple):
    """Who leads an organisation, and as what."""

    person: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Known):
    """A company, lab, university, fund, outlet or public body, with what it belongs to."""

    parent: str | None = None
    country: str | None = None
    city: str | None = None
    founded: int | None = None
    founders: tuple[str, ...] = ()
    leaders: tuple[Leader, ...] = ()
    nicknames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Known):
    """A product, a model or, with ``series``, a family of them."""

    owner: str | None = None
    series: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility(Known):
    """A data centre, a cluster or a campus, with whoever owns it."""

    owner: tuple[str, ...] = ()
    city: str | None = None
    region: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Known):
    """A city, region or country, with the adjectives made from it."""

    country: str | None = None
    adjectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Accelerator(Known):
    """A chip to compute with, with its worth in Nvidia H100 where a source gives one.

    Attributes:
        maker: whose chip it is.
        bf16_tflops: what is compared: dense BF16 TFLOP/s of one, as the maker states them.
        h100_equivalent: the same over the 989.4 TFLOP/s of an H100 SXM.
        h100_low: the least that the name may mean, where it is that of several chips or of a part and the whole.
        h100_high: the most that it may mean.
        source: where the figures are from.

    """

    maker: str | None = None
    bf16_tflops: float | None = None
    h100_equivalent: float | None = None
    h100_low: float | None = None
    h100_high: float | None = None
    source: str | None = None


Record = Organisation | Product | Facility | Place | Accelerator
FILES: Mapping[Kind, tuple[str, type[Record]]] = {
    "organisation": ("organisations.jsonl", Organisation),
    "product": ("products.jsonl", Product),
    "facility": ("facilities.jsonl", Facility),
    "place": ("places.jsonl", Place),
    "accelerator": ("accelerators.jsonl", Accelerator),
}


def read_records(place: Traversable, record: type[Record]) -> Iterator[Record]:
    """Read one knowledge file.

    Raises:
        PackError: when the file cannot be read, or a line is no JSON object, has an unknown key, lacks the name or has
            a value of the wrong type; the text names file and line.

    """
    known = {field.name: field for field in fields(record)}
    try:
        lines = place.read_text(encoding="utf-8").split("\n")  # other ends of lines may stand in a name
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(f"cannot read {place.name}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _checked(_read(line), record, known)
        except ValueError as error:
            raise PackError(f"{place.name}, line {number}: {error}") from None


def _read(line: str) -> object:
    try:
        return json.loads(line)
    except RecursionError:
        raise ValueError("brackets stand too deep inside each other") from None


def merged(known: Record, more: Record) -> Record:
    """The record with what a later file adds: lists grow, single values are replaced where the later file gives one."""
    changes: dict[str, Any] = {}
    for field in fields(more):
        value = getattr(more, field.name)
        if isinstance(value, tuple):
            changes[field.name] = tuple(dict.fromkeys([*getattr(known, field.name), *value]))
        elif value != field.default and field.name != "name":
            changes[field.name] = value
    return replace(known, **changes)


def _checked(data: object, record: type[Record], known: dict[str, Field[Any]]) -> Record:
    if not isinstance(data, dict):
        raise ValueError("a record must be an object between { and }")
    if strange := data.keys() - known.keys():
        raise ValueError(f"no such key: {', '.join(sorted(strange))} (a record may have {', '.join(known)})")
    if not isinstance(data.get("name"), str) or not data["name"].strip():
        raise ValueError("the record has no name")
    if isinstance(data.get("ambiguous"), bool):
        data["ambiguous"] = [data["name"], *_texts("aliases", data.get("aliases") or [])] if data["ambiguous"] else []
    return record(**{name: _value(known[name], value) for name, value in data.items() if value is not None})


def _value(field: Field[Any], value: object) -> Any:
    if field.name == "leaders":
        return _leaders(value)
    if field.default == ():
        return _texts(field.name, value)
    wanted = (str,) if field.default is MISSING else _plain_types(cast(Hashable, field.type))
    if isinstance(value, wanted) and (bool in wanted or not isinstance(value, bool)):
        return value
    raise ValueError(f"{field.name} must be {' or '.join(t.__name__ for t in wanted)}, not {value!r}")


def _texts(name: str, value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if isinstance(values, list) and all(isinstance(item, str) and item.strip() for item in values):
        return tuple(values)
    raise ValueError(f"{name} must be a list of names, not {value!r}")


def _leaders(value: object) -> tuple[Leader, ...]:
    if isinstance(value, list) and all(isinstance(v, dict) and set(v) == {"person", "role"} for v in value):
        return tuple(Leader(str(v["person"]), str(v["role"])) for v in value)
    raise ValueError(f'leaders must be a list of {{"person": …, "role": …}}, not {value!r}')


@cache
def _plain_types(declared: Any) -> tuple[type, ...]:
    types = tuple(t for t in get_args(declared) or (declared,) if t is not type(None))
    return (*types, int) if float in types else types
