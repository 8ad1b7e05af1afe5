"""Mail goes out whole, encrypted and once, to a server that stands here; what is refused is said in a sentence."""

import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from talentwire.config import Config
from talentwire.errors import BadValueError, ConfigError, MailError
from talentwire.serve.sending.lines import one_line
from talentwire.serve.sending.mail import Delivery, MailServer, Picture, address, letter, send

PASSWORD = {"TALENTWIRE_SMTP_PASSWORD": "open sesame"}


Opened = Callable[..., tuple[Any, int]]


def _login(_: SMTP, __: Session, ___: Envelope, ____: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"ada", b"open sesame")
    return AuthResult(success=right, handled=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA(key_type=trustme.KeyType.ECDSA)


@pytest.fixture(scope="module")
def context(authority: trustme.CA) -> ssl.SSLContext:
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", key_type=trustme.KeyType.ECDSA).configure_cert(made)
    return made


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))


def server(port: int, **settings: Any) -> MailServer:
    config = Config(
        smtp_host="localhost", smtp_port=port, smtp_from="desk@example.org", smtp_tls="off", smtp_timeout=5.0
    )
    return MailServer.of(config.changed(**settings), PASSWORD)


def note() -> EmailMessage:
    return letter("A note", "Grüße aus Zürich.\n", lang="de")


def test_a_letter_arrives_as_it_was_made(opened: Opened) -> None:
    office, port = opened()
    made = letter("Die Woche", "Text\n", '<p>Text <img src="cid:week" alt=""></p>', [Picture("week", b"\x89PNG")])
    assert send(made, ["ada@example.org"], server(port)) == Delivery(("ada@example.org",))
    (held,) = office.held
    assert held["Subject"] == "Die Woche"
    assert (held["From"], held["To"]) == ("desk@example.org", "ada@example.org")
    assert held["Message-ID"].rstrip(">").endswith("@example.org")
    assert held["Date"].datetime is not None
    assert held["Auto-Submitted"] == "auto-generated"
    assert "List-Unsubscribe" not in held
    plain, page = held.get_body(("plain",)), held.get_body(("html",))
    assert plain is not None
    assert plain.get_content().strip() == "Text"
    assert page is not None
    assert "cid:week" in page.get_content()
    (picture,) = [part for part in held.walk() if part.get_content_maintype() == "image"]
    assert picture["Content-ID"] == "<week>"
    assert picture.get_content() == b"\x89PNG"


def test_each_gets_a_mail_of_their_own(opened: Opened) -> None:
    office, port = opened()
    found = send(note(), ["ada@example.org", "bo@example.org", "ada@example.org"], server(port))
    assert found.taken == ("ada@example.org", "bo@example.org")
    assert [str(one["To"]) for one in office.held] == ["ada@example.org", "bo@example.org"]
    assert len({one["Message-ID"] for one in office.held}) == 2
    assert office.held[0].get_content().strip() == "Grüße aus Zürich."


def test_a_refusal_for_the_moment_is_tried_again_and_nobody_gets_it_twice(opened: Opened) -> None:
    office, port = opened()
    office.answers["bo@example.org"] = ["451 busy", "452 full"]
    pauses: list[float] = []
    found = send(note(), ["ada@example.org", "bo@example.org"], server(port), pause=pauses.append)
    assert found == Delivery(("ada@example.org", "bo@example.org"))
    assert office.given == ["ada@example.org", "bo@example.org"]
    assert pauses == [1.0, 2.0]


def test_an_address_refused_for_good_keeps_nobody_else_from_theirs(opened: Opened) -> None:
    office, port = opened()
    office.answers["bo@example.org"] = ["550 no such box"]
    found = send(note(), ["bo@example.org", "ada@example.org"], server(port))
    assert found.taken == ("ada@example.org",)
    (refusal,) = found.refused
    assert (refusal.address, refusal.temporary) == ("bo@example.org", False)
    assert refusal.reason == f"the mail server localhost:{port} refuses bo@example.org: 550 no such box"


def test_a_mail_that_nobody_gets_is_an_error_that_says_whether_to_try_later(opened: Opened) -> None:
    office, port = opened()
    office.answers["ada@example.org"] = ["550 5.1.1 no\x1b[31m such box"]
    with pytest.raises(MailError, match=r"refuses ada@example\.org: 550") as caught:
        send(note(), ["ada@example.org"], server(port))
    assert not caught.value.temporary
    assert "\x1b" not in str(caught.value)
    office.at_data = ["451 later"] * 3
    with pytest.raises(MailError, match="refuses the mail: 451 later") as caught:
        send(note(), ["ada@example.org"], server(port, smtp_retries=2), pause=lambda _: None)
    assert caught.value.temporary
    assert office.at_data == []


