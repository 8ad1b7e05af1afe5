"""Sources watched from end to end: each item once, whatever happens to sites, sources and the program."""

import gzip
import random
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from site_served import Site, article, item, rss
from test_letters import box, letter

from talentwire.api import Talentwire
from talentwire.api.visiting import Brought, Over, Visits
from talentwire.config import Config
from talentwire.pipeline import Done, Step
from talentwire.read.feeds.file import load_watch_file
from talentwire.read.feeds.item import Item
from talentwire.read.feeds.source import WatchFile
from talentwire.record.operating.feed_rows import Health, Held

WATCHER = str(Path(__file__).with_name("watcher.py"))


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 7, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **more: float) -> None:
        self.now += timedelta(**more)


class Heard:
    """Keeps what it hears."""

    def __init__(self, on_read: Callable[[], None] = lambda: None) -> None:
        self.steps: list[tuple[str, Step]] = []
        self.visits: list[tuple[str, int, str | None]] = []
        self.expected = 0
        self._on_read = on_read

    def expects(self, items: int) -> None:
        self.expected += items

    def read(self, name: str, step: Step) -> None:
        self.steps.append((name, step))
        self._on_read()

    def visited(self, name: str, new: int, problem: str | None) -> None:
        self.visits.append((name, new, problem))

    def trouble(self, said: str) -> None:
        raise AssertionError(said)


class Watched:
    """A ledger, a file and a clock."""

    def __init__(self, folder: Path, ledger: str) -> None:
        self.folder = folder
        self.config = Config(ledger=ledger, extractor="stub")
        self.clock = Clock()
        self.file = folder / "watch.toml"

    def names(self, *sources: str, manners: str = "") -> None:
        """Write the file: each source is ``name kind url`` with more lines behind."""
        lines = [f"allow_private = true\ndelay = 0\ntimeout = 2\nmax_bytes = 300000\n{manners}"]
        for one in sources:
            words, _, more = one.partition("\n")
            name, kind, url = words.split(" ", 2)
            key = "path" if kind == "mail" else "url"
            lines.append(f'[[source]]\nname = "{name}"\nkind = "{kind}"\n{key} = "{url}"\n{more}')
        self.file.write_text("\n".join(lines))

    @contextmanager
    def wire(self) -> Iterator[Talentwire]:
        with Talentwire(self.config, clock=self.clock) as opened:
            yield opened

    def once(self, heard: Heard | None = None, stop: threading.Event | None = None) -> Any:
        with self.wire() as opened:
            file = load_watch_file(self.file)
            return opened.watch(file, stop or threading.Event(), heard or Heard(), once=True)

    def health(self, name: str = "wire") -> Health:
        with self.wire() as opened:
            return next(one for one in opened.sources() if one.name == name)

    def documents(self) -> list[str]:
        with self.wire() as opened:
            return sorted(one.id for one in opened.ledger().documents())

    def claims(self) -> int:
        with self.wire() as opened:
            return len(opened.claims())


@pytest.fixture
def watched(stub_package: Path, tmp_path: Path) -> Watched:
    return Watched(tmp_path, str(tmp_path / "watch.db"))


@pytest.fixture
def everywhere(stub_package: Path, tmp_path: Path, address: str) -> Watched:
    return Watched(tmp_path, address)


def serve(site: Site, *numbers: int) -> None:
    """Let a feed stand there with articles."""
    body = rss(*(item(number) for number in numbers))
    site.tagged("/feed", body, f'"{hash(body)}"')
    for number in numbers:
        site.put(f"/articles/{number}", article(number))


