"""Sums of money, counts, percentages, power and spans of time in running text; and money printed for reading."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from talentwire.lang.amounts import Amount, Amounts
from talentwire.lang.count_rules import CountRules
from talentwire.lang.numbers import numbers
from talentwire.lang.pack import LanguagePack
from talentwire.lang.quantity_forms import QuantityForms, quantity_forms
from talentwire.lang.segment import sentences
from talentwire.model.values import Money, Number, Quantity

_ALL: Final = 100
"""More per cent than that are a number of something else: "rose 12 per cent to 4,310"."""
_ROUND: Final = 1000
"""Magnitudes below it ("dozen") count things, never money."""


@dataclass(frozen=True, slots=True)
class Found:
    """``start:end`` of a number with what belongs to it, without the words for its bound; and its value."""

    start: int
    end: int
    value: Money | Quantity


class _Scan:
    """One pass over a text."""

    def __init__(self, text: str, pack: LanguagePack) -> None:
        self.text = text
        self.forms: QuantityForms = quantity_forms(pack)
        self.numbers = numbers(pack)
        self.amounts = Amounts(text, pack)
        self.rules = CountRules(text, pack)
        self.found: list[Found] = []
        self._pack = pack
        self._starts: list[int] | None = None
        self._paid: tuple[int, str] | None = None  # sentence and currency of the last sum

    def run(self) -> list[Found]:
        position = 0
        while match := self.numbers.search(self.text, position):
            if (end := self.rules.date_end(match.start())) is not None:
                position = end
                continue
            position = self._take(match.start()) or max(match.start() + 1, self._skip(match.start(), match.end()))
        return self.found

    def _skip(self, start: int, end: int) -> int:
        """Where to go on behind a number that counts for nothing."""
        match = self.numbers.find.match(self.text, start)
        written = self.numbers.read(match) if match else None
        return written.end if written else end

    def _take(self, start: int) -> int | None:
        """Read the number at ``start`` with all that belongs to it; where it ends, None where it is none."""
        first = self.amounts.read(start)
        if first is None:
            return None
        whole = self._range(first)
        self.amounts.floor = whole.end
        value = self._value(whole)
        if value is not None:
            self.found.append(Found(whole.start, whole.end, value))
        return whole.end

    def _range(self, first: Amount) -> Amount:
        """The amount, or the upper end of the range that it opens."""
        between = self.forms.between.find(self.text, first.start)
        link = self.forms.range_end.match(self.text, first.end) if between else None
        link = link or self.forms.range.match(self.text, first.end)
        if not link or first.unit == "other":
            return first
        second = self.amounts.read_next(link.end())
        if second is None or self.rules.date_end(second.number_start):
            return first
        left, right = _shared(first, second)
        alike = left.unit == right.unit and left.currency == right.currency
        alike = alike and not (right.unit == "percent" and second.unit is None and second.value > _ALL)
        if not alike or left.value > right.value or self.rules.years(left, right):
            return first
        return replace(right, start=first.start, bound="max", number_start=first.number_start)

    def _value(self, amount: Amount) -> Money | Quantity | None:
        if amount.unit == "other":
            return None
        if amount.currency is None and amount.unit is None and self._is_sum(amount):
            amount = replace(amount, currency=self._paid[1] if self._paid else None)
        bound = amount.bound or self.amounts.bound(amount)
        if amount.currency:
            self._paid = (self._sentence(amount.start), amount.currency)
            return Money(plain(amount.value), amount.currency, bound)
        if amount.unit:
            return Quantity(plain(amount.value), amount.unit, bound)
        return Quantity(plain(amount.value), "count", bound) if self.rules.counts(amount, bound) else None

    def _is_sum(self, amount: Amount) -> bool:
        """Whether a bare "12 billion" is money, because a sum was told in its sentence or the one before."""
        if self._paid is None or amount.factor < _ROUND or amount.value < 10**5:
            return False
        near = self._sentence(amount.start) - self._paid[0] <= 1
        return near and self.rules.may_be_money(amount.end)

    def _sentence(self, position: int) -> int:
        if self._starts is None:
            self._starts = [sentence.start for sentence in sentences(self.text, self._pack)]
        return bisect_right(self._starts, position)


def _shared(left: Amount, right: Amount) -> tuple[Amount, Amount]:
    """The two ends of a range, each with the magnitude, unit and currency that only the other one names."""
    if right.factor > 1 and left.factor == 1 and left.value < _ROUND:
        left = replace(left, value=left.value * right.factor, factor=right.factor)
    if right.per > 1 and left.per == 1 and left.unit is None:
        left = replace(left, value=left.value * right.per)
    if left.unit is None and left.currency is None:
        left = replace(left, unit=right.unit, currency=right.currency)
    elif right.unit is None and right.currency is None:
        right = replace(right, unit=left.unit, currency=left.currency, value=right.value * left.per)
    return left, right


def plain(value: Decimal) -> Number:
    """A decimal as a plain number."""
    return int(value) if value == value.to_integral_value() else float(value)


def find_quantities(text: str, pack: LanguagePack) -> list[Found]:
    """Find the quantities of a text.

    Args:
        text: Any text.
        pack: The pack of its language.

    Returns:
        The quantities in order, none over another. A range is one, with the upper end and the bound ``max``.
        Numbers that are part of a date, a time of day, a name or a version are left out.

    """
    return _Scan(text, pack).run()


def _scaled(value: Decimal, pack: LanguagePack) -> tuple[Decimal, str]:
    """The value in the largest unit in which it has at most three places."""
    for size, word in sorted(pack.words.money.magnitudes.items(), reverse=True):
        scaled = value / size
        if value >= size and -int(scaled.normalize().as_tuple().exponent) <= 3:
            return scaled.normalize(), word
    return value, ""


def print_money(money: Money, pack: LanguagePack) -> str:
    """Print a sum as the language writes it; ``find_quantities`` reads it back as the same sum.

    The value must not be negative.
    """
    words = pack.words
    value, magnitude = _scaled(Decimal(str(money.value)), pack)
    whole, _, places = f"{value:f}".partition(".")
    group = words.numbers.groups[0].replace(" ", "\u202f")
    number = f"{int(whole):,}".replace(",", group) if len(whole) > 4 or money.value >= 10**4 else whole
    number += words.numbers.decimal + places if places.strip("0") else ""
    sign = words.money.currencies.get(money.currency, money.currency)
    glue = " " if sign[-1].isalnum() and words.money.form.startswith("{bound} {currency}{") else ""
    shown = words.money.form.format(
        bound=words.money.bounds[money.bound] if money.bound else "",
        number=number,
        magnitude=magnitude,
        currency=sign + glue,
    )
    return " ".join(shown.split(" ")).replace("  ", " ").strip()
