"""One frozen Config, made once from a file and the environment, and passed down; no stage reads a global.

The file is ``talentwire.toml`` in the working folder, or the one that ``--config`` or ``TALENTWIRE_CONFIG`` names.
``TALENTWIRE_JOBS=4`` in the environment is stronger than ``jobs = 4`` in the file; the command line is stronger still.
"""

import math
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from talentwire.errors import BadValueError, ConfigError
from talentwire.extract.llm.settings import KEY, ModelSettings
from talentwire.model.toml import parsed
from talentwire.read.options import ReadOptions

FILE: Final = "talentwire.toml"
SMALLEST_WINDOW: Final = 1_000
_LAST_PORT: Final = 65_535
PREFIX: Final = "TALENTWIRE_"
SMTP_PASSWORD: Final = f"{PREFIX}SMTP_PASSWORD"
SMTP_TLS: Final = ("starttls", "tls", "off")
_SECRETS: Final = {"llm_key": ("a key", KEY), "smtp_password": ("a password", SMTP_PASSWORD)}
_NOT_SETTINGS: Final = {"CONFIG", "FAULTS", "SHARED", "TEST_POSTGRES", *map(str.upper, _SECRETS)}
"""The file, the tests, secrets."""
_MODEL: Final = ModelSettings()

_YES: Final = {"true", "yes", "on", "1"}
_NO: Final = {"false", "no", "off", "0"}


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("must be a whole number")
    try:
        number = int(value)
    except ValueError:
        raise ValueError("must be a whole number") from None
    if number < 1:
        raise ValueError("must be at least 1")
    return number


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("must be a number of seconds")
    try:
        number = float(value)
    except (ValueError, OverflowError):
        raise ValueError("must be a number of seconds") from None
    if not (math.isfinite(number) and number > 0):
        raise ValueError("must be above 0")
    return number


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str) or not str(value).isdecimal():
        raise ValueError("must be a whole number that is not below 0")
    return int(value)


def _port(value: object) -> int:
    if (port := _whole(value)) > _LAST_PORT:
        raise ValueError(f"must be at most {_LAST_PORT}")
    return port


def _protection(value: object) -> str:
    if (word := str(value).lower()) not in SMTP_TLS:
        raise ValueError(f"must be one of {', '.join(SMTP_TLS)}")
    return word


def _window(value: object) -> int:
    if (size := _whole(value)) < SMALLEST_WINDOW:
        raise ValueError(f"must be at least {SMALLEST_WINDOW}")
    return size


def _not_below_zero(value: object) -> float:
    try:
        number = float(str(value))
    except ValueError:
        number = -1.0
    if isinstance(value, bool) or not (math.isfinite(number) and number >= 0):
        raise ValueError("must be a number that is not below 0")
    return number


def _folder_or_off(value: object) -> Path | None:
    return None if str(value).lower() in _NO else _path(value)


def _flag(value: object) -> bool:
    word = str(value).lower()
    if word not in _YES | _NO:
        raise ValueError("must be true or false")
    return word in _YES


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise ValueError("must be a text that is not empty")
    return value


def _address(value: object) -> str:
    text = _text(value).rstrip("/")
    if not text.startswith(("http://", "https://")) or not text.isprintable() or set(text) & set(" <>\"'?#"):
        raise ValueError("must be an address such as https://talent.example.org")
    return text


def _path(value: object) -> Path:
    try:
        return Path(_text(value)).expanduser()
    except RuntimeError:  # "~nobody/rates.csv"
        raise ValueError("names the home of a user whom this machine does not know") from None


def _setting(default: Any, parse: Callable[[object], Any], doc: str) -> Any:
    return field(default=default, metadata={"parse": parse, "doc": doc})


