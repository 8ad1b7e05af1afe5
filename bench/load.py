"""How a server bears many readers while documents come in: pages, the interface for programs, and tools for agents.

So many readers ask at a time, each over a connection of its own, for things drawn from the same short lists (what a
newsroom looks at on a day), either one question after the other (``--pause 0``) or with a pause to read between them.
Meanwhile another process records documents into the same ledger. Every figure stands beside that of a bare "hello" of
the same framework, asked in the same way in the same run.

usage: python bench/load.py [--claims N] [--ledger PATH] [--readers N] [--seconds N] [--pause S]... [--each S]...
"""

import argparse
import asyncio
import json
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from answers import _record, rows
from questions import fill
from talentwire.api import Talentwire
from talentwire.config import Config

HELLO = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI()
@app.get("/")
def hello(): return {"hello": "world"}
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False)
"""
ASKED = ("flows", "staying", "pay", "machines", "changes?since={week}")
"""Questions that readers look at; the last one is about the last week."""
PROTOCOL = "2025-06-18"


@dataclass
class Seen:
    """What readers met."""

    took: list[float] = field(default_factory=list)
    wrong: dict[str, int] = field(default_factory=dict)
    bytes: int = 0


@dataclass(frozen=True)
class Ask:
    """A request."""

    path: str
    accept: str = "text/html"
    body: str = ""

    def bytes(self) -> bytes:
        verb = "POST" if self.body else "GET"
        more = f"Content-Type: application/json\r\nContent-Length: {len(self.body.encode())}\r\n" if self.body else ""
        head = f"{verb} {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {self.accept}\r\nAccept-Encoding: gzip\r\n"
        return f"{head}{more}\r\n{self.body}".encode()


def pages(people: list[str], houses: list[str], facts: list[str], week: str) -> list[Ask]:
    names = [f"/people/{quote(one)}" for one in people] + [f"/organisations/{quote(one)}" for one in houses]
    found = ["/", *(f"/ask/{one.format(week=week)}" for one in ASKED), "/documents", "/search?q=joins", *names]
    return [Ask(one) for one in [*found, *(f"/facts/{one}" for one in facts)]]


def resources(people: list[str], houses: list[str], facts: list[str], week: str) -> list[Ask]:
    names = [f"/people/{quote(one)}" for one in people] + [f"/organisations/{quote(one)}" for one in houses]
    found = [
        "/facts?limit=20",
        "/claims?limit=20",
        "/search?q=joins&limit=20",
        *(f"/answers/{one.format(week=week)}" for one in ASKED),
    ]
    return [Ask(f"/api/v1{one}", "application/json") for one in [*found, *names, *(f"/facts/{one}" for one in facts)]]


def tools(people: list[str], houses: list[str], facts: list[str], _: str) -> list[Ask]:
    calls: list[tuple[str, dict[str, object]]] = [("flows", {}), ("search", {"query": "joins"})]
    calls += [("person", {"name": one}) for one in people] + [("organisation", {"name": one}) for one in houses]
    calls += [("evidence", {"fact": one}) for one in facts]
    both = "application/json, text/event-stream"
    return [
        Ask("/mcp", both, json.dumps({
            "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": given},
        }))
        for name, given in calls
    ]  # fmt: skip


async def reader(port: int, asks: list[Ask], until: float, pause: float, seen: Seen) -> None:
    """Ask one thing after the other until time is up."""
    chance = random.Random()
    await asyncio.sleep(pause * chance.random())
    stream = None
    while time.monotonic() < until:
        ask = chance.choice(asks)
        if stream and stream[0].at_eof():  # the server does not keep idle connections for ever
            stream = None
        start = time.perf_counter()
        try:
            stream = stream or await asyncio.open_connection("127.0.0.1", port)
            status, length, kept = await exchange(*stream, ask.bytes())
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            status, length, kept = type(error).__name__, 0, False
        seen.took.append(1_000 * (time.perf_counter() - start))
        seen.bytes += length
        if status != "200":
            seen.wrong[f"{status} {ask.path[:40]}"] = seen.wrong.get(f"{status} {ask.path[:40]}", 0) + 1
        if not kept and stream:
            stream[1].close()
            stream = None
        if pause:
            await asyncio.sleep(chance.expovariate(1 / pause))
    if stream:
        stream[1].close()


async def each_once(port: int, asks: list[Ask]) -> Seen:
    """Ask everything once, one after the other, so that what is worked out once is there."""
    seen = Seen()
    for ask in asks:
        start = time.perf_counter()
        stream = await asyncio.open_connection("127.0.0.1", port)
        status, length, _ = await exchange(*stream, ask.bytes())
        stream[1].close()
        seen.took.append(1_000 * (time.perf_counter() - start))
        seen.bytes += length
        if status != "200":
            seen.wrong[f"{status} {ask.path[:40]}"] = 1
    return seen


async def exchange(read: asyncio.StreamReader, write: asyncio.StreamWriter, request: bytes) -> tuple[str, int, bool]:
    """Send a request; status, bytes of the answer, and whether the connection stays."""
    write.write(request)
    lines = (await read.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
    status = lines[0].split(" ")[1]
    headers = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
    size = 0
    if headers.get("transfer-encoding") == "chunked":
        while part := int((await read.readuntil(b"\r\n")).strip(), 16):
            size += len(await read.readexactly(part + 2)) - 2
        await read.readexactly(2)
    else:
        size = len(await read.readexactly(int(headers.get("content-length", 0))))
    return status, size, headers.get("connection") != "close"


async def crowd(port: int, asks: list[Ask], readers: int, seconds: float, pause: float) -> Seen:
    seen, until = Seen(), time.monotonic() + seconds
    await asyncio.gather(*(reader(port, asks, until, pause, seen) for _ in range(readers)))
    return seen


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A server while it is asked."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as one:
        try:
            for _ in range(600):
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield one
        finally:
            one.terminate()


@contextmanager
def coming_in(address: str, each: float) -> Iterator[None]:
    """Documents that are recorded meanwhile, one every so many seconds; none for 0."""
    if not each:
        yield
        return
    with subprocess.Popen([sys.executable, __file__, "--feed", str(each), "--ledger", address]) as one:
        try:
            yield
        finally:
            one.terminate()


def feed(address: str, each: float) -> None:
    """Record made-up documents for ever."""
    seed = random.randrange(10**9)
    with Talentwire(Config(ledger=address)) as wire:
        while True:
            _record(wire, seed)
            seed += 1
            time.sleep(each)


def line(name: str, seen: Seen, seconds: float) -> dict[str, float]:
    cut = quantiles(seen.took, n=100, method="inclusive") if len(seen.took) > 1 else seen.took * 99
    figures = {"per_s": len(seen.took) / seconds, "p50": cut[49], "p95": cut[94], "p99": cut[98]}
    kb = seen.bytes / max(1, len(seen.took)) / 1_000
    print(
        f"{name:34}{figures['per_s']:9,.0f}{figures['p50']:9,.0f}{figures['p95']:9,.0f}{figures['p99']:9,.0f}{kb:9,.1f}"
        f"  {dict(sorted(seen.wrong.items(), key=lambda one: -one[1])[:4]) or ''}",
        flush=True,
    )
    return {key: round(value, 1) for key, value in figures.items()}


def names(address: str) -> tuple[list[str], list[str], list[str], str]:
    """Persons, organisations and facts that readers look at, and the day on which the last week begins."""
    with Talentwire(Config(ledger=address)) as wire:
        facts = wire.latest()[:400]
        last = wire.ledger().documents(limit=1)[0].recorded_at
    shown = {slot: [f.slots[slot].shown for f in facts if slot in f.slots] for slot in ("person", "to_org")}
    people, houses = (list(dict.fromkeys(one)) for one in shown.values())
    week = date.fromisoformat(last[:10]) - timedelta(days=7)
    return people[:25], houses[:15], [one.id for one in facts[:25]], week.isoformat()


def report(address: str, args: argparse.Namespace) -> None:
    with Talentwire(Config(ledger=address)) as wire:
        ledger = wire.ledger(create=True)
        if not ledger.runs():
            fill(ledger, rows(args.claims, ledger._naming))
        wire.basis("flows", tuple(ledger.counts().kinds))
        print(f"{ledger.counts().claims:,} claims, {args.readers} readers, {args.seconds:g} s each")
    found = names(address)
    print(f"{'':34}{'per s':>9}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'kB':>9}  not 200")
    port = free_port()
    with running([sys.executable, "-c", HELLO, str(port)], port):
        for pause in args.pause:
            hello = [Ask("/", "application/json")]
            line(
                f"hello, pause {pause:g} s",
                asyncio.run(crowd(port, hello, args.readers, args.seconds, pause)),
                args.seconds,
            )
    port = free_port()
    serve = [str(Path(sys.executable).with_name("talentwire")), "serve", "--port", str(port), "--ledger", address]
    parts: tuple[Callable[..., list[Ask]], ...] = (pages, resources, tools)
    with running(serve, port):
        for make in parts:
            start = time.perf_counter()
            seen = asyncio.run(each_once(port, make(*found)))
            line(f"{make.__name__}, each once", seen, time.perf_counter() - start)
        for each in args.each:
            with coming_in(address, each):
                for pause in args.pause:
                    for make in parts:
                        seen = asyncio.run(crowd(port, make(*found), args.readers, args.seconds, pause))
                        told = f"{make.__name__}, pause {pause:g} s" + (
                            f", a document every {each:g} s" if each else ""
                        )
                        line(told, seen, args.seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--ledger", help="address of a made-up ledger, which is kept")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--pause", type=float, nargs="+", default=[0, 2], help="seconds that a reader reads")
    parser.add_argument(
        "--each", type=float, nargs="+", default=[0, 1], help="seconds between two documents; 0 is none"
    )
    parser.add_argument("--feed", type=float, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.feed:
        feed(args.ledger, args.feed)
    elif args.ledger:
        report(args.ledger, args)
    else:
        with tempfile.TemporaryDirectory() as folder:
            report(str(Path(folder) / "ledger.db"), args)


if __name__ == "__main__":
    main()
