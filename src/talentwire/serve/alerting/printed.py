"""Saved questions and what they told, as tables and lines for people and as JSON for programs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from talentwire.analyse.alerts.telling import headline
from talentwire.api.alerts import Saved, shown_day
from talentwire.model.values import Money
from talentwire.record.operating.alerts import Delivery
from talentwire.serve.render import harmless, plural

COLUMNS: Final = ("name", "asks", "outlets", "state", "events", "last", "checked")
_SENTENCES: Final = 40


def asks(one: Saved) -> str:
    """What a saved question asks, as its options."""
    parts = []
    for name, value in one.wanted.to_json().items():
        shown = str(Money.from_json(value)) if isinstance(value, Mapping) else value
        several = shown if isinstance(shown, list) else [shown]
        parts += [f"--{name.replace('_', '-')} {_quoted(str(each))}" for each in several]
    return " ".join(parts)


def _quoted(text: str) -> str:
    return f"'{text}'" if " " in text else text


def row(one: Saved) -> dict[str, Any]:
    """A saved question for programs; its secrets are not among it."""
    return {
        "name": one.name, "asks": one.wanted.to_json(), "outlets": one.outlets.to_json(), "state": state(one),
        "events": one.events, "last": one.last or None, "checked": one.alert.checked_at,
        "created": one.alert.created_at,
    }  # fmt: skip


def state(one: Saved) -> str:
    """Whether it tells: ``on``, ``paused``, or ``stopped`` where its webhook is gone."""
    if one.alert.paused_at:
        return "paused"
    return "stopped" if one.alert.stopped else "on"


def csv_row(one: Saved) -> dict[str, Any]:
    """A saved question as a row of a table for programs."""
    return {**row(one), "asks": asks(one), "outlets": _outlets(one), "last": one.last, "checked": one.alert.checked_at}


def table(found: Iterable[Saved]) -> RenderableType:
    """All saved questions."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("Name", "Asks", "Tells", "State", "Events", "Last"):
        made.add_column(title, header_style="dim", overflow="fold")
    for one in found:
        style = "" if state(one) == "on" else "dim"
        cells = (one.name, asks(one), _outlets(one) or "page, feed", state(one), f"{one.events:,}", shown_day(one.last))
        made.add_row(*(Text(harmless(cell), style=style) for cell in cells))
    return made


def _outlets(one: Saved) -> str:
    return ", ".join(filter(None, (one.outlets.webhook, *one.outlets.mail)))


def whole(
    one: Saved, trial: Sequence[tuple[date, Mapping[str, Any]]], days: int, deliveries: Sequence[Delivery], lang: str
) -> RenderableType:  # fmt: skip
    """A saved question: what it asks, what it would have told lately, and what was sent of it."""
    lines = [Text(harmless(one.name), style="bold"), Text(harmless(asks(one)))]
    lines.append(Text(harmless(f"{state(one)}; tells on its page and in its feed{_and(one)}"), style="dim"))
    if one.alert.stopped:
        lines.append(Text(harmless(f"nothing is sent to its webhook: {one.alert.stopped}"), style="yellow"))
    many = f"{len(trial) / days:.1f} a day" if trial else "nothing"
    found = f"In the last {plural(days, 'day')} it would have told {plural(len(trial), 'event')} ({many}):"
    lines += [Text(), Text(found if trial else f"In the last {plural(days, 'day')} it would have told nothing.")]
    lines += [_line(str(day), told, lang) for day, told in trial[:_SENTENCES]]
    if len(trial) > _SENTENCES:
        lines.append(Text(f"… and {len(trial) - _SENTENCES:,} more", style="dim"))
    if deliveries:
        lines += [Text(), Text("Sent last:"), *(_sent(each) for each in deliveries)]
    return Group(*lines)


def _and(one: Saved) -> str:
    return f", and to {_outlets(one)}" if _outlets(one) else ""


def _line(day: str, told: Mapping[str, Any], lang: str) -> Text:
    line = Text(f"  {day}  ", style="dim")
    line.append(harmless(headline(told, lang)), style="")
    return line.append(harmless(f"  {told['change'][lang]}"), style="dim")


def _sent(one: Delivery) -> Text:
    last = one.attempts[-1] if one.attempts else {}
    what = [one.state, one.outlet, plural(one.tries, "attempt")]
    if last:
        what.append(f"last {shown_day(last['at'])}" + (f": {last['wrong']}" if last["wrong"] else ""))
    if one.state == "waiting":
        what.append(f"next {shown_day(one.next_at)}")
    return Text(harmless("  " + ", ".join(what)), style="" if one.state == "sent" else "yellow")


def fired(found: Mapping[str, int]) -> str:
    """How many events alerts have found, in a line."""
    total, names = sum(found.values()), ", ".join(f"{name} {count:,}" for name, count in sorted(found.items()))
    return harmless(f"{plural(total, 'event')} for {plural(len(found), 'alert')}: {names}")
