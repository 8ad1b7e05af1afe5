"""What alerts found, on its way to webhooks and mailboxes.

Everything is sent at least once: it is claimed for a while, sent, and only then noted as sent. Whoever dies in between
leaves a claim that runs out, and another sends it again, under the same id, by which receivers know it.
"""

import random
import uuid
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, Protocol

from talentwire.api.alerts import Alerting, Saved
from talentwire.config import Config
from talentwire.errors import BadValueError, ConfigError, MailError
from talentwire.record.operating.alerts import WAITING, Delivery, Event, Outcome
from talentwire.record.rows import moment
from talentwire.serve.sending import retrying
from talentwire.serve.sending.alert_message import body, mail
from talentwire.serve.sending.mail import MailServer, send
from talentwire.serve.sending.posting import SECONDS, Answer, post
from talentwire.serve.sending.signing import signed

WEBHOOK: Final = "webhook"
MAIL: Final = "mail "
"""What an outlet begins with that is a mailbox; its address follows."""
_AT_ONCE: Final = 5
"""Messages to one webhook that are claimed at a time: so few that a claim is short."""
_LETTER: Final = 1_000
"""Events at most of which one letter tells or counts."""
_LEASE: Final = timedelta(seconds=_AT_ONCE * SECONDS + 15)
"""So long after somebody died who was sending, another sends."""
_BETWEEN: Final = timedelta(minutes=1)
"""Between two letters of one alert to one mailbox."""
_AFTER_FAILURE: Final = timedelta(minutes=5)
"""So long at most the others wait where one did not arrive."""
_ROUTES: Final = 4
"""Outlets that are served at a time."""


class Post(Protocol):
    """Sends a message, as ``post`` does."""

    def __call__(self, url: str, body: bytes, headers: dict[str, str], *, allow_private: bool = False) -> Answer:
        """Send it."""


@dataclass(frozen=True)
class Sent:
    """What became of what was due."""

    sent: int = 0
    failed: int = 0

    def __add__(self, other: "Sent") -> "Sent":
        return Sent(self.sent + other.sent, self.failed + other.failed)


