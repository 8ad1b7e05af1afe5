"""What comes back to the program from where anybody may have changed it: kept facts, cursors, forms carried along."""

from dataclasses import replace
from typing import Final
from urllib.parse import quote

from fuzzed import Parser
from worlds import claim
from worlds import facts as weighed

from talentwire.analyse.answers.answer import Answer, Cell, Column, Coverage
from talentwire.analyse.facts.fact import Belief, Value
from talentwire.analyse.facts.packing import NOT_READ, packed, unpacked
from talentwire.analyse.kept.answers import packed_answer, unpacked_answer
from talentwire.model.values import Interval, Money, PartialDate
from talentwire.serve.rest.paging import Place
from talentwire.serve.web.access.kept import Kept, home


def facts(data: bytes) -> bool:
    """Facts that pack into bytes again, or one of the two exceptions by which it is known that they are none."""
    try:
        found = unpacked(data)
    except NOT_READ:
        return False
    assert unpacked(packed(found)) == found
    return bool(found)


def cursor(data: bytes) -> bool:
    """A place in a list that gives itself again."""
    found = Place.parse(data.decode("utf-8", "replace"))
    assert found.after >= 0
    return True


def form(data: bytes) -> bool:
    """A form leads to this very server or is none."""
    found = Kept.parse(data.decode("utf-8", "replace"))
    if found is None:
        return False
    assert home(found.to, "") == found.to
    assert found.to.startswith("/")
    assert not found.to.startswith("//")
    quote(found.to)
    assert Kept.parse(found.text()) == found
    return True


def answer(data: bytes) -> bool:
    """An answer, or None."""
    return unpacked_answer(data, lambda kinds, ids: {}) is not None


def _answers() -> list[bytes]:
    first = PartialDate(2025, 3)
    cells = {
        "n": Cell(3, low=1.5),
        "when": Cell(first),
        "sum": Cell(Money(5, "USD")),
        "span": Cell(Interval(first.first(), None)),
    }
    shown = tuple(Column(name, name.title(), "heads") for name in cells)
    made = Answer("flows", "Who", "What", shown, (cells,), Coverage(1, 1, 1, first.first(), first.last()), ("so",))
    return [data for data in [packed_answer(made, ("move",))] if data]


def _facts() -> list[bytes]:
    (fact,) = weighed([claim("move", "2025-03-01", person="Ada Bell", from_org="Zorblax", to_org="Quux")])
    values = ("text", "org:zorblax", 2**70, 2.5, True, Money(2.5, "USD", "min"), PartialDate(2025, 3))
    slots = {f"s{at}": Belief(f"s{at}", (Value(one, str(one), ("c1",), 1, 0.5),)) for at, one in enumerate(values)}
    return [packed([fact]), packed([replace(fact, slots=slots)]), packed([])]


_PLACES: Final = tuple(str(one).encode() for one in (Place(0, ""), Place(50, "2025-07-15T10:00:00.000000Z")))
_FORMS: Final = (Kept("/review?x=1", (("name", "Ada"), ("reason", "so"))).text().encode(), b'["/a", []]')
PARSERS: Final = (
    Parser("facts", facts, _facts, "bytes", units=(b"\x91", b"\xc7\x01\x010")),
    Parser("kept-answer", answer, _answers, "bytes", (b"\x92\xa4date\xaa2025-07-15", b"Money", b"Interval")),
    Parser("cursor", cursor, lambda: _PLACES, words=(b"WzEsICIiXQ", b"====", b"W1tbW1tbW1s"), units=(b"W1tb",)),
    Parser("form", form, lambda: _FORMS, "json", (b'"//x"', b'"/\\\\x"', b'"/\\u202e"', b"javascript:")),
)  # fmt: skip
