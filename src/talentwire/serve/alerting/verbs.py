"""The verbs for saved questions: what shall be told, where, and what was."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from talentwire.analyse import flat
from talentwire.analyse.alerts.wanted import Wanted, When
from talentwire.api import Talentwire
from talentwire.api.alerts import Outlets, Saved
from talentwire.errors import BadValueError, TalentwireError
from talentwire.lang.families import FAMILIES
from talentwire.model.claims import KINDS, Status
from talentwire.serve.alerting import file, printed
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.asking import Lang
from talentwire.serve.options import As, Format, Kind, Ledger, parse_moment, takes_groups
from talentwire.serve.render import harmless, plural
from talentwire.serve.sending.signing import shown

alerts = typer.Typer(no_args_is_help=True, help="Questions that are saved, and tell what happens.")
app.add_typer(alerts, name="alert")
_FEW: Final = 5_000
"""Claims at most that are looked at where somebody waits for something else."""
Name = Annotated[str, typer.Argument(metavar="NAME", help="Of the alert; it stands in the address of its feed.")]
Days = Annotated[int, typer.Option("--days", min=1, max=92, metavar="N", help="How many days back the trial goes.")]


@dataclass(frozen=True)
class Asked:
    """What a saved question asks."""

    when: Annotated[
        list[When],
        typer.Option(
            "--when", "-w", metavar="WHAT",
            help="What must have happened, may be repeated: " + ", ".join(When) + "; by default anything but more. "
            "leaves and joins say which moves.",
        ),
    ]  # fmt: skip
    kind: Annotated[
        list[Kind],
        typer.Option("--kind", "-k", metavar="KIND", help=f"Only this kind, may be repeated: {', '.join(KINDS)}."),
    ]
    status: Annotated[
        list[Status],
        typer.Option(
            "--status", "-s", metavar="STATUS",
            help=f"Only facts with a claim of this status, may be repeated: {', '.join(Status)}.",
        ),
    ]  # fmt: skip
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only with this person.")]
    org: Annotated[
        str | None, typer.Option("--org", metavar="NAME", help="Only with this organisation, or what belongs to it.")
    ]
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Dated on or after: 2025, 2025-07…")]
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Dated on or before.")]
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Only documents in this language: de.")]
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="Only where the evidence has these words.")
    ]
    role: Annotated[str | None, typer.Option("--role", metavar="FAMILY", help=f"Only people in {', '.join(FAMILIES)}.")]
    amount: Annotated[str | None, typer.Option("--amount", metavar="SUM", help="Only sums of at least: USD 1bn.")]
    per_head: Annotated[
        str | None, typer.Option("--per-head", metavar="SUM", help="Only deals that cost more for each head: USD 10m.")
    ]

    @property
    def wanted(self) -> Wanted:
        """The same for the api."""
        return Wanted.of({name: value for name, value in vars(self).items() if value})


@dataclass(frozen=True)
class Told:
    """Where a saved question tells."""

    webhook: Annotated[
        str | None, typer.Option("--webhook", metavar="URL", help="Send every event there, signed; prints the secret.")
    ]
    mail: Annotated[list[str], typer.Option("--mail", metavar="ADDRESS", help="Send letters there; may be repeated.")]
    begins: Annotated[
        str | None,
        typer.Option(
            "--from", parser=parse_moment, metavar="DATE", help="Tell also what the ledger has learnt since then."
        ),
    ]
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of the alert of this name.")] = False
    language: Annotated[Lang, typer.Option("--language", help="Language of letters and of messages.")] = Lang("en")

    @property
    def outlets(self) -> Outlets:
        """The same for the api."""
        return Outlets(self.webhook or "", tuple(self.mail), str(self.language))


@alerts.command()
@takes_groups
def add(ctx: typer.Context, name: Name, asked: Asked, told: Told, ledger: Ledger = None) -> None:
    """Save a question; from now on it tells what happens: on its page, in its feed, and where you say."""
    with opened(ctx, ledger=ledger) as wire:
        wire.ledger(create=True)
        known = {one.name for one in wire.alerts.all()} if told.replace else set()
        saved = wire.alerts.add(name, asked.wanted, told.outlets, since=told.begins, replaces=told.replace)
        _said(saved, new=name not in known)


def _said(saved: Saved, *, new: bool) -> None:
    for note in saved.notes:
        err.print(harmless(f"note: {note}"), style="yellow")
    if new and saved.outlets.webhook:
        typer.echo(shown(saved.alert.secret))
        err.print("what is sent is signed with this secret; keep it safe, it is not shown again", style="dim")
    err.print(harmless(f"{saved.name} {'is saved' if new else 'is changed'}: {printed.asks(saved)}"), style="dim")


@alerts.command(name="import")
def import_(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE.toml", help="Holds a table [[alert]] for each.")],
    ledger: Ledger = None,
) -> None:
    """Save the questions of a file, each in the place of the one that has its name; all of them or none."""
    entries = file.read(path)
    with opened(ctx, ledger=ledger) as wire:
        wire.ledger(create=True)
        for saved, new in file.save(entries, wire.alerts):
            if new and saved.outlets.webhook:
                typer.echo(f"{saved.name}\t{shown(saved.alert.secret)}")
            for note in saved.notes:
                err.print(harmless(f"note: {saved.name}: {note}"), style="yellow")
    err.print(f"{plural(len(entries), 'alert')} saved", style="dim")


@alerts.command(name="list")
def listed(ctx: typer.Context, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show all saved questions: what they ask, where they tell, how much they told."""
    with opened(ctx, ledger=ledger) as wire:
        found = wire.alerts.all()
    match form:
        case Format.JSON:
            typer.echo(json.dumps([printed.row(one) for one in found], ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.rows_text([printed.csv_row(one) for one in found], printed.COLUMNS), nl=False)
        case Format.TABLE:
            out.print(printed.table(found))
            err.print(plural(len(found), "alert"), style="dim")


@alerts.command()
def show(ctx: typer.Context, name: Name, days: Days = 7, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show what an alert would have told lately, so that you see whether it is too loud, and what was sent of it."""
    with opened(ctx, ledger=ledger) as wire:
        saved = wire.alerts.named(name)
        trial = wire.alerts.dry_run(saved.wanted, days)
        deliveries = wire.alerts.kept.deliveries(saved.alert.id, limit=8)
    if form is Format.TABLE:
        out.print(printed.whole(saved, trial, days, deliveries, saved.outlets.lang))
        return
    told = [{"day": str(day), **one} for day, one in trial]
    whole = {**printed.row(saved), "trial": told, "deliveries": [vars(one) | {"lease": None} for one in deliveries]}
    if form is Format.CSV:
        raise BadValueError("what an alert would have told is printed as a table or as JSON: --format json")
    typer.echo(json.dumps(whole, ensure_ascii=False, indent=1))


@alerts.command()
def remove(ctx: typer.Context, name: Name, ledger: Ledger = None) -> None:
    """Remove a saved question with all that it told."""
    with opened(ctx, ledger=ledger) as wire:
        wire.alerts.remove(name)
    err.print(harmless(f"{name} is removed"), style="dim")


@alerts.command()
def pause(ctx: typer.Context, name: Name, ledger: Ledger = None) -> None:
    """Let a saved question rest; what happens meanwhile it does not tell."""
    with opened(ctx, ledger=ledger) as wire:
        wire.alerts.pause(name)
    err.print(harmless(f"{name} rests until `talentwire alert resume`"), style="dim")


@alerts.command()
def resume(ctx: typer.Context, name: Name, ledger: Ledger = None) -> None:
    """Let a saved question tell again, from now on; a webhook that was given up is tried again."""
    with opened(ctx, ledger=ledger) as wire:
        wire.alerts.resume(name)
    err.print(harmless(f"{name} tells again"), style="dim")


@alerts.command()
def secret(ctx: typer.Context, name: Name, ledger: Ledger = None) -> None:
    """Make a new secret for an alert's webhook and print it, this once; the old one signs nothing more."""
    with opened(ctx, ledger=ledger) as wire:
        made = wire.alerts.renew_secret(name)
    typer.echo(shown(made.alert.secret))
    err.print("what is sent from now on is signed with this secret; it is not shown again", style="dim")


@alerts.command()
def test(ctx: typer.Context, name: Name, ledger: Ledger = None) -> None:
    """Send an event that never happened to the webhook and the mailboxes of an alert, to see whether it arrives."""
    from talentwire.serve.sending.delivering import MAIL, Deliverer  # a web client, which other verbs need not wait for

    with opened(ctx, ledger=ledger) as wire:
        saved, event = wire.alerts.sample(name)
        sender = Deliverer(wire.alerts, wire.config)
        wrong: dict[str, str] = {}
        if saved.outlets.webhook:
            wrong[saved.outlets.webhook] = sender.message(saved, event).wrong
        for address in saved.outlets.mail:
            wrong[address] = sender.letter(saved, address.removeprefix(MAIL), [event])[0]
    for where, why in wrong.items():
        err.print(harmless(f"{where}: {why or 'arrived'}"), style="red" if why else "green")
    if not wrong:
        err.print(harmless(f"{name} tells on its page and in its feed alone; there is nothing to send"))
    if any(wrong.values()):
        raise typer.Exit(1)


@alerts.command()
def run(ctx: typer.Context, ledger: Ledger = None) -> None:
    """Look now what happened and send what is due, as a server does all the time; for cron."""
    from talentwire.serve.sending.delivering import Deliverer

    with opened(ctx, ledger=ledger) as wire:
        found = wire.alerts.check()
        sent = Deliverer(wire.alerts, wire.config).deliver()
    err.print(printed.fired(found) if found else "nothing new", style="dim")
    if sent.sent or sent.failed:
        err.print(f"{sent.sent:,} sent, {sent.failed:,} not yet: they are tried again", style="dim")


def note(wire: Talentwire) -> str:
    """After something was recorded: how many events alerts have found in it; empty where none are saved."""
    try:
        if not wire.alerts.kept.any():
            return ""
        if (ahead := wire.alerts.ahead()) > _FEW:
            return f"{ahead:,} claims wait to be looked at by alerts: a running server does, or `talentwire alert run`"
        found = wire.alerts.check()
    except TalentwireError as error:  # what was recorded is recorded, whatever becomes of alerts
        return harmless(f"alerts were not looked at: {error}")
    return printed.fired(found) + "; a running server sends them, or `talentwire alert run`" if found else ""
