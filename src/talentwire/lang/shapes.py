"""The shape of a pack's file: which of its values are texts, lists and tables, checked before anything is made of it.

A shape is a type, ``[shape]`` for a list of such, ``{name: shape}`` for a table that may have these, or
``{"*": shape}`` for one whose names are data. What a shape does not name may be anything, and whoever reads the file
says of it that it is unknown.
"""

from collections.abc import Mapping
from typing import Any, Final

from talentwire.errors import PackError

Shape = type | list[Any] | dict[str, Any]
ANY: Final = "*"
TEXTS: Final[Shape] = [str]
LISTS: Final[Shape] = {ANY: TEXTS}
_CALLED: Final[Mapping[type, str]] = {
    str: "a text in quotation marks", bool: "true or false", int: "a whole number", list: "a list", dict: "a table",
}  # fmt: skip


def check(data: object, shape: Shape, file: str, path: str = "") -> None:
    """See that values have the shape that they should.

    Args:
        data: a table of the file, or a value of one.
        shape: the shape it should have.
        file: the file, for messages.
        path: which entry of it this is.

    Raises:
        PackError: naming the file, the entry, and what it must be.

    """
    wanted = shape if isinstance(shape, type) else type(shape)
    if not isinstance(data, wanted) or (wanted is int and isinstance(data, bool)):
        raise PackError(f"{file}: {path or 'the file'} must be {_CALLED[wanted]}, not {str(data)[:60]!r}")
    if isinstance(shape, list) and isinstance(data, list):
        for number, one in enumerate(data, 1):
            check(one, shape[0], file, f"{path} number {number}")
    elif isinstance(shape, dict) and isinstance(data, dict):
        for name, value in data.items():
            if name in shape or ANY in shape:
                check(value, shape[name if name in shape else ANY], file, f"{path}.{name}".strip("."))
