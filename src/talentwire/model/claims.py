"""The claim envelope, its status, and the nine kinds as dataclasses of slots.

From this file follow the JSON form, the schemas of every interface, the SQL views and the reference page:
each slot says in its field what it holds (``SlotType``) and whether it is a key slot.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Literal, NamedTuple, Self, get_args

from talentwire.errors import BadValueError
from talentwire.model.document import Span, digest
from talentwire.model.entities import Parties, Party
from talentwire.model.values import Money, Number, PartialDate, number

SlotType = Literal["person", "org", "facility", "product", "party", "text", "money", "number", "date", "choice", "flag"]
NAMED: frozenset[SlotType] = frozenset({"person", "org", "facility", "product", "party"})
TEXTS: frozenset[SlotType] = NAMED | {"text"}


class Status(StrEnum):
    """How far a claim goes, in the words of its document."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    TALKS = "talks"
    ATTEMPTED = "attempted"
    FAILED = "failed"
    DENIED = "denied"


class Slot(NamedTuple):
    """What a kind says of one of its slots."""

    name: str
    type: SlotType
    key: bool
    choices: tuple[str, ...]
    default: Any
    doc: str


def _slot(
    slot_type: SlotType, doc: str, *, key: bool = False, choices: tuple[str, ...] = (), default: Any = None
) -> Any:
    if slot_type in NAMED:
        default = ()
    return field(default=default, metadata={"type": slot_type, "key": key, "choices": choices, "doc": doc})


def _named(slot_type: SlotType, doc: str, *, key: bool = False) -> Any:
    return _slot(slot_type, doc, key=key)


@dataclass(frozen=True, kw_only=True)
class Move:
    """Someone joins, leaves, changes or is appointed within an organisation or its board."""

    type: ClassVar[str] = "move"
    person: Parties = _named("person", "who moves", key=True)
    headcount: Number | None = _slot("number", "how many, for an unnamed group", key=True)
    from_org: Parties = _named("org", "where they were; several where the text does not say which was last", key=True)
    to_org: Parties = _named("org", "where they go, or where they stay when the move is inside", key=True)
    from_role: str | None = _slot("text", "position left, in English")
    to_role: str | None = _slot("text", "position taken, in English")
    from_unit: str | None = _slot("text", "part of the organisation left")
    to_unit: str | None = _slot("text", "part of the organisation joined")
    seat: str = _slot("choice", "a job or a seat on a board", choices=("job", "board"), default="job")


@dataclass(frozen=True, kw_only=True)
class Position:
    """Someone holds, or held, a position."""

    type: ClassVar[str] = "position"
    person: Parties = _named("person", "who holds it", key=True)
    org: Parties = _named("org", "at which organisation", key=True)
    role: str | None = _slot("text", "the position, in English")
    unit: str | None = _slot("text", "part of the organisation")
    current: bool = _slot("flag", 'false for "former", "ex-"', key=True, default=True)
    reports_to: Parties = _named("person", "the person they report to")


@dataclass(frozen=True, kw_only=True)
class Deal:
    """One organisation buys, merges with, invests in or licenses from another, or founds a joint venture."""

    type: ClassVar[str] = "deal"
    buyer: Parties = _named("party", "who pays, or one side of a merger or joint venture", key=True)
    target: Parties = _named("org", "what is bought, or the other side", key=True)
    kind: str | None = _slot(
        "choice",
        "what sort of deal",
        choices=("acquisition", "stake", "investment", "merger", "joint_venture", "licence_hire"),
    )
    amount: Money | None = _slot("money", "what is paid")
    stake_pct: Number | None = _slot("number", "share of the target, in per cent")


@dataclass(frozen=True, kw_only=True)
class Funding:
    """An organisation raises money or its shares are sold."""

    type: ClassVar[str] = "funding"
    org: Parties = _named("org", "who raises, or whose shares are sold", key=True)
    amount: Money | None = _slot("money", "size of the round", key=True)
    valuation: Money | None = _slot("money", "what the organisation is valued at")
    kind: str | None = _slot("choice", "new money, existing shares or debt", choices=("primary", "secondary", "debt"))
    investor: Parties = _named("party", "who invests")


