"""Phrases with choices in them: read from the files of a language, and drawn."""

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent / "phrases"
_SIGNS: Final = re.compile(r"[\[|\]]|[^\[|\]]+")
LANGUAGES: Final = ("de", "en", "fr")
Part = str | tuple[tuple["Part", ...], ...]
"""Words, or ways to go on, each made of parts."""


def parsed(text: str) -> tuple[Part, ...]:
    """A phrase such as ``she [left|quit]`` in parts; choices may stand in choices."""
    signs = _SIGNS.findall(text)
    ways, at = _ways(signs, 0)
    if at != len(signs) or len(ways) != 1:
        raise ValueError(f"choices do not fit together: {text}")
    return ways[0]


def _ways(signs: list[str], at: int) -> tuple[list[tuple[Part, ...]], int]:
    ways: list[list[Part]] = [[]]
    while at < len(signs) and signs[at] != "]":
        match signs[at]:
            case "[":
                inner, at = _ways(signs, at + 1)
                if at == len(signs):
                    raise ValueError("a choice is not closed")
                ways[-1].append(tuple(inner))
            case "|":
                ways.append([])
            case words:
                ways[-1].append(words)
        at += 1
    return [tuple(way) for way in ways], at


def drawn(parts: tuple[Part, ...], chance: random.Random) -> str:
    """One of the things that a phrase may be."""
    return "".join(one if isinstance(one, str) else drawn(chance.choice(one), chance) for one in parts)


def every(parts: tuple[Part, ...]) -> list[str]:
    """All things that a phrase may be."""
    found = [""]
    for one in parts:
        ends = [one] if isinstance(one, str) else [end for way in one for end in every(way)]
        found = [start + end for start in found for end in ends]
    return found


@cache
def phrases(lang: str) -> dict[str, tuple[tuple[Part, ...], ...]]:
    """The phrases of a language by ``kind.key``."""
    data = tomllib.loads((_HERE / f"{lang}.toml").read_text("utf-8"))
    return {
        f"{kind}.{key}": tuple(map(parsed, held)) for kind, keys in data.items() if kind != "words"
        for key, held in keys.items()
    }  # fmt: skip


@cache
def words(lang: str) -> dict[str, tuple[str, ...]]:
    """Lists of words of a language: its days, its months, whoever does not want to be named."""
    data = tomllib.loads((_HERE / f"{lang}.toml").read_text("utf-8"))
    return {key: tuple(held) for key, held in data["words"].items()}


def phrase(lang: str, key: str, chance: random.Random) -> str:
    """One of the ways to say something, its places still open."""
    return drawn(chance.choice(phrases(lang)[key]), chance)
