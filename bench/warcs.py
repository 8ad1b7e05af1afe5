"""Web archives for measuring and testing: a day of news as a crawler keeps it, most of it about something else.

A page is an article in a frame of scripts, styles, menus and teasers, some ten times the article's size, in several
languages and charsets. The articles that matter are put together from paragraphs of the documents in ``training/``, so
that no two are alike; the others from the sentences of ``warcs.toml``. The same seed writes the same bytes. Other
benches and tests use ``pages`` and ``write``; nothing here uses the reader that is measured.

usage: python bench/warcs.py FILE.warc.gz [--pages N] [--share S] [--seed N] [--packing record|whole|plain] [--wet]
"""

import argparse
import gzip
import html
import random
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

ROOT: Final = Path(__file__).resolve().parents[1]
LANGUAGES: Final = ("de", "en", "es", "fr", "it", "nl", "pt")
CHARSETS: Final = ("utf-8",) * 16 + ("cp1252", "cp1252-undeclared", "entities", "utf-16")
Packing = Literal["record", "whole", "plain"]


@dataclass(frozen=True, slots=True)
class Made:
    """A page.

    Attributes:
        url: its address.
        day: on which it was published, and fetched.
        lang: its language.
        title: its headline.
        paragraphs: the article.
        matters: whether the article is put together from documents of our field.
        charset: of its bytes, as HTTP names it; None where it is not named.
        data: its HTML.

    """

    url: str
    day: str
    lang: str
    title: str
    paragraphs: tuple[str, ...]
    matters: bool
    charset: str | None
    data: bytes


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((ROOT / "bench" / "warcs.toml").read_text("utf-8"))


