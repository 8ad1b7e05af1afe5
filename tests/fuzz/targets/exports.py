"""Exports of claims, out of which a person is taken."""

import io
from functools import cache
from typing import Any, Final

from fuzzed import Parser

from talentwire.analyse import flat
from talentwire.analyse.erasing import Rule, cleaning
from talentwire.model.claims import Claim, Move, Pay, Quote
from talentwire.model.document import Span
from talentwire.model.entities import Party
from talentwire.record.answers import Entry
from talentwire.record.blackening import Search
from talentwire.resolve.names import name_key
from targets.places import file

_RULE: Final = Rule(Search(lambda name: name_key(name, "person"), frozenset({"ada brandt"})))


def _entry(number: int, content: Any, evidence: str, **more: Any) -> Entry:
    claim = Claim(content, evidence=evidence, span=Span(0, len(evidence)), **more)
    return Entry(claim, f"{number:032}", f"doc-{number}", "On Ada Brandt", None, None, None, "en", 1, "2026-01-01")


@cache
def _written(form: str) -> bytes:
    out = io.BytesIO()
    flat.write(form, [
        _entry(1, Move(person=(Party("Ada Brandt"),), to_org=(Party("Quarrystone"),)), "Ada goes"),
        _entry(2, Pay(payer=(Party("Tidewell"),), recipient=("Orla Finch",)), "Ada Brandt is paid"),
        _entry(3, Quote(speaker=(Party("Orla Finch"),)), "-Ada left, ; \"yes\"\nshe did", source=Party("Heathpost")),
    ], out)  # fmt: skip
    return out.getvalue()


def cleaned(data: bytes) -> bool:
    """The name is gone from what was an export, everything else is left as it was; a second time changes nothing."""
    place = file("export", data)
    with cleaning([place], _RULE) as (_, put):
        put()
    once = place.read_bytes()
    with cleaning([place], _RULE) as (found, put):
        put()
    assert place.read_bytes() == once or once[:4] == b"PAR1"
    assert found[0][1:] == (0, 0) if isinstance(found[0], tuple) else (found[0].removed, found[0].blackened) == (0, 0)
    return True


PARSERS: Final = (
    Parser("export-jsonl", cleaned, lambda: (_written("jsonl"),), "lines", (b'"id": []', b'"document": {}', b"\\ud800"),
           units=(_written("jsonl").splitlines(keepends=True)[0],)),
    Parser("export-csv", cleaned, lambda: (_written("csv"),), words=(b'"', b"; ", b",", b"'", b"\r\n", b"=cmd"),
           units=(b"x",), frame=(_written("csv"), b"")),
    Parser("export-parquet", cleaned, lambda: (_written("parquet"),), "bytes", (b"PAR1",)),
)  # fmt: skip
