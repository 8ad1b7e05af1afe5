"""What a pack's ``words.toml`` says: numbers, money, units, bounds, dates and where sentences end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from talentwire.model.values import Bound

UNITS: Final = ("day", "week", "weekend", "month", "quarter", "half", "year", "hour", "century")
"""The steps in which a relative date counts."""
PICKS: Final = ("recent", "last", "next", "this")
STARTS: Final = ("anchor", "story")


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """Where sentences end and lines go on.

    Attributes:
        abbreviations: their full stop never ends a sentence ("Dr.").
        final_abbreviations: their full stop may also end one ("Mrd.", "U.S.").
        number_abbreviations: they are abbreviations before a number ("no. 3").
        ordinal_dot: whether "16." is how one writes "16th".
        before_ordinal, after_ordinal: words beside which "3." is an ordinal.
        dangling: words that cannot be a line's last, so that the next line goes on.

    """

    abbreviations: frozenset[str]
    final_abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    ordinal_dot: bool
    before_ordinal: frozenset[str]
    after_ordinal: frozenset[str]
    dangling: frozenset[str]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How numbers are written, in digits and in words; all words in small letters but ``short``.

    Attributes:
        decimal: the decimal mark.
        groups: the marks that may part groups of three digits; the first is the one to print.
        glued: whether number words are written together ("zweiunddreißig").
        unit_joiner: between unit and ten where the unit comes first ("und").
        ten_joiners, hundred_joiners: what may stand after a ten, after a hundred, before the rest.
        teens_after: tens after which ten to nineteen follow (French 60 and 80).
        values: number words below a million.
        mixed: whole phrases with their value ("half a", "anderthalb").
        weak: number words that are articles too; no number without a magnitude or a unit behind them.
        bare: number words that are no number without one before them ("hundred").
        needs_noun: number words that are another word unless a noun follows (French "neuf").
        half_after: phrases that add a half ("and a half").
        magnitudes: words that multiply ("Milliarden").
        short: abbreviations that multiply when they touch the number, case as written ("bn").
        collective: words that count in round numbers ("vingtaine").
        fractions: denominators in words ("Drittel"); ``fractions_of`` those that need one of ``of`` behind.
        shares: phrases for a share of the whole, to per cent ("half of").
        nouns_capitalised: whether nouns are written with a capital.
        ratio: between the two numbers of "one in five".
        vague: words before a number that leave it open ("several hundred").
        labels: words after which a number is a name ("Version 3").
        counted: nouns for what gets counted.
        money_nouns: nouns for sums, beside which a bare "12 billion" is money.

    """

    decimal: str
    groups: tuple[str, ...]
    glued: bool
    unit_joiner: tuple[str, ...]
    ten_joiners: tuple[str, ...]
    hundred_joiners: tuple[str, ...]
    teens_after: frozenset[int]
    values: Mapping[str, int]
    mixed: Mapping[str, float]
    weak: frozenset[str]
    bare: frozenset[str]
    needs_noun: frozenset[str]
    half_after: tuple[str, ...]
    magnitudes: Mapping[str, int]
    short: Mapping[str, int]
    collective: Mapping[str, int]
    fractions: Mapping[str, int]
    fractions_of: frozenset[str]
    shares: Mapping[str, int]
    nouns_capitalised: bool
    ratio: tuple[str, ...]
    vague: tuple[str, ...]
    labels: frozenset[str]
    counted: frozenset[str]
    money_nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Currencies by word and by sign, and how a sum is printed.

    Attributes:
        words: currency words in small letters to ISO codes.
        usual: the currency of a sum that names none, in a text that names none either; empty where it is open.
        shared: words that name the currencies of several countries ("pesos"), with the words by which a text tells
            which country it speaks of, by code.
        doubtful: currency words that are another word too ("won") and need a magnitude before them.
        of: what may stand between magnitude and currency ("de", "of").
        counted_with_of: whether what a magnitude counts stands behind one of ``of`` only ("25 millones de usuarios").
        form: how a sum is printed, with ``{bound}``, ``{number}``, ``{magnitude}`` and ``{currency}``.
        magnitudes: what to print for a factor.
        currencies: what to print for a currency code instead of the code.
        bounds: what to print for a bound.

    """

    words: Mapping[str, str]
    usual: str
    shared: Mapping[str, Mapping[str, tuple[str, ...]]]
    doubtful: frozenset[str]
    of: tuple[str, ...]
    counted_with_of: bool
    form: str
    magnitudes: Mapping[int, str]
    currencies: Mapping[str, str]
    bounds: Mapping[Bound, str]


@dataclass(frozen=True, slots=True)
class UnitWords:
    """Units after a number.

    Attributes:
        power: words to megawatts.
        percent: words and signs for percent.
        time: words to ``years``, ``months``…
        other: units that make the number no count ("minutes", "km").
        ages: what follows a time unit that tells an age ("-old").

    """

    power: Mapping[str, float]
    percent: tuple[str, ...]
    time: Mapping[str, str]
    other: tuple[str, ...]
    ages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoundWords:
    """At least, up to, about: before and after the number; and what makes two numbers a range."""

    before: Mapping[str, Bound]
    after: Mapping[str, Bound]
    ranges: tuple[str, ...]
    between: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DateRule:
    """One way to say a date.

    Attributes:
        form: the phrase, with slots (``{month}``), optional parts (``[…]``) and choices (``(a|b)``).
        unit: the step to count in; ``step`` for the one in the ``{step}`` or ``{steps}`` slot.
        shift: how many steps from the start; with a ``{number}`` slot, the direction.
        pick: which weekday, month or season is meant: the most recent one, the last before, the next, this one.
        start: the document's date, or the date last told in the story.
        says: examples with what they mean when today is Wednesday 16 July 2025 (and the story is at 10 June 2025).
        nots: phrases that it must not match.
        bare: whether it is so short that a count beside it wins (a year by itself).

    """

    form: str
    unit: str | None
    shift: int
    pick: str
    start: str
    says: Mapping[str, str]
    nots: tuple[str, ...]
    bare: bool
    file: str
    entry: str


@dataclass(frozen=True, slots=True)
class DateWords:
    """Months, weekdays and the phrases made of them.

    Attributes:
        months, weekdays, seasons, quarters, steps: words in small letters to numbers (a season to its first month), a
            step to one of ``UNITS``.
        ordinal: expression for what may follow a day's number ("st", "er", ".").
        numeric: the order of "04/03/2025": ``dmy``, ``mdy`` or ``unknown``.
        next_before: words right before a date that make it the next one ("until").
        past_before: words right before a date that make it a past one ("since").
        next_around: words in the same clause that do ("will").
        next_endings: endings of verbs that do (French "-ra").
        own: words before the document's own date ("updated", "Stand").
        rules: every way to say a date, the more specific first.
        clock: expressions for a time of day, which is no number.

    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    seasons: Mapping[str, int]
    quarters: Mapping[str, int]
    steps: Mapping[str, str]
    ordinal: tuple[str, ...]
    numeric: str
    next_before: tuple[str, ...]
    past_before: tuple[str, ...]
    next_around: frozenset[str]
    next_endings: tuple[str, ...]
    own: tuple[str, ...]
    rules: tuple[DateRule, ...]
    clock: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in ``words.toml``.

    Attributes:
        name: what the language calls itself.
        function: words that tell the language of a text.
        compounds: whether nouns are joined to one word; a language that glues its numbers does, if it does not say.

    """

    name: str
    function: frozenset[str]
    compounds: bool
    sentences: SentenceWords
    numbers: NumberWords
    money: MoneyWords
    units: UnitWords
    bounds: BoundWords
    dates: DateWords
