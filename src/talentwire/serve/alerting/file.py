"""Saved questions in a TOML file, so that they can be kept with the settings of a newsroom."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from talentwire.analyse.alerts.wanted import Wanted
from talentwire.api.alerts import Alerting, Outlets, Saved
from talentwire.errors import BadValueError, ReadError, TalentwireError
from talentwire.model.toml import parsed

_OUTLETS: Final = {"webhook": "webhook", "mail": "mail", "language": "lang"}
_LARGEST: Final = 1_000_000


@dataclass(frozen=True)
class Entry:
    """A saved question as a file has it."""

    name: str
    wanted: Wanted
    outlets: Outlets


def read(path: Path) -> list[Entry]:
    """The saved questions in a file, each a table ``[[alert]]``.

    Raises:
        ReadError: when the file cannot be read.
        BadValueError: naming the entry that makes no sense, and why.

    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadError(f"{path} is larger than {_LARGEST:,} bytes: a list of alerts is not")
        data = parsed(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    except BadValueError as error:
        raise ReadError(f"{path} is not TOML: {error}") from None
    several = data.pop("alert", None)
    if data or not isinstance(several, list) or not all(isinstance(one, dict) for one in several):
        raise BadValueError(f"{path} must hold tables [[alert]] and nothing else")
    found = [_entry(one, f"{path}, alert {number}") for number, one in enumerate(several, 1)]
    names = [one.name for one in found]
    for name in names:
        if names.count(name) > 1:
            raise BadValueError(f"{path} has two alerts called {name!r}")
    return found


def _entry(table: Mapping[str, Any], where: str) -> Entry:
    given = dict(table)
    name = str(given.pop("name", "")).strip()
    if not name:
        raise BadValueError(f"{where}: it has no name")
    outlets = {_OUTLETS[key]: given.pop(key) for key in _OUTLETS if key in given}
    try:
        return Entry(name, Wanted.of(given), Outlets.of(outlets))
    except TalentwireError as error:
        raise BadValueError(f"{where} ({name}): {error}") from None


def save(entries: list[Entry], alerts: Alerting) -> list[tuple[Saved, bool]]:
    """Save questions, each in the place of the one that has its name; with whether it is new."""
    known = {one.name for one in alerts.all()}
    return [(alerts.add(one.name, one.wanted, one.outlets, replaces=True), one.name not in known) for one in entries]
