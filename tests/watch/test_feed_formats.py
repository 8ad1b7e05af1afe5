"""RSS, Atom and JSON Feed, as they should be and as they come."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from site_served import item, rss

from talentwire.errors import ReadError
from talentwire.read.feeds.item import Item, Listing, day, same_house
from talentwire.read.feeds.source import FeedSource
from talentwire.read.feeds.syndication import feed
from talentwire.read.web import Reply

BASE = "https://wire.example/talent/feed.xml"
LONG = "Ada Brandt joins Brumelune from Thornsea as chief scientist, the company said on Monday. " * 6
Make = Callable[..., FeedSource]


def listing(source: Make, body: str | bytes, content_type: str = "application/xml", **more: object) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return feed(Reply(BASE, 200, headers={"content-type": content_type}, body=data), source(BASE, **more))


def only(source: Make, body: str | bytes, **more: object) -> Item:
    (found,) = listing(source, body, **more).items
    return found


def test_rss_with_a_taste_gives_addresses(source: Make) -> None:
    more = "<pubDate>Tue, 15 Jul 2025 23:30:00 -0700</pubDate>"
    found = only(source, rss(item(1, more=more), head="<language>de-CH</language>"))
    assert (found.url, found.id) == ("https://wire.example/articles/1", "https://wire.example/articles/1")
    assert (found.title, str(found.date), found.lang, found.text) == ("Story 1", "2025-07-15", "de", "")


def test_the_whole_article_is_taken_from_the_feed(source: Make) -> None:
    html = f"<p>{LONG}</p><ul><li>one</li><li>two</li></ul><script>x()</script>"
    body = f"<content:encoded><![CDATA[{html}]]></content:encoded>"
    text = rss(item(1, more=body)).replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    found = only(source, text)
    assert found.text == f"Story 1\n\n{LONG.strip()}\n\n- one\n- two"
    assert found.outlet == "The Wire"
    assert only(source, text, text="page").text == ""


@pytest.mark.parametrize("end", ["[…]", "… <a href='/x'>Read more</a>", "<a href='/x'>Weiterlesen →</a>", "..."])
def test_an_article_that_breaks_off_is_a_taste(source: Make, end: str) -> None:
    body = f"<content:encoded><![CDATA[<p>{LONG}{end}</p>]]></content:encoded>"
    text = rss(item(1, more=body)).replace("<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" ')
    assert only(source, text).text == ""


def test_a_taste_is_the_article_where_the_source_says_so(source: Make) -> None:
    found = only(source, rss(item(1, text="Ada &lt;b&gt;Brandt&lt;/b&gt; joins &amp;amp; stays.")), text="item")
    assert found.text == "Story 1\n\nAda Brandt joins & stays."


def test_atom_has_its_own_words(source: Make) -> None:
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>Le Fil</title>
    <entry><id>tag:wire.example,2025:1</id><title type="html">Ada &lt;em&gt;Brandt&lt;/em&gt;</title>
    <link rel="alternate" href="/a"/><updated>2025-07-15T01:00:00+02:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry></feed>"""
    found = only(source, text)
    assert (found.title, found.url, str(found.date), found.lang) == (
        "Ada Brandt", "https://wire.example/a", "2025-07-15", "fr",
    )  # fmt: skip
    assert LONG.strip() in found.text
    assert found.outlet == "Le Fil"


def test_json_feed(source: Make) -> None:
    data = {
        "version": "https://jsonfeed.org/version/1.1", "title": "The Wire", "language": "en",
        "items": [
            {"id": "1", "url": "/a", "content_html": f"<p>{LONG}</p>", "date_published": "2025-07-15T23:00:00-07:00"},
            {"id": 2, "external_url": "https://other.example/b", "content_text": LONG, "title": "Two"},
            {"id": "3", "url": "/c", "summary": "a taste"},
            "no object",
        ],
    }  # fmt: skip
    one, two, three = listing(source, json.dumps(data), content_type="application/feed+json").items
    assert (one.url, str(one.date), one.text) == ("https://wire.example/a", "2025-07-15", LONG.strip())
    assert two.text.startswith("Two\n\nAda")
    assert (three.url, three.text) == ("https://wire.example/c", "")


