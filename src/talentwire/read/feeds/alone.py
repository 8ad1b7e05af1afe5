"""One program at a time works with a file: the lock goes with the program, however that ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from talentwire.errors import ConfigError

try:
    import fcntl
except ImportError:  # no such locks on this system: the ledger doubles nothing all the same
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(path: Path, verb: str = "watch") -> Iterator[None]:
    """Hold the file while the block runs; ``verb`` is who is told to be at work with it.

    Raises:
        ConfigError: when another program holds it.

    """
    with path.open("rb") as file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise ConfigError(f"another `talentwire {verb}` is at work with {path}; nothing was done") from None
        yield
