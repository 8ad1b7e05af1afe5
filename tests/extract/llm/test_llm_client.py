"""A server that is slow, busy, broken, wrong or hostile costs a clear sentence, and no more time than it may."""

import logging
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from model_server import ModelServer, Reply, refuses, says

from talentwire.errors import ConfigError, ModelError
from talentwire.extract.llm.extractor import LlmExtractor
from talentwire.extract.llm.settings import ModelSettings
from talentwire.model.document import Document

Open = Callable[..., LlmExtractor]
DOCUMENT = Document("a", "Ada Bell joins OpenAI from Meta, the paper says.")
MOVE = {"type": "move", "evidence": "Ada Bell joins OpenAI from Meta", "person": "Ada Bell", "to_org": "OpenAI"}
FINE = says([MOVE])


def failure(llm: LlmExtractor) -> str:
    with pytest.raises(ModelError) as caught:
        llm.extract(DOCUMENT)
    return str(caught.value)


# ---- what is sent


def test_a_request_holds_what_the_protocol_wants(server: ModelServer, open_llm: Open) -> None:
    server.script = [FINE]
    assert len(open_llm(max_tokens=900, temperature=0.5).extract(DOCUMENT)) == 1
    (body,) = server.requests
    assert (body["model"], body["temperature"], body["max_tokens"], body["stream"]) == ("tiny", 0.5, 900, False)
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert body["response_format"]["json_schema"]["schema"]["required"] == ["claims"]
    assert DOCUMENT.text in server.asked()
    assert "authorization" not in {name.lower() for name in server.headers[0]}


def test_the_key_goes_to_the_server_and_nowhere_else(
    server: ModelServer, open_llm: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("TALENTWIRE_LLM_KEY", "sk-very-secret")
    llm = open_llm()
    server.script = [FINE]
    llm.extract(DOCUMENT)
    assert server.headers[0]["authorization"] == "Bearer sk-very-secret"
    server.script = [refuses(401, "Incorrect key sk-very-secret given")]
    said = failure(open_llm(cache=None))
    assert "does not accept the key (401: Incorrect key ••• given); put a valid one into TALENTWIRE_LLM_KEY" in said
    kept = "".join(path.read_text() for path in llm.settings.cache.rglob("*.json")) if llm.settings.cache else ""
    assert kept
    for shown in (said, kept, llm.version, repr(llm.settings), caplog.text):
        assert "sk-very-secret" not in shown


@pytest.mark.parametrize("key", ["sk-\nx", "two words", "schlüssel"])
def test_what_cannot_be_a_key_is_refused_without_showing_it(
    open_llm: Open, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("TALENTWIRE_LLM_KEY", key)
    with pytest.raises(ConfigError, match="TALENTWIRE_LLM_KEY holds characters that no key has") as caught:
        open_llm()
    assert key not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "says_so"),
    [
        ({"url": None}, "needs the address of its server: set TALENTWIRE_LLM_URL"),
        ({"model": None}, "needs its name at the server: set TALENTWIRE_LLM_MODEL"),
        ({"url": "localhost:11434"}, "must begin with http:// or https://"),
        ({"url": "me:secret@host/v1"}, "must begin with http"),
        ({"url": "ftp://host/v1"}, "must begin with http"),
        ({"url": "http://me:secret@host/v1"}, "carries a user name or password"),
        ({"url": "http://host:port/v1"}, "is no address"),
    ],
)
def test_settings_that_cannot_work_are_refused(open_llm: Open, changes: dict[str, Any], says_so: str) -> None:
    with pytest.raises(ConfigError, match=says_so) as caught:
        open_llm(**changes)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("http://host/v1", "http://host/v1/chat/completions"),
        ("http://host/v1/", "http://host/v1/chat/completions"),
        ("http://host/v1/chat/completions", "http://host/v1/chat/completions"),
        ("https://host/x?api-version=1", "https://host/x/chat/completions?api-version=1"),
    ],
)
def test_the_address_is_completed(url: str, endpoint: str) -> None:
    assert ModelSettings(url=url, model="m").endpoint == endpoint
    assert "api-version" not in ModelSettings(url=url, model="m").shown


