"""Mail: a letter put together so that no text of a document becomes a header, and sent through the configured server.

The server is in the settings ``smtp_…``; the password stands in the environment alone. The connection is encrypted and
the server's certificate is checked, unless ``smtp_tls`` is ``off``; then no password is sent but to this machine.
"""

import os
import smtplib
import ssl
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime, localtime, make_msgid
from ipaddress import ip_address
from typing import Final, Self

from talentwire.config import SMTP_PASSWORD, Config
from talentwire.errors import BadValueError, ConfigError, MailError
from talentwire.serve.sending.lines import one_line
from talentwire.serve.sending.reasons import is_gone, why_not

_PORTS: Final = {"starttls": 587, "tls": 465, "off": 25}
_LONGEST_ADDRESS: Final = 254
_LONGEST_PAUSE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture within a letter, shown where its HTML names ``cid:<name>``."""

    name: str
    data: bytes
    subtype: str = "png"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An address that got nothing, and why."""

    address: str
    reason: str
    temporary: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who got a mail, and who did not."""

    taken: tuple[str, ...]
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that mail is sent through.

    Attributes:
        host: its name or address.
        port: its port.
        protection: ``starttls``, ``tls`` or ``off``.
        sender: the address that mail comes from.
        user: the name to log in with; empty for no log-in.
        password: the password; never shown.
        timeout: seconds until an answer must have come.
        retries: how often a mail is tried again after a refusal for the moment.

    """

    host: str
    port: int
    protection: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    retries: int = 3

    @classmethod
    def of(cls, config: Config, environment: Mapping[str, str] | None = None) -> Self:
        """The server of the settings, with the password of the environment.

        Raises:
            ConfigError: when a setting is missing, or a password would go over the network unprotected.

        """
        environment = os.environ if environment is None else environment
        host, sender, user = config.smtp_host, config.smtp_from, config.smtp_user or ""
        if not host:
            raise ConfigError("no mail can be sent: set smtp_host to the mail server, and smtp_from to your address")
        if not sender:
            raise ConfigError("no mail can be sent: set smtp_from to the address that it comes from")
        password = environment.get(SMTP_PASSWORD, "")
        if user and not password:
            raise ConfigError(f"smtp_user is {user}, but the environment variable {SMTP_PASSWORD} holds no password")
        if user and config.smtp_tls == "off" and not _is_here(host):
            raise ConfigError("smtp_tls is off: the password would go over the network in the open; set it to starttls")
        try:
            checked = address(sender)
        except BadValueError as error:
            raise ConfigError(f"smtp_from: {error}") from None
        port = config.smtp_port or _PORTS[config.smtp_tls]
        return cls(host, port, config.smtp_tls, checked, user, password, config.smtp_timeout, config.smtp_retries)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def address(text: str) -> str:
    """One address of mail, as it goes to a server; a name of a host beyond ASCII becomes what the network knows.

    Raises:
        BadValueError: when it is none, or more than one.

    """
    given = text.strip()
    wrong = BadValueError(f"{one_line(given)!r} is no address of mail, such as desk@example.org")
    if any(unicodedata.category(sign)[0] == "C" or sign in ' ,;<>()"' for sign in given):
        raise wrong
    try:
        found = Address(addr_spec=given)
        host = found.domain.encode("idna").decode("ascii")
    except (HeaderParseError, ValueError, IndexError):  # the last is how the standard library takes "@"
        raise wrong from None
    if not found.username or not host or len(given) > _LONGEST_ADDRESS:
        raise wrong
    return f"{found.username}@{host}"


