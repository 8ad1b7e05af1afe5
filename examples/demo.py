"""The demo: twenty-two invented documents become a ledger, and the ledger answers. Run it with ``make demo``.

Each step prints the command it runs, so that it can be typed again; which claim is contested, the API says.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.record.query import ClaimFilter, Entry

HOME = Path(__file__).parents[1]
LEDGER = Path(".demo/talentwire.db")
PLACES = "examples/documents"
ORGANISATION = "Stratohaven"
FORMS = {".txt": "text", ".md": "Markdown", ".html": "HTML", ".jsonl": "JSON lines"}
LANGUAGES = {"de": "German", "en": "English", "fr": "French", None: "unknown"}
LOUDEST = ("denied", "failed", "talks", "attempted", "planned")  # what disagreement looks for, in this order

console = Console(highlight=False)
steps = iter(range(1, 100))


def main() -> None:
    """Show what can be done with a ledger, from reading documents to asking it."""
    os.chdir(HOME)
    os.environ["TALENTWIRE_LEDGER"] = str(LEDGER)
    LEDGER.parent.mkdir(exist_ok=True)
    for path in LEDGER.parent.glob(f"{LEDGER.name}*"):
        path.unlink()
    started = perf_counter()
    console.print(
        "\n[bold]Talentwire[/] reads news of the AI talent war and keeps who said what, with the words that prove it.\n"
        "Everybody in these documents is invented. The ledger of this demo is named once:\n\n"
        f"[bold cyan]$ export TALENTWIRE_LEDGER={LEDGER}"
    )
    step("The documents, as they are read", "read", PLACES, shown=False)
    names = show_documents()
    step("From documents to claims", "ingest", PLACES)
    with Talentwire(Config(ledger=str(LEDGER))) as wire:
        empty = sorted(set(names) - {entry.document_id for entry in wire.claims()})
        note(f"Read, and without a claim: {', '.join(empty) or 'none'}.")
        step("Who went where", "moves", "--limit", "12")
        note("A date in brackets is that of the document. The status says how far the document goes.")
        step("One organisation", "org", ORGANISATION)
        step_contested(wire)
        step("What is believed after weighing them", "facts", "--org", ORGANISATION, "--limit", "8")
        note("Copies of one story count once; what contradicts stays in sight. `talentwire fact ID` shows who says so.")
        step("Copies and translations", "stories")
        show_next(wire.moves(ClaimFilter(limit=1))[0].id[:8])
    console.print(f"[dim]The whole demo took {perf_counter() - started:.0f} seconds.\n")


def step(title: str, *words: str, shown: bool = True) -> None:
    """Head a step with the command that makes it, and run it."""
    console.print()
    console.rule(f"[bold]{next(steps)}  {title}", align="left", style="dim")
    console.print(f"[bold cyan]$ talentwire {' '.join(words)}\n")
    if shown:
        subprocess.run(command(*words), check=True)  # noqa: S603 (our own words)


def command(*words: str) -> list[str]:
    """A command line for the interpreter that runs this file."""
    return [sys.executable, "-m", "talentwire.serve.cli", *words]


def note(text: str) -> None:
    """A remark below an answer."""
    console.print(Padding(Text(text, style="dim italic"), (1, 0, 0, 0)))


def show_documents() -> list[str]:
    """Count what ``talentwire read`` prints, a document a line; the documents' names."""
    printed = subprocess.run(command("read", PLACES), check=True, stdout=subprocess.PIPE).stdout  # noqa: S603
    documents = [json.loads(line) for line in printed.splitlines()]
    forms = Counter((LANGUAGES[d["lang"]], next(FORMS[end] for end in FORMS if end in d["place"])) for d in documents)
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    for name in ("Language", *FORMS.values(), "All"):
        table.add_column(name, justify="left" if name == "Language" else "right")
    for language in sorted({language for language, _ in forms}):
        counts = [forms[language, form] for form in FORMS.values()]
        table.add_row(language, *(str(count or "") for count in counts), str(sum(counts)))
    console.print(table)
    repaired = [row for row in documents if row["edits"]]
    blanks = sum(len(row["edits"]) for row in repaired)
    note(f"{blanks} lost blanks were put back in {len(repaired)} of them, for reading; the original stays as it is.")
    return [row["id"] for row in documents]


def contested(wire: Talentwire) -> tuple[Entry, tuple[Entry, ...]] | None:
    """A claim of which another document says something else, the loudest disagreement first."""
    for status in LOUDEST:
        for entry in wire.claims(ClaimFilter(status=status)):
            own = meant(wire, entry)
            others = [(other, meant(wire, other)) for other in wire.explain(entry.id).others]
            same = tuple(other for other, its in others if all(its.get(slot, who) == who for slot, who in own.items()))
            if any(other.claim.status != entry.claim.status for other in same):
                return entry, same
    return None


def meant(wire: Talentwire, entry: Entry) -> dict[str, str]:
    """Who is meant in each slot."""
    return {name.slot: name.entity.id for name in wire.explain(entry.id).names if name.slot != "source"}


def step_contested(wire: Talentwire) -> None:
    """Show both sides of a contested claim with their words."""
    found = contested(wire)
    if not found:
        note("No two of these documents disagree on whether something happened.")
        return
    entry, others = found
    step("A contested claim, with both sides and their words", "explain", entry.id[:8])
    sides = ", ".join(f"{other.document_id} says {other.claim.status}" for other in others)
    note(f"{entry.document_id} says {entry.claim.status}; {sides}. Both stand in the ledger: it does not decide.")


def show_next(claim_id: str) -> None:
    """What to type next."""
    console.print()
    console.rule(f"[bold]{next(steps)}  What to type next", align="left", style="dim")
    lines = (
        (". .venv/bin/activate", "so that talentwire is found"),
        (f"export TALENTWIRE_LEDGER={LEDGER}", "the ledger of this demo"),
        ("talentwire person Okafor", "a person, by a part of the name"),
        ("talentwire claims --kind compute", "machines and power"),
        ("talentwire claims --status denied", "what was denied"),
        ("talentwire review --by YOU", "same or different? names of which no rule is sure"),
        (f"talentwire explain {claim_id}", "why: any table's last column"),
        ("talentwire ingest your-news.html", "your own documents"),
        ("talentwire --help", "more; and see docs/tour.md"),
    )
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for typed, why in lines:
        table.add_row(f"[bold cyan]$ {typed}", f"[dim]{why}")
    console.print(Padding(table, (0, 0, 1, 0)))


if __name__ == "__main__":
    main()
