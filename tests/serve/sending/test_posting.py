"""Messages go to public addresses alone, are signed, follow no redirect and wait for nobody for long."""

import base64
import hmac
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from receiver import Receiver

from talentwire.serve.sending.posting import post
from talentwire.serve.sending.retrying import LONGEST, pause, wished
from talentwire.serve.sending.signing import shown, signed

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as made:
        yield made


def test_a_message_arrives_with_what_is_said_of_it(receiver: Receiver) -> None:
    answer = post(receiver.url, b'{"a": 1}', {"webhook-id": "one"}, allow_private=True)
    assert (answer.status, answer.wrong) == (204, "")
    (held,) = receiver.held
    assert held.body == b'{"a": 1}' and held.headers["webhook-id"] == "one"
    assert held.headers["content-type"] == "application/json" and held.path == "/hook"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost/", "http://169.254.169.254/"]
)
def test_addresses_inside_this_machine_are_not_sent_to(url: str) -> None:
    answer = post(url, b"{}", {})
    assert answer.status == 0 and "is no public address; set allow_private" in answer.wrong


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.answers = [(302, {"Location": f"{receiver.url}/elsewhere"})]
    answer = post(receiver.url, b"{}", {}, allow_private=True)
    assert answer.status == 302 and "redirects are not followed" in answer.wrong
    assert len(receiver.held) == 1


def test_what_is_gone_is_gone_and_what_is_busy_says_when(receiver: Receiver) -> None:
    receiver.answers = [(410, {}), (503, {"Retry-After": "120"})]
    assert post(receiver.url, b"{}", {}, allow_private=True).for_good
    assert post(receiver.url, b"{}", {}, allow_private=True).retry_after == "120"


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert "cannot be reached" in post(url, b"{}", {}, allow_private=True).wrong
    assert "is not known" in post("https://nobody.invalid/", b"{}", {}, allow_private=True).wrong


def test_an_answer_that_drips_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                try:
                    for sign in b"HTTP/1.1 200 OK\r\n" + b"X" * 1000:
                        connection.send(bytes([sign]))
                        time.sleep(0.02)
                except OSError:
                    pass

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        assert "did not answer within 0.3 seconds" in post(url, b"{}", {}, allow_private=True, seconds=0.3).wrong
        thread.join()


def test_signatures_are_those_of_the_specification() -> None:
    key = bytes(range(24))
    made = signed(key.hex(), "msg_1", 1614265330, b'{"test": 2432232314}')
    content = b'msg_1.1614265330.{"test": 2432232314}'
    assert made["webhook-signature"] == "v1," + base64.b64encode(hmac.digest(key, content, "sha256")).decode()
    assert shown(key.hex()) == "whsec_" + base64.b64encode(key).decode()
    known = bytes.fromhex("3028c0e06bf98bf75d0e1d1a1d60f1d8d1d49d06c3bd7ad8")
    assert signed(known.hex(), "a", 1, b"x") != signed(known.hex(), "a", 2, b"x")


def test_pauses_grow_and_end_somewhere() -> None:
    pauses = [pause(tries, lambda: 1.0) for tries in range(1, 40)]
    assert pauses[0] == timedelta(seconds=5) and pauses == sorted(pauses) and pauses[-1] == LONGEST
    assert pause(3, lambda: 0.0) == pause(3, lambda: 1.0) / 2


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (None, 0),
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("99999999999999999999", 0),
        ("9999999", 86400),
        ("Wed, 01 Jul 2026 00:01:00 GMT", 60),
        ("Wed, 01 Jul 2020 00:01:00 GMT", 0),
    ],
)
def test_what_a_receiver_wishes_is_heeded_within_reason(header: str | None, seconds: int) -> None:
    assert wished(header, NOW) == timedelta(seconds=seconds)
