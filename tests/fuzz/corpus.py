"""Inputs that were found: a folder for each parser, and in the name of each file what must become of it."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fuzzed import Outcome, Parser

FOLDER: Final = Path(__file__).parent / "corpus"


def held() -> Iterator[tuple[str, Path]]:
    """Every file of the corpus, with the name of its parser."""
    for place in sorted(FOLDER.iterdir()):
        yield from ((place.name, one) for one in sorted(place.iterdir()))


def expected(place: Path) -> Outcome:
    """What must become of an input: ``a-day-that-is-none.refused``."""
    return Outcome(place.suffix.removeprefix("."))


def replayed(parser: Parser, place: Path) -> None:
    """Read an input and see that what becomes of it is what its name says."""
    became, wanted = parser.outcome(place.read_bytes()), expected(place)
    assert wanted in (became, Outcome.FOUND), f"{place.name} was {became}"


def keep(parser: Parser, data: bytes) -> Path:
    """Put an input that was found into the corpus; somebody is to say what should become of it."""
    place = FOLDER / parser.name / f"{hashlib.sha256(data).hexdigest()[:12]}.{Outcome.FOUND}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place
