"""Sums without a currency: "offered 90 million", "paga 96 mil al mes".

A round number that counts nothing is money in our field. Its currency is the one that the text named last before it,
else the first behind it, else the one that the language's pack calls usual.
"""

from bisect import bisect_right
from dataclasses import replace

from talentwire.extract.text import Mention, Text
from talentwire.model.values import Money

_MILLION = 1_000_000
"""From here on a number in words ("90 million") needs no other sign of being money."""
_WAGE = 10_000
"""From here on one is where a span of time follows: "145.000 im Jahr"."""
_RATE = 2
"""Tokens behind a number among which a unit of time makes it pay: "im Jahr", "al mes", "a year"."""


def find_bare_sums(text: Text, values: list[Mention]) -> list[Mention]:
    """The values of a text, in text order, those that are sums without a currency as money."""
    ordered = sorted(values, key=lambda m: m.first)
    sums = [m for m in ordered if m.kind == "MONEY"]
    return [_as_sum(text, m, sums) if m.kind == "COUNT" and _is_sum(text, m) else m for m in ordered]


def _is_sum(text: Text, number: Mention) -> bool:
    value = number.value.value
    if value >= _MILLION:
        return any(word[0].isalpha() for word in text.words[number.first : number.last]) and _alone(text, number.last)
    return bool(value >= _WAGE) and _is_wage(text, number.last)


def _alone(text: Text, at: int) -> bool:
    """Whether the word behind a number is no noun that it counts."""
    if at >= text.sentence_of(at - 1).last:
        return True
    word, words = text.lower[at], text.pack.words
    if not word[0].isalnum():
        return word != "-"
    if word in words.money.of:
        return False  # "25 millones de usuarios"
    if word in words.numbers.counted:
        return False
    verbal = words.money.counted_with_of or (words.numbers.nouns_capitalised and text.words[at][0].islower())
    return verbal or word in words.function


def _is_wage(text: Text, at: int) -> bool:
    """Whether a unit of time follows at once, and no number behind it, which would make it a date."""
    limit = min(at + _RATE, text.sentence_of(at - 1).last)
    for probe in range(at, limit):
        if text.lower[probe] in text.pack.words.units.time:
            return not text.words[probe + 1 : probe + 2] or not text.words[probe + 1][0].isdigit()
    return False


def _as_sum(text: Text, number: Mention, sums: list[Mention]) -> Mention:
    """The number as money; as it was where nothing tells in which currency."""
    before = bisect_right(sums, number.first, key=lambda m: m.last)
    near = sums[max(0, before - 1)] if sums else None
    currency = near.value.currency if near else text.pack.words.money.usual
    if not currency:
        return number
    return replace(number, kind="MONEY", value=Money(number.value.value, currency, number.value.bound))