@dataclass(frozen=True, kw_only=True)
class Pay:
    """What an employer pays or offers to people."""

    type: ClassVar[str] = "pay"
    payer: Parties = _named("org", "who pays or offers", key=True)
    amount: Money | None = _slot("money", "how much", key=True)
    recipient: tuple[str, ...] = _slot("text", "to whom: a person or a group", default=())
    kind: str | None = _slot(
        "choice",
        "what sort of pay",
        choices=("signing_bonus", "package", "salary", "equity", "retention", "buyback"),
    )
    period: str | None = _slot("text", 'the time it covers: "year", "four years"')


@dataclass(frozen=True, kw_only=True)
class Compute:
    """Machines and the power, money and places they need."""

    type: ClassVar[str] = "compute"
    owner: Parties = _named("org", "who owns or uses them", key=True)
    facility: Parties = _named("facility", "name of the cluster or site", key=True)
    accelerators: Number | None = _slot("number", "how many", key=True)
    accelerator_type: str | None = _slot("text", "which, for example Nvidia H100")
    power_mw: Number | None = _slot("number", "electrical power in megawatts", key=True)
    capex: Money | None = _slot("money", "what it costs to build")
    location: str | None = _slot("text", "where")
    online: PartialDate | None = _slot("date", "when it runs, or will")


@dataclass(frozen=True, kw_only=True)
class Workforce:
    """The size of a staff or of a part of it, or a change to it."""

    type: ClassVar[str] = "workforce"
    org: Parties = _named("org", "whose staff", key=True)
    change: str | None = _slot("choice", "smaller, larger, or its size", choices=("cut", "grow", "size"), key=True)
    group: str | None = _slot("text", "which part of the staff")
    count: Number | None = _slot("number", "how many people")
    percent: Number | None = _slot("number", "which share of the staff")


