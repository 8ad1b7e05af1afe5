"""Answers kept in memory: made once for all who ask the same, given on for a while, never to the wrong reader."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from talentwire.errors import LedgerError
from talentwire.record.since import Position
from talentwire.serve.web.remembering import Remembering

STALE = 30.0


def at(entry: int) -> Position:
    return Position("2025-07-15T10:00:00.000000Z", entry, 0, 0, 0, 0)


@dataclass
class World:
    """A server that counts what it makes, a ledger that moves on, and a clock."""

    status: int = 200
    headers: list[tuple[bytes, bytes]] = field(default_factory=lambda: [(b"etag", b'W/"one"')])
    body: bytes = b"made "
    breaks: bool = False
    made: int = 0
    position: Position | None = field(default_factory=lambda: at(1))
    now: float = 0.0
    gate: asyncio.Event | None = None

    def __post_init__(self) -> None:
        self.server = Remembering(self.app, self.look, STALE, lambda: self.now)

    def look(self) -> Position:
        if self.position is None:
            raise LedgerError("cannot be opened")
        return self.position

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.made += 1
        number = self.made
        if self.gate:
            await self.gate.wait()
        if self.breaks:
            raise RuntimeError("broken")
        scope["route"] = "the route"
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body + str(number).encode()})

    def move_on(self, seconds: float = STALE / 6) -> None:
        """Something is recorded elsewhere, and time passes."""
        self.position = at((self.position or at(0)).claim + 1)
        self.now += seconds

    async def ask(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, bytes]:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope: dict[str, Any] = {
            "type": "http", "method": method, "path": path, "query_string": b"", "headers": given,
        }  # fmt: skip
        await self.server(scope, receive, send)
        return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:])


def run(story: Callable[[World], Awaitable[None]], world: World | None = None) -> World:
    world = world or World()
    asyncio.run(story(world))  # type: ignore[arg-type]
    return world


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0.001)


def test_many_who_ask_at_a_time_are_given_one_answer() -> None:
    async def story(world: World) -> None:
        world.gate = asyncio.Event()
        asked = [asyncio.create_task(world.ask()) for _ in range(50)]
        await settled()
        world.gate.set()
        assert {await one for one in asked} == {(200, b"made 1")}

    assert run(story).made == 1


def test_an_answer_holds_as_long_as_the_ledger_stays() -> None:
    async def story(world: World) -> None:
        for _ in range(3):
            world.now += 10_000
            assert await world.ask() == (200, b"made 1")

    assert run(story).made == 1


def test_after_the_ledger_moved_on_the_old_answer_is_given_until_the_new_one_is_made() -> None:
    async def story(world: World) -> None:
        await world.ask()
        world.move_on()
        world.gate = asyncio.Event()
        assert [await world.ask() for _ in range(3)] == [(200, b"made 1")] * 3
        await settled()
        assert world.made == 2  # one of them, in the background
        world.gate.set()
        await settled()
        assert await world.ask() == (200, b"made 2")

    run(story)


def test_while_the_new_answer_is_being_made_the_old_one_is_given_longer() -> None:
    async def story(world: World) -> None:
        await world.ask()
        world.gate = asyncio.Event()
        world.move_on()
        assert await world.ask() == (200, b"made 1")
        world.now += 9 * STALE
        assert await world.ask() == (200, b"made 1")
        world.gate.set()
        await settled()
        assert await world.ask() == (200, b"made 2")

    run(story)


def test_answers_that_nobody_waits_for_are_made_one_after_the_other() -> None:
    async def story(world: World) -> None:
        for path in "abc":
            await world.ask(path)
        world.gate = asyncio.Event()
        world.move_on()
        for path in "abc":
            await world.ask(path)
        await settled()
        assert world.made == 4
        world.gate.set()
        await settled()
        assert world.made == 6

    run(story)


def test_what_could_not_be_made_just_then_is_given_on() -> None:
    async def story(world: World) -> None:
        await world.ask()
        world.status = 503
        world.move_on()
        for _ in range(2):
            assert await world.ask() == (200, b"made 1")
            await settled()
        world.status = 404  # the person is gone
        assert await world.ask() == (200, b"made 1")
        await settled()
        assert (await world.ask())[0] == 404

    run(story)


def test_an_answer_that_is_too_old_is_not_given_on() -> None:
    async def story(world: World) -> None:
        await world.ask()
        world.gate = asyncio.Event()
        world.move_on()
        assert await world.ask() == (200, b"made 1")
        world.now += 10 * STALE + 1
        late = asyncio.create_task(world.ask())
        await settled()
        assert not late.done()
        world.gate.set()
        assert await late == (200, b"made 2")

    run(story)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_who_changes_the_ledger_here_sees_it_at_once(method: str) -> None:
    async def story(world: World) -> None:
        await world.ask()
        await world.ask("/review", method)
        assert await world.ask() == (200, b"made 3")
        await world.ask("/mcp", "POST")  # agents only read
        assert await world.ask() == (200, b"made 3")

    run(story)


def test_what_was_begun_before_a_change_is_not_given_after_it() -> None:
    async def story(world: World) -> None:
        world.gate = asyncio.Event()
        early = asyncio.create_task(world.ask())
        await settled()
        change = asyncio.create_task(world.ask("/review", "POST"))
        await settled()
        assert world.made == 2
        world.gate.set()
        await change
        late = await world.ask()
        assert (await early, late) == ((200, b"made 1"), (200, b"made 3"))
        assert await world.ask() == late

    run(story)


def test_an_answer_is_left_alone_for_a_while_though_documents_come_in() -> None:
    async def story(world: World) -> None:
        await world.ask()
        for _ in range(4):
            world.move_on(1.0)
            await world.ask()
        await settled()
        assert world.made == 1
        world.move_on(1.0)
        await world.ask()
        await settled()
        assert world.made == 2

    run(story)


@pytest.mark.parametrize(
    "other",
    [{"cookie": "session=b"}, {"authorization": "Bearer b"}, {"accept_language": "de"}, {"accept": "text/html"}],
)
def test_nobody_is_given_what_was_made_for_another(other: dict[str, str]) -> None:
    async def story(world: World) -> None:
        assert await world.ask(cookie="session=a") == (200, b"made 1")
        assert await world.ask(**other) == (200, b"made 2")
        assert await world.ask(cookie="session=a") == (200, b"made 1")

    run(story)


def test_who_has_the_answer_is_told_so() -> None:
    async def story(world: World) -> None:
        await world.ask()
        assert await world.ask(if_none_match='W/"zero", W/"one"') == (304, b"")
        assert await world.ask(if_none_match='W/"two"') == (200, b"made 1")

    assert run(story).made == 1


@pytest.mark.parametrize(
    "world",
    [
        lambda: World(status=404),
        lambda: World(status=503),
        lambda: World(headers=[]),
        lambda: World(headers=[(b"etag", b'"x"'), (b"set-cookie", b"a=b")]),
        lambda: World(body=b"x" * 5_000_000),
    ],
)
def test_errors_long_answers_and_those_for_one_reader_are_not_kept(world: Callable[[], World]) -> None:
    async def story(one: World) -> None:
        first = await one.ask()
        assert first[0] == one.status
        assert one.made == 1
        assert (await one.ask())[1] != first[1]
        assert one.made == 2

    run(story, world())


@pytest.mark.parametrize("path", ["/static/style.css", "/healthz", "/metrics", "/api/v1/export/claims.csv"])
def test_some_things_are_never_kept(path: str) -> None:
    async def story(world: World) -> None:
        assert await world.ask(path) != await world.ask(path)

    run(story)


def test_a_reader_can_ask_for_a_new_answer() -> None:
    async def story(world: World) -> None:
        await world.ask()
        assert await world.ask(cache_control="no-cache") == (200, b"made 2")

    run(story)


def test_while_the_ledger_cannot_be_asked_nothing_old_is_given() -> None:
    async def story(world: World) -> None:
        await world.ask()
        world.position, world.now = None, 1.0
        assert await world.ask() == (200, b"made 2")

    run(story)


def test_what_fails_in_the_background_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    async def story(world: World) -> None:
        await world.ask()
        world.breaks = True
        world.move_on()
        assert await world.ask() == (200, b"made 1")
        await settled()
        world.breaks = False
        assert await world.ask() == (200, b"made 1")
        await settled()
        assert await world.ask() == (200, b"made 3")

    run(story)
    assert "an answer could not be made" in caplog.text


def test_what_fails_at_first_is_told_to_whoever_asked() -> None:
    async def story(world: World) -> None:
        with pytest.raises(RuntimeError, match="broken"):
            await world.ask()

    run(story, World(breaks=True))


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(world: World) -> None:
        for number in range(5):
            await world.ask(f"/{number}")
        assert world.made == 5
        await world.ask("/4")
        assert world.made == 5
        await world.ask("/0")
        assert world.made == 6

    monkeypatch.setattr("talentwire.serve.web.remembering._BYTES", 3_000)
    run(story, World(body=b"x" * 1_000))
