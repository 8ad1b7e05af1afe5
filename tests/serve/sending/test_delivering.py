"""What alerts found arrives at least once, under one id, whoever dies and however long the receiver is gone."""

import base64
import hmac
import json
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from receiver import Receiver
from watched import Time, move, opened, tell

from talentwire.analyse.alerts.wanted import Wanted
from talentwire.api import Talentwire
from talentwire.api.alerts import Outlets
from talentwire.record.operating.alerts import Event
from talentwire.serve.sending.delivering import Deliverer, Sent
from talentwire.serve.sending.posting import Answer

PEOPLE = ("Ada Brandt", "Bob Cole", "Cara Dunn", "Dan Eck", "Eve Frey")
HOSTILE = 'Eve "<script>alert(1)</script>" =cmd|calc'


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


@pytest.fixture
def wire(tmp_path: Path, clock: Time, receiver: Receiver) -> Iterator[Talentwire]:
    with opened(str(tmp_path / "alerts.db"), clock, allow_private=True) as made:
        made.alerts.add("desk", Wanted.of({"kind": "move"}), Outlets(webhook=receiver.url))
        yield made


def happen(wire: Talentwire, *people: str) -> None:
    tell(wire, *(move(person, "Thornsea", "Brumelune") for person in people))
    wire.alerts.check()


def deliverer(wire: Talentwire, **more: Any) -> Deliverer:
    return Deliverer(wire.alerts, wire.config, chance=lambda: 1.0, **more)


def ids(receiver: Receiver) -> list[str]:
    return [one.headers["webhook-id"] for one in receiver.held]


def test_an_event_is_sent_once_signed_with_its_evidence(wire: Talentwire, receiver: Receiver, clock: Time) -> None:
    happen(wire, "Ada Brandt")
    assert deliverer(wire).deliver() == Sent(1, 0)
    assert deliverer(wire).deliver() == Sent(0, 0)
    (held,) = receiver.held
    said = json.loads(held.body)
    assert said["type"] == "alert.event" and said["data"]["sentence"] == "Ada Brandt: Thornsea → Brumelune"
    assert said["data"]["fact"]["status"] == "reported" and said["data"]["evidence"][0]["words"].startswith("Line 0")
    assert held.headers["webhook-timestamp"] == str(int(clock.at.timestamp()))
    content = f"{held.headers['webhook-id']}.{held.headers['webhook-timestamp']}.".encode() + held.body
    key = bytes.fromhex(wire.alerts.named("desk").alert.secret)
    right = base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    assert held.headers["webhook-signature"] == f"v1,{right}"
    (delivery,) = wire.alerts.kept.deliveries(1)
    assert (delivery.state, delivery.tries, delivery.attempts[0]["status"]) == ("sent", 1, 204)


def test_a_receiver_that_is_down_for_a_day_gets_everything(wire: Talentwire, receiver: Receiver, clock: Time) -> None:
    receiver.otherwise = 503
    happen(wire, *PEOPLE)
    for _ in range(24 * 2):
        deliverer(wire).deliver()
        clock.pass_by(minutes=30)
    down = len(receiver.held)
    assert 5 <= down <= 50  # nobody is hammered
    receiver.otherwise = 204
    for _ in range(12):
        deliverer(wire).deliver()
        clock.pass_by(hours=1)
    assert {one.state for one in wire.alerts.kept.deliveries(1)} == {"sent"}
    arrived = ids(receiver)[down:]
    assert len(arrived) == len(set(arrived)) == len(PEOPLE)
    assert set(ids(receiver)[:down]) <= set(arrived)


def test_after_three_days_it_is_given_up(wire: Talentwire, receiver: Receiver, clock: Time) -> None:
    receiver.otherwise = 500
    happen(wire, "Ada Brandt")
    for _ in range(40):
        deliverer(wire).deliver()
        clock.pass_by(hours=3)
    (delivery,) = wire.alerts.kept.deliveries(1)
    assert delivery.state == "given up" and delivery.tries > 20 and len(delivery.attempts) == 12
    first, last = delivery.first_at, delivery.attempts[-1]["at"]
    assert first is not None and first[:10] == "2026-07-01" and last[:10] in ("2026-07-03", "2026-07-04")


