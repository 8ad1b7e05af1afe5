"""Whatever comes is read, or refused by one of our own exceptions: few examples here, many in ``make fuzz``."""

import pytest
from fuzzed import Parser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import inputs
from targets.every import ALL

SLOWER = {
    "extract": 4,
    "html": 8,
    "pack-triggers": 6,
    "pack-words": 6,
    "pack-cues": 10,
    "pack-roles": 10,
    "warc": 10,
    "warc-inside": 10,
}


@pytest.mark.parametrize("parser", ALL.values(), ids=ALL)
def test_whatever_comes_is_read_or_refused(parser: Parser) -> None:
    @settings(
        max_examples=SLOWER.get(parser.name, 20), deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(data=inputs(parser))
    def each(data: bytes) -> None:
        parser.outcome(data)

    each()


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.binary(max_size=200), parser=st.sampled_from([one for one in ALL.values() if one.name not in SLOWER]))
def test_bytes_at_random_are_read_or_refused(parser: Parser, data: bytes) -> None:
    parser.outcome(data)
