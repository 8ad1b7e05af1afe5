"""Small words inside the names of persons ("van", "de"), in any language: ``data/shared/diminutives.toml``."""

from functools import cache

from talentwire.lang.tables import DATA, load_table


@cache
def name_particles() -> frozenset[str]:
    """The small words, in small letters, read once.

    Raises:
        PackError: when the file lacks them.

    """
    return frozenset(load_table(DATA / "shared" / "diminutives.toml").table("particles").words("words"))
