"""Saved questions: saving them, looking what became of them, and what is told where."""

import re
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from talentwire.analyse.alerts.matching import Match, Matching
from talentwire.analyse.alerts.telling import event, needed, sample
from talentwire.analyse.alerts.wanted import Wanted
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.difference.since import changed
from talentwire.api.money import MoneyAnswers
from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.document import digest
from talentwire.record.answers import Moment
from talentwire.record.operating.alerts import Alert, Alerts, Event
from talentwire.record.rows import end_of, moment
from talentwire.record.since import Position

_NAME: Final = re.compile(r"\w(?:[\w -]{0,58}\w)?")
_MAIL: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\]{1,190}")
_MOST_MAIL: Final = 20
_MOST_DAYS: Final = 92
_SECRET: Final = 32
"""Bytes of a secret, as many as the signature's hash has."""


@dataclass(frozen=True)
class Outlets:
    """Where an alert tells what it finds, beside its page and its feed.

    Attributes:
        webhook: an address to which every event is sent; empty for none.
        mail: addresses of people.
        lang: language of mails.

    Raises:
        BadValueError: when an address is none, or there are no texts in the language.

    """

    webhook: str = ""
    mail: tuple[str, ...] = ()
    lang: str = "en"

    def __post_init__(self) -> None:
        if self.webhook:
            _check_address(self.webhook)
        if len(self.mail) > _MOST_MAIL:
            raise BadValueError(f"an alert can be sent to {_MOST_MAIL} addresses at most: take a mailing list")
        for one in self.mail:
            if not _MAIL.fullmatch(one) or not one.isprintable():
                raise BadValueError(f"{one[:80]!r} is no address of a mailbox, like ada@example.org")
        if self.lang not in LANGUAGES:
            raise BadValueError(f"alerts are written in {', '.join(LANGUAGES)}, not in {self.lang[:20]!r}")

    def to_json(self) -> dict[str, Any]:
        """What is there, by name."""
        return {"webhook": self.webhook, "mail": list(self.mail), "lang": self.lang}

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Outlets":
        """Outlets as they are kept, or as somebody wrote them."""
        mail = given.get("mail") or ()
        several = mail if isinstance(mail, list | tuple) else (mail,)
        webhook, lang = str(given.get("webhook") or "").strip(), str(given.get("lang") or "en")
        return cls(webhook, tuple(dict.fromkeys(str(one).strip() for one in several)), lang)


@dataclass(frozen=True)
class Saved:
    """A saved question.

    Attributes:
        alert: as it is kept.
        wanted: what is asked for.
        outlets: where it is told.
        events: how many it has told.
        last: when the last one was found; empty for never.
        notes: what whoever saved it should know.

    """

    alert: Alert
    wanted: Wanted
    outlets: Outlets
    events: int = 0
    last: str = ""
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """By which people know it."""
        return self.alert.name


