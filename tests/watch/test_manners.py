"""How sites are asked: what robots.txt allows, one at a time, with pauses, and only what is public and has changed."""

import gzip
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler

import pytest
from site_served import Site

from talentwire.errors import ReadError
from talentwire.read import web
from talentwire.read.feeds.hosts import LaterError, StoppedError
from talentwire.read.feeds.item import Tag
from talentwire.read.feeds.polite import ForbiddenError, GoneError, Polite, tag_of
from talentwire.read.web import is_public

Make = Callable[..., Polite]


@dataclass
class Waits:
    """A clock that goes on only when somebody waits."""

    now: float = 0.0
    waited: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def is_set(self) -> bool:
        return False

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0.0)
        self.now += timeout or 0.0
        return False


def test_what_robots_txt_forbids_is_not_asked_for(site: Site, polite: Make) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: talentwire\nDisallow: /private/\n")
    site.put("/open", "fine")
    site.send_on("/way", "/private/page")
    asker = polite()
    assert asker.get(site.url("/open")).body == b"fine"
    for path in ("/private/page", "/way"):
        with pytest.raises(ForbiddenError, match=r"robots.txt of 127.0.0.1 does not allow it"):
            asker.get(site.url(path))
    assert site.asked[0][0] == "/robots.txt", "the first of all questions"
    assert site.paths(robots=True).count("/robots.txt") == 1
    assert "/private/page" not in site.paths()
    assert site.asked[1][1]["User-Agent"] == "talentwire/0.1 (news reader)"


def test_a_site_without_robots_txt_may_be_read(site: Site, polite: Make) -> None:
    site.put("/robots.txt", "no", status=403)
    site.put("/page", "fine")
    assert polite().get(site.url("/page")).status == 200


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone_for_now(site: Site, polite: Make) -> None:
    site.put("/robots.txt", "busy", status=500)
    site.put("/page", "fine")
    asker = polite()
    for _ in range(2):
        with pytest.raises(LaterError, match=r"robots.txt of 127.0.0.1 answered 500"):
            asker.get(site.url("/page"))
    assert site.paths(robots=True) == ["/robots.txt"]


def test_rules_that_were_known_hold_while_the_site_is_in_trouble(site: Site, polite: Make) -> None:
    clock = Waits()
    site.put("/robots.txt", "User-agent: *\nDisallow: /no")
    site.put("/page", "fine")
    asker = polite(clock=clock)
    asker.get(site.url("/page"))
    site.put("/robots.txt", status=503)
    clock.now += 90_000
    assert asker.get(site.url("/page")).status == 200
    with pytest.raises(ForbiddenError):
        asker.get(site.url("/no"))


def test_of_a_huge_robots_txt_the_first_half_megabyte_counts(site: Site, polite: Make) -> None:
    head = b"User-agent: *\nDisallow: /no\n"
    site.put("/robots.txt", head + b"# long\n" * 200_000 + b"Disallow: /late\n")
    site.put("/late", "fine")
    asker = polite(max_bytes=600_000)
    with pytest.raises(ForbiddenError):
        asker.get(site.url("/no"))
    assert asker.get(site.url("/late")).status == 200


def test_a_robots_txt_that_goes_round_in_circles_forbids_nothing(site: Site, polite: Make) -> None:
    site.send_on("/robots.txt", "/robots.txt")
    site.put("/page", "fine")
    assert polite().get(site.url("/page")).status == 200


def test_pauses_are_kept_and_a_site_may_ask_for_longer_ones(site: Site, polite: Make) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    site.put("/page", "fine")
    clock = Waits()
    asker = polite(stop=clock, clock=clock, delay=2.0)
    asker.get(site.url("/page"))
    asker.get(site.url("/page"))
    assert clock.waited == [2.0, 7.0], "after robots.txt, and between the two"


def test_an_unreasonable_pause_is_no_invitation(site: Site, polite: Make) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 86400")
    with pytest.raises(ForbiddenError, match="more than an hour"):
        polite().get(site.url("/page"))


def test_nobody_waits_longer_than_a_minute_for_a_turn(site: Site, polite: Make) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 600")
    site.put("/page", "fine")
    clock = Waits()
    asker = polite(stop=clock, clock=clock)
    asker.get(site.url("/page"))
    with pytest.raises(LaterError) as later:
        asker.get(site.url("/page"))
    assert later.value.wait == 600
    assert clock.waited == []


