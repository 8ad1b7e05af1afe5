"""How far it is with weighing all claims of a ledger, on one line of the terminal that goes when it is done."""

from dataclasses import dataclass
from typing import Final

from rich.console import Console

_MANY: Final = 5_000
"""Claims from which on it takes long enough to be shown."""
_CLEAR: Final = "\r\x1b[K"


@dataclass(frozen=True)
class Weighing:
    """Shows how many claims were weighed; nothing where nobody looks at a terminal."""

    console: Console

    def __call__(self, done: int, of: int) -> None:
        """Show it."""
        if not self.console.is_terminal or of < _MANY:
            return
        text = f"weighing claims for the first time: {done:,} of {of:,}" if done < of else ""
        self.console.file.write(_CLEAR + text)
        self.console.file.flush()
