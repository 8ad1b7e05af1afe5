"""Saved questions over HTTP: saving and removing them, and what they told."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.responses import Response

from talentwire.analyse.alerts.wanted import LONGEST, Wanted, When
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.api import Talentwire
from talentwire.api.alerts import Outlets, Saved
from talentwire.errors import BadValueError
from talentwire.model.claims import KINDS, Status
from talentwire.record.operating.alerts import Event
from talentwire.serve.alerting.printed import state
from talentwire.serve.rest.giving import given
from talentwire.serve.sending.alert_message import data
from talentwire.serve.sending.signing import shown
from talentwire.serve.web.access.asker import Who
from talentwire.serve.web.problems import CHANGING, described
from talentwire.serve.web.wire import WireAnew

router = APIRouter(tags=["alerts"])
_FARTHEST: Final = 2**62
_NO_NUL: Final = r"^[^\x00]*$"
Text = Annotated[str, StringConstraints(max_length=LONGEST, pattern=_NO_NUL)]
Address = Annotated[str, StringConstraints(max_length=2_000, pattern=_NO_NUL)]
Named = Annotated[str, Path(max_length=300, description="of the alert", examples=["Leaves Brumelune"])]
_SUM: Final = "as people write it"


class Asks(BaseModel):
    """What a saved question asks; what is left out lets everything through, but something must be asked."""

    model_config = ConfigDict(extra="forbid")

    when: list[When] = Field([], description="what must have happened, any of it; by default anything but `more`")
    kind: list[Text] = Field([], description=f"{', '.join(KINDS)}", examples=[["move"]])
    status: list[Status] = Field([], description="of a claim of the fact")
    person: Text = Field("", description="whom the fact names")
    org: Text = Field("", description="which the fact names, or what belongs to it", examples=["Brumelune"])
    since: Text = Field("", description="dated on or after")
    until: Text = Field("", description="dated on or before")
    lang: Text = Field("", description="language of a document")
    text: Text = Field("", description="words of the evidence")
    role: Text = Field("", description="family of positions")
    amount: Text = Field("", description=f"the least sum, {_SUM}", examples=["USD 1bn"])
    per_head: Text = Field("", description=f"a deal costs more for each head, {_SUM}", examples=["USD 10m"])


class Tells(BaseModel):
    """Where an alert tells, beside its page and its feed."""

    model_config = ConfigDict(extra="forbid")

    webhook: Address = Field("", description="an https address to which every event is sent, signed")
    mail: list[Address] = Field([], max_length=20, description="addresses of mailboxes")
    lang: Text = Field("en", description=f"of sentences: {', '.join(LANGUAGES)}")


class NewAlert(BaseModel):
    """A question to save."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"name": "Leaves Brumelune", "asks": {"when": ["leaves"], "org": "Brumelune"}}],
        },
    )

    name: Text = Field(description="letters, digits, blanks and hyphens")
    asks: Asks
    tells: Tells = Field(default_factory=lambda: Tells.model_validate({}))
    since: Text = Field("", description="tell also what the ledger has learnt after this day or moment")


class Change(BaseModel):
    """Whether an alert rests."""

    model_config = ConfigDict(extra="forbid")

    paused: bool = Field(examples=[True])


class AlertShape(BaseModel):
    """A saved question."""

    name: str
    asks: dict[str, Any] = Field(description="what it asks, without what it leaves out")
    tells: Tells | None = Field(description="where it tells; only for tokens that may write")
    state: str = Field(description="on, paused, or stopped where its webhook is gone")
    events: int = Field(description="how many it has told")
    last: str | None = Field(description="when the last one was found")
    created: str


class MadeAlert(AlertShape):
    """A question that was just saved."""

    secret: str | None = Field(description="by which messages to its webhook are signed; it is not shown again")
    notes: list[str] = Field(description="what whoever saved it should know")


class EventShape(BaseModel):
    """Something that an alert told."""

    id: str = Field(description="the same in every message about it")
    alert: str
    at: str = Field(description="when it was found")
    became: str = Field(description="the weightiest thing that became of the fact")
    happened: list[str]
    trial: bool
    sentence: str
    change: str = Field(description="what is otherwise than before")
    lang: str
    fact: dict[str, Any] | None
    before: dict[str, Any] | None
    values: list[dict[str, Any]]
    price: dict[str, Any] | None
    evidence: list[dict[str, Any]] = Field(description="the words that prove it, with their sources")
    link: str | None


class AlertList(BaseModel):
    """All saved questions."""

    items: list[AlertShape]


