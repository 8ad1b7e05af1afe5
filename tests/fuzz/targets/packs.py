"""Language packs: the four files of a language, each with the other three as they are."""

import tomllib
from functools import partial
from typing import Any, Final

from fuzzed import Parser
from mutating import toml

from talentwire.lang.dates import find_dates
from talentwire.lang.pack import LanguagePack, languages, load_pack, read_pack
from talentwire.lang.phrase_table import PhraseTable
from talentwire.lang.quantities import find_quantities
from talentwire.lang.tokens import tokenise
from talentwire.model.values import PartialDate
from targets.places import folder

_DAY: Final = PartialDate(2025, 7, 16)
_TEXT: Final = "On 3 May 2025 twelve of 40 engineers left; it paid about $5bn, up 40 %, next Monday or in two weeks."


def small(lang: str, name: str) -> bytes:
    """A file of a pack with the first entries of each of its lists, so that many are read in a second."""
    tree = tomllib.loads((load_pack(lang).folder / name).read_text("utf-8"))
    return toml({key: _few(value, 60 if key == "function" else 2) for key, value in tree.items()})


def _few(value: Any, most: int) -> Any:
    match value:
        case str():
            return " ".join(value.split()[:most]) if len(value) > 200 else value
        case list():
            return [_few(one, 4) for one in value[:most]]
        case dict():
            return {key: _few(one, 4) for key, one in list(value.items())[:40]}
        case _:
            return value


def _scanned(table: PhraseTable[Any], text: str) -> None:
    starts, ends = tokenise(text)
    words = [text[start:end].casefold() for start, end in zip(starts, ends, strict=True)]
    list(table.scan(words, 0, len(words)))


def words(data: bytes) -> bool:
    """Numbers, sums and dates are found with it."""
    (folder("xx") / "words.toml").write_bytes(data)
    pack = read_pack(folder("xx"))
    find_quantities(_TEXT, pack)
    find_dates(_TEXT, pack, _DAY)
    return True


def cues(data: bytes) -> bool:
    """Its own examples are looked through with it."""
    found = _of("cues.toml", data).cues
    for table in (found.status, found.speech, found.references, found.things, found.gate):
        _scanned(table, f"{_TEXT} {' '.join(example for example, _ in found.examples)}"[:2_000])
    return True


def roles(data: bytes) -> bool:
    """Its own examples are looked through with it."""
    found = _of("roles.toml", data).roles
    for table in (found.titles, found.heads, found.fields, found.modifiers, found.groups):
        _scanned(table, " ".join(text for text, _ in found.examples)[:2_000])
    return True


def triggers(data: bytes) -> bool:
    """Its own examples are looked through with it."""
    found = _of("triggers.toml", data).grammar
    said = " ".join(text for one in found.triggers for text in (*one.says, *one.silent))[:2_000]
    for table in (found.table, found.counting):
        _scanned(table, said)
    return True


def _of(name: str, data: bytes) -> LanguagePack:
    (folder("xx") / name).write_bytes(data)
    return LanguagePack("xx", load_pack("en").words, folder("xx"))


def _parser(name: str, read: Any) -> Parser:
    examples = partial(_examples, f"{name}.toml")
    return Parser(f"pack-{name}", read, examples, "toml", _PIECES)


def _examples(name: str) -> list[bytes]:
    return [small(lang, name) for lang in languages()]


_PIECES: Final = (
    b"(a|b)", b"(a|)", b"(" + b"a|" * 50 + b")", b"(a|b)" * 30, b"((a|b)|c)", b"{x}", b"{}", b"*", b"a*", b"\xe2\x80\xa6",
    b"#staff", b"#", b"[x]", b"{month}", b"{day} {year}", b"{number} {steps}", b"head of {}", b"{a.b}",
)  # fmt: skip
PARSERS: Final = tuple(
    _parser(name, read) for name, read in (("words", words), ("cues", cues), ("roles", roles), ("triggers", triggers))
)