@dataclass(frozen=True, kw_only=True)
class Config:
    """Every setting; ``settings()`` tells what each is for."""

    ledger: str = _setting("talentwire.db", _text, "the ledger: a file, or the address of a PostgreSQL database")
    editor: str | None = _setting(None, _text, "your name, under which your decisions are kept")
    extractor: str = _setting("builtin", _text, "who reads the claims: name of an installed extractor")
    knowledge: Path | None = _setting(None, _path, "a file or folder of your own organisations, products and places")
    rates: Path | None = _setting(
        None, _path, "a table of rates of exchange: date, currency, USD per unit; CSV or TOML"
    )
    jobs: int = _setting(1, _whole, "how many processes read claims at a time")
    document_seconds: float = _setting(
        60.0, _not_below_zero, "seconds that reading the claims of a document may take; 0 for as long as it takes"
    )
    max_bytes: int = _setting(ReadOptions().max_bytes, _whole, "the largest file or page that is read")
    timeout: float = _setting(ReadOptions().timeout, _seconds, "seconds until a web page must have arrived")
    allow_private: bool = _setting(False, _flag, "also fetch from addresses inside this machine and its network")
    llm_url: str | None = _setting(None, _text, "address of a language model's server: http://localhost:11434/v1")
    llm_model: str | None = _setting(None, _text, "name of the model there")
    llm_timeout: float = _setting(_MODEL.timeout, _seconds, "seconds until its answer must be complete")
    llm_retries: int = _setting(
        _MODEL.retries, _count, "how often it is asked again when it could not answer just then"
    )
    llm_concurrency: int = _setting(_MODEL.concurrency, _whole, "how many requests a process has under way at a time")
    llm_window: int = _setting(_MODEL.window, _window, "how many characters of a document it sees at a time")
    llm_temperature: float = _setting(_MODEL.temperature, _not_below_zero, "how freely it chooses its words")
    llm_max_tokens: int | None = _setting(None, _whole, "tokens of its longest answer; none leaves that to the server")
    llm_cache: Path | None = _setting(_MODEL.cache, _folder_or_off, "folder in which its answers are kept, or `off`")
    llm_price_in: float | None = _setting(None, _not_below_zero, "price of a million tokens sent")
    llm_price_out: float | None = _setting(None, _not_below_zero, "price of a million tokens answered")
    llm_currency: str = _setting(_MODEL.currency, _text, "currency of these prices")
    public_url: str | None = _setting(None, _address, "where people reach the server, for links in mails and feeds")
    smtp_host: str | None = _setting(None, _text, "the server that mail is sent through; without one none is sent")
    smtp_port: int | None = _setting(None, _port, "its port; none is 587, with `tls` 465, with `off` 25")
    smtp_tls: str = _setting("starttls", _protection, "how the connection is protected: `starttls`, `tls` or `off`")
    smtp_user: str | None = _setting(None, _text, f"the name to log in there; the password stands in `{SMTP_PASSWORD}`")
    smtp_from: str | None = _setting(None, _text, "the address that mail comes from")
    smtp_timeout: float = _setting(30.0, _seconds, "seconds until the mail server must have answered")
    smtp_retries: int = _setting(3, _count, "how often a mail is tried again that the server cannot take just then")

    @property
    def model(self) -> ModelSettings:
        """How a language model is reached."""
        names = [name.removeprefix("llm_") for name in settings() if name.startswith("llm_")]
        return ModelSettings(**{name: getattr(self, f"llm_{name}") for name in names})

    def changed(self, **values: object) -> "Config":
        """This configuration with some settings changed; one that is None stays.

        Raises:
            ConfigError: when a setting is unknown or its value cannot be used.

        """
        given = {name: value for name, value in values.items() if value is not None}
        return replace(self, **_parsed(given, lambda name: f"setting {name}"))


def settings() -> dict[str, str]:
    """Every setting with what it is for."""
    return {f.name: str(f.metadata["doc"]) for f in fields(Config)}


def load_config(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Config:
    """The configuration of this program run.

    Args:
        file: where it stands; by default what ``TALENTWIRE_CONFIG`` names, else ``talentwire.toml`` here, if any.
        environment: by default that of the process.

    Raises:
        ConfigError: when the file cannot be read, a setting is unknown, or a value cannot be used.

    """
    environment = os.environ if environment is None else environment
    named = file or (Path(given) if (given := environment.get(f"{PREFIX}CONFIG")) else None)
    path = named or Path(FILE)
    values = _from_file(path) if named or path.is_file() else {}
    return replace(Config(), **{**values, **_from_environment(environment)})


def _from_file(path: Path) -> dict[str, Any]:
    try:
        raw = parsed(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot read {path}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}") from None
    except BadValueError as error:
        raise ConfigError(f"{path} is not TOML: {error}") from None
    values = _parsed(raw, lambda name: f"{path}: {name}")
    if "ledger" in values and "://" not in values["ledger"]:
        values["ledger"] = str(path.parent / values["ledger"])  # a relative path counts from the file that says it
    for name in ("knowledge", "rates"):
        if values.get(name):
            values[name] = path.parent / values[name]
    if values.get("llm_cache"):
        values["llm_cache"] = path.parent / values["llm_cache"]
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    given = {name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX)}
    raw = {name.lower(): value for name, value in given.items() if name not in _NOT_SETTINGS}
    return _parsed(raw, lambda name: f"environment variable {PREFIX}{name.upper()}")


def _parsed(raw: Mapping[str, object], where: Callable[[str], str]) -> dict[str, Any]:
    known = {f.name: f for f in fields(Config)}
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name in _SECRETS:
            what, variable = _SECRETS[name]
            raise ConfigError(
                f"{where(name)}: {what} belongs into no file; put it into the environment variable {variable}"
            )
        if name not in known:
            raise ConfigError(f"{where(name)}: no such setting{nearest(name, known)}")
        try:
            values[name] = known[name].metadata["parse"](str(value) if isinstance(value, Path) else value)
        except ValueError as error:
            raise ConfigError(f"{where(name)} {error}, not {value!r}") from None
    return values


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint at what may have been meant."""
    known = list(known)
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else f"; there are {', '.join(known)}"
