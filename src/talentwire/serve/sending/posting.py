"""A message sent to an address that somebody gave: public ones alone, no redirects, and never for long."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from talentwire import __version__
from talentwire.errors import ReadError
from talentwire.read.deadline import in_time
from talentwire.read.files import why
from talentwire.read.options import ReadOptions
from talentwire.read.web import CheckedTransport

SECONDS: Final = 10.0
"""Until an answer must have come."""
_AGENT: Final = f"talentwire/{__version__} (alerts)"


@dataclass(frozen=True)
class Answer:
    """What became of a message.

    Attributes:
        status: of the answer; 0 where none came.
        wrong: why it did not arrive; empty where it did.
        retry_after: the header ``Retry-After``, if there was one.
        ms: how long it took, in milliseconds.
        for_good: whether trying again is of no use.

    """

    status: int = 0
    wrong: str = ""
    retry_after: str | None = None
    ms: int = 0
    for_good: bool = False


def post(
    url: str, body: bytes, headers: Mapping[str, str], *, allow_private: bool = False, seconds: float = SECONDS
) -> Answer:
    """Send a message; whatever the receiver answers is not read but for its status.

    Args:
        url: where to.
        body: JSON.
        headers: what is said with it.
        allow_private: whether addresses inside this machine and its network may be sent to.
        seconds: until an answer must have come.

    """
    began = time.monotonic()
    try:
        made = _sent(url, body, headers, ReadOptions(allow_private=allow_private, timeout=seconds))
    except ReadError as error:
        made = Answer(wrong=_here(error, url))
    except httpx.TimeoutException:
        made = Answer(wrong=f"did not answer within {seconds:g} seconds")
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        made = Answer(wrong=f"cannot be reached: {why(error)}")
    return Answer(made.status, made.wrong, made.retry_after, round((time.monotonic() - began) * 1000), made.for_good)


def _sent(url: str, body: bytes, headers: Mapping[str, str], options: ReadOptions) -> Answer:
    said = {"User-Agent": _AGENT, "Content-Type": "application/json", **headers}
    with (
        httpx.Client(transport=CheckedTransport(options), trust_env=False) as client,
        in_time(options.timeout) as end,
        client.stream(
            "POST", url, content=body, headers=said, timeout=options.timeout, extensions=end.extensions
        ) as response,
    ):
        return _answer(response)


def _answer(response: httpx.Response) -> Answer:
    status = response.status_code
    if 200 <= status < 300:
        return Answer(status)
    if 300 <= status < 400:
        wrong = f"answered {status}: redirects are not followed, so give the address that it leads to"
        return Answer(status, wrong)
    return Answer(status, f"answered {status}", response.headers.get("retry-after"), for_good=status == 410)


def _here(error: ReadError, url: str) -> str:
    """Why a message is not sent to an address, in a sentence about webhooks."""
    if "no public address" in str(error):
        return f"{httpx.URL(url).host} is no public address; set allow_private to send there"
    return str(error).replace("cannot be fetched", "cannot be reached")
