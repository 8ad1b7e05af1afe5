"""A site that is watched, and sources that name it."""

import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from site_served import Site, running

from talentwire.read.feeds.polite import Polite
from talentwire.read.feeds.source import FeedSource, WatchFile


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as served:
        yield served


@pytest.fixture
def polite(tmp_path: Path) -> Callable[..., Polite]:
    """Makes what asks with manners, by default without pauses and of this machine too."""

    def make(stop: object = None, clock: Callable[[], float] | None = None, **manners: object) -> Polite:
        given = {"delay": 0.0, "allow_private": True, "timeout": 5.0, "max_bytes": 1_000_000, **manners}
        file = WatchFile(path=tmp_path / "w.toml", sources=(), **given)  # type: ignore[arg-type]
        more = {"clock": clock} if clock else {}
        return Polite(file, stop or threading.Event(), **more)  # type: ignore[arg-type]

    return make


@pytest.fixture
def source() -> Callable[..., FeedSource]:
    """Makes a source."""

    def make(url: str, kind: str = "feed", **more: object) -> FeedSource:
        match = more.pop("match", None)
        given = {**more, "match": re.compile(str(match))} if match else more
        return FeedSource(name="wire", kind=kind, url=url, **given)  # type: ignore[arg-type]

    return make
