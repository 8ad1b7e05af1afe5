"""The file that says what is watched, read and checked: what is wrong in it is said in one sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from importlib.resources import files
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from talentwire.errors import BadValueError, ConfigError
from talentwire.model.toml import parsed
from talentwire.read.feeds.item import clean
from talentwire.read.feeds.source import HALF_AN_HOUR, KINDS, FeedKind, FeedSource, Mailbox, WatchFile
from talentwire.read.web import is_public

_UNITS: Final = {"s": 1, "sec": 1, "min": 60, "h": 3_600, "hour": 3_600, "hours": 3_600, "day": 86_400, "days": 86_400}
_TIME: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*")
_NAME: Final = re.compile(r"[\w][\w .&+-]{0,79}")
_LANG: Final = re.compile(r"[a-z]{2}")
_VARIABLE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SECRETS: Final = ("password", "passwd", "secret", "token")
_SHORTEST: Final = 60.0
_LONGEST: Final = 31 * 86_400.0


def example() -> str:
    """A file to begin with, with every setting explained."""
    return (files(__package__) / "example.toml").read_text("utf-8")


def load_watch_file(path: Path, *, allow_private: bool = False) -> WatchFile:
    """The sources in a file.

    Args:
        path: where it stands.
        allow_private: also ask addresses inside this machine and its network, whatever the file says.

    Raises:
        ConfigError: when the file cannot be read, or something in it makes no sense.

    """
    try:
        raw = parsed(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    except BadValueError as error:
        raise ConfigError(f"{path} is not TOML: {error}") from None
    return _Reader(path, allow_private=allow_private).file(raw)


class _Reader:
    """Reads one file."""

    def __init__(self, path: Path, *, allow_private: bool) -> None:
        self.path = path
        self.allow_private = allow_private

    def file(self, raw: Mapping[str, Any]) -> WatchFile:
        sources = raw.get("source", [])
        if not isinstance(sources, list) or not sources or not all(isinstance(one, dict) for one in sources):
            raise ConfigError(
                f"{self.path} names no source: each begins with a line [[source]]; see `talentwire watch --example`"
            )
        top = {name: value for name, value in raw.items() if name not in ("source", "every")}
        given = self._values(top, _FILE, str(self.path))
        every = self._one("every", raw.get("every", HALF_AN_HOUR), _every, str(self.path))
        given["allow_private"] = allow = given.get("allow_private", False) or self.allow_private
        found = tuple(self._source(one, number, every, allow=allow) for number, one in enumerate(sources, 1))
        self._unique(found)
        return WatchFile(path=self.path, sources=found, **given)

    def _source(self, raw: Mapping[str, Any], number: int, every: float, *, allow: bool) -> FeedSource:
        named = clean(raw.get("name"), 80)
        where = f"{self.path}: source {number}" + (f" ({named})" if named else "")
        if "name" not in raw:
            raise ConfigError(f"{where} has no name: give it one, by which its health is shown")
        if "kind" not in raw:
            raise ConfigError(f"{where} has no kind: say {_listed(KINDS)}")
        kind = self._one("kind", raw["kind"], _kind, where)
        self._no_secrets(raw, where)
        parsers = {**_SOURCE, **_BY_KIND[kind]}
        given = {"every": every, **self._values(raw, parsers, where, others=_ALL)}
        for name in _NEEDED[kind]:
            if name not in raw:
                raise ConfigError(f"{where} needs {name}: a source of kind {kind} cannot do without")
        if kind == "links" and "match" not in raw:
            raise ConfigError(f"{where} needs match: which links of the page are articles, as a regular expression")
        return self._made(kind, given, where, allow=allow)

    def _made(self, kind: FeedKind, given: dict[str, Any], where: str, *, allow: bool) -> FeedSource:
        plain = {name: given[name] for name in (*_SOURCE, "url", "text", "match", "days") if name in given}
        plain["kind"] = kind
        plain["senders"] = given.get("from", ())
        if kind == "mail":
            path = self.path.parent / given["path"]
            return FeedSource(**{**plain, "url": str(given["path"]), "path": path})
        if kind == "imap":
            keys = ("host", "user", "password_env", "port", "folder", "tls")
            box = Mailbox(**{name: given[name] for name in keys if name in given})
            if not box.tls and not allow:
                raise ConfigError(f"{where}: tls = false sends the password in the clear; leave it out")
            shown = f"imap://{box.user}@{box.host}:{box.port}/{box.folder}"
            return FeedSource(**{**plain, "url": shown, "mailbox": box})
        self._reachable(plain["url"], where, allow=allow)
        return FeedSource(**plain)

    def _reachable(self, url: str, where: str, *, allow: bool) -> None:
        """Say at once of an address in figures that it will never be asked."""
        host = urlsplit(url).hostname or ""
        try:
            ip_address(host)
        except ValueError:
            inside = host == "localhost" or host.endswith(".localhost")
        else:
            inside = not is_public(host)
        if inside and not allow:
            raise ConfigError(f"{where}: {host} is no public address; set allow_private = true to ask it all the same")

    def _no_secrets(self, raw: Mapping[str, Any], where: str) -> None:
        if found := [name for name in raw if name.lower() in _SECRETS]:
            raise ConfigError(
                f"{where}: {found[0]} belongs into no file; put it into an environment variable, and the name of that "
                "into password_env"
            )

    def _values(
        self, raw: Mapping[str, Any], known: Mapping[str, Callable[[Any], Any]], where: str, others: Iterable[str] = ()
    ) -> dict[str, Any]:
        found = {}
        for name, value in raw.items():
            if name == "kind":
                continue
            if name not in known:
                if name in others:
                    there_are = ", ".join(sorted(known))
                    raise ConfigError(f"{where}: there is no {name} for a source of this kind; there are {there_are}")
                raise ConfigError(f"{where}: there is no {name}{nearest(name, known)}")
            found[name] = self._one(name, value, known[name], where)
        return found

    def _one(self, name: str, value: object, parse: Callable[[Any], Any], where: str) -> Any:
        try:
            return parse(value)
        except ValueError as error:
            raise ConfigError(f"{where}: {name} {error}, not {value!r}") from None

    def _unique(self, sources: Iterable[FeedSource]) -> None:
        names: dict[str, str] = {}
        for one in sources:
            if one.name in names:
                raise ConfigError(f"{self.path}: two sources are called {one.name!r}; give each a name of its own")
            names[one.name] = one.url


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint at what may have been meant."""
    known = sorted(known)
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}"


