"""How fast candidates for a new name are found among many, and how fast two names are compared.

The names are drawn from the lists in ``shared/corpora/names`` as often as they occur, or made of syllables where the
lists are not there; the drawing is the same each time. ``rapidfuzz`` and Splink are measured on the same pairs where
they are installed.

usage: python bench/names.py [--names N] [--lookups N]
"""

import argparse
import json
import lzma
import os
import random
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, product
from pathlib import Path
from statistics import mean, quantiles
from typing import Any

from talentwire.resolve import blocks as rough
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("TALENTWIRE_SHARED") or ROOT / ".." / "shared")
PAIRS = 20_000
CROWD = 200


def people(count: int, seed: int = 4) -> list[str]:
    """That many different names of persons, some with a middle name or an initial."""
    chance = random.Random(seed)
    given, surnames = _lists()
    found: dict[str, None] = {}
    while len(found) < count:
        firsts = chance.choices(given[0], cum_weights=given[1], k=count // 2)
        lasts = chance.choices(surnames[0], cum_weights=surnames[1], k=count // 2)
        for first, last in zip(firsts, lasts, strict=True):
            kind = chance.random()
            middle = f" {chance.choice(given[0][:2000])}" if kind < 0.2 else ""
            found[f"{first[0]}. {last}" if kind > 0.97 else f"{first}{middle} {last}"] = None
    return list(found)[:count]


Drawn = tuple[list[str], list[float]]


def _lists() -> tuple[Drawn, Drawn]:
    folder = SHARED / "corpora" / "names"
    files = [folder / f"{what}_all_unlicense.txt.xz" for what in ("first_names", "surnames")]
    if all(file.is_file() for file in files):
        return _weighted(_listed(files[0])), _weighted(_listed(files[1]))
    parts = ["ba", "mu", "schi", "lo", "ter", "van", "ne", "kor", "sti", "ra", "win", "del"]
    made = [["".join(part).capitalize() for part in product(parts, repeat=size)] for size in (3, 4)]
    return _weighted(made[0]), _weighted(made[1])


def _listed(file: Path) -> list[str]:
    with lzma.open(file, "rt", encoding="utf-8-sig") as lines:
        names = sorted({line.strip() for line in lines})
    random.Random(3).shuffle(names)  # the lists are in the order of the alphabet
    return names


def _weighted(names: list[str]) -> Drawn:
    """The names with a share that falls with their place, as names do."""
    return names, list(accumulate(1 / (place + 30) for place in range(len(names))))


def damaged(name: str, chance: random.Random) -> str:
    """The name as another writer has it: a letter wrong or missing, an initial, turned round."""
    words = name.split()
    at = chance.randrange(1, max(len(words[-1]) - 1, 2))
    variants = [
        " ".join([*words[:-1], words[-1][:at] + words[-1][at + 1 :]]),
        " ".join([*words[:-1], words[-1][:at] + chance.choice("aeioumnrst") + words[-1][at + 1 :]]),
        f"{words[0][0]}. {words[-1]}",
        f"{words[-1]}, {' '.join(words[:-1])}",
        name.upper(),
        name,
    ]
    return chance.choice(variants)


def index(names: Sequence[str]) -> tuple[dict[str, "array[int]"], float]:
    """The rough keys of all names with the places of the names that have them, and keys a name."""
    found: dict[str, array[int]] = defaultdict(lambda: array("I"))
    keys = 0
    for place, name in enumerate(names):
        for key in rough.blocks.__wrapped__(name, "person"):
            found[key].append(place)
            keys += 1
    return dict(found), keys / len(names)


def candidates(found: dict[str, "array[int]"], keys: Sequence[str]) -> set[int]:
    """The places of all names that share a key; a key of a crowd says nothing and is left out, as in a ledger."""
    return set().union(*(found[key] for key in keys if key in found and len(found[key]) <= CROWD))


def measured(names: int = 1_000_000, lookups: int = 2_000) -> dict[str, Any]:
    """Candidates a second and comparisons a second, with what else was found; times in microseconds."""
    chance = random.Random(5)
    everybody = people(names)
    start = time.perf_counter()
    found, keys = index(everybody)
    built = time.perf_counter() - start
    asked = [(place, damaged(everybody[place], chance)) for place in chance.choices(range(names), k=lookups)]
    times, counts, right, pairs = [], [], 0, []
    for place, name in asked:
        start = time.perf_counter()
        got = candidates(found, rough.blocks.__wrapped__(name, "person"))
        times.append(time.perf_counter() - start)
        counts.append(len(got))
        right += place in got
        pairs += [(name, everybody[other]) for other in sorted(got)[:20]]
    cuts = quantiles(times, n=100)
    return {
        "names": names,
        "keys a name": round(keys, 1),
        "index built in s": round(built, 1),
        "look-ups a second": round(len(times) / sum(times)),
        "look-up p50 us": round(cuts[49] * 1e6),
        "look-up p95 us": round(cuts[94] * 1e6),
        "candidates a name, mean": round(mean(counts)),
        "candidates a name, p95": round(quantiles(counts, n=100)[94]),
        "candidates a second": round(sum(counts) / sum(times)),
        "damaged names found": round(right / lookups, 3),
        **{f"comparisons a second, {who}": rate for who, rate in comparisons(pairs[:PAIRS]).items()},
    }


def comparisons(pairs: Sequence[tuple[str, str]]) -> dict[str, int | str]:
    """Comparisons of each scorer in a second of processor time, over the same pairs."""
    found: dict[str, int | str] = {"talentwire": _rate(pairs, lambda a, b: compare(Name(a), Name(b)))}
    found |= {f"rapidfuzz {name}": rate for name, rate in _rapidfuzz(pairs)}
    found["Splink"] = _splink(pairs)
    return found


def _rate(pairs: Sequence[tuple[str, str]], scorer: Callable[[str, str], object]) -> int:
    start = time.process_time()
    for a, b in pairs:
        scorer(a, b)
    return round(len(pairs) / (time.process_time() - start))


def _rapidfuzz(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int | str]]:
    try:
        from rapidfuzz import fuzz
        from rapidfuzz.distance import JaroWinkler
    except ImportError:
        yield "", "not installed"
        return
    yield "ratio", _rate(pairs, fuzz.ratio)
    yield "WRatio", _rate(pairs, fuzz.WRatio)
    yield "JaroWinkler", _rate(pairs, JaroWinkler.similarity)


def _splink(pairs: Sequence[tuple[str, str]]) -> int | str:
    """Pairs a second that Splink's comparison levels decide, in DuckDB, on the same pairs."""
    try:
        import duckdb
        import splink.comparison_library as levels
    except ImportError:
        return "not installed"
    comparison = levels.NameComparison("name").get_comparison("duckdb")
    cases = "\n".join(level.as_dict()["sql_condition"] for level in comparison.comparison_levels[1:-1])
    conditions = [f"when {line} then {place}" for place, line in enumerate(cases.splitlines())]
    with duckdb.connect(config={"threads": 1}) as database:
        database.execute("create table pairs (name_l varchar, name_r varchar)")
        database.executemany("insert into pairs values (?, ?)", [list(pair) for pair in pairs])
        start = time.process_time()
        database.execute(f"select count(*), sum(case {' '.join(conditions)} else 99 end) from pairs").fetchall()
        return round(len(pairs) / (time.process_time() - start))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--names", type=int, default=1_000_000, metavar="N", help="how many names stand already")
    parser.add_argument("--lookups", type=int, default=2_000, metavar="N", help="for how many names to look")
    asked = parser.parse_args()
    print(json.dumps(measured(asked.names, asked.lookups), indent=1))


if __name__ == "__main__":
    main()
