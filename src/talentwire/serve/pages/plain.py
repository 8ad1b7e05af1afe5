"""Pictures for pages that allow no style of their own: what stood in styles stands in attributes."""

import re
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.errors import TalentwireError
from talentwire.serve.answer_page import svg

_STYLE: Final = re.compile(r' style="([^"]*)"')
_SHEET: Final = re.compile(r"<defs>\s*<style.*?</style>\s*</defs>|<style.*?</style>", re.DOTALL)
_JOINTS: Final = '<svg stroke-linejoin="round" stroke-linecap="butt"'
"""What the plotting library says of all lines in a sheet of its own."""


def drawn(answer: Answer) -> str:
    """The picture of an answer as an element of a page; nothing where there is none, or nothing to draw with."""
    try:
        return without_styles(svg(answer))
    except TalentwireError:  # the plotting library is an extra: the table beside the picture has everything
        return ""


def without_styles(picture: str) -> str:
    """The same picture, drawn by presentation attributes alone; a page may then forbid every inline style."""
    return _STYLE.sub(lambda found: _attributes(found[1]), _SHEET.sub("", picture)).replace("<svg", _JOINTS, 1)


def _attributes(style: str) -> str:
    parts = (declaration.partition(":") for declaration in style.split(";"))
    return "".join(f' {name.strip()}="{value.strip()}"' for name, _, value in parts if value.strip())
