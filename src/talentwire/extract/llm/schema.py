"""The JSON schema of an answer, made from the kinds of claims in ``model/claims.py``.

A model cites before it fills slots: ``evidence`` comes right behind ``type``. Slots that the text leaves open may be
left out, which saves tokens. Nothing here is stricter than what reads the answer, so a server may ignore it.
"""

from functools import cache
from typing import Any, Final

from talentwire.model.claims import KINDS, NAMED, Content, Slot, Status, slots

SEVERAL: Final = frozenset({"from_org", "owner", "investor", "speaker"})
"""Slots that take a list of names of which any one is right."""

Json = dict[str, Any]

_TEXT: Final[Json] = {"type": "string"}
_TEXTS: Final[Json] = {"type": "array", "items": _TEXT}
_MONEY: Final[Json] = {
    "type": "object",
    "properties": {
        "value": {"type": "number"},
        "currency": _TEXT,
        "bound": {"type": "string", "enum": ["min", "max", "approx"]},
    },
    "required": ["value", "currency"],
    "additionalProperties": False,
}
_PLAIN: Final[dict[str, Json]] = {
    "text": _TEXT,
    "date": _TEXT,
    "money": _MONEY,
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
}


@cache
def answer_schema() -> Json:
    """The schema of a whole answer: ``{"claims": […]}``."""
    claims = {"type": "array", "items": {"anyOf": [_claim(kind) for kind in KINDS.values()]}}
    return {
        "type": "object",
        "properties": {"claims": claims},
        "required": ["claims"],
        "additionalProperties": False,
    }


def _claim(kind: type[Content]) -> Json:
    named = [slot.name for slot in slots(kind) if slot.type in NAMED]
    properties: Json = {
        "type": {"type": "string", "enum": [kind.type]},
        "evidence": _TEXT,
        **{slot.name: _slot(slot) for slot in slots(kind)},
        "status": {"type": "string", "enum": [str(status) for status in Status]},
        "source": _TEXT,
        "date": _TEXT,
        "implicit": {"type": "array", "items": {"type": "string", "enum": named}},
    }
    return {
        "type": "object",
        "properties": properties,
        "required": ["type", "evidence", "status"],
        "additionalProperties": False,
    }


def _slot(slot: Slot) -> Json:
    if slot.type == "choice":
        return {"type": "string", "enum": list(slot.choices)}
    if slot.name in SEVERAL:
        return {"anyOf": [_TEXT, _TEXTS]}
    return _TEXT if slot.type in NAMED else _PLAIN[slot.type]
