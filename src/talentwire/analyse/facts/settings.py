"""The weights and spans of time of ``weights.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from talentwire.errors import PackError

FILE: Final = "weights.toml"


@dataclass(frozen=True)
class Settings:
    """What weighs how much.

    Attributes:
        voice: how far one independent story is believed, by who says so.
        status: the share of it that a claim's status leaves.
        denial: the share of belief that a denial takes.
        person: the belief when a person has decided.
        denied_below: belief under which a thing that somebody denies counts as denied.
        days: spans of time in days.
        lasting: words of positions that one keeps after leaving.
        board: words of positions on a board.

    """

    voice: Mapping[str, float]
    status: Mapping[str, float]
    denial: Mapping[str, float]
    person: Mapping[str, float]
    denied_below: float
    days: Mapping[str, int]
    lasting: frozenset[str]
    board: frozenset[str]


@cache
def settings() -> Settings:
    """The settings that come with the program, read once.

    Raises:
        PackError: when the file lacks one.

    """
    data = tomllib.loads((files(__package__) / FILE).read_text("utf-8"))
    try:
        return Settings(
            voice=data["voice"],
            status=data["status"],
            denial=data["denial"],
            person=data["person"],
            denied_below=data["belief"]["denied_below"],
            days=data["days"],
            lasting=frozenset(data["positions"]["lasting"]),
            board=frozenset(data["positions"]["board"]),
        )
    except KeyError as error:
        raise PackError(f"{FILE}: {error} is missing") from None


DAYS: Final = settings().days
