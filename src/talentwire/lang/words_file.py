"""Reads and checks a pack's ``words.toml``."""

from __future__ import annotations

from typing import cast, get_args

from talentwire.lang.tables import Table
from talentwire.lang.words import (
    PICKS,
    STARTS,
    UNITS,
    BoundWords,
    DateRule,
    DateWords,
    MoneyWords,
    NumberWords,
    SentenceWords,
    UnitWords,
    Words,
)
from talentwire.model.values import Bound


def _lower(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


def _lists(table: Table, *, fold: bool = True) -> dict[str, str]:
    """A table of key = [words] turned round: word to key."""
    turned: dict[str, str] = {}
    for key in table.names():
        for word in table.words(key):
            word = word.lower() if fold else word
            if turned.setdefault(word, key) != key:
                raise table.wrong(key, f"gives {word!r} a second meaning, after {turned[word]!r}")
    return turned


def _whole(table: Table, key: str) -> int:
    if not key.isdecimal():
        raise table.wrong(key, "must be named by a whole number in digits")
    return int(key)


def _numbered(table: Table, *, fold: bool = True) -> dict[str, int]:
    """A table of "number" = [words] turned round."""
    return {word: _whole(table, key) for word, key in _lists(table, fold=fold).items()}


def _sentences(table: Table) -> SentenceWords:
    words = SentenceWords(
        abbreviations=_lower(table.words("abbreviations")),
        final_abbreviations=_lower(table.words("final_abbreviations")),
        number_abbreviations=_lower(table.words("number_abbreviations")),
        ordinal_dot=table.flag("ordinal_dot"),
        before_ordinal=_lower(table.words("before_ordinal")),
        after_ordinal=_lower(table.words("after_ordinal")),
        dangling=frozenset(table.words("dangling")),
    )
    table.done()
    return words


def _numbers(table: Table) -> NumberWords:
    values = table.table("values")
    mixed = table.table("mixed")
    words = NumberWords(
        decimal=table.text("decimal"),
        groups=table.words("groups"),
        glued=table.flag("glued"),
        unit_joiner=table.words("unit_joiner"),
        ten_joiners=table.words("ten_joiners"),
        hundred_joiners=table.words("hundred_joiners"),
        teens_after=frozenset(int(word) for word in table.words("teens_after")),
        values={word.lower(): values.whole(word) for word in values.names()},
        mixed={word.lower(): mixed.number(word) for word in mixed.names()},
        weak=_lower(table.words("weak")),
        bare=_lower(table.words("bare")),
        needs_noun=_lower(table.words("needs_noun")),
        half_after=table.words("half_after"),
        magnitudes=_numbered(table.table("magnitudes")),
        short=_numbered(table.table("short"), fold=False),
        collective=_numbered(table.table("collective")),
        fractions=_numbered(table.table("fractions")),
        fractions_of=_lower(table.words("fractions_of")),
        shares=_numbered(table.table("shares")),
        nouns_capitalised=table.flag("nouns_capitalised"),
        ratio=table.words("ratio"),
        vague=table.words("vague"),
        labels=_lower(table.words("labels")),
        counted=_lower(table.words("counted")),
        money_nouns=_lower(table.words("money_nouns")),
    )
    if words.decimal not in {".", ","} or words.decimal in words.groups:
        raise table.wrong("decimal", "must be . or , and not be among the groups")
    if not words.groups:
        raise table.wrong("groups", "must name at least one mark")
    table.done()
    return words


def _codes(table: Table) -> dict[str, str]:
    codes = _lists(table)
    for code in codes.values():
        if len(code) != 3 or not code.isupper():
            raise table.wrong(code, "must be named by an ISO 4217 code of three capitals")
    return codes


def _countries(table: Table) -> dict[str, tuple[str, ...]]:
    """The words for a country by the code of its currency; the first is meant where a text speaks of none."""
    found = {code: table.words(code) for code in table.names()}
    if not found or not all(len(code) == 3 and code.isupper() for code in found):
        raise table.wrong("", "must name words for countries by ISO 4217 codes of three capitals")
    return found


def _money(table: Table) -> MoneyWords:
    shown = table.table("print")
    magnitudes, currencies, bounds = shown.table("magnitudes"), shown.table("currencies"), shown.table("bounds")
    shared = {word.lower(): _countries(table.table("shared").table(word)) for word in table.table("shared").names()}
    firsts = {word: next(iter(countries)) for word, countries in shared.items()}
    words = MoneyWords(
        words={**_codes(table.table("currencies")), **firsts},
        usual=table.text("usual", ""),
        shared=shared,
        doubtful=_lower(table.words("doubtful")),
        of=table.words("of"),
        counted_with_of=table.flag("counted_with_of"),
        form=shown.text("form"),
        magnitudes={_whole(magnitudes, key): magnitudes.text(key) for key in magnitudes.names()},
        currencies={code: currencies.text(code) for code in currencies.names()},
        bounds={_bound(bounds, key): bounds.text(key) for key in bounds.names()},
    )
    for slot in ("{bound}", "{number}", "{magnitude}", "{currency}"):
        if slot not in words.form:
            raise shown.wrong("form", f"must contain {slot}")
    shown.done()
    table.done()
    return words


def _units(table: Table) -> UnitWords:
    power = table.table("power")
    factors: dict[str, float] = {}
    for key in power.names():
        try:
            factor = float(key)
        except ValueError:
            raise power.wrong(key, "must be named by a number of megawatts") from None
        factors |= dict.fromkeys(power.words(key), factor)
    words = UnitWords(
        power=factors,
        percent=table.words("percent"),
        time=_lists(table.table("time")),
        other=table.words("other"),
        ages=table.words("ages"),
    )
    table.done()
    return words


def _bound(table: Table, key: str) -> Bound:
    if key not in get_args(Bound):
        raise table.wrong(key, "must be one of min, max, approx")
    return cast(Bound, key)


def _bounds(table: Table) -> BoundWords:
    before, after, between = table.table("before"), table.table("after"), table.table("between")
    words = BoundWords(
        before={word: _bound(before, key) for word, key in _lists(before).items()},
        after={word: _bound(after, key) for word, key in _lists(after).items()},
        ranges=table.words("ranges"),
        between={word.lower(): between.text(word) for word in between.names()},
    )
    table.done()
    return words


def _choice(table: Table, key: str, default: str, choices: tuple[str, ...]) -> str:
    value = table.text(key, default)
    if value not in choices:
        raise table.wrong(key, f"must be one of {', '.join(choices)}")
    return value


def _rules(table: Table) -> list[DateRule]:
    """The rules of one entry: one for each of its forms, all with the entry's examples."""
    says = table.table("says")
    unit = _choice(table, "unit", "", (*UNITS, "step", ""))
    rules = [
        DateRule(
            form=form,
            unit=unit or None,
            shift=table.whole("shift", 0),
            pick=_choice(table, "pick", "recent", PICKS),
            start=_choice(table, "start", "anchor", STARTS),
            says={example: says.text(example) for example in says.names()},
            nots=table.words("not"),
            bare=table.flag("bare"),
            file=table.file,
            entry=table.entry,
        )
        for form in table.words("forms")
    ]
    if not rules:
        raise table.wrong("forms", "must hold at least one phrase")
    if not rules[0].says:
        raise table.wrong("says", "must hold at least one example with its date")
    table.done()
    return rules


def _dates(table: Table) -> DateWords:
    steps = _lists(table.table("steps"))
    for step in steps.values():
        if step not in UNITS:
            raise table.wrong(f"steps.{step}", f"must be one of {', '.join(UNITS)}")
    words = DateWords(
        months=_numbered(table.table("months"), fold=False),
        weekdays=_numbered(table.table("weekdays"), fold=False),
        seasons=_numbered(table.table("seasons"), fold=False),
        quarters=_numbered(table.table("quarters"), fold=False),
        steps=steps,
        ordinal=table.words("ordinal"),
        numeric=_choice(table, "numeric", "unknown", ("dmy", "mdy", "unknown")),
        next_before=table.words("next_before"),
        past_before=table.words("past_before"),
        next_around=_lower(table.words("next_around")),
        next_endings=table.words("next_endings"),
        own=table.words("own"),
        rules=tuple(rule for entry in table.tables("rules") for rule in _rules(entry)),
        clock=table.words("clock"),
    )
    table.done()
    return words


def read_words(table: Table) -> Words:
    """Read ``words.toml``.

    Raises:
        PackError: when an entry is missing, unknown or of the wrong type, with file and entry.

    """
    numbers = _numbers(table.table("numbers"))
    words = Words(
        name=table.text("name"),
        function=_lower(table.words("function")),
        compounds=table.flag("compounds", numbers.glued),
        sentences=_sentences(table.table("sentences")),
        numbers=numbers,
        money=_money(table.table("money")),
        units=_units(table.table("units")),
        bounds=_bounds(table.table("bounds")),
        dates=_dates(table.table("dates")),
    )
    if len(words.function) < 40:
        raise table.wrong("function", "needs at least 40 function words to tell the language by")
    table.done()
    return words
