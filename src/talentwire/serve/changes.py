"""``SLOT=VALUE`` on the command line: what a claim should say, in the form of the gold files."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from talentwire.errors import BadValueError
from talentwire.model.claims import KINDS, NAMED, SlotType, slots
from talentwire.model.values import Number

_ENVELOPE: Final = ("status", "source", "date", "evidence")
_MONEY: Final = re.compile(
    r"(?P<bound>[≤≥~<>]?)\s*(?P<before>[A-Z]{3})?\s*(?P<value>[\d,]+(?:\.\d+)?)\s*(?P<size>k|m|bn|tn)?\s*(?P<after>[A-Z]{3})?"
)
_SIZES: Final = {None: 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
_BOUNDS: Final = {"≤": "max", "<": "max", "≥": "min", ">": "min", "~": "approx"}
_YES: Final = {"true": True, "yes": True, "false": False, "no": False}


def parse_changes(kind: str, words: Iterable[str]) -> dict[str, Any]:
    """By slot what it should hold; None where nothing stands behind the sign. A slot given twice holds both.

    Raises:
        BadValueError: when a word is no ``SLOT=VALUE``, the kind has no such slot, or the value is none.

    """
    types: dict[str, SlotType] = {slot.name: slot.type for slot in slots(KINDS[kind])}
    found: dict[str, Any] = {}
    for word in words:
        name, sign, text = word.partition("=")
        name = name.strip()
        if not sign or (name not in types and name not in _ENVELOPE):
            known = ", ".join((*types, *_ENVELOPE))
            raise BadValueError(f"{word!r} is no SLOT=VALUE of a {kind}; its slots are {known}")
        value = _value(name, types.get(name, "text"), text.strip())
        if name in found and isinstance(value, str):
            value = [*([found[name]] if isinstance(found[name], str) else found[name] or []), value]
        found[name] = value
    if not found:
        raise BadValueError("say what to correct: SLOT=VALUE, for example to_org=Meta")
    return found


def _value(name: str, slot_type: SlotType, text: str) -> Any:
    if not text:
        return None
    reader = _READERS.get(slot_type)
    return text if slot_type in NAMED or reader is None else reader(name, text)


def _number(name: str, text: str) -> Number:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        raise BadValueError(f"{name} must be a number, not {text!r}") from None
    return int(value) if value.is_integer() else value


def _flag(name: str, text: str) -> bool:
    if text.lower() not in _YES:
        raise BadValueError(f"{name} must be true or false, not {text!r}")
    return _YES[text.lower()]


def _money(name: str, text: str) -> dict[str, Any]:
    found = _MONEY.fullmatch(text)
    currency = found and (found["before"] or found["after"])
    if not found or not currency:
        raise BadValueError(f'{name} must look like "USD 100m" or "≤ EUR 2.5bn", not {text!r}')
    value = _number(name, found["value"]) * _SIZES[found["size"]]
    money = {"value": value, "currency": currency}
    return {**money, "bound": _BOUNDS[found["bound"]]} if found["bound"] else money


_READERS: Final[dict[SlotType, Callable[[str, str], Any]]] = {"number": _number, "flag": _flag, "money": _money}
