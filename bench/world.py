"""A made-up market of laboratories and people, the news about it in three languages, and how far the ledger comes.

``write`` writes documents with the claims that a careful reader finds in them and what truly happened; ``measure``
sends worlds of one market through the ledger, told more and less, rightly and wrongly, and sets what is answered beside
the truth; ``demo`` fills a ledger to look at. docs/world.md says how it is made and what the figures mean.

usage: python bench/world.py write PLACE [--documents N] [--seed N] [--coverage C] [--noise N]
       python bench/world.py measure [--people N] [--years N] [--seeds N...] [--coverage C...] [--noise N...]
                                     [--readers NAME...] [--save FILE] [--picture FILE]
       python bench/world.py demo [--documents N] [--ledger FILE]
"""

import argparse
import json
import sys
import time
from pathlib import Path

from synthetic.newsroom import Dials
from synthetic.simulation import Size, World

SEED = 7
DEMO = Path(".demo/world.db")


def write(args: argparse.Namespace) -> None:
    """Write documents, gold, truth and the names of the houses."""
    from synthetic.writing import beside
    from synthetic.writing import write as written

    dials = Dials(args.coverage, args.noise)
    size = Size.of(args.documents, dials)
    if args.people:
        size = Size(args.people, None, args.documents)
    start = time.perf_counter()
    counts = written(World(args.seed, size, dials), args.place)
    print(json.dumps({"place": str(args.place), "people": size.people, **counts}, indent=1))
    print(f"{counts['documents'] / (time.perf_counter() - start):,.0f} documents a second; beside them: "
          f"{', '.join(one.name for one in beside(args.place))}")  # fmt: skip


def measure(args: argparse.Namespace) -> None:
    """Measure over a grid of coverage and noise."""
    from synthetic.grid import Grid, show
    from synthetic.picture import draw

    grid = Grid(args.people, args.years, args.seeds, args.coverage, args.noise, args.readers)
    rows = [row for file in args.load for row in json.loads(file.read_text("utf-8"))]
    for row in grid.run() if not rows else ():
        rows.append(row)
        if args.save:  # what was measured stays, whatever comes
            args.save.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    show(rows)
    if args.picture:
        draw(rows, args.picture)


def demo(args: argparse.Namespace) -> None:
    """Fill a ledger with a world, as the built-in extractor reads it."""
    from synthetic.showing import fill

    fill(args.ledger, args.documents, args.seed, Dials(args.coverage, args.noise))


def arguments() -> argparse.ArgumentParser:
    """What may be asked."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    verbs = asked.add_subparsers(required=True)
    for verb, what, coverage in ((write, "write a world", 0.7), (demo, "fill a ledger to look at", 0.9)):
        one = verbs.add_parser(verb.__name__, help=what)
        one.set_defaults(run=verb)
        one.add_argument("--documents", type=_some, default=3_000)
        one.add_argument("--seed", type=int, default=SEED)
        one.add_argument("--coverage", type=_share, default=coverage, help="how much of what happens is told, 0 to 1")
        one.add_argument("--noise", type=_share, default=0.3, help="how much of it is wrong, 0 to 1")
        if verb is write:
            one.add_argument("place", type=Path, help="a folder, or a file that ends in .jsonl")
            one.add_argument("--people", type=_some, help="in the market; else as many as the documents need")
        else:
            one.add_argument("--ledger", type=Path, default=DEMO)
    one = verbs.add_parser("measure", help="set what the ledger answers beside the truth")
    one.set_defaults(run=measure)
    one.add_argument("--people", type=_some, default=250)
    one.add_argument("--years", type=float, default=5)
    one.add_argument("--seeds", type=int, nargs="+", default=[SEED])
    one.add_argument("--coverage", type=_share, nargs="+", default=[0.1, 0.3, 0.6, 1.0])
    one.add_argument("--noise", type=_share, nargs="+", default=[0.0, 0.5, 1.0])
    one.add_argument("--readers", nargs="+", default=["true claims", "builtin"], choices=["true claims", "builtin"])
    one.add_argument("--save", type=Path, help="keep the figures as JSON")
    one.add_argument("--load", type=Path, nargs="+", default=[], help="show and draw figures that were kept")
    one.add_argument("--picture", type=Path, help="draw them")
    return asked


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"must be from 0 to 1, not {text}")
    return value


def _some(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"must be 1 or more, not {text}")
    return value


def main(words: list[str] | None = None) -> None:
    args = arguments().parse_args(words)
    args.run(args)


if __name__ == "__main__":
    sys.exit(main())