@pytest.mark.usefixtures("trusted")
def test_a_log_in_over_starttls(opened: Opened, context: ssl.SSLContext) -> None:
    office, port = opened(tls_context=context, require_starttls=True, authenticator=_login, auth_required=True)
    sender = server(port, smtp_tls="starttls", smtp_user="ada")
    assert send(note(), ["bo@example.org"], sender).taken == ("bo@example.org",)
    assert office.given == ["bo@example.org"]
    assert "sesame" not in repr(sender)
    wrong = MailServer.of(
        Config(smtp_host="localhost", smtp_port=port, smtp_from="desk@example.org", smtp_user="ada"),
        {"TALENTWIRE_SMTP_PASSWORD": "guess"},
    )
    with pytest.raises(MailError, match="refuses the log-in") as caught:
        send(note(), ["bo@example.org"], wrong)
    assert "guess" not in str(caught.value)
    assert not caught.value.temporary


@pytest.mark.usefixtures("trusted")
def test_a_connection_encrypted_from_its_first_byte(opened: Opened, context: ssl.SSLContext) -> None:
    office, port = opened(ssl_context=context)
    send(note(), ["bo@example.org"], server(port, smtp_tls="tls"))
    assert office.given == ["bo@example.org"]


def test_a_certificate_that_nobody_vouches_for_is_refused(opened: Opened, context: ssl.SSLContext) -> None:
    office, port = opened(tls_context=context)
    with pytest.raises(MailError, match=r"certificate of the mail server localhost:[0-9]+ does not hold"):
        send(note(), ["bo@example.org"], server(port, smtp_tls="starttls"))
    assert office.given == []


def test_no_encryption_offered_is_no_reason_to_do_without(opened: Opened) -> None:
    office, port = opened()
    with pytest.raises(MailError, match="STARTTLS extension not supported"):
        send(note(), ["bo@example.org"], server(port, smtp_tls="starttls"))
    assert office.given == []


def test_a_server_that_is_not_there(opened: Opened) -> None:
    _, port = opened()
    gone = server(port, smtp_host="127.0.0.1", smtp_port=1, smtp_retries=1)
    pauses: list[float] = []
    with pytest.raises(MailError, match=r"mail server 127\.0\.0\.1:1 cannot be reached") as caught:
        send(note(), ["bo@example.org"], gone, pause=pauses.append)
    assert caught.value.temporary
    assert pauses == [1.0]


# ---- settings


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "set smtp_host"),
        ({"smtp_host": "mail.example.org"}, "set smtp_from"),
        ({"smtp_host": "mail.example.org", "smtp_from": "desk"}, "smtp_from: 'desk' is no address of mail"),
        (
            {"smtp_host": "mail.example.org", "smtp_from": "desk@example.org", "smtp_user": "ada", "smtp_tls": "off"},
            "the password would go over the network in the open",
        ),
    ],
)
def test_settings_that_cannot_do(settings: dict[str, str], says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        MailServer.of(Config(**settings), PASSWORD)


def test_a_name_without_a_password() -> None:
    config = Config(smtp_host="mail.example.org", smtp_from="desk@example.org", smtp_user="ada")
    with pytest.raises(ConfigError, match="TALENTWIRE_SMTP_PASSWORD holds no password"):
        MailServer.of(config, {})
    assert MailServer.of(config, PASSWORD).port == 587
    assert MailServer.of(config.changed(smtp_tls="tls"), PASSWORD).port == 465


# ---- what texts cannot do


@pytest.mark.parametrize(
    "text",
    [
        "", "desk", "@", "desk@", "@example.org", "a@example.org, b@example.org", "Ada <a@example.org>",
        "a@example.org\r\nBcc: b@example.org", "a\x00@example.org", "a@exa mple.org", "a@" + "x" * 300 + ".org",
        "a@example..org",
    ],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(BadValueError, match="is no address of mail"):
        address(text)


def test_addresses_beyond_ascii() -> None:
    assert address(" desk@bücher.example ") == "desk@xn--bcher-kva.example"


def test_a_text_of_a_document_becomes_no_header() -> None:
    made = letter("Deal\r\nBcc: all@example.org\r\n\r\n<b>\u202e\x00" + "x" * 500, "Text")
    assert made.keys().count("Bcc") == 0
    assert made["Subject"].startswith("Deal Bcc: all@example.org <b> xxx")
    assert len(made["Subject"]) == 200
    head = made.as_bytes().partition(b"\r\n\r\n")[0]
    assert b"\nBcc" not in head
    assert one_line("a\tb\u2028c") == "a b c"


def test_nobody_to_send_to(opened: Opened) -> None:
    _, port = opened()
    with pytest.raises(BadValueError, match="nobody to send the mail to"):
        send(note(), [], server(port))
