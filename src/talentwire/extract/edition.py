"""Which edition of rules, knowledge and models reads: documents are read anew when any of them has changed."""

from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from talentwire.knowledge.atlas import Atlas

_PARTS: Final = ("model", "lang", "knowledge", "read", "extract")
"""The packages whose code or data decide what is read out of a document."""
_DIGITS: Final = 10


def edition(atlas: Atlas) -> str:
    """Ten hexadecimal digits that change with the code, the packs, the models, or what ``atlas`` knows."""
    digest = sha256(_program())
    digest.update(atlas.digest)
    return digest.hexdigest()[:_DIGITS]


@cache
def _program() -> bytes:
    """The digest of every file of the packages that read, by name and content."""
    digest = sha256()
    for part in _PARTS:
        _take(files("talentwire") / part, part, digest.update)
    return digest.digest()


def _take(folder: Traversable, name: str, update: Callable[[bytes], None]) -> None:
    for item in sorted(folder.iterdir(), key=lambda one: one.name):
        inside = f"{name}/{item.name}"
        if item.is_dir():
            if item.name != "__pycache__":
                _take(item, inside, update)
        else:
            update(inside.encode() + b"\0" + item.read_bytes())