# -- values: each raises ValueError with the end of a sentence


def _kind(value: object) -> FeedKind:
    if not isinstance(value, str) or value not in KINDS:
        hint = nearest(value, KINDS) if isinstance(value, str) else ""
        raise ValueError(f"must be {_listed(KINDS)}{hint if 'mean' in hint else ''}")
    return KINDS[value]


def _name(value: object) -> str:
    if not isinstance(value, str) or not _NAME.fullmatch(value.strip()):
        raise ValueError("must be a short text of letters, figures, blanks, points and dashes")
    return value.strip()


def _text(value: object) -> str:
    if not isinstance(value, str) or not (found := clean(value)):
        raise ValueError("must be a text that is not empty")
    return found


def _url(value: object) -> str:
    wanted = "must be an address like https://news.example/feed.xml"
    if not isinstance(value, str):
        raise ValueError(wanted)
    try:
        parts = urlsplit(value.strip())
        port = parts.port
    except ValueError:
        raise ValueError(wanted) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or re.search(r"\s", value.strip()):
        raise ValueError(wanted)
    if parts.username or parts.password:
        raise ValueError("must have no user name and no password in it, which would end up in the ledger")
    return parts._replace(fragment="").geturl()


def _seconds(value: object) -> float:
    wanted = 'must be a time like "90 s", "15 min", "6 h" or "1 day"'
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(wanted)
    if isinstance(value, int | float):
        return _positive(value, wanted)
    found = _TIME.fullmatch(value.lower())
    if not found or found[2] not in _UNITS:
        raise ValueError(wanted)
    return _positive(float(found[1]) * _UNITS[found[2]], wanted)