def test_each_item_is_read_once(everywhere: Watched, site: Site) -> None:
    watched = everywhere
    serve(site, 1, 2)
    watched.names(f"wire rss {site.url('/feed')}")
    heard = Heard()
    done = watched.once(heard)
    assert (done.report.documents, done.report.new, done.visits, done.failed) == (2, 2, 1, {})
    assert watched.documents() == [site.url("/articles/1"), site.url("/articles/2")]
    assert (heard.visits, heard.expected) == ([("wire", 2, None)], 2)
    assert [type(step) for _, step in heard.steps] == [Done, Done]
    site.asked.clear()
    assert watched.once().visits == 0, "it is not due yet"
    watched.clock.on(hours=1)
    assert watched.once().report.documents == 0
    assert site.paths() == ["/feed"]
    serve(site, 2, 3)
    watched.clock.on(hours=1)
    assert watched.once().report.documents == 1
    assert site.paths().count("/articles/2") == 0
    with watched.wire() as wire:
        runs = wire.ledger().runs()
        assert [(run.command, run.documents, run.ended is not None) for run in runs] == [
            ("watch", 1, True), ("watch", 2, True),
        ]  # fmt: skip
    health = watched.health()
    assert (health.state, health.read, health.waiting, health.skipped) == ("ok", 3, 0, 0)


def test_what_has_changed_is_read_again_in_the_place_of_what_it_was(watched: Watched, site: Site) -> None:
    serve(site, 1)
    watched.names(f"wire rss {site.url('/feed')}")
    watched.once()
    site.put("/feed", rss(item(1, text="Corrected: another taste…")))
    site.put("/articles/1", article(1).replace("Brumelune", "Ostwind"))
    watched.clock.on(hours=1)
    assert watched.once().report.retracted == 1
    with watched.wire() as wire:
        assert [one.claim.content.to_org[0].name for one in wire.moves()] == ["Ostwind"]  # type: ignore[union-attr]