def test_whoever_is_asked_to_wait_waits(wire: Talentwire, receiver: Receiver, clock: Time) -> None:
    receiver.answers = [(429, {"Retry-After": "600"})]
    happen(wire, "Ada Brandt")
    assert deliverer(wire).deliver() == Sent(0, 1)
    clock.pass_by(seconds=590)
    assert deliverer(wire).deliver() == Sent()
    clock.pass_by(seconds=20)
    assert deliverer(wire).deliver() == Sent(1, 0)


def test_what_is_gone_for_good_is_left_alone(wire: Talentwire, receiver: Receiver, clock: Time) -> None:
    receiver.answers = [(410, {})]
    happen(wire, "Ada Brandt", "Bob Cole")
    deliverer(wire).deliver()
    assert "410" in (wire.alerts.named("desk").alert.stopped or "")
    happen(wire, "Cara Dunn")
    clock.pass_by(days=1)
    assert deliverer(wire).deliver() == Sent() and len(receiver.held) == 1
    wire.alerts.resume("desk")
    happen(wire, "Dan Eck")
    assert deliverer(wire).deliver() == Sent(1, 0)


class DiedError(Exception):
    pass


def test_whoever_dies_between_sending_and_noting_is_followed(wire: Talentwire, receiver: Receiver, clock: Time) -> None:
    happen(wire, "Ada Brandt", "Bob Cole")

    def settle(*_: Any) -> None:
        raise DiedError

    dying = deliverer(wire)
    dying.alerts = type(wire.alerts)(wire)
    kept = dying.alerts.kept
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(kept), "settle", settle)
        with pytest.raises(DiedError):
            dying.deliver()
    assert deliverer(wire).deliver() == Sent()  # the other's claim stands
    clock.pass_by(seconds=66)
    assert deliverer(wire).deliver() == Sent(2, 0)
    first, *others = ids(receiver)
    assert first in others and len(others) == len(set(others)) == 2


def test_two_servers_do_not_both_send(address: str, clock: Time, receiver: Receiver) -> None:
    with opened(address, clock, allow_private=True) as one, opened(address, clock, allow_private=True) as other:
        one.alerts.add("desk", Wanted.of({"kind": "move"}), Outlets(webhook=receiver.url))
        happen(one, *PEOPLE)
        second = deliverer(other)

        def post(*args: Any, **more: Any) -> Answer:
            assert second.deliver() == Sent()  # while the first is at it
            return Answer(204)

        assert deliverer(one, post=post).deliver() == Sent(len(PEOPLE), 0)
        assert second.deliver() == Sent()


def test_a_slow_receiver_does_not_keep_others_waiting(wire: Talentwire, clock: Time) -> None:
    wire.alerts.add("quick", Wanted.of({"kind": "move"}), Outlets(webhook="https://quick.example/"))
    happen(wire, *PEOPLE)
    seen: list[str] = []

    def post(url: str, *_: Any, **__: Any) -> Answer:
        seen.append(url)
        return Answer(wrong="did not answer within 10 seconds") if "quick" not in url else Answer(200)

    assert deliverer(wire, post=post).deliver() == Sent(len(PEOPLE), 1)
    assert sum("quick" not in url for url in seen) == 1


def test_a_webhook_that_is_taken_away_gets_nothing_more(wire: Talentwire, receiver: Receiver) -> None:
    happen(wire, "Ada Brandt")
    wire.alerts.add("desk", Wanted.of({"kind": "move"}), replaces=True)
    assert deliverer(wire).deliver() == Sent() and not receiver.held
    assert [one.state for one in wire.alerts.kept.deliveries(1)] == ["stopped"]


def test_three_thousand_facts_at_first_are_all_sent(tmp_path: Path, clock: Time) -> None:
    with opened(str(tmp_path / "many.db"), clock) as wire:
        wire.alerts.add("desk", Wanted.of({"kind": "move"}), Outlets(webhook="https://hook.example/"))
        store = wire.alerts.kept
        (one,) = store.all()
        told = wire.alerts.sample("desk")[1].told
        events = [Event(f"e{at}", one.id, f"f{at}", "s", "2026", "", told) for at in range(3000)]
        assert store.note([(one, events)], one.position, "2026-07-01T08:00:00.000000Z") == {one.id: 3000}
        assert store.note([(one, events)], one.position, "2026-07-01T08:00:00.000000Z") == {one.id: 0}
        assert len({delivery.event for delivery in store.deliveries(one.id, limit=5000)}) == 3000
        seen: list[str] = []

        def post(_: str, __: bytes, headers: dict[str, str], **___: Any) -> Answer:
            seen.append(headers["webhook-id"])
            return Answer(503, "answered 503") if len(seen) == 60 else Answer(204)

        assert deliverer(wire, post=post).deliver() == Sent(59, 1)
        assert seen == [f"e{at}" for at in range(60)]  # in order
        clock.pass_by(minutes=6)
        assert store.claim(one.id, "webhook", "me", "2026-07-01T08:06:00.000000Z", "2026-07-01T08:07:00.000000Z", 5000)


