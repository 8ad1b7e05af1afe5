"""How a server is entered: under which names, with log-in or without, and how often a minute."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from talentwire.api.access import Access
from talentwire.serve.web.access.limits import Limits

LOCAL: Final = ("localhost", "127.0.0.1", "::1")
"""Names of this machine, for itself."""


@dataclass(frozen=True)
class Entrance:
    """How a server is entered.

    Attributes:
        hosts: names under which it may be asked, without ports.
        access: tokens and sessions; None where it has no log-in.
        secure: whether browsers reach it under TLS.
        limits: how much may be asked.
        behind_proxy: whether requests come through a proxy that is trusted.

    """

    hosts: frozenset[str] = frozenset(LOCAL)
    access: Access | None = None
    secure: bool = False
    limits: Limits = field(default_factory=Limits)
    behind_proxy: bool = False

    @property
    def cookie(self) -> str:
        """Name of the cookie of a session; under TLS browsers take one of this name from this very server alone."""
        return "__Host-talentwire" if self.secure else "talentwire"

    def session(self, cookies: Mapping[str, str]) -> str:
        """The secret of the session that a browser sends along; empty where there is none."""
        given = cookies.get(self.cookie, "")
        return given if len(given) < _LONGEST else ""


_LONGEST: Final = 100
