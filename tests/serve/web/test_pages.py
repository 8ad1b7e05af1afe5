"""Pages for people: each is there, in three languages, without script or style of its own, and opens to receipts."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from talentwire.api import Talentwire
from talentwire.api.catalogue import QUESTIONS
from talentwire.config import Config
from talentwire.serve.assembling import assemble
from talentwire.serve.pages.look import marked, safe_url
from talentwire.serve.pages.plain import without_styles

TEXT = (
    "Wei Chen joins OpenAI from Meta. Ada Bell joins OpenAI from Google DeepMind. Bob Cole may join Mistral from "
    "OpenAI. Cara Dunn did not join Nvidia. Anna Keller joins Nvidia."
)
HOSTILE = 'Eve Mallory joins Acme. <script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} "quoted" \u202etxt'
PEOPLE = {"accept": "text/html"}
LANGUAGES = ("en", "de", "fr")
NEEDED = {"changes": "?since=2020", "offer": "?pay=10M USD", "org-chart": "?org=OpenAI"}


class Seen(HTMLParser):
    """What a page is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def site(stub_package: Path, tmp_path: Path) -> Iterator[TestClient]:
    config = Config(ledger=str(tmp_path / "pages.db"), extractor="stub", editor="Ada")
    (tmp_path / "one.txt").write_text(TEXT)
    (tmp_path / "hostile.txt").write_text(HOSTILE)
    with Talentwire(config) as wire:
        wire.ingest([str(tmp_path / "one.txt"), str(tmp_path / "hostile.txt")])
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"])) as client:
        client.headers.update(PEOPLE)
        yield client


def asked(name: str) -> str:
    return f"/ask/{name}{NEEDED.get(name, '')}"


def places(site: TestClient) -> list[str]:
    """The address of a page of every sort."""
    front = site.get("/").text
    fact = re.findall(r'href="(/facts/[^"]+)"', front)[0]
    claim = re.findall(r'href="(/claims/[^"]+)"', site.get(fact).text)[0]
    document = re.findall(r'href="(/documents/[^"]+)"', site.get(fact).text)[0]
    fixed = [
        "/",
        "/people/Wei Chen",
        "/organisations/OpenAI",
        "/documents",
        "/stories",
        "/search?q=joins",
        "/runs",
        "/review",
    ]
    return [*fixed, fact, claim, document, *map(asked, QUESTIONS)]


def test_every_page_is_there_in_three_languages_and_keeps_its_policy(site: TestClient) -> None:
    for place in places(site):
        for lang in LANGUAGES:
            answer = site.get(
                place, params={"lang": lang} if "?" not in place else None, headers={"accept-language": lang}
            )
            assert answer.status_code == 200, place
            seen = Seen(answer.text)
            assert seen.all("html")[0]["lang"] == lang
            assert len(seen.all("h1")) == 1
            assert not seen.all("style")
            assert not [
                tag
                for tag, attributes in seen.tags
                if "style" in attributes or any(a.startswith("on") for a in attributes)
            ]
            assert all(str(one["src"]).startswith("/static/") for one in seen.all("script"))
            assert all(str(one.get("href", "")).startswith("/static/") for one in seen.all("link"))


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "3 requests, 12,000 tokens in, 800 out, USD 0.0123"), ("de", "12.000 Token hinein"), ("fr", "jetons")],
)
def test_what_a_model_cost_stands_beside_its_run(site: TestClient, tmp_path: Path, lang: str, said: str) -> None:
    with Talentwire(Config(ledger=str(tmp_path / "pages.db"))) as wire:
        run = wire.ledger().begin_run("ingest", "llm", "small")
        usage = {"requests": 3, "tokens_in": 12_000, "tokens_out": 800, "cost": 0.0123, "currency": "USD"}
        wire.ledger().end_run(run, 1, 2, 0, usage=usage)
    assert said in " ".join(Seen(site.get(f"/runs?lang={lang}").text).words.split())
    (found, earlier) = site.get("/api/v1/runs").json()["items"]
    assert (found["usage"], earlier["usage"]) == (usage, None)


def test_every_link_of_this_server_leads_somewhere(site: TestClient) -> None:
    found: set[str] = set()
    for place in places(site):
        found.update(str(one.get("href")) for one in Seen(site.get(place).text).all("a"))
    own = sorted(one for one in found if one.startswith("/"))
    assert len(own) > 20
    assert [one for one in own if site.get(one).status_code != 200] == []


def test_fields_have_names_that_are_read_aloud(site: TestClient) -> None:
    for place in places(site):
        page = site.get(place).text
        inside = [
            m
            for label in re.findall(r"<label[^>]*>.*?</label>", page, re.DOTALL)
            for m in re.findall(r'name="([^"]+)"', label)
        ]
        for one in Seen(page).all("input") + Seen(page).all("select"):
            named = one.get("aria-label") or one.get("name") in inside or f'for="{one.get("id")}"' in page
            assert one.get("type") == "hidden" or named, (place, one)


