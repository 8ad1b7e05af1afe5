"""An issue as Markdown, with a footnote for every source; and as plain text, for those who read no HTML."""

import re
from collections.abc import Iterator
from typing import Final

from talentwire.analyse.digest.issue import Digest, Part, Post, Section, Source
from talentwire.serve.digest.frame import Frame, safe_url, with_sources

_SIGNS: Final = re.compile(r"([\\`*_{}\[\]<>#|~!&$])")
_COLUMNS: Final = ("who", "left", "joined", "role", "status", "sources")


def markdown(digest: Digest, site: str = "") -> str:
    """The issue as Markdown; nothing out of a document is markup in it."""
    return "\n".join(_blocks(Frame(digest, site))).rstrip() + "\n"


def _blocks(frame: Frame) -> Iterator[str]:
    digest = frame.digest
    yield f"# {plain(digest.title)}\n"
    yield f"{plain(digest.opening)}\n"
    for section in digest.sections:
        yield f"## {plain(section.title)}\n"
        if section.intro:
            yield f"*{plain(section.intro)}*\n"
        if section.posts:
            yield from _board(section, frame)
        for item in section.items:
            said = " ".join(plain(text) + _notes(numbers) for text, numbers in with_sources(item))
            yield f"- {said}" if section.part is not Part.LEAD else f"{said}\n"
        if section.part is Part.NUMBERS and frame.alt():
            yield f"\n{plain(frame.alt())}"
        if section.more:
            name, address = frame.whole()
            where = f"[{plain(name)}]({address})" if address else f"`{name}`"
            yield f"\n{plain(frame.more(section))}{frame.colon}{where}"
        yield ""
    yield f"---\n\n{plain(digest.method)} {plain(frame.seen())}\n"
    for source in digest.sources:
        yield f"[^{source.number}]: {_source(source, frame)}"


def _board(section: Section, frame: Frame) -> Iterator[str]:
    heads = [plain(frame.issue_words(f"column_{name}")) for name in _COLUMNS]
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    for post in section.posts:
        cells = [post.who, post.left or "–", post.joined or "–", post.role or "–", post.status]
        yield f"| {' | '.join(map(plain, cells))} | {_notes(post.line.sources)} |"
    yield ""


def _notes(numbers: tuple[int, ...]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def _source(source: Source, frame: Frame) -> str:
    name, address = frame.fact(source)
    fact = f"[{plain(name)}]({address})" if address else f"{plain(name)} (`talentwire fact {source.fact[:12]}`)"
    url = safe_url(source.url)
    parts = [
        f"{plain(frame.head(source))}{frame.colon}{plain(frame.evidence(source))}",
        f"<{url}>" if url else "",
        fact,
    ]
    return " – ".join(part for part in parts if part)


def plain(text: str) -> str:
    """A text of which nothing is markup."""
    return _SIGNS.sub(r"\\\1", text)


# ---- plain text


def text(digest: Digest, site: str = "") -> str:
    """The issue as plain text."""
    return "\n".join(_lines(Frame(digest, site))).rstrip() + "\n"


def _lines(frame: Frame) -> Iterator[str]:
    digest = frame.digest
    yield from (digest.title, "=" * min(72, len(digest.title)), "", digest.opening, "")
    for section in digest.sections:
        yield from (section.title.upper(), section.intro) if section.intro else (section.title.upper(),)
        for post in section.posts:
            yield f"* {_row(post)} {_brackets(post.line.sources)}"
        for item in section.items:
            yield "* " + " ".join(f"{said} {_brackets(ns)}".strip() for said, ns in with_sources(item))
        if section.more:
            name, address = frame.whole()
            yield f"  {frame.more(section)}{frame.colon}{address or name}"
        yield ""
    yield from (frame.words("sources").upper(), "")
    for source in digest.sources:
        url = safe_url(source.url)
        name, address = frame.fact(source)
        yield f"[{source.number}] {frame.head(source)}{frame.colon}{frame.evidence(source)}"
        yield f"    {' · '.join(part for part in (url, address or name) if part)}"
    yield from ("", digest.method, frame.seen())


def _row(post: Post) -> str:
    way = " → ".join((post.left or "–", post.joined or "–"))
    return ", ".join(part for part in (f"{post.who}: {way}", post.role, post.status) if part)


def _brackets(numbers: tuple[int, ...]) -> str:
    return "".join(f"[{number}]" for number in numbers)
