"""Who may ask a server over this ledger: tokens, and the sessions of people who logged in with one.

Of a secret only its SHA-256 is kept. A slow hash is for passwords, which people choose and others guess; a secret of
256 random bits cannot be guessed, and a slow hash would only make every request slow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from sqlalchemy import (
    Column,
    Connection,
    ForeignKey,
    Integer,
    RowMapping,
    Table,
    Text,
    delete,
    insert,
    or_,
    select,
    update,
)

from talentwire.errors import BadValueError, NotFoundError
from talentwire.record.axis import Clock, next_number
from talentwire.record.rows import moment
from talentwire.record.schema import metadata
from talentwire.record.transactions import Transactions

access_token = Table(
    "access_token",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, comment="who decides by it; stands under decisions"),
    Column("scopes", Text, nullable=False, comment="with blanks between them"),
    Column("digest", Text, nullable=False, unique=True, comment="SHA-256 of the token"),
    Column("ends", Text, nullable=False, comment="its last characters, by which its holder can tell it"),
    Column("made_at", Text, nullable=False),
    Column("expires_at", Text),
    Column("revoked_at", Text),
    Column("used_on", Text, comment="day on which it was last used"),
)
access_session = Table(
    "access_session",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the id in the cookie"),
    Column("token", ForeignKey("access_token.id"), nullable=False, index=True),
    Column("made_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
)
_ENDS: Final = 4
_SESSIONS: Final = 20
"""Sessions of one token; where there are more, the one that was seen longest ago ends."""


class Scope(StrEnum):
    """What a token is good for; whoever may write or review may read."""

    READ = "read"
    WRITE = "write"
    REVIEW = "review"


SAYS: Final = {
    Scope.READ: "ask everything",
    Scope.WRITE: "hand documents over",
    Scope.REVIEW: "decide on names and claims",
}
"""What each scope allows."""


@dataclass(frozen=True)
class Token:
    """A token as the ledger knows it, without its secret.

    Attributes:
        id: its number.
        name: who decides by it.
        scopes: what it is good for; reading is among them.
        ends: its last characters.
        made_at: moment; so are ``expires_at`` and ``revoked_at``, which may be None.
        used_on: day on which it was last used, if it was.

    """

    id: int
    name: str
    scopes: frozenset[Scope]
    ends: str
    made_at: str
    expires_at: str | None = None
    revoked_at: str | None = None
    used_on: str | None = None

    def state(self, now: str) -> str:
        """How it is at a moment: ``valid``, ``expired`` or ``revoked``."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at and self.expires_at <= now else "valid"


@dataclass(frozen=True)
class LoggedIn:
    """A session, with the token that somebody logged in with; moments are text, and the digest is of its secret."""

    token: Token
    digest: str
    made_at: str
    seen_at: str
    expires_at: str


class Tokens:
    """Tokens and sessions in a ledger."""

    def __init__(self, store: Transactions, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def now(self) -> str:
        """This moment, as the ledger writes it."""
        return moment(self._clock())

    # -- tokens

    def add(self, name: str, scopes: frozenset[Scope], secret: str, expires_at: str | None) -> Token:
        """Enter a token.

        Raises:
            BadValueError: when a valid token has this name already.

        """
        now = self.now()
        with self._store.writing() as connection:
            if any(one.state(now) == "valid" for one in _tokens(connection, name)):
                raise BadValueError(
                    f"there is a valid token for {name!r} already: `talentwire token revoke {name!r}` ends it, or "
                    "choose another name"
                )
            made = Token(
                next_number(connection, access_token), name, scopes | {Scope.READ}, secret[-_ENDS:], now, expires_at
            )
            row = {**vars(made), "scopes": " ".join(sorted(made.scopes)), "digest": _digest(secret)}
            connection.execute(insert(access_token).values(row))
        return made

    def all(self) -> list[Token]:
        """Every token that there ever was, the newest first."""
        with self._store.reading() as connection:
            return _tokens(connection)[::-1]

    def find(self, secret: str) -> Token | None:
        """The token with this secret, whatever its state."""
        with self._store.reading() as connection:
            asked = select(access_token).where(access_token.c.digest == _digest(secret))
            row = connection.execute(asked).mappings().first()
        return _token(row) if row else None

    def revoke(self, name: str) -> Token:
        """Make a token invalid from now on, with all sessions that began with it.

        Raises:
            NotFoundError: when there is none of this name that could be used.

        """
        now = self.now()
        with self._store.writing() as connection:
            found = next((one for one in _tokens(connection, name) if one.state(now) == "valid"), None)
            if found is None:
                raise NotFoundError(f"there is no valid token {name!r}; `talentwire token list` shows all")
            connection.execute(update(access_token).where(access_token.c.id == found.id).values(revoked_at=now))
            connection.execute(delete(access_session).where(access_session.c.token == found.id))
        return found

    # -- sessions

    def begin(self, token: Token, secret: str, expires_at: str, instead_of: str | None = None) -> None:
        """Begin a session; the one that the same browser had before ends, and so do those that are over."""
        now = self.now()
        own = access_session.c.token == token.id
        with self._store.writing() as connection:
            over = [access_session.c.expires_at <= now, access_session.c.digest == _digest(instead_of or "")]
            connection.execute(delete(access_session).where(or_(*over)))
            last = select(access_session.c.digest).where(own).order_by(access_session.c.seen_at.desc())
            old = connection.scalars(last.offset(_SESSIONS - 1)).all()
            connection.execute(delete(access_session).where(access_session.c.digest.in_(old)))
            row = {"digest": _digest(secret), "token": token.id, "made_at": now, "seen_at": now}
            connection.execute(insert(access_session).values(**row, expires_at=expires_at))

    def session(self, secret: str) -> LoggedIn | None:
        """The session with this secret, if there is one."""
        own = access_session
        wanted = select(
            access_token,
            own.c.digest.label("own"),
            own.c.made_at.label("began"),
            own.c.seen_at,
            own.c.expires_at.label("ends_at"),
        ).join(own, own.c.token == access_token.c.id)
        with self._store.reading() as connection:
            row = connection.execute(wanted.where(own.c.digest == _digest(secret))).mappings().first()
        return LoggedIn(_token(row), row["own"], row["began"], row["seen_at"], row["ends_at"]) if row else None

    def end(self, secret: str) -> None:
        """End a session."""
        with self._store.writing() as connection:
            connection.execute(delete(access_session).where(access_session.c.digest == _digest(secret)))

    def note(self, used: Mapping[int, str], seen: Mapping[str, str]) -> None:
        """Note on which days tokens were used, by their numbers, and when sessions were seen, by their digests."""
        with self._store.writing() as connection:
            for number, day in used.items():
                connection.execute(update(access_token).where(access_token.c.id == number).values(used_on=day))
            for digest, when in seen.items():
                own = access_session.c.digest == digest
                connection.execute(update(access_session).where(own).values(seen_at=when))


def _tokens(connection: Connection, name: str | None = None) -> list[Token]:
    asked = select(access_token).order_by(access_token.c.id)
    if name is not None:
        asked = asked.where(access_token.c.name == name)
    return [_token(row) for row in connection.execute(asked).mappings()]


def _token(row: RowMapping) -> Token:
    values = {name: row[name] for name in Token.__dataclass_fields__}
    return Token(**{**values, "scopes": frozenset(Scope(one) for one in row["scopes"].split())})


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