def test_one_request_at_a_time_goes_to_a_host(site: Site, polite: Make) -> None:
    at_once: list[int] = []
    working = threading.Semaphore(2)

    def serve(request: BaseHTTPRequestHandler) -> None:
        with working:
            at_once.append(working._value)
            time.sleep(0.02)
            request.send_response(200)
            request.end_headers()

    site.pages["/page"] = serve
    asker = polite()
    threads = [threading.Thread(target=asker.get, args=[site.url("/page")]) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert at_once == [1, 1, 1, 1]


def test_whoever_waits_for_a_turn_ends_when_the_work_does(site: Site, polite: Make) -> None:
    stop = threading.Event()
    asker = polite(stop=stop)
    stop.set()
    with pytest.raises(StoppedError):
        asker.get(site.url("/page"))
    assert site.asked == []


def test_only_what_has_changed_is_sent(site: Site, polite: Make) -> None:
    site.put("/page", "fine", ETag='"one"', Last_Modified="Tue, 15 Jul 2025 10:00:00 GMT")
    asker = polite(contact="https://newsroom.example/(reader)\n")
    tag = tag_of(asker.get(site.url("/page")))
    assert tag == Tag('"one"', "Tue, 15 Jul 2025 10:00:00 GMT")
    site.put("/page", status=304)
    assert asker.get(site.url("/page"), tag=tag).status == 304
    headers = site.asked[-1][1]
    assert headers["If-None-Match"] == '"one"'
    assert headers["If-Modified-Since"] == tag.last_modified
    assert headers["User-Agent"] == "talentwire/0.1 (news reader; https://newsroom.example/reader)"


def test_a_tag_that_is_no_tag_is_not_kept(site: Site, polite: Make) -> None:
    site.put("/page", "fine", ETag="x" * 2_000)
    assert tag_of(polite().get(site.url("/page"))) is None


@pytest.mark.parametrize(
    ("written", "wait"), [("120", 120.0), ("99999999", 604_800.0), ("soon", None), ("-5", None), ("", None)]
)
def test_who_is_asked_to_come_later_does(site: Site, polite: Make, written: str, wait: float | None) -> None:
    site.put("/page", status=429, Retry_After=written)
    site.put("/other", "fine")
    asker = polite()
    with pytest.raises(LaterError, match="answered 429 Too Many Requests") as later:
        asker.get(site.url("/page"))
    assert later.value.wait == wait
    if wait:
        with pytest.raises(LaterError, match="left alone"):
            asker.get(site.url("/other"))
        assert "/other" not in site.paths()


def test_the_time_to_come_again_may_be_a_moment(site: Site, polite: Make) -> None:
    when = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    site.put("/page", status=503, Retry_After=when)
    with pytest.raises(LaterError) as later:
        polite().get(site.url("/page"))
    assert later.value.wait is not None
    assert 3_500 < later.value.wait <= 3_600


@pytest.mark.parametrize(
    ("status", "kind"), [(410, GoneError), (404, ReadError), (401, ReadError), (500, LaterError), (408, LaterError)]
)
def test_every_refusal_has_its_consequence(site: Site, polite: Make, status: int, kind: type[ReadError]) -> None:
    site.put("/page", status=status)
    with pytest.raises(kind, match=f"answered {status}") as refused:
        polite().get(site.url("/page"))
    assert type(refused.value) is kind


def test_a_move_for_good_is_told(site: Site, polite: Make) -> None:
    site.send_on("/old", "/older", 301)
    site.send_on("/older", "/new", 308)
    site.send_on("/meanwhile", "/new", 302)
    site.put("/new", "fine")
    assert polite().get(site.url("/old")).moved == site.url("/new")
    assert polite().get(site.url("/meanwhile")).moved is None


# ---- what is dangerous


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433", "0x7f000001", "[::ffff:10.0.0.1]"]
)
def test_addresses_inside_are_not_asked(polite: Make, host: str) -> None:
    with pytest.raises(ReadError, match=r"no public address|is not known"):
        polite(allow_private=False, timeout=1.0).get(f"http://{host}:9/feed")


@pytest.mark.parametrize(
    "target",
    ["http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://2852039166/", "http://10.0.0.1/",
     "http://localhost.localdomain.test.invalid/", "file:///etc/passwd", "gopher://x/", "http://u:p@example.org/"],
)  # fmt: skip
def test_nothing_inside_is_reached_by_being_sent_there(
    site: Site, polite: Make, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    site.send_on("/feed", target)
    with pytest.raises(ReadError, match=r"no public address|no http or https|is not known|user name"):
        polite(allow_private=False, timeout=2.0).get(site.url("/feed"))


def test_redirects_end(site: Site, polite: Make) -> None:
    site.send_on("/round", "/round")
    with pytest.raises(ReadError, match="redirects more than 5 times"):
        polite().get(site.url("/round"))


def test_answers_without_end_are_cut(site: Site, polite: Make) -> None:
    site.drip("/endless", b"<item>more</item>" * 1_000)
    site.drip("/slowly", b"<item>", 0.05)
    site.put("/bomb", gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")
    asker = polite(timeout=0.5, max_bytes=200_000)
    for path in ("/endless", "/bomb"):
        with pytest.raises(ReadError, match="larger than the limit"):
            asker.get(site.url(path))
    with pytest.raises(LaterError, match=r"did not answer within 0.5 seconds"):
        asker.get(site.url("/slowly"))


def test_a_server_that_dies_halfway_is_asked_again(site: Site, polite: Make) -> None:
    def serve(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "1000")
        request.end_headers()
        request.wfile.write(b"<rss>")
        request.close_connection = True

    site.pages["/feed"] = serve
    with pytest.raises(LaterError, match="cannot be fetched"):
        polite().get(site.url("/feed"))
