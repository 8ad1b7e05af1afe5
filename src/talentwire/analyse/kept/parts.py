"""The parts that are kept of the facts of every subject, as bytes and back."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from talentwire.analyse.answers.parts import ENDS, OTHERS, SIGHTS, House, Part
from talentwire.analyse.episodes.around import DOINGS, JOBS
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.packing import marked, unmarked
from talentwire.analyse.flows.groups import UNNAMED
from talentwire.analyse.flows.heads import CHANGES, LEFT_OUT
from talentwire.analyse.kept.deals import TURNED
from talentwire.analyse.money.heads import WENT
from talentwire.analyse.money.recipients import CALLED
from talentwire.analyse.money.signs import SIGNS
from talentwire.analyse.offer.cases import REPORTS
from talentwire.analyse.pool.sayings import SAYINGS
from talentwire.analyse.pool.sightings import FAMILY, PLACED
from talentwire.analyse.said.statements import SPEECH
from talentwire.analyse.said.voices import HEARD
from talentwire.analyse.staying.spells import STAYED
from talentwire.analyse.ties.finding import DOUBTED, NAMED, POSTS, SIDES, SITED
from talentwire.analyse.ties.triggers import ACTS, LED

T = TypeVar("T")
PARTS: Final[tuple[Part[Any], ...]] = (
    SIGHTS, OTHERS, ENDS,
    CHANGES, LEFT_OUT, UNNAMED, STAYED,
    DOINGS, JOBS,
    FAMILY, PLACED, SAYINGS,
    POSTS, SIDES, SITED, DOUBTED, NAMED, ACTS, LED,
    HEARD, SPEECH,
    SIGNS, CALLED, WENT, REPORTS,
    TURNED,
)  # fmt: skip
"""All that are kept; a part that is not among them is found nowhere."""
_ENCODER: Final = msgspec.msgpack.Encoder(enc_hook=marked)


def of_kinds(kinds: Iterable[str]) -> tuple[Part[Any], ...]:
    """The parts that are made of facts of these kinds."""
    held = frozenset(kinds)
    return tuple(part for part in PARTS if not part.kinds or not held.isdisjoint(part.kinds))


def packed_parts(parts: Iterable[Part[Any]], subject: str, facts: Sequence[Fact], house: House) -> dict[str, bytes]:
    """Parts of the facts of a subject as bytes, by name."""
    found = ((part.name, part.make(subject, facts, house)) for part in parts)
    return {name: _ENCODER.encode(one) for name, one in found if one is not None}


def unpacked_parts(part: Part[T], data: Mapping[str, bytes]) -> dict[str, T]:
    """A part of each subject.

    Raises:
        msgspec.MsgspecError, BadValueError: when the bytes hold no such part.

    """
    if part not in PARTS:
        raise LookupError(f"the part {part.name!r} is not kept: put it into PARTS")
    decode = _decoder(part).decode
    return {subject: decode(one) for subject, one in data.items()}


@cache
def _decoder(part: Part[T]) -> "msgspec.msgpack.Decoder[T]":
    return msgspec.msgpack.Decoder(part.type, ext_hook=unmarked)
