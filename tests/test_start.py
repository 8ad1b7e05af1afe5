"""What the program loads before it knows what it is asked: nothing that one verb in ten needs."""

import subprocess
import sys

HEAVY = {
    "httpx",
    "trafilatura",
    "matplotlib",
    "fastapi",
    "starlette",
    "uvicorn",
    "mcp",
    "pyarrow",
    "psycopg",
    "feedparser",
}


def loaded(source: str) -> tuple[str, set[str]]:
    """What some source prints, and the top-level modules that it has loaded when it ends."""
    told = f"import sys\n{source}\nprint('\\n'.join(sorted({{name.partition('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    first, _, names = done.stdout.partition("\n")
    return first, set(names.split())


def test_the_version_is_told_without_the_program_behind_it() -> None:
    first, names = loaded("sys.argv = ['talentwire', '--version']; from talentwire.__main__ import main; main()")
    assert first == "talentwire 0.1.0"
    assert not names & {*HEAVY, "sqlalchemy", "typer", "rich"}


def test_verbs_are_there_without_what_few_of_them_need() -> None:
    _, names = loaded("from talentwire.serve.cli import app; print(app.info.help)")
    assert "sqlalchemy" in names
    assert not names & HEAVY


def test_it_begins_as_a_module_too() -> None:
    done = subprocess.run([sys.executable, "-m", "talentwire", "--help"], capture_output=True, text=True, check=True)
    assert "talentwire [OPTIONS] COMMAND" in " ".join(done.stdout.split())
