"""Answers short enough to be read by a model: lines until the room is used up, and where to go on."""

from collections.abc import Iterable
from itertools import islice
from typing import Final

from talentwire.serve.render import harmless

ROOM: Final = 6_000
"""Characters of an answer: under 2,000 tokens in English, German and French with the usual tokenisers."""
QUOTED: Final = 240
"""Characters of evidence in a line; ``evidence`` has all of it."""
_CALM: Final = {0x202D: None, 0x202E: None}


def sheet(head: Iterable[str], lines: Iterable[str], after: int = 0) -> str:
    """An answer: its head, then lines from ``after`` on as far as there is room, then how to get the others."""
    made = "\n".join(head)
    rest = islice(lines, after, None)
    shown = after
    for line in rest:
        if len(made) + len(line) > ROOM and shown > after:
            return f"{made}\nMore: call again with after={shown}."
        made += f"\n{line[:ROOM]}"
        shown += 1
    if shown == after:
        made += "\nNothing." if after == 0 else "\nNothing more."
    return made


def quoted(words: str, most: int = QUOTED) -> str:
    """Words of a document in quotation marks that it cannot close, in one line."""
    flat = " ".join(harmless(words).translate(_CALM).replace("«", "‹").replace("»", "›").split())
    return f"«{flat if len(flat) <= most else flat[: most - 1] + '…'}»"


def named(name: str | None, most: int = 120) -> str:
    """A name or title out of a document, in one line."""
    flat = " ".join(harmless(name or "").translate(_CALM).split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
