"""Documents with the claims that careful readers find in them, and files of claims in general."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from talentwire.errors import ReadError

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Gold:
    """A document with the claims that a careful reader finds in it.

    Attributes:
        doc: its name; ``<doc>.txt`` beside the gold file holds its text.
        lang: its language.
        date: its own date as an ISO prefix, None where unknown.
        aliases: other spellings of a name that count as the same, by name.
        same_story: the document it repeats, if any.
        claims: in their JSON form.
        text: the document's words, None where they are not at hand.

    """

    doc: str
    lang: str = "?"
    date: str | None = None
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    same_story: str | None = None
    claims: tuple[Json, ...] = ()
    text: str | None = None


def read_rows(path: Path) -> dict[str, Json]:
    """The lines of a gold or prediction file, by document.

    Raises:
        ReadError: when the file cannot be read or a line is no document.

    """
    rows: dict[str, Json] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            row = _row(line, f"{path}:{number}")
            rows[row["doc"]] = row
    return rows


def _row(line: str, where: str) -> Json:
    try:
        row: object = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where}: not JSON ({error})") from None
    if not isinstance(row, dict) or not isinstance(row.get("doc"), str) or not isinstance(row.get("claims"), list):
        raise ReadError(f'{where}: a line must be an object {{"doc": …, "claims": […]}}')
    return row


def read_gold(folder: Path) -> tuple[Gold, ...]:
    """The gold documents of a folder: ``gold.jsonl`` and a text for each of its documents.

    Raises:
        ReadError: when the file or one of the texts is missing.

    """
    golds = []
    for row in read_rows(folder / "gold.jsonl").values():
        path = folder / f"{row['doc']}.txt"
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(f"cannot read {path}, the text of a document in gold.jsonl: {error}") from None
        known = {name: row[name] for name in ("lang", "date", "same_story", "aliases") if row.get(name) is not None}
        golds.append(Gold(doc=row["doc"], claims=tuple(row["claims"]), text=text, **known))
    return tuple(golds)
