"""The verbs by which people put things right: who is who, what a claim should say, and the undoing of it."""

import json
from collections.abc import Iterable
from typing import Annotated, Any

import typer

from talentwire.analyse import flat
from talentwire.api import Talentwire
from talentwire.api.decide import Unsure
from talentwire.errors import BadValueError
from talentwire.model.entities import EntityType, Judgement
from talentwire.record.answers import Decision
from talentwire.serve import decided, render
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.changes import parse_changes
from talentwire.serve.options import As, AsOf, By, ClaimId, Format, Ledger, Pair, Reason, Signed, Type, takes_groups

_KEYS = {"s": Judgement.SAME, "d": Judgement.DIFFERENT, "u": Judgement.UNSURE}
_KINDS: dict[Type, EntityType] = {
    Type.PERSON: "person", Type.ORG: "org", Type.FACILITY: "facility", Type.PRODUCT: "product",
}  # fmt: skip
_ASKED = "[s]ame, [d]ifferent, [u]nsure, [n]ext, [z] undo, [q]uit"
_NUMBER = Annotated[int | None, typer.Argument(metavar="NUMBER", help="Of the decision; by default your last.")]
_NAME = Annotated[str, typer.Argument(metavar="NAME")]
_OTHER = Annotated[str | None, typer.Argument(metavar="OTHER", help="The other name.")]


def signed_by(wire: Talentwire, by: str | None) -> str:
    """Who decides.

    Raises:
        BadValueError: when nobody said so.

    """
    if name := by or wire.config.editor:
        return name
    raise BadValueError('say who decides: --by NAME, or `editor = "NAME"` in talentwire.toml')


def _told(made: Decision) -> None:
    err.print(decided.sentence(made), style="dim")


@app.command()
@takes_groups
def merge(ctx: typer.Context, name: _NAME, other: _NAME, pair: Pair, signed: Signed) -> None:
    """Say that two names mean the same; no claim is rewritten, and it can be undone."""
    with opened(ctx, ledger=signed.ledger) as wire:
        who = {"by": signed_by(wire, signed.by), "reason": signed.reason}
        _told(wire.decide.merge(name, other, kind=_kind(pair), document=pair.document, **who))


@app.command()
@takes_groups
def split(ctx: typer.Context, name: _NAME, pair: Pair, signed: Signed, other: _OTHER = None) -> None:
    """Say that two names do not mean the same, or that a name means somebody else in one document."""
    with opened(ctx, ledger=signed.ledger) as wire:
        who = {"by": signed_by(wire, signed.by), "reason": signed.reason}
        _told(wire.decide.split(name, other, kind=_kind(pair), document=pair.document, **who))


def _kind(pair: Pair) -> EntityType | None:
    return _KINDS[pair.what] if pair.what else None


