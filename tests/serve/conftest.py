"""A server of mail on this machine, for whatever sends some."""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Office:
    """Takes mail; what it answers to whom may be told beforehand, an answer a try."""

    def __init__(self) -> None:
        self.held: list[EmailMessage] = []
        self.given: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.at_data: list[str] = []

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, to: str, ___: list[str]) -> str:  # noqa: N802
        if left := self.answers.get(to):
            return left.pop(0)
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.at_data:
            return self.at_data.pop(0)
        assert isinstance(envelope.content, bytes)
        self.held.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        self.given.extend(envelope.rcpt_tos)
        return "250 OK"


class Standing(Controller):
    """A server on a free port; the library itself asks for a port that is known beforehand."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


Opened = Callable[..., tuple[Office, int]]


@pytest.fixture
def opened() -> Iterator[Opened]:
    """Opens offices on free ports of this machine, and closes them."""
    running: list[Standing] = []

    def _open(**settings: Any) -> tuple[Office, int]:
        office = Office()
        running.append(Standing(office, hostname="127.0.0.1", port=0, **settings))
        running[-1].start()
        return office, running[-1].port

    yield _open
    for one in running:
        one.stop()
