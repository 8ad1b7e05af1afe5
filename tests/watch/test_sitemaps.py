"""Sitemaps, indexes of them, pages with links, and a page that changes."""

import gzip
from collections.abc import Callable

import pytest
from site_served import Site, article

from talentwire.errors import ReadError
from talentwire.read.feeds.item import Listing, Tag, today
from talentwire.read.feeds.links import changing, links
from talentwire.read.feeds.listing import Before, listed
from talentwire.read.feeds.polite import GoneError, Polite
from talentwire.read.feeds.sitemap import sitemap
from talentwire.read.feeds.source import FeedSource
from talentwire.read.web import Reply

BASE = "https://wire.example/sitemap.xml"
SPACE = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)
Make = Callable[..., FeedSource]
Ask = Callable[..., Polite]


def urlset(*entries: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACE}>{"".join(entries)}</urlset>'


def entry(path: str, more: str = "") -> str:
    return f"<url><loc>https://wire.example{path}</loc>{more}</url>"


def index(*entries: str) -> str:
    return f"<sitemapindex {SPACE}>{''.join(entries)}</sitemapindex>"


def read(source: Make, body: str | bytes, largest: int = 1_000_000) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return sitemap(Reply(BASE, 200, body=data), source(BASE, "sitemap"), largest)


def test_pages_with_their_days(source: Make) -> None:
    news = (
        "<lastmod>2025-07-16T10:00:00Z</lastmod><news:news><news:publication><news:name>The Wire</news:name>"
        "<news:language>en</news:language></news:publication><news:publication_date>2025-07-15</news:publication_date>"
        "<news:title>Ada &amp; Co</news:title></news:news><image:image xmlns:image='x'><image:loc>/i.png</image:loc>"
        "<image:title>picture</image:title></image:image>"
    )
    first, second = read(source, urlset(entry("/a", news), entry("/b"), entry("/a"))).items
    assert (first.url, first.title, str(first.date), str(first.changed), first.outlet) == (
        "https://wire.example/a", "Ada & Co", "2025-07-15", "2025-07-16", "The Wire",
    )  # fmt: skip
    assert (second.url, second.date, second.mark) == ("https://wire.example/b", None, "")


def test_packed_plain_and_indexed(source: Make) -> None:
    assert len(read(source, gzip.compress(urlset(entry("/a")).encode())).items) == 1
    assert [one.url for one in read(source, "https://wire.example/a\n\nhttps://wire.example/b#x\n").items] == [
        "https://wire.example/a", "https://wire.example/b",
    ]  # fmt: skip
    found = read(source, index("<sitemap><loc>/one.xml.gz</loc><lastmod>2025-07-15</lastmod></sitemap>"))
    assert [(one.url, one.mark) for one in found.children] == [("https://wire.example/one.xml.gz", "2025-07-15")]


def test_what_is_no_sitemap(source: Make) -> None:
    for body in ("", "hello", "<html><body>x</body></html>", gzip.compress(b"x")[:-9], b"\x1f\x8bnothing"):
        with pytest.raises(ReadError, match=r"is no sitemap|damaged"):
            read(source, body)
    assert read(source, urlset()).items == []


def test_a_packed_bomb_is_not_unpacked(source: Make) -> None:
    with pytest.raises(ReadError, match="unpacks to more than max_bytes"):
        read(source, gzip.compress(b" " * 30_000_000))


def test_entities_and_depth_stay_without_effect(source: Make) -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    laughs = f'<!DOCTYPE u [<!ENTITY l0 "/lol">{entities}]>' + urlset(entry("/a"), entry("&l8;"))[38:]
    assert [one.url for one in read(source, laughs).items][:1] == ["https://wire.example/a"]
    outside = '<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + urlset(entry("/a&x;"))[38:]
    assert all(one.url == "https://wire.example/a" for one in read(source, outside).items)
    deep = read(source, urlset(entry("/a"), "<x>" * 3_000))
    assert len(deep.items) == 1
    assert "is not well formed" in deep.notes[0]


def test_hostile_addresses_are_left_out(source: Make) -> None:
    bad = ("<url><loc>javascript:alert(1)</loc></url>", "<url><loc>http://u:p@x/</loc></url>", "<url/>")
    body = urlset(*bad, entry("/a"))
    assert len(read(source, body).items) == 1