def _positive(value: float, wanted: str) -> float:
    if not 0 <= value < 1e9:
        raise ValueError(wanted)
    return float(value)


def _every(value: object) -> float:
    seconds = _seconds(value)
    if not _SHORTEST <= seconds <= _LONGEST:
        raise ValueError("must be between 1 minute and 31 days")
    return seconds


def _between(least: int, most: int) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ValueError(f"must be a whole number from {least:,} to {most:,}")
        return value

    return parse


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _pattern(value: object) -> re.Pattern[str]:
    try:
        return re.compile(_text(value))
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"is no regular expression ({error})") from None


def _take(value: object) -> str:
    if value not in ("auto", "item", "page"):
        raise ValueError('must be "auto", "item" or "page"')
    return str(value)


def _lang(value: object) -> str:
    if not isinstance(value, str) or not _LANG.fullmatch(value):
        raise ValueError('must be two small letters like "en"')
    return value


def _host(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or re.search(r"[\s/@]|://", value.strip()):
        raise ValueError('must be the name of a server like "imap.mail.example"')
    return value.strip()


def _variable(value: object) -> str:
    if not isinstance(value, str) or not _VARIABLE.fullmatch(value):
        raise ValueError("must be the name of an environment variable, in letters, figures and underscores")
    return value


def _senders(value: object) -> tuple[str, ...]:
    several: list[object] = value if isinstance(value, list) else [value]
    found = [one.strip().lower().removeprefix("@") for one in several if isinstance(one, str) and one.strip()]
    if not found or len(found) < len(several):
        raise ValueError("must be a list of mail addresses or domains")
    return tuple(found)


def _path(value: object) -> Path:
    try:
        return Path(_text(value)).expanduser()
    except RuntimeError:  # "~nobody/letters.mbox"
        raise ValueError("names the home of a user whom this machine does not know") from None


_FILE: Final[dict[str, Callable[[Any], Any]]] = {
    "delay": _seconds, "contact": _text, "allow_private": _flag, "timeout": _between(1, 600),
    "max_bytes": _between(1_000, 1_000_000_000), "max_items": _between(1, 100_000), "at_once": _between(1, 32),
}  # fmt: skip
_SOURCE: Final[dict[str, Callable[[Any], Any]]] = {"name": _name, "every": _every, "outlet": _text, "lang": _lang}
_DAYS: Final[dict[str, Callable[[Any], Any]]] = {"days": _between(1, 36_500)}
_MATCH: Final[dict[str, Callable[[Any], Any]]] = {"url": _url, "match": _pattern}
_MAIL: Final[dict[str, Callable[[Any], Any]]] = {"from": _senders, **_DAYS}
_BY_KIND: Final[dict[FeedKind, dict[str, Callable[[Any], Any]]]] = {
    "feed": {**_MATCH, **_DAYS, "text": _take},
    "sitemap": {**_MATCH, **_DAYS},
    "links": _MATCH,
    "page": {"url": _url},
    "imap": {
        **_MAIL, "host": _host, "user": _text, "password_env": _variable, "port": _between(1, 65_535),
        "folder": _text, "tls": _flag,
    },
    "mail": {**_MAIL, "path": _path},
}  # fmt: skip
_NEEDED: Final[dict[FeedKind, tuple[str, ...]]] = {
    "feed": ("url",), "sitemap": ("url",), "links": ("url",), "page": ("url",),
    "imap": ("host", "user", "password_env"), "mail": ("path",),
}  # fmt: skip
_ALL: Final = {name for known in _BY_KIND.values() for name in known}
