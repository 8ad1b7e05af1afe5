"""An object store on loopback that speaks as much of S3 as reading needs: lists, sizes, and ranges of bytes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = 2
"""Objects in one answer to who asks for a list, so that lists have several pages."""


class Store(ThreadingHTTPServer):
    """Objects by bucket and key.

    Attributes:
        objects: the bytes of each.
        secret: of these keys no bytes are given.

    """

    def __init__(self, objects: dict[str, bytes], secret: frozenset[str] = frozenset()) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.objects = objects
        self.secret = secret

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def store(objects: dict[str, bytes], secret: frozenset[str] = frozenset()) -> Iterator[Store]:
    """A store that answers until the block ends."""
    with Store(objects, secret) as here:
        thread = Thread(target=here.serve_forever, daemon=True)
        thread.start()
        try:
            yield here
        finally:
            here.shutdown()
            thread.join()


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Store

    def do_GET(self) -> None:
        """A list, where a bucket is asked for, or bytes."""
        place, asked = self._asked()
        if "/" not in place.rstrip("/"):
            self._list(place.rstrip("/"), asked)
        else:
            self._give(place, whole=True)

    def do_HEAD(self) -> None:
        """What is told of an object."""
        self._give(self._asked()[0], whole=False)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""

    def _asked(self) -> tuple[str, dict[str, str]]:
        split = urlsplit(self.path)
        return unquote(split.path).lstrip("/"), {key: one[-1] for key, one in parse_qs(split.query).items()}

    def _list(self, bucket: str, asked: dict[str, str]) -> None:
        prefix, delimiter = asked.get("prefix", ""), asked.get("delimiter", "")
        keys = [key.partition("/")[2] for key in sorted(self.server.objects) if key.startswith(f"{bucket}/")]
        found: dict[str, str] = {}
        for key in (one for one in keys if one.startswith(prefix)):
            inner, cut, _ = key[len(prefix) :].partition(delimiter) if delimiter else (key, "", "")
            if cut:
                folder = escape(prefix + inner + cut)
                found[folder] = f"<CommonPrefixes><Prefix>{folder}</Prefix></CommonPrefixes>"
            else:
                size = len(self.server.objects[f"{bucket}/{key}"])
                found[key] = f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size></Contents>"
        start = int(asked.get("continuation-token", 0))
        more = start + PAGE < len(found)
        token = f"<NextContinuationToken>{start + PAGE}</NextContinuationToken>" if more else ""
        inner = "".join([*found.values()][start : start + PAGE])
        self._answer(
            200 if keys else 404,
            f"<ListBucketResult><Name>{bucket}</Name><IsTruncated>{str(more).lower()}</IsTruncated>{token}"
            f"{inner}</ListBucketResult>" if keys else "<Error><Code>NoSuchBucket</Code></Error>",
        )  # fmt: skip

    def _give(self, place: str, *, whole: bool) -> None:
        found = self.server.objects.get(place)
        if found is None:
            self._answer(404, "<Error><Code>NoSuchKey</Code></Error>" if whole else "")
            return
        if place in self.server.secret:
            self._answer(403, "<Error><Code>AccessDenied</Code></Error>" if whole else "")
            return
        cut = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        start, end = (int(cut[1]), int(cut[2] or len(found) - 1)) if cut else (0, len(found) - 1)
        part = found[start : end + 1]
        self.send_response(206 if cut else 200)
        if cut:
            self.send_header("Content-Range", f"bytes {start}-{min(end, len(found) - 1)}/{len(found)}")
        self.send_header("Content-Length", str(len(part)))
        self.send_header("ETag", '"1"')
        self.send_header("Last-Modified", "Fri, 02 Jan 2026 00:00:00 GMT")
        self.end_headers()
        if whole:
            self.wfile.write(part)

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