@dataclass(frozen=True, kw_only=True)
class Release:
    """A product or model is launched, delayed, scored or withdrawn."""

    type: ClassVar[str] = "release"
    org: Parties = _named("org", "whose product")
    product: Parties = _named("product", "which product", key=True)
    event: str | None = _slot("choice", "what happened to it", choices=("launch", "delay", "benchmark", "withdraw"))


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A named person says something, directly or indirectly; the evidence holds the words."""

    type: ClassVar[str] = "quote"
    speaker: Parties = _named("person", "who says it", key=True)
    org: Parties = _named("org", "whom they speak for")


Content = Move | Position | Deal | Funding | Pay | Compute | Workforce | Release | Quote
KINDS: dict[str, type[Content]] = {kind.type: kind for kind in get_args(Content)}


def _declared(kind: type[Content]) -> tuple[Slot, ...]:
    return tuple(
        Slot(f.name, f.metadata["type"], f.metadata["key"], f.metadata["choices"], f.default, f.metadata["doc"])
        for f in fields(kind)
    )


_SLOTS: dict[str, tuple[Slot, ...]] = {name: _declared(kind) for name, kind in KINDS.items()}


def slots(kind: type[Content]) -> tuple[Slot, ...]:
    """The slots of a kind, in order."""
    return _SLOTS[kind.type]


def filled(content: Content) -> Iterator[tuple[Slot, Any]]:
    """The slots that hold something, with what they hold; a default that says nothing is left out."""
    for slot in slots(type(content)):
        value = getattr(content, slot.name)
        if value is not None and value != () and (value != slot.default or slot.type == "flag"):
            yield slot, value


@dataclass(frozen=True)
class Claim:
    """One thing that one document says.

    Attributes:
        content: the kind with its slots.
        status: how far the document goes.
        source: whom the document names as saying so, other than its author.
        date: when it happened or will.
        evidence: the words of the document that prove it, to the letter.
        span: where the evidence stands in the document's original text.
        document: digest of the document, empty before it is known.
        implicit: slots filled from outside the document's words.
        optional: gold files only: a claim that costs nothing when missed.
        extractor: who read it, for example ``builtin 1`` or ``editor:ada``.
        trigger: the rule that opened it, with its file and line.

    """

    content: Content
    status: Status = Status.ASSERTED
    source: Party | None = None
    date: PartialDate | None = None
    evidence: str = ""
    span: Span | None = None
    document: str = ""
    implicit: tuple[str, ...] = ()
    optional: bool = False
    extractor: str = ""
    trigger: str | None = None

    @property
    def kind(self) -> str:
        """Name of the kind: ``move``, ``deal``…"""
        return self.content.type

    @cached_property
    def id(self) -> str:
        """Content hash of document, span, kind, slots, status, source and date."""
        shown = sorted((k, repr(v)) for k, v in self.to_json().items() if k != "optional")
        return digest(self.document, repr(self.span and tuple(self.span)), repr(shown))

    def parties(self) -> Iterator[tuple[str, Party]]:
        """Every name in a slot, with the slot's name; the source last."""
        for slot, value in filled(self.content):
            if slot.type in NAMED:
                for party in value:
                    yield slot.name, party
        if self.source:
            yield "source", self.source

    def in_document(self, document: str, span: Span) -> Self:
        """The same claim, grounded at ``span`` of the document with this digest."""
        return replace(self, document=document, span=span)

    def to_json(self) -> dict[str, Any]:
        """The form of the gold files: the kind, its filled slots, status, source, date and evidence."""
        data: dict[str, Any] = {"type": self.kind}
        data.update((slot.name, _plain(slot, value)) for slot, value in filled(self.content))
        data["status"] = str(self.status)
        data["source"] = self.source.name if self.source else None
        data["date"] = str(self.date) if self.date else None
        data["evidence"] = self.evidence
        if self.implicit:
            data["implicit"] = list(self.implicit)
        if self.optional:
            data["optional"] = True
        return data

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read one claim of a gold or prediction file.

        Raises:
            BadValueError: when the kind, a slot or a value is not of the contract; the text says which.

        """
        if not isinstance(data, Mapping):
            raise BadValueError(f"a claim must be an object, not {data!r}")
        kind = KINDS.get(str(data.get("type")))
        if kind is None:
            raise BadValueError(f"no such kind of claim: {data.get('type')!r} (one of {', '.join(KINDS)})")
        known = {slot.name: slot for slot in slots(kind)}
        strange = set(data) - set(known) - _ENVELOPE
        if strange:
            raise BadValueError(f"a {kind.type} has no slot {', '.join(sorted(strange))}")
        values = {n: _rich(s, data[n]) for n, s in known.items() if data.get(n) not in (None, [], "")}
        return cls(
            content=kind(**values),
            status=_status(data.get("status")),
            source=Party(_text("source", data["source"])) if data.get("source") else None,
            date=PartialDate.parse(str(data["date"])) if data.get("date") else None,
            evidence=_words("evidence", data.get("evidence") or ""),
            implicit=_texts("implicit", data.get("implicit") or []),
            optional=bool(data.get("optional")),
        )


_ENVELOPE = {"type", "status", "source", "date", "evidence", "implicit", "optional"}


def _status(value: object) -> Status:
    try:
        return Status(str(value or "asserted"))
    except ValueError:
        raise BadValueError(f"no such status: {value!r} (one of {', '.join(Status)})") from None


def _plain(slot: Slot, value: Any) -> Any:
    """A slot's value in JSON: one name as a string, several as a list."""
    if slot.type in NAMED:
        names = [party.name for party in value]
        return names[0] if len(names) == 1 else names
    if isinstance(value, tuple):
        return value[0] if len(value) == 1 else list(value)
    if isinstance(value, Money):
        return value.to_json()
    return str(value) if isinstance(value, PartialDate) else value


def _rich(slot: Slot, value: Any) -> Any:
    """A slot's value out of JSON.

    Raises:
        BadValueError: when it is not of the slot's type.

    """
    if slot.type in NAMED:
        return tuple(Party(name) for name in _texts(slot.name, value))
    if slot.type == "text":
        return _texts(slot.name, value) if slot.default == () else _text(slot.name, value)
    return _READERS[slot.type](slot, value)


def _words(what: str, value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError(f"{what} must be a text, not {value!r}")
    return value


def _text(what: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BadValueError(f"{what} must be a text that is not empty, not {value!r}")
    return value


def _texts(what: str, value: Any) -> tuple[str, ...]:
    """A text, or a list of them."""
    return tuple(_text(what, one) for one in (value if isinstance(value, list | tuple) else [value]))


def _read_flag(slot: Slot, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError(f"{slot.name} must be true or false, not {value!r}")
    return value


def _read_choice(slot: Slot, value: Any) -> str:
    if value not in slot.choices:
        raise BadValueError(f"{slot.name} must be one of {', '.join(slot.choices)}, not {value!r}")
    return str(value)


_READERS: dict[str, Callable[[Slot, Any], Any]] = {
    "money": lambda _, value: Money.from_json(value),
    "number": lambda slot, value: number(value, slot.name),
    "date": lambda _, value: PartialDate.parse(str(value)),
    "flag": _read_flag,
    "choice": _read_choice,
}
