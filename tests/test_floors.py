"""The quality of the built-in extractor only goes up: its figures on the gold documents stay above the floors."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))


def digest_of(folder: Path) -> str:
    """A hash of the gold file and its documents, whatever else lies beside them."""
    hashed = hashlib.sha256()
    for path in sorted((folder / "gold.jsonl", *folder.glob("*.txt"))):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return hashed.hexdigest()[:16]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_the_built_in_extractor_stays_above_its_floor(shared: Path, name: str) -> None:
    folder, floor = shared / "gold" / name, FLOORS[name]
    assert digest_of(folder) == floor["digest"], (
        f"the documents of {name} changed: measure, and write both figures anew"
    )
    found = Talentwire(Config()).evaluate(folder)
    assert not found.failed
    assert found.report.all.grounding is not None
    assert found.report.all.grounding >= floor["grounding"]
    assert found.report.all.f1 >= floor["f1"]
