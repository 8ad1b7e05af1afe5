"""Write the parts of the pages that follow from the code. Run it with ``make docs``.

usage: python docs/reference.py [--figures FOLDER]

Between ``<!-- generated: NAME -->`` and ``<!-- end -->`` a page holds what the code says: kinds and slots, statuses,
commands, settings, the sizes of the knowledge files. In ``tour.md`` and in the guides under ``how-to``, what stands
below a command in a ``console`` block is what that command prints on the example documents; the cells of the notebook
there show what they give. A comment ``<!-- CLAIM: --status denied -->`` before a block says
which claim its ``explain`` shows: the first that ``talentwire claims`` gives for these words. With ``--figures`` and a
folder of gold sets, ``figures.md`` and the figures in the README are measured and written as well.
"""

import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperArgument

from talentwire.api import Talentwire
from talentwire.config import Config, settings
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages, load_pack
from talentwire.model.claims import KINDS, Status, slots
from talentwire.serve.cli import app
from talentwire.serve.scores import printed

sys.path.insert(0, str(Path(__file__).parent))

import licences
import notebook

HOME: Final = Path(__file__).parents[1]
DOCS: Final = HOME / "docs"
TOUR: Final = DOCS / "tour.md"
GUIDES: Final = tuple(DOCS / "how-to" / f"{name}.md" for name in ("journalist", "talent-team", "agent-builder"))
NOTEBOOK: Final = DOCS / "how-to" / "data-scientist.ipynb"
WIDTH: Final = 100
_PART: Final = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
BLOCK: Final = re.compile(r"(?:<!-- CLAIM: (?P<claim>.*?) -->\n)?```console\n(?P<body>.*?)```\n", re.DOTALL)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+Z| \d\d:\d\d)|(?<=began on )\d{4}-\d\d-\d\d")
_SHORT_ID: Final = re.compile(r"((?:explain|fact|deny) )[0-9a-f]{8}\b")

SAYS: Final = {
    Status.ASSERTED: "it happened, or holds",
    Status.PLANNED: "agreed, announced or expected",
    Status.TALKS: "considered or negotiated",
    Status.ATTEMPTED: "tried, and the outcome is open",
    Status.FAILED: "declined, blocked or fallen through",
    Status.DENIED: "the source says that it is not so",
}


def kinds() -> str:
    """The kinds with their slots, from ``model/claims.py``."""
    parts = []
    for name, kind in KINDS.items():
        rows = [_row("Slot", "Key", "Type", "What it holds"), "|---|---|---|---|"]
        for slot in slots(kind):
            choices = ", ".join(f"`{choice}`" for choice in slot.choices)
            kept = f"; `{slot.default}` where nothing is said" if slot.default and slot.type == "choice" else ""
            what = f"{slot.doc}{f': {choices}' if choices else ''}{kept}"
            rows.append(_row(f"`{slot.name}`", "yes" if slot.key else "", slot.type, what))
        parts.append(f"### {name}\n{(kind.__doc__ or '').strip()}\n\n" + "\n".join(rows))
    return "\n\n".join(parts)


def statuses() -> str:
    """The statuses, in order."""
    return "\n".join(["| Status | The document says |", "|---|---|", *(_row(f"`{s}`", SAYS[s]) for s in Status)])


def configuration() -> str:
    """The settings with their defaults, from ``config.py``."""
    rows = [_row("Setting", "Environment", "Default", "What it is"), "|---|---|---|---|"]
    for name, doc in settings().items():
        default = getattr(Config(), name)
        shown = "none" if default is None else str(default).lower() if isinstance(default, bool) else default
        rows.append(_row(f"`{name}`", f"`TALENTWIRE_{name.upper()}`", f"`{shown}`", doc))
    return "\n".join(rows)


def commands() -> str:
    """The commands with their arguments and options, as ``--help`` has them."""
    parts = []
    for name, command in command_tree().items():
        arguments = [p for p in command.params if isinstance(p, TyperArgument)]
        usage = " ".join(["talentwire", name, "[OPTIONS]", *(_metavar(p) for p in arguments)])
        rows = [_row("Argument or option", "What it does"), "|---|---|"]
        rows += [_row(f"`{_written(p)}`", p.help) for p in command.params if p.help]
        parts.append(f"### {name}\n{command.help}\n\n```\n{usage}\n```\n\n" + "\n".join(rows))
    return "\n\n".join(parts)


