"""A web page becomes its main text, with headings, list items and table rows on lines of their own.

The words are those of the page; which of its blocks are the article and which are frame, trafilatura decides. Where it
finds no article (short pages, pages without a body), everything outside navigation, header and footer is the text.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from talentwire.errors import BadValueError
from talentwire.model.values import PartialDate
from talentwire.read.encoding import decode_html
from talentwire.read.markup import Block, Markup, take_apart

_DATE_KEYS: Final = (
    "article:published_time", "og:published_time", "article:published", "datepublished", "date", "pubdate",
    "publish-date", "publication_date", "dc.date", "dc.date.issued", "dcterms.issued", "dcterms.created",
    "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_DAY: Final = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?!\d)")
_LANGUAGE: Final = re.compile(r"\s*([A-Za-z]{2})(?:[-_].*)?\s*")
_SUFFIX: Final = re.compile(r"\s+[|–—·»-]\s+[^|–—·»]{1,40}$")
_SIGNS: Final = re.compile(r"[\W_]+")
_TELLING: Final = 25  # signs of a block that do not occur in another text by chance
_SHORTEST_ARTICLE: Final = 120
_MOST_LINKS: Final = 0.8
_DEEPEST: Final = 200  # libxml2 cuts a tree at 256
_MOST_ELEMENTS: Final = 60_000
_MOST_DATA: Final = 20_000


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says, and of itself."""

    text: str
    title: str | None = None
    date: PartialDate | None = None
    outlet: str | None = None
    lang: str | None = None
    url: str | None = None


def page(html: bytes | str, url: str | None = None) -> Page:
    """Read a web page.

    Args:
        html: Its source; bytes are decoded by what it declares.
        url: Its address, only to be told to the extractor of the main text: nothing is fetched.

    Returns:
        Its text, empty where it has none; title, publication date, outlet, language and address as it declares them.

    """
    source = decode_html(html).text if isinstance(html, bytes) else html
    found = take_apart(source)
    facts = _article_data(found.data)
    title = _title(found, facts)
    blocks = _article(found, _main_text(source, found, url))
    return Page(
        text=_joined(_with_headline(blocks, found)),
        title=title,
        date=_date(found, facts),
        outlet=found.meta.get("og:site_name") or _publisher(facts),
        lang=_language(found.lang) or _language(found.meta.get("og:locale")) or _language(_string(facts, "inLanguage")),
        url=_address(found.canonical) or _address(found.meta.get("og:url")),
    )


def passage(html: str) -> str:
    """The text of a piece of HTML that is all article: of a feed, of a letter; nothing of it is taken for frame."""
    return _joined([replace(block, around=False) for block in take_apart(html).blocks])


# the text


def _main_text(source: str, found: Markup, url: str | None) -> str:
    """The article as trafilatura sees it, for comparing; empty for pages that no tree should be built of."""
    if found.depth > _DEEPEST or found.elements > _MOST_ELEMENTS:
        return ""
    import trafilatura  # half a second that a text without markup need not wait for

    extracted = trafilatura.extract(
        source, url=url, favor_recall=True, include_comments=False, include_tables=True, with_metadata=False
    )
    return extracted or ""


def _article(found: Markup, main: str) -> list[Block]:
    """The blocks of the article, in the order and the words of the page."""
    inside = [block for block in found.blocks if not block.around]
    if len(main) < _SHORTEST_ARTICLE:
        return inside or found.blocks
    lines = {_signs(line) for line in main.splitlines()}
    whole = _signs(main)
    kept = [_is_in(block, lines, whole) for block in found.blocks]
    if not any(kept):
        return inside or found.blocks
    first, last = kept.index(True), len(kept) - 1 - kept[::-1].index(True)
    articles = {block.within for block, keep in zip(found.blocks, kept, strict=True) if keep and block.within}
    for index, block in enumerate(found.blocks):
        near = first <= index <= last or block.within in articles
        kept[index] = kept[index] or (near and _is_list(block))
    return [block for index, block in enumerate(found.blocks) if kept[index] or _heads(found.blocks, kept, index)]


def _signs(text: str) -> str:
    """Letters and digits alone, so that blanks and bullets make no difference."""
    return _SIGNS.sub("", text).casefold()


def _is_in(block: Block, lines: set[str], whole: str) -> bool:
    signs = _signs(block.text)
    if block.around or not signs:
        return False
    return signs in lines or (len(signs) >= _TELLING and signs in whole)


def _is_list(block: Block) -> bool:
    """List items and table rows near the article, of which trafilatura loses some; lists of links are frame."""
    return block.kind in {"item", "row"} and not block.around and block.linked < _MOST_LINKS * len(block.text)


def _heads(blocks: list[Block], kept: list[bool], index: int) -> bool:
    """Whether this is the heading of something kept."""
    following = index + 1 < len(blocks) and kept[index + 1]
    return blocks[index].kind == "heading" and not blocks[index].around and following


def _with_headline(blocks: list[Block], found: Markup) -> list[Block]:
    """The headline first, where it stands outside of the article, since it is part of what the document says."""
    if not found.h1 or not blocks or any(_signs(found.h1) == _signs(block.text) for block in blocks[:5]):
        return blocks
    return [Block(found.h1, "heading", around=False, within=0, linked=0), *blocks]


def _joined(blocks: list[Block]) -> str:
    """Items and rows line by line, everything else a paragraph apart."""
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before:
            together = block.kind == before.kind and block.kind in {"item", "row"}
            pieces.append("\n" if together else "\n\n")
        pieces.append(block.text)
        before = block
    return "".join(pieces)


# what the page says of itself


def _article_data(scripts: list[str]) -> Mapping[str, object]:
    """The JSON-LD object that has a publication date, else the first with a headline."""
    best: Mapping[str, object] = {}
    for script in scripts:
        for item in _objects(script):
            if "datePublished" in item:
                return item
            if "headline" in item and not best:
                best = item
    return best


def _objects(script: str) -> Iterator[Mapping[str, object]]:
    try:
        waiting: list[object] = [json.loads(script)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < _MOST_DATA:
        item = waiting.pop(0) if seen < 1000 else waiting.pop()
        seen += 1
        if isinstance(item, Mapping):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _string(facts: Mapping[str, object], key: str) -> str | None:
    value = facts.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _publisher(facts: Mapping[str, object]) -> str | None:
    publisher = facts.get("publisher")
    return _string(publisher, "name") if isinstance(publisher, Mapping) else None


def _title(found: Markup, facts: Mapping[str, object]) -> str | None:
    whole = " ".join(found.title.split())
    title = found.meta.get("og:title") or _string(facts, "headline") or found.h1 or _SUFFIX.sub("", whole) or whole
    return " ".join(title.split()) or None


def _date(found: Markup, facts: Mapping[str, object]) -> PartialDate | None:
    """The day it says it was published; never the day it was changed, and never today."""
    written = [_string(facts, "datePublished"), *(found.meta.get(key) for key in _DATE_KEYS), *found.times[:1]]
    for text in written:
        match = _DAY.match(text or "")
        try:
            if match:
                return PartialDate(*map(int, match.groups()))
        except BadValueError:
            continue
    return None


def _language(tag: str | None) -> str | None:
    match = _LANGUAGE.fullmatch(tag or "")
    return match[1].lower() if match else None


def _address(url: str | None) -> str | None:
    return url if url and re.match(r"https?://\S+$", url) else None
