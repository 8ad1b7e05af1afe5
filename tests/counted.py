"""Work that is counted instead of timed: lines of the program that are run, libraries left out."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def lines_run(todo: Callable[[], object]) -> int:
    """How many lines of the program are run for something."""
    count = 0

    def line(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def called(frame: FrameType, _: str, __: Any) -> Any:
        return line if "talentwire" in frame.f_globals.get("__name__", "") else None

    before = sys.gettrace()
    sys.settrace(called)
    try:
        todo()
    finally:
        sys.settrace(before)
    return count
