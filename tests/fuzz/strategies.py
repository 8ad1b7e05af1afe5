"""Damaged inputs as a strategy of hypothesis."""

import random

from fuzzed import Parser
from hypothesis import strategies as st
from mutating import mutated


def inputs(parser: Parser) -> st.SearchStrategy[bytes]:
    """Sound inputs of a parser, damaged."""

    def damaged(data: bytes, chance: random.Random) -> bytes:
        return mutated(parser, data, chance)

    return st.builds(damaged, st.sampled_from(parser.sound), st.randoms(use_true_random=False))
