"""One object of an answer becomes a claim: what weak models commonly get wrong is put right, the rest is refused."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from talentwire.errors import BadValueError
from talentwire.extract.drafts import complete
from talentwire.extract.llm.answers import Twice
from talentwire.extract.llm.schema import SEVERAL
from talentwire.extract.roles import find_roles
from talentwire.extract.text import Text
from talentwire.lang.pack import languages, load_pack
from talentwire.model.claims import KINDS, NAMED, Claim, Content, Slot, slots
from talentwire.model.document import Document

Refusal = Literal["no claim", "bad value", "incomplete", "name"]

_NOTHING: Final = frozenset(
    {"", "null", "none", "n/a", "na", "nil", "unknown", "unnamed", "undisclosed", "not specified", "-", "?"}
)
_LONGEST: Final = {"text": 200, "name": 120}
_LARGEST: Final = 1e15
_SIGNS: Final = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "EURO": "EUR", "DOLLAR": "USD"}
_NUMBER: Final = re.compile(r"(\d{1,3}(?:[ ,']\d{3})+|\d+)(\.\d+)? ?%?")
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)T[\d:.]*(?:Z|[+-]\d\d:?\d\d)?")


class RefusedError(Exception):
    """An object that makes no claim, and why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Read:
    """A claim out of an answer, and how many of its slots had to be emptied."""

    claim: Claim
    mended: int


def read_claim(data: object, lang: str | None) -> Read:
    """Read one object of an answer.

    Args:
        data: what the model listed.
        lang: the document's language, in which a role may still be written.

    Raises:
        RefusedError: when it is no claim, a slot that decides cannot be read, or too little is filled.

    """
    if not isinstance(data, Mapping) or isinstance(data, Twice):
        raise RefusedError("no claim")
    kind = KINDS.get(str(data.get("type")).strip().lower())
    if kind is None or not isinstance(data.get("evidence"), str):
        raise RefusedError("no claim")
    values, mended = _slots(kind, data)
    content = kind(**values)
    if not complete(content):
        raise RefusedError("incomplete")
    claim = _with_envelope(Claim(_in_english(content, lang), evidence=data["evidence"]), data)
    lost = _given(data.get("date")) and claim.date is None
    return Read(claim, mended + lost)


def _slots(kind: type[Content], data: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """The slots as the model has them, and how many were emptied because nothing could be made of them."""
    values: dict[str, Any] = {}
    mended = 0
    for slot in slots(kind):
        given = data.get(slot.name)
        if not _given(given):
            continue
        try:
            values[slot.name] = _value(kind, slot, given)
        except BadValueError:
            if slot.key and slot.name not in SEVERAL:
                raise RefusedError("bad value") from None
            mended += 1
    return values, mended


def _given(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() not in _NOTHING
    return value is not None and value != []


def _value(kind: type[Content], slot: Slot, given: Any) -> Any:
    """A slot's value, through the parsing of the model.

    Raises:
        BadValueError: when it is none.

    """
    plain = _names(given) if slot.type in NAMED else _PLAIN[slot.type](given)
    if slot.type == "text" and slot.default is None and isinstance(plain, list):
        plain = " and ".join(plain)
    return getattr(Claim.from_json({"type": kind.type, slot.name: plain}).content, slot.name)


def _with_envelope(claim: Claim, data: Mapping[str, Any]) -> Claim:
    named = {slot.name for slot in slots(type(claim.content)) if slot.type in NAMED}
    implicit = data.get("implicit")
    plain: dict[str, Any] = {"type": claim.kind}
    status, source, date = data.get("status"), data.get("source"), data.get("date")
    try:
        if _given(status):
            plain["status"] = _choice(status)
        if _given(source) and isinstance(source, str):
            plain["source"] = _text(source)
        envelope = Claim.from_json(plain)
    except BadValueError:
        raise RefusedError("bad value") from None
    try:
        dated = Claim.from_json({"type": claim.kind, "date": _date(date)}) if _given(date) else envelope
    except BadValueError:
        dated = envelope
    return replace(
        claim,
        status=envelope.status,
        source=envelope.source,
        date=dated.date,
        implicit=tuple(one for one in implicit if isinstance(one, str) and one in named)
        if isinstance(implicit, list)
        else (),
    )


# ---- single values


def _text(value: object, longest: int = _LONGEST["text"]) -> str:
    if not isinstance(value, str):
        raise BadValueError(f"must be a text, not {value!r}")
    line = " ".join(value.split())
    if len(line) > longest or not line.isprintable():
        raise BadValueError("is too long, or holds what cannot be printed")
    return line


def _texts(value: object) -> str | list[str]:
    return [_text(one) for one in value if _given(one)] if isinstance(value, list) else _text(value)


def _names(value: object) -> list[str]:
    several = value if isinstance(value, list) else [value]
    found = [_text(one, _LONGEST["name"]) for one in several if _given(one)]
    if not found:
        raise BadValueError("names nobody")
    return list(dict.fromkeys(found))


def _number(value: object) -> int | float:
    if isinstance(value, str) and (found := _NUMBER.fullmatch(value.strip())):
        value = float(re.sub(r"[ ,']", "", found[1]) + (found[2] or ""))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValueError(f"must be a number, not {value!r}")
    if not (math.isfinite(value) and 0 <= value < _LARGEST):
        raise BadValueError("must be a number that can be")
    return value


def _money(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping) or isinstance(value, Twice):
        raise BadValueError(f"must be a sum, not {value!r}")
    currency = _text(value.get("currency")).upper()
    bound = str(value.get("bound")).lower()
    plain = {"value": _number(value.get("value")), "currency": _SIGNS.get(currency, currency)}
    return {**plain, "bound": bound} if bound in ("min", "max", "approx") else plain


def _date(value: object) -> str:
    day = _text(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    found = _DAY.fullmatch(day)
    return found[1] if found else day


def _flag(value: object) -> bool:
    word = str(value).strip().lower()
    if word not in ("true", "false"):
        raise BadValueError(f"must be true or false, not {value!r}")
    return word == "true"


def _choice(value: object) -> str:
    return re.sub(r"[\s-]+", "_", _text(value).lower())


_PLAIN: Final[dict[str, Callable[[object], Any]]] = {
    "text": _texts,
    "money": _money,
    "number": _number,
    "date": _date,
    "flag": _flag,
    "choice": _choice,
}


# ---- roles


def _in_english(content: Content, lang: str | None) -> Content:
    """The content with roles that the model left in the document's language put into English."""
    roles = [s.name for s in slots(type(content)) if s.name.endswith("role") and getattr(content, s.name)]
    english: dict[str, Any] = {name: _role(getattr(content, name), lang) for name in roles}
    return replace(content, **english) if english else content


def _role(role: str, lang: str | None) -> str:
    """The role as the pack of the language has it, where that knows all of it."""
    if lang not in languages():
        return role
    text = Text(Document("role", role, lang=lang), load_pack(lang))
    found = find_roles(text, [])
    return found[0].name if len(found) == 1 and found[0].last - found[0].first == len(text.words) else role
