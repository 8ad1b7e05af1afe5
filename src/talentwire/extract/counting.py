"""What the numbers of a text count, and the row of tokens in which triggers look for them.

In that row a number with the noun it counts stands as one sign: ``#staff`` ("120 new engineers"), ``#few`` (a staff of
less than five), ``#chips`` ("10,240 GB300s"), ``#`` (any other number), ``#%`` (a share), ``#mw`` (power), ``#$`` (a
sum). So a trigger may say "``#staff`` strong" without listing the ways in which numbers and nouns are written.
"""

from collections.abc import Container

from talentwire.extract.text import Mention, MentionKind, Text
from talentwire.lang.quantity_forms import quantity_forms

_SIGNS: dict[MentionKind, str] = {"PERCENT": "#%", "POWER": "#mw", "MONEY": "#$"}
_NO_STAFF = frozenset({"candidates", "founders", "founder", "co-founder", "investor", "board member", "graduates"})
"""Groups of people whom a house need not employ."""
_FEW = 5
"""Of fewer people only a verb says that they are a staff: "the two engineers of Acme" are not."""
_CLOSED = (
    "prepositions", "conjunctions", "auxiliaries", "copulas", "copulas_past", "possessives", "determiners",
    "subordinators", "relative", "former",
)  # fmt: skip
"""The word lists of what does not describe a noun; former engineers are no staff."""
_SUPPLIED = 4
"""Tokens behind counted chips in which their maker may be named."""
_OF_WHICH = 8
"""Tokens between a period and a number of its years."""
_REACH = 5
"""Tokens behind a number in which the noun it counts may stand."""


def count(text: Text, makers: Container[str]) -> None:
    """Note for every number of a text what it counts, and set the row with its signs."""
    row = ["" if word[0] == "#" else word for word in text.lower]
    for mention in text.mentions:
        if mention.kind == "COUNT":
            last, thing = _counted(text, mention)
            mention.traits |= {thing} if thing else set()
            few = thing == "staff" and mention.value.value < _FEW
            mention.traits |= {"few"} if few else set()
            mention.traits |= {"all"} if _whole(text, mention) else set()
            _set(row, _begin(text, mention), last, "#few" if few else f"#{thing}")
            if thing == "chips":
                _maker(text, mention, last, makers)
        elif mention.kind in _SIGNS:
            _set(row, _begin(text, mention), mention.last, _SIGNS[mention.kind])
    text.signs = row


def _whole(text: Text, number: Mention) -> bool:
    """Whether a number counts again what has been told: "all three", "tous deux", "nine years, of which three"."""
    first = text.sentence_of(number.first).first
    if number.first > first and text.pack.cues.has("universal", text.lower[number.first - 1]):
        return True
    years = text.between(max(first, number.first - _OF_WHICH), number.first, "PERIOD")
    return bool(years) and text.opens_relative(number.first - 1)


def _maker(text: Text, number: Mention, last: int, makers: Container[str]) -> None:
    """The maker behind counted chips owns none of them: "2 000 puces commandées à Nvidia"."""
    end = min(last + _SUPPLIED, text.sentence_of(number.first).last)
    maker = next(iter(text.between(last, end, "ORG")), None)
    apart = maker is not None and any(word in ",;:" for word in text.words[last : maker.first])
    if maker is not None and maker.prep is not None and maker.value in makers and maker.owner is None and not apart:
        maker.owner = number


def _begin(text: Text, number: Mention) -> int:
    """The first token of a number with the words in front that bound it: "about", "now some", "at least"."""
    first, floor = number.first, text.sentence_of(number.first).first
    forms = quantity_forms(text.pack)
    while first > floor:
        phrase = forms.phrase_of_bound(text.text, text.starts[first])
        if not phrase and not text.pack.cues.has("nows", text.lower[first - 1]):
            break
        first = max(floor, first - max(1, len(phrase.split())))
    return first


def _set(row: list[str], first: int, last: int, sign: str) -> None:
    row[first:last] = [sign] * (last - first)


def _counted(text: Text, number: Mention) -> tuple[int, str]:
    """The end of a number with the noun it counts, and "staff", "chips" or nothing."""
    limit = min(text.sentence_of(number.first).last, number.last + _REACH)
    beside = {m.first: m for m in text.between(number.last, limit, "GROUP", "ROLE", "ACCELERATOR")}
    for at in range(number.last, limit):
        noun = beside.get(at)
        if noun is not None and noun.kind in ("GROUP", "ROLE"):
            return (number.last, "") if noun.name in _NO_STAFF else (noun.last, "staff")
        if noun is not None or text.pack.cues.has("chips", text.lower[at]):
            return _end_of_chips(text, noun.last if noun else at + 1, limit), "chips"
        if not _describes(text, at, number.last):
            break
    return number.last, ""


def _end_of_chips(text: Text, at: int, limit: int) -> int:
    """The end of what names chips: "H200", "Instinct MI355X accelerators", "B200-Karten"."""
    while at < limit:
        chip = text.between(at, at + 1, "ACCELERATOR")
        hyphen = text.words[at] == "-" and at + 1 < limit and text.pack.cues.has("chips", text.lower[at + 1])
        if not (chip or hyphen or text.pack.cues.has("chips", text.lower[at])):
            break
        at = chip[0].last if chip else at + 1
    return at


def _describes(text: Text, at: int, first: int) -> bool:
    """Whether a word may stand between a number and its noun: an adjective, a hyphen, "de" right behind the number."""
    word = text.lower[at]
    if at == first and word in text.pack.roles.of:
        return True
    if not (word[0].isalpha() or word == "-"):
        return False
    return not any(text.pack.cues.has(name, word) for name in _CLOSED)
