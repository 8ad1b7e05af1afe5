"""What is installed: a wheel that holds everything, and the container's files, which name nothing that is not there.

No image is built here: that needs a daemon and a network. What an image is made of, and what it runs, is checked.
"""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from talentwire.serve.cli import app

HOME = Path(__file__).parents[1]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]


def instructions() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile, each with what follows its first word."""
    text = "".join(
        line for line in (HOME / "Dockerfile").read_text("utf-8").splitlines(keepends=True) if line[0] != "#"
    )
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(first, rest) for first, _, rest in (line.partition(" ") for line in lines)]


def all_of(name: str) -> list[str]:
    return [rest for first, rest in instructions() if first == name]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built as ``uv build`` does."""
    folder = tmp_path_factory.mktemp("wheel")
    source = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    line = [sys.executable, "-c", source, str(folder)]
    done = subprocess.run(line, cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    source = HOME / "src" / "talentwire"
    files = [path for path in source.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    there = {f"talentwire/{path.relative_to(source).as_posix()}" for path in files}
    held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == there
    assert {Path(name).suffix for name in held} >= {".py", ".toml", ".jsonl", ".html", ".css", ".js", ".gz", ".typed"}
    assert len(wheel.read("talentwire/py.typed")) == 0


def test_the_wheel_says_what_it_needs_and_where_it_begins(wheel: zipfile.ZipFile) -> None:
    about = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
    text = wheel.read(about).decode()
    assert f"Requires-Python: {PROJECT['requires-python']}" in text
    assert all(f"Provides-Extra: {extra}" in text for extra in PROJECT["optional-dependencies"])
    entries = wheel.read(about.replace("METADATA", "entry_points.txt")).decode()
    assert "talentwire = talentwire.__main__:main" in entries
    assert "builtin = talentwire.extract.builtin:BuiltinExtractor" in entries


def test_verbs_run_from_the_wheel_outside_of_the_repository(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Ada Brandt joins Brumelune from Thornsea as chief scientist.")
    begin = f"import sys; sys.path.insert(0, {wheel.filename!r}); from talentwire.serve.cli import main; main()"
    wheel.extractall(tmp_path / "installed")
    line = [sys.executable, "-c", begin.replace(wheel.filename or "", str(tmp_path / "installed"))]
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH",)}
    done = subprocess.run(
        [*line, "extract", "one.txt", "--date", "2026-07-01"],
        cwd=tmp_path, env=clean, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (claim,) = json.loads(done.stdout)["claims"]
    assert (claim["person"], claim["to_org"], claim["to_role"]) == ("Ada Brandt", "Brumelune", "chief scientist")


def test_the_image_is_made_of_what_is_there() -> None:
    ignored = (HOME / ".dockerignore").read_text("utf-8").splitlines()
    sent = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored
    for copied in all_of("COPY"):
        *sources, _ = [word for word in shlex.split(copied) if not word.startswith("--chmod")]
        if sources[0].startswith("--from="):
            continue
        for source in sources:
            assert (HOME / source).exists()
            assert source.split("/")[0] in sent, f"{source} does not go to the builder"


def test_the_image_is_pinned_has_no_secret_and_runs_without_rights() -> None:
    assert all(re.fullmatch(r"python:3\.\d+-slim( AS build)?", base) for base in all_of("FROM"))
    installed = [line for line in all_of("RUN") if "uv sync" in line]
    assert len(installed) == 2
    assert all("--frozen" in line and "--no-default-groups" in line for line in installed)
    version = re.search(r"^UV_VERSION := (.+)$", (HOME / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert version
    assert any(f"uv=={version[1]}" in line for line in all_of("RUN"))
    assert all_of("USER")[-1] == "10001:10001"
    names = [name for name, _ in instructions()]
    assert names.index("USER") < names.index("ENTRYPOINT")
    assert not re.search(r"password|secret|token", " ".join(all_of("ENV") + all_of("ARG")), re.IGNORECASE)
    assert len(all_of("LABEL")) == 1


def test_the_image_runs_commands_that_there_are(tmp_path: Path) -> None:
    (entry,) = json.loads(all_of("ENTRYPOINT")[0])
    assert (HOME / "docker" / entry).stat().st_mode & 0o111
    verb, *options = json.loads(all_of("CMD")[0])
    told = CliRunner().invoke(app, [verb, "--help"], env={"COLUMNS": "200"})
    assert told.exit_code == 0
    assert all(option in told.output for option in options if option.startswith("--"))
    (health,) = all_of("HEALTHCHECK")
    command = json.loads(health.partition("CMD ")[2])
    compile(command[2], "health", "exec")
    assert ":8765/healthz" in command[2]
    assert all_of("EXPOSE") == ["8765"]


def test_the_entry_point_hands_on_a_password_and_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "talentwire").write_text('#!/bin/sh\necho "$PGPASSWORD $*"\n')
    (tmp_path / "talentwire").chmod(0o755)
    secret = tmp_path / "secret"
    secret.write_text("pass word\n")
    found = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TALENTWIRE_LEDGER_PASSWORD_FILE": str(secret)}
    line = ["sh", str(HOME / "docker" / "talentwire-container"), "org", "Two Words"]
    done = subprocess.run(line, env=found, capture_output=True, text=True, check=True)
    assert done.stdout == "pass word org Two Words\n"
    plain = {**found, "TALENTWIRE_LEDGER_PASSWORD_FILE": str(tmp_path / "none")}
    assert subprocess.run(line, env=plain, capture_output=True, text=True, check=True).stdout == " org Two Words\n"


def test_the_services_fit_the_image_and_each_other() -> None:
    compose: dict[str, Any] = yaml.safe_load((HOME / "compose.yaml").read_text("utf-8"))
    program, ledger = compose["services"]["talentwire"], compose["services"]["ledger"]
    assert program["depends_on"] == {"ledger": {"condition": "service_healthy"}}
    assert ledger["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert program["environment"]["TALENTWIRE_LEDGER"] == "postgresql://talentwire@ledger/talentwire"
    user, base = (ledger["environment"][name] for name in ("POSTGRES_USER", "POSTGRES_DB"))
    assert (user, base) == ("talentwire", "talentwire")
    assert ledger["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/ledger_password"
    assert "/run/secrets/ledger_password" in (HOME / "docker" / "talentwire-container").read_text("utf-8")
    for service in (program, ledger):
        assert set(service["secrets"]) <= set(compose["secrets"])
        assert {volume.split(":")[0] for volume in service["volumes"]} <= set(compose["volumes"])
        assert "no-new-privileges:true" in service["security_opt"]
    assert program["ports"] == ["127.0.0.1:8765:8765"], "open to this machine alone"
    assert "ports" not in ledger
    assert all("password" not in str(value).casefold() or name.endswith("_FILE") or "${" in str(value)
               for service in (program, ledger) for name, value in service["environment"].items())  # fmt: skip
    assert all_of("VOLUME") == ["/data"]
    assert "/secrets/" in (HOME / ".gitignore").read_text("utf-8").splitlines()
