"""A server on loopback that speaks the chat protocol and answers what a test tells it to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


class Reply:
    """What the server does with one request."""

    def __init__(self, status: int = 200, body: bytes | str | Json = b"", **how: Any) -> None:
        self.status = status
        self.body = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
        self.headers: dict[str, str] = how.get("headers", {})
        self.chunked: bool = how.get("chunked", False)
        self.hang: float = how.get("hang", 0.0)
        self.drop: bool = how.get("drop", False)


def says(content: Any, finish: str = "stop", tokens: tuple[int, int] = (100, 20), **how: Any) -> Reply:
    """A proper answer; claims are given as a list."""
    text = json.dumps({"claims": content}) if isinstance(content, list) else content
    usage = {"prompt_tokens": tokens[0], "completion_tokens": tokens[1]}
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": finish}
    return Reply(200, {"object": "chat.completion", "choices": [choice], "usage": usage}, **how)


def refuses(status: int, message: str = "no", **how: Any) -> Reply:
    return Reply(status, {"error": {"message": message, "type": "invalid_request_error"}}, **how)


Answering = Callable[[Json], Reply]


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    owner: "ModelServer"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has gone is no error here."""


class ModelServer:
    """Answers with the replies in ``script``, in order and the last one for ever, or with what a function says."""

    def __init__(self) -> None:
        self.script: list[Reply] = [says([])]
        self.answering: Answering | None = None
        self.requests: list[Json] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = self._now = 0
        self._lock = threading.Lock()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.owner = self
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()

    def reply(self, path: str, body: Json, headers: dict[str, str]) -> Reply:
        if path != "/v1/chat/completions":
            return Reply(404, "no such page")
        with self._lock:
            self.requests.append(body)
            self.headers.append(headers)
            return self._next(body)

    def _next(self, body: Json) -> Reply:
        if self.answering:
            return self.answering(body)
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def enter(self, step: int) -> None:
        with self._lock:
            self._now += step
            self.most_at_once = max(self.most_at_once, self._now)

    def asked(self, number: int = -1) -> str:
        """The passage of a request."""
        return str(self.requests[number]["messages"][1]["content"])

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.server.owner.enter(1)
        try:
            self._do()
        finally:
            self.server.owner.enter(-1)

    def _do(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        reply = self.server.owner.reply(self.path.partition("?")[0], body, dict(self.headers.items()))
        time.sleep(reply.hang)
        if reply.drop:
            self.close_connection = True
            return
        length = ("transfer-encoding", "chunked") if reply.chunked else ("content-length", str(len(reply.body)))
        self.send_response(reply.status)
        for name, value in (*reply.headers.items(), length):
            self.send_header(name, value)
        self.end_headers()
        for piece in _chunks(reply.body) if reply.chunked else [reply.body]:
            self.wfile.write(piece)


def _chunks(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), 7):
        piece = body[start : start + 7]
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"