class Office:
    """Takes mail."""

    def __init__(self) -> None:
        self.held: list[EmailMessage] = []
        self.refuses = False

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuses:
            return "451 come back later"
        assert isinstance(envelope.content, bytes)
        self.held.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        return "250 OK"


class Standing(Controller):
    """A server on a free port."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def office() -> Iterator[tuple[Office, int]]:
    made = Office()
    server = Standing(made, hostname="127.0.0.1", port=0)
    server.start()
    yield made, server.port
    server.stop()


def mailing(tmp_path: Path, clock: Time, port: int, lang: str = "en") -> Talentwire:
    settings = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "off", "smtp_from": "desk@example.org"}
    wire = opened(str(tmp_path / "mail.db"), clock, **settings, public_url="https://talent.example.org")
    wire.alerts.add("Moves", Wanted.of({"kind": "move"}), Outlets(mail=("ada@example.org",), lang=lang))
    return wire


def test_many_events_are_one_letter_a_minute(tmp_path: Path, clock: Time, office: tuple[Office, int]) -> None:
    held, port = office
    with mailing(tmp_path, clock, port, "de") as wire:
        happen(wire, *PEOPLE)
        assert deliverer(wire).deliver() == Sent(len(PEOPLE), 0)
        happen(wire, "Fay Gold")
        happen(wire, "Gus Hale")
        assert deliverer(wire).deliver() == Sent()
        clock.pass_by(seconds=61)
        assert deliverer(wire).deliver() == Sent(2, 0)
    first, second = held.held
    assert (first["subject"], second["subject"]) == ("Moves: 5 Ereignisse", "Moves: 2 Ereignisse")
    text = first.get_body(("plain",)).get_content()
    assert all(person in text for person in PEOPLE) and "https://talent.example.org/facts/" in text


def test_a_title_out_of_a_document_is_no_header_and_no_markup(
    tmp_path: Path, clock: Time, office: tuple[Office, int]
) -> None:
    held, port = office
    title = 'News\r\nBcc: everybody@example.org <b onclick="x">'
    with mailing(tmp_path, clock, port) as wire:
        tell(wire, move("Eve Frey", HOSTILE, "Brumelune"), title=title, url="javascript:alert(1)", id="hostile")
        wire.alerts.check()
        assert deliverer(wire).deliver() == Sent(1, 0)
    (letter,) = held.held
    assert letter["bcc"] is None and "\n" not in letter["subject"]
    page = letter.get_body(("html",)).get_content()
    assert "<script" not in page and "<b onclick" not in page and "javascript:" not in page


def test_a_letter_that_is_refused_for_now_is_tried_again(
    tmp_path: Path, clock: Time, office: tuple[Office, int]
) -> None:
    held, port = office
    with mailing(tmp_path, clock, port) as wire:
        held.refuses = True
        happen(wire, "Ada Brandt")
        assert deliverer(wire).deliver() == Sent(0, 1)
        held.refuses = False
        clock.pass_by(seconds=61)
        assert deliverer(wire).deliver() == Sent(1, 0)
    assert len(held.held) == 1


def test_without_a_mail_server_the_log_says_what_is_missing(tmp_path: Path, clock: Time) -> None:
    with opened(str(tmp_path / "none.db"), clock) as wire:
        wire.alerts.add("Moves", Wanted.of({"kind": "move"}), Outlets(mail=("ada@example.org",)))
        happen(wire, "Ada Brandt")
        deliverer(wire).deliver()
        (delivery,) = wire.alerts.kept.deliveries(1)
        assert delivery.state == "waiting" and "set smtp_host" in delivery.attempts[0]["wrong"]
