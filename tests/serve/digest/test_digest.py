"""The issue of a week: as it was written down in three languages, each sentence with its source, whatever names say."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from talentwire.analyse.digest import Digest, Week
from talentwire.analyse.digest.issue import Part
from talentwire.analyse.digest.week import asked_days
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import BadValueError, NotFoundError
from talentwire.serve.digest.mail import mail
from talentwire.serve.digest.markdown import markdown, text
from talentwire.serve.digest.page import page

CASES = Path(__file__).parents[2] / "cases" / "digest"
LANGUAGES = ("en", "de", "fr")
Fill = Callable[[Iterable[dict[str, Any]]], Config]


class Seen(HTMLParser):
    """The tags of a page with what they say, and its words."""

    def __init__(self, made: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(made)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def sourced(digest: Digest) -> None:
    """Every sentence is whole and has a source, and every source words, a fact and a place in the numbers."""
    numbers = set()
    for section in digest.sections:
        for line in section.lines:
            assert line.sources, line.text
            assert line.facts
            assert line.text.rstrip("\u2069").endswith("."), line.text
            assert "  " not in line.text
            numbers |= set(line.sources)
    assert numbers == {one.number for one in digest.sources}
    assert [one.number for one in digest.sources] == list(range(1, len(digest.sources) + 1))
    assert all(one.words and one.fact and one.outlet for one in digest.sources)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_issue_reads_as_it_was_written_down(wire: Talentwire, lang: str) -> None:
    """To write it down anew: ``talentwire digest`` on this ledger, and read it as an editor would."""
    found = wire.digest("2025-W29", lang=lang)
    assert markdown(found) == (CASES / f"issue.{lang}.md").read_text("utf-8")
    sourced(found)
    assert found.words < 900


def test_what_belongs_where(wire: Talentwire) -> None:
    found = wire.digest("2025-W29")
    by_part = {section.part: section for section in found.sections}
    assert list(by_part) == [part for part in Part if part in by_part]
    assert by_part[Part.LEAD].title == "Stratohaven loses three people to Marrowgate"
    assert by_part[Part.MOVES].posts[0].who == "Talia Vance"
    told = " ".join(item.text for item in by_part[Part.SAID].items)
    assert "Eve Holm is said to be leaving Stratohaven for Marrowgate. Stratohaven denies this." in told
    rumours = " ".join(item.text for item in by_part[Part.RUMOURS].items)
    assert "Stratohaven may buy Ovalie: talks are reported" in rumours
    elsewhere = " ".join(item.text for part, one in by_part.items() if part is not Part.RUMOURS for item in one.items)
    assert "may buy" not in elsewhere
    corrected = " ".join(item.text for item in by_part[Part.CORRECTIONS].items)
    assert "withdrawn by the editors of this ledger: Ivo Marten joins Kestrelite." in corrected
    assert "now confirmed: Talia Vance leaves Stratohaven for Brumelune." in corrected
    old = next(post for post in by_part[Part.MOVES].posts if post.who == "Gil Tamsin")
    assert "The event dates back to March 2024." in old.line.text
    assert old.status == "reported, March 2024"


def test_a_source_goes_as_far_as_its_sentence(wire: Talentwire) -> None:
    found = wire.digest("2025-W29")
    line = next(post.line for section in found.sections for post in section.posts if post.who == "Talia Vance")
    assert [found.source(one).words for one in line.sources] == ["Talia Vance has joined Brumelune from Stratohaven."]


def test_an_earlier_issue_says_what_became_of_it_since(wire: Talentwire) -> None:
    found = wire.digest("2025-W28")
    told = " ".join(line.text for section in found.sections for line in section.lines)
    assert "Orla Quist is to leave Thornsea for Firnlicht. This has since been denied." in told
    assert "Ivo" not in told
    assert "Talia Vance may leave Stratohaven for Brumelune" in told
    sourced(found)


def test_by_default_it_is_the_last_full_week(wire: Talentwire) -> None:
    assert wire.digest().week == Week.parse("2025-W28")
    assert wire.last_week() == Week(date(2025, 7, 7), date(2025, 7, 13))


def test_what_was_known_then(wire: Talentwire) -> None:
    found = wire.digest("2025-W29", as_of="2025-07-10")
    assert found.sections == ()
    assert found.as_of == "2025-07-10"
    assert "Ivo" in markdown(wire.digest("2025-W28", as_of="2025-07-10"))


@pytest.mark.parametrize(
    ("lang", "says"),
    [
        ("en", "A quiet week: the documents of 4–10 March 2024 tell nothing new"),
        ("de", "Eine ruhige Woche: Die Dokumente vom 4.–10. März 2024 berichten nichts Neues"),
        ("fr", "Une semaine calme : les documents du 4 au 10 mars 2024 n’apportent rien de nouveau"),
    ],
)
def test_a_quiet_week_says_so_in_one_sentence(wire: Talentwire, lang: str, says: str) -> None:
    found = wire.digest("2024-W10", lang=lang)
    assert found.sections == ()
    assert found.opening.replace("\u00a0", " ").startswith(says)
    assert found.opening.count(".") <= 3
    for made in (markdown(found), page(found), text(found)):
        assert says in made.replace("\u00a0", " ")


def test_an_empty_ledger(fill: Fill) -> None:
    with Talentwire(fill([])) as wire:
        assert wire.digest("2025-W29").sections == ()
        with pytest.raises(NotFoundError, match="holds nothing to write an issue of"):
            wire.digest()


# ---- weeks


def test_weeks() -> None:
    assert Week.parse("2025-W29") == Week(date(2025, 7, 14), date(2025, 7, 20))
    assert str(Week.parse("2026W1")) == "2026-W01"
    assert Week.parse("2025-W29").moved(-1).name == "2025-W28"
    assert Week.last_full(date(2025, 7, 20)).name == "2025-W29"
    assert Week.last_full(date(2025, 7, 19)).name == "2025-W28"
    assert asked_days("", "2025-07", "2025-07") == Week(date(2025, 7, 1), date(2025, 7, 31))
    assert asked_days("", "2025-07-14") == Week.parse("2025-W29")
    assert asked_days() is None
    assert Week.parse("9999-W51").moved(1) == Week.parse("9999-W51")


@pytest.mark.parametrize(
    ("week", "since", "until", "says"),
    [
        ("2025-W99", "", "", "a week must look like 2025-W29, not '2025-W99'"),
        ("July", "", "", "a week must look like"),
        ("2025-W29", "2025-07-01", "", "not both"),
        ("", "", "2025-07-01", "name the first as well"),
        ("", "2025-07-02", "2025-07-01", "before it begins"),
        ("", "2020", "2025", "400 days at most"),
        ("", "soon", "", "a date must look like"),
    ],
)
def test_days_that_make_no_sense(week: str, since: str, until: str, says: str) -> None:
    with pytest.raises(BadValueError, match=says):
        asked_days(week, since, until)


# ---- forms


def test_the_page_needs_nothing_from_afar(wire: Talentwire) -> None:
    made = Seen(page(wire.digest("2025-W29"), "https://talent.example"))
    links = [attrs.get("href") or "" for tag, attrs in made.tags if tag == "a"]
    assert all(link.startswith(("#s", "https://")) for link in links)
    assert {attrs["id"] for tag, attrs in made.tags if tag == "p" and attrs.get("id")} == {
        link[1:] for link in links if link.startswith("#")
    }
    assert not {"script", "link", "iframe", "form", "object"} & {tag for tag, _ in made.tags}
    (picture,) = [attrs for tag, attrs in made.tags if tag == "img"]
    assert (picture["src"] or "").startswith("data:image/png;base64,")
    assert "Stratohaven: 0 in, 4 out" in (picture["alt"] or "")
    assert any(link.startswith("https://talent.example/facts/") for link in links)


def test_the_letter_has_text_page_and_picture(wire: Talentwire) -> None:
    held = message_from_bytes(
        mail(wire.digest("2025-W29", lang="de"), "", "desk@example.org").as_bytes(), policy=default
    )
    assert held["Subject"].replace("\u00a0", " ") == "Die Woche der KI-Talente: 14.–20. Juli 2025 (Woche 29)"
    assert held["From"] == "desk@example.org"
    assert "List-Unsubscribe" not in held
    plain, html = held.get_body(("plain",)), held.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "Ada Brandt: Stratohaven → Marrowgate, Chief Scientist" in plain.get_content()
    assert "[1]" in plain.get_content()
    assert 'src="cid:week"' in html.get_content()
    assert [part["Content-ID"] for part in held.walk() if part.get_content_maintype() == "image"] == ["<week>"]
    assert max(map(len, held.as_bytes().splitlines())) < 999


HOSTILE = [
    "<script>alert(1)</script>", "=HYPERLINK(1)", "[x](javascript:alert(1))", "`| # *x*", "Ov\u202ealie\r\nBcc: all",
    "דנה לוי", "x" * 400, "&lt;b&gt;", "![i](https://evil.example/p.png)",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_markup(fill: Fill, name: str) -> None:
    claims = [
        {
            "type": "move",
            "person": name,
            "from_org": "Ovalie",
            "to_org": name,
            "to_role": name,
            "evidence": f"{name} moves.",
        },
        {
            "type": "deal",
            "buyer": name,
            "target": "Ovalie",
            "kind": "acquisition",
            "status": "denied",
            "source": name,
            "evidence": f"{name} denies to buy Ovalie.",
        },
    ]
    told = {
        "id": "a.txt", "outlet": name, "title": name, "date": "2025-07-15", "lang": "en", "claims": claims,
        "url": 'javascript:alert("x")',
    }  # fmt: skip
    with Talentwire(fill([told])) as wire:
        found = wire.digest("2025-W29")
    sourced(found)
    made = Seen(page(found))
    assert not {"script", "b><", "i"} & {tag for tag, _ in made.tags}
    assert len([tag for tag, _ in made.tags if tag == "img"]) == 1
    assert not any("javascript" in (attrs.get("href") or "") for _, attrs in made.tags)
    shown = markdown(found)
    assert not re.search(r"(?<!\\)<(?!https)|(?<!\\)\]\((?!https)|\u202e", shown)
    assert all(line.count("|") - line.count("\\|") in (0, 7) for line in shown.splitlines())
    head = mail(found).as_bytes().partition(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head