class Alerting:
    """Saved questions of an open ledger."""

    def __init__(self, wire: MoneyAnswers) -> None:
        self._wire = wire

    @property
    def kept(self) -> Alerts:
        """The saved questions as the ledger keeps them, and what is still to be sent.

        Raises:
            LedgerError: when there is no ledger.

        """
        return self._wire.ledger().alerts

    def now(self) -> datetime:
        """This moment."""
        return self._wire.now()

    # -- saved questions

    def add(
        self, name: str, wanted: Wanted, outlets: Outlets | None = None, *,
        since: Moment | None = None, replaces: bool = False,
    ) -> Saved:  # fmt: skip
        """Save a question, which from now on tells what happens.

        Args:
            name: letters, digits, blanks and hyphens.
            wanted: what is asked for.
            outlets: where it is told, beside its page and its feed.
            since: tell also what the ledger has learnt after this moment.
            replaces: whether it takes the place of the one that has this name, whose events and secrets stay.

        Raises:
            BadValueError: when the name is none, or the moment.
            ConflictError: when there is one of this name, and it shall not be replaced.

        """
        outlets = outlets or Outlets()
        if not _NAME.fullmatch(name) or name == "events":
            raise BadValueError(
                f"an alert's name has up to 60 letters, digits, blanks and hyphens, not {name[:80]!r}: it stands in "
                "the address of its feed"
            )
        if outlets.webhook and not self._wire.config.allow_private and not outlets.webhook.startswith("https:"):
            raise BadValueError("a webhook's address begins with https, or anybody on the way could read what is sent")
        ledger, now = self._wire.ledger(create=True), moment(self.now())
        position = ledger.kept.position() if since is None else ledger.kept.position_at(end_of(since))
        new = Alert(
            name, wanted.to_json(), outlets.to_json(), secrets.token_hex(_SECRET), secrets.token_urlsafe(24),
            str(position), now,
        )  # fmt: skip
        held = self._replaced(new, again=since is not None) if replaces else None
        saved = _saved(held or ledger.alerts.add(new))
        return replace(saved, notes=tuple(self._notes(wanted)))

    def _one(self, name: str) -> Alert:
        """The one of a name.

        Raises:
            NotFoundError: when there is none.

        """
        if not _NAME.fullmatch(name):
            raise NotFoundError(
                f"no alert is called {name[:80]!r}: their names have letters, digits, blanks and hyphens"
            )
        return self.kept.named(name)

    def _replaced(self, new: Alert, *, again: bool) -> Alert | None:
        """Put a question in the place of the one of its name; None where there is none."""
        try:
            old = self.kept.named(new.name)
        except NotFoundError:
            return None
        values: dict[str, Any] = {"wanted": new.wanted, "outlets": new.outlets, "stopped": None}
        self.kept.change(old.id, **values, **({"position": new.position} if again else {}))
        return self.kept.named(new.name)

    def _notes(self, wanted: Wanted) -> Iterable[str]:
        """Who is not known yet; whoever is meant may come later."""
        who = self._wire.who()
        for kind, name in (("person", wanted.person), ("org", wanted.org)):
            if not name:
                continue
            entity = who.named(name, "person" if kind == "person" else "org")
            if any(who.has(one) for one in who.family(entity)):
                continue
            try:
                near = who.ask(name, entity.type).name
                yield f"nobody in the ledger is called {name!r} yet; if you mean {near}, save it under that name"
            except NotFoundError as error:
                yield f"{error}; it is saved all the same, for the name may come"

    def all(self) -> list[Saved]:
        """All saved questions, by name."""
        counts = self.kept.counts()
        return [_saved(one, *counts.get(one.id, (0, ""))) for one in self.kept.all()]

    def named(self, name: str) -> Saved:
        """The saved question of a name.

        Raises:
            NotFoundError: when there is none.

        """
        one = self._one(name)
        return _saved(one, *self.kept.counts().get(one.id, (0, "")))

    def remove(self, name: str) -> None:
        """Remove a saved question with all that it told.

        Raises:
            NotFoundError: when there is none.

        """
        self.kept.remove(self._one(name).id)

    def pause(self, name: str) -> None:
        """Let a saved question rest; what happens meanwhile it does not tell.

        Raises:
            NotFoundError: when there is none.

        """
        self.kept.change(self._one(name).id, paused_at=moment(self.now()))

    def resume(self, name: str) -> None:
        """Let a saved question tell again what happens from now on; a webhook that was stopped is tried again.

        Raises:
            NotFoundError: when there is none.

        """
        one = self._one(name)
        position = {"position": str(self._wire.ledger().kept.position())} if one.paused_at else {}
        self.kept.change(one.id, paused_at=None, stopped=None, **position)

    def renew_secret(self, name: str) -> Saved:
        """Make a new secret by which what is sent is signed; the old one counts no more.

        Raises:
            NotFoundError: when there is no such question.

        """
        self.kept.change(self._one(name).id, secret=secrets.token_hex(_SECRET))
        return self.named(name)

    # -- what happened

    def check(self) -> dict[str, int]:
        """Look what became of every saved question since it was last looked at; by name how many events are new.

        The cost is that of what changed in the ledger. Of two programs that look at the same time, one notes what
        was found.
        """
        by_position: dict[str, list[Alert]] = defaultdict(list)
        for one in self.kept.all():
            if one.paused_at is None:
                by_position[one.position].append(one)
        found: dict[str, int] = {}
        for position, alerts in by_position.items():
            found.update(self._checked(Position.parse(position), alerts))
        return found

    def ahead(self) -> int:
        """How many claims have come since the alert was looked at that was looked at longest ago."""
        now = self._wire.ledger().kept.position()
        held = [Position.parse(one.position) for one in self.kept.all() if one.paused_at is None]
        return max((now.claim - one.claim for one in held), default=0)

    def _checked(self, since: Position, alerts: Sequence[Alert]) -> dict[str, int]:
        ledger = self._wire.ledger()
        if ledger.kept.position() == since:
            return {}
        what = changed(ledger, self._wire.atlas, since)
        matching = Matching(what, self._wire.rates)
        now, at = moment(self.now()), what.after.position
        found = [(one, self._events(one, matching, at)) for one in alerts]
        counts = ledger.alerts.note(found, str(at), now)
        return {one.name: counts[one.id] for one in alerts if counts.get(one.id)}

    def _events(self, one: Alert, matching: Matching, at: Position) -> list[Event]:
        """What a saved question tells of changes; nothing of a fact of which it told the same last."""
        matches = matching.matches(Wanted.of(one.wanted))
        told = self.kept.states(one.id, {claim for match in matches for claim in match.claims}) if matches else {}
        fresh = [match for match in matches if _last(told, match) != match.state]
        entries = self._wire.ledger().by_ids(needed(fresh)) if fresh else []
        by_id = {entry.id: entry for entry in entries}
        return [_event(one, match, event(match, by_id), at) for match in fresh]

    def dry_run(self, wanted: Wanted, days: int = 7) -> list[tuple[date, dict[str, Any]]]:
        """What a saved question would have told in the last days, the latest first, had somebody looked every day.

        Raises:
            BadValueError: when these are too many days, or none.

        """
        if not 1 <= days <= _MOST_DAYS:
            raise BadValueError(f"a trial goes over 1 to {_MOST_DAYS} days, not {days}")
        ledger, atlas, rates = self._wire.ledger(), self._wire.atlas, self._wire.rates
        since = ledger.kept.position_at(moment(self.now() - timedelta(days=days)))
        ends = {one[:10]: one for one in ledger.kept.moments(since)}
        told: dict[str, tuple[int, str]] = {}
        found: list[tuple[date, dict[str, Any]]] = []
        for day, end in sorted(ends.items()):
            until = ledger.kept.position_at(end)
            what = changed(ledger, atlas, since, until)
            matches = [one for one in Matching(what, rates).matches(wanted) if _last(told, one) != one.state]
            by_id = {entry.id: entry for entry in ledger.by_ids(needed(matches))}
            for match in matches:
                told[match.change.fact.id] = (len(told), match.state)
                found.append((date.fromisoformat(day), event(match, by_id)))
            since = until
        return found[::-1]

    def events(self, name: str | None = None, *, after: int = 0, before: int = 0, limit: int = 50) -> list[Event]:
        """What a saved question told, or all of them did, the latest first.

        Args:
            name: of the question; None for all.
            after: only what comes after the event of this number; the oldest first.
            before: only what comes before it.
            limit: at most so many.

        Raises:
            NotFoundError: when there is no such question.

        """
        number = self._one(name).id if name is not None else None
        return self.kept.events(number, after=after, before=before, limit=limit)

    def sample(self, name: str) -> tuple[Saved, Event]:
        """An event that never happened, by which people see whether they are reached.

        Raises:
            NotFoundError: when there is no such question.

        """
        saved, now = self.named(name), moment(self.now())
        made = Event(f"trial-{secrets.token_hex(8)}", saved.alert.id, "", "", now, now, sample(name))
        return saved, made


