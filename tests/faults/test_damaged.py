"""An archive with cut members, lengths that lie and rubbish between goes all the way, and loses what is damaged."""

import gzip
from collections.abc import Callable
from pathlib import Path

import news
import pytest
from asking import Ask

pytest.importorskip("daft")
PAGES = news.articles(9, seed=11)


def record(number: int, length: int | None = None) -> bytes:
    """A page as a crawler keeps it, packed; ``length`` is what its record says, where that is not so."""
    page = (
        f"<!doctype html><html><head><title>News {number}</title></head><body><article><p>{PAGES[number]['text']}</p>"
    )
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}</article></body></html>".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\n"
        "WARC-Date: 2026-01-02T10:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer) if length is None else length}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)


def claims_of(ask: Ask, place: Path, ledger: str) -> tuple[int, str]:
    """How many claims stand in a ledger after bulk reading and loading, and a digest of them."""
    out = str(place.with_suffix(".out"))
    tables = ask({"work": "bulk", "out": out, "places": [str(place)]})["then"]
    loaded = ask({"work": "load", "out": out, "ledger": ledger})["then"]
    assert tables["strays"] == loaded["findings"] == []
    assert tables["rows"]["claims"][0] == loaded["rows"]["claim"][0]
    number, digest = loaded["rows"]["claim"]
    return number, digest


@pytest.mark.parametrize("fresh", ["sqlite"], indirect=True)
def test_only_what_is_damaged_is_lost(ask: Ask, fresh: Callable[[], str], tmp_path: Path) -> None:
    whole, damaged = tmp_path / "whole.warc.gz", tmp_path / "damaged.warc.gz"
    whole.write_bytes(b"".join(record(number) for number in (0, 1, 3, 5, 6)))
    damaged.write_bytes(
        record(0)
        + record(1, length=10**12)  # it lies
        + record(3, length=7)
        + record(5)
        + b"what is this?" * 50
        + record(6)
        + record(2)[:-60]  # its end is missing
        + record(7)[:-9]  # so is the archive's
    )
    number, digest = claims_of(ask, whole, fresh())
    assert number >= 5
    assert claims_of(ask, damaged, fresh()) == (number, digest)
