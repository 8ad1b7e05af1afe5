"""What a database says when something is wrong, in one sentence with what to do about it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError

from talentwire.errors import LedgerError

_SAID: Final = (
    (("locked", "busy", "lock timeout"), "is in use by another program for too long: try again when that is done"),
    (("malformed", "not a database", "corrupt"), "is damaged: restore it from a copy, or try `sqlite3 FILE .recover`"),
    (("readonly", "read-only", "permission denied"), "cannot be written: change its permissions or name another place"),
    (("unable to open",), "cannot be opened: see whether its folder exists and can be written"),
    (("is full", "No space"), "has no room left on its disk: make some and run the command again"),
    (("terminating connection", "closed the connection", "is lost", "is closed"), "went away: ask again in a while"),
    (("connection failed", "could not connect", "refused"), "does not answer: see whether the server runs"),
)


@contextmanager
def sentences(shown: str | None) -> Iterator[None]:
    """Say in one sentence what the database says in its own words."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, OSError) as error:
        said = str(error.orig if isinstance(error, DBAPIError) else error).strip().splitlines()[0]
        advice = next((advice for words, advice in _SAID if any(word in said for word in words)), None)
        raise LedgerError(f"{shown} {advice} ({said})" if advice else f"{shown} refused: {said}") from error
