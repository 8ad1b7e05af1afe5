"""Who may ask a server: tokens are made, listed, revoked and looked at here, and people log in with them."""

import re
import secrets
import string
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Lock
from typing import Final, Self, TypeVar

from talentwire.config import Config
from talentwire.errors import BadValueError, LedgerError
from talentwire.record.ledger import Ledger
from talentwire.record.operating.tokens import SAYS, LoggedIn, Scope, Token, Tokens
from talentwire.record.rows import moment

__all__ = ["PREFIX", "SAYS", "Access", "Hours", "LoggedIn", "Made", "Scope", "Token", "looks_like_token", "term"]

PREFIX: Final = "talentwire_"
"""How every token begins, so that programs which look for secrets in files can tell it."""
NEVER: Final = "never"
_SIGNS: Final = string.digits + string.ascii_letters
_LENGTH: Final = 43
"""Signs of a secret: 256 random bits."""
_CHECK: Final = 6
_TERM: Final = re.compile(r"(\d{1,4})([dwmy])")
_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
_LONGEST_NAME: Final = 100
T = TypeVar("T")


@dataclass(frozen=True)
class Made:
    """A new token, with the secret that nobody is shown again."""

    token: Token
    secret: str = field(repr=False)


@dataclass(frozen=True)
class Hours:
    """How long a session lasts.

    Attributes:
        idle: hours after which one that nobody uses ends.
        longest: hours after which one ends in any case.

    """

    idle: float = 12
    longest: float = 7 * 24