def letter(
    subject: str, text: str, html: str = "", pictures: Iterable[Picture] = (), *, sender: str = "", lang: str = ""
) -> EmailMessage:
    """A letter in plain text and, where given, in HTML beside it with its pictures.

    Args:
        subject: any text; it becomes one line.
        text: the letter for those who read no HTML.
        html: the same as a page.
        pictures: what the page shows under ``cid:<name>``.
        sender: the address it comes from; ``send`` puts in that of the server.
        lang: its language, ``de``.

    """
    message = EmailMessage(policy=WIRE)
    message["Subject"] = one_line(subject)
    if sender:
        message["From"] = Address(addr_spec=address(sender))
    if lang:
        message["Content-Language"] = one_line(lang)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text, cte="quoted-printable")
    if html:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        _, page = message.iter_parts()
        for one in pictures:
            page.add_related(
                one.data, "image", one.subtype, cid=f"<{one.name}>", disposition="inline",
                filename=f"{one.name}.{one.subtype.partition('+')[0]}",
            )  # fmt: skip
    return message


def send(
    message: EmailMessage, addresses: Sequence[str], server: MailServer, *, pause: Callable[[float], None] = time.sleep
) -> Delivery:
    """Send a mail to each address by itself, so that none is shown to another.

    What the server refuses for the moment is tried again after pauses that grow. Nobody gets it twice: an address is
    tried again only where the server did not take the mail for it.

    Args:
        message: as ``letter`` makes it; To, From, Date and Message-ID are put in.
        addresses: who gets it.
        server: through which it goes.
        pause: waits so many seconds; there for tests.

    Raises:
        BadValueError: when an address is none, or there is none.
        MailError: when nobody got it; ``temporary`` says whether that may be otherwise later.

    """
    waiting = list(dict.fromkeys(map(address, addresses)))
    if not waiting:
        raise BadValueError("nobody to send the mail to: name an address")
    taken: list[str] = []
    refused: dict[str, Refusal] = {}
    for attempt in range(server.retries + 1):
        if attempt:
            pause(min(2.0 ** (attempt - 1), _LONGEST_PAUSE))
        for one in _attempt(message, waiting, server):
            if isinstance(one, Refusal):
                refused[one.address] = one
            else:
                taken.append(one)
        waiting = [one for one in waiting if one in refused and refused[one].temporary and one not in taken]
        if not waiting:
            break
    left = tuple(one for where, one in refused.items() if where not in taken)
    if not taken:
        raise _failure("; ".join(dict.fromkeys(one.reason for one in left)), any(one.temporary for one in left))
    return Delivery(tuple(taken), left)


def _attempt(message: EmailMessage, addresses: Sequence[str], server: MailServer) -> list[str | Refusal]:
    """One connection: by address, itself where the mail was taken for it, else why not."""
    done: list[str | Refusal] = []
    try:
        connection = _connected(server)
    except (smtplib.SMTPException, OSError) as error:
        reason, temporary = why_not(error, str(server), server.timeout)
        if not temporary:
            raise _failure(reason, temporary) from None
        return [Refusal(one, reason, temporary) for one in addresses]
    try:
        for number, one in enumerate(addresses):
            try:
                _hand_over(connection, message, one, server)
                done.append(one)
            except (smtplib.SMTPException, OSError) as error:
                reason, temporary = why_not(error, str(server), server.timeout)
                done.append(Refusal(one, reason, temporary))
                if is_gone(error):
                    return done + [Refusal(other, reason, temporary) for other in addresses[number + 1 :]]
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
    return done


def _connected(server: MailServer) -> smtplib.SMTP:
    """A connection that is encrypted and logged in as the settings say."""
    context = ssl.create_default_context()
    connection: smtplib.SMTP
    if server.protection == "tls":
        connection = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        if server.protection == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _hand_over(connection: smtplib.SMTP, message: EmailMessage, to: str, server: MailServer) -> None:
    own = make_msgid(domain=server.sender.rpartition("@")[2])
    headers = {"To": to, "From": server.sender, "Date": format_datetime(localtime()), "Message-ID": own}
    for header, value in headers.items():
        del message[header]
        message[header] = value
    connection.send_message(message, server.sender, [to])


def _failure(reason: str, temporary: bool) -> MailError:
    error = MailError(reason)
    error.temporary = temporary
    return error


def _is_here(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
