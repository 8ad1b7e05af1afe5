"""The nursery, asked by a test."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Ask = Callable[[dict[str, Any]], dict[str, Any]]


@contextmanager
def nursery() -> Iterator[Ask]:
    """Has trials made, one after the other."""
    command = [sys.executable, str(Path(__file__).with_name("nursery.py"))]
    environment = {**os.environ, "TALENTWIRE_CONFIG": os.devnull}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        asked, said = process.stdin, process.stdout
        assert asked
        assert said

        def ask(trial: dict[str, Any]) -> dict[str, Any]:
            asked.write(json.dumps(trial) + "\n")
            asked.flush()
            answer: dict[str, Any] = json.loads(said.readline())
            return answer

        yield ask
        asked.close()
        assert process.wait(20) == 0
