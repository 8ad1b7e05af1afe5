"""Checked reading of a pack's TOML: every value has the type it should, or a PackError says where it has not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from talentwire.errors import BadValueError, PackError
from talentwire.model.toml import parsed

DATA: Final = Path(__file__).parent / "data"
"""Where the packs lie: ``<lang>/*.toml``, and ``shared/*.toml`` for what is the same everywhere."""


class Table:
    """One table of a TOML file, which knows the file and the entry it came from.

    Every getter raises PackError with file and entry where the value is missing or of another type. ``done`` raises
    it for keys that nobody asked for, which are most often misspelt.
    """

    __slots__ = ("_asked", "_data", "entry", "file")

    def __init__(self, data: Mapping[str, object], file: str, entry: str = "") -> None:
        self._data = data
        self._asked: set[str] = set()
        self.file = file
        self.entry = entry

    def wrong(self, key: str, what: str) -> PackError:
        """The error to raise for an entry of this table."""
        return PackError(f"{self.file}: {self._path(key)} {what}")

    def _path(self, key: str) -> str:
        return f"{self.entry}.{key}".strip(".") or "the file"

    def _get(self, key: str, default: object = None) -> object:
        self._asked.add(key)
        value = self._data.get(key, default)
        if value is None:
            raise self.wrong(key, "is missing")
        return value

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def table(self, key: str) -> Table:
        """The table under a key; an empty one where there is none."""
        value = self._get(key, {})
        if not isinstance(value, Mapping):
            raise self.wrong(key, "must be a table")
        return Table(value, self.file, self._path(key))

    def tables(self, key: str) -> list[Table]:
        """The tables of an array of tables (``[[key]]``); none where there is none."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            raise self.wrong(key, "must be an array of tables")
        return [Table(item, self.file, f"{self._path(key)}[{index}]") for index, item in enumerate(value)]

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.wrong(key, "must be a text in quotation marks")
        return value

    def number(self, key: str, default: float | None = None) -> int | float:
        """A number."""
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "must be a number")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self.number(key, default)
        if not isinstance(value, int):
            raise self.wrong(key, "must be a whole number")
        return value

    def flag(self, key: str, default: bool = False) -> bool:
        """``true`` or ``false``."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "must be true or false")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words or phrases: an array, or one long text that is cut at white space; none where missing."""
        value = self._get(key, [])
        if isinstance(value, str):
            return tuple(value.split())
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.wrong(key, "must be a list of texts, none of them empty")
        return tuple(value)

    def names(self) -> Iterator[str]:
        """The keys, for tables whose keys are data themselves."""
        return iter(self._data)

    def done(self) -> None:
        """Check that every key was asked for.

        Raises:
            PackError: when one was not.

        """
        unknown = sorted(set(self._data) - self._asked)
        if unknown:
            raise self.wrong(unknown[0], "is unknown here; check the spelling")


def load_table(path: Path) -> Table:
    """Read one TOML file of a pack; errors name it by its last two parts (``de/words.toml``).

    Raises:
        PackError: when it is missing or is no TOML.

    """
    name = "/".join(path.parts[-2:])
    try:
        return Table(parsed(path.read_text(encoding="utf-8")), name)
    except FileNotFoundError:
        raise PackError(f"{name} is missing: add the file to the pack") from None
    except (BadValueError, UnicodeDecodeError) as error:
        raise PackError(f"{name} is no valid TOML: {error}") from None
