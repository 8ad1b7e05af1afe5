"""Bulk reading, from archives to claims, beside the floor of only reading the same archives and making texts of them.

Times of one process are of the processor, so that others at work on the machine count little; what is measured with
several processes is time that went by, on a machine that has nothing else to do. Archives come from ``warcs.py``.

usage: python bench/bulk.py [--pages N] [--hour PRICE] [--tokens-in PRICE] [--tokens-out PRICE] [--no-ray]
"""

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import peers
import warcs
from talentwire.bulk.inputs import Input, inputs
from talentwire.bulk.settings import Settings
from talentwire.bulk.tables import rows
from talentwire.bulk.worker import Result, Task, Worker
from talentwire.read.archives import Page, document_of, open_archive, text_of
from talentwire.read.formats import Source
from talentwire.read.options import ReadOptions

RESULTS: Final = Path(__file__).parent / "results"
SHARES: Final = (0.0, 0.02, 0.1)
USUAL: Final = 0.02
CAREFUL: Final = 40
"""Pages whose careful text is made for the second floor: it takes long and hardly varies."""
ANSWER: Final = 0.1
"""Tokens that a language model answers, as a share of those it is sent."""
CHARACTERS_PER_TOKEN: Final = 4.0
OPTIONS: Final = ReadOptions(on_note=lambda _: None)


@dataclass(frozen=True)
class Speed:
    """What reading one archive took, in seconds of the processor."""

    share: float
    pages: int
    megabytes: float
    archive: float
    rough: float
    careful: float
    bulk: float
    claims: int


def made(path: Path, pages: int, share: float, seed: int) -> float:
    """Write an archive; its HTML in megabytes."""
    return warcs.write(path, warcs.pages(pages, share, seed)) / 1e6


def timed(act: Callable[[], object]) -> float:
    """Seconds of the processor that something takes."""
    began = time.process_time()
    act()
    return time.process_time() - began


def pages_of(path: Path) -> Iterable[Page]:
    with path.open("rb") as stream:
        yield from (
            page for page in open_archive(Source(path.name, path.name, stream), OPTIONS) if isinstance(page, Page)
        )


def speed(path: Path, share: float, megabytes: float, worker: Worker, work: Path) -> Speed:
    """The floors and bulk reading of one archive, one after the other in this process."""
    archive = timed(lambda: sum(1 for _ in pages_of(path)))
    rough = timed(lambda: [text_of(page, OPTIONS) and None for page in pages_of(path)])
    some = [page for number, page in enumerate(pages_of(path)) if number < CAREFUL]
    count = sum(1 for _ in pages_of(path))
    careful = archive + timed(lambda: [document_of(page, OPTIONS) and None for page in some]) / len(some) * count
    (given,) = inputs([str(path)])
    assert isinstance(given, Input)
    found: list[Result] = []
    bulk = timed(lambda: found.append(Result.from_text(worker.do(Task(given, 1, str(work)).to_text()))))
    return Speed(share, count, megabytes, archive, rough, careful, bulk, found[0].kinds.total())


