"""Signs and codes that every language shares: ``data/shared/signs.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from talentwire.lang.tables import DATA, load_table


@dataclass(frozen=True, slots=True)
class Signs:
    """Currency signs and codes to ISO 4217 codes, signs of power to megawatts, and other units; case as written."""

    codes: Mapping[str, str]
    currencies: Mapping[str, str]
    power: Mapping[str, float]
    other: tuple[str, ...]


@cache
def signs() -> Signs:
    """The shared signs, read once.

    Raises:
        PackError: when the file breaks the rules.

    """
    table = load_table(DATA / "shared" / "signs.toml")
    same, currencies, power, other = (table.table(name) for name in ("same", "currencies", "power", "other"))
    codes = {code: code for code in table.words("codes")}
    codes |= {code: same.text(code) for code in same.names()}
    found = Signs(
        codes=codes,
        currencies={sign: code for code in currencies.names() for sign in currencies.words(code)},
        power={sign: float(factor) for factor in power.names() for sign in power.words(factor)},
        other=other.words("units"),
    )
    table.done()
    return found
