"""What alerts told as RSS 2.0, for feed readers."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from hashlib import blake2b
from html import escape
from typing import Any, Final
from urllib.parse import quote
from xml.etree import ElementTree

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from talentwire.analyse.alerts.telling import headline
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.api.access import Scope
from talentwire.errors import NotFoundError
from talentwire.record.operating.alerts import Event
from talentwire.serve.pages.alerting import texts
from talentwire.serve.pages.look import Look, Seen, calm, safe_url
from talentwire.serve.web.access.asker import asker
from talentwire.serve.web.wire import WireAnew

router = APIRouter()
_ITEMS: Final = 60
_ATOM: Final = "http://www.w3.org/2005/Atom"
ElementTree.register_namespace("atom", _ATOM)


@router.get("/alerts.rss")
def of_all(wire: WireAnew, look: Seen, request: Request, key: str = "") -> Response:
    """The events of all saved questions."""
    _let_in(request, key, wire.alerts.kept.feed_key())
    names = {one.alert.id: one.name for one in wire.alerts.all()}
    return _feed(look, "", wire.alerts.events(limit=_ITEMS), names, wire.config.public_url)


@router.get("/alerts/{name}.rss")
def of_one(wire: WireAnew, look: Seen, request: Request, name: str, key: str = "") -> Response:
    """The events of a saved question."""
    try:
        one = wire.alerts.named(name)
    except NotFoundError:
        _let_in(request, "", "-")  # strangers do not learn which there are
        raise
    _let_in(request, key, one.alert.feed_key)
    asked = request.query_params.get("lang", "")
    seen = look if asked in LANGUAGES else Look(request, one.outlets.lang, "")
    return _feed(seen, one.name, wire.alerts.events(name, limit=_ITEMS), {}, wire.config.public_url)


def _let_in(request: Request, key: str, needed: str) -> None:
    """Let in who may read the server, and who has the key.

    Raises:
        HTTPException: for everybody else.

    """
    if Scope.READ not in asker(request).scopes and not hmac.compare_digest(key.encode(), needed.encode()):
        raise HTTPException(403, "this feed is read with the key in its address, as the page of the alert shows it")


def _feed(look: Look, name: str, events: Sequence[Event], names: Mapping[int, str], site: str | None) -> Response:
    """A feed; nothing of it where the reader has it already."""
    newest = f"{name} {look.lang} {[one.id for one in events]}"
    tag = f'"{blake2b(newest.encode(), digest_size=12).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if tag in {one.strip() for one in look.request.headers.get("if-none-match", "").split(",")}:
        return Response(status_code=304, headers=headers)
    home = (site or str(look.request.base_url)).rstrip("/")
    own = f"{home}/alerts/{quote(name)}" if name else f"{home}/alerts"
    say = texts(look)
    rss = ElementTree.Element("rss", {"version": "2.0"})
    channel = ElementTree.SubElement(rss, "channel")
    about = {"href": f"{own}.rss", "rel": "self", "type": "application/rss+xml"}
    ElementTree.SubElement(channel, f"{{{_ATOM}}}link", about)
    _fill(channel, title=say("feed_title", name=name or say("alerts")), link=own, description=say("about"))
    _fill(channel, language=look.lang, ttl="1")
    for event in events:
        _item(channel, event, names.get(event.alert, ""), look, home)
    body = ElementTree.tostring(rss, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/rss+xml", headers=headers)


def _item(channel: ElementTree.Element, event: Event, name: str, look: Look, home: str) -> None:
    told, item = event.told, ElementTree.SubElement(channel, "item")
    ElementTree.SubElement(item, "guid", {"isPermaLink": "false"}).text = event.id
    when = format_datetime(datetime.fromisoformat(event.noted_at))
    _fill(item, title=headline(told, look.lang), link=f"{home}/facts/{quote(event.fact)}", pubDate=when)
    _fill(item, description=_description(told, look), **({"category": name} if name else {}))


def _fill(parent: ElementTree.Element, **texts_of: str) -> None:
    for tag, text in texts_of.items():
        ElementTree.SubElement(parent, tag).text = _line(text)


def _description(told: Mapping[str, Any], look: Look) -> str:
    """What is otherwise, and the words that prove it, as HTML in which no document's words are markup."""
    parts = [f"<p>{escape(_line(told['change'][look.lang]))}</p>"]
    for one in told["evidence"]:
        said = " · ".join(filter(None, (one["who"], one["outlet"] or one["title"], one["day"])))
        source = escape(_line(said))
        if url := safe_url(one["url"]):
            source = f'<a href="{escape(_line(url))}">{source}</a>'
        parts.append(f"<blockquote>{escape(_line(one['words']))}<br>{source}</blockquote>")
    return "".join(parts)


def _line(text: str) -> str:
    """A text in a line, without signs that XML cannot hold."""
    plain = "".join(sign for sign in calm(text) if sign not in "\ufffe\uffff" and not "\ud800" <= sign <= "\udfff")
    return " ".join(plain.split())
