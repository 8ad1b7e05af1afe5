"""The options of every verb that answers with numbers, and how its answer is printed, in one place for all."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import MOST, Asked, Period
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.facts.fact import Stage
from talentwire.serve import answer_forms, answer_page, answer_table, pictures
from talentwire.serve.app import err, out
from talentwire.serve.options import AsOf, During, Ledger, Output

Lang = StrEnum("Lang", [(lang.upper(), lang) for lang in LANGUAGES])  # type: ignore[misc]


class Shape(StrEnum):
    """How an answer is given."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PNG = "png"
    SVG = "svg"
    HTML = "html"


@dataclass(frozen=True)
class Asking:
    """What every question takes: the filters, the language, the form, where to write, and the ledger."""

    as_of: AsOf
    during: During
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only with this person.")]
    org: Annotated[str | None, typer.Option("--org", metavar="NAME", help="Only with this organisation.")]
    ledger: Ledger
    output: Output
    status: Annotated[
        list[Stage],
        typer.Option(
            "--status", "-s", metavar="STATUS",
            help=f"Only what has come so far, may be repeated: {', '.join(one for one in Stage if one.positive)}.",
        ),
    ]  # fmt: skip
    period: Annotated[Period | None, typer.Option("--period", help="Cut the answer into such stretches of time.")]
    top: Annotated[int, typer.Option("--top", min=1, metavar="N", help="Show N one by one, the rest together.")] = MOST
    lang: Annotated[Lang, typer.Option("--lang", help="Language of titles, definitions and notes.")] = Lang("en")
    form: Annotated[Shape, typer.Option("--format", "-f", help="How to give the answer.")] = Shape.TABLE

    @property
    def asked(self) -> Asked:
        """The same for the api."""
        return Asked(
            as_of=self.as_of, during=self.during, status=tuple(self.status), person=self.person or "",
            org=self.org or "", period=self.period, top=self.top, lang=str(self.lang),
        )  # fmt: skip


def give(answer: Answer, asking: Asking) -> None:
    """Print an answer in the form asked for, or write it to the file asked for.

    Raises:
        typer.BadParameter: when a picture would go to a terminal.

    """
    form = asking.form
    if form is Shape.PNG and asking.output is None and typer.get_binary_stream("stdout").isatty():
        raise typer.BadParameter("PNG is no text for a terminal: name a file with --output")
    if form is Shape.TABLE and asking.output is None:
        out.print(answer_table.table(answer, out.width))
        err.print(answer_table.below(answer), style="dim")
        return
    data = shaped(answer, form)
    if asking.output is not None:
        asking.output.write_bytes(data)
        typer.echo(f"{answer.question} written to {asking.output}", err=True)
    else:
        stream = typer.get_binary_stream("stdout")
        stream.write(data)
        stream.flush()


def shaped(answer: Answer, form: Shape) -> bytes:
    """An answer as the bytes of a file.

    Raises:
        ConfigError: when a picture is asked for and what draws pictures is not installed.

    """
    match form:
        case Shape.JSON:
            return answer_forms.json_text(answer).encode()
        case Shape.CSV:
            return answer_forms.csv_text(answer).encode()
        case Shape.TABLE:
            return answer_table.plain(answer).encode()
        case Shape.HTML:
            return answer_page.page(answer).encode()
        case Shape.PNG | Shape.SVG:
            return pictures.drawn(answer, form.value)