def options() -> str:
    """The options before a command."""
    rows = [_row("Option", "What it does"), "|---|---|"]
    return "\n".join([*rows, *(_row(f"`{_written(p)}`", p.help) for p in typer.main.get_command(app).params)])


def command_tree() -> dict[str, Any]:
    """The commands by name; of one that holds others, those."""
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        inner = getattr(command, "commands", None)
        found |= {f"{name} {one}": held for one, held in inner.items()} if inner else {name: command}
    return found


def knowledge() -> str:
    """How many records the knowledge files hold."""
    atlas = Atlas.load()
    rows = [_row("File", "Records", "What a record may have"), "|---|---|---|"]
    for name in ("organisations", "products", "facilities", "places", "accelerators"):
        records = getattr(atlas, name)
        keys = ", ".join(f"`{key}`" for key in type(records[0]).__dataclass_fields__)
        rows.append(_row(f"`{name}.jsonl`", f"{len(records):,}", keys))
    return "\n".join(rows)


def packs() -> str:
    """The language packs."""
    rows = [_row("Pack", "Language"), "|---|---|"]
    return "\n".join([*rows, *(_row(f"`{lang}`", load_pack(lang).words.name) for lang in languages())])


def dependencies() -> str:
    """The packages that the program needs, with their licences."""
    head = [
        _row("Package", "Licence", "Comes with", "How it is known, where not from its metadata"),
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(*row) for row in licences.rows())])


PARTS: Final[dict[str, Callable[[], str]]] = {
    part.__name__: part for part in (kinds, statuses, configuration, commands, options, knowledge, packs, dependencies)
}


def _row(*cells: object) -> str:
    written = " | ".join(str(cell).replace("|", r"\|") for cell in cells)
    return f"| {written} |".replace("  |", " |")


def _metavar(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper())


def _written(parameter: Any) -> str:
    """An option with its value, or an argument."""
    if isinstance(parameter, TyperArgument):
        return _metavar(parameter)
    choices = type(parameter.default) if isinstance(parameter.default, StrEnum) else ()
    value = parameter.metavar or "|".join(map(str, choices))
    names = ", ".join(sorted(parameter.opts, key=len, reverse=True))
    return names if parameter.is_flag or not value else f"{names} {value}"


def current(text: str) -> str:
    """A page with its generated parts as the code has them now."""
    return _PART.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}\n{found[3]}", text)