@cache
def _relevant(lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Titles and paragraphs of the training documents that are for learning from."""
    found = []
    for path in sorted((ROOT / "training" / lang).glob("*.txt")):
        title, _, rest = path.read_text("utf-8").strip().partition("\n")
        paragraphs = tuple(one.strip() for one in rest.split("\n\n") if one.strip())
        if int(path.stem[-2:]) % 2 and paragraphs:
            found.append((title.strip("# "), paragraphs))
    return tuple(found)


def _filled(sentence: str, chance: random.Random) -> str:
    frame = _words()["frame"]
    for sign, names in (("{p}", frame["people"]), ("{t}", frame["towns"]), ("{c}", frame["clubs"])):
        sentence = sentence.replace(sign, chance.choice(names))
    return sentence.replace("{n}", str(chance.randint(2, 900)))


def _article(chance: random.Random, *, matters: bool) -> tuple[str, str, tuple[str, ...]]:
    """Language, title and paragraphs."""
    if matters:
        lang = chance.choice(LANGUAGES)
        documents = _relevant(lang)
        picked = [chance.choice(documents) for _ in range(chance.randint(3, 7))]
        return lang, picked[0][0], tuple(chance.choice(paragraphs) for _, paragraphs in picked)
    lang = chance.choice([name for name in _words() if name != "frame"])
    topic = chance.choice(list(_words()[lang].values()))
    said = [
        " ".join(_filled(chance.choice(topic), chance) for _ in range(chance.randint(2, 5)))
        for _ in range(chance.randint(4, 10))
    ]
    return lang, _filled(chance.choice(topic), chance).rstrip("."), tuple(said)


def _noise(kind: str, size: int, chance: random.Random) -> str:
    pieces: list[str] = []
    length = 0
    while length < size:
        piece = chance.choice(_words()["frame"][kind]).replace("{n}", str(chance.randint(1, 999)))
        pieces.append(piece)
        length += len(piece) + 1
    return "\n".join(pieces)


def _shown(text: str, template: str) -> str:
    """A paragraph of an article as HTML: a list, a table, a heading or a paragraph, as the template has it."""
    lines = [html.escape(line.strip(), quote=False) for line in text.splitlines() if line.strip()]
    if lines and all(line[:2] in {"- ", "* ", "• "} for line in lines):
        return "<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>"
    if len(lines) > 1 and all(line.count("|") > 1 for line in lines):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if set(line) - set("|-: ")]
        return "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"
    if lines and lines[0].startswith("#"):
        heading = f"<h2>{lines[0].strip('# ')}</h2>"
        return heading + (_shown("\n".join(lines[1:]), template) if lines[1:] else "")
    whole = " ".join(lines)
    return {"breaks": f"{whole}<br><br>", "divs": f"<div class='par'>{whole}</div>"}.get(template, f"<p>{whole}</p>")


def _cards(size: int, chance: random.Random) -> str:
    """Markup of a grid of teasers, as heavy as that of news sites: many elements and attributes for few words."""
    frame = _words()["frame"]
    pieces: list[str] = []
    length = 0
    while length < size:
        number = chance.getrandbits(30)
        piece = (
            f'<div class="card card--{number % 7} js-card" data-id="{number}" data-track="click:card:{number % 97}">'
            f'<figure class="card__figure"><a class="card__link" href="/a/{number:x}" tabindex="-1"><picture>'
            f'<source srcset="/i/{number:x}-320.webp 320w, /i/{number:x}-640.webp 640w"><img src="/i/{number:x}.jpg" '
            'alt="" loading="lazy" width="320" height="180"></picture></a></figure><div class="card__body">'
            f'<span class="card__kicker">{chance.choice(frame["sections"])}</span><h3 class="card__title">'
            f'<a href="/a/{number:x}">{html.escape(chance.choice(frame["links"]))}</a></h3>'
            f'<ul class="card__meta"><li><time>{number % 24} h</time></li><li><span>{number % 300}</span></li></ul>'
            "</div></div>"
        )
        pieces.append(piece)
        length += len(piece)
    return "".join(pieces)


_TEMPLATES: Final = {
    "semantic": (
        "<header class='site-header'><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>{first}"
        "<aside class='related'>{teasers}</aside>{rest}</article></main><footer><ul>{menu}</ul><p>{legal}</p></footer>"
    ),
    "divs": (
        "<div id='top'><ul class='menu'>{menu}</ul></div><div class='wrap'><div class='story'><h1>{title}</h1>{first}"
        "<div class='newsletter-box'><p>{box}</p></div>{rest}</div><div class='col-right'>{teasers}</div></div>"
        "<div id='bottom'><ul>{menu}</ul><p>{legal}</p></div>"
    ),
    "breaks": (
        "<div class='cookie-banner'><p>{box}</p></div><div class='menu'>{menu}</div><h1>{title}</h1>"
        "<div class='text'>{first}{rest}</div><div class='more'>{teasers}</div><p class='legal'>{legal}</p>"
    ),
    "table": (
        "<table width='100%'><tr><td colspan='3'><ul>{menu}</ul></td></tr><tr><td valign='top'>{teasers}</td>"
        "<td><h1>{title}</h1>{first}{rest}</td><td><p>{box}</p></td></tr></table><p>{legal}</p>"
    ),
}


def framed(
    title: str, paragraphs: Iterable[str], lang: str, day: str, chance: random.Random, size: int = 40_000
) -> str:
    """An article in a frame of about ``size`` characters: menus, teasers, scripts, styles, footer; four templates."""
    frame = _words()["frame"]
    template = chance.choice(list(_TEMPLATES))
    links = {words: f'<a href="/{chance.getrandbits(40):x}">{html.escape(words)}</a>' for words in frame["links"]}
    teased = [_filled(chance.choice(frame["teasers"]), chance) for _ in range(6)]
    shown = [_shown(text, template) for text in paragraphs]
    body = _TEMPLATES[template].format(
        menu="".join(f'<li><a href="/{chance.getrandbits(40):x}">{section}</a></li>' for section in frame["sections"]),
        title=html.escape(title),
        first="\n".join(shown[:2]),
        rest="\n".join(shown[2:]),
        teasers="".join(
            f"<div class='teaser'><h3>{links[words]}</h3><p>{html.escape(text)}</p></div>"
            for words, text in zip(chance.sample(frame["links"], 6), teased, strict=True)
        ),
        box=html.escape(chance.choice(frame["boxes"])),
        legal="© The Daily Example. Terms, privacy, cookies.",
    )
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="CHARSET"><title>{html.escape(title)} | The Daily Example</title>
<meta property="article:published_time" content="{day}T08:00:00Z">
<meta property="og:title" content="{html.escape(title)}">
<style>{_noise("style", size // 8, chance)}</style><script>{_noise("script", size // 4, chance)}</script></head>
<body>{body}
<section class="grid"><div class="grid__inner">{_cards(size // 2, chance)}</div></section>
<script>{_noise("script", size // 8, chance)}</script></body></html>"""


def encoded(page: str, how: str) -> tuple[bytes, str | None]:
    """The bytes of a page, and the charset that HTTP names."""
    if how == "entities":
        return page.replace("CHARSET", "ascii").encode("ascii", "xmlcharrefreplace"), None
    if how == "utf-16":
        return page.replace("CHARSET", "utf-16").encode("utf-16"), "utf-16"
    silent = how.endswith("-undeclared")
    codec = how.removesuffix("-undeclared")
    declared = "utf-8" if silent else codec  # what wrong declarations look like
    return page.replace("CHARSET", declared).encode(codec, "xmlcharrefreplace"), None if silent else codec


def pages(count: int, share: float = 0.02, seed: int = 1, size: int = 40_000) -> Iterator[Made]:
    """Pages of a day.

    Args:
        count: How many.
        share: Of those that matter.
        seed: The same one gives the same pages.
        size: Characters of an average frame.

    """
    chance = random.Random(seed)
    for number in range(count):
        matters = chance.random() < share
        lang, title, paragraphs = _article(chance, matters=matters)
        day = f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
        weight = int(size * chance.lognormvariate(-0.3, 0.8))
        data, charset = encoded(framed(title, paragraphs, lang, day, chance, weight), chance.choice(CHARSETS))
        url = f"https://daily{chance.randint(1, 40)}.example/{lang}/{number}"
        yield Made(url, day, lang, title, paragraphs, matters, charset, data)


def _record(kind: str, url: str, day: str, block: bytes, media: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {day}T09:00:00Z\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def record_of(page: Made) -> bytes:
    """The WARC record of a page, with the answer's header as the crawler of Common Crawl's news set keeps it."""
    media = "text/html" + (f"; charset={page.charset}" if page.charset else "")
    answer = (
        f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nServer: nginx\r\nX-Crawler-Content-Encoding: gzip\r\n"
        f"Content-Length: {len(page.data)}\r\n\r\n"
    ).encode() + page.data
    return _record("response", page.url, page.day, answer, "application/http; msgtype=response")


def request_of(page: Made) -> bytes:
    """The record of the request for a page."""
    asked = f"GET / HTTP/1.1\r\nHost: {page.url.split('/')[2]}\r\nUser-Agent: example\r\n\r\n".encode()
    return _record("request", page.url, page.day, asked, "application/http; msgtype=request")


def text_record_of(page: Made) -> bytes:
    """The record of a page in a WET file: all of its text, frame included."""
    menu = "\n".join(_words()["frame"]["sections"])
    text = "\n".join([menu, page.title, *page.paragraphs, "Terms, privacy, cookies."])
    return _record("conversion", page.url, page.day, text.encode(), "text/plain")


def records(made: Iterable[Made], *, wet: bool = False) -> Iterator[bytes]:
    """All records of an archive in order, each as bytes: what it is, and pages with the requests for them."""
    yield _record("warcinfo", "", "2026-10-01", b"software: example\r\n", "application/warc-fields")
    for page in made:
        if wet:
            yield text_record_of(page)
        else:
            yield request_of(page)
            yield record_of(page)


def write(path: Path, made: Iterable[Made], packing: Packing = "record", *, wet: bool = False) -> int:
    """Write an archive; the bytes of HTML in it."""
    total = 0

    def counted() -> Iterator[Made]:
        nonlocal total
        for page in made:
            total += len(page.data)
            yield page

    with gzip.GzipFile(path, "wb", 6, mtime=0) if packing == "whole" else path.open("wb") as file:
        for record in records(counted(), wet=wet):
            file.write(gzip.compress(record, 6, mtime=0) if packing == "record" else record)
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.02, help="of pages that matter")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--packing", choices=("record", "whole", "plain"), default="record")
    parser.add_argument("--wet", action="store_true", help="the texts of the pages, as WET files have them")
    given = parser.parse_args()
    total = write(given.file, pages(given.pages, given.share, given.seed), given.packing, wet=given.wet)
    print(
        f"{given.pages} pages, {total / 1e6:.1f} MB of HTML, {given.file.stat().st_size / 1e6:.1f} MB in {given.file}"
    )


if __name__ == "__main__":
    main()
