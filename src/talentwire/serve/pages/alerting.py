"""The pages of saved questions: what they told, the form that saves one, and rest and removal."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from talentwire.analyse.alerts.telling import headline
from talentwire.analyse.alerts.wanted import Wanted, When
from talentwire.analyse.answers.wording import LANGUAGES, Words
from talentwire.api import Talentwire
from talentwire.api.alerts import Outlets, shown_day
from talentwire.errors import NotFoundError, TalentwireError
from talentwire.lang.families import FAMILIES
from talentwire.lang.pack import languages
from talentwire.model.claims import KINDS, Status
from talentwire.model.values import Money
from talentwire.serve.alerting.printed import state
from talentwire.serve.pages.look import Look, Seen
from talentwire.serve.sending.delivering import MAIL
from talentwire.serve.sending.signing import shown
from talentwire.serve.web.problems import status_of
from talentwire.serve.web.wire import WireAnew

router = APIRouter()
EVENTS: Final = 40
_SENT: Final = 12
_DAYS: Final = 7
Text = Annotated[str, Field(max_length=400)]


class Asked(BaseModel):
    """What a question asks that shall be saved; an empty field lets everything through."""

    when: list[Text] = []
    kind: list[Text] = []
    status: list[Text] = []
    person: Text = ""
    org: Text = ""
    since: Text = ""
    until: Text = ""
    lang_of: Text = ""
    text: Text = ""
    role: Text = ""
    amount: Text = ""
    per_head: Text = ""

    def wanted(self) -> Wanted:
        """The question.

        Raises:
            BadValueError: when a value makes no sense, or everything is asked for.

        """
        given = {name: getattr(self, name) for name in Asked.model_fields if name != "lang_of"}
        return Wanted.of({**given, "lang": self.lang_of})


class Saving(Asked):
    """A question that shall be saved, under a name, and where it shall tell."""

    name: Text = ""
    webhook: Annotated[str, Field(max_length=2_000)] = ""
    mail: Annotated[str, Field(max_length=2_000)] = ""
    language: Text = ""
    trial: Text = ""

    def outlets(self) -> Outlets:
        """Where it tells.

        Raises:
            BadValueError: when an address is none.

        """
        mail = self.mail.replace(",", " ").replace(";", " ").split()
        return Outlets(self.webhook.strip(), tuple(mail), self.language or "en")


def texts(look: Look) -> Words:
    """The texts of the pages of alerts."""
    return Words("alerts", look.lang, __package__)


@router.get("/alerts")
def alerts(wire: WireAnew, look: Seen, asked: Annotated[Asked, Query()]) -> Response:
    """The saved questions, what they told last, and a form for another one, filled with what the address says."""
    return _listed(wire, look, Saving(**asked.model_dump()))


@router.post("/alerts")
def save(wire: WireAnew, look: Seen, form: Annotated[Saving, Form()]) -> Response:
    """Save a question, or say what it would have told."""
    try:
        wanted = form.wanted()
        if form.trial:
            return _listed(wire, look, form, trial=[told for _, told in wire.alerts.dry_run(wanted, _DAYS)])
        saved = wire.alerts.add(" ".join(form.name.split()), wanted, form.outlets())
    except TalentwireError as error:
        return _listed(wire, look, form, wrong=str(error), status=int(status_of(error)))
    if not saved.outlets.webhook and not saved.notes:
        return RedirectResponse(look.own(f"/alerts/{saved.name}"), status_code=303)
    secret = shown(saved.alert.secret) if saved.outlets.webhook else ""
    made = look.page("alert-saved.html", one=saved, say=texts(look), secret=secret)
    made.headers["Cache-Control"] = "no-store"
    return made


def _listed(
    wire: Talentwire, look: Look, form: Saving, *, wrong: str = "", status: int = 200,
    trial: list[dict[str, Any]] | None = None,
) -> Response:  # fmt: skip
    found = wire.alerts.all()
    names = {one.alert.id: one.name for one in found}
    choices = {"when": list(When), "kind": list(KINDS), "status": list(Status), "role": FAMILIES, "lang": languages()}
    return look.page(
        "alerts.html", status=status, found=found, say=texts(look), form=form, wrong=wrong, trial=trial,
        filled=bool(wrong or trial is not None or form.model_dump(exclude_defaults=True)),
        names=names, events=wire.alerts.events(limit=EVENTS), state=state, minute=shown_day, line=headline,
        asks=lambda one: _asks(one.wanted, look), choices=choices, letters=LANGUAGES,
        feed=feed_address(look, "", wire.alerts.kept.feed_key()),
    )  # fmt: skip


@router.get("/alerts/{name}")
def alert(wire: WireAnew, look: Seen, name: str, before: Annotated[int, Query(ge=0, le=2**62)] = 0) -> Response:
    """A saved question: what it asks, what it told, and what was sent of it."""
    one = wire.alerts.named(name)
    events = wire.alerts.events(name, before=before, limit=EVENTS + 1)
    deliveries = wire.alerts.kept.deliveries(one.alert.id, _SENT) if look.may("write") else []
    return look.page(
        "alert.html", one=one, say=texts(look), state=state(one), asks=_asks(one.wanted, look), mailbox=MAIL,
        events=events[:EVENTS], more=len(events) > EVENTS, before=before, deliveries=deliveries, minute=shown_day,
        line=headline, feed=feed_address(look, one.name, one.alert.feed_key),
    )  # fmt: skip


@router.post("/alerts/{name}/{verb}")
def change(wire: WireAnew, look: Seen, name: str, verb: str) -> Response:
    """Let a saved question rest or tell again, or remove it."""
    verbs = {"pause": wire.alerts.pause, "resume": wire.alerts.resume, "remove": wire.alerts.remove}
    if verb not in verbs:
        raise NotFoundError(f"what can be done with an alert is {', '.join(verbs)}, not {verb}")
    verbs[verb](name)
    return RedirectResponse(look.own("/alerts" if verb == "remove" else f"/alerts/{name}"), status_code=303)


def feed_address(look: Look, name: str, key: str) -> str:
    """The address of a feed on this server; where there is a log-in, with the key that opens it."""
    path = f"/alerts/{name}.rss" if name else "/alerts.rss"
    return look.own(path) if not look.asker.name else look.link(path, as_of=None, key=key)


def _asks(wanted: Wanted, look: Look) -> list[tuple[str, str]]:
    """What a question asks, each filter with its values, in the language of the page."""
    say = texts(look)
    prefixes = {"when": "w_", "kind": "k_", "status": "status_"}
    found: list[tuple[str, str]] = []
    for name, value in wanted.to_json().items():
        if isinstance(value, list):
            source = say if name == "when" else look.words
            found.append((say(name), ", ".join(source(prefixes[name] + one) for one in value)))
        else:
            found.append((say(name), str(Money.from_json(value)) if isinstance(value, dict) else str(value)))
    return found
