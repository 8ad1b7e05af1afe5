"""TOML that anybody may have written: read, or refused by one exception, whatever is wrong with it."""

import tomllib
from typing import Any

from talentwire.errors import BadValueError


def parsed(text: str) -> dict[str, Any]:
    """The tables and values in a text.

    Raises:
        BadValueError: when it is no TOML; brackets inside brackets without end and numbers of thousands of digits are
            none here either.

    """
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise BadValueError("brackets stand too deep inside each other") from None
    except ValueError as error:
        raise BadValueError(str(error)) from None