def test_words_that_a_feed_brings_of_another_site_do_not_go_by_its_address(source: Make) -> None:
    """Else anybody's feed could put other words in the place of an article."""
    foreign = rss(item(1, "https://other.example/a", text=LONG)).replace("A taste", "")
    found = only(source, foreign, text="item")
    assert found.id.startswith(f"{BASE}#")
    assert found.url == "https://other.example/a"
    assert only(source, foreign).id == "https://other.example/a", "read from there, it is theirs"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://wire.example/a", "https://www.wire.example/feed", True),
        ("https://news.wire.example/a", "https://feeds.wire.example/feed", True),
        ("https://wire.example/a", "https://wire.example.evil.example/feed", False),
        ("https://co.example/a", "https://other.example/feed", False),
        ("nothing", "https://wire.example/", False),
        ("https://[bad/", "https://wire.example/", False),
    ],
)
def test_which_addresses_are_of_one_site(one: str, other: str, same: bool) -> None:
    assert same_house(one, other) is same


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Tue, 15 Jul 2025 23:30:00 -0700", "2025-07-15"), ("2025-07-15T23:30:00-07:00", "2025-07-15"),
        ("2025-07-15", "2025-07-15"), ("Tue, 30 Feb 2025 10:00:00 GMT", None), ("2025-02-30", None),
        ("0001-01-01", None), ("9999-12-31", None), ("yesterday", None), ("", None), ("Mon, 99 Foo 20 25:61", None),
        (None, None), (5, None),
        ("1970-01-01T00:00:00Z", None), (str(datetime.now(UTC).year + 3), None), ("x" * 100_000, None),
    ],
)  # fmt: skip
def test_days_that_are_none_are_none(written: object, found: str | None) -> None:
    known = day(written)
    assert (str(known) if known else None) == found


def test_dates_that_are_none_are_noted(source: Make) -> None:
    found = listing(source, rss(item(1, more="<pubDate>Tue, 30 Feb 2025 10:00:00 GMT</pubDate>")))
    assert found.items[0].date is None
    assert "has dates that are none, like 'Tue, 30 Feb 2025 10:00:00 GMT'" in found.notes


# ---- identity


def test_items_without_id_address_or_date(source: Make) -> None:
    items = listing(
        source,
        rss(
            "<item><title>No id</title><link>/a</link></item>",
            "<item><title>Nothing but a title</title></item>",
            "<item></item>",
            f"<item><description>{LONG * 4}</description></item>",
        ),
    ).items
    assert [one.refused for one in items] == ["", "has neither text nor address", "has neither text nor address", ""]
    assert len({one.key for one in items}) == 4


def test_one_id_for_several_items_is_told_apart(source: Make) -> None:
    twice = rss(item(1, "/a"), item(1, "/b"), item(1, "/b"))
    found = listing(source, twice)
    assert [one.url for one in found.items] == ["https://wire.example/a", "https://wire.example/b"]
    assert "several items have one id" in found.notes[0]
    turned = listing(source, rss(item(1, "/b"), item(1, "/a")))
    assert {one.key for one in turned.items} == {one.key for one in found.items}


def test_an_item_that_changes_keeps_its_key(source: Make) -> None:
    one, same, other = (only(source, rss(item(1, text=text))) for text in ("a", "a", "b"))
    assert one.key == same.key == other.key
    assert one.mark == same.mark != other.mark


@pytest.mark.parametrize("link", ["javascript:x()", "http://[bad", "ftp://x/y", "http://u:p@x/", "/" + "a" * 5_000])
def test_addresses_that_are_none_are_not_taken(source: Make, link: str) -> None:
    found = only(source, rss(item(1, link)))
    assert found.url is None
    assert found.refused


# ---- what is hostile


def test_hostile_titles_and_ids_are_words_only(source: Make) -> None:
    text = rss(
        "<item><guid>\0../../etc/passwd\n<![CDATA[<script>]]></guid><link>/a</link>"
        "<title><![CDATA[<img src=x onerror=alert(1)>Ada\u202e\u2066 Brandt\0\x1b[31m &amp; Co]]></title></item>"
    )
    found = only(source, text)
    assert found.title == "Ada\u202e\u2066 Brandt [31m & Co"
    assert len(found.key) == 32
    assert found.key.isalnum()


