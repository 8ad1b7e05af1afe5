"""A ledger of a made-up world, to look at."""

import time
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from synthetic.newsroom import Dials
from synthetic.simulation import Size, World
from synthetic.writing import write
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.record.ledger import Ledger

EVERY = 500


def fill(path: Path, documents: int, seed: int, dials: Dials) -> None:
    """Write a world, have it read by the built-in extractor into a new ledger, and ask the first questions."""
    console = Console(highlight=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    start = time.perf_counter()
    with TemporaryDirectory() as folder, Talentwire(Config(ledger=str(path))) as wire:
        place = Path(folder) / "world.jsonl"
        written = write(World(seed, Size.of(documents, dials), dials), place)
        console.print(f"A made-up market: {written['events']:,} events, {written['documents']:,} documents. Reading…")
        done = 0

        def step(_: object) -> None:
            nonlocal done
            done += 1
            if done % EVERY == 0:
                console.print(f"[dim]{done:,} documents, {time.perf_counter() - start:.0f} s")

        report = wire.ingest([str(place)], on_step=step)
        console.print(f"{report.claims:,} claims recorded. Weighing…")
        flows = wire.flows()
        for said in islice(flows.summary, 3):
            console.print(f"  {said}")
        ledger: Ledger = wire.ledger()
        counts = ledger.counts()
    console.print(
        f"\n{counts.documents:,} documents and {counts.claims:,} claims stand in {path} "
        f"({time.perf_counter() - start:.0f} s). Everybody in them is invented. Look at it:\n\n"
        f"[bold cyan]$ talentwire serve --ledger {path}\n"
    )
