"""What the ledger keeps of sources and their items, on both databases."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.record.ledger import Ledger
from talentwire.record.operating.feed_rows import KNOWN, READ, SKIPPED, Answered, Held, Visit, Watched
from talentwire.record.operating.feeds import Feeds

BEGAN = datetime(2026, 7, 1, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def on(self, **more: float) -> str:
        self.now += timedelta(**more)
        return self.now.isoformat(timespec="microseconds").replace("+00:00", "Z")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def feeds(address: str, clock: Clock) -> Iterator[Feeds]:
    with Ledger.open(address, clock=clock) as opened:
        opened.feeds.register("w.toml", [Watched("wire", "feed", "https://wire.example/feed")])
        yield opened.feeds


def held(key: str, mark: str = "1") -> Held:
    where = f"https://wire.example/{key}"
    return Held(key, mark, where, None, where, {"key": key, "more": ["ü"]})


def keys(feeds: Feeds, limit: int = 100) -> list[str]:
    return [one.key for one in feeds.waiting("wire", limit)]


def test_an_item_waits_until_it_is_settled(feeds: Feeds) -> None:
    assert feeds.enter("wire", Visit([held("a"), held("b"), held("c")])) == 3
    assert keys(feeds) == ["a", "b", "c"]
    assert keys(feeds, 2) == ["a", "b"]
    assert feeds.waiting("wire", 1)[0].item == {"key": "a", "more": ["ü"]}
    feeds.settle("wire", "a", READ)
    feeds.settle("wire", "b", SKIPPED, "answered 404")
    assert feeds.enter("wire", Visit([held("a"), held("b"), held("c")])) == 0
    assert keys(feeds) == ["c"]


def test_what_has_changed_waits_again_and_the_newest_come_first(feeds: Feeds, clock: Clock) -> None:
    feeds.enter("wire", Visit([held("a"), held("b"), held("mail", "")]))
    for key in ("a", "mail"):
        feeds.settle("wire", key, READ)
    clock.on(hours=1)
    assert feeds.enter("wire", Visit([held("c"), held("a", "2"), held("mail", "")])) == 2
    assert keys(feeds) == ["c", "a", "b"]


def test_an_item_is_tried_again_when_its_time_has_come(feeds: Feeds, clock: Clock) -> None:
    feeds.enter("wire", Visit([held("a")]))
    feeds.postpone("wire", "a", "busy", clock.on(minutes=5))
    clock.on(minutes=-4)
    assert keys(feeds) == []
    (one,) = feeds.health()
    assert (one.waiting, one.troubles[0].reason) == (1, "busy")
    clock.on(minutes=4)
    assert feeds.waiting("wire", 1)[0].tries == 1
    feeds.postpone("wire", "a", "rests", clock.on(minutes=1), again=False)
    clock.on(minutes=1)
    assert feeds.waiting("wire", 1)[0].tries == 1


def test_health_from_beginning_to_end(feeds: Feeds, clock: Clock) -> None:
    (one,) = feeds.health()
    assert (one.state, one.visited, one.due, one.read) == ("new", None, None, 0)
    feeds.failed("wire", "did not answer", clock.on(hours=1))
    feeds.failed("wire", "did not answer", clock.on(hours=1))
    (one,) = feeds.health("w.toml")
    assert (one.state, one.failures, one.problem) == ("failing", 2, "did not answer")
    feeds.enter("wire", Visit([held("a"), held("b")], notes=["odd"], left_out=3, moved="https://new.example/"))
    feeds.settle("wire", "a", READ)
    feeds.settle("wire", "b", KNOWN, "was brought by another")
    feeds.visited("wire", clock.on(hours=1))
    (one,) = feeds.health()
    assert (one.state, one.failures, one.problem, one.read, one.known, one.notes, one.left_out, one.moved) == (
        "ok", 0, None, 1, 1, ("odd",), 3, "https://new.example/",
    )  # fmt: skip
    feeds.enter("wire", Visit(unchanged=True))
    assert feeds.health()[0].notes == ("odd",)
    feeds.failed("wire", "410", None, gone=True)
    assert feeds.health()[0].state == "gone"
    assert feeds.due(["wire"]) == {}
    feeds.register("w.toml", [])
    assert feeds.health()[0].state == "left"
    assert feeds.health("other.toml") == []


def test_a_new_address_begins_anew_but_for_the_items(feeds: Feeds) -> None:
    told = {"https://wire.example/feed": Answered("e", "m"), "https://wire.example/1": Answered(None, None, "2025")}
    feeds.enter("wire", Visit([held("a")], told, cursor="7:1"))
    feeds.settle("wire", "a", READ)
    feeds.enter("wire", Visit(answers={"https://wire.example/feed": Answered("f")}))
    assert feeds.answers("wire") == {**told, "https://wire.example/feed": Answered("f", "m")}
    feeds.failed("wire", "410", None, gone=True)
    feeds.register("w.toml", [Watched("wire", "feed", "https://wire.example/feed")])
    assert feeds.cursor("wire") == "7:1"
    assert feeds.due(["wire"]) == {}
    feeds.register("w.toml", [Watched("wire", "feed", "https://wire.example/new")])
    assert (feeds.cursor("wire"), feeds.answers("wire"), feeds.due(["wire"])) == (None, {}, {"wire": ""})
    assert feeds.enter("wire", Visit([held("a")])) == 0


def test_who_brought_a_document_first(feeds: Feeds) -> None:
    feeds.register("w.toml", [Watched(name, "feed", f"https://{name}.example/") for name in ("wire", "other")])
    for name in ("wire", "other"):
        feeds.enter(name, Visit([held("a")]))
    assert feeds.read_by("https://wire.example/a", but="other") is None
    feeds.settle("wire", "a", READ)
    assert feeds.read_by("https://wire.example/a", but="other") == "wire"
    assert feeds.read_by("https://wire.example/a", but="wire") is None
    assert feeds.keys("other") == {"a"}


def test_many_items_at_once(feeds: Feeds) -> None:
    many = [held(str(number)) for number in range(10_000)]
    assert feeds.enter("wire", Visit(many)) == 10_000
    assert feeds.enter("wire", Visit(many)) == 0
    assert feeds.health()[0].waiting == 10_000


def test_what_waits_or_was_passed_over_forgets_a_person_too(fresh: Callable[[], str]) -> None:
    address = fresh()
    text = "Ada Brand joins Brumelune from Thornsea."
    with Talentwire(Config(ledger=address)) as wire:
        wire.take([{"id": "one", "text": text, "lang": "en", "date": "2026-07-01"}])
        feeds = wire.ledger().feeds
        feeds.register("w.toml", [Watched("wire", "feed", "https://wire.example/feed")])
        where = "https://wire.example/ada-brand-leaves"
        items = [
            Held("text", "1", "a", None, "https://wire.example/1", {"id": "a", "text": text, "refused": ""}),
            Held("url", "1", where, None, where, {"id": where, "url": where}),
            Held("skipped", "1", "c", "Ada Brand leaves", None, {"id": "c"}),
            Held("read", "1", where, "Ada Brand", where, {"id": where}),
        ]
        feeds.enter("wire", Visit(items))
        feeds.settle("wire", "skipped", SKIPPED, "has only a taste")
        feeds.settle("wire", "read", READ)
        wire.forgetting.carry_out(wire.forgetting.plan("Ada Brand"), by="Mara", reason="asked for it")
        assert feeds.read_by(where, but="other") == "wire"
        (one,) = feeds.waiting("wire", 10)
        assert (one.key, one.item["text"]) == ("text", "█" * 9 + text[9:])
        told = {(trouble.title, trouble.url, trouble.reason) for trouble in feeds.health()[0].troubles}
        assert told == {
            ("█" * 9 + " leaves", None, "has only a taste"),
            (None, "https://wire.example/" + "█" * 9 + "-leaves", "tells of a person who was forgotten"),
        }
    if "://" not in address:
        assert b"Ada Brand" not in Path(address).read_bytes()
        assert b"ada-brand" not in Path(address).read_bytes()
