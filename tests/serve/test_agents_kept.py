"""Answers of tools that are kept: for a state of the ledger, and a while longer where that is wanted."""

import threading
from collections.abc import Callable

import pytest

from talentwire.record.since import Position
from talentwire.serve.agents.kept import Kept, _Background
from talentwire.serve.web.lending import BusyError


class World:
    def __init__(self, stale: float) -> None:
        self.entry, self.now, self.made = 1, 0.0, 0
        self.error: Exception | None = None
        self.later: list[Callable[[], None]] = []
        self.search = Kept(self.position, stale, lambda: self.now, self.later.append).of(self.tool)

    def by_and_by(self) -> None:
        """Do what nobody waits for."""
        for work in self.later[:]:
            self.later.remove(work)
            work()

    def position(self) -> Position:
        return Position("2025-07-15T10:00:00.000000Z", self.entry, 0, 0, 0, 0)

    def tool(self, query: str, after: int = 0) -> str:
        """Search."""
        self.made += 1
        if self.error:
            raise self.error
        if query == "nobody":
            raise LookupError(query)
        return f"{query} {after} {self.made}"


def test_who_asks_the_same_is_given_the_same() -> None:
    world = World(0)
    assert [world.search("Ada"), world.search("Ada"), world.search("Ada", after=5)] == ["Ada 0 1", "Ada 0 1", "Ada 5 2"]
    assert world.search.__doc__ == "Search."


def test_a_ledger_that_moves_on_is_asked_anew() -> None:
    world = World(0)
    first = world.search("Ada")
    world.entry += 1
    assert world.search("Ada") != first


def test_an_answer_is_given_on_while_it_is_made_anew_in_the_background() -> None:
    world = World(30)
    first = world.search("Ada")
    world.entry, world.now = 2, 4.9
    assert (world.search("Ada"), world.later) == (first, [])
    world.now = 5.0
    assert [world.search("Ada"), world.search("Ada")] == [first, first]
    assert len(world.later) == 1, "once for all"
    world.by_and_by()
    assert world.search("Ada") == "Ada 0 2"
    assert world.later == []


def test_an_answer_that_is_too_old_is_waited_for() -> None:
    world = World(30)
    first = world.search("Ada")
    world.entry, world.now = 2, 29.9
    assert world.search("Ada") == first
    world.now = 299.9
    assert world.search("Ada") == first, "while it waits for its turn"
    world.now = 300.0
    assert world.search("Ada") == "Ada 0 2"
    world.later.clear()
    other = World(30)
    other.search("Ada")
    other.entry, other.now = 2, 30.0
    assert (other.search("Ada"), other.later) == ("Ada 0 2", [])


@pytest.mark.parametrize(("error", "given_on"), [(BusyError("all lent"), True), (LookupError("no such name"), False)])
def test_what_cannot_be_made_anew_is_given_on_and_what_is_refused_is_not(error: Exception, *, given_on: bool) -> None:
    world = World(30)
    first = world.search("Ada")
    world.entry, world.now, world.error = 2, 6, error
    assert world.search("Ada") == first
    world.by_and_by()
    if given_on:
        assert world.search("Ada") == first
        assert len(world.later) == 1, "and tried again"
    else:
        with pytest.raises(LookupError):
            world.search("Ada")


def test_what_is_refused_is_asked_again() -> None:
    world = World(0)
    for _ in range(2):
        with pytest.raises(LookupError):
            world.search("nobody")
    assert world.made == 2


def test_the_oldest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("talentwire.serve.agents.kept._MOST", 2)
    world = World(0)
    for name in ("Ada", "Bo", "Cleo"):
        world.search(name)
    assert [world.search("Cleo"), world.search("Ada")] == ["Cleo 0 3", "Ada 0 4"]


class Slow(World):
    """Makes an answer when it is told to."""

    def __init__(self) -> None:
        super().__init__(30)
        self.begun, self.go = threading.Event(), threading.Event()
        self.go.set()

    def tool(self, query: str, after: int = 0) -> str:
        """Search."""
        self.begun.set()
        self.go.wait(30)
        return super().tool(query, after)

    def in_hand(self, asked: Callable[[], object]) -> threading.Thread:
        """Begin to ask, in a thread."""
        self.begun.clear()
        self.go.clear()
        thread = threading.Thread(target=asked)
        thread.start()
        assert self.begun.wait(30)
        return thread


def test_one_thread_makes_anew_what_nobody_waits_for() -> None:
    done: list[str] = []
    over = threading.Event()
    background = _Background()
    for name in ("first", "second"):
        background.do(lambda name=name: done.append(f"{name} {threading.current_thread().name}"))
    background.do(over.set)
    assert over.wait(30)
    assert done == ["first kept", "second kept"]


def test_who_has_no_answer_from_before_waits_for_the_one_that_is_made() -> None:
    world = Slow()
    found: list[str] = []
    first = world.in_hand(lambda: found.append(world.search("Ada")))
    others = [threading.Thread(target=lambda: found.append(world.search("Ada"))) for _ in range(5)]
    for one in others:
        one.start()
    world.go.set()
    for one in (first, *others):
        one.join()
    assert found == ["Ada 0 1"] * 6


def test_what_is_refused_to_one_is_refused_to_all() -> None:
    world = Slow()
    refused: list[str] = []

    def ask() -> None:
        try:
            world.search("nobody")
        except LookupError as error:
            refused.append(str(error))

    first = world.in_hand(ask)
    second = threading.Thread(target=ask)
    second.start()
    world.go.set()
    first.join()
    second.join()
    assert len(refused) == 2
    assert world.search("Ada").startswith("Ada")