def run(folder: Path, out: Path, *options: str) -> tuple[float, int]:
    """Seconds that the verb takes, and the most memory that it and all its processes held, in megabytes."""
    shutil.rmtree(out, ignore_errors=True)
    began = time.monotonic()
    command = [sys.executable, "-m", "talentwire", "bulk", str(folder), "--out", str(out), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        peak = Peak(process.pid)
        peak.start()
        status = process.wait()
    taken = time.monotonic() - began
    peak.end()
    if status:
        raise SystemExit(f"bulk reading ended with {status}: {' '.join(command)}")
    return taken, peak.most


class Peak(threading.Thread):
    """Looks at the memory of a process and its descendants ten times a second."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.most = 0
        self._pid = pid
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.1):
            self.most = max(self.most, sum(map(resident, family(self._pid))) // 1_000_000)

    def end(self) -> None:
        self._ended.set()
        self.join()


def family(pid: int) -> list[int]:
    """A process and its descendants."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            children.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def resident(pid: int) -> int:
    """Bytes of memory that a process holds for itself, its share of what it has in common with others included."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def texts_of(tables: Path) -> list[str]:
    return [str(row["text"]) for row in rows(sorted(tables.rglob("documents/*.parquet")), ("text",))]


def costs(usual: Speed, texts: list[str], asked: argparse.Namespace) -> dict[str, float]:
    """Dollars for a million documents: bulk reading, and a language model that is shown all, or only what is read."""
    seconds = usual.bulk / usual.pages * 1e6
    characters = sum(map(len, texts)) / len(texts)
    tokens = characters / CHARACTERS_PER_TOKEN
    model = tokens * (asked.tokens_in + ANSWER * asked.tokens_out)
    found = {
        "bulk": seconds / 3600 * asked.hour,
        "model, all": model,
        "model, after sieve and gate": model * usual.share + usual.rough / usual.pages * 1e6 / 3600 * asked.hour,
    }
    if encode := peers.encoder(texts[:8]):
        began = time.process_time()
        encode()
        taken = (time.process_time() - began) / len(texts[:8])
        found["encoder of GLiNER2's size, all"] = taken * 1e6 / 3600 * asked.hour
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1_500, help="of an archive")
    parser.add_argument("--hour", type=float, default=0.05, help="dollars for a core for an hour")
    parser.add_argument("--tokens-in", type=float, default=0.10, help="dollars for a million tokens sent")
    parser.add_argument("--tokens-out", type=float, default=0.40, help="dollars for a million tokens answered")
    parser.add_argument("--no-ray", action="store_true", help="leave Ray out")
    parser.add_argument("--no-runs", action="store_true", help="leave out what needs several processes")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        told = measured(Path(place), asked)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "bulk.json").write_text(json.dumps(told, indent=1) + "\n")


def measured(place: Path, asked: argparse.Namespace) -> dict[str, Any]:
    worker, told = Worker(Settings()), {}
    warm = place / "warm.warc.gz"
    made(warm, max(asked.pages, 1_000), 0.15, 99)
    cold = speed(warm, 0.15, 0, worker, place / "warm")  # packs, phrases and models are read when first needed
    print(f"first archive of a process: {cold.bulk:.1f} s of the processor, most of it for reading packs and phrases\n")
    print(f"{'share':>6} {'MB/s archive':>13} {'+ Resiliparse':>14} {'+ trafilatura':>14} {'bulk':>7} {'ratios':>12}")
    speeds = []
    for number, share in enumerate(SHARES):
        path = place / f"{number}.warc.gz"
        megabytes = made(path, asked.pages, share, number)
        one = speed(path, share, megabytes, worker, place / "work")
        speeds.append(one)
        rates = [f"{megabytes / taken:,.1f}" for taken in (one.archive, one.rough, one.careful, one.bulk)]
        ratios = f"{one.bulk / one.rough:.2f}, {one.bulk / one.careful:.2f}"
        print(f"{share:>6.0%} {rates[0]:>13} {rates[1]:>14} {rates[2]:>14} {rates[3]:>7} {ratios:>12}")
    told["speeds"] = [vars(one) for one in speeds]
    usual = next(one for one in speeds if one.share == USUAL)
    told["costs"] = costs(usual, texts_of(place / "work"), asked)
    print("\ndollars for a million documents")
    for name, dollars in told["costs"].items():
        print(f"{name:>34} {dollars:>10,.2f}")
    if not asked.no_runs:
        told["runs"] = several(place, asked)
    return told


def several(place: Path, asked: argparse.Namespace) -> dict[str, Any]:
    """One process, two, and Ray; and memory as the input grows tenfold."""
    many, small, large = place / "many", place / "small", place / "large"
    for folder in (many, small, large, place / "start"):
        folder.mkdir()
    for seed in range(4):
        made(many / f"{seed}.warc.gz", asked.pages, USUAL, seed)
    made(small / "a.warc.gz", asked.pages // 2, USUAL, 1)
    made(large / "a.warc.gz", asked.pages * 5, USUAL, 1)
    out = place / "out"
    warcs.write(place / "start" / "a.warc.gz", warcs.pages(20, 1.0, 7))
    start, _ = run(place / "start", out, "-j", "1")
    told: dict[str, Any] = {"start": start, "one": run(many, out, "-j", "1")[0], "two": run(many, out, "-j", "2")[0]}
    print(f"\none process {told['one']:.1f} s, two {told['two']:.1f} s: {told['one'] / told['two']:.2f} times as fast")
    net = (told["one"] - start) / max(told["two"] - start, 1e-9)
    print(f"without the {start:.1f} s that processes need to begin: {net:.2f} times as fast")
    if not asked.no_ray and importlib.util.find_spec("ray"):
        told["ray"] = run(many, out, "-j", "2", "--ray", "local")[0]
        print(f"on Ray, started for it, two processes {told['ray']:.1f} s")
    told["memory"] = [run(small, out, "-j", "1")[1], run(large, out, "-j", "1")[1]]
    print(f"memory of all processes: {told['memory'][0]:,} MB, and {told['memory'][1]:,} MB for ten times as much")
    return told


if __name__ == "__main__":
    main()
