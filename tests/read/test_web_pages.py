"""Web addresses: only public ones, by name and by redirect; servers that are slow, endless or gone."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from talentwire.model.document import Document
from talentwire.read import web
from talentwire.read.sources import ReadOptions, Skipped, open_places
from talentwire.read.web import is_public

TEXT = "The company said on Monday that it has hired three researchers from a rival laboratory in Paris."
HTML = f"<html><head><title>Three leave</title></head><body><p>{TEXT}</p></body></html>"


class _Handler(BaseHTTPRequestHandler):
    """Answers every path of these tests."""

    stop = threading.Event()
    hosts: list[str]

    def do_GET(self) -> None:
        self.hosts.append(self.headers["Host"])
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, f"_{self.path.split('?')[0].strip('/').replace('.', '_').replace('/', '_')}")()

    def log_message(self, *arguments: object) -> None:
        pass

    def _send(self, body: bytes, content_type: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _page(self) -> None:
        self._send(HTML.encode())

    def _latin(self) -> None:
        self._send(f"<meta charset=utf-8><p>Köln {TEXT}".encode("latin-1"), "text/html; charset=ISO-8859-1")

    def _plain_txt(self) -> None:
        self._send(f"Three leave\n{TEXT}\n".encode(), "text/plain")

    def _feed(self) -> None:
        self._send(b"<rss/>", "application/rss+xml")

    def _image(self) -> None:
        self._send(b"\x89PNG", "image/png")

    def _lines_jsonl(self) -> None:
        self._send(b'{"text": "one"}\n{"text": "two"}\n', "application/octet-stream")

    def _packed(self) -> None:
        self._send(gzip.compress(HTML.encode()), Content_Encoding="gzip")

    def _bomb(self) -> None:
        self._send(gzip.compress(b"a" * 20_000_000), Content_Encoding="gzip")

    def _brotli(self) -> None:
        self._send(b"...", Content_Encoding="br")

    def _gone(self) -> None:
        self.send_error(404)

    def _empty(self) -> None:
        self._send(b"")

    def _relative(self) -> None:
        self._to("/page#part")

    def _round(self) -> None:
        self._to("/round")

    def _inside(self) -> None:
        self._to(f"http://127.0.0.1:{self.server.server_address[1]}/page")

    def _file(self) -> None:
        self._to("file:///etc/passwd")

    def _nowhere(self) -> None:
        self._to("http://[bad/")

    def _silent(self) -> None:
        self.stop.wait(5)

    def _drips(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not self.stop.wait(0.05):
            self.wfile.write(b"X-More: yes\r\n")
            self.wfile.flush()

    def _endless(self) -> None:
        self._send(b"")
        while not self.stop.is_set():
            self.wfile.write(b"<p>more and more</p>" * 1000)

    def _endless_slowly(self) -> None:
        self._send(b"")
        while not self.stop.wait(0.05):
            self.wfile.write(b"<p>more</p>")
            self.wfile.flush()


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    _Handler.stop = threading.Event()
    _Handler.hosts = []
    running = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}", _Handler.hosts
    _Handler.stop.set()
    running.shutdown()
    running.server_close()
    thread.join()


def read(address: str, **options: object) -> list[Document | Skipped]:
    return list(open_places([address], ReadOptions(**{"allow_private": True, "timeout": 5.0, **options})))  # type: ignore[arg-type]


def one(address: str) -> Document:
    (document,) = read(address)
    assert isinstance(document, Document), document
    return document


def reason(address: str, **options: object) -> str:
    (skipped,) = read(address, **options)
    assert isinstance(skipped, Skipped), skipped
    assert skipped.place.split("://")[1].split("/")[0].split("#")[0] in address
    return skipped.reason


def test_a_page_is_read(server: tuple[str, list[str]]) -> None:
    document = one(f"{server[0]}/page?a=1#part")
    assert (document.text, document.title, document.lang) == (TEXT, "Three leave", "en")
    assert document.id == document.url == document.place == f"{server[0]}/page?a=1"
    assert server[1] == [server[0].removeprefix("http://")]


def test_formats_follow_the_content_type_and_the_suffix(server: tuple[str, list[str]]) -> None:
    assert one(f"{server[0]}/plain.txt").text == f"Three leave\n{TEXT}\n"
    assert [item.text for item in read(f"{server[0]}/lines.jsonl") if isinstance(item, Document)] == ["one", "two"]
    assert one(f"{server[0]}/latin").text.startswith("Köln")
    assert one(f"{server[0]}/packed").text == TEXT


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("feed", "is a feed, not a page; give the addresses of its articles"),
        ("image", "is image/png, not text"),
        ("brotli", "came packed as br, which was not asked for"),
        ("gone", "answered 404 Not Found"),
        ("empty", "is empty"),
        ("file", "leads to file:/etc/passwd, which is no http or https address"),
        ("round", "redirects more than 5 times"),
        ("nowhere", "cannot be fetched"),
    ],
)
def test_what_gives_no_document(server: tuple[str, list[str]], path: str, why: str) -> None:
    assert reason(f"{server[0]}/{path}").startswith(why)


def test_redirects_are_followed(server: tuple[str, list[str]]) -> None:
    document = one(f"{server[0]}/relative")
    assert document.url == f"{server[0]}/page"
    assert document.id == f"{server[0]}/relative"


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refuses
        assert reason(f"http://127.0.0.1:{taken.getsockname()[1]}/").startswith("cannot be fetched: ")


@pytest.mark.parametrize("path", ["silent", "drips", "endless_slowly"])
def test_slow_servers_are_given_up(server: tuple[str, list[str]], path: str) -> None:
    start = time.monotonic()
    assert reason(f"{server[0]}/{path}", timeout=0.4) == "did not answer within 0.4 seconds"
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("path", ["endless", "bomb"])
def test_endless_answers_are_cut(server: tuple[str, list[str]], path: str) -> None:
    assert "larger than the limit of 1.0 MB" in reason(f"{server[0]}/{path}", max_bytes=1_000_000)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433"],
)
def test_private_addresses_are_refused(host: str) -> None:
    refused = reason(f"http://{host}:9/", allow_private=False)
    assert "no public address; set allow_private" in refused or "is not known" in refused


def test_names_that_lead_inside_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "resolve", lambda host, port: ["93.184.216.34", "192.168.0.1"])
    assert "leads to example.org, which is no public address" in reason("https://example.org/", allow_private=False)


def test_a_redirect_inside_is_refused(server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    port = server[0].rpartition(":")[2]
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    def first_only(address: str) -> bool:
        return len(asked) == 1

    monkeypatch.setattr(web, "resolve", resolve)
    monkeypatch.setattr(web, "is_public", first_only)
    assert "leads to 127.0.0.1, which is no public" in reason(f"http://news.example:{port}/inside", allow_private=False)
    assert asked == ["news.example", "127.0.0.1"]
    assert server[1] == [f"news.example:{port}"], "the redirect was followed"


def test_a_name_is_resolved_once_and_keeps_its_host_header(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server[0].rpartition(":")[2]
    answers = iter([["127.0.0.1"], ["203.0.113.1"]])
    monkeypatch.setattr(web, "resolve", lambda host, port: next(answers))
    document = one(f"http://news.example:{port}/page")
    assert document.url == f"http://news.example:{port}/page"
    assert server[1] == [f"news.example:{port}"]
    assert next(answers) == ["203.0.113.1"], "a second answer of the resolver was used"


def test_proxies_of_the_environment_are_not_asked(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert one(f"{server[0]}/page").text == TEXT


@pytest.mark.parametrize(
    "address", ["http://user:secret@example.org/", "http:///a", "http://", "https://exa mple.org:x/"]
)
def test_odd_addresses_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "resolve", lambda host, port: pytest.fail("it was resolved"))
    (skipped,) = read(address)
    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("::ffff:93.184.216.34", True),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d822", True),
        ("2002:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("224.0.0.1", False),
        ("239.1.1.1", False),
        ("100.64.0.1", False),
        ("192.0.2.1", False),
        ("255.255.255.255", False),
        ("localhost", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_unknown_name_is_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*arguments: object, **options: object) -> Callable[[], None]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert reason("https://nowhere.example/") == "cannot be fetched: the name nowhere.example is not known"