@app.command()
def review(
    ctx: typer.Context,
    by: By = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most N pairs.")] = None,
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Walk the pairs of names of which no rule is sure: same, different, unsure, next, undo, quit."""
    with opened(ctx, ledger=ledger) as wire:
        pairs = wire.decide.unsure(limit=limit)
        if form is Format.JSON:
            typer.echo(json.dumps([_pair(pair) for pair in pairs], ensure_ascii=False, indent=1))
            return
        if not pairs:
            err.print("no pair of names waits for a decision", style="dim")
            return
        _walk(wire, pairs, signed_by(wire, by))


def _walk(wire: Talentwire, pairs: list[Unsure], by: str) -> None:
    """Ask about each pair in turn; what is decided is kept at once, so that leaving loses nothing."""
    made: list[tuple[int, Decision]] = []
    place = 0
    while place < len(pairs):
        out.print(decided.unsure(pairs[place], place + 1, len(pairs)))
        answer = (
            typer.prompt("[s]ame, [d]ifferent, [u]nsure, [n]ext, [z] undo, [q]uit", default="n").strip().lower()[:1]
        )
        if answer == "q":
            break
        if answer == "z" and made:
            place, last = made.pop()
            wire.decide.undo(last.id, by=by, reason="undone in the review")
            err.print(f"decision {last.id} undone", style="dim")
            continue
        if answer in _KEYS:
            verdict = pairs[place].verdict
            one = wire.decide.judge(verdict, _KEYS[answer], by=by, reason="reviewed side by side")
            made.append((place, one))
            _told(one)
        elif answer != "n":
            continue
        place += 1
    err.print(f"{render.plural(len(made), 'decision')} made; {len(pairs) - place} left", style="dim")


def _pair(pair: Unsure) -> dict[str, Any]:
    verdict = pair.verdict
    return {
        "left": str(verdict.left),
        "right": str(verdict.right),
        "score": verdict.score,
        "by": verdict.by,
        "reasons": [reason._asdict() for reason in verdict.reasons],
        "sides": [
            {
                "name": side.entity.name,
                "id": side.entity.id,
                "claims": [flat.entry_json(entry) for entry in side.entries],
            }
            for side in (pair.left, pair.right)
        ],
    }


@app.command()
def undo(
    ctx: typer.Context,
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Of the decision; by default your last.")
    ] = None,
    by: By = None,
    reason: Annotated[str, typer.Option("--reason", "-m", metavar="TEXT", help="Why.")] = "undone",
    ledger: Ledger = None,
) -> None:
    """Undo a decision: what it changed is as it was, and both stay in the history."""
    with opened(ctx, ledger=ledger) as wire:
        made, old = wire.decide.undo(number, by=signed_by(wire, by), reason=reason)
    err.print(f"undone: {decided.sentence(old)}", style="dim")
    _told(made)


@app.command()
def decisions(
    ctx: typer.Context,
    as_of: AsOf = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most N.")] = None,
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Show what people decided, the newest first, with the numbers by which it can be undone."""
    with opened(ctx, ledger=ledger) as wire:
        found = wire.decide.all(as_of=as_of, limit=limit)
    rows: Iterable[dict[str, Any]] = [vars(one) for one in found]
    match form:
        case Format.JSON:
            typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.rows_text(rows, tuple(Decision.__dataclass_fields__)), nl=False)
        case Format.TABLE:
            out.print(decided.decisions_table(found))


@app.command()
def retract(ctx: typer.Context, claim: ClaimId, reason: Reason, by: By = None, ledger: Ledger = None) -> None:
    """Take a claim out of the ledger; no program brings it back, and it can be undone."""
    with opened(ctx, ledger=ledger) as wire:
        _told(wire.decide.retract(claim, by=signed_by(wire, by), reason=reason)[0])


@app.command()
def confirm(ctx: typer.Context, claim: ClaimId, reason: Reason, by: By = None, ledger: Ledger = None) -> None:
    """Say that what a claim says is so, and how you know."""
    with opened(ctx, ledger=ledger) as wire:
        _told(wire.decide.confirm(claim, by=signed_by(wire, by), reason=reason)[0])


@app.command()
def deny(ctx: typer.Context, claim: ClaimId, reason: Reason, by: By = None, ledger: Ledger = None) -> None:
    """Say that what a claim says is not so; the claim stays, with the denial beside it."""
    with opened(ctx, ledger=ledger) as wire:
        _told(wire.decide.deny(claim, by=signed_by(wire, by), reason=reason)[0])


@app.command()
def correct(
    ctx: typer.Context,
    claim: ClaimId,
    changes: Annotated[
        list[str],
        typer.Argument(metavar="SLOT=VALUE…", help="What it should say: to_org=Meta, amount='USD 100m', date=2025-07."),
    ],
    reason: Reason,
    by: By = None,
    ledger: Ledger = None,
) -> None:
    """Put a better claim in the place of one: the old one is retracted, the new one bears your name."""
    with opened(ctx, ledger=ledger) as wire:
        kind = wire.explain(claim).entry.claim.kind
        made, entry = wire.decide.correct(claim, parse_changes(kind, changes), by=signed_by(wire, by), reason=reason)
    _told(made)
    out.print(render.claims_table([entry], out.width))
