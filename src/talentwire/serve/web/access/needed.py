"""The scope that each address needs: the one place that decides it.

What is not listed needs ``read`` if it only reads. What changes something and is not listed needs both ``write`` and
``review``, so that an address that was forgotten here is open to fewer people than it should be, never to more.
"""

from collections.abc import Mapping
from re import Pattern
from typing import Final

from starlette.routing import compile_path

from talentwire.api.access import Scope

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN: Final[frozenset[Scope]] = frozenset()
"""Anybody may ask."""
READ: Final = frozenset({Scope.READ})
WRITE: Final = frozenset({Scope.WRITE})
REVIEW: Final = frozenset({Scope.REVIEW})
NEEDED: Final[Mapping[tuple[str, str], frozenset[Scope]]] = {
    # what strangers may ask: whether the server lives, how to get in, and what that page looks like
    ("GET", "/healthz"): OPEN,
    ("GET", "/static/{name}"): OPEN,
    ("GET", "/log-in"): OPEN,
    ("POST", "/log-in"): OPEN,
    ("POST", "/log-out"): OPEN,
    # what is sent as if it changed something, and only reads
    ("POST", "/mcp"): READ,
    ("DELETE", "/mcp"): READ,
    # documents in
    ("POST", "/api/v1/documents"): WRITE,
    # saved questions: they send what the ledger holds to addresses that whoever saves one names
    ("POST", "/alerts"): WRITE,
    ("POST", "/alerts/{name}/{verb}"): WRITE,
    ("POST", "/api/v1/alerts"): WRITE,
    ("PATCH", "/api/v1/alerts/{name}"): WRITE,
    ("DELETE", "/api/v1/alerts/{name}"): WRITE,
    # feed readers do not log in: the key in the address lets them in
    ("GET", "/alerts.rss"): OPEN,
    ("GET", "/alerts/{name}.rss"): OPEN,
    # decisions
    ("POST", "/api/v1/decisions/{verb}"): REVIEW,
    ("POST", "/review/names"): REVIEW,
    ("POST", "/review/undo"): REVIEW,
    ("POST", "/claims/{name}/{verb}"): REVIEW,
}
"""By method and address, as the routes have them: a token needs every one of these scopes."""
_PATTERNS: Final[tuple[tuple[str, Pattern[str], frozenset[Scope]], ...]] = tuple(
    (method, compile_path(path)[0], scopes) for (method, path), scopes in NEEDED.items()
)


def needed(method: str, path: str) -> frozenset[Scope]:
    """The scopes that a request needs, all of them; none where anybody may ask.

    Args:
        method: of the request.
        path: its address on this server, decoded, as routes are matched with it.

    """
    asked = "GET" if method == "HEAD" else method
    for known, pattern, scopes in _PATTERNS:
        if known == asked and pattern.match(path):
            return scopes
    return READ if method in READING else WRITE | REVIEW


def listed(method: str, pattern: str) -> bool:
    """Whether the table says what a route needs, which every route that changes something must be in."""
    return (method, pattern) in NEEDED or any(known == method and one.match(pattern) for known, one, _ in _PATTERNS)
