"""Whether two values of a slot are the same, close, or contradict each other."""

from talentwire.analyse.facts.words import words
from talentwire.model.values import Money, Number, close

_NEAR = 0.1
_ABOUT = 0.15


def same_number(left: Number, right: Number) -> bool:
    """Whether two numbers agree, as the contract compares them."""
    return close(left, right)


def near_number(left: Number, right: Number) -> bool:
    """Whether two counts may be told of one and the same group: neither is twice the other."""
    small, large = sorted((abs(left), abs(right)))
    return large <= 2 * small


def same_currency(left: Money, right: Money) -> bool:
    """Whether two sums can be compared at all."""
    return left.currency == right.currency


def same_sum(left: Money, right: Money) -> bool:
    """Whether two sums agree, with "at least", "up to" and "about" taken at their word."""
    if left.currency != right.currency:
        return False
    return close(left.value, right.value) or _within(left, right) or _within(right, left)


def _within(bounded: Money, other: Money) -> bool:
    if bounded.bound == "min":
        return bounded.value <= other.value <= 1.5 * bounded.value
    if bounded.bound == "max":
        return 0.5 * bounded.value <= other.value <= bounded.value
    return bounded.bound == "approx" and abs(bounded.value - other.value) <= _ABOUT * abs(bounded.value)


def near_sum(left: Money, right: Money) -> bool:
    """Whether two sums may be told of one and the same thing: within a tenth, or in other currencies."""
    if left.currency != right.currency:
        return True
    return same_sum(left, right) or abs(left.value - right.value) <= _NEAR * max(abs(left.value), abs(right.value))


def growing_sum(left: Money, right: Money) -> bool:
    """Whether a sum that was talked of may have become the other by the closing: neither is twice the other."""
    return left.currency != right.currency or near_number(left.value, right.value)


def same_text(left: str, right: str) -> bool:
    """Whether two roles, groups or places are the same: one says what the other says, or nearly all of it."""
    a, b = words(left), words(right)
    if not a or not b:
        return left.casefold() == right.casefold()
    return a <= b or b <= a or 5 * len(a & b) >= 3 * len(a | b)


def same_recipients(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two lists of recipients share one."""
    return any(same_text(a, b) for a in left for b in right)
