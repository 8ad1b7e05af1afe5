"""The options that several verbs share, each group a dataclass, and how a handler takes a whole group at once."""

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_args, get_type_hints

import typer

from talentwire.errors import BadValueError
from talentwire.model.claims import KINDS, Status
from talentwire.model.values import Interval, PartialDate
from talentwire.record.answers import ClaimFilter
from talentwire.record.rows import end_of

Kind = StrEnum("Kind", [(name.upper(), name) for name in KINDS])  # type: ignore[misc]


class Format(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Type(StrEnum):
    """What a name is the name of."""

    PERSON = "person"
    ORG = "org"
    FACILITY = "facility"
    PRODUCT = "product"


class Export(StrEnum):
    """What the ledger is exported to: claims in the first three, facts in the others."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    JSONLD = "jsonld"
    FTM = "ftm"


def parse_date(text: str) -> PartialDate:
    """A date from the command line.

    Raises:
        typer.BadParameter: when it is none.

    """
    try:
        return PartialDate.parse(text)
    except BadValueError as error:
        raise typer.BadParameter(str(error)) from None


def parse_moment(text: str) -> str:
    """A day or a moment from the command line.

    Raises:
        typer.BadParameter: when it is none.

    """
    try:
        end_of(text)
    except BadValueError as error:
        raise typer.BadParameter(str(error)) from None
    return text


def parse_stretch(text: str) -> Interval:
    """A stretch of time from the command line: a date, or two with ``..`` between.

    Raises:
        typer.BadParameter: when it is none.

    """
    try:
        return Interval.parse(text)
    except BadValueError as error:
        raise typer.BadParameter(str(error)) from None


Ledger = Annotated[
    str | None,
    typer.Option("--ledger", metavar="FILE", help="The ledger, or postgresql://…; by default talentwire.db."),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", parser=parse_moment, metavar="DATE", help="What was known then: 2025-07-15."),
]
During = Annotated[
    Interval | None,
    typer.Option("--during", parser=parse_stretch, metavar="DATES", help="What held then: 2025-07, 2025-01..2025-06."),
]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides; by default the setting `editor`.")]
Reason = Annotated[str, typer.Option("--reason", "-m", metavar="TEXT", help="Why; it is kept with the decision.")]
InDocument = Annotated[
    str | None, typer.Option("--document", metavar="ID", help="The first name means so in this document alone.")
]
What = Annotated[Type | None, typer.Option("--type", metavar="TYPE", help="person, org, facility or product.")]
ClaimId = Annotated[str, typer.Argument(metavar="CLAIM", help="Its id, or the beginning that tables show.")]
Day = Annotated[
    PartialDate | None,
    typer.Option("--date", parser=parse_date, metavar="DATE", help="The day of every document: 2025-07-15."),
]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, metavar="N", help="Read with N processes.")]
DocumentSeconds = Annotated[
    float | None,
    typer.Option("--document-seconds", min=0, metavar="N", help="Give up a document after N seconds; 0: never."),
]
Extractor = Annotated[str | None, typer.Option("--extractor", metavar="NAME", help="Who reads the claims.")]
Places = Annotated[
    list[str],
    typer.Argument(metavar="PLACE…", help="Files, folders, globs, http(s) addresses; - is standard input."),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="In any of its forms; a part of it, where that is clear.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to the terminal.")
]
ExportAs = Annotated[Export, typer.Option("--format", "-f", help="What to write.")]
As = Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")]


@dataclass(frozen=True)
class Question:
    """Which claims are asked for."""

    kind: Annotated[
        list[Kind],
        typer.Option("--kind", "-k", metavar="KIND", help=f"Only this kind, may be repeated: {', '.join(KINDS)}."),
    ]
    person: Annotated[str | None, typer.Option("--person", metavar="NAME", help="Only with this person.")]
    org: Annotated[str | None, typer.Option("--org", metavar="NAME", help="Only with this organisation.")]
    status: Annotated[
        list[Status],
        typer.Option(
            "--status", "-s", metavar="STATUS", help=f"Only with this status, may be repeated: {', '.join(Status)}."
        ),
    ]
    since: Annotated[
        PartialDate | None,
        typer.Option("--since", parser=parse_date, metavar="DATE", help="Dated on or after: 2025, 2025-07…"),
    ]
    until: Annotated[
        PartialDate | None, typer.Option("--until", parser=parse_date, metavar="DATE", help="Dated on or before.")
    ]
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Only documents in this language: de.")]
    text: Annotated[
        str | None, typer.Option("--text", metavar="WORDS", help="Only where the evidence has these words.")
    ]
    as_of: AsOf
    during: During
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, metavar="N", help="At most N of them.")]
    ledger: Ledger

    @property
    def filter(self) -> ClaimFilter:
        """The same for the ledger."""
        return ClaimFilter(
            kind=[str(kind) for kind in self.kind], status=[str(status) for status in self.status],
            person=self.person or "", org=self.org or "", lang=self.lang or (), text=self.text,
            since=self.since, until=self.until, as_of=self.as_of, during=self.during, limit=self.limit,
        )  # fmt: skip


@dataclass(frozen=True)
class When:
    """Of which time an answer is."""

    as_of: AsOf
    during: During


@dataclass(frozen=True)
class Signed:
    """Who decides, why, and in which ledger."""

    reason: Reason
    by: By
    ledger: Ledger


@dataclass(frozen=True)
class Pair:
    """Which names are meant, where the names alone do not tell."""

    document: InDocument
    what: What


@dataclass(frozen=True)
class Reading:
    """How places are read and by whom."""

    date: Day
    jobs: Jobs
    extractor: Extractor
    document_seconds: DocumentSeconds

    @property
    def settings(self) -> dict[str, object]:
        """The settings that are changed by it."""
        return {"jobs": self.jobs, "extractor": self.extractor, "document_seconds": self.document_seconds}


@dataclass(frozen=True)
class Gold:
    """What is compared with what people found, and what is shown of it."""

    names: Annotated[
        Path | None,
        typer.Option("--names", metavar="FILE.csv", help="Compare pairs of names: schema, name1, name2, is_match."),
    ]
    entities: Annotated[
        list[Path],
        typer.Option("--entities", metavar="DIR", help="Compare who is who in gold documents; may be repeated."),
    ]
    stories: Annotated[
        Path | None, typer.Option("--stories", metavar="DIR", help="Compare which gold documents tell one story.")
    ]
    predictions: Annotated[
        Path | None, typer.Option("--predictions", metavar="OUT.jsonl", help="Write what was read there.")
    ]
    misses: Annotated[
        int | None, typer.Option("--misses", min=0, metavar="N", help="Show up to N missed and spurious claims.")
    ]


def takes_groups(handler: Callable[..., None]) -> Callable[..., None]:
    """Let a handler take a dataclass of options: on the command line each of its fields is an option of its own."""
    hints = get_type_hints(handler, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}
    plain = [p for name, p in inspect.signature(handler).parameters.items() if name not in groups]
    parameters = [p.replace(annotation=hints[p.name]) for p in plain]
    for group in groups.values():
        parameters += _spread(group)

    @wraps(handler)
    def spread(**values: Any) -> None:
        for name, group in groups.items():
            values[name] = group(**{f.name: values.pop(f.name) for f in fields(group)})
        handler(**values)

    keyword = inspect.Parameter.KEYWORD_ONLY
    spread.__signature__ = inspect.Signature([p.replace(kind=keyword) for p in parameters])  # type: ignore[attr-defined]
    spread.__annotations__ = {p.name: p.annotation for p in parameters}
    return spread


def _spread(group: Any) -> list[inspect.Parameter]:
    keyword = inspect.Parameter.KEYWORD_ONLY
    found = []
    defaults = {one.name: one.default for one in fields(group)}
    for name, hint in get_type_hints(group, include_extras=True).items():
        given = defaults[name]
        several, needed = str(hint.__origin__).startswith("list"), type(None) not in get_args(hint.__origin__)
        default: Any = [] if several else inspect.Parameter.empty if needed else None
        if given is not MISSING:
            default = given
        found.append(inspect.Parameter(name, keyword, default=default, annotation=hint))
    return found
