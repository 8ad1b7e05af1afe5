"""Answers of tools that are kept: for a state of the ledger, and a while longer where that is wanted."""

import pytest

from talentwire.record.since import Position
from talentwire.serve.agents.kept import Kept


class World:
    def __init__(self, rest: float) -> None:
        self.entry, self.now, self.made = 1, 0.0, 0
        self.search = Kept(self.position, rest, lambda: self.now).of(self.tool)

    def position(self) -> Position:
        return Position("2025-07-15T10:00:00.000000Z", self.entry, 0, 0, 0, 0)

    def tool(self, query: str, after: int = 0) -> str:
        """Search."""
        self.made += 1
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


def test_an_answer_may_rest_for_a_while() -> None:
    world = World(5)
    first = world.search("Ada")
    world.entry, world.now = 2, 4.9
    assert world.search("Ada") == first
    world.now = 5.0
    assert world.search("Ada") != first


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
