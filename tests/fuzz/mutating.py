"""Sound inputs are damaged: as bytes, as rows of words and marks, and as trees of JSON or TOML.

Everything follows from one source of chance, so that hypothesis can shrink what it finds and atheris can repeat it.
"""

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from typing import Any, Final

from fuzzed import Parser

NASTY: Final = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        "", "\0", "\x01", "\x1b[2J", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe", "\u202e", "\u2066",
        "\u202c", "\u200b", "\u0301" * 40, "\ud800", "\udc80", "\U0001f9d1\u200d\U0001f52c", "ﬁ", "ǅ", "İ", "ß", "٢٠٢٥",
        "²", "½", "①", "-1", "0", "1e999", "-1e999", "NaN", "Infinity", "1e-999", "9" * 30, "9" * 400, "9" * 5_000,
        "0" * 50 + "1", "1_000", "0x10", "+5", "1,5", "1.5.5", "2025-02-30", "2025-13-01", "0000-00-00", "9999-12-31",
        "2025-07-15T25:61:61+99:99", "31 February 2025", "32.13.2025", "10000-01-01", "..", "2026..2025", "null",
        "true", "[]", "{}", "[[[[", "]]]]", "{{{{", "((((", "<![CDATA[", "]]>", "<!--", "-->", "<!DOCTYPE a [", "&a;",
        "&#0;", "&#xd800;", "<a", "</", "/>", '"', "'", '"""', "\\", "\\u", "\\ud800", "\\x00", "%", "%zz",
        "~nobody/x", "../..", "http://[", "https://a:99999/", "//", "file:///", "{0}", "{name!x}", "%s", "=", "= ", ";",
        ",", ":", "|", "\r", "\n", "\r\n", "\n\n", "\t", "--", "---", "From ", "a{99999999999}", "(?P<a", "(" * 200,
        "[" * 2_000, "{\"a\":" * 2_000, "<b>" * 2_000, "a=" * 50,
    )
)  # fmt: skip
_PIECE: Final = re.compile(rb"<[^<>]*>|&#?\w+;|\w+|[ \t]+|\r?\n|.", re.DOTALL)
_NUMBER: Final = re.compile(rb"\d+")
_DAY: Final = re.compile(rb"\d{4}-\d\d-\d\d")
_LEAVES: Final[tuple[Any, ...]] = (
    None, True, False, 0, -1, 1.5, 10**30, 10**400, float("inf"), float("nan"), "", " ", "x", "\0", "\ud800", "\u202e",
    "é" * 200, [], {}, [[]], [None], [1], ["a", "a"], {"": ""}, {"type": "move"}, [[["a"]]], "2025-02-30", "a\nb",
)  # fmt: skip


