"""What goes wrong becomes one line on standard error and an exit status.

Exit status: 0 fine, 1 an error, 2 wrong usage, 3 nothing could be read, 4 a name or claim that the ledger does not
know, 130 ended by Ctrl-C.
"""

import os
import sys
from typing import Any, Final

import typer
from typer.core import TyperGroup

from talentwire.errors import NotFoundError, TalentwireError
from talentwire.serve.render import harmless

NOTHING_READ: Final = 3
UNKNOWN: Final = 4
STOPPED: Final = 130


class Verbs(TyperGroup):
    """Turns what goes wrong into one line and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run a verb."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise _failure("interrupted", STOPPED) from None
        except BrokenPipeError:  # the reader has seen enough, as in `| head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except Exception as error:
            if ctx.params.get("debug") or isinstance(error, typer.Abort) or hasattr(error, "exit_code"):
                raise  # wanted so, or one of typer's own
            raise _failure(_sentence(error), UNKNOWN if isinstance(error, NotFoundError) else 1) from None


def _failure(sentence: str, status: int) -> typer.Exit:
    typer.echo(f"talentwire: {harmless(sentence)}", err=True)
    return typer.Exit(status)


def _sentence(error: Exception) -> str:
    if isinstance(error, TalentwireError):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return f"unexpected {type(error).__name__}: {error} (--debug shows where; please report it)"
