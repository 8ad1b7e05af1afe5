"""A world written to files: documents, what a careful reader finds in them, what truly happened, who is who."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from synthetic.events import Event
from synthetic.pages import Page
from synthetic.simulation import World


def write(world: World, place: Path) -> Counter[str]:
    """Write a world; how many documents of each sort, claims and events.

    Args:
        world: a fresh one.
        place: a file ``*.jsonl`` for the documents, with ``.gold``, ``.truth`` and ``.knowledge`` beside it; or a
            folder, which gets a text for each document, as ``talentwire evaluate`` wants it, and the other files.

    """
    counts: Counter[str] = Counter()
    with ExitStack() as held:
        files = _Files(place, held)
        for one in world.run():
            if isinstance(one, Event):
                files.truth.write(_line(one.to_json()))
                counts["events"] += one.kind != "there"
            else:
                files.page(one)
                counts[one.kind] += 1
                counts["documents"] += 1
                counts["claims"] += len(one.claims)
        for row in knowledge(world):
            files.knowledge.write(_line(row))
    return counts


def knowledge(world: World) -> Iterator[dict[str, Any]]:
    """The houses as a knowledge file has them (``organisations.jsonl``)."""
    for house in world.market.houses:
        yield {"name": house.name, "kind": "lab"}


class _Files:
    """The files of a world while they are written."""

    def __init__(self, place: Path, held: ExitStack) -> None:
        self._folder = None if place.suffix == ".jsonl" else place
        home = place.parent if self._folder is None else place
        home.mkdir(parents=True, exist_ok=True)
        self._open = lambda path: held.enter_context(path.open("w", encoding="utf-8", newline="\n"))
        self._documents: TextIO | None = None if self._folder else self._open(place)
        self.gold, self.truth, self.knowledge = (self._open(one) for one in beside(place))

    def page(self, page: Page) -> None:
        if self._documents:
            self._documents.write(_line(page.to_json()))
        elif self._folder:
            (self._folder / f"{page.id}.txt").write_text(page.text, "utf-8", newline="\n")
        self.gold.write(_line(page.gold()))


def beside(place: Path) -> tuple[Path, Path, Path]:
    """The files of gold, truth and knowledge that belong to a place."""
    names = ("gold", "truth", "organisations")
    if place.suffix == ".jsonl":
        gold, truth, known = (place.with_suffix(f".{name}.jsonl") for name in names)
    else:
        gold, truth, known = (place / f"{name}.jsonl" for name in names)
    return gold, truth, known


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