def pages() -> Iterator[Path]:
    """Every page of the documentation."""
    yield from (HOME / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
    yield from sorted(DOCS.rglob("*.md"))


# ---- what the walks print


def walk(text: str, run: Callable[[list[str]], str]) -> str:
    """A page with its ``console`` blocks as they print now."""

    def again(found: re.Match[str]) -> str:
        body, head = found["body"], ""
        if found["claim"]:
            head = f"<!-- CLAIM: {found['claim']} -->\n"
            body = with_claim(body, chosen(found["claim"], run))
        lines: list[str] = []
        for line in body.splitlines():
            if line.startswith("$ "):
                lines += [*([""] if lines else []), line, *_answer(line[2:], run)]
        return "\n".join([f"{head}```console", *lines, "```\n"])

    return BLOCK.sub(again, text)


def with_claim(text: str, claim: str) -> str:
    """Commands with the id of a claim in the place of the one they name."""
    return _SHORT_ID.sub(rf"\g<1>{claim}", text)


def _answer(line: str, run: Callable[[list[str]], str]) -> list[str]:
    command, _, cut = line.partition(" | head -")
    printed = [one.rstrip() for one in run(shlex.split(command)).rstrip().splitlines()]
    shown = [one if len(one) <= 2 * WIDTH else f"{one[: 2 * WIDTH]}…" for one in printed]
    return shown[: int(cut)] if cut else shown


def chosen(words: str, run: Callable[[list[str]], str]) -> str:
    """The first eight characters of the first claim that ``talentwire claims`` gives for these words."""
    rows = json.loads(run(["talentwire", "claims", *shlex.split(words), "--limit", "1", "--format", "json"]))
    if not rows:
        raise SystemExit(f"no claim for: {words}")
    return str(rows[0]["id"])[:8]


def _run(folder: Path) -> Callable[[list[str]], str]:
    """Run ``talentwire`` in a folder, or look into a ledger there, and give what is printed, without colours."""
    terminal = {k: v for k, v in os.environ.items() if not k.startswith("TALENTWIRE_")} | {"COLUMNS": str(WIDTH)}

    def run(words: list[str]) -> str:
        if words[0] == "sqlite3":
            return query(folder / words[1], words[2])
        line = [sys.executable, "-m", "talentwire.serve.cli", *words[1:]]
        done = subprocess.run(line, env=terminal, cwd=folder, capture_output=True, check=False)  # noqa: S603
        return done.stdout.decode() or done.stderr.decode()

    return run


def query(ledger: Path, asked: str) -> str:
    """What the program sqlite3 prints for a question."""
    with closing(sqlite3.connect(ledger)) as connection:
        rows = connection.execute(asked).fetchall()
    return "\n".join("|".join("" if cell is None else str(cell) for cell in row) for row in rows)


# ---- figures

_FIGURES: Final = re.compile(r"(<!-- figures -->\n).*?(<!-- end figures -->)", re.DOTALL)
_SETS: Final = {
    "check": "imitated news items by another writer, to see whether what was learnt carries over",
    "dev": "imitated news items, against which the packs were developed",
    "seeds": "articles from the web, two of them the same story in two languages",
}


def figures(folder: Path) -> None:
    """Measure the gold sets in a folder; write the page of figures and the lines in the README."""
    page = [(DOCS / "figures.md").read_text("utf-8").partition("<!-- measured -->")[0] + "<!-- measured -->"]
    lines = []
    for name, what in _SETS.items():
        found = Talentwire(Config()).evaluate(folder / name)
        languages_ = ", ".join(sorted({gold.lang for gold in found.golds if gold.lang}))
        page += [f"\n## {name}", f"{len(found.golds)} {what} ({languages_}).\n"]
        page += ["```", printed(found.report, "table").rstrip(), "```"]
        every = found.report.all
        lines.append(
            f"- `{name}`, {len(found.golds)} {what}: F1 **{every.f1:.2f}** (precision {every.precision:.2f}, recall "
            f"{every.recall:.2f}), slot F1 {every.slot_f1:.2f}, grounding {every.grounding:.3f}."
        )
    (DOCS / "figures.md").write_text("\n".join(page) + "\n", "utf-8")
    readme = HOME / "README.md"
    end = "\n[figures.md](docs/figures.md) carries the full table; the tests guard floors for `dev` and `seeds`."
    text = "\n".join([*lines, end, ""])
    readme.write_text(_FIGURES.sub(lambda m: f"{m[1]}{text}{m[2]}", readme.read_text("utf-8")), "utf-8")


def main() -> None:
    """Write every page anew."""
    if sys.argv[1:2] == ["--figures"]:
        figures(Path(sys.argv[2]))
    for page in pages():
        _write(page, current(page.read_text("utf-8")))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "examples").symlink_to(HOME / "examples")
        _write(TOUR, walk(TOUR.read_text("utf-8"), _run(folder)))
    with tempfile.TemporaryDirectory() as name:
        folder, run = Path(name), _run(Path(name))
        (folder / "examples").symlink_to(HOME / "examples")
        run(["talentwire", "ingest", "examples/documents"])
        for guide in GUIDES:
            _write(guide, walk(guide.read_text("utf-8"), run))
        _write(NOTEBOOK, notebook.run(NOTEBOOK.read_text("utf-8"), folder))


def _write(page: Path, text: str) -> None:
    """Write a page where more than moments in it have changed."""
    before = page.read_text("utf-8")
    if _MOMENT.sub("", before) != _MOMENT.sub("", text):
        page.write_text(text, "utf-8")
        print(f"{page.relative_to(HOME)} is new")


if __name__ == "__main__":
    main()
