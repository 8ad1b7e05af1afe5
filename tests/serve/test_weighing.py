"""How far weighing is, on a terminal and where there is none."""

import io

from rich.console import Console

from talentwire.serve.weighing import Weighing


def shown(terminal: bool, *steps: tuple[int, int]) -> str:
    out = io.StringIO()
    weighing = Weighing(Console(file=out, force_terminal=terminal))
    for step in steps:
        weighing(*step)
    return out.getvalue()


def test_a_line_comes_and_goes() -> None:
    text = shown(True, (5_000, 20_000), (20_000, 20_000))
    assert "5,000 of 20,000" in text
    assert text.endswith("\r\x1b[K")


def test_little_is_not_worth_a_line_and_a_file_gets_none() -> None:
    assert shown(True, (100, 200)) == ""
    assert shown(False, (5_000, 20_000)) == ""
