"""Draw ``docs/images``: what commands print in terminals, pictures of answers, and pages. Run it with Python.

Terminals are text in SVG, made with rich; they name no font to fetch, so that they look the same off line. Pictures of
answers are what ``--format svg`` gives. Pages are photographed with Chromium from a server of their own; without
Chromium the photographs stay as they are.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
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
PORT = 18473
PAGES = {  # address, width, height, dark
    "front-page": ("/", 1200, 1000, False),
    "fact": ("/facts/{fact}", 1200, 1000, False),
    "flows-page": ("/ask/flows?view=net", 1200, 1000, True),
    "organisation-phone": ("/organisations/Brumelune?lang=fr", 500, 900, False),
}
LARGEST = 300_000
"""Bytes of a picture."""
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
            told = max(wire.facts(), key=lambda one: (bool(one.deniers and one.supporters), len(one.claims)))
        if found:
            name = found[0].id[:8]
            draw("contested", (f"explain {name}", printed("explain", name)))
        for picture, words in ANSWERS.items():
            printed(*words, "--format", "svg", "--output", str(IMAGES / f"{picture}.svg"))
        if browser := shutil.which("chromium") or shutil.which("chromium-browser"):
            photograph(browser, told.id)


def photograph(browser: str, fact: str) -> None:
    """Photograph pages of a server that serves the ledger."""
    line = [sys.executable, "-m", "talentwire.serve.cli", "serve", "--port", str(PORT)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            wait()
            for name, (address, width, height, dark) in PAGES.items():
                shoot(browser, f"http://127.0.0.1:{PORT}{address.format(fact=fact)}", name, (width, height), dark)
        finally:
            server.terminate()


def wait() -> None:
    """Wait until the server answers."""
    for _ in range(100):
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{PORT}/healthz")
            return
        time.sleep(0.2)
    raise SystemExit("the server did not start")


def shoot(browser: str, address: str, name: str, size: tuple[int, int], dark: bool) -> None:
    """Photograph one page."""
    place = IMAGES / f"{name}.png"
    look = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else []
    quiet = ["--headless", "--disable-gpu", "--hide-scrollbars", "--no-sandbox", "--accept-lang=en"]
    line = [browser, *quiet, *look, f"--window-size={size[0]},{size[1]}", f"--screenshot={place}", address]
    subprocess.run(line, capture_output=True, check=True, timeout=60)  # noqa: S603
    if place.stat().st_size > LARGEST:
        raise SystemExit(f"{place.name} is larger than {LARGEST:,} bytes: take a smaller part of the page")


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