class Access:
    """Tokens and sessions of a ledger; any thread may ask.

    Args:
        open_: opens the ledger; done when it is first asked, and again after it could not be asked.
        hours: how long a session lasts.

    """

    def __init__(self, open_: Callable[[], Ledger], hours: Hours | None = None) -> None:
        self._open = open_
        self._hours = hours or Hours()
        self._ledger: Ledger | None = None
        self._lock = Lock()
        self._used: dict[int, str] = {}
        self._seen: dict[str, str] = {}

    @classmethod
    def of(cls, config: Config, hours: Hours | None = None, *, create: bool = False) -> Self:
        """Those of the ledger that the settings name, which must be there unless it is to be made."""
        return cls(partial(Ledger.open, config.ledger, create), hours)

    def close(self) -> None:
        """Note what is still to be noted, and close the ledger."""
        try:
            self.note()
        except LedgerError:  # it is gone; nothing is lost but when somebody was last seen
            pass
        finally:
            self._close()

    # ---- tokens

    def add(self, name: str, scopes: Iterable[Scope], expires: str = "90d") -> Made:
        """Make a token.

        Args:
            name: who decides by it.
            scopes: what it is good for; reading always is.
            expires: after how long: ``12d``, ``4w``, ``6m``, ``1y``, or ``never``.

        Raises:
            BadValueError: when the name or the term is none, or a valid token has the name.

        """
        named = " ".join(name.split())
        if not named or len(named) > _LONGEST_NAME or not named.isprintable():
            raise BadValueError(f"the name of a token has 1 to {_LONGEST_NAME} characters that can be printed")
        body = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
        secret = PREFIX + body + _check(body)
        tokens = self._tokens()
        return Made(tokens.add(named, frozenset(scopes), secret, term(expires, tokens.now())), secret)

    def all(self) -> list[tuple[Token, str]]:
        """Every token that there ever was, the newest first, each with its state: valid, expired or revoked."""
        now = self._tokens().now()
        return [(one, one.state(now)) for one in self._tokens().all()]

    def anybody(self) -> bool:
        """Whether there is a valid token, so that somebody can log in."""
        return any(state == "valid" for _, state in self.all())

    def revoke(self, name: str) -> Token:
        """Make a token invalid at once, with all sessions that began with it.

        Raises:
            NotFoundError: when there is no valid one of this name.

        """
        return self._asked(lambda tokens: tokens.revoke(" ".join(name.split())))

    def look(self, secret: str) -> tuple[Token | None, str]:
        """The token with a secret, and its state: valid, expired, revoked or unknown."""
        if not looks_like_token(secret):  # nothing that could be one need be looked for
            return None, "unknown"

        def find(tokens: Tokens) -> tuple[Token | None, str]:
            token, now = tokens.find(secret), tokens.now()
            if token is None:
                return None, "unknown"
            state = token.state(now)
            if state == "valid" and token.used_on != now[:10]:
                self._used[token.id] = now[:10]
            return token, state

        return self._asked(find)

    # ---- sessions

    def log_in(self, secret: str, instead_of: str | None = None) -> tuple[Token | None, str, str]:
        """Begin a session with a token.

        Args:
            secret: the token.
            instead_of: secret of the session that the browser had before, which ends.

        Returns:
            The token, its state, and the secret of the session, which is empty unless the token is valid.

        """
        token, state = self.look(secret)
        if token is None or state != "valid":
            return token, state, ""
        session = secrets.token_urlsafe(32)

        def begin(tokens: Tokens) -> None:
            last = _after(tokens.now(), self._hours.longest)
            tokens.begin(token, session, min(last, token.expires_at or last), instead_of)

        self._asked(begin)
        return token, state, session

    def session(self, secret: str) -> tuple[Token | None, str]:
        """The token of a session, and how the session is: valid, or ended."""

        def find(tokens: Tokens) -> tuple[Token | None, str]:
            found, now = tokens.session(secret), tokens.now()
            if found is None:
                return None, "ended"
            seen = max(found.seen_at, self._seen.get(found.digest, ""))
            over = now >= found.expires_at or now >= _after(seen, self._hours.idle)
            if over or found.token.state(now) != "valid":
                return found.token, "ended"
            self._seen[found.digest] = now
            if found.token.used_on != now[:10]:
                self._used[found.token.id] = now[:10]
            return found.token, "valid"

        return self._asked(find)

    def log_out(self, secret: str) -> None:
        """End a session."""
        self._asked(lambda tokens: tokens.end(secret))

    def note(self) -> None:
        """Note what was used and seen since the last time; done beside the answering, which waits for no writer."""
        used, seen = dict(self._used), dict(self._seen)
        if not used and not seen:
            return
        self._asked(lambda tokens: tokens.note(used, seen))
        for number, day in used.items():
            if self._used.get(number) == day:
                self._used.pop(number, None)
        for digest, when in seen.items():
            if self._seen.get(digest) == when:
                self._seen.pop(digest, None)

    # ---- inside

    def _tokens(self) -> Tokens:
        with self._lock:
            if self._ledger is None:
                self._ledger = self._open()
            return self._ledger.tokens

    def _asked(self, ask: Callable[[Tokens], T]) -> T:
        """Ask the ledger; one that cannot be asked is opened anew, once."""
        try:
            return ask(self._tokens())
        except LedgerError:
            self._close()
        return ask(self._tokens())

    def _close(self) -> None:
        with self._lock:
            held, self._ledger = self._ledger, None
        if held:
            held.close()


def looks_like_token(text: str) -> bool:
    """Whether a text has the form of a token, and no typing mistake in it."""
    body = text.removeprefix(PREFIX)[:-_CHECK]
    sound = text.startswith(PREFIX) and len(body) == _LENGTH and set(body) <= set(_SIGNS)
    return sound and secrets.compare_digest(text[-_CHECK:].encode(), _check(body).encode())


def term(text: str, now: str) -> str | None:
    """The moment at which a term that begins now is over; None where it never is.

    Raises:
        BadValueError: when it is no term.

    """
    if text == NEVER:
        return None
    found = _TERM.fullmatch(text.strip().lower())
    if not found or not int(found[1]):
        raise BadValueError(f"a term looks like 90d, 12w, 6m or 1y, or is {NEVER!r}, not {text!r}")
    return _after(now, 24 * int(found[1]) * _DAYS[found[2]])


def _after(when: str, hours: float) -> str:
    return moment(datetime.fromisoformat(when) + timedelta(hours=hours))


def _check(body: str) -> str:
    """What follows from the rest of a token, so that a mistake or a chance likeness is found without asking anybody."""
    number, signs = zlib.crc32(body.encode()), ""
    while len(signs) < _CHECK:
        number, digit = divmod(number, len(_SIGNS))
        signs = _SIGNS[digit] + signs
    return signs
