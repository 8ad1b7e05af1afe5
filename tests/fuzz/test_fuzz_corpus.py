"""Inputs that were found by fuzzing stay tests: each is read or refused as the name of its file says."""

from pathlib import Path

import pytest
from corpus import FOLDER, held, replayed
from fuzzed import Outcome, Parser
from targets.every import ALL

FOUND = list(held())


@pytest.mark.parametrize(("name", "place"), FOUND, ids=[f"{name}/{place.name}" for name, place in FOUND])
def test_what_was_found_stays_mended(name: str, place: Path) -> None:
    replayed(ALL[name], place)


@pytest.mark.parametrize("parser", ALL.values(), ids=ALL)
def test_sound_inputs_are_read(parser: Parser) -> None:
    assert parser.sound
    became = [parser.outcome(data) for data in parser.sound[:4]]
    assert became.count(Outcome.READ) >= len(became) / 2


def test_the_corpus_holds_nothing_else() -> None:
    assert {place.name for place in FOLDER.iterdir()} <= set(ALL)
    assert len(FOUND) >= 20
