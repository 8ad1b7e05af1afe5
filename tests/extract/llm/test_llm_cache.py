"""Answers are kept by content, for many processes, and a damaged file is no answer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from talentwire.errors import ConfigError
from talentwire.extract.llm.answers import Answer
from talentwire.extract.llm.cache import Cache

ANSWER = Answer('{"claims": []} é \ud800', True, 12, 3)


def test_what_was_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "a" / "b")
    key = cache.key("instructions", "passage", "parameters")
    assert cache.get(key) is None
    cache.put(key, ANSWER)
    assert cache.get(key) == ANSWER
    assert Cache(tmp_path / "a" / "b").get(key) == ANSWER
    assert cache.get(cache.key("instructions", "another passage", "parameters")) is None
    assert cache.key("ab", "c") != cache.key("a", "bc")
    (kept,) = [place for place in tmp_path.rglob("*") if place.is_file()]
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"content": 7}', b'{"content": "x"}', b"\xff\xfe", b"[" * 100_000]
)
def test_a_damaged_file_is_no_answer_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    key = cache.key("x")
    cache.put(key, ANSWER)
    (kept,) = tmp_path.rglob("*.json")
    kept.write_bytes(damage)
    assert cache.get(key) is None
    cache.put(key, ANSWER)
    assert cache.get(key) == ANSWER


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put("key", ANSWER)
    assert cache.get("key") is None


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match=r"answers cannot be kept in .*file.*; set llm_cache to another folder"):
        Cache(tmp_path / "file" / "cache")


def test_a_lost_folder_costs_the_copy_alone(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    (tmp_path / "cache").rmdir()
    (tmp_path / "cache").write_text("now a file")
    cache.put(cache.key("x"), ANSWER)
    assert cache.get(cache.key("x")) is None


_WRITER = """
import sys
from pathlib import Path
from talentwire.extract.llm.answers import Answer
from talentwire.extract.llm.cache import Cache
cache = Cache(Path(sys.argv[1]))
for n in range(150):
    cache.put(cache.key("same"), Answer(sys.argv[2] * 5000))
    found = cache.get(cache.key("same"))
    assert found and len(set(found.content)) == 1 and len(found.content) == 5000, "half an answer"
"""


def test_processes_that_write_the_same_leave_a_whole_answer(tmp_path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path), sign]) for sign in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    (kept,) = [place for place in tmp_path.rglob("*") if place.is_file()]
    assert set(json.loads(kept.read_text())["content"]) <= {"a", "b"}
