"""Inputs of twice the length cost twice the work, whatever they are made of: lines are counted, no clock is asked."""

from functools import partial

import pytest
from fuzzed import Parser
from targets.every import ALL

from counted import lines_run

MADE = [(parser, unit) for parser in ALL.values() for unit in parser.units]
UNITS = {"warc": 10, "warc-packed": 10}
"""How many units an input has at least: many, but where one alone costs much."""
STEPS = 400
"""Lines that an input may cost besides: tables that are filled when they are first asked."""


@pytest.mark.parametrize(("parser", "unit"), MADE, ids=[f"{parser.name} {unit!r}" for parser, unit in MADE])
def test_work_grows_no_faster_than_the_input(parser: Parser, unit: bytes) -> None:
    few = UNITS.get(parser.name, 60)
    parser.outcome(parser.of_length(unit, 4 * few))  # what is made once is made now
    once, twice = (lines_run(partial(parser.outcome, parser.of_length(unit, times * few))) for times in (2, 4))
    assert twice <= 2.7 * once + STEPS  # a square would be four times
