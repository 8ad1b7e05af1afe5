"""Figures that somebody types: a sum, or a sentence that shares a sum among heads; read as news is read."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from talentwire.errors import BadValueError
from talentwire.lang.identify import identify
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.pay_words import years_of
from talentwire.lang.quantities import Found, find_quantities
from talentwire.model.values import Money, Quantity

_CODE: Final = re.compile(r"(?<![^\W\d_])[a-z]{3}(?![^\W\d_])")
_LONGEST: Final = 1000
"""Characters of a sentence; more is no sentence."""


class Figures(NamedTuple):
    """The figures of a sentence: a sum, for how many heads, and what each is said to get."""

    amount: Money
    heads: float
    each: Money | None


def sum_from(text: str) -> Money:
    """A sum as people write it: ``32B USD``, ``$32 billion``, ``1,6 Mio. Euro``, ``up to EUR 200k``.

    Raises:
        BadValueError: when the text is no sum above 0, or several.

    """
    for written in dict.fromkeys((text, _CODE.sub(lambda code: code[0].upper(), text))):
        for found in _readings(written):
            if len(found) == 1 and isinstance(money := found[0].value, Money) and money.value > 0:
                beside = written[: found[0].start] + written[found[0].end :]
                if not any(letter.isdigit() for letter in beside):
                    return money
    raise BadValueError(f"a sum must be one number above 0 with its currency, like 32B USD or EUR 1.6m, not {text!r}")


def figures_from(text: str) -> Figures:
    """The figures of a sentence like "$32B would pay 320 people $100M each".

    Raises:
        BadValueError: when it does not have one sum or two, and one number of heads.

    """
    for found in _readings(text):
        money = [one.value for one in found if isinstance(one.value, Money)]
        counts = [one.value for one in found if isinstance(one.value, Quantity) and one.value.unit == "count"]
        if len(money) in (1, 2) and len(counts) == 1 and min(*(one.value for one in money), counts[0].value) > 0:
            whole, *each = sorted(money, key=lambda one: -one.value)
            return Figures(whole, counts[0].value, each[0] if each else None)
    raise BadValueError(
        "a sentence to check must have one sum, one number of heads and at most one sum for each, "
        f'like "$32B would pay 320 people $100M each", not {text!r}'
    )


def years_from(text: str) -> float:
    """The years of a period as people write it: ``year``, ``four years``, ``18 months``.

    Raises:
        BadValueError: when the text does not tell how long it is.

    """
    years = years_of(text)
    if years is None or years.bound is not None:
        raise BadValueError(f"a period must tell its length, like year, four years or 18 months, not {text!r}")
    return years.value


def _readings(text: str) -> Iterator[list[Found]]:
    """The numbers of a text as each language reads it, its own first."""
    text = text[:_LONGEST]
    own = identify(text)
    for lang in dict.fromkeys((*([own] if own else []), "en", *languages())):
        yield find_quantities(text, load_pack(lang))
