"""What went wrong at a server, what comes of it, and the sentence for it: what, where, what to do."""

import json
from dataclasses import dataclass
from typing import Final, Literal

from talentwire.extract.llm.settings import KEY, ModelSettings

STRANGE: Final = 0
UNREACHABLE: Final = -1
LATE: Final = -2
BROKEN_OFF: Final = -3

Way = Literal["again", "once more", "simpler", "shorter", "give up", "hopeless"]
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529, UNREACHABLE, BROKEN_OFF})
_SIMPLER: Final = frozenset({400, 415, 422, 501})
_HOPELESS: Final = frozenset({401, 402, 403, 404, 405})
_TOO_LONG: Final = ("context length", "context_length", "context size", "context window", "maximum context", "too long")
_NO_QUOTA: Final = ("insufficient_quota", "insufficient credit", "billing")
_SHOWN: Final = 200


@dataclass(frozen=True)
class Reply:
    """What came back from a server.

    Attributes:
        status: of HTTP, or one of the above where there was none.
        text: the body, or what went wrong.
        wait: seconds that the server asks to wait.

    """

    status: int
    text: str
    wait: float | None = None


def way_out(reply: Reply) -> Way:
    """What to do about a reply that is no answer."""
    words = reply.text.lower()
    if reply.status == 413 or (reply.status in _SIMPLER | {500} and any(sign in words for sign in _TOO_LONG)):
        return "shorter"
    if reply.status in _HOPELESS or (reply.status == 429 and any(sign in words for sign in _NO_QUOTA)):
        return "hopeless"
    if reply.status == LATE:
        return "once more"
    if reply.status in _AGAIN:
        return "again"
    return "simpler" if reply.status in _SIMPLER else "give up"


def sentence(reply: Reply, settings: ModelSettings, key: str | None, tries: int) -> str:
    """What to tell a user. The key is taken out, should a server repeat it."""
    said = _said(reply.text, key)
    told = f" ({reply.status}: {said})" if said else f" ({reply.status})"
    times = "once" if tries == 1 else f"{tries} times"
    for explain in (_no_answer, _settings, _limits):
        if why := explain(reply, settings, Told(said, told, times, key is not None)):
            return f"the language model at {settings.shown} {why}"
    return f"the language model at {settings.shown} refuses the request{told}; look up what its model needs"


@dataclass(frozen=True)
class Told:
    """The parts of a sentence.

    Attributes:
        said: the server's words.
        told: the status with these words, in brackets.
        times: how often it was asked.
        has_key: whether a key was sent.

    """

    said: str
    told: str
    times: str
    has_key: bool


def _no_answer(reply: Reply, settings: ModelSettings, parts: Told) -> str | None:
    """Where nothing came back that HTTP or the protocol knows."""
    late = (
        f"did not answer within {settings.timeout:g} seconds; raise llm_timeout, make llm_window smaller, or take a"
        " faster model"
    )
    other = f"answered {parts.said}, which no OpenAI-compatible server does; correct llm_url, which often ends in /v1"
    return {
        STRANGE: other,
        UNREACHABLE: f"cannot be reached ({parts.said}); start it, or correct llm_url",
        LATE: late,
        BROKEN_OFF: f"broke off its answer {parts.times} ({parts.said}); look into its log, and read again later",
    }.get(reply.status)


def _settings(reply: Reply, settings: ModelSettings, parts: Told) -> str | None:
    """Where a setting is wrong."""
    if reply.status in (401, 403):
        if parts.has_key:
            return f"does not accept the key{parts.told}; put a valid one into {KEY}"
        return f"asks for a key{parts.told}; put it into {KEY}"
    if reply.status == 404 and "model" in parts.said.lower():
        return f"does not have the model {settings.model!r}{parts.told}; load it there, or correct llm_model"
    if reply.status in (404, 405):
        place = settings.endpoint.partition("?")[0]
        return f"has nothing at {place}{parts.told}; correct llm_url, which often ends in /v1"
    if 300 <= reply.status < 400:
        return f"points elsewhere{parts.told}; set llm_url to the address that it moved to"
    return None


def _limits(reply: Reply, _: ModelSettings, parts: Told) -> str | None:
    """Where a server or an account is at its limits."""
    if way_out(reply) == "hopeless":
        return f"says that the account is used up{parts.told}; top it up, or take another server"
    if reply.status == 429:
        return (
            f"was asked {parts.times} and is still too busy{parts.told}; lower llm_concurrency or jobs, or read again"
            " later"
        )
    if way_out(reply) == "shorter":
        return f"finds the shortest passage too long{parts.told}; give it a longer context, or make llm_window smaller"
    if reply.status >= 500:
        return f"failed {parts.times}{parts.told}; look into its log, and read again later"
    return None


def _said(text: str, key: str | None) -> str:
    """The server's own words, in one short line."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = text
    for name in ("error", "message", "detail"):
        if isinstance(data, dict) and data.get(name):
            data = data[name]
    line = " ".join(str(data).split())
    if key:
        line = line.replace(key, "•••")
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
