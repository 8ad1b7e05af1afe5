"""``talentwire watch`` at the command line."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from site_served import Site, article, item, rss
from typer.testing import CliRunner

from talentwire.read.feeds.file import example
from talentwire.serve.cli import app

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, stub_package: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "140")
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")

    def command(*words: str) -> Result:
        return CliRunner().invoke(app, ["watch", *words])

    return command


def write(folder: Path, *sources: str) -> None:
    lines = ["allow_private = true", "delay = 0", "timeout = 2"]
    lines += [f'[[source]]\nname = "{name}"\nkind = "feed"\nurl = "{url}"' for name, url in map(str.split, sources)]
    (folder / "w.toml").write_text("\n".join(lines))


def test_once_and_how_it_went(run: Run, tmp_path: Path, site: Site) -> None:
    site.put("/feed", rss(item(1), item(2)))
    site.put("/articles/1", article(1))
    write(tmp_path, f"wire {site.url('/feed')}", f"bad {site.url('/bad')}")
    done = run("w.toml", "--once")
    assert done.exit_code == 0
    assert "1 document recorded in talentwire.db: 1 claim (1 move)" in done.stdout
    assert f"{site.url('/articles/2')} answered 404 Not Found" in done.stdout
    assert "bad: answered 404 Not Found" in done.stderr
    shown = run("w.toml", "--status")
    assert shown.exit_code == 0
    rows = [line.split() for line in shown.stdout.splitlines() if line.startswith(("wire ", "bad "))]
    assert [(row[0], row[2], row[-3:]) for row in rows[:2]] == [
        ("bad", "failing", ["0", "0", "0"]), ("wire", "well", ["1", "0", "1"]),
    ]  # fmt: skip
    told = json.loads(run("w.toml", "--status", "--format", "json").stdout)
    assert [(one["name"], one["state"], one["problem"]) for one in told] == [
        ("bad", "failing", "answered 404 Not Found"), ("wire", "ok", None),
    ]  # fmt: skip
    again = run("w.toml", "--once")
    assert (again.exit_code, again.stdout.strip()) == (0, "nothing was due")


def test_when_nothing_can_be_read_the_status_says_so(run: Run, tmp_path: Path, site: Site) -> None:
    write(tmp_path, f"bad {site.url('/bad')}")
    assert run("w.toml", "--once").exit_code == 3


def test_a_file_to_begin_with(run: Run) -> None:
    shown = run("--example")
    assert (shown.exit_code, shown.stdout) == (0, example())


@pytest.mark.parametrize(
    ("words", "said", "status"),
    [
        ((), "name a file that says what is watched", 2),
        (("none.toml",), "cannot read none.toml: No such file", 1),
        (("w.toml", "--status"), "w.toml names no source", 1),
    ],
)
def test_what_is_wrong_is_said(run: Run, tmp_path: Path, words: tuple[str, ...], said: str, status: int) -> None:
    (tmp_path / "w.toml").write_text("")
    done = run(*words)
    assert done.exit_code == status
    assert said in " ".join(done.output.replace("│", " ").split())


def test_health_before_the_first_visit(run: Run, tmp_path: Path, site: Site) -> None:
    write(tmp_path, f"wire {site.url('/feed')}")
    done = run("w.toml", "--status")
    assert (done.exit_code, "there is no ledger" in done.output) == (1, True)


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_it_ends_when_it_is_asked_to(run: Run, tmp_path: Path, site: Site, stub_package: Path) -> None:
    site.put("/feed", rss(item(1)))
    site.put("/articles/1", article(1))
    write(tmp_path, f"wire {site.url('/feed')}")
    path = f"{stub_package}:{Path(__file__).parents[2] / 'src'}"
    command = [sys.executable, "-m", "talentwire.serve.cli", "watch", "w.toml"]
    with subprocess.Popen(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        lines = []
        for line in process.stderr:
            lines.append(line)
            if "new claim" in line:
                break
        busy = run("w.toml", "--once")
        assert "another `talentwire watch` is at work with w.toml" in busy.output
        process.send_signal(signal.SIGTERM)
        lines += process.stderr.readlines()
        assert process.wait(10) == 0
    told = "".join(lines)
    assert "watching 1 source of w.toml; Ctrl-C ends it" in told
    assert "wire: 1 new item" in told
    assert "ending after the item in work" in told
