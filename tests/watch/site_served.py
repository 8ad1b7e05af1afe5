"""A site on the loopback address that serves whatever a test puts there, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Serve = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What stands at which path."""

    port: int = 0
    pages: dict[str, Serve] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        return [path for path, _ in self.asked if robots or path != "/robots.txt"]

    def put(self, path: str, body: str | bytes = b"", status: int = 200, **headers: str) -> None:
        """Let a body stand there; underscores in names of headers are dashes."""
        data = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": "text/html; charset=utf-8"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}

        def serve(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in given.items():
                request.send_header(name, value)
            request.send_header("Content-Length", str(len(data)))
            request.end_headers()
            request.wfile.write(data)

        self.pages[path] = serve

    def send_on(self, path: str, target: str, status: int = 302) -> None:
        self.put(path, status=status, Location=target)

    def tagged(self, path: str, body: str, etag: str) -> None:
        """Let a body stand there that is not sent to those who have it."""
        self.put(path, body, ETag=etag)
        whole = self.pages[path]

        def serve(request: BaseHTTPRequestHandler) -> None:
            if request.headers.get("If-None-Match") == etag:
                request.send_response(304)
                request.end_headers()
            else:
                whole(request)

        self.pages[path] = serve

    def drip(self, path: str, piece: bytes, pause: float = 0.0) -> None:
        """Let an answer stand there that never ends."""

        def serve(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Type", "application/rss+xml")
            request.end_headers()
            while not self.over.wait(pause):
                request.wfile.write(piece)

        self.pages[path] = serve


@contextmanager
def running() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            serve = site.pages.get(self.path)
            with suppress(BrokenPipeError, ConnectionResetError):
                if serve:
                    serve(self)
                else:
                    self.send_error(404)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*items: str, title: str = "The Wire", head: str = "") -> str:
    """A feed of items."""
    inside = f"<title>{title}</title>{head}{''.join(items)}"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{inside}</channel></rss>'


def item(number: int, link: str | None = None, more: str = "", text: str = "A taste of it…") -> str:
    """An item of a feed."""
    where = f"/articles/{number}" if link is None else link
    at = f"<link>{where}</link>" if where else ""
    return (
        f"<item><title>Story {number}</title>{at}<guid isPermaLink='false'>id-{number}</guid>"
        f"<description>{text}</description>{more}</item>"
    )


NAMES = ("Wei Chen", "Ada Bell", "Anna Keller", "Bob Cole", "Mara Voss", "Ines Roth", "Paul Ster", "Lena Falk")


def article(number: int) -> str:
    """A page with one move, of another person each."""
    name = f"{NAMES[number % 8].split()[0]} {chr(65 + number // 26 % 26)}{chr(97 + number % 26)}rand"
    text = f"{name} joins Brumelune from Thornsea. The company said so on Monday, and gave no other reasons for it."
    return f"<html><head><title>Story {number}</title></head><body><article><p>{text}</p></article></body></html>"
