"""The verbs for tokens: who may ask a server over the ledger, and may no longer."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.table import Table

from talentwire.analyse import flat
from talentwire.api.access import SAYS, Access, Scope, Token
from talentwire.config import load_config
from talentwire.serve.app import app, err, out
from talentwire.serve.options import As, Format, Ledger
from talentwire.serve.render import harmless

tokens = typer.Typer(no_args_is_help=True, help="Who may ask a server, and may no longer.")
app.add_typer(tokens, name="token")
_COLUMNS = ("name", "scopes", "state", "made_at", "expires_at", "revoked_at", "used_on", "ends")
_MEANS = "; ".join(f"{scope}: {what}" for scope, what in SAYS.items())


@contextmanager
def _access(ctx: typer.Context, ledger: str | None, *, create: bool = False) -> Iterator[Access]:
    access = Access.of(load_config(ctx.obj).changed(ledger=ledger), create=create)
    try:
        yield access
    finally:
        access.close()


@tokens.command()
def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Who uses it; stands under their decisions.")],
    scope: Annotated[
        list[Scope], typer.Option("--scope", help=f"May be repeated. {_MEANS}. Who may do more may read.")
    ],
    expires: Annotated[
        str, typer.Option("--expires", metavar="TERM", help="After how long: 90d, 12w, 6m, 1y; or never.")
    ] = "90d",
    ledger: Ledger = None,
) -> None:
    """Make a token and print it, this once: only its hash is kept. A ledger that is not there yet is made."""
    with _access(ctx, ledger, create=True) as access:
        made = access.add(name, scope, expires)
    until = f"until {made.token.expires_at[:10]}" if made.token.expires_at else "until it is revoked"
    typer.echo(made.secret)
    err.print(
        f"token of {harmless(made.token.name)} ({', '.join(sorted(made.token.scopes))}), {until}; "
        "keep it safe, it is not shown again",
        style="dim",
    )


@tokens.command(name="list")
def listed(ctx: typer.Context, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show all tokens that there ever were: scopes, state, the day of the last use, the last four characters."""
    with _access(ctx, ledger) as access:
        found = [_row(*one) for one in access.all()]
    match form:
        case Format.JSON:
            typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.rows_text(found, _COLUMNS), nl=False)
        case Format.TABLE:
            out.print(_table(found))


@tokens.command()
def revoke(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whose token.")],
    ledger: Ledger = None,
) -> None:
    """End a token at once, with all sessions of people who logged in with it."""
    with _access(ctx, ledger) as access:
        gone = access.revoke(name)
    err.print(f"the token of {harmless(gone.name)} that ends with {gone.ends} is valid no more", style="dim")


def _row(token: Token, state: str) -> dict[str, Any]:
    row = {**vars(token), "scopes": " ".join(sorted(token.scopes)), "state": state}
    return {name: row[name] for name in _COLUMNS}


def _table(rows: list[dict[str, Any]]) -> Table:
    made = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Name", "Scopes", "State", "Made", "Until", "Last used", "Ends with"):
        made.add_column(title, overflow="fold")
    for row in rows:
        until = row["revoked_at"] or row["expires_at"] or "–"
        made.add_row(
            harmless(row["name"]), row["scopes"], row["state"], row["made_at"][:10],
            until[:10], row["used_on"] or "–", f"…{row['ends']}",
        )  # fmt: skip
    return made
