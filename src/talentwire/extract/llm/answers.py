"""What a model answered, and the claims cut out of it, whatever stands around them and however they are broken.

Servers without JSON output wrap it in prose, fences or thoughts; an answer may end in the middle. Each object is read
on its own, so that one that is broken costs no other.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

MOST: Final = 500
"""Claims of one window; a model that lists more is running in circles."""
_DIGITS: Final = 30
_THOUGHT: Final = re.compile(r"^\s*<(think|thinking|reasoning)>.*?</\1>", re.DOTALL)
_LIST: Final = re.compile(r'"claims"\s*:\s*\[')
_OBJECT: Final = re.compile(r'\{\s*"[^"\\]{1,40}"\s*:')


@dataclass(frozen=True)
class Answer:
    """What a model answered.

    Attributes:
        content: its words.
        cut: whether they end before their end.
        tokens_in: tokens sent, as the server counts them.
        tokens_out: tokens answered.

    """

    content: str
    cut: bool = False
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True)
class Listed:
    """The objects of an answer.

    Attributes:
        objects: what was listed, unchecked.
        broken: how many could not be read, or were too many.

    """

    objects: tuple[object, ...]
    broken: int = 0


class Twice(dict[str, Any]):
    """An object that says one thing twice and differently, so that nobody knows which holds."""


def listed(content: str) -> Listed | None:
    """The objects that an answer lists; None where it lists nothing at all, not even an empty list."""
    content = _THOUGHT.sub("", content, count=1)
    whole = _whole(content)
    if whole is not None:
        return _limited(whole, 0)
    found = _LIST.search(content)
    pieces = list(_pieces(content, found.end() if found else 0))
    objects = [piece for piece in pieces if piece is not None]
    if not found and not any(_is_claim(piece) for piece in objects):
        return None
    return _limited([piece for piece in objects if found or _is_claim(piece)], len(pieces) - len(objects))


def _limited(objects: list[object], broken: int) -> Listed:
    return Listed(tuple(objects[:MOST]), broken + max(0, len(objects) - MOST))


def _is_claim(data: object) -> bool:
    return isinstance(data, dict) and "type" in data


def _whole(content: str) -> list[object] | None:
    """The objects of an answer that is JSON and nothing else."""
    try:
        data = _DECODER.decode(content.strip().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    if isinstance(data, dict) and isinstance(data.get("claims"), list):
        return list(data["claims"])
    if isinstance(data, list):
        return list(data)
    return [data] if _is_claim(data) else None


def _pieces(content: str, at: int) -> Iterator[object | None]:
    """Every object from a place on; None for one that is broken."""
    while found := _OBJECT.search(content, at):
        try:
            data, at = _DECODER.raw_decode(content, found.start())
            yield from _opened(data)
        except (ValueError, RecursionError):
            at = found.end()
            if '"type"' in found.group():
                yield None


def _opened(data: Any) -> Iterator[object]:
    """A claim, or the claims in an object around them."""
    if isinstance(data, dict) and isinstance(data.get("claims"), list):
        yield from data["claims"]
    else:
        yield data


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    doubtful = len(data) < len(pairs) and any(data[name] != value for name, value in pairs)
    return Twice(data) if doubtful else data


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _DIGITS else float("inf")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_pairs, parse_int=_whole_number, strict=False)