# ---- what a server refuses


def test_json_is_asked_for_in_the_way_that_the_server_knows(server: ModelServer, open_llm: Open) -> None:
    server.script = [refuses(400, "json_schema is not supported"), refuses(422, "response_format?"), FINE]
    llm = open_llm(cache=None)
    assert len(llm.extract(DOCUMENT)) == 1
    forms = [body.get("response_format", {}).get("type") for body in server.requests]
    assert forms == ["json_schema", "json_object", None]
    llm.extract(DOCUMENT)
    assert "response_format" not in server.requests[-1], "what was learnt is remembered"


def test_parameters_that_a_model_does_not_take_are_left_out(server: ModelServer, open_llm: Open) -> None:
    server.script = [
        refuses(400, "Unsupported parameter: use 'max_completion_tokens'"),
        refuses(400, "'temperature' must be 1"),
        FINE,
    ]
    open_llm(max_tokens=50).extract(DOCUMENT)
    assert server.requests[-1]["max_completion_tokens"] == 50
    assert not {"max_tokens", "temperature"} & set(server.requests[-1])
    assert "response_format" in server.requests[-1]


def test_a_request_that_is_refused_in_every_form_names_the_first_reason(server: ModelServer, open_llm: Open) -> None:
    server.script = [refuses(400, "the model is only for images"), refuses(400, "still no")]
    assert "refuses the request (400: the model is only for images)" in failure(open_llm())
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("reply", "says_so"),
    [
        (refuses(401), r"asks for a key \(401: no\); put it into TALENTWIRE_LLM_KEY"),
        (refuses(404, "model 'tiny' not found"), r"does not have the model 'tiny' .*correct llm_model"),
        (Reply(404, "page not found"), r"has nothing at http://127.*/v1/chat/completions .*correct llm_url"),
        (refuses(402, "credit"), "says that the account is used up"),
        (refuses(429, "insufficient_quota: see billing"), "says that the account is used up"),
        (Reply(308, "", headers={"location": "http://elsewhere/"}), "points elsewhere .*set llm_url"),
        (Reply(418, "teapot"), "refuses the request .418: teapot"),
        (Reply(200, "<html>Hello</html>"), "answered what is no completion, which no OpenAI-compatible server does"),
        (Reply(200, ""), "answered nothing, which no"),
        (Reply(200, "[1]"), "answered what is no completion"),
        (Reply(200, '{"choices": []}'), "answered what is no completion"),
        (Reply(200, '{"choices": [{"message": "hi"}]}'), "answered what is no completion"),
        (Reply(200, b"\x1f\x8b", headers={"content-encoding": "gzip"}), "answered packed"),
    ],
)
def test_what_no_patience_helps_against_is_told_at_once(
    server: ModelServer, open_llm: Open, reply: Reply, says_so: str
) -> None:
    server.script = [reply]
    llm = open_llm()
    with pytest.raises(ModelError, match=says_so) as caught:
        llm.extract(DOCUMENT)
    assert str(caught.value).startswith(f"the language model at {server.url} ")
    assert len(server.requests) <= 1


def test_a_wrong_key_or_model_is_not_tried_for_every_document(server: ModelServer, open_llm: Open) -> None:
    server.script = [refuses(401)]
    llm = open_llm()
    assert failure(llm) == failure(llm)
    assert len(server.requests) == 1


# ---- patience


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 529])
def test_what_may_pass_is_tried_again(server: ModelServer, open_llm: Open, status: int) -> None:
    server.script = [refuses(status), Reply(status, "<html>"), FINE]
    claims = open_llm().extract(DOCUMENT)
    assert (len(claims), claims.usage.requests) == (1, 3)


@pytest.mark.parametrize(
    ("status", "says_so"),
    [(429, "was asked 3 times and is still too busy .*lower llm_concurrency"), (500, r"failed 3 times \(500: no\)")],
)
def test_patience_ends(server: ModelServer, open_llm: Open, status: int, says_so: str) -> None:
    server.script = [refuses(status)]
    with pytest.raises(ModelError, match=says_so) as caught:
        open_llm().extract(DOCUMENT)
    assert caught.value.usage.requests == 3  # type: ignore[attr-defined]