def test_what_documents_say_is_never_markup(site: TestClient) -> None:
    listed = Seen(site.get("/documents").text).all("a")
    addresses = [str(one["href"]) for one in listed if str(one.get("href")).startswith("/documents/")]
    pages = [site.get(one).text for one in (*addresses, "/search?q=Mallory", "/people/Eve Mallory")]
    assert any("&lt;script&gt;alert(1)" in page for page in pages)
    for page in pages:
        assert "<script>alert" not in page
        assert "onerror=alert" not in re.sub(r"&lt;.*?&gt;", "", page)
        assert "\u202e" not in page
        assert " 49 " not in page


def test_a_search_for_markup_finds_nothing_and_shows_it_as_text(site: TestClient) -> None:
    page = site.get("/search", params={"q": '"><script>alert(3)</script>'}).text
    assert "<script>alert(3)" not in page
    assert "No claim has these words" in page


def test_the_words_of_a_fact_are_marked_in_their_context(site: TestClient) -> None:
    page = site.get("/people/Wei Chen").text
    fact = site.get(re.findall(r'href="(/facts/[^"]+)"', page)[0]).text
    assert "<mark>Wei Chen joins OpenAI from Meta</mark>" in fact
    assert "Ada Bell" in Seen(fact).words


def test_a_moment_travels_along(site: TestClient) -> None:
    today = "2999-01-01"
    page = site.get("/", params={"as_of": today, "lang": "de"}).text
    links = [str(one["href"]) for one in Seen(page).all("a") if str(one.get("href")).startswith(("/ask", "/facts"))]
    assert links
    assert all(f"as_of={today}" in one and "lang=de" in one for one in links)
    assert "Was am 2999-01-01 bekannt war" in page


@pytest.mark.parametrize(
    ("place", "status", "said"),
    [
        ("/people/Nobody", 404, "knows no person called"),
        ("/nowhere", 404, "Not Found"),
        ("/facts/zzzzzz", 404, "no claim"),
        ("/ask/horoscope", 404, "there is no question called"),
        ("/ask/flows?org=Nobody", 404, "knows no organisation called"),
        ("/ask/flows?view=gossip", 422, "view cannot be"),
        ("/ask/flows?format=exe", 422, "there is no form"),
        ("/search?since=soon", 422, "a date must look like"),
        ("/?as_of=yesterday", 422, "yesterday"),
        ("/documents/zzz", 404, "zzz"),
    ],
)
def test_what_is_wrong_is_said_on_a_page(site: TestClient, place: str, status: int, said: str) -> None:
    answer = site.get(place)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/html")
    assert said in Seen(answer.text).words


def test_answers_can_be_taken_away(site: TestClient) -> None:
    for form, begins in (("csv", b"from,"), ("json", b"{"), ("svg", b"<?xml"), ("png", b"\x89PNG")):
        answer = site.get("/ask/flows", params={"format": form})
        assert answer.content.startswith(begins), form
        assert f"flows.{form}" in answer.headers["content-disposition"]


def test_a_claim_is_denied_retracted_and_the_decision_undone(site: TestClient) -> None:
    page = site.get("/search?q=Keller").text
    claim = re.findall(r'href="(/claims/[^"?]+)"', page)[0]
    denied = site.post(f"{claim}/deny", data={"by": "Ada", "reason": "she told me"})
    assert denied.status_code == 200  # after the redirection
    number = re.findall(r'name="number" value="(\d+)"', site.get("/review").text)[0]
    undone = site.post("/review/undo", data={"number": number, "by": "Ada"})
    assert "Decided" in undone.text
    gone = site.post(f"{claim}/retract", data={"by": "Ada", "reason": "misread"})
    assert "Retracted on" in gone.text
    assert site.post(f"{claim}/bless", data={"by": "Ada", "reason": "x"}).status_code == 404
    assert site.post(f"{claim}/deny", data={"by": " ", "reason": "x"}).status_code in (404, 422)


def test_files_of_the_pages_are_kept_by_browsers(site: TestClient) -> None:
    address = str(Seen(site.get("/").text).all("link")[0]["href"])
    assert "immutable" in site.get(address).headers["cache-control"]
    assert site.get("/static/../look.py").status_code == 404
    assert site.get("/static/look.py").status_code == 404


def test_the_first_page_is_light(site: TestClient) -> None:
    page = site.get("/")
    sizes = [len(site.get(str(one)).content) for one in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)]
    assert len(page.content) + sum(sizes) < 200_000


def test_addresses_of_documents_that_no_browser_may_open_are_left_out() -> None:
    assert safe_url("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "http://",
        "//x",
        "http://[",
        None,
        "",
    ):
        assert safe_url(bad) == ""


def test_marks_may_overlap_and_lie_outside() -> None:
    assert marked("abcdef", [(1, 3), (2, 4), (9, 12), (-5, 0)]) == [("a", False), ("bcd", True), ("ef", False)]
    assert "".join(text for text, _ in marked("abcdef", [(0, 6), (3, 6)])) == "abcdef"
    assert marked("", [(0, 1)]) == []


def test_pictures_lose_their_styles_and_keep_their_colours() -> None:
    plain = without_styles('<svg><defs><style>*{x}</style></defs><path style="fill: #fff; stroke: none"/></svg>')
    assert plain == '<svg stroke-linejoin="round" stroke-linecap="butt"><path fill="#fff" stroke="none"/></svg>'
