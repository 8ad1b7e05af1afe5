"""Where the server listens, and what that asks for: a log-in and TLS wherever others than this machine may come in."""

import ipaddress
import os
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from talentwire.errors import ConfigError
from talentwire.serve.certificate import check

LOCALHOST: Final = "127.0.0.1"
_MANY: Final = 64
_EVERYWHERE: Final = "the address {} stands for all of this machine: say under which name it is asked, with --name"
_PLAIN: Final = (
    "without TLS anybody on the way reads the tokens: give --certificate and --key, or --behind-proxy with the address "
    "of a proxy that does TLS; or --plain-http, where nobody can listen in (a tunnel, a port of a container that is "
    "open to this machine alone)"
)
_NOBODY: Final = (
    "nobody could log in: make a token with `talentwire token add NAME --scope read` first, then start again"
)


@dataclass(frozen=True)
class Where:
    """The options that say where the server listens and who may come in."""

    name: Annotated[list[str], typer.Option("--name", metavar="NAME", help="Under which it is asked; may be repeated.")]
    behind_proxy: Annotated[
        list[str],
        typer.Option(
            "--behind-proxy", metavar="ADDRESS", help="Of a proxy that does TLS, and whose word on who asks is taken."
        ),
    ]
    limit: Annotated[
        list[str],
        typer.Option(
            "--limit", metavar="WHAT=N/TIME", help="read=600/minute, change=120/minute, log-in=10/minute, or =off."
        ),
    ]
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="For TLS, with all above it, in PEM.")
    ]
    key: Annotated[Path | None, typer.Option("--key", metavar="FILE", help="Of the certificate, in PEM.")]
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Where to listen; only this machine's own needs no tokens."),
    ] = LOCALHOST
    port: Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="0 takes a free one.")] = 8765
    log_in: Annotated[bool, typer.Option("--log-in", help="Ask for tokens on this machine too.")] = False
    plain_http: Annotated[
        bool, typer.Option("--plain-http", help="Let tokens come without TLS, where nobody can listen in.")
    ] = False
    readers: Annotated[
        int, typer.Option("--readers", min=1, max=_MANY, help="How many requests are answered at a time.")
    ] = 4
    stale: Annotated[
        float, typer.Option("--stale", min=0, max=3_600, help="Seconds for which a page may lag behind the ledger.")
    ] = 30.0
    connections: Annotated[
        int, typer.Option("--connections", min=1, max=100_000, help="How many may be open at a time.")
    ] = 500


@dataclass(frozen=True)
class Listening:
    """Where the server listens, and how it is entered.

    Attributes:
        host: address.
        hosts: names under which it may be asked.
        log_in: whether tokens are asked for.
        secure: whether browsers reach it under TLS.
        proxies: addresses whose word on who asks is taken.
        tls: what the server has to know of a certificate.

    """

    host: str
    hosts: frozenset[str]
    log_in: bool
    secure: bool
    proxies: tuple[str, ...] = ()
    tls: Mapping[str, Any] = field(default_factory=dict)


def listening(where: Where, local: Callable[[str], bool], tokens: Callable[[], bool]) -> Listening:
    """What the options amount to.

    Args:
        where: the options.
        local: whether a name is this machine's for itself.
        tokens: whether there is a valid token.

    Raises:
        ConfigError: when somebody else could come in without log-in, or tokens could be read on their way.

    """
    address = _address(where.host)
    proxies = tuple(_network(one) for one in where.behind_proxy)
    names = [_name(one) for one in where.name]
    exposed = not address.is_loopback or bool(proxies) or any(not local(one) for one in names)
    secure = bool(where.certificate or proxies)
    if exposed and address.is_unspecified and not names:
        raise ConfigError(_EVERYWHERE.format(address))
    if exposed and not secure and not where.plain_http:
        raise ConfigError(f"{address} can be reached from elsewhere, and {_PLAIN}")
    log_in = exposed or where.log_in
    if log_in and not tokens():
        raise ConfigError(_NOBODY)
    own = [] if address.is_unspecified else [str(address)]
    return Listening(str(address), frozenset([*names, *own]), log_in, secure, proxies, _tls(where))


def bound(host: str, port: int) -> socket.socket:
    """A door at an address and port.

    Raises:
        ConfigError: when nobody can listen there.

    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ConfigError(
            f"cannot listen at {host}, port {port} ({why}): see whether another server runs, or choose another --port "
            "or --host"
        ) from None


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(LOCALHOST if host == "localhost" else host.strip("[]"))
    except ValueError:
        raise ConfigError(
            f"--host takes an address, 192.0.2.7, 0.0.0.0 or ::, not {host!r}; a name is given with --name"
        ) from None


def _network(text: str) -> str:
    try:
        return str(ipaddress.ip_network(text)) if "/" in text else str(ipaddress.ip_address(text))
    except ValueError:
        raise ConfigError(
            f"--behind-proxy takes the address of a proxy, 127.0.0.1 or 10.0.0.0/24, not {text!r}"
        ) from None


def _name(text: str) -> str:
    name = text.strip().rstrip(".").lower()
    if not name or any(sign in name for sign in "/:*@ ") or not name.isascii():
        raise ConfigError(f"--name takes the name of a machine, news.example, without scheme and port, not {text!r}")
    return name


def _tls(where: Where) -> dict[str, Any]:
    """What uvicorn has to know of the certificate, once it was seen to be one.

    Raises:
        ConfigError: when it is none, or is not that of the key.

    """
    if where.certificate is None and where.key is None:
        return {}
    if where.certificate is None or where.key is None:
        raise ConfigError("TLS needs both: --certificate FILE and --key FILE")
    for file in (where.certificate, where.key):
        if not file.is_file():
            raise ConfigError(f"there is no file {file}")
    try:
        check(where.certificate, where.key)
    except (ssl.SSLError, OSError) as error:
        raise ConfigError(
            f"{where.certificate} and {where.key} are not a certificate and its key in PEM, without a password "
            f"({getattr(error, 'reason', None) or error})"
        ) from None
    return {"ssl_certfile": str(where.certificate), "ssl_keyfile": str(where.key)}