def test_a_server_says_how_long_to_wait(server: ModelServer, open_llm: Open) -> None:
    server.script = [refuses(429, headers={"retry-after": "0.2"}), FINE]
    began = time.monotonic()
    assert len(open_llm(pause=60).extract(DOCUMENT)) == 1
    assert 0.2 <= time.monotonic() - began < 2


def test_a_wait_may_be_a_moment_and_nonsense_is_none(server: ModelServer, open_llm: Open) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
    for header in (past, "soon", "nan", "-3", ""):
        server.script = [refuses(503, headers={"retry-after": header}), FINE]
        assert len(open_llm(cache=None).extract(DOCUMENT)) == 1


def test_nobody_waits_for_an_hour(server: ModelServer, open_llm: Open) -> None:
    server.script = [refuses(429, headers={"retry-after": "3600"})]
    assert "was asked once and is still too busy" in failure(open_llm())


def test_a_hanging_connection_is_cut(server: ModelServer, open_llm: Open) -> None:
    server.script = [Reply(hang=2, drop=True)]
    began = time.monotonic()
    assert "did not answer within 0.2 seconds; raise llm_timeout" in failure(open_llm(timeout=0.2))
    assert time.monotonic() - began < 1.5
    assert len(server.requests) <= 2, "once more, and no more"


def test_a_dropped_connection_is_tried_again(server: ModelServer, open_llm: Open) -> None:
    server.script = [Reply(drop=True), FINE]
    assert len(open_llm().extract(DOCUMENT)) == 1
    server.script = [Reply(drop=True)]
    assert "broke off its answer 3 times" in failure(open_llm(cache=None))


def test_nobody_there(open_llm: Open) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    llm = open_llm(url=url)
    assert "cannot be reached" in (first := failure(llm))
    assert "start it, or correct llm_url" in first
    began = time.monotonic()
    assert failure(llm) == first
    assert time.monotonic() - began < 0.5, "it is left alone for a while"


def test_a_chunked_answer_is_put_together_and_a_huge_one_is_refused(
    server: ModelServer, open_llm: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.script = [says([MOVE], chunked=True)]
    assert len(open_llm(cache=None).extract(DOCUMENT)) == 1
    monkeypatch.setattr("talentwire.extract.llm.client._LARGEST", 20_000)
    server.script = [Reply(200, b" " * 300_000)]
    assert "answered more than" in failure(open_llm(cache=None))


def test_content_in_parts_and_odd_counts_are_read(server: ModelServer, open_llm: Open) -> None:
    parts = [{"type": "text", "text": '{"claims": '}, {"type": "text", "text": "[]}"}, 7]
    body = {"choices": [{"message": {"content": parts}}], "usage": {"prompt_tokens": "many", "completion_tokens": True}}
    server.script = [Reply(200, body)]
    claims = open_llm().extract(DOCUMENT)
    assert (list(claims), claims.usage.tokens_in, claims.usage.tokens_out) == ([], 0, 0)


# ---- number


def test_no_more_requests_at_a_time_than_allowed(server: ModelServer, open_llm: Open) -> None:
    server.script = [says([], hang=0.02)]
    llm = open_llm(concurrency=3)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda n: llm.extract(Document(str(n), f"Text number {n} of some.")), range(12)))
    assert len(server.requests) == 12
    assert server.most_at_once == 3


def test_closing_calls_off_what_is_under_way(server: ModelServer, open_llm: Open) -> None:
    server.script = [Reply(hang=3, drop=True)]
    llm = open_llm()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(llm.extract, DOCUMENT)
        while not server.requests:
            time.sleep(0.005)
        began = time.monotonic()
        llm.close()
        assert isinstance(waiting.exception(), Exception)
    assert time.monotonic() - began < 2
    llm.close()
    with pytest.raises(Exception):  # noqa: B017 - whatever says that it is closed
        llm.extract(DOCUMENT)