class EventPage(BaseModel):
    """Events, the oldest first."""

    items: list[EventShape]
    next: str = Field(description="where what comes later begins; to be asked again, also where nothing has come yet")


class Part(BaseModel):
    """Which events."""

    cursor: str | None = Field(
        None, max_length=30, description="`next` of the answer before; without one, the first event that is kept"
    )
    limit: int = Field(50, ge=1, le=500, description="how many there are at most")
    lang: Text = Field("", description=f"of sentences: {', '.join(LANGUAGES)}; by default that of the alert")

    def after(self) -> int:
        """The number of the event behind which it begins.

        Raises:
            BadValueError: when the cursor is none, or the language.

        """
        if self.lang and self.lang not in LANGUAGES:
            raise BadValueError(f"alerts are written in {', '.join(LANGUAGES)}, not in {self.lang[:20]!r}")
        text = self.cursor or "1"
        if not text.isascii() or not text.isdecimal() or int(text) > _FARTHEST:
            raise BadValueError("cursor is none of this server: take `next` of the answer before, as it is")
        return max(int(text), 1)


@router.get("/alerts", response_model=AlertList)
def alerts(wire: WireAnew, who: Who) -> Response:
    """All saved questions, by name."""
    return given({"items": [_shape(one, who) for one in wire.alerts.all()]})


@router.post(
    "/alerts", response_model=MadeAlert, status_code=HTTPStatus.CREATED,
    responses=described(HTTPStatus.CONFLICT, *CHANGING),
)  # fmt: skip
def save(wire: WireAnew, who: Who, asked: NewAlert) -> Response:
    """Save a question, which from now on tells what happens."""
    outlets = Outlets(asked.tells.webhook, tuple(asked.tells.mail), asked.tells.lang)
    wanted = Wanted.of(asked.asks.model_dump())
    saved = wire.alerts.add(asked.name.strip(), wanted, outlets, since=asked.since or None)
    secret = shown(saved.alert.secret) if outlets.webhook else None
    made = given({**_shape(saved, who), "secret": secret, "notes": list(saved.notes)}, HTTPStatus.CREATED)
    made.headers["Cache-Control"] = "no-store"
    return made


@router.get("/alerts/events", response_model=EventPage)
def all_events(wire: WireAnew, part: Annotated[Part, Query()]) -> Response:
    """What all saved questions told, the oldest first."""
    return _events(wire, {one.alert.id: one for one in wire.alerts.all()}, None, part)


@router.get("/alerts/{name}", response_model=AlertShape)
def alert(wire: WireAnew, who: Who, name: Named) -> Response:
    """A saved question."""
    return given(_shape(wire.alerts.named(name), who))


@router.patch("/alerts/{name}", response_model=AlertShape, responses=described(*CHANGING))
def change(wire: WireAnew, who: Who, name: Named, asked: Change) -> Response:
    """Let a saved question rest, or tell again from now on; a webhook that was given up is then tried again."""
    (wire.alerts.pause if asked.paused else wire.alerts.resume)(name)
    return given(_shape(wire.alerts.named(name), who))


@router.delete("/alerts/{name}", status_code=HTTPStatus.NO_CONTENT, responses=described(HTTPStatus.FORBIDDEN))
def remove(wire: WireAnew, name: Named) -> Response:
    """Remove a saved question with all that it told."""
    wire.alerts.remove(name)
    return Response(status_code=HTTPStatus.NO_CONTENT)


@router.get("/alerts/{name}/events", response_model=EventPage)
def events(wire: WireAnew, name: Named, part: Annotated[Part, Query()]) -> Response:
    """What a saved question told, the oldest first; asked again with `next`, what came since."""
    one = wire.alerts.named(name)
    return _events(wire, {one.alert.id: one}, one.name, part)


def _events(wire: Talentwire, by_number: Mapping[int, Saved], name: str | None, part: Part) -> Response:
    after = part.after()
    found = wire.alerts.events(name, after=after, limit=part.limit)
    items = [_event(one, by_number[one.alert], part.lang, wire) for one in found if one.alert in by_number]
    return given({"items": items, "next": str(found[-1].number if found else after)})


def _event(one: Event, saved: Saved, lang: str, wire: Talentwire) -> dict[str, Any]:
    return data(one, saved.name, lang or saved.outlets.lang, wire.config.public_url or "")


def _shape(one: Saved, who: Who) -> dict[str, Any]:
    return {
        "name": one.name, "asks": one.wanted.to_json(), "state": state(one), "events": one.events,
        "tells": one.outlets.to_json() if "write" in who.scopes else None, "last": one.last or None,
        "created": one.alert.created_at,
    }  # fmt: skip
