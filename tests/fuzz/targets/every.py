"""Every parser that is fuzzed, by name."""

from typing import Final

from fuzzed import Parser

from targets import archives, exports, feeds, kept, knowledge, packs, pages, settings, texts, values

_HELD: Final = (archives, packs, knowledge, settings, pages, feeds, values, exports, texts, kept)
ALL: Final[dict[str, Parser]] = {parser.name: parser for module in _HELD for parser in module.PARSERS}
MODULES: Final[dict[str, str]] = {parser.name: module.__name__ for module in _HELD for parser in module.PARSERS}
