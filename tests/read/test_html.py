"""Web pages: their text without their frame, what they say of themselves, and pages built to do harm."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.model.values import PartialDate
from talentwire.read.html import Page, page
from talentwire.read.markup import take_apart

LONG = "The laboratory said on Monday that it has hired three researchers from a rival, and that more will follow soon."
NEWSLETTER = f"""<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Who goes where | The Post</title>
<meta property="og:site_name" content="The Post">
<link rel="canonical" href="https://example.org/who-goes-where">
<script type="application/ld+json">
{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "The Post"}},
 {{"@type": "NewsArticle", "headline": "Who goes where this week", "datePublished": "2025-07-15T06:00:00Z",
   "dateModified": "2025-08-01"}}]}}
</script>
<style>p {{ color: red }}</style></head>
<body>
<header><a href="/">The Post</a> <nav><ul><li><a href="/tech">Tech</a></li></ul></nav></header>
<div class="cookie-banner">We value your privacy</div>
<h1>Who goes where</h1>
<article>
<p>{LONG}</p>
<h2>Job board</h2>
<p>A few notable moves this week:</p>
<ul>
 <li><strong>Ann Example</strong> leaves <a href="/a">Acme</a> for Globex, where she leads research.</li>
 <li>Bob Sample joins Initech.<ul><li>He was at Acme.</li></ul></li>
</ul>
<h2>Pay</h2>
<table><thead><tr><th>Who</th><th>Where</th><th>How much</th></tr></thead>
<tr><td>Ann Example</td><td>Globex</td><td>2 million</td></tr>
<tr><td>Bob Sample</td><td></td><td>1 million</td></tr></table>
<blockquote>It is what it is, said Carol Specimen, who runs the place.</blockquote>
<p>First line<br>second line, with <em>emph</em>asis &amp; an entity.</p>
<ul class="related"><li><a href="/x">Read this instead</a></li></ul>
</article>
<aside>Subscribe to our letter</aside>
<footer>Imprint</footer>
<script>document.write("gotcha")</script>
</body></html>"""


def test_a_newsletter_keeps_its_lists_and_tables_and_loses_its_frame() -> None:
    text = page(NEWSLETTER, "https://example.org/who-goes-where").text
    assert text == (
        f"Who goes where\n\n{LONG}\n\nJob board\n\nA few notable moves this week:\n\n"
        "- Ann Example leaves Acme for Globex, where she leads research.\n- Bob Sample joins Initech.\n"
        "- He was at Acme.\n\nPay\n\nWho | Where | How much\nAnn Example | Globex | 2 million\n"
        "Bob Sample | | 1 million\n\nIt is what it is, said Carol Specimen, who runs the place.\n\n"
        "First line\nsecond line, with emphasis & an entity."
    )


def test_what_it_says_of_itself() -> None:
    found = page(NEWSLETTER.encode(), None)
    assert (found.title, found.date, found.outlet, found.lang, found.url) == (
        "Who goes where this week",
        PartialDate(2025, 7, 15),
        "The Post",
        "en",
        "https://example.org/who-goes-where",
    )


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ('<meta property="article:published_time" content="2025-07-15T23:59:00-08:00">', PartialDate(2025, 7, 15)),
        ('<meta name="DC.date.issued" content="2024-02-29">', PartialDate(2024, 2, 29)),
        ('<meta itemprop="datePublished" content="2025-07-15">', PartialDate(2025, 7, 15)),
        ('<time datetime="2025-07-01">1</time><time pubdate datetime="2025-07-02">2</time>', PartialDate(2025, 7, 2)),
        ('<nav><time datetime="2025-07-01">1</time></nav>', None),
        ('<meta name="date" content="2025-02-30">', None),
        ('<meta name="date" content="yesterday">', None),
        ('<meta property="article:modified_time" content="2025-07-15">', None),
        ('<script type="application/ld+json">{"datePublished": 5}</script>', None),
        ('<script type="application/ld+json">[[[{"datePublished": "2025-07-15"}]]]</script>', PartialDate(2025, 7, 15)),
        ('<script type="application/ld+json">{broken "datePublished": "2025-07-15"}</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)
def test_the_day_is_the_one_it_declares_or_none(head: str, date: PartialDate | None) -> None:
    assert page(f"<html><head>{head}</head><body><p>{LONG} © 2019 The Post", None).date == date


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title>Three leave – The Post</title><p>x", "Three leave"),
        ("<title>Three\n leave</title><h1>Four  leave</h1><p>x", "Four leave"),
        ('<meta property="og:title" content="Five leave"><title>a</title><p>x', "Five leave"),
        ("<p>x", None),
    ],
)
def test_titles(html: str, title: str | None) -> None:
    assert page(html, None).title == title


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("   ", ""),
        ("just words", "just words"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("<html><head><title>T</title></head></html>", ""),
        ("<body><nav>only</nav></body>", "only"),
        ("<p hidden>no</p><p style='display: none'>no</p><div aria-hidden=true>no</div><p>yes", "yes"),
        ("<?xml version='1.0' encoding='utf-16'?><html><body><p>Zürich</p></body></html>", "Zürich"),
        ("<table><tr><td><p>one</p><p>two</p></td><td>side</td></tr></table>", "one\n\ntwo\n\nside"),
        ("<td>loose</td></tr></table></li>", "loose"),
        ("<ul><li><li>\n<li>item<p>goes on</ul>", "- item\ngoes on"),
    ],
)
def test_short_and_odd_pages_give_what_they_have(html: str, text: str) -> None:
    assert page(html, None).text == text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + f"<p>{LONG}</p>" + "</div>" * 10_000,
        f"<p>{LONG}</p>" + "<table><tr><td>" * 10_000 + "x",
        f"<p title='{'x' * 5_000_000}'>{LONG}</p>",
        f"<p>{LONG}</p><a href='" + "x" * 2_000_000,
        f"<p>{LONG}</p>" + "<!--" * 50_000,
        f"<p>{LONG}</p>" + "<a " * 50_000,
        f"<p>{LONG}</p>" + "<![CDATA[" * 50_000,
        f"<p>{LONG}</p>" + "<b>x" * 30_000,
        f"<p>{LONG}</p>" + "<p>x</p>" * 70_000,
        f"<p>{LONG}</p>" + "&lt;" * 200_000,
    ],
)
def test_bombs_take_little_time_and_lose_nothing(html: str) -> None:
    start = time.monotonic()
    text = page(html, None).text
    assert time.monotonic() - start < 8
    assert LONG in text


def test_no_file_is_read_for_an_entity() -> None:
    text = page(
        '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>'
        f'<html><body><p>{LONG} &x; &y;</p><xi:include href="file:///etc/passwd" parse="text"/></body></html>',
        None,
    ).text
    assert LONG in text
    assert "root:" not in text
    assert "yyyy " not in text


@given(st.text(st.sampled_from("<>/&;= \n\"'abpliu1!-?[]tdr"), max_size=300))
def test_any_text_is_a_page(html: str) -> None:
    assert isinstance(page(html, None), Page)


@given(st.lists(st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=20), min_size=1, max_size=6))
def test_every_paragraph_is_a_block(words: list[str]) -> None:
    found = take_apart("".join(f"<p>{word}</p>" for word in words))
    assert [block.text for block in found.blocks] == words
