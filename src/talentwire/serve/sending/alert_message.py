"""What is sent of an alert: the body for a webhook, and a letter for people."""

import json
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from html import escape
from typing import Any, Final
from urllib.parse import quote, urlsplit

from talentwire.analyse.alerts.telling import headline
from talentwire.analyse.answers.wording import Words
from talentwire.record.operating.alerts import Event
from talentwire.serve.sending.lines import one_line
from talentwire.serve.sending.mail import letter

MOST: Final = 100
"""Events of which a letter tells each; the others it counts."""


def data(event: Event, alert: str, lang: str, site: str = "") -> dict[str, Any]:
    """An event as programs read it: what happened, the sentence, the fact, the words that prove it, and their sources.

    Args:
        event: the event.
        alert: name of the saved question.
        lang: of the sentence.
        site: the address under which people reach the pages; empty where nobody said.

    """
    told = event.told
    fact = told["fact"]
    return {
        "id": event.id, "alert": alert, "at": event.noted_at, "became": told["became"],
        "happened": told["happened"], "trial": bool(told.get("trial")), "sentence": told["told"][lang],
        "change": told["change"][lang], "lang": lang, "fact": fact, "before": told["before"],
        "values": told["values"], "price": told["price"], "evidence": told["evidence"],
        "link": fact_link(event, site),
    }  # fmt: skip


def body(event: Event, alert: str, lang: str, site: str = "") -> bytes:
    """The message for a webhook."""
    whole = {"type": "alert.event", "timestamp": event.noted_at, "data": data(event, alert, lang, site)}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def fact_link(event: Event, site: str) -> str | None:
    """The address of the page of an event's fact, where it has one."""
    return f"{site.rstrip('/')}/facts/{quote(event.fact)}" if site and event.fact else None


def mail(events: Sequence[Event], alert: str, lang: str, site: str = "") -> EmailMessage:
    """One letter for all events, the first that happened first.

    Args:
        events: what happened.
        alert: name of the saved question.
        lang: of the letter.
        site: the address under which people reach the pages; empty where nobody said.

    """
    words = Words("mail", lang, __package__)
    shown, more = events[:MOST], len(events) - MOST
    first = headline(events[0].told, lang)
    subject = (
        words("subject", alert=alert, what=first) if len(events) == 1 else words("subjects", alert=alert, n=len(events))
    )
    end = [words("more", n=more)] if more > 0 else []
    end.append(words("why", alert=alert))
    if site:
        end.append(f"{site.rstrip('/')}/alerts/{quote(alert)}")
    text = "\n\n".join([*(_text(one, lang, site, words) for one in shown), "-- \n" + "\n".join(end)]) + "\n"
    page = "".join(_html(one, lang, site, words) for one in shown)
    footer = "".join(f"<p>{_linked(line)}</p>" for line in end)
    return letter(subject, text, _PAGE.format(lang=lang, title=escape(subject), page=page, footer=footer), lang=lang)


def _text(event: Event, lang: str, site: str, words: Words) -> str:
    told = event.told
    lines = [one_line(headline(told, lang), 500), one_line(told["change"][lang], 500)]
    for one in told["evidence"]:
        lines.append(f"  {words('quote', words=one_line(one['words'], 600))}")
        lines.append(f"  {_source(one, words)}")
        if url := safe_url(one["url"]):
            lines.append(f"  {url}")
    if link := fact_link(event, site):
        lines.append(link)
    return "\n".join(lines)


def _html(event: Event, lang: str, site: str, words: Words) -> str:
    told, link = event.told, fact_link(event, site)
    head = escape(one_line(headline(told, lang), 500))
    head = f'<a href="{escape(link)}">{head}</a>' if link else head
    quotes = "".join(
        f"<blockquote>{escape(one_line(one['words'], 600))}<br><small>{_linked_source(one, words)}</small></blockquote>"
        for one in told["evidence"]
    )
    return f"<h2>{head}</h2><p>{escape(one_line(told['change'][lang], 500))}</p>{quotes}"


def _source(one: Mapping[str, Any], words: Words) -> str:
    """Who says it, where and when."""
    where = one["outlet"] or one["title"]
    against = "" if one["for"] else words("against")
    return " · ".join(filter(None, (against, one_line(one["who"]), one_line(where), one["day"])))


def _linked_source(one: Mapping[str, Any], words: Words) -> str:
    shown, url = escape(_source(one, words)), safe_url(one["url"])
    return f'<a href="{escape(url)}">{shown}</a>' if url else shown


def _linked(line: str) -> str:
    return f'<a href="{escape(line)}">{escape(line)}</a>' if line.startswith(("http://", "https://")) else escape(line)


def safe_url(url: str | None) -> str:
    """An address out of a document, if it is one that may be opened; else nothing."""
    try:
        parts = urlsplit((url or "").strip())
        sound = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:
        return ""
    return parts.geturl() if sound and parts.geturl().isprintable() and " " not in parts.geturl() else ""


_PAGE: Final = (
    '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title></head>'
    '<body style="font:16px/1.5 sans-serif;max-width:40em">{page}<hr>{footer}</body></html>'
)
