"""What people are by profession, from the English words of their positions: ``data/shared/professions.toml``."""

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from talentwire.errors import PackError
from talentwire.lang.folding import fold


class Profession(NamedTuple):
    """What a position says.

    Attributes:
        kinds: the kinds of profession that it belongs to; none where its words say nothing.
        beside: whether a person may have it beside another position.

    """

    kinds: frozenset[str] = frozenset()
    beside: bool = False


class _Table(NamedTuple):
    kinds: dict[str, frozenset[str]]
    far: frozenset[str]
    beside: frozenset[str]


@cache
def _table() -> _Table:
    place = files("talentwire.lang") / "data" / "shared" / "professions.toml"
    data = tomllib.loads(place.read_text(encoding="utf-8"))
    try:
        kinds: dict[str, set[str]] = {}
        for kind, words in (*data["far"].items(), *data["near"].items()):
            for word in words:
                kinds.setdefault(fold(word), set()).add(kind)
        beside = frozenset(fold(word) for word in data["beside"]["words"])
    except (KeyError, TypeError, AttributeError) as error:
        raise PackError(f"{place}: needs [far], [near], [beside] ({error})") from None
    return _Table({word: frozenset(found) for word, found in kinds.items()}, frozenset(data["far"]), beside)


@lru_cache(maxsize=1 << 12)
def profession(role: str) -> Profession:
    """What a position in English is: ``chief scientist`` is work, ``goalkeeper`` sport."""
    table, words = _table(), fold(role).split()
    runs = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(i + 4, len(words) + 1))}
    whole = {run for run in runs if not any(run != other and f" {run} " in f" {other} " for other in runs & _known())}
    kinds = frozenset[str]().union(*(table.kinds.get(run, frozenset()) for run in whole))
    return Profession(kinds, bool(whole & table.beside))


@cache
def _known() -> frozenset[str]:
    return frozenset(_table().kinds)


def are_far(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether people hardly ever change between kinds of profession: they have none in common, and one is far off."""
    return bool(a and b) and not a & b and bool((a | b) & _table().far)
