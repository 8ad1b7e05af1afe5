"""Pairs of names that are labelled as one or two, compared with what the comparison of names says."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from talentwire.errors import ReadError
from talentwire.evaluate.figures import Figures, read_text
from talentwire.evaluate.match import Counts
from talentwire.model.entities import EntityType
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name
from talentwire.resolve.score import PLAUSIBLE

_COLUMNS: Final = ("schema", "name1", "name2", "is_match")
_LABELS: Final = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class NamePair(NamedTuple):
    """Two names, the schema they are of (Person, Company…), and whether they mean the same."""

    schema: str
    left: str
    right: str
    same: bool


def read_pairs(path: Path) -> tuple[NamePair, ...]:
    """A CSV file with the columns schema, name1, name2 and is_match; others are left alone.

    Raises:
        ReadError: when the file cannot be read, is not UTF-8, lacks a column, or holds no pair; the text says where.

    """
    reader = csv.DictReader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        missing = [column for column in _COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise ReadError(f"{path}: lacks {', '.join(missing)}; the first line must name {', '.join(_COLUMNS)}")
        pairs = tuple(_pair(row, f"{path}:{reader.line_num}") for row in reader)
    except csv.Error as error:
        raise ReadError(f"{path}:{reader.line_num}: not CSV ({error})") from None
    if not pairs:
        raise ReadError(f"{path}: holds no pair of names")
    return pairs


def _pair(row: Mapping[str, str | None], where: str) -> NamePair:
    schema, left, right, label = ((row[column] or "").strip() for column in _COLUMNS)
    if label.lower() not in _LABELS:
        raise ReadError(f"{where}: is_match must be true or false, not {label!r}")
    return NamePair(schema, left, right, _LABELS[label.lower()])


def judge_pairs(pairs: Iterable[NamePair], threshold: float = PLAUSIBLE) -> tuple[Figures, ...]:
    """The figures over all pairs, then by schema.

    Two names count as found to be the same from ``threshold`` on. A schema other than Person is compared as the name
    of an organisation.
    """
    counts: dict[str, list[Counts]] = {"all": []}
    for pair in pairs:
        kind: EntityType = "person" if pair.schema.lower() == "person" else "org"
        found = compare(Name(pair.left, kind), Name(pair.right, kind)).value >= threshold
        count = Counts(found and pair.same, found, pair.same)
        for group in ("all", pair.schema or "none"):
            counts.setdefault(group, []).append(count)
    return tuple(_figures(group, counts[group]) for group in ("all", *sorted(counts.keys() - {"all"})))


def _figures(group: str, counts: Sequence[Counts]) -> Figures:
    precision, recall, _ = Counts(*map(sum, zip(*counts, strict=True))).rates() if counts else (0.0, 0.0, 0.0)
    return Figures(group, len(counts), precision, recall)