def test_only_what_is_wanted_and_the_newest_first(source: Make, site: Site, polite: Ask) -> None:
    old, new = "<lastmod>2001-01-01</lastmod>", f"<lastmod>{today()}</lastmod>"
    site.put("/s.xml", urlset(entry("/no", new), entry("/ki/old", old), entry("/ki/undated"), entry("/ki/new", new)))
    wanted = source(site.url("/s.xml"), "sitemap", match="/ki/", days=30)
    found = listed(wanted, polite(), Before(), 100)
    assert [one.url for one in found.items] == ["https://wire.example/ki/new", "https://wire.example/ki/undated"]
    assert found.left_out == 2


def test_of_an_index_only_what_has_changed_is_asked_for(source: Make, site: Site, polite: Ask) -> None:
    def child(name: str, mark: str) -> str:
        return f"<sitemap><loc>{site.url(name)}</loc>{f'<lastmod>{mark}</lastmod>' if mark else ''}</sitemap>"

    site.put("/s.xml", index(child("/one.xml", "2025-07-15"), child("/two.xml", ""), child("/gone.xml", "2025-07-16")))
    site.put("/one.xml", urlset(entry("/one")))
    site.tagged("/two.xml", urlset(entry("/two")), '"2"')
    wanted = source(site.url("/s.xml"), "sitemap")
    found = listed(wanted, polite(), Before(), 100)
    assert {one.url for one in found.items} == {"https://wire.example/one", "https://wire.example/two"}
    assert found.notes == [f"{site.url('/gone.xml')} answered 404 Not Found"]
    assert {one.url: one.mark for one in found.children} == {site.url("/one.xml"): "2025-07-15"}
    site.asked.clear()
    before = Before(tags=found.tags, marks={one.url: one.mark for one in found.children})
    assert listed(wanted, polite(), before, 100).items == []
    assert sorted(site.paths()) == ["/gone.xml", "/s.xml", "/two.xml"]


def test_an_index_that_names_itself_comes_to_an_end(source: Make, site: Site, polite: Ask) -> None:
    site.put("/s.xml", index(f"<sitemap><loc>{site.url('/s.xml')}</loc></sitemap>", *(
        f"<sitemap><loc>{site.url(f'/{n}.xml')}</loc></sitemap>" for n in range(80))))  # fmt: skip
    for number in range(80):
        site.put(f"/{number}.xml", index(f"<sitemap><loc>{site.url('/s.xml')}</loc></sitemap>"))
    found = listed(source(site.url("/s.xml"), "sitemap"), polite(), Before(), 100)
    assert len(site.paths()) == 51
    assert "names more than 50 new sitemaps" in found.notes[0]


# ---- pages


def test_links_that_match(source: Make, site: Site, polite: Ask) -> None:
    page = (
        '<base href="/news/"><a href="1">one</a><a href="/news/1#part">again</a><a href="javascript:x()">no</a>'
        '<a href="//other.example/news/2">two</a><a href="mailto:x@y.example">mail</a><a href="/about">about</a>'
        '<a href="http://[bad">bad</a><a>none</a>'
    )
    site.put("/list", page)
    found = listed(source(site.url("/list"), "links", match=r"/news/\d"), polite(), Before(), 100)
    assert [one.url for one in found.items] == [site.url("/news/1"), "http://other.example/news/2"]
    assert found.left_out == 1


def test_a_page_with_too_many_links(source: Make) -> None:
    body = "".join(f'<a href="/{n}">x</a>' for n in range(6_000)).encode()
    found = links(Reply(BASE, 200, body=body), source(BASE, "links"))
    assert len(found.items) == 5_000
    assert found.notes


def test_a_page_that_changes_is_another_item_then(source: Make) -> None:
    one, same, other = (
        changing(Reply(BASE, 200, body=text.encode()), source(BASE, "page")).items[0]
        for text in (article(1), article(1).replace("<body>", "<body class=x><script>1</script>"), article(2))
    )
    assert one.key == other.key
    assert one.mark == same.mark != other.mark
    assert one.id == BASE
    with pytest.raises(ReadError, match="no readable text"):
        changing(Reply(BASE, 200, body=b"<p></p>"), source(BASE, "page"))


def test_a_source_that_is_gone_or_as_it_was(source: Make, site: Site, polite: Ask) -> None:
    site.tagged("/feed", '{"version": "https://jsonfeed.org/version/1", "items": []}', '"1"')
    wanted = source(site.url("/feed"))
    first = listed(wanted, polite(), Before(), 100)
    assert first.tags == {wanted.url: Tag('"1"', None)}
    assert listed(wanted, polite(), Before(tags=first.tags), 100) == Listing()
    site.put("/feed", status=410)
    with pytest.raises(GoneError, match="410 Gone"):
        listed(wanted, polite(), Before(), 100)
