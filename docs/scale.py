"""Compute the plan for more: machines, hours and money for a day of news, a year of it, and the archive of the web.

usage: python docs/scale.py [--set NAME=VALUE]... [--write]

The figures stand in ``scale.toml``, each with who knows it. Without ``--write`` the tables are printed; with it they
take the place of those in ``scale.md``.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).parent
PAGE = HOME / "scale.md"
BLOCK = re.compile(r"(<!-- scale: (\w+) -->\n).*?(<!-- /scale -->)", re.DOTALL)
HOUR, DAY, YEAR = 3_600, 24, 365
"""Seconds, hours and days."""


class Figure(NamedTuple):
    """A figure that the plan is computed from, with who knows it."""

    value: float
    unit: str
    says: str
    by: str
    source: str


Figures = Mapping[str, Figure]


def figures(changed: Iterable[str] = ()) -> dict[str, Figure]:
    """The figures of the file, with those changed that are given as ``name=value``.

    Raises:
        SystemExit: when there is none of that name, or the value is no number.

    """
    found = {name: Figure(**held) for name, held in tomllib.loads((HOME / "scale.toml").read_text("utf-8")).items()}
    for one in changed:
        name, _, value = one.partition("=")
        if name not in found:
            raise SystemExit(f"no figure is called {name!r}; there are {', '.join(found)}")
        try:
            found[name] = found[name]._replace(value=float(value))
        except ValueError:
            raise SystemExit(f"{one!r} gives no number") from None
    return found


class Job(NamedTuple):
    """What is read.

    Attributes:
        name: of it.
        pages: how many pages.
        packed: GB of WARC files.
        unpacked: GB of pages.
        left: how many pages are left for reading after the cheap questions.
        claims: how many are read in them.

    """

    name: str
    pages: float
    packed: float
    unpacked: float
    left: float
    claims: float


def jobs(known: Figures) -> list[Job]:
    """A day and a year of news, a crawl of the web and all crawls."""

    def of(name: str) -> float:
        return known[name].value

    unpacking = of("crawl_tb_unpacked") / of("crawl_tb_packed")
    day = Job(
        "a day of news", of("news_pages_day"), of("news_gb_day"), of("news_gb_day") * unpacking,
        of("news_pages_day") * of("left_news"), of("news_pages_day") * of("pages_with_claims") * of("claims_a_page"),
    )  # fmt: skip
    crawl = Job(
        "a crawl of the web", of("crawl_pages"), 1_000 * of("crawl_tb_packed"), 1_000 * of("crawl_tb_unpacked"),
        of("crawl_pages") * of("left_crawl"), of("crawl_pages") * of("crawl_pages_with_claims") * of("claims_a_page"),
    )  # fmt: skip
    return [day, _times(day, YEAR, "a year of news"), crawl, _times(crawl, of("crawls"), "all crawls")]


def _times(job: Job, count: float, name: str) -> Job:
    return Job(name, *(count * one for one in job[1:]))


def core_hours(job: Job, known: Figures) -> float:
    """Hours of one core for reading it: going through all of it, and reading what is left."""
    return (1_000 * job.unpacked / known["cheap_mb_s"].value + job.left * known["read_s"].value) / HOUR


def load_hours(job: Job, known: Figures) -> float:
    """Hours for loading its claims, one writer at a time."""
    return job.claims / known["load_claims_s"].value / HOUR


def machines(job: Job, known: Figures) -> float:
    """Machines that read it within a day."""
    return core_hours(job, known) / known["cores"].value / DAY


# -- tables


def assumed(known: Figures) -> list[str]:
    """What it is computed from, a line each."""
    order = ("measured", "public", "guess")
    rows = sorted(known.items(), key=lambda pair: order.index(pair[1].by))
    return _table(
        ("Figure", "Name", "Value", "Known", "From"),
        [(one.says, f"`{name}`", f"{shown(one.value)} {one.unit}", one.by, one.source) for name, one in rows],
    )


def work(known: Figures) -> list[str]:
    """What reading and loading takes."""
    price, kept = known["core_usd_hour"].value, known["store_usd_gb_month"].value
    lines: list[tuple[str, Callable[[Job], float], str]] = [
        ("Pages", lambda job: job.pages, ""),
        ("WARC files, packed", lambda job: job.packed, " GB"),
        ("Unpacked", lambda job: job.unpacked, " GB"),
        ("Going through it, one core", lambda job: 1_000 * job.unpacked / known["cheap_mb_s"].value / HOUR, " h"),
        ("Reading what is left, one core", lambda job: job.left * known["read_s"].value / HOUR, " h"),
        ("Both, one core", lambda job: core_hours(job, known), " h"),
        (f"Machines of {shown(known['cores'].value)} cores to read it in a day", lambda job: machines(job, known), ""),
        ("Reading costs", lambda job: price * core_hours(job, known), " USD"),
        ("Claims", lambda job: job.claims, ""),
        ("Claims as Parquet", lambda job: job.claims * known["parquet_bytes"].value / 1e9, " GB"),
        (
            "which costs in a month",
            lambda job: kept * job.claims * known["parquet_bytes"].value / 1e9,
            " USD",
        ),
        ("Loading, one writer", lambda job: load_hours(job, known), " h"),
        ("The ledger", lambda job: job.claims * known["ledger_bytes"].value / 1e9, " GB"),
        ("Weighing it for the first time", lambda job: job.claims * known["weigh_s"].value / 1e6 / HOUR, " h"),
        ("Memory for the largest question", lambda job: job.claims * known["memory_mib"].value / 1e6 / 1024, " GiB"),
    ]
    found = jobs(known)
    return _table(
        ("", *(job.name for job in found)),
        [(name, *(f"{shown(ask(job))}{unit}" for job in found)) for name, ask, unit in lines],
    )


class Limit(NamedTuple):
    """Where something becomes too much: at how many claims, and what to do then."""

    what: str
    claims: float
    then: str


def limits(known: Figures) -> list[Limit]:
    """What gives way, the first first."""
    million = 1e6
    found = [
        Limit(
            "`flows` takes 10 s after a new document",
            10 / known["after_s"].value * million,
            "ask from what is kept while it is weighed anew (the server does, `--stale`); load by night",
        ),
        Limit(
            "Counts of the largest organisation take 10 s on PostgreSQL",
            10 / known["counts_s"].value * million,
            "keep counts beside the facts; no index helps, since every entry of the name is gone over "
            "([what was tried](operating.md#what-was-tried))",
        ),
        Limit(
            "A process needs 16 GiB for the largest question",
            16 * 1024 / known["memory_mib"].value * million,
            "a machine with more memory; then ledgers by region or year, asked one after the other",
        ),
        Limit(
            "Weighing the whole ledger anew takes an hour",
            HOUR / known["weigh_s"].value * million,
            "it is needed once for each new version of the rules: before the new program is let at readers; "
            "families of kinds can be weighed beside each other",
        ),
        Limit(
            "A file in SQLite reaches 100 GB, and its backup takes as long as a copy of that",
            100e9 / known["ledger_bytes"].value,
            "PostgreSQL: `talentwire backup`, `talentwire restore`",
        ),
        Limit(
            "A year of claims takes the one writer a month",
            30 * DAY * HOUR * known["load_claims_s"].value,
            "several ledgers (by language, by year); a loader that judges names in several processes",
        ),
        Limit(
            "Numbers of entries end (32 bits)",
            2**31,
            "a migration to 64 bits, in parts, while others read ([decision 43](decisions/0043-online-at-size.md))",
        ),
    ]
    return sorted(found, key=lambda limit: limit.claims)


def breaks(known: Figures) -> list[str]:
    """Where it breaks first."""
    day = jobs(known)[0]
    return _table(
        ("What gives way", "at claims", "that is news of", "What to do"),
        [(one.what, shown(one.claims), _span(one.claims / day.claims), one.then) for one in limits(known)],
    )


def _span(days: float) -> str:
    return f"{shown(days)} days" if days < 2 * YEAR else f"{shown(days / YEAR)} years"


TABLES: Mapping[str, Callable[[Figures], list[str]]] = {"assumed": assumed, "work": work, "breaks": breaks}


def shown(value: float) -> str:
    """A number with two or three figures that count."""
    if value >= 1e9:
        return f"{value / 1e9:.3g} billion"
    if value >= 1e6:
        return f"{value / 1e6:.3g} million"
    if value >= 1_000:
        return f"{float(f'{value:.3g}'):,.0f}"
    return f"{value:.2g}" if value < 10 else f"{value:.3g}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows)]


def page(known: Figures, text: str) -> str:
    """The page with its tables computed."""

    def filled(found: re.Match[str]) -> str:
        return f"{found[1]}{chr(10).join(TABLES[found[2]](known))}\n{found[3]}"

    return BLOCK.sub(filled, text)


def main() -> None:
    """Print the tables, or write them into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="try another figure")
    parser.add_argument("--write", action="store_true", help="write the tables into scale.md")
    args = parser.parse_args()
    known = figures(args.set)
    if args.write:
        PAGE.write_text(page(known, PAGE.read_text("utf-8")), "utf-8")
        return
    for make in TABLES.values():
        print("\n".join(make(known)), end="\n\n")


if __name__ == "__main__":
    sys.exit(main())
