"""Records on a disk that is full or read-only, in a mount namespace of its own: ``cramped.py FOLDER PLACE``.

It prints what it was told, and what is left then, as JSON.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import left

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import TalentwireError


def mount(folder: Path, *options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)], check=True)


def told(ledger: str, place: str, reported: list[str]) -> str:
    try:
        with Talentwire(Config(ledger=ledger)) as wire:
            wire.ingest([place], on_step=lambda step: reported.append(left.acknowledged(step)))
    except TalentwireError as error:
        return str(error)
    return ""


def main(folder: Path, place: str) -> None:
    folder.mkdir()
    ledger = str(folder / "news.db")
    trial: dict[str, Any] = {"ledger": ledger}
    reported: list[str] = []
    mount(folder, "size=700k")
    full = told(ledger, place, reported)
    mount(folder, "remount", "size=40m")
    after = left.of_ledger(trial)
    mount(folder, "remount", "ro")
    read_only = told(ledger, place, [])
    mount(folder, "remount", "rw")
    assert told(ledger, place, reported) == ""
    answer = {"full": full, "after": after, "read_only": read_only, "reported": reported, "then": left.of_ledger(trial)}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
