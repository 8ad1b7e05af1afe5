"""A text of anywhere as one line that fits into a header."""

import re
import unicodedata
from typing import Final

_LONGEST: Final = 200


def one_line(text: str, longest: int = _LONGEST) -> str:
    """A text fit for a header: one line, no control signs, no turning of the direction of writing, bounded."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text)
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C" or sign == "\u200d")
    line = re.sub(r"\s+", " ", plain).strip()
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
