"""Clients that are slow, hold connections open or send what no browser sends: a real server on loopback, sockets."""

import logging
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from entered import access_of, app_of, make_ledger, token

from talentwire.api import Talentwire
from talentwire.api.access import Access, Scope
from talentwire.config import Config
from talentwire.model.document import Document
from talentwire.serve.web.patience import Patience, patient

SHORT = Patience(head=0.3, pause=0.3, rate=20_000, most=6)


@contextmanager
def running(config: Config, access: Access | None = None, patience: Patience = SHORT, **more: Any) -> Iterator[int]:
    """A server in a thread; gives its port."""
    app = app_of(config, access, size=1, secure=bool(more))
    settings = uvicorn.Config(
        app, host="127.0.0.1", port=0, http=patient(patience), ws="none", log_config=None, access_log=False,
        h11_max_incomplete_event_size=64_000, timeout_keep_alive=2, proxy_headers=False, server_header=False, **more,
    )  # fmt: skip
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        until(lambda: server.started)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


def until(holds: Any) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return make_ledger(str(tmp_path_factory.mktemp("slow") / "slow.db"))


@pytest.fixture(scope="module")
def port(config: Config) -> Iterator[int]:
    with running(config) as made:
        assert httpx.get(f"http://127.0.0.1:{made}/healthz").status_code == 200  # the ledger is open from now on
        yield made


def opened(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=10)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def answer(made: socket.socket) -> str:
    """All that comes until the server ends the connection."""
    pieces = []
    try:
        while piece := made.recv(65_536):
            pieces.append(piece)
    except ConnectionResetError:
        pass
    return b"".join(pieces).decode("latin-1")


def sent(port: int, text: str | bytes) -> str:
    with opened(port) as made:
        made.sendall(text if isinstance(text, bytes) else text.encode("latin-1"))
        return answer(made)


def test_who_says_nothing_is_not_waited_for(port: int) -> None:
    with opened(port) as made:
        said = answer(made)
    assert said.startswith("HTTP/1.1 408 Request Timeout\r\n")
    assert "application/problem+json" in said


def test_a_head_that_drips_is_not_waited_for(port: int) -> None:
    with opened(port) as made:
        began = time.monotonic()
        try:
            made.sendall(b"GET /healthz HTTP/1.1\r\n")
            while time.monotonic() - began < 5:
                made.sendall(b"X: y\r\n")
                time.sleep(0.05)
                made.setblocking(False)
                try:
                    if made.recv(1, socket.MSG_PEEK):
                        break
                except BlockingIOError:
                    pass
                finally:
                    made.settimeout(10)
        except ConnectionError:
            pass
        assert time.monotonic() - began < 5


def test_a_body_that_drips_holds_no_ledger(port: int) -> None:
    """The server has one ledger to lend."""
    head = f"POST /api/v1/documents HTTP/1.1\r\n{GOOD}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{{"
    with opened(port) as made:
        made.sendall(head.encode())
        assert httpx.get(f"http://127.0.0.1:{port}/api/v1/claims").status_code == 200
        assert answer(made).startswith("HTTP/1.1 408")


