"""What sources send: feeds, sitemaps, rules of robots, mails."""

import gzip
from email.message import EmailMessage
from functools import partial
from typing import Final

from fuzzed import Parser

from talentwire.read.feeds.boxes import letters
from talentwire.read.feeds.item import Item, Listing
from talentwire.read.feeds.mail import identity, is_from, mail
from talentwire.read.feeds.robots import Robots
from talentwire.read.feeds.sitemap import sitemap
from talentwire.read.feeds.source import FeedSource
from talentwire.read.feeds.syndication import feed
from talentwire.read.web import Reply
from targets.places import file

_BASE: Final = "https://wire.example/talent/feed.xml"
_LONG: Final = b"Ada Brandt joins Brumelune from Thornsea as chief scientist, the company said on Monday. " * 6
_RSS: Final = (
    b'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire'
    b"</title><language>en</language><item><title>Story &amp; 1</title><link>https://wire.example/articles/1</link><guid>1</guid>"
    b"<pubDate>Tue, 15 Jul 2025 23:30:00 -0700</pubDate><description>A &lt;b&gt;taste&lt;/b&gt;</description><content:encoded>"
    b"<![CDATA[<p>"
    + _LONG
    + b"</p>]]></content:encoded></item><item><title>Two</title><guid>1</guid></item></channel></rss>"
)
_ATOM: Final = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Fil</title><entry><id>tag:wire.example,2025:1</id>'
    b'<title type="html">Ada &lt;em&gt;Brandt&lt;/em&gt;</title><link rel="alternate" href="/a"/><updated>2025-07-15T01:00:00'
    b'+02:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>text</p></div></content></entry></feed>'
)
_JSON: Final = (
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "language": "en", "items": [{"id": "1", "url": "/a", '
    b'"content_html": "<p>text</p>", "date_published": "2025-07-15T23:00:00-07:00"}, {"id": 2, "external_url": '
    b'"https://o.example/b", "content_text": "words", "title": "Two"}, {"id": "3", "url": "/c", "summary": "a taste"}]}'
)
_MAP: Final = (
    b'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www'
    b'.google.com/schemas/sitemap-news/0.9"><url><loc>https://wire.example/a</loc><lastmod>2025-07-16T10:00:00Z</lastmod><news:'
    b"news><news:publication><news:name>The Wire</news:name></news:publication><news:publication_date>2025-07-15</news:"
    b"publication_date><news:title>Ada &amp; Co</news:title></news:news></url><url><loc>/b</loc></url></urlset>"
)
_INDEX: Final = (
    b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://wire.example/s.xml</loc>'
    b"<lastmod>2025-07-16</lastmod></sitemap></sitemapindex>"
)
_ROBOTS: Final = (
    b"User-agent: *\nDisallow: /private/\nAllow: /private/open$\nCrawl-delay: 2.5\nSitemap: https://wire.example/s.xml\n\n"
    b"User-agent: talentwire\nDisallow: /*.pdf$\nRequest-rate: 1/5 0600-0845\n",
    b"\xef\xbb\xbfUSER-AGENT: TalentWire\r\ndisallow:\r\n# comment\r\n",
)
_HEADERS: Final = (
    b"Message-ID: <9@x.example>\nSubject: =?utf-8?q?K=FCnftig?= =?no-such?b?w7w=?=\nFrom: =?x?q?=?= <a@b.example>\nDate: Tue, "
    b"15 Jul 2025 23:30:00 -0700\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nK=F6ln "
    b"und =\nM=FCnchen.\n"
)


def _source(kind: str) -> FeedSource:
    return FeedSource(name="w", kind=kind, url=_BASE)  # type: ignore[arg-type]


def _listed(found: Listing) -> bool:
    """Items that a ledger can hold, each with a key of its own, and the same after they were kept."""
    keys = [one.key for one in found.items]
    assert len(set(keys)) == len(keys)
    for one in found.items:
        _sound(one)
    assert all(note.strip() for note in found.notes)
    return bool(found.items or found.children)


def _sound(item: Item) -> None:
    assert Item.from_json(item.to_json()) == item
    assert item.key
    assert item.text or item.url or item.refused
    for text in (item.key, item.id, item.url or "", item.title or "", item.outlet or "", item.text, item.refused):
        assert "\0" not in text
        text.encode()


def fed(data: bytes) -> bool:
    """Items of a feed."""
    return _listed(feed(Reply(_BASE, 200, body=data), _source("feed")))


def mapped(data: bytes) -> bool:
    """Addresses of a sitemap."""
    return _listed(sitemap(Reply(_BASE, 200, body=data), _source("sitemap"), 1_000_000))


def ruled(data: bytes) -> bool:
    """Whether an address may be read, and how long to wait, whatever the rules say."""
    rules = Robots(lambda url: Reply(url, 200, body=data)).of("https://wire.example")
    for path in ("/", "/private/open", "/a.pdf", "/%zz?x=*$"):
        assert rules.allows(f"https://wire.example{path}") in (True, False)
    assert rules.delay >= 0
    return True


def letter(data: bytes) -> bool:
    """One mail, with the key that its head alone gives."""
    found = mail(data, _source("mail"))
    _sound(found)
    assert identity(data) == found.key
    is_from(data, ("b.example",))
    return not found.refused


def box(name: str, data: bytes) -> bool:
    """All mails of a file."""
    source = FeedSource(name="w", kind="mail", url=name, path=file(name, data))
    return _listed(letters(source, (), None, 100_000, 50))


def _mails() -> list[bytes]:
    made = EmailMessage()
    made["Message-ID"], made["Subject"] = "<1@letters.example>", "Künftig: Issue 1"
    made["From"], made["Date"] = "The Letter <a@letters.example>", "Tue, 15 Jul 2025 23:30:00 -0700"
    made.set_content("Ada Brandt joins Brumelune from Thornsea.\nKöln.")
    plain = bytes(made)
    made.add_alternative("<div style='display:none'>pre</div><p>Ada <b>Brandt</b> joins.</p>", subtype="html")
    made.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="a.zip")
    return [plain, bytes(made), _HEADERS]


def _boxes() -> list[bytes]:
    return [b"".join(b"From a@b.example Tue Jul 15 23:30:00 2025\n" + one + b"\n\n" for one in _mails()), *_mails()]


_XML: Final = (
    b"<item>", b"</item>", b"<entry>", b"<link/>", b"<guid>", b"<![CDATA[", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b"<content type='text/plain'>", b"<source><title>x</title></source>", b"xml:base='http://['", b"<updated>9999-12-31</updated>",
    b"<pubDate>Tue, 99 Jul 99999 99:99:99 +9999</pubDate>", b"<link rel='alternate' href='http://['/>", b"xmlns=''",
    b"<media:content url='x'/>", b"<georss:point>1</georss:point>", b"<georss:polygon>1 2 x</georss:polygon>", b"<cap:alert/>",
)  # fmt: skip
_MAIL_WORDS: Final = (
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n", b"--x--", b"charset=utf-7", b"charset=\"\xff\"", b"=?utf-8?b?w?=",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n", b"Message-ID: <", b"=\n",
    b"Content-Type: message/rfc822\n\n", b"Date: 1 Jan 99999\n", b"From: \"a <b@c>, d@", b"Subject: =?utf-16?q?=D8?=", b"=?a*b?q?c?=",
    b"Content-Type: text/html; charset*=utf-8''%zz\n",
)  # fmt: skip
PARSERS: Final = (
    Parser("feed", fed, lambda: (_RSS, _ATOM), words=_XML, units=(b"<item><guid>1</guid></item>", b"<item>", b"<a>", b"&amp;"),
           frame=(b"<rss version='2.0'><channel>", b"</channel></rss>")),
    Parser("json-feed", fed, lambda: (_JSON,), "json", (b'"items": 1', b'"version": 1', b'"id": 1e999')),
    Parser("sitemap", mapped, lambda: (_MAP, _INDEX, b"https://wire.example/a\nhttps://wire.example/b#x\n", gzip.compress(_MAP)),
           words=(b"<url>", b"</url>", b"<loc>", b"http://[", b"<sitemap>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;"),
           units=(b"<url><loc>/a</loc></url>", b"<url>", b"<loc>x</loc>"), frame=(b"<urlset>", b"</urlset>")),
    Parser("robots", ruled, lambda: _ROBOTS, words=(b"Crawl-delay: inf", b"Crawl-delay: nan", b"Allow: *$*", b"%", b"Disallow: /" + b"*a" * 20),
           units=(b"Disallow: /a*b$\n", b"User-agent: a\n", b"*")),
    Parser("mail", letter, _mails, words=_MAIL_WORDS, units=(b"--x\n", b"To: a\n", b"=?utf-8?q?a?= ", b"Content-Type: text/html\n\n"),
           frame=(b"Content-Type: multipart/mixed; boundary=x\n", b"\n\ntext")),
    Parser("mailbox", partial(box, "letters.mbox"), _boxes, words=(b"\nFrom ", *_MAIL_WORDS), units=(b"From a\n\nb\n\n",)),
)  # fmt: skip
