"""Quantities: what the cases do not show: printing back and forth, time, offsets, laws."""

import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from talentwire.lang.numbers import numbers
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.quantities import find_quantities, print_money
from talentwire.lang.signs import signs
from talentwire.model.values import Bound, Money, Quantity, tidy

CODES = sorted(set(signs().codes.values()))
VALUES = st.one_of(
    st.integers(0, 10**13),
    st.integers(1, 9999).map(lambda n: n * 10**8),
    st.integers(0, 10**9).map(lambda n: tidy(n / 100)),
)


@given(
    value=VALUES,
    currency=st.sampled_from(CODES),
    bound=st.sampled_from([None, "min", "max", "approx"]),
    lang=st.sampled_from(languages()),
)
@example(value=14_300_000_000, currency="USD", bound=None, lang="de")
@example(value=2024, currency="EUR", bound="max", lang="fr")
@example(value=0.5, currency="CHF", bound="min", lang="en")
@example(value=1234, currency="INR", bound=None, lang="en")
@settings(max_examples=150, deadline=None)
def test_money_printed_reads_back_the_same(value: int | float, currency: str, bound: Bound | None, lang: str) -> None:
    pack = load_pack(lang)
    money = Money(value, currency, bound)
    printed = print_money(money, pack)
    assert [found.value for found in find_quantities(printed, pack)] == [money], printed
    assert [found.value for found in find_quantities(f"({printed}).", pack)] == [money], printed


def test_money_is_printed_as_the_language_writes_it() -> None:
    money = Money(14_300_000_000, "USD", "max")
    assert print_money(money, load_pack("de")) == "bis zu 14,3 Mrd. Dollar"
    assert print_money(money, load_pack("en")) == "up to $14.3bn"
    assert print_money(money, load_pack("fr")) == "jusqu'à 14,3 milliards $"
    assert print_money(Money(190_000, "CHF"), load_pack("de")) == "190.000 Franken"
    assert print_money(Money(190_001, "CHF"), load_pack("en")) == "CHF 190,001"


@pytest.mark.parametrize(
    ("lang", "digits", "value"),
    [
        ("de", "1.300", "1300"),
        ("de", "1,300", "1.3"),
        ("de", "86.8", "86.8"),
        ("de", "1.234.567,8", "1234567.8"),
        ("de", "190'000", "190000"),
        ("en", "1,300", "1300"),
        ("en", "1.300", "1.3"),
        ("en", "14,3", "14.3"),
        ("fr", "2\u202f048", "2048"),
        ("fr", "1 234,5", "1234.5"),
        ("fr", "1.300", "1300"),
    ],
)
def test_marks_in_digits(lang: str, digits: str, value: str) -> None:
    assert numbers(load_pack(lang)).value(digits) == Decimal(value)


def test_a_currency_reaches_no_further_than_the_next_sentence() -> None:
    pack = load_pack("en")
    far = "They raised $2 billion. Nobody spoke. Then 5 billion came."
    assert find_quantities(far, pack)[-1].value == Quantity(5_000_000_000, "count")


def test_bullets_count_nothing() -> None:
    assert find_quantities("Deals\n\n1. Anker was bought.\n2. Nord was sold.\n", load_pack("en")) == []


@given(
    text=st.text(alphabet="aMm k1230.,'%$€- \n\u00a0bisundhalf", max_size=60),
    lang=st.sampled_from(languages()),
)
@settings(max_examples=200, deadline=None)
def test_spans_are_in_order_and_inside(text: str, lang: str) -> None:
    found = find_quantities(text, load_pack(lang))
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    "unit", ["1", "12 ", "(", "a ", '"', "1,234 ", "$ 1 ", "two hundred and ", "eine ", "1-", "bis "]
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def once(text: str) -> float:
        start = time.process_time()
        for lang in ("de", "en"):
            find_quantities(text, load_pack(lang))
        return time.process_time() - start

    def spent(size: int) -> float:
        return min(once(unit * (size // len(unit))) for _ in range(3))  # the least is what no other program disturbed

    spent(1000)
    assert spent(20_000) < 5 * spent(10_000) + 0.2