@dataclass
class Deliverer:
    """Sends what alerts found.

    Args:
        alerts: saved questions of an open ledger.
        config: the settings, for the mail server and the addresses that may be sent to.
        post: sends a message to a webhook; there for tests.
        chance: a number from 0 to 1; there for tests.
        name: under which it claims what it sends.
        ending: whether to come to an end; what is not sent then is sent by whoever comes next.

    """

    alerts: Alerting
    config: Config
    post: Post = post
    chance: Callable[[], float] = random.random
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    ending: Callable[[], bool] = bool

    def deliver(self) -> Sent:
        """Send everything that is due; outlets beside each other, what goes to one outlet one after the other."""
        due = self.alerts.kept.due(self._now())
        saved = {one.alert.id: one for one in self.alerts.all()} if due else {}
        routes = [(saved[number], outlet) for number, outlet in due if number in saved]
        routes = [(one, outlet) for one, outlet in routes if one.alert.paused_at is None]
        if len(routes) < 2:
            return self._sum(self._route(*one) for one in routes)
        with ThreadPoolExecutor(min(_ROUTES, len(routes)), "alerts") as pool:
            return self._sum(pool.map(lambda one: self._route(*one), routes))

    def _sum(self, parts: Iterable[Sent]) -> Sent:
        whole = Sent()
        for one in parts:
            whole += one
        return whole

    def _route(self, one: Saved, outlet: str) -> Sent:
        if self.ending():
            return Sent()
        there = bool(one.outlets.webhook) if outlet == WEBHOOK else outlet.removeprefix(MAIL) in one.outlets.mail
        if not there:  # somebody took it away
            self.alerts.kept.stop(one.alert.id, outlet)
            return Sent()
        return self._webhook(one) if outlet == WEBHOOK else self._letters(one, outlet)

    # -- webhooks

    def _webhook(self, one: Saved) -> Sent:
        """Send everything that is due to a webhook, until something does not arrive."""
        done = Sent()
        while claimed := self._claim(one, WEBHOOK, _AT_ONCE):
            for delivery, event in claimed:
                if self.ending():
                    self.alerts.kept.release(one.alert.id, WEBHOOK, self.name, self._now())
                    return done
                if (delivery.lease_until or "") <= self._now():
                    return done  # it took so long that another may have begun
                outcome, answer = self._attempted(one, delivery, event)
                self.alerts.kept.settle([(delivery, outcome)])
                done += Sent(int(not answer.wrong), int(bool(answer.wrong)))
                if answer.for_good:
                    self.alerts.kept.stop(one.alert.id, WEBHOOK, f"{answer.wrong}: it is gone for good")
                    return done
                if answer.wrong:
                    self._put_off(one, WEBHOOK, outcome)
                    return done
        return done

    def _attempted(self, one: Saved, delivery: Delivery, event: Event) -> tuple[Outcome, Answer]:
        answer = self.message(one, event)
        now = self.alerts.now()
        wish = retrying.wished(answer.retry_after, now)
        return self._outcome(delivery, answer.wrong, now, wish, status=answer.status, ms=answer.ms), answer

    def message(self, one: Saved, event: Event) -> Answer:
        """Send one event to the webhook of an alert; nothing is noted of it."""
        whole = body(event, one.name, one.outlets.lang, self.config.public_url or "")
        headers = signed(one.alert.secret, event.id, int(self.alerts.now().timestamp()), whole)
        return self.post(one.outlets.webhook, whole, headers, allow_private=self.config.allow_private)

    # -- letters

    def _letters(self, one: Saved, outlet: str) -> Sent:
        """Send everything that is due to a mailbox in one letter, unless one has just gone there."""
        last = self.alerts.kept.last_sent(one.alert.id, outlet)
        if last and (soonest := datetime.fromisoformat(last) + _BETWEEN) > self.alerts.now():
            self.alerts.kept.release(one.alert.id, outlet, self.name, moment(soonest))
            return Sent()
        claimed = self._claim(one, outlet, _LETTER)
        if not claimed:
            return Sent()
        wrong, for_good = self.letter(one, outlet.removeprefix(MAIL), [event for _, event in claimed])
        now = self.alerts.now()
        outcomes = [(delivery, self._outcome(delivery, wrong, now)) for delivery, _ in claimed]
        if wrong and for_good:
            outcomes = [(delivery, replace(outcome, state="given up")) for delivery, outcome in outcomes]
        self.alerts.kept.settle(outcomes)
        if wrong and not for_good:
            self._put_off(one, outlet, outcomes[0][1])
        return Sent(0, len(claimed)) if wrong else Sent(len(claimed), 0)

    def letter(self, one: Saved, address: str, events: Sequence[Event]) -> tuple[str, bool]:
        """Send events to a mailbox; why they did not go, empty where they did, and whether that is for good."""
        message = mail(events, one.name, one.outlets.lang, self.config.public_url or "")
        try:
            send(message, [address], replace(MailServer.of(self.config), retries=0))  # tried again as all else is
        except MailError as error:
            return str(error), not error.temporary
        except ConfigError as error:  # somebody may set it within days
            return str(error), False
        except BadValueError as error:
            return str(error), True
        return "", False

    # -- both

    def _claim(self, one: Saved, outlet: str, limit: int) -> list[tuple[Delivery, Event]]:
        now = self.alerts.now()
        until = moment(now + _LEASE)
        return self.alerts.kept.claim(one.alert.id, outlet, self.name, moment(now), until, limit)

    def _put_off(self, one: Saved, outlet: str, outcome: Outcome) -> None:
        """Let the others for this outlet wait as long as the one that did not arrive, but not for very long."""
        latest = moment(self.alerts.now() + _AFTER_FAILURE)
        self.alerts.kept.release(one.alert.id, outlet, self.name, min(outcome.next_at, latest))

    def _outcome(
        self, delivery: Delivery, wrong: str, now: datetime, wish: timedelta = timedelta(), **more: object
    ) -> Outcome:  # fmt: skip
        """What is noted of an attempt, and when there is another."""
        attempt = {"at": moment(now), "wrong": wrong, **more}
        if not wrong:
            return Outcome("sent", moment(now), attempt)
        later = now + max(retrying.pause(delivery.tries + 1, self.chance), wish)
        first = datetime.fromisoformat(delivery.first_at) if delivery.first_at else now
        state = "given up" if later > first + retrying.PATIENCE else WAITING
        return Outcome(state, moment(later), attempt)

    def _now(self) -> str:
        return moment(self.alerts.now())
