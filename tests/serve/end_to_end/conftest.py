"""A made-up ledger behind a real server on loopback, and a browser in front of it."""

import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.claims import Claim, Move, Status
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate
from talentwire.serve.assembling import assemble

PEOPLE = (
    ("Ada Brandt", "Thornsea", "Brumelune", Status.ASSERTED),
    ("Bo Linden", "Thornsea", "Brumelune", Status.ASSERTED),
    ("Cleo Ostrander", "Thornsea", "Brumelune", Status.PLANNED),
    ("Dara Quill", "Brumelune", "Vexholm", Status.TALKS),
    ("Edda Rossi", "Vexholm", "Thornsea", Status.DENIED),
    ("Petra Lindqvist", "Thornsea", "Vexholm", Status.ASSERTED),
    ("<b onmouseover=alert(1)>Finn</b> Hale", "Thornsea", "Vexholm", Status.ASSERTED),
    ("\u202eתומר לביא\u202c", "Vexholm", "Brumelune", Status.ASSERTED),
    ("Grete " + "Langnamen" * 12, "Thornsea", "Brumelune", Status.ASSERTED),
)
LIKE = ("Petra Lundqvist", "Thornsea", "Vexholm", Status.ASSERTED)
"""Whom no rule is sure to be another than one of them."""
ROUTES = 1_500
"""Routes in a document that tells of very many."""


def told(number: int, moves: list[tuple[str, str, str, Status]]) -> tuple[Document, list[Claim]]:
    """A document that tells of moves, and its claims."""
    lines = [f"{person} goes from {left} to {joined} ({status})." for person, left, joined, status in moves]
    document = Document(
        f"wire-{number}", "\n".join(lines), title=f"Who goes where, {number}", lang="en", outlet="The Wire",
        date=PartialDate.parse(f"2025-07-{number:02}"), url=f"https://news.example/{number}",
    )  # fmt: skip
    claims, at = [], 0
    for line, (person, left, joined, status) in zip(lines, moves, strict=True):
        content = Move(person=(Party(person),), to_org=(Party(joined),), from_org=(Party(left),))
        made = Claim(content, status=status, evidence=line, extractor="hand 1", date=document.date)
        claims.append(made.in_document(document.digest, Span(at, at + len(line))))
        at += len(line) + 1
    return document, claims


def fill(config: Config) -> None:
    """Record the documents."""
    chance = random.Random(1)
    drawn = ["".join(chance.choices("abcdefghijklmnoprstuvwz", k=9)).capitalize() for _ in range(2 * ROUTES)]
    people = map(" ".join, zip(drawn[::2], drawn[1::2], strict=True))
    many = [(one, f"House {n % 50}", f"Lab {n // 50}", Status.ASSERTED) for n, one in enumerate(people)]
    with Talentwire(config) as wire:
        ledger = wire.ledger(create=True)
        run = ledger.begin_run("test", "hand", "1")
        for number, moves in ((15, list(PEOPLE)), (16, [*PEOPLE[:2], LIKE]), (1, many)):
            ledger.record(run, *told(number, moves), wire.link)
        ledger.end_run(run, 3, len(many) + len(PEOPLE) + 3, 0)


@contextmanager
def serving(config: Config) -> Iterator[str]:
    """A server in a thread, as the verb starts it; gives its address."""
    app = assemble(lambda: Talentwire(config), size=2, stale=30)
    settings = uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None, access_log=False, ws="none")
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        end = time.monotonic() + 30
        while not server.started:
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server over a ledger of its own."""
    config = Config(ledger=str(tmp_path_factory.mktemp("site") / "site.db"), editor="Ada")
    fill(config)
    with serving(config) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser that is installed here."""
    where = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if where is None:
        pytest.skip("no browser: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Any, site: str, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens a page of the server, each in a browser's context of its own; whatever the browser complains of fails."""
    complaints: list[str] = []
    contexts = []

    def open_page(path: str = "/", **how: Any) -> Any:
        context = chromium.new_context(base_url=site, locale=how.pop("locale", "en-GB"), **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith((site, "data:")) else complaints.append(one.url))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
