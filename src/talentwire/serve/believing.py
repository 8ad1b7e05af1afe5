"""The verbs that ask what is believed: facts, a fact, stories."""

import json
from typing import Annotated

import typer

from talentwire.analyse import flat
from talentwire.serve import believed, fact_forms, render
from talentwire.serve.app import app, err, opened, out
from talentwire.serve.options import As, AsOf, ClaimId, Format, Ledger, Question, takes_groups


@app.command()
@takes_groups
def facts(ctx: typer.Context, question: Question, form: As = Format.TABLE) -> None:
    """Show what is believed: claims on one thing weighed together, copies counted once, contradictions kept."""
    with opened(ctx, ledger=question.ledger) as wire:
        found = wire.facts(question.filter)
        entries = wire.entries([fact.id for fact in found])
    match form:
        case Format.JSON:
            typer.echo(json.dumps([fact_forms.fact(fact) for fact in found], ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.rows_text([fact_forms.row(fact) for fact in found], fact_forms.COLUMNS), nl=False)
        case Format.TABLE:
            out.print(believed.facts_table((fact, entries.get(fact.id)) for fact in found))
            err.print(render.plural(len(found), "fact"), style="dim")


@app.command()
def fact(ctx: typer.Context, name: ClaimId, as_of: AsOf = None, ledger: Ledger = None, form: As = Format.TABLE) -> None:
    """Show a fact: what is believed of it and how sure, how it came about, who says so and who denies it."""
    with opened(ctx, ledger=ledger) as wire:
        found = wire.fact(name, as_of=as_of)
    match form:
        case Format.JSON:
            typer.echo(json.dumps(fact_forms.fact(found.fact), ensure_ascii=False, indent=1))
        case Format.CSV:
            typer.echo(flat.rows_text([fact_forms.row(found.fact)], fact_forms.COLUMNS), nl=False)
        case Format.TABLE:
            out.print(believed.fact(found))


@app.command()
def stories(
    ctx: typer.Context,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="Only the story that this document tells.")
    ] = None,
    as_of: AsOf = None,
    ledger: Ledger = None,
    form: As = Format.TABLE,
) -> None:
    """Show which documents tell one story: copies, excerpts and translations, the origin first."""
    with opened(ctx, ledger=ledger) as wire:
        found = wire.stories(document, as_of=as_of)
    match form:
        case Format.JSON:
            typer.echo(json.dumps([fact_forms.story(page) for page in found], ensure_ascii=False, indent=1))
        case Format.CSV:
            rows = [row for page in found for row in fact_forms.story_rows(page)]
            typer.echo(flat.rows_text(rows, fact_forms.STORY_COLUMNS), nl=False)
        case Format.TABLE:
            out.print(believed.stories(found))
            err.print(render.plural(len(found), "story", "stories") + " of several documents", style="dim")