def _saved(one: Alert, events: int = 0, last: str = "") -> Saved:
    return Saved(one, Wanted.of(one.wanted), Outlets.of(one.outlets), events, last)


def _last(told: Mapping[str, tuple[int, str]], match: Match) -> str:
    """What a fact had come to when it was last told; empty where it never was."""
    held = [told[claim] for claim in match.claims if claim in told]
    return max(held)[1] if held else ""


def _event(one: Alert, match: Match, told: Mapping[str, Any], at: Position) -> Event:
    """An event with an id that follows from what was told when, so that nothing is noted twice."""
    fact = match.change.fact.id
    id_ = digest(str(one.id), one.created_at, fact, match.state, str(at))
    return Event(id_, one.id, fact, match.state, at.moment, "", told)


def _check_address(url: str) -> None:
    """Refuse what is no address to which something can be sent.

    Raises:
        BadValueError: saying why.

    """
    parts = None
    with suppress(ValueError):
        parts = urlsplit(url)
        parts.port  # noqa: B018 - says whether it is a number
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable():
        raise BadValueError(f"{url[:80]!r} is no address of a webhook, like https://example.org/hook")
    if " " in url or len(url) > 2_000 or parts.username is not None or parts.fragment:
        raise BadValueError("a webhook's address has no blanks, no user name and no #, and 2,000 characters at most")


def shown_day(text: str) -> str:
    """The minute of a moment as the ledger writes it, for people."""
    return datetime.fromisoformat(text).astimezone(UTC).strftime("%Y-%m-%d %H:%M") if text else ""
