"""Reads one number with everything that belongs to it: currency, magnitude, unit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from talentwire.lang.numbers import Written, numbers
from talentwire.lang.pack import LanguagePack
from talentwire.lang.quantity_forms import quantity_forms
from talentwire.model.values import Bound

_HALF: Final = Decimal("0.5")
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as read.

    Attributes:
        start, end: from the currency before it to the last of its words.
        number_start: where the number itself starts.
        value: in whole units: with magnitude, and in megawatts for power.
        factor: of its magnitude words, 1 where it has none.
        per: of its unit, for power.
        unit: as in Quantity, ``other`` for units that are of no interest, None for none.
        currency: code, None for none.
        bound: where its own words set one.
        written: the number without anything else.

    """

    start: int
    end: int
    number_start: int
    value: Decimal
    written: Written
    factor: int = 1
    per: Decimal = Decimal(1)
    unit: str | None = None
    currency: str | None = None
    bound: Bound | None = None


class Amounts:
    """Reads the amounts of one text."""

    def __init__(self, text: str, pack: LanguagePack) -> None:
        self.text = text
        self.floor = 0  # the end of the amount before, which a currency sign may belong to
        self._forms = quantity_forms(pack)
        self._numbers = numbers(pack)
        self._pack = pack

    @cached_property
    def _meant(self) -> dict[str, str]:
        """Which of several currencies a word means in this text ("pesos"), by the countries that it speaks of."""
        told: dict[str, str] = {}
        for word, countries in self._pack.words.money.shared.items():
            often = {code: sum(map(self.text.count, words)) for code, words in countries.items()}
            told[word] = max(often, key=lambda code: often[code])
        return told

    def bound(self, amount: Amount) -> Bound | None:
        """The bound that the words right before an amount set, or else those right after it."""
        before = self._forms.bound_before(self.text, amount.start)
        after = None if before else self._forms.bound_after(self.text, amount.end)
        return after[0] if after else before

    def read_next(self, position: int) -> Amount | None:
        """The amount that starts at a position, perhaps with its currency."""
        sign = self._forms.money_first.match(self.text, position)
        return self.read(sign.end() if sign else position)

    def read(self, position: int) -> Amount | None:
        """The amount whose number starts at a position; None where none does, or an article stands alone."""
        match = self._numbers.find.match(self.text, position)
        written = self._numbers.read(match) if match else None
        if written is None or (written.weak and not self._forms.may_follow(self.text, written.end)):
            return None
        if self._forms.vague.find(self.text, position):
            return None
        amount = Amount(position, written.end, position, written.value, written)
        if written.share:
            return replace(amount, unit="percent")
        if written.collective:
            return replace(amount, bound="approx", factor=int(written.value))
        before = self._forms.money_before(self.text, position)
        if before and before.start() >= self.floor:
            amount = replace(amount, start=before.start(), currency=self._forms.currency(before)[0])
        amount = self._with_unit(self._with_currency(self._with_magnitude(amount)))
        return None if self._is_article(amount) else amount

    def _is_article(self, amount: Amount) -> bool:
        """Whether an article (or "half") has nothing with it that makes it a number."""
        halved = amount.written.words and amount.value == _HALF
        if not amount.written.weak and not halved:
            return False
        return amount.factor == 1 and amount.unit not in {"mw", "percent"}

    def _with_magnitude(self, amount: Amount) -> Amount:
        half = self._forms.half_after.match(self.text, amount.end)
        if half:
            amount = replace(amount, value=amount.value + _HALF, end=half.end())
        inside = self._forms.sign_inside.match(self.text, amount.end)
        if inside and amount.currency is None and self._forms.magnitude(self.text, inside.end()):
            amount = replace(amount, end=inside.end(), currency=self._forms.currency(inside)[0])
        if amount.written.weak:
            round_number = self._forms.collective(self.text, amount.end)
            if round_number:
                factor, end = round_number
                return replace(amount, end=end, value=Decimal(factor), factor=factor, bound="approx")
        for _ in range(2):
            found = self._forms.magnitude(self.text, amount.end)
            if not found and amount.factor == 1 and not amount.written.words:
                found = self._forms.short(self.text, amount.end, money=amount.currency is not None)
            if not found:
                break
            factor, end = found
            amount = replace(amount, end=end, value=amount.value * factor, factor=amount.factor * factor)
        return self._half_more(amount)

    def _half_more(self, amount: Amount) -> Amount:
        """Add the half of "two billion and a half"."""
        half = self._forms.half_after.match(self.text, amount.end) if amount.factor > 1 else None
        return replace(amount, value=amount.value + amount.factor * _HALF, end=half.end()) if half else amount

    def _with_currency(self, amount: Amount) -> Amount:
        after = self._forms.money_after.match(self.text, amount.end)
        if not after:
            return amount
        code, word = self._forms.currency(after)
        code = self._meant.get(word, code)
        doubtful = word in self._pack.words.money.doubtful and amount.factor == 1
        if doubtful or amount.currency not in {None, code}:
            return amount
        if amount.written.weak and amount.factor == 1:
            return amount
        return replace(amount, end=after.end(), currency=code)

    def _with_unit(self, amount: Amount) -> Amount:
        if amount.currency:
            return amount
        text, end = self.text, amount.end
        power = self._forms.power.match(text, end)
        if power:
            per = Decimal(str(self._forms.megawatts(power)))
            return replace(amount, end=power.end(), unit="mw", value=amount.value * per, per=per)
        if percent := self._forms.percent.match(text, end):
            return replace(amount, end=percent.end(), unit="percent")
        if other := (self._forms.ages.match(text, end) or self._forms.other.match(text, end)):
            return replace(amount, end=other.end(), unit="other")
        if time := self._forms.time.match(text, end):
            return replace(amount, end=time.end(), unit=self._forms.time_unit(time))
        return self._as_share(amount)

    def _as_share(self, amount: Amount) -> Amount:
        """Fractions ("two thirds") and ratios ("one in five") as a percentage."""
        if amount.factor != 1 or not 0 < amount.value < _HUNDRED or amount.value % 1:
            return amount
        fraction = self._forms.fraction.match(self.text, amount.end)
        if fraction:
            word = fraction["word"].lower()
            needs_of = amount.written.weak and word in self._pack.words.numbers.fractions_of
            of = self._forms.next_word.match(self.text, fraction.end())
            below = self._pack.words.numbers.fractions[word]
            if (not needs_of or (of and of["of"])) and amount.value < below:
                return replace(amount, end=fraction.end(), unit="percent", value=_share(amount.value, below))
            return amount
        return self._ratio(amount)

    def _ratio(self, amount: Amount) -> Amount:
        link = self._forms.ratio.match(self.text, amount.end)
        match = self._numbers.find.match(self.text, link.end()) if link else None
        other = self._numbers.read(match) if match else None
        if other is None or other.value % 1 or not amount.value < other.value <= _HUNDRED:
            return amount
        usual = amount.written.weak or other.value in (10, _HUNDRED)
        if not usual or self._forms.time.match(self.text, other.end):
            return amount
        return replace(amount, end=other.end, unit="percent", value=_share(amount.value, int(other.value)))


def _share(part: Decimal, whole: int) -> Decimal:
    return round(part * 100 / whole, 2)
