"""The verb that writes an issue, and sends it."""

import json
from dataclasses import dataclass
from email.utils import format_datetime, localtime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from talentwire.analyse.digest.issue import Digest
from talentwire.analyse.digest.week import Week, asked_days
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.values import PartialDate
from talentwire.serve.app import app, opened
from talentwire.serve.asking import Lang
from talentwire.serve.digest.forms import as_json
from talentwire.serve.digest.mail import mail
from talentwire.serve.digest.markdown import markdown
from talentwire.serve.digest.page import page
from talentwire.serve.options import AsOf, Ledger, Output, parse_date, takes_groups
from talentwire.serve.render import harmless
from talentwire.serve.sending.mail import MailServer, address, send


class Form(StrEnum):
    """How an issue is given."""

    MARKDOWN = "markdown"
    HTML = "html"
    EML = "eml"
    JSON = "json"


@dataclass(frozen=True)
class Days:
    """Of which days an issue is."""

    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="The week, 2025-W29; by default the last full one.")
    ]
    since: Annotated[
        PartialDate | None,
        typer.Option("--since", parser=parse_date, metavar="DATE", help="Instead of a week: the first day."),
    ]
    until: Annotated[
        PartialDate | None, typer.Option("--until", parser=parse_date, metavar="DATE", help="The last day.")
    ]

    @property
    def asked(self) -> Week | None:
        """The same for the api; None for the last full week."""
        return asked_days(self.week or "", str(self.since or ""), str(self.until or ""))


@dataclass(frozen=True)
class Giving:
    """How an issue is given, and to whom."""

    output: Output
    to: Annotated[
        list[str], typer.Option("--send", metavar="ADDRESS", help="Send it by mail (smtp_host…); may be repeated.")
    ]
    lang: Annotated[Lang, typer.Option("--lang", help="The language that it is written in.")] = Lang("en")
    form: Annotated[Form, typer.Option("--format", "-f", help="How to give it.")] = Form.MARKDOWN
    whole: Annotated[bool, typer.Option("--all", help="Leave nothing out for length.")] = False


@app.command()
@takes_groups
def digest(ctx: typer.Context, of: Days, giving: Giving, as_of: AsOf = None, ledger: Ledger = None) -> None:
    """Write the newsletter of a week, made of facts alone, every sentence with its source."""
    with opened(ctx, ledger=ledger) as wire:
        addresses = [address(one) for one in giving.to]
        server = MailServer.of(wire.config) if addresses else None
        found = wire.digest(of.asked, lang=str(giving.lang), as_of=as_of, whole=giving.whole)
        if giving.output or not addresses:
            _give(_made(found, giving.form, wire.config), giving.output)
        if server:
            _send(wire, found, addresses, server)


def _made(found: Digest, form: Form, config: Config) -> bytes:
    site = config.public_url or ""
    match form:
        case Form.MARKDOWN:
            return markdown(found, site).encode()
        case Form.HTML:
            return page(found, site).encode()
        case Form.EML:
            made = mail(found, site, config.smtp_from or "")
            made["Date"] = format_datetime(localtime())  # a letter that is sent gets one then
            return made.as_bytes()
        case Form.JSON:
            return (json.dumps(as_json(found), ensure_ascii=False, indent=1) + "\n").encode()


def _give(data: bytes, output: Path | None) -> None:
    if output is None:
        stream = typer.get_binary_stream("stdout")
        stream.write(data)
        stream.flush()
        return
    output.write_bytes(data)
    typer.echo(f"the issue written to {output}", err=True)


def _send(wire: Talentwire, found: Digest, addresses: list[str], server: MailServer) -> None:
    done = send(mail(found, wire.config.public_url or "", server.sender), addresses, server)
    typer.echo(f"{harmless(found.title)} sent to {', '.join(map(harmless, done.taken))}", err=True)
    for one in done.refused:
        typer.echo(f"not sent to {harmless(one.address)}: {harmless(one.reason)}", err=True)
    if done.refused:
        raise typer.Exit(1)
