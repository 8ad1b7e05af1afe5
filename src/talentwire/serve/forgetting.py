"""The verb that removes a person for good."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from talentwire.api.forget import Plan
from talentwire.errors import BadValueError
from talentwire.serve import decided, render
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.deciding import signed_by
from talentwire.serve.options import By, Ledger, takes_groups
from talentwire.serve.removed import report

_PERSON = Annotated[str, typer.Argument(metavar="PERSON", help="A whole name; other spellings go with it.")]


@dataclass(frozen=True)
class Removal:
    """What is removed besides, who decides it and why."""

    export: Annotated[
        list[Path],
        typer.Option("--export", metavar="FILE", help="Also clean this exported file; may be repeated."),
    ]
    reason: Annotated[str | None, typer.Option("--reason", "-m", metavar="TEXT", help="Why; kept without the name.")]
    by: By
    ledger: Ledger


@dataclass(frozen=True)
class How:
    """Whether it is done at once, only shown, or the other way round."""

    dry_run: Annotated[bool | None, typer.Option("--dry-run", help="Only say what would be removed.")]
    yes: Annotated[bool | None, typer.Option("--yes", "-y", help="Do not ask.")]
    remember: Annotated[
        bool | None,
        typer.Option("--remember", help="Take the mark away, so that the name may be read again; nothing comes back."),
    ]


@app.command()
@takes_groups
def forget(ctx: typer.Context, person: _PERSON, removal: Removal, how: How) -> None:
    """Remove a person's data for good, leave a mark that keeps them away, and say what was removed."""
    with opened(ctx, ledger=removal.ledger) as wire:
        if how.remember:
            made = wire.forgetting.remember(person, by=signed_by(wire, removal.by), reason=_reason(removal))
            err.print(decided.sentence(made), style="dim")
            return
        plan = wire.forgetting.plan(person, removal.export)
        if how.dry_run:
            out.print(report(plan, done=False))
            return
        by, reason = signed_by(wire, removal.by), _reason(removal)
        if not how.yes:
            _ask(plan)
        done = wire.forgetting.carry_out(plan, removal.export, by=by, reason=reason)
        out.print(report(done, done=True))
    if done.unfinished:
        raise typer.Exit(1)


def _reason(removal: Removal) -> str:
    """Why.

    Raises:
        BadValueError: when nobody said so.

    """
    if removal.reason and removal.reason.strip():
        return removal.reason
    raise BadValueError("say why: --reason TEXT")


def is_attended() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def _ask(plan: Plan) -> None:
    """Let somebody at a terminal confirm it.

    Raises:
        BadValueError: when nobody is there to ask.

    """
    if not is_attended():
        raise BadValueError("nobody is here to confirm what cannot be undone: look with --dry-run, then add --yes")
    err.print(report(plan, done=False))
    typer.confirm(f"Remove {render.harmless(plan.name)} for good?", abort=True, err=True)