def lol(levels: int) -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels))
    return f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "lol">{entities}]>'


def test_entities_are_not_expanded_and_not_fetched(source: Make) -> None:
    laughs = lol(10) + rss(item(1, text="&l9;"))[21:]
    found = listing(source, laughs, text="item").items
    assert all(len(one.text) < 1_000 for one in found)
    outside = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY % y SYSTEM "http://127.0.0.1:9/">%y;]>'
    held = listing(source, outside + rss(item(1, text="a&x;b"))[21:], text="item")
    assert held.items[0].text in ("Story 1\n\nab", "Story 1\n\na&x;b")
    assert "declares a document type" in held.notes[0]


@pytest.mark.parametrize("piece", ["<a>", "<item><title>", "<content type='xhtml'>", "<![CDATA[", "&#x26;#"])
def test_deep_and_broken_markup_costs_little(source: Make, piece: str) -> None:
    found = listing(source, rss(item(1))[:-20] + piece * 4_000)
    assert found.notes


def test_ten_thousand_items_are_listed(source: Make) -> None:
    found = listing(source, rss(*(f"<item><link>/{number}</link></item>" for number in range(10_000))))
    assert len({one.key for one in found.items}) == 10_000


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (rss(item(1, text="Köln – „Müller“")).encode("utf-8"), "application/xml; charset=iso-8859-1"),
        (rss(item(1, text="Köln – „Müller“")).replace("?>", ' encoding="windows-1252"?>').encode("cp1252"), "text/xml"),
        (rss(item(1, text="Köln – „Müller“")).replace("?>", ' encoding="utf-8"?>').encode("cp1252"), "text/xml"),
        (rss(item(1, text="Köln – „Müller“")).replace("?>", ' encoding="utf-16"?>').encode("utf-16"), "text/xml"),
        (b"\xef\xbb\xbf" + rss(item(1, text="Köln – „Müller“")).encode(), "text/plain; charset=us-ascii"),
        (rss(item(1, text="Köln – „Müller“")).encode(), "application/xml; charset=no-such-thing"),
        (rss(item(1, text="Köln – „Müller“")).encode(), "application/xml; charset=idna"),
        (rss(item(1, text="Köln – „Müller“")).encode(), "application/xml; charset=punycode"),
    ],
)
def test_wrong_encodings_are_seen_through(source: Make, body: bytes, content_type: str) -> None:
    assert only(source, body, content_type=content_type, text="item").text == "Story 1\n\nKöln – „Müller“"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("", "is empty"),
        ("<!doctype html><html><body>Hello</body></html>", 'take kind = "links" or "page"'),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>", 'take kind = "sitemap"'),
        ("hello", "neither RSS nor Atom nor JSON Feed"),
        ("{", "neither a feed nor sound JSON"),
        ('{"a": 1}', "no JSON Feed"),
        ("[" * 100_000, "neither RSS"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "sound JSON"),
        (b"%PDF-1.7", "is a PDF file, not text"),
    ],
)
def test_what_is_no_feed_says_what_it_is(source: Make, body: str | bytes, why: str) -> None:
    with pytest.raises(ReadError) as refused:
        listing(source, body)
    assert why in str(refused.value)


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_feed_that_is_the_name_of_a_file_opens_none(source: Make, tmp_path: Path, scheme: str) -> None:
    (tmp_path / "secret.xml").write_text(rss(item(1)))
    with pytest.raises(ReadError, match="neither RSS"):
        listing(source, f"{scheme}{tmp_path / 'secret.xml'}")


def test_an_empty_feed_is_one(source: Make) -> None:
    assert listing(source, rss()).items == []


def test_an_item_survives_being_kept(source: Make) -> None:
    found = only(source, rss(item(1, more="<pubDate>Tue, 15 Jul 2025 23:30:00 -0700</pubDate>")))
    assert Item.from_json(json.loads(json.dumps(found.to_json()))) == found
