"""The whole way through the ledger: a world told wholly and rightly, and read perfectly, is the market itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from synthetic.grid import Grid, means, show
from synthetic.measuring import READERS, TRUE_CLAIMS, Told, measure, record
from synthetic.newsroom import Dials
from synthetic.picture import draw
from synthetic.scores import Names, score
from synthetic.simulation import Size, World
from talentwire.analyse.answers.asked import Asked
from talentwire.api import Talentwire
from talentwire.config import Config

SIZE = Size(30, 1)


@pytest.fixture(scope="module")
def told() -> Told:
    return Told.of(World(11, SIZE, Dials(1, 0)))


@pytest.fixture(scope="module")
def wire(told: Told, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talentwire]:
    with Talentwire(Config(ledger=str(tmp_path_factory.mktemp("world") / "world.db"))) as held:
        record(held, told.pages, TRUE_CLAIMS)
        yield held


def test_perfect_reading_of_everything_gives_the_true_flows(told: Told, wire: Talentwire) -> None:
    names = Names(wire)
    true = {(names.id(a, "org"), names.id(b, "org")): n for (a, b), n in told.truth.routes.items()}
    rows = wire.flows(Asked(top=10_000)).rows
    said = {(row["from"].entity, row["to"].entity): row["heads"].value for row in rows}
    assert true
    assert {route: n for route, n in said.items() if all(route) and n} == true


def test_what_is_measured_of_it_is_without_error(told: Told, wire: Talentwire) -> None:
    found = score(wire, told)
    assert found["flow_error"] == 0
    assert found["flow_tau"] in (None, pytest.approx(1))
    assert found["route_precision"] == 1
    assert found["move_recall"] == 1
    assert found["exact_found"] == 1
    assert found["rumours"] == 0
    assert found["people_seen"] <= found["people_true"]
    assert found["sites_found"] in (None, 1)
    assert found["documents"] == len(told.pages)


def test_a_grid_is_measured_shown_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grid = Grid(12, 0.25, [1], [1.0], [1.0], READERS)
    rows = list(grid.run())
    assert [row["reader"] for row in rows] == list(READERS)
    assert set(means(rows)) == {(reader, 1.0, 1.0) for reader in READERS}
    show(rows)
    shown = capsys.readouterr().out
    assert "tau net" in shown
    assert "builtin" in shown
    draw(rows, tmp_path / "error.svg")
    assert "<svg" in (tmp_path / "error.svg").read_text("utf-8")


def test_silence_is_measured_too() -> None:
    assert measure(Told.of(World(1, Size(20, 0.2), Dials(0, 0))), TRUE_CLAIMS)["documents"] == 0
