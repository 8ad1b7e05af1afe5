"""Sources watched beside a server."""

import logging
import threading
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from site_served import Site, article, item, rss
from typer.testing import CliRunner

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.read.feeds.alone import alone
from talentwire.read.feeds.file import load_watch_file
from talentwire.serve.assembling import assemble
from talentwire.serve.beside import Noted, watching
from talentwire.serve.cli import app


def until(done: object) -> None:
    """Wait until something holds, at most a few seconds."""
    deadline = time.monotonic() + 20
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_sources_bring_is_served_at_once(site: Site, tmp_path: Path, stub_package: Path) -> None:
    site.put("/feed", rss(item(1)))
    site.put("/articles/1", article(1))
    file = tmp_path / "w.toml"
    file.write_text(
        f'allow_private = true\ndelay = 0\n[[source]]\nname = "wire"\nkind = "rss"\nurl = "{site.url("/feed")}"'
    )
    config = Config(ledger=str(tmp_path / "b.db"), extractor="stub")
    with Talentwire(config) as wire:
        wire.ledger(create=True)
    beside = [watching(lambda: Talentwire(config), load_watch_file(file))]
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"], beside=beside)) as client:
        until(lambda: client.get("/api/v1/claims").json()["items"])
        until(lambda: client.get("/api/v1/sources").json()["items"][0]["visited"])
        assert client.get("/api/v1/sources").json()["items"][0]["state"] == "ok"
        assert any(thread.name == "watch" for thread in threading.enumerate())
    assert not any(thread.name == "watch" for thread in threading.enumerate())
    with alone(file):
        pass


def test_the_log_tells_of_sources_once(caplog: pytest.LogCaptureFixture) -> None:
    noted = Noted()
    with caplog.at_level(logging.INFO, "talentwire.watch"):
        for new, problem in ((2, None), (0, None), (0, "is gone"), (0, "is gone"), (1, None), (0, "is gone")):
            noted.visited("wire", new, problem)
        noted.trouble("the ledger is away")
    told = [(vars(one).get("new"), vars(one).get("problem"), vars(one).get("wrong")) for one in caplog.records]
    assert told == [
        (2, None, None), (None, "is gone", None), (1, None, None), (None, "is gone", None),
        (None, None, "the ledger is away"),
    ]  # fmt: skip


def test_a_file_that_is_wrong_is_told_before_anything_listens(tmp_path: Path) -> None:
    with Talentwire(Config(ledger=str(tmp_path / "b.db"))) as wire:
        wire.ledger(create=True)
    (tmp_path / "w.toml").write_text("x = 1")
    words = ["serve", "--port", "0", "--ledger", str(tmp_path / "b.db"), "--watch", str(tmp_path / "w.toml")]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 1
    assert "names no source" in done.output
