"""Answers as bytes and back, so that what was asked before is answered at once.

An answer is a tree of a few dataclasses, texts, numbers and days. The facts behind it go along where they are few;
otherwise they are looked up when somebody opens a number. A number may stand for a hundred thousand facts, and a fact
behind many numbers: so their ids are written once, and numbered behind each.
"""

import struct
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any, Final

import msgspec

from talentwire.analyse.answers import answer as answers
from talentwire.analyse.answers import picture
from talentwire.analyse.answers.answer import Answer, Behind
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.packing import NOT_READ, packed, unpacked
from talentwire.model.values import Interval, Money, PartialDate

FEW: Final = 300
"""Facts that are kept with an answer."""
LARGEST: Final = 32_000_000
"""Bytes of an answer that is kept."""
_MANY: Final = 8
"""Ids of facts in a row that are numbered."""
_PLAIN: Final = (str, int, float, bool, type(None))
Facts = Mapping[str, Fact]


def _of(module: ModuleType) -> dict[str, type]:
    held = vars(module).items()
    return {name: one for name, one in held if is_dataclass(one) and isinstance(one, type) and name[0] != "_"}


_CLASSES: Final[Mapping[str, type]] = {
    **_of(answers), **{f"{name}*": one for name, one in _of(picture).items()},
    "Interval": Interval, "Money": Money, "PartialDate": PartialDate,
}  # fmt: skip
"""All that an answer is made of, by a name; nothing else is ever made of bytes."""
_NAMES: Final = {one: name for name, one in _CLASSES.items()}


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    """An answer without its facts, the facts if they are few, the kinds of all, and the ids of those behind numbers."""

    tree: Any
    facts: bytes | None
    kinds: tuple[str, ...]
    behind: tuple[str, ...]


def packed_answer(answer: Answer, kinds: Sequence[str]) -> bytes | None:
    """An answer as bytes; None where it is too large or holds what cannot be kept.

    Args:
        answer: the answer.
        kinds: kinds of the facts that it was answered from.

    """
    few = len(answer.facts) <= FEW
    if not few and not (isinstance(answer.facts, Behind) and answer.facts.again):
        return None
    try:
        facts = packed(answer.facts.values()) if few else None
        behind = answer.behind
        tree = _Trees({fact: number for number, fact in enumerate(behind)}).of(replace(answer, facts={}))
        made = msgspec.msgpack.encode(_Packed(tree, facts, tuple(kinds), behind))
    except (TypeError, OverflowError):
        return None
    return made if len(made) <= LARGEST else None


def unpacked_answer(data: bytes, look_up: Callable[[tuple[str, ...], Collection[str]], Facts]) -> Answer | None:
    """The answer in bytes; None where they hold none.

    Args:
        data: the bytes.
        look_up: gives facts of some kinds by their ids.

    """
    try:
        held = _DECODER.decode(data)
        answer = _made(held.tree, held.behind)
        facts = None if held.facts is None else {fact.id: fact for fact in unpacked(held.facts)}
    except (*NOT_READ, TypeError, ValueError, LookupError, struct.error):
        return None
    if not isinstance(answer, Answer):
        return None
    return replace(answer, facts=Behind(answer.behind, partial(look_up, held.kinds)) if facts is None else facts)


class _Trees:
    """Makes trees of values.

    Args:
        numbers: of the facts behind an answer.

    """

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers

    def of(self, value: Any) -> Any:
        """A value as lists, maps and plain values; what is no plain value is a list that begins with the name of it.

        Raises:
            TypeError: when it cannot be kept.

        """
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, tuple):
            if not {*map(type, value)} <= {str}:
                return ["", *map(self.of, value)]
            return self._numbered(value) or ["", *value]
        if isinstance(value, Mapping):
            return {str(name): self.of(one) for name, one in value.items()}
        if isinstance(value, date):
            return ["date", value.isoformat()]
        if name := _NAMES.get(type(value)):
            return [name, *(self.of(getattr(value, field.name)) for field in fields(value) if field.init)]
        raise TypeError(f"this cannot be kept: {value!r}")

    def _numbered(self, texts: tuple[str, ...]) -> list[Any] | None:
        """Many ids of facts by their numbers; None where they are few or something else."""
        if len(texts) < _MANY or texts[0] not in self._numbers:
            return None
        numbers = [self._numbers.get(one, -1) for one in texts]
        return ["#", struct.pack(f"<{len(numbers)}I", *numbers)] if min(numbers) >= 0 else None


def _made(tree: Any, behind: Sequence[str]) -> Any:
    """What a tree was made of.

    Raises:
        TypeError, ValueError, LookupError, struct.error: when it was made of nothing.

    """
    if isinstance(tree, dict):
        return {name: _made(one, behind) for name, one in tree.items()}
    if not isinstance(tree, list):
        return tree
    name, *parts = tree
    if name == "":
        return tuple(one if type(one) is str else _made(one, behind) for one in parts)
    if name == "#":
        (data,) = parts
        return tuple(behind[number] for number in struct.unpack(f"<{len(data) // 4}I", data))
    if name == "date":
        return date.fromisoformat(*parts)
    return _CLASSES[name](*(_made(one, behind) for one in parts))


_DECODER: Final = msgspec.msgpack.Decoder(_Packed)
