"""HTML taken apart: what its head says, and its body as blocks of text, each with where it stands.

A stream of parser events, no tree: nesting of any depth, huge attributes and unclosed tags cost time in proportion to
their length and nothing else. Entities of the document's own are not expanded, and nothing is fetched.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree  # type: ignore[import-untyped]

BlockKind = Literal["paragraph", "heading", "item", "row"]

_INLINE: Final = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font",
        "i", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike",
        "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"
    }
)  # fmt: skip
_SILENT: Final = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "audio", "video",
        "select", "button", "textarea", "title"
    }
)  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AROUND: Final = frozenset({"nav", "aside", "footer", "menu"})
_AROUND_ROLES: Final = frozenset({"navigation", "contentinfo", "complementary", "search", "dialog", "alertdialog"})
_AROUND_NAMES: Final = re.compile(
    r"(?:^|[\s_-])(?:cookies?|consent|breadcrumbs?|sidebar|share|sharing|social|related|promo|advert\w*|ads?|paywall"
    r"|site-?header|comments?)(?:$|[\s_-])"
)
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_DEEPEST_TABLE: Final = 30


@dataclass(slots=True)
class Block:
    """A piece of text on lines of its own.

    Attributes:
        text: what it says, with its bullet.
        kind: what it is.
        around: whether it stands in a part of the page that is not the article (navigation, footer).
        within: number of the innermost article it stands in, 0 for none.
        linked: how many of its characters are links.

    """

    text: str
    kind: BlockKind
    around: bool
    within: int
    linked: int


@dataclass(slots=True)
class Markup:
    """A page taken apart.

    Attributes:
        blocks: its text.
        meta: contents of its meta elements by property or name, in lower case; the first of each.
        data: the JSON-LD scripts.
        times: the ``datetime`` of its time elements outside navigation; those that say "published" first.
        title: of its head.
        h1: its first main heading.
        lang: that it declares.
        canonical: the address it calls its own.
        depth: of its nesting.
        elements: how many there are.

    """

    blocks: list[Block] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    title: str = ""
    h1: str | None = None
    lang: str | None = None
    canonical: str | None = None
    depth: int = 0
    elements: int = 0


def take_apart(html: str) -> Markup:
    """Parse a page; any text is a page of some sort."""
    target = _Target()
    parser = etree.HTMLParser(target=target, huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    parser.feed(_WITHOUT_DECLARATION.sub("", html, count=1))
    parser.close()
    return target.markup


_WITHOUT_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*>")
"""The declaration names the encoding of bytes that are characters by now."""


class _Target:
    """Receives the parser's events."""

    def __init__(self) -> None:
        self.markup = Markup()
        self._path: list[tuple[str, bool, bool, int]] = []  # tag, silent, around, article
        self._silent = self._around = False
        self._article = self._articles = 0
        self._text: list[str] = []
        self._linked = 0
        self._links = 0
        self._bullet: bool | None = None  # None outside of lists, True until the item's first text
        self._bullets: list[bool | None] = []
        self._heading: str | None = None
        self._script: list[str] | None = None
        self._in_title = False
        self._rows: list[tuple[int, list[list[Block]]]] = []  # open sinks at its start, cells
        self._sinks: list[list[Block]] = [self.markup.blocks]

    # events of the parser

    def start(self, tag: object, attributes: Mapping[str, str]) -> None:
        name = str(tag).lower()
        self._path.append((name, self._silent, self._around, self._article))
        self.markup.elements += 1
        self.markup.depth = max(self.markup.depth, len(self._path))
        if name not in _INLINE:
            self._flush()
        self._enter(name, attributes)
        self._facts(name, attributes)
        self._shape(name)

    def end(self, tag: object) -> None:
        name = str(tag).lower()
        if name not in _INLINE:
            self._flush()
        self._leave(name)
        if self._path:
            _, self._silent, self._around, self._article = self._path.pop()

    def data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        elif self._in_title:
            self.markup.title += data
        elif not self._silent:
            self._text.append(data)
            self._linked += len(data.strip()) if self._links else 0

    def close(self) -> None:
        self._flush()
        while self._rows:
            self._end_row()

    # what the events mean

    def _enter(self, name: str, attributes: Mapping[str, str]) -> None:
        hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
        style = attributes.get("style", "")[:1000].lower()
        hidden = (hidden or bool(_HIDDEN_STYLE.search(style))) and name not in {"html", "body"}
        self._silent = self._silent or name in _SILENT or hidden
        names = f"{attributes.get('class', '')[:500]} {attributes.get('id', '')[:500]}".lower()
        around = name in _AROUND or attributes.get("role", "") in _AROUND_ROLES
        if name not in {"html", "body", "article", "main"}:
            around = around or bool(_AROUND_NAMES.search(names)) or (name == "header" and not self._article)
        self._around = self._around or around
        if name in {"article", "main"}:
            self._articles += 1
            self._article = self._articles

    def _facts(self, name: str, attributes: Mapping[str, str]) -> None:
        found = self.markup
        if name == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            found.meta.setdefault(key.strip().lower()[:100], attributes.get("content", "")[:1000].strip())
        elif name == "html":
            found.lang = found.lang or attributes.get("lang") or attributes.get("xml:lang")
        elif name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            found.canonical = found.canonical or attributes.get("href")
        elif name == "time" and attributes.get("datetime") and not self._around:
            published = "pubdate" in attributes or "datepublished" in attributes.get("itemprop", "").lower()
            found.times.insert(0 if published else len(found.times), attributes["datetime"][:40])
        elif name == "script" and "ld+json" in attributes.get("type", ""):
            self._script = []
        elif name == "title":
            self._in_title = not found.title and not any(tag == "svg" for tag, *_ in self._path[-5:])

    def _shape(self, name: str) -> None:
        if name == "a":
            self._links += 1
        elif name == "br":
            self._text.append("\v")
        elif name == "li":
            self._bullets.append(self._bullet)
            self._bullet = True
        elif name in _HEADINGS:
            self._heading = name
        elif name == "tr":
            self._rows.append((len(self._sinks), []))
        elif name in {"td", "th"} and 0 < len(self._rows) <= _DEEPEST_TABLE:
            cell: list[Block] = []
            self._rows[-1][1].append(cell)
            self._sinks.append(cell)

    def _leave(self, name: str) -> None:
        if name == "a":
            self._links = max(0, self._links - 1)
        elif name == "script" and self._script is not None:
            self.markup.data.append("".join(self._script))
            self._script = None
        elif name == "title":
            self._in_title = False
        elif name == "li":
            self._bullet = self._bullets.pop() if self._bullets else None
        elif name in _HEADINGS:
            self._heading = None
        elif name in {"td", "th"} and self._rows and len(self._sinks) > self._rows[-1][0]:
            self._sinks.pop()
        elif name == "tr" and self._rows:
            self._end_row()

    def _flush(self) -> None:
        """End the block that the text since the last one makes."""
        if not self._text:
            return
        lines = (_BLANKS.sub(" ", line).strip(" ") for line in "".join(self._text).split("\v"))
        text = "\n".join(line for line in lines if line)
        linked, self._text, self._linked = self._linked, [], 0
        if not text.strip():
            return
        kind: BlockKind = "heading" if self._heading else "item" if self._bullet is not None else "paragraph"
        if self._heading == "h1" and not self.markup.h1:
            self.markup.h1 = text.replace("\n", " ")
        if self._bullet and kind == "item":
            text, self._bullet = f"- {text}", False
        self._sinks[-1].append(Block(text, kind, self._around, self._article, linked))

    def _end_row(self) -> None:
        """A row of short cells becomes one line; cells that hold more are there for the layout."""
        open_before, cells = self._rows.pop()
        del self._sinks[open_before:]
        blocks = [block for cell in cells for block in cell]
        simple = all(len(cell) <= 1 and all(block.kind == "paragraph" for block in cell) for cell in cells)
        if simple and len(blocks) > 1:
            text = " | ".join(" ".join(block.text.replace("\n", " ") for block in cell) for cell in cells)
            first = blocks[0]
            linked = sum(block.linked for block in blocks)
            blocks = [Block(_BLANKS.sub(" ", text).rstrip(" |"), "row", first.around, first.within, linked)]
        self._sinks[-1].extend(blocks)
