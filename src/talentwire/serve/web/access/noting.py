"""When tokens and sessions were used is noted beside the answering, so that no request waits for who writes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Final

import anyio
from anyio import to_thread

from talentwire.api.access import Access
from talentwire.errors import LedgerError

_SECONDS: Final = 60


@asynccontextmanager
async def noting(access: Access, every: float = _SECONDS) -> AsyncIterator[None]:
    """Note every minute what was used, and once more at the end."""
    async with anyio.create_task_group() as group:
        group.start_soon(_note, access, every)
        yield
        group.cancel_scope.cancel()
    await to_thread.run_sync(access.close)


async def _note(access: Access, every: float) -> None:
    while True:
        await anyio.sleep(every)
        try:
            await to_thread.run_sync(partial(access.note))
        except LedgerError:  # it is noted next time
            continue
