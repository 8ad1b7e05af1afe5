"""Knowledge files: records one a line, of each kind."""

from functools import partial
from importlib.resources import files
from typing import Final

from fuzzed import Parser

from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import FILES, Kind, merged, read_records
from targets.places import file


def read(kind: Kind, data: bytes) -> bool:
    """The records are read, added to each other and found by their names."""
    name, record = FILES[kind]
    found = tuple(read_records(file(name, data), record))
    atlas = Atlas({kind: found})
    for one in found:
        assert merged(one, one).name == one.name
        assert one.name.strip()
    atlas.surfaces(kind)
    assert atlas.digest
    return bool(found)


def _examples(kind: Kind) -> list[bytes]:
    lines = (files("talentwire.knowledge") / "data" / FILES[kind][0]).read_bytes().splitlines()
    longest = sorted(lines, key=len)[-30:]
    return [b"\n".join(longest[at : at + 2]) for at in range(0, 30, 2)]


PARSERS: Final = tuple(
    Parser(
        f"knowledge-{kind}",
        partial(read, kind),
        partial(_examples, kind),
        "lines",
        (b'"ambiguous": true', b'"aliases": null', b'"leaders": [{}]', b"\xe2\x80\xa8"),
        units=(b'{"name": "Quarrystone", "aliases": ["QS", "Quarry Stone"]}\n',) if kind != "accelerator" else (),
    )
    for kind in FILES
)
