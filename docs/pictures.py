"""Draw ``docs/images/*.svg``: what commands print in terminals, and pictures of answers. Run it with Python.

Terminals are text in SVG, made with rich; they name no font to fetch, so that they look the same off line. Pictures of
answers are what ``--format svg`` gives.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

HOME = Path(__file__).parents[1]
IMAGES = HOME / "docs" / "images"
COLUMNS = 100
ANSWERS = {
    "flows": ("flows",),
    "episode": ("episodes", "--episode", "1"),
    "org-chart": ("org-chart", "--org", "Marrowgate"),
}
sys.path.insert(0, str(HOME / "examples"))

from demo import contested  # noqa: E402

from talentwire.api import Talentwire  # noqa: E402
from talentwire.config import Config  # noqa: E402

INK, GREY, PALE = (40, 42, 54), (90, 94, 106), (120, 124, 136)
RED, GREEN, OCHRE, BLUE, PURPLE, TEAL = (
    (176, 32, 48), (30, 110, 60), (150, 95, 0), (40, 80, 160), (130, 50, 130), (0, 110, 120),
)  # fmt: skip
MARKER = (250, 222, 130)  # the yellow behind evidence, where ochre would hide it
PAPER = TerminalTheme(
    (250, 250, 247),
    INK,
    [INK, RED, GREEN, OCHRE, BLUE, PURPLE, TEAL, GREY],
    [PALE, RED, GREEN, MARKER, BLUE, PURPLE, TEAL, INK],
)
FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
  line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def main() -> None:
    """Read the example documents into a ledger of its own and draw what it answers."""
    IMAGES.mkdir(exist_ok=True)
    os.chdir(HOME)
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "demo.db")
        os.environ["TALENTWIRE_LEDGER"] = ledger
        read = printed("ingest", "examples/documents").replace(ledger, "talentwire.db")
        moves = printed("moves", "--limit", "9")
        draw("moves", ("ingest examples/documents", read), ("moves --limit 9", moves))
        with Talentwire(Config(ledger=ledger)) as wire:
            found = contested(wire)
        if found:
            name = found[0].id[:8]
            draw("contested", (f"explain {name}", printed("explain", name)))
        for picture, words in ANSWERS.items():
            printed(*words, "--format", "svg", "--output", str(IMAGES / f"{picture}.svg"))


def printed(*words: str) -> str:
    """What a command prints on standard output, with its colours."""
    line = [sys.executable, "-m", "talentwire.serve.cli", *words]
    terminal = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    return subprocess.run(line, env=terminal, capture_output=True, check=True).stdout.decode()  # noqa: S603


def draw(name: str, *steps: tuple[str, str]) -> None:
    """Draw a terminal with commands and their answers."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, highlight=False)
        for words, answer in steps:
            console.print(Text("$ ", "bold cyan") + Text(f"talentwire {words}", "bold"))
            console.print(Text.from_ansi(re.sub(r"Recorded\s.*\n", "", answer).rstrip()), soft_wrap=True)
            console.print()
    svg = console.export_svg(title="", theme=PAPER, code_format=FORMAT, unique_id=name)
    svg = svg.replace('fill="#{:02x}{:02x}{:02x}"'.format(*OCHRE), 'fill="#{:02x}{:02x}{:02x}"'.format(*MARKER))
    (IMAGES / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