def mutated(parser: Parser, data: bytes, chance: random.Random) -> bytes:
    """An input with one to four kinds of damage."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        data = _damaged(parser, data, chance)[: parser.largest]
    return data


def _damaged(parser: Parser, data: bytes, chance: random.Random) -> bytes:
    if parser.shape in _TREES and chance.random() < 0.6:
        grown = _TREES[parser.shape](data, chance)
        if grown is not None:
            return grown
    kinds = _ON_BYTES if parser.shape == "bytes" and chance.random() < 0.7 else (*_ON_BYTES, *_ON_PIECES, *_ON_PIECES)
    return chance.choice(kinds)(parser, data, chance)


# -- bytes


def _flipped(_: Parser, data: bytes, chance: random.Random) -> bytes:
    held = bytearray(data)
    for _each in range(chance.randint(1, 4) if held else 0):
        held[chance.randrange(len(held))] = chance.choice((0, 1, 0x7F, 0x80, 0xC0, 0xED, 0xFF, chance.randrange(256)))
    return bytes(held)


def _cut(_: Parser, data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randint(0, len(data))]


def _without(_: Parser, data: bytes, chance: random.Random) -> bytes:
    first, last = _stretch(data, chance)
    return data[:first] + data[last:]


def _repeated(_: Parser, data: bytes, chance: random.Random) -> bytes:
    first, last = _stretch(data, chance)
    return data[:first] + data[first:last] * chance.choice((2, 3, 20, 300)) + data[last:]


def _spliced(parser: Parser, data: bytes, chance: random.Random) -> bytes:
    other = chance.choice(parser.sound)
    first, last = _stretch(other, chance)
    at = chance.randint(0, len(data))
    return data[:at] + other[first:last] + data[chance.choice((at, len(data), min(len(data), at + last - first))) :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    first = chance.randint(0, len(data))
    return first, min(len(data), first + chance.choice((1, 2, 8, 40, 400)))


# -- words and marks


def _with_word(parser: Parser, data: bytes, chance: random.Random) -> bytes:
    pieces = _PIECE.findall(data)
    at = chance.randint(0, len(pieces))
    word = chance.choice(NASTY if not parser.words or chance.random() < 0.6 else parser.words)
    return b"".join([*pieces[:at], word, *pieces[at + chance.randint(0, 1) :]])


def _moved(_: Parser, data: bytes, chance: random.Random) -> bytes:
    pieces = _PIECE.findall(data)
    if len(pieces) < 2:
        return data
    one, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[one], pieces[other] = pieces[other], pieces[one]
    return b"".join(pieces)


def _nested(_: Parser, data: bytes, chance: random.Random) -> bytes:
    pieces = _PIECE.findall(data)
    first = chance.randint(0, len(pieces))
    last = min(len(pieces), first + chance.randint(0, 5))
    times = chance.choice((2, 30, 400, 1_500))
    before, behind = chance.choice(((b"[", b"]"), (b"(", b")"), (b"<div>", b"</div>"), (b'{"a":', b"}"), (b"<a>", b"")))
    return b"".join([*pieces[:first], before * times, *pieces[first:last], behind * times, *pieces[last:]])


def _other_number(_: Parser, data: bytes, chance: random.Random) -> bytes:
    pattern = chance.choice((_NUMBER, _DAY))
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    numbers = [word for word in NASTY if re.fullmatch(rb"[-+.\dEeNaIinfty:_x]+", word)]
    return data[: one.start()] + chance.choice(numbers) + data[one.end() :]


_Damage = Callable[[Parser, bytes, random.Random], bytes]
_ON_BYTES: Final[tuple[_Damage, ...]] = (_flipped, _cut, _without, _repeated, _spliced)
_ON_PIECES: Final[tuple[_Damage, ...]] = (_with_word, _with_word, _moved, _nested, _other_number, _without)


# -- trees


def _json_tree(data: bytes, chance: random.Random) -> bytes | None:
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return _dumped(_grown(tree, chance))


def _lines_tree(data: bytes, chance: random.Random) -> bytes | None:
    lines = data.split(b"\n")
    at = chance.randrange(len(lines))
    changed = _json_tree(lines[at], chance)
    if changed is None:
        return None
    lines[at] = changed
    return b"\n".join(lines)


def _toml_tree(data: bytes, chance: random.Random) -> bytes | None:
    try:
        tree = tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return None
    grown = _grown(tree, chance)
    return toml(grown) if isinstance(grown, dict) else None


_TREES: Final[dict[str, Callable[[bytes, random.Random], bytes | None]]] = {
    "json": _json_tree, "lines": _lines_tree, "toml": _toml_tree,
}  # fmt: skip


def _dumped(tree: Any) -> bytes:
    return json.dumps(tree, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _grown(tree: Any, chance: random.Random) -> Any:
    """The tree with one place in it changed."""
    path = chance.choice(list(_paths(tree)))
    return _changed(tree, path, chance)


def _paths(tree: Any, here: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a tree, by the steps that lead there."""
    yield here
    if len(here) > 20:
        return
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from _paths(value, (*here, key))
    elif isinstance(tree, list):
        for at, value in enumerate(tree[:30]):
            yield from _paths(value, (*here, at))


def _changed(tree: Any, path: Sequence[Any], chance: random.Random) -> Any:
    if not path:
        return _other(tree, chance)
    step, rest = path[0], path[1:]
    if isinstance(tree, dict):
        kept = dict(tree)
        if not rest and chance.random() < 0.25:
            del kept[step]
        elif not rest and chance.random() < 0.15:
            kept[chance.choice((f"{step}x", "", "\ud800", "a b", "__class__", step.upper()))] = kept.pop(step)
        else:
            kept[step] = _changed(tree[step], rest, chance)
        return kept
    held = list(tree)
    if not rest and chance.random() < 0.2:
        del held[step]
    elif not rest and chance.random() < 0.2:
        held[step:step] = [held[step]] * chance.choice((1, 2, 100))
    else:
        held[step] = _changed(tree[step], rest, chance)
    return held


def _other(value: Any, chance: random.Random) -> Any:
    """Something else in the place of a value."""
    match chance.randrange(5):
        case 0:
            return [value]
        case 1 if isinstance(value, str):
            at = chance.randint(0, len(value))
            return value[:at] + chance.choice(NASTY).decode("utf-8", "surrogatepass") + value[at:]
        case 2 if isinstance(value, list | dict):
            return value.__class__()
        case 3 if isinstance(value, dict):
            return list(value.values())
        case _:
            return chance.choice(_LEAVES)


def toml(tree: dict[str, Any]) -> bytes:
    """A tree as TOML: its tables in lines of their own, everything below inline."""
    lines = (f"{_quoted(key)} = {_inline(value)}" for key, value in tree.items())
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _inline(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case None | str():
            return _quoted(value or "")
        case dict():
            return "{" + ", ".join(f"{_quoted(key)} = {_inline(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_inline, value)) + "]"
        case _:
            return str(value) if isinstance(value, date | time) else repr(value)


def _quoted(text: str) -> str:
    shown = (char if char >= " " and char not in '"\\\x7f' else f"\\u{ord(char):04x}" for char in text)
    return f'"{"".join(shown)}"'
