"""Whatever is asked under whatever address of the description: an answer or a problem, never a server error."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.serve.assembling import assemble

TEXT: Final = "Wei Chen joins OpenAI from Meta. Ada Bell may join Mistral."
WORDS: Final = (
    "", " ", "<script>alert(1)</script>", "\u202eתומר\u202c", "' OR 1=1 --", "%", "_", "../../etc/passwd", "\x00",
    "\x1b[2J", "-1", "0", "1", "99999999999999999999999", "1e400", "NaN", "null", "true", "[]", "{}", "é" * 299,
    "x" * 5_000, "2025-07", "2025-07-15T10:00", "0000", "0000-00-00", "0001-01-01T00:00+23:59",
    "9999-12-31T23:59:59-23:59", "2025-02-30", "..", "2025..", "2026..2025", "2025-13..", "٢٠٢٥",
    "\U0001f9d1\u200d\U0001f52c", "Wei Chen", "OpenAI", "move", "asserted", "de", "jsonl", "csv", "flows", "one.txt",
    "WzAsICIiXQ", "WzEsICIwMDAwIl0", "Wzk5OTk5OTk5OTksICIiXQ", "W3RydWUsICIiXQ", "USD 5", "USD 1e999", "≤ EUR 0",
    "WzEsICIyMDI1LTA3LTE1VDEwOjAwOjAwLjAwMDAwMFoiXQ", "1900",
)  # fmt: skip
FILTERS: Final = (
    "person", "org", "text", "since", "until", "as_of", "during", "lang", "kind", "status", "cursor", "limit",
)  # fmt: skip
SOME: Final = st.sampled_from(WORDS) | st.text(max_size=30)


def texts(client: TestClient) -> dict[str, dict[str, Any]]:
    """What the description says of every address that is read."""
    found = client.get("/api/v1/openapi.json").json()["paths"]
    return {path: verbs["get"] for path, verbs in found.items() if "get" in verbs}


@pytest.fixture
def asked(stub_package: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A program that asks a server over a ledger of one document."""
    config = Config(ledger=str(tmp_path / "hostile.db"), extractor="stub")
    with Talentwire(config) as wire:
        wire.take([{"id": "one.txt", "text": TEXT, "date": "2025-07-15"}])
    with TestClient(assemble(lambda: Talentwire(config), hosts=["testserver"]), raise_server_exceptions=False) as made:
        yield made


def filled(path: str, value: str) -> str:
    """The address with a value in the place of what is variable in it."""
    head, brace, rest = path.partition("{")
    return f"{head}{quote(value, safe='')}{rest.partition('}')[2]}" if brace else path


def sound(client: TestClient, path: str, query: dict[str, str]) -> None:
    answer = client.get(path, params=query)
    assert answer.status_code < 500, (path, query, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", (path, query)
        assert answer.json()["detail"], (path, query)


def test_each_hostile_value_in_each_place(asked: TestClient) -> None:
    for path, about in texts(asked).items():
        names = [one["name"] for one in about.get("parameters", ()) if one["in"] == "query"]
        for number, word in enumerate(WORDS):
            sound(asked, filled(path, word), {})
            if names:
                sound(asked, filled(path, "OpenAI"), {names[number % len(names)]: word})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_values_together(asked: TestClient, data: st.DataObject) -> None:
    addresses = texts(asked)
    path = data.draw(st.sampled_from(sorted(addresses)))
    names = [one["name"] for one in addresses[path].get("parameters", ()) if one["in"] == "query"]
    query = data.draw(st.dictionaries(st.sampled_from(names), SOME, max_size=4)) if names else {}
    sound(asked, filled(path, data.draw(SOME)), query)


@pytest.mark.parametrize("path", ["claims", "facts", "export/claims.csv", "answers/flows"])
def test_filters_take_each_value_or_refuse_it(asked: TestClient, path: str) -> None:
    for name in FILTERS:
        for word in WORDS:
            sound(asked, f"/api/v1/{path}", {name: word})
