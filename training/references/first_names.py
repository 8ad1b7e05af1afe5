"""Write down which first names are women's and which are men's, from the corpus of popular names by country (CC0).

    python training/references/first_names.py [--corpora FOLDER]

A name goes in that the corpus gives to one of the two alone, and an ending that nearly all names with it share.
"""

import argparse
import csv
import lzma
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
OUT = HERE.parents[1] / "src" / "talentwire" / "lang" / "data" / "shared" / "first_names.toml"
SOURCE = "names/forenames_by_country_cc0.csv.xz"
ENDINGS = (3, 4)
"""Letters of an ending."""
LEAST, SHARE = 6, 0.95
"""Names with an ending, and how many of them one sex must have."""
WIDTH = 118


def genders(path: Path) -> dict[str, set[str]]:
    """The genders of every name in the corpus."""
    found: dict[str, set[str]] = defaultdict(set)
    with lzma.open(path, "rt", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            for name in {row["Romanized Name"], row["Localized Name"]}:
                if name.isalpha():
                    found[name.casefold()].add(row["Gender"])
    return found


def endings(names: dict[str, str]) -> dict[str, str]:
    """The endings that tell a gender."""
    rows: dict[str, list[str]] = defaultdict(list)
    for name, gender in names.items():
        for letters in ENDINGS:
            if len(name) > letters:
                rows[name[-letters:]].append(gender)
    told = {end: max(set(row), key=row.count) for end, row in rows.items() if len(row) >= LEAST}
    return {end: gender for end, gender in told.items() if rows[end].count(gender) >= SHARE * len(rows[end])}


def written(title: str, words: list[str]) -> str:
    """A list of TOML, wrapped."""
    lines, line = [f"{title} = ["], "   "
    for word in sorted(words):
        part = f' "{word}",'
        if len(line) + len(part) > WIDTH:
            lines, line = [*lines, line], "   "
        line += part
    return "\n".join([*lines, line, "]"])


def main() -> None:
    """Read the corpus and write the file."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    found = genders(options.parse_args().corpora / SOURCE)
    names = {name: next(iter(sexes)) for name, sexes in found.items() if len(sexes) == 1}
    ends = endings(names)
    parts = [
        "# First names of women and of men, and the endings that tell them, written by",
        "# training/references/first_names.py from sigpwned/popular-names-by-country-dataset (CC0).",
    ]
    for letter, word in (("F", "women"), ("M", "men")):
        parts.append(written(word, [name for name, gender in names.items() if gender == letter]))
        parts.append(written(f"{word}_endings", [end for end, gender in ends.items() if gender == letter]))
    OUT.write_text("\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
