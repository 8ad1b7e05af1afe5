"""The figures of many worlds of one market: told more and less, rightly and wrongly, read by whom."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any, Final

from synthetic.measuring import measure, world
from synthetic.simulation import Size

Row = dict[str, Any]
TABLES: Final = {
    "Moves: of those believed so many are so (precision), of those that are so, so many are believed (recall); flows "
    "between houses: sum of the differences over the true number, rank correlation of routes, of net gains": {
        "documents": "documents", "precision": "move_precision", "both ends": "route_precision",
        "recall": "move_recall", "flow error": "flow_error",
        "shares off": "flow_shares_off", "tau routes": "flow_tau", "tau net": "net_tau",
    },
    "Staying two years: true share, the ledger's with its interval, if silence is taken as not known; share of houses "
    "whose interval holds the truth; people: seen, estimated (Chao1), over the true number": {
        "true": "stay_true", "ledger": "stay", "low": "stay_low", "high": "stay_high", "unknown": "stay_unknown",
        "cover": "stay_cover", "houses": "stay_houses", "seen": "seen_ratio", "chao1": "chao_ratio",
    },
    "Stories: pairs of documents; copies found with their origin, by how they were made": {
        "precision": "story_precision", "same event": "story_same_event", "recall": "story_recall",
        "exact": "exact_found", "near": "near_found",
        "transl.": "translation_found",
    },
    "False rumours taken for done, of those denied or come to nothing and of the others; true moves denied before, and "
    "believed all the same; prices per head; sites that run": {
        "rumours": "rumours", "denied": "rumours_denied_believed", "others": "rumours_open_believed",
        "moves den.": "moves_denied", "believed": "moves_denied_believed", "prices": "prices_told",
        "right": "prices_right", "sites": "sites_found", "chips": "chips_ratio",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """Which worlds are measured.

    Attributes:
        people, years: how large the market is, and for how long it is followed.
        seeds: a market for each.
        coverage, noise: how it is told.
        readers: who reads it.

    """

    people: int
    years: float
    seeds: Sequence[int]
    coverage: Sequence[float]
    noise: Sequence[float]
    readers: Sequence[str]

    def run(self) -> Iterator[Row]:
        """Measure everything, one world and reader after the other."""
        for seed in self.seeds:
            for coverage in self.coverage:
                for noise in self.noise:
                    told = world(seed, Size(self.people, self.years), coverage, noise)
                    for reader in self.readers:
                        start = time.perf_counter()
                        found = measure(told, reader)
                        took = round(time.perf_counter() - start, 1)
                        head = {"seed": seed, "coverage": coverage, "noise": noise, "reader": reader}
                        print(f"seed {seed}, coverage {coverage:g}, noise {noise:g}, {reader}: "
                              f"{len(told.pages):,} documents in {took:.0f} s", flush=True)  # fmt: skip
                        yield {**head, "people": self.people, "years": self.years, "seconds": took, **found}


def show(rows: Iterable[Row]) -> None:
    """Print the tables, each figure the mean over the seeds."""
    met = means(rows)
    for title, columns in TABLES.items():
        print(f"\n{title}\n{'reader':12}{'coverage':>9}{'noise':>7}" + "".join(f"{one:>11}" for one in columns))
        for (reader, coverage, noise), row in met.items():
            told = "".join(f"{_shown(row.get(name)):>11}" for name in columns.values())
            print(f"{reader:12}{coverage:9g}{noise:7g}{told}")


def means(rows: Iterable[Row]) -> dict[tuple[str, float, float], Row]:
    """The mean over the seeds of every figure, by reader, coverage and noise."""
    groups: dict[tuple[str, float, float], list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["reader"], row["coverage"], row["noise"]].append({**row, **_ratios(row)})
    return {key: _mean(held) for key, held in sorted(groups.items(), key=lambda one: (one[0][0] == "builtin", one[0]))}


def _ratios(row: Row) -> Row:
    true = row["people_true"]
    return {"seen_ratio": row["people_seen"] / true, "chao_ratio": row.get("people_chao", 0) / true or None}


def _mean(rows: Sequence[Row]) -> Row:
    names = dict.fromkeys(name for row in rows for name, value in row.items() if isinstance(value, int | float))
    return {name: mean(known) for name in names if (known := [row[name] for row in rows if row.get(name) is not None])}


def _shown(value: float | None) -> str:
    if value is None:
        return "–"
    whole = value >= 20 or (value > 1 and float(value).is_integer())
    return f"{value:,.0f}" if whole else f"{value:.3f}"