def test_a_reader_that_does_not_read_holds_no_ledger(config: Config) -> None:
    text = "word " * 2_000_000
    with Talentwire(config) as wire:
        run = wire.ledger().begin_run("test", "hand", "1")
        wire.ledger().record(run, Document("long", text), [])
    with running(config) as port:
        with socket.socket() as made:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            made.settimeout(10)
            made.connect(("127.0.0.1", port))
            made.sendall(b"GET /api/v1/documents/long HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert made.recv(9) == b"HTTP/1.1 "
            assert httpx.get(f"http://127.0.0.1:{port}/api/v1/claims").status_code == 200
            time.sleep(SHORT.pause * 4)  # and then the server has dropped it
            assert len(answer(made)) < len(text)  # the rest of what the system had taken already
        whole = httpx.get(f"http://127.0.0.1:{port}/api/v1/documents/long").json()
        assert whole["text"] == text


def test_there_are_only_so_many_connections(port: int) -> None:
    held = [opened(port) for _ in range(SHORT.most)]
    try:
        said = ""
        with opened(port) as made:
            said = answer(made)
        assert said.startswith("HTTP/1.1 503")
        assert "Retry-After: 5" in said
    finally:
        for one in held:
            one.close()
    until(lambda: httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200)


GOOD = "Host: localhost\r\nConnection: close\r\n"
COOKIES = "; ".join(f"c{number}={'x' * 90}" for number in range(700))
MANY = "".join(f"H{number}: v\r\n" for number in range(300))
HOSTILE: list[tuple[str, str]] = [
    (f"GET / HTTP/1.1\r\n{GOOD}X: {'a' * 40_000}\r\n\r\n", "431"),
    (f"GET / HTTP/1.1\r\n{GOOD}X: {'a' * 500_000}\r\n\r\n", "4"),
    (f"GET / HTTP/1.1\r\n{GOOD}Cookie: {COOKIES}\r\n\r\n", "4"),
    (f"GET / HTTP/1.1\r\n{GOOD}{MANY}\r\n", "431"),
    (f"GET /{'a' * 20_000} HTTP/1.1\r\n{GOOD}\r\n", "414"),
    (f"GET /?q={'a' * 20_000} HTTP/1.1\r\n{GOOD}\r\n", "414"),
    (f"GET / HTTP/1.1\r\n{GOOD}Host: evil.example\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421"),
    ("GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421"),
    (f"GET /runs\x00 HTTP/1.1\r\n{GOOD}\r\n", "400"),
    (f"GET / HTTP/1.1\r\n{GOOD}X: a\x00b\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nConnection: close\r\nHost: localhost\r\n Folded: x\r\n\r\n", "4"),
    (f"POST / HTTP/1.1\r\n{GOOD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "4"),
    (f"POST /log-in HTTP/1.1\r\n{GOOD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef", "400"),
    (f"POST /api/v1/documents HTTP/1.1\r\n{GOOD}Content-Length: 30000000\r\n\r\n", "413"),
    ("\x16\x03\x01\x02\x00\x01\x00\x01", "400"),
    (f"CONNECT evil.example:443 HTTP/1.1\r\n{GOOD}\r\n", "4"),
    (f"GET /static/..%2f..%2f..%2fetc%2fpasswd HTTP/1.1\r\n{GOOD}\r\n", "404"),
    (f"GET /people/%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n{GOOD}\r\n", "404"),
    (f"GET /?lang=%0d%0aX-Evil:%20y HTTP/1.1\r\n{GOOD}Accept: text/html\r\n\r\n", "200"),
]


@pytest.mark.parametrize(("text", "status"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_no_browser_sends(port: int, text: str, status: str) -> None:
    said = sent(port, text)
    assert said.startswith(f"HTTP/1.1 {status}"), said[:200]
    head = said.partition("\r\n\r\n")[0].lower()
    assert "set-cookie" not in head
    assert "x-evil" not in head
    assert "traceback" not in said.lower()


def test_no_log_holds_a_token(config: Config, caplog: pytest.LogCaptureFixture) -> None:
    access = access_of(config)
    secret = token(access, "Rhea", Scope.READ)
    caplog.set_level(logging.DEBUG)
    with (
        running(config, access, Patience()) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        client.get(f"/api/v1/claims?token={secret}", headers={"Authorization": f"Bearer {secret}"})
        client.get(f"/{secret}", headers={"Authorization": f"Bearer {secret}"})
        logged_in = client.post("/log-in", data={"token": secret})
        client.post("/log-in", data={"token": secret + "x" * 300})
        client.post("/api/v1/documents", content=secret, headers={"Authorization": f"Bearer {secret}"})
        session = logged_in.cookies["talentwire"]
    told = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert any(record.name == "talentwire.serve" for record in told)
    for record in told:
        assert secret not in str(record.__dict__)
        assert session not in str(record.__dict__)


def test_under_tls(config: Config, tmp_path: Path) -> None:
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    if made.returncode:
        pytest.skip("there is no openssl to make a certificate with")
    access = access_of(config)
    secret = token(access, "Tess", Scope.READ)
    files = {"ssl_certfile": str(tmp_path / "cert.pem"), "ssl_keyfile": str(tmp_path / "key.pem")}
    trusted = ssl.create_default_context(cafile=str(tmp_path / "cert.pem"))
    with running(config, access, Patience(), **files) as port:
        with httpx.Client(base_url=f"https://localhost:{port}", verify=trusted, timeout=60) as client:
            answer = client.post("/log-in", data={"token": secret})
            assert answer.headers["strict-transport-security"].startswith("max-age=")
            assert "__Host-talentwire" in client.cookies
            assert client.get("/runs").status_code == 200
            old = ssl.create_default_context()
            old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
            old.maximum_version = ssl.TLSVersion.TLSv1_2
            assert httpx.get(f"https://localhost:{port}/healthz", verify=old).status_code == 200
        assert sent(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") == ""  # no plain HTTP at that door
