"""One server, asked for completions: bounded in time, size and number, patient where that helps, clear otherwise."""

import asyncio
import json
import math
import random
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx

from talentwire.errors import ModelError, PassageTooLongError
from talentwire.extract.llm.answers import Answer
from talentwire.extract.llm.dialect import Dialect, Messages
from talentwire.extract.llm.settings import ModelSettings
from talentwire.extract.llm.trouble import BROKEN_OFF, LATE, STRANGE, UNREACHABLE, Reply, sentence, way_out
from talentwire.extract.usage import Usage

_LARGEST: Final = 8_000_000  # bytes of an answer
_LONGEST_PAUSE: Final = 60.0
_LONGEST_WAIT: Final = 300.0  # what a server may ask for
_REST: Final = 60.0  # how long a server that cannot be reached is left alone
_CONNECT: Final = 10.0


class Client:
    """Asks one server. All of it runs in one event loop."""

    def __init__(self, settings: ModelSettings, key: str | None) -> None:
        """Prepare to ask; nothing is sent yet."""
        self._settings = settings
        self._key = key
        self._dialect = Dialect()
        self._resume = 0.0  # when the server wants to be asked again
        self._broken: tuple[str, float] | None = None  # why there is no use in asking, and until when
        self._slots: asyncio.Semaphore | None = None
        self._http: httpx.AsyncClient | None = None

    async def complete(self, messages: Messages, usage: Usage) -> Answer:
        """What the model answers; requests are counted in ``usage``.

        Raises:
            PassageTooLongError: when the passage is too long for the model.
            ModelError: when there is no answer to be had; the text says why and what to do.

        """
        if self._slots is None:
            self._slots = asyncio.Semaphore(self._settings.concurrency)
        async with self._slots:
            if self._broken and time.monotonic() < self._broken[1]:
                raise ModelError(self._broken[0])
            return await self._patiently(messages, usage)

    async def close(self) -> None:
        """Close the connections."""
        http, self._http, self._slots = self._http, None, None
        if http:
            await http.aclose()

    async def _patiently(self, messages: Messages, usage: Usage) -> Answer:
        """Ask until there is an answer, or no use in asking again."""
        dialect, refusal, tries = self._dialect, None, 0
        while True:
            await asyncio.sleep(max(0.0, self._resume - time.monotonic()))
            usage.requests += 1
            tries += 1
            reply = await self._send(dialect.body(self._settings, messages))
            if reply.status == 200:
                answer = self._answer(reply, tries)
                self._dialect = dialect  # it understands this
                return answer
            way = way_out(reply)
            if way == "simpler" and (simpler := dialect.simpler(reply.text)):
                dialect, refusal = simpler, refusal or reply
                tries = 0
            elif not await self._pause(reply, tries):
                self._fail(refusal or reply if way == "simpler" else reply, tries)

    async def _pause(self, reply: Reply, tries: int) -> bool:
        """Wait before another try, if there is to be one."""
        way = way_out(reply)
        most = {"again": self._settings.retries, "once more": min(1, self._settings.retries)}.get(way, 0)
        if tries > most or (reply.wait or 0) > _LONGEST_WAIT:
            return False
        if reply.wait is not None:
            self._resume = max(self._resume, time.monotonic() + reply.wait)  # everybody waits
        else:
            pause = min(_LONGEST_PAUSE, self._settings.pause * 2 ** (tries - 1))
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - so that not all come back at once
        return True

    def _fail(self, reply: Reply, tries: int) -> None:
        """Say why there is no answer.

        Raises:
            PassageTooLongError: when the passage is too long for the model.
            ModelError: otherwise.

        """
        text = sentence(reply, self._settings, self._key, tries)
        way = way_out(reply)
        if way == "shorter":
            raise PassageTooLongError(text)
        if way == "hopeless":
            self._broken = (text, math.inf)
        elif reply.status == UNREACHABLE:
            self._broken = (text, time.monotonic() + _REST)
        raise ModelError(text)

    async def _send(self, body: Mapping[str, Any]) -> Reply:
        """Send one request; whatever happens comes back as a reply."""
        try:
            async with asyncio.timeout(self._settings.timeout):
                return await self._exchange(body)
        except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout, httpx.PoolTimeout):
            return Reply(LATE, "")
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            return Reply(UNREACHABLE, str(error) or "no connection")
        except (httpx.HTTPError, OSError) as error:
            return Reply(BROKEN_OFF, str(error) or type(error).__name__)

    async def _exchange(self, body: Mapping[str, Any]) -> Reply:
        content = json.dumps(body).encode("ascii")
        async with self._opened().stream("POST", self._settings.endpoint, content=content) as response:
            wait = _wait(response.headers.get("retry-after"))
            if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
                return Reply(STRANGE, "packed, which was not asked for,", wait)
            pieces: list[bytes] = []
            size = 0
            async for piece in response.aiter_raw():
                size += len(piece)
                if size > _LARGEST:
                    return Reply(STRANGE, f"more than {_LARGEST // 1_000_000} MB", wait)
                pieces.append(piece)
            return Reply(response.status_code, b"".join(pieces).decode("utf-8", "replace"), wait)

    def _opened(self) -> httpx.AsyncClient:
        if self._http is None:
            headers = {"content-type": "application/json", "accept": "application/json", "accept-encoding": "identity"}
            if self._key:
                headers["authorization"] = f"Bearer {self._key}"
            self._http = httpx.AsyncClient(
                headers=headers,
                verify=_certificates(self._settings),
                timeout=httpx.Timeout(self._settings.timeout, connect=min(_CONNECT, self._settings.timeout)),
                limits=httpx.Limits(max_connections=self._settings.concurrency),
                trust_env=not self._settings.is_local,
                follow_redirects=False,  # a key goes to the address it was given for
            )
        return self._http

    def _answer(self, reply: Reply, tries: int) -> Answer:
        """The answer in a reply.

        Raises:
            ModelError: when it is none of this protocol.

        """
        try:
            data = json.loads(reply.text)
            choice = data["choices"][0]
            content = choice["message"].get("content")
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            what = "what is no completion" if reply.text.strip() else "nothing"
            raise ModelError(sentence(Reply(STRANGE, what), self._settings, self._key, tries)) from None
        told = data.get("usage")
        return Answer(
            content=_words(content),
            cut=choice.get("finish_reason") == "length",
            tokens_in=_count(told, "prompt_tokens"),
            tokens_out=_count(told, "completion_tokens"),
        )


def _certificates(settings: ModelSettings) -> ssl.SSLContext:
    """Whom to trust; loading all certificates takes a while, and a local server without encryption has none."""
    if settings.is_local and settings.endpoint.startswith("http://"):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # trusts nobody
    return httpx.create_ssl_context()


def _words(content: object) -> str:
    """The words of a message, which some servers give in parts."""
    if isinstance(content, list):
        return "".join(str(part["text"]) for part in content if isinstance(part, dict) and "text" in part)
    return content if isinstance(content, str) else ""


def _count(told: object, name: str) -> int:
    count = told.get(name) if isinstance(told, dict) else None
    return count if isinstance(count, int) and not isinstance(count, bool) and 0 <= count < 10**9 else 0


def _wait(header: str | None) -> float | None:
    """The seconds that ``Retry-After`` asks for, as a number or as a moment."""
    if not header:
        return None
    with suppress(ValueError):
        seconds = float(header)
        return max(0.0, seconds) if math.isfinite(seconds) else None
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(header)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None