def test_what_a_source_says_of_itself_is_kept(watched: Watched, site: Site) -> None:
    long = "Ada Brand joins Brumelune from Thornsea. " * 40
    more = f"<pubDate>Tue, 15 Jul 2025 23:30:00 -0700</pubDate><content:encoded>{long}</content:encoded>"
    text = rss(item(1, more=more), head="<language>en</language>").replace(
        "<rss ", '<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    )
    site.put("/feed", text)
    watched.names(f"wire rss {site.url('/feed')}\noutlet = 'The Outlet'")
    watched.once()
    assert site.paths() == ["/feed"], "all of it is in the feed"
    with watched.wire() as wire:
        read = wire.ledger().document(site.url("/articles/1"))
    assert (read.title, read.url, str(read.date), read.lang, read.outlet) == (
        "Story 1", site.url("/articles/1"), "2025-07-15", "en", "The Outlet",
    )  # fmt: skip
    assert read.text.startswith("Story 1\n\nAda Brand joins")


def test_a_page_knows_itself_better_than_the_feed_does(watched: Watched, site: Site) -> None:
    meta = '<meta property="article:published_time" content="2025-07-14">'
    page = article(1).replace("<head>", f"<head>{meta}")
    site.put("/feed", rss(item(1, more="<pubDate>Tue, 15 Jul 2025 10:00:00 GMT</pubDate>"), item(2)))
    site.put("/articles/1", page)
    site.put("/articles/2", article(2))
    watched.names(f"wire rss {site.url('/feed')}")
    watched.once()
    with watched.wire() as wire:
        days = {one.id[-1]: str(one.date) for one in wire.ledger().documents()}
    assert days == {"1": "2025-07-14", "2": "None"}


def test_an_article_that_two_sources_list_is_read_once(watched: Watched, site: Site) -> None:
    serve(site, 1)
    watched.names(f"wire rss {site.url('/feed')}")
    watched.once()
    site.put("/second", rss(item(1, site.url("/articles/1"))))
    watched.names(f"wire rss {site.url('/feed')}", f"second rss {site.url('/second')}")
    watched.once()
    assert site.paths().count("/articles/1") == 1
    assert (watched.health("second").known, watched.health("second").read) == (1, 0)


def test_newsletters_are_documents(watched: Watched) -> None:
    text = "Ada Brand joins Brumelune from Thornsea. Bob Cole joins Ostwind."
    box(watched.folder / "box", letter(1, text), letter(2, "Nobody moves."), letter(1, text))
    watched.names("letters mail box\nlang = 'en'")
    assert watched.once().report.documents == 2
    assert watched.documents() == ["mid:1@letters.example", "mid:2@letters.example"]
    watched.clock.on(hours=1)
    box(watched.folder / "box", letter(3))
    assert watched.once().report.documents == 1


# ---- trouble


def test_one_bad_source_does_not_stop_the_others(watched: Watched, site: Site) -> None:
    serve(site, 1)
    site.drip("/endless", b"<item>more</item>" * 1_000)
    site.drip("/slow", b"<item>", 0.05)
    site.put("/bomb", gzip.compress(b" " * 20_000_000), Content_Encoding="gzip")
    site.put("/html", "<!doctype html><html><body>x</body></html>")
    site.send_on("/round", "/round")
    site.send_on("/inside", "http://[::1]:9/")
    names = ("endless", "slow", "bomb", "html", "round", "inside", "none")
    watched.names(
        *(f"{name} rss {site.url(f'/{name}')}" for name in names), f"wire rss {site.url('/feed')}", "box mail nowhere",
        manners="at_once = 8\n",
    )  # fmt: skip
    done = watched.once()
    assert done.report.documents == 1
    assert done.failed.keys() == {*names, "box"}
    assert "larger than the limit" in done.failed["endless"]
    assert "larger than the limit" in done.failed["bomb"]
    assert done.failed["slow"] == "did not answer within 2 seconds"
    assert "but a page" in done.failed["html"]
    assert done.failed["box"] == "does not exist"
    assert watched.health("slow").state == "failing"


def test_a_source_that_fails_is_asked_less_and_less(watched: Watched, site: Site) -> None:
    watched.names(f"wire rss {site.url('/feed')}\nevery = '1 h'")
    waits = []
    for _ in range(7):
        watched.once()
        due = datetime.fromisoformat(watched.health().due or "")
        waits.append((due - watched.clock.now).total_seconds() / 3_600)
        watched.clock.now = due
    bounds = [(0.8, 1.2), (1.6, 2.4), (3.2, 4.8), (6.4, 9.6), (12.8, 19.2), (19.2, 28.8), (19.2, 28.8)]
    assert all(low <= wait <= high for wait, (low, high) in zip(waits, bounds, strict=True)), waits
    assert (watched.health().failures, watched.health().problem) == (7, "answered 404 Not Found")
    serve(site, 1)
    assert watched.once().report.documents == 1
    assert (watched.health().state, watched.health().problem) == ("ok", None)


def test_a_source_that_is_gone_is_not_asked_again(watched: Watched, site: Site) -> None:
    site.put("/feed", status=410)
    watched.names(f"wire rss {site.url('/feed')}")
    watched.once()
    assert watched.health().state == "gone"
    site.asked.clear()
    watched.clock.on(days=400)
    assert watched.once().visits == 0
    assert site.asked == []


def test_who_asks_for_a_rest_gets_it(watched: Watched, site: Site) -> None:
    site.put("/feed", status=429, Retry_After="50000")
    watched.names(f"wire rss {site.url('/feed')}\nevery = '1 min'")
    watched.once()
    due = datetime.fromisoformat(watched.health().due or "")
    assert due - watched.clock.now >= timedelta(seconds=50_000)


def test_an_article_that_cannot_be_had_just_then_is_read_later(watched: Watched, site: Site) -> None:
    serve(site, 1, 2)
    site.put("/articles/1", status=500)
    watched.names(f"wire rss {site.url('/feed')}")
    assert watched.once().report.documents == 1
    health = watched.health()
    assert (health.waiting, health.troubles[0].reason) == (1, "answered 500 Internal Server Error")
    site.put("/feed", rss())  # it is not even listed any more
    site.put("/articles/1", article(1))
    watched.clock.on(hours=1)
    assert watched.once().report.documents == 1
    assert watched.health().waiting == 0


def test_an_article_that_can_never_be_had_is_given_up_with_its_reason(watched: Watched, site: Site) -> None:
    serve(site, 1, 2)
    site.put("/articles/1", status=500)
    site.put("/articles/2", status=404)
    watched.names(f"wire rss {site.url('/feed')}")
    for _ in range(6):
        watched.once()
        watched.clock.on(days=3)
    reasons = {one.reason for one in watched.health().troubles}
    assert reasons == {"answered 500 Internal Server Error (6 times)", "answered 404 Not Found"}
    assert (watched.health().skipped, watched.health().waiting) == (2, 0)


def test_after_a_site_asks_for_a_rest_its_other_articles_are_not_asked_for(watched: Watched, site: Site) -> None:
    serve(site, *range(6))
    for number in range(6):
        site.put(f"/articles/{number}", status=429, Retry_After="600")
    watched.names(f"wire rss {site.url('/feed')}")
    watched.once()
    assert len(site.paths()) == 2
    assert watched.health().waiting == 6


def test_an_article_that_robots_txt_forbids_is_passed_over(watched: Watched, site: Site) -> None:
    serve(site, 1)
    site.put("/robots.txt", "User-agent: *\nDisallow: /articles/")
    watched.names(f"wire rss {site.url('/feed')}")
    done = watched.once()
    assert [str(one) for one in done.report.skipped] == [
        f"{site.url('/articles/1')} is not read, because robots.txt of 127.0.0.1 does not allow it"
    ]
    assert watched.health().skipped == 1


def test_an_extractor_that_fails_is_asked_again_later(watched: Watched, site: Site) -> None:
    serve(site, 1)
    site.put("/articles/1", article(1).replace("Monday", "Monday. PLEASE RAISE"))
    watched.names(f"wire rss {site.url('/feed')}")
    watched.once()
    assert (watched.health().waiting, watched.health().skipped) == (1, 0)
    assert "made extractor stub fail" in watched.health().troubles[0].reason


def test_a_long_backlog_is_read_in_portions(watched: Watched, site: Site) -> None:
    serve(site, *range(7))
    watched.names(f"wire rss {site.url('/feed')}", manners="max_items = 3\n")
    counts = []
    for _ in range(3):
        counts.append(watched.once().report.documents)
        watched.clock.on(minutes=1)
    assert counts == [3, 3, 1]
    assert len(set(site.paths())) == 8


def test_after_a_while_others_have_their_turn(site: Site, polite: Any, source: Any, tmp_path: Path) -> None:
    serve(site, 1, 2, 3)
    stop = threading.Event()
    visits = Visits(WatchFile(path=tmp_path / "w.toml", sources=()), polite(stop=stop), stop, turn=0.0)
    items = [Item(str(n), "", str(n), url=site.url(f"/articles/{n}")) for n in (1, 2, 3)]
    visits.read(source(site.url("/feed")), [(Held(one.key, "", one.id), one) for one in items])
    found = [visits.found.get_nowait() for _ in range(visits.found.qsize())]
    assert [type(one) for one in found] == [Brought, Over]


# ---- the end


def test_it_ends_after_the_item_in_work_and_goes_on_where_it_was(watched: Watched, site: Site) -> None:
    serve(site, *range(12))
    watched.names(f"wire rss {site.url('/feed')}")
    stop = threading.Event()
    done = watched.once(Heard(stop.set), stop)
    assert done.interrupted
    assert (done.report.documents, len(watched.documents())) == (1, 1)
    assert watched.health().waiting == 11
    assert watched.once().report.documents == 11
    assert watched.claims() == 12


class Quick:
    """An end to wait for that lets the clock go on instead of waiting."""

    def __init__(self, clock: Clock, after: timedelta) -> None:
        self.clock, self.then = clock, clock.now + after

    def is_set(self) -> bool:
        return self.clock.now >= self.then

    def wait(self, timeout: float | None = None) -> bool:
        self.clock.on(seconds=timeout or 0)
        return self.is_set()


def test_it_runs_on_and_visits_what_is_due(watched: Watched, site: Site) -> None:
    serve(site, 1)
    watched.names(f"wire rss {site.url('/feed')}\nevery = '1 h'", f"other rss {site.url('/other')}\nevery = '6 h'")
    site.put("/other", rss())
    heard = Heard()
    with watched.wire() as wire:
        wire.watch(load_watch_file(watched.file), Quick(watched.clock, timedelta(hours=4)), heard)
    visits = [name for name, _, _ in heard.visits]
    assert visits.count("other") == 1
    assert 4 <= visits.count("wire") <= 5
    assert watched.claims() == 1


def test_a_killed_run_loses_and_doubles_nothing(watched: Watched, site: Site) -> None:
    count = 9
    serve(site, *range(count))
    watched.names(f"wire rss {site.url('/feed')}\nevery = '1 min'", f"box mail {box(watched.folder / 'b', letter(1))}")
    chance = random.Random(20260701)
    env = {"PYTHONPATH": f"{watched.folder / 'site'}:{Path(__file__).parents[2] / 'src'}", "PATH": ""}
    reported = []
    with subprocess.Popen(
        [sys.executable, WATCHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
    ) as process:
        assert process.stdin
        assert process.stdout
        for items in (1, 3, 1, 0):
            process.stdin.write(f"{watched.config.ledger} {watched.file} {items} {chance.uniform(0, 0.02):.4f}\n")
            process.stdin.flush()
            reported.append([int(word) for word in process.stdout.readline().split()])
        process.stdin.close()
        assert process.wait(10) == 0
    assert [status for _, status in reported] == [-9, -9, -9, 0]
    articles = [site.url(f"/articles/{number}") for number in range(count)]
    assert watched.documents() == sorted([*articles, "mid:1@letters.example"])
    assert watched.claims() == count + 1
    assert watched.health().read == count
    assert all(site.paths().count(f"/articles/{n}") <= 6 for n in range(count))
    with watched.wire() as wire:
        entries = wire.ledger().claims()
        assert len({one.claim.id for one in entries}) == len(entries) == count + 1


def test_a_ledger_that_goes_away_is_waited_for(stub_package: Path, tmp_path: Path, fresh: Any, site: Site) -> None:
    address = fresh()
    if "://" not in address:
        pytest.skip("a file does not go away")
    psycopg = pytest.importorskip("psycopg")
    serve(site, 1, 2, 3)
    server, _, schema = address.partition("?options=-csearch_path%3D")
    watched = Watched(tmp_path, f"{address}&application_name=watch_{site.port}")
    watched.names(f"wire rss {site.url('/feed')}")
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
    said: list[str] = []

    class Cut(Heard):
        def read(self, name: str, step: Step) -> None:
            super().read(name, step)
            if len(self.steps) == 1:
                with psycopg.connect(server, autocommit=True) as other:
                    other.execute(cut, (f"watch_{site.port}",))
                    other.execute(f"ALTER SCHEMA {schema} RENAME TO {schema}_away")

        def trouble(self, trouble: str) -> None:
            said.append(trouble)
            with psycopg.connect(server, autocommit=True) as other:
                other.execute(f"ALTER SCHEMA {schema}_away RENAME TO {schema}")

    stop = Quick(watched.clock, timedelta(minutes=40))
    with watched.wire() as wire:
        wire.watch(load_watch_file(watched.file), stop, Cut())
    assert len(said) == 1
    assert said[0].endswith("; tried again in 30 seconds")
    assert (watched.claims(), watched.health().read, watched.health().waiting) == (3, 3, 0)
