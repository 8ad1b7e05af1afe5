"""Facts as bytes and back: MessagePack, read into the types it must hold and nothing else.

A ledger may come from anyone, so nothing is read back that could run: no pickle.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import msgspec

from talentwire.analyse.facts.fact import Belief, Fact, Value
from talentwire.errors import BadValueError
from talentwire.model.values import Money, PartialDate

_MONEY: Final = 1
_DATE: Final = 2
_NUMBER: Final = 3
_LARGE: Final = 2**63
"""From here on, a whole number does not fit into what MessagePack has for it."""
NOT_READ: Final = (msgspec.MsgspecError, BadValueError, ValueError, RecursionError)
"""What is raised where bytes are no facts: letters that are none, and lists inside lists without end, among them."""


def packed(facts: Iterable[Fact]) -> bytes:
    """Facts as bytes."""
    return _ENCODER.encode(tuple(replace(fact, slots=_told(fact.slots)) for fact in facts))


def unpacked(data: bytes) -> tuple[Fact, ...]:
    """The facts in bytes, equal in every attribute to those that were packed.

    Raises:
        NOT_READ: when they hold none.

    """
    return _DECODER.decode(data)


@contextmanager
def many_objects() -> Iterator[None]:
    """Keep the collector of circles away from a block that makes millions of objects and no circles among them.

    What was made stays out of its way also later; each object goes all the same when nothing refers to it any more.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


def _told(slots: Mapping[str, Belief]) -> dict[str, Belief]:
    return {name: replace(belief, values=tuple(map(_marked, belief.values))) for name, belief in slots.items()}


def _marked(value: Value) -> Value:
    """The value with a mark where its type could not be told from its bytes."""
    match value.value:
        case bool() | float() | str():
            return value
        case int() as number:
            return value if abs(number) < _LARGE else _as(value, _NUMBER, number)
        case Money() as money:
            return _as(value, _MONEY, [money.value, money.currency, money.bound])
        case PartialDate() as day:
            return _as(value, _DATE, [day.year, day.month, day.day])
        case other:
            raise TypeError(f"a value of a slot cannot be kept: {other!r}")


def _as(value: Value, code: int, parts: Any) -> Value:
    return replace(value, value=msgspec.msgpack.Ext(code, json.dumps(parts).encode()))


def unmarked(code: int, data: memoryview) -> Any:
    """The value of a slot for which something stands."""
    return _value(code, bytes(data))


@lru_cache(maxsize=65536)
def _value(code: int, data: bytes) -> Any:
    parts = json.loads(data)
    match code, parts:
        case 1, [value, str(currency), bound]:
            return Money.from_json({"value": value, "currency": currency, "bound": bound})
        case 2, [int(year), int(month), int(day)]:
            return PartialDate(year, month, day)
        case 3, int(number):
            return number
        case _:
            raise BadValueError(f"no value of a slot: {parts!r}")


def marked(value: Any) -> Any:
    """What stands for a value of a slot that MessagePack does not know."""
    match value:
        case Money():
            return msgspec.msgpack.Ext(_MONEY, json.dumps([value.value, value.currency, value.bound]).encode())
        case PartialDate():
            return msgspec.msgpack.Ext(_DATE, json.dumps([value.year, value.month, value.day]).encode())
        case _:
            raise TypeError(f"this cannot be kept: {value!r}")


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(tuple[Fact, ...], ext_hook=unmarked)
