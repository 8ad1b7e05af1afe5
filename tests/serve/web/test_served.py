"""The verb as it is used: a process that serves behind a proxy, and what it writes down."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
from entered import access_of, bearer, make_ledger, token

from talentwire.api.access import Scope


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def test_a_server_behind_a_proxy(tmp_path: Path) -> None:
    config = make_ledger(str(tmp_path / "served.db"))
    access = access_of(config)
    secret, port = token(access, "Rhea", Scope.READ), free_port()
    access.close()
    words = [
        "serve",
        "--ledger",
        config.ledger,
        "--port",
        str(port),
        "--name",
        "news.example",
        "--behind-proxy",
        "127.0.0.1",
    ]
    program = [
        sys.executable,
        "-c",
        "from talentwire.serve.cli import main; main()",
        *words,
        "--limit",
        "log-in=2/hour",
    ]
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("TALENTWIRE_")},
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(program, stderr=log, stdout=log, env=env) as server:
        try:
            with httpx.Client(
                base_url=f"http://127.0.0.1:{port}", headers={"Host": "news.example"}, timeout=60
            ) as client:
                end = time.monotonic() + 60
                while True:
                    try:
                        if client.get("/healthz").status_code == 200:
                            break
                    except httpx.ConnectError:
                        pass
                    assert server.poll() is None and time.monotonic() < end, (tmp_path / "log").read_text()
                    time.sleep(0.1)
                assert client.get("/api/v1/claims", headers=bearer(secret)).status_code == 403  # not through the proxy
                proxied = {"X-Forwarded-Proto": "https"}
                first = {"X-Forwarded-For": "203.0.113.5", **proxied}
                answer = client.post("/log-in", data={"token": secret}, headers=first)
                assert (answer.status_code, answer.headers["set-cookie"][:18]) == (303, "__Host-talentwire=")
                assert "strict-transport-security" in answer.headers
                assert client.get("/api/v1/claims", headers={**bearer(secret), **proxied}).status_code == 200
                assert client.get("/runs", headers={"Host": "other.example"}).status_code == 421
                tried = [client.post("/log-in", data={"token": "x"}, headers=first).status_code for _ in range(2)]
                assert tried == [401, 429]
                forged = {
                    "X-Forwarded-For": "198.51.100.1, 203.0.113.5",
                    **proxied,
                }  # what the client says itself stands first
                assert client.post("/log-in", data={"token": "x"}, headers=forged).status_code == 429
                other = {"X-Forwarded-For": "203.0.113.6", **proxied}
                assert client.post("/log-in", data={"token": "x"}, headers=other).status_code == 401
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(30)
    lines = [line for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    noted = [json.loads(line) for line in lines]
    assert [(one["outcome"], one["from"]) for one in noted if one["what"] == "access"] == [
        ("in", "203.0.113.5"), ("unknown", "203.0.113.5"), ("too much", "203.0.113.5"), ("too much", "203.0.113.5"),
        ("unknown", "203.0.113.6"),
    ]  # fmt: skip
    assert secret not in (tmp_path / "log").read_text()
    assert "Traceback" not in (tmp_path / "log").read_text()
