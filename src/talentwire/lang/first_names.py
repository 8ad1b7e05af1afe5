"""Whether a first name is a woman's or a man's: ``data/shared/first_names.toml``."""

from functools import cache

from talentwire.lang.tables import DATA, load_table

WOMAN, MAN, UNKNOWN = "F", "M", ""
_ENDINGS = (4, 3)
"""Letters of the endings, the longest first."""


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(load_table(DATA / "shared" / "first_names.toml").words(name))


@cache
def gender(name: str) -> str:
    """``F``, ``M``, or nothing where a full name does not tell.

    Raises:
        PackError: when the file lacks a list.

    """
    first, _, rest = name.casefold().partition(" ")
    if not rest:
        return UNKNOWN
    for word in dict.fromkeys((first, first.partition("-")[0])):
        for letter, names in ((WOMAN, "women"), (MAN, "men")):
            if word in _table(names):
                return letter
    for length in _ENDINGS:
        for letter, names in ((WOMAN, "women_endings"), (MAN, "men_endings")):
            if len(first) > length and first[-length:] in _table(names):
                return letter
    return UNKNOWN
