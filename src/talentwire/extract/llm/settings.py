"""Which server and which model, and how they are asked. The key is no setting: it stays in the environment."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from talentwire.errors import ConfigError

if TYPE_CHECKING:
    import httpx

KEY: Final = "TALENTWIRE_LLM_KEY"
_ENDPOINT: Final = "/chat/completions"


@dataclass(frozen=True, kw_only=True)
class ModelSettings:
    """How a language model is reached.

    Attributes:
        url: base address of the server, such as ``http://localhost:11434/v1``.
        model: the model's name there.
        timeout: seconds until an answer must be complete.
        retries: how often a request is repeated that the server could not answer just then.
        concurrency: how many requests a process has under way at a time.
        window: characters of a document in one request.
        temperature: how freely the model chooses its words.
        max_tokens: the longest answer that is asked for; None leaves it to the server.
        cache: folder for answers; None keeps none.
        price_in: price of a million tokens sent.
        price_out: price of a million tokens answered.
        currency: of the prices.
        pause: seconds before a request is first repeated; later pauses grow from it.

    """

    url: str | None = None
    model: str | None = None
    timeout: float = 120.0
    retries: int = 4
    concurrency: int = 4
    window: int = 12_000
    temperature: float = 0.0
    max_tokens: int | None = None
    cache: Path | None = Path("~/.cache/talentwire/llm")
    price_in: float | None = None
    price_out: float | None = None
    currency: str = "USD"
    pause: float = 1.0

    def checked(self) -> "ModelSettings":
        """These settings, if a server can be asked with them.

        Raises:
            ConfigError: when the address or the model is missing, or the address is none.

        """
        if not self.url:
            raise ConfigError(
                "a language model needs the address of its server: set TALENTWIRE_LLM_URL, or llm_url in"
                " talentwire.toml, for example to http://localhost:11434/v1"
            )
        if not self.model:
            raise ConfigError(
                "a language model needs its name at the server: set TALENTWIRE_LLM_MODEL, or llm_model in"
                " talentwire.toml"
            )
        _sound(self.url)
        return self

    @property
    def endpoint(self) -> str:
        """The address that requests go to."""
        url = _address(self.url)
        path = url.path.rstrip("/")
        return str(url.copy_with(path=path if path.endswith(_ENDPOINT) else path + _ENDPOINT))

    @property
    def shown(self) -> str:
        """The server's address as messages name it: without what follows a question mark."""
        return str(_address(self.url).copy_with(query=None, fragment=None))

    @property
    def is_local(self) -> bool:
        """Whether the server is this machine, so that no proxy stands between."""
        host = _address(self.url).host
        return host in {"localhost", "::1"} or host.startswith("127.")

    def price(self, tokens_in: int, tokens_out: int) -> float | None:
        """What so many tokens cost; None without a price."""
        if self.price_in is None and self.price_out is None:
            return None
        return ((self.price_in or 0.0) * tokens_in + (self.price_out or 0.0) * tokens_out) / 1_000_000


def _address(text: str | None) -> "httpx.URL":
    import httpx  # a web client, which reading without a model need not wait for

    return httpx.URL(text or "")


def _sound(text: str) -> None:
    import httpx

    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        raise ConfigError("llm_url is no address; it looks like http://localhost:11434/v1") from None
    if url.userinfo:
        raise ConfigError(f"llm_url carries a user name or password; leave it out, and put the key into {KEY}")
    if url.scheme not in {"http", "https"} or not url.host:
        raise ConfigError(
            "llm_url must begin with http:// or https:// and name a server, such as http://localhost:11434/v1"
        )


def key_from_environment() -> str | None:
    """The key, from the environment alone, so that it gets into no file, no log and no other process.

    Raises:
        ConfigError: when it cannot be a key; the text does not show it.

    """
    key = os.environ.get(KEY, "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        raise ConfigError(f"the environment variable {KEY} holds characters that no key has; set it anew")
    return key or None
