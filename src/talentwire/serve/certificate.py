"""A certificate that is renewed while the server runs is taken up without a new start."""

import logging
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import anyio
from anyio import to_thread

_SECONDS: Final = 60
_LOG: Final = logging.getLogger("talentwire.serve")


class Renewing:
    """Looks whether a certificate or its key is another one than before, and lets new connections have it.

    Args:
        certificate: file of the certificate, with all above it.
        key: file of its key.

    Attributes:
        context: of the server, once it has one.

    """

    def __init__(self, certificate: Path, key: Path) -> None:
        self.context: ssl.SSLContext | None = None
        self._files = certificate, key
        self._known = self._state()

    @asynccontextmanager
    async def running(self, every: float = _SECONDS) -> AsyncIterator[None]:
        """Look every now and then."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._look_again, every)
            yield
            group.cancel_scope.cancel()

    async def _look_again(self, every: float) -> None:
        while True:
            await anyio.sleep(every)
            await to_thread.run_sync(self.look)

    def look(self) -> bool:
        """Take up what is new, and say whether there was something; what is only half there waits for the next look."""
        state = self._state()
        if state == self._known or self.context is None:
            return False
        try:
            check(*self._files)  # on the side, for a context that is given a wrong pair serves nobody any more
            self.context.load_cert_chain(*self._files)
        except (ssl.SSLError, OSError) as error:
            _LOG.warning("certificate", extra={"detail": f"the new one cannot be used yet: {error}"})
            return False
        self._known = state
        _LOG.info("certificate", extra={"detail": "a new one is used from now on"})
        return True

    def _state(self) -> tuple[tuple[int, int], ...]:
        try:
            return tuple((one.stat().st_mtime_ns, one.stat().st_size) for one in self._files)
        except OSError:
            return ()


def check(certificate: Path, key: Path) -> None:
    """See whether a certificate and a key belong together.

    Raises:
        ssl.SSLError: when they do not, or the key has a password.
        OSError: when they cannot be read.

    """
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=lambda: "")
