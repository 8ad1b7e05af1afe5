"""The rules by which facts are weighed, as a digest: whoever has another one weighs anew."""

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import talentwire
from talentwire.knowledge.atlas import Atlas

_PARTS: Final = ("analyse", "knowledge", "lang", "model", "record", "resolve")
"""The parts of the program on which facts and answers depend, beside what the ledger holds already."""
_SOURCES: Final = (".py", ".toml")


def rules(atlas: Atlas) -> str:
    """A digest of the code, the weights, the words and the knowledge."""
    return blake2b(_code() + atlas.digest, digest_size=16).hexdigest()


@cache
def _code() -> bytes:
    home = Path(talentwire.__file__).parent
    seen = blake2b(talentwire.__version__.encode(), digest_size=32)
    for part in _PARTS:
        for file in sorted((home / part).rglob("*")):
            if file.suffix in _SOURCES:
                seen.update(file.relative_to(home).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return seen.digest()
