"""Everything a text mentions, laid out for the frames: names, roles, groups, values, dates, references.

Each mention knows the preposition that governs it, the list it belongs to, and whether it belongs to another one.
"""

from dataclasses import replace

from talentwire.extract.bare_sums import find_bare_sums
from talentwire.extract.counting import count
from talentwire.extract.gazetteer import Gazetteer
from talentwire.extract.government import coordinate, govern
from talentwire.extract.names import Given, find_names
from talentwire.extract.roles import find_groups, find_roles
from talentwire.extract.tagger import NameTagger
from talentwire.extract.text import Mention, MentionKind, Sentence, Text, tokens_of
from talentwire.extract.things import find_things
from talentwire.lang.cues import Reference
from talentwire.lang.dates import find_dates
from talentwire.lang.phrase_table import Found
from talentwire.lang.quantities import find_quantities
from talentwire.model.values import Money, PartialDate

_UNITS: dict[str, MentionKind] = {"percent": "PERCENT", "mw": "POWER", "count": "COUNT"}
_DETERMINED = 5
"""A determiner stands at most so many tokens before its noun."""
_BESIDE_CHIP = 4
"""Tokens behind a chip's name in which its maker may be named."""


def find_mentions(text: Text, gazetteer: Gazetteer, tagger: NameTagger | None, given: Given = ()) -> None:
    """Find all mentions of a text, whose known names are noted, and set them in it."""
    names = find_things(text, find_names(text, tagger, given))
    names = [m for m in names if not (_titled(text, m) or _chips(text, m))]
    values = find_bare_sums(text, _values(text, names))
    roles = find_roles(text, names)
    groups = list(find_groups(text, tokens_of([*names, *roles])))
    taken = tokens_of([*names, *values, *roles, *groups])
    references = _references(text, taken, tokens_of(m for m in names if m.kind in ("PER", "ORG")))
    text.place([*names, *values, *roles, *groups, *references])
    govern(text)
    coordinate(text)
    makers = {a.maker for a in gazetteer.atlas.accelerators if a.maker}
    _makers(text, makers)
    count(text, makers)


def _titled(text: Text, name: Mention) -> bool:
    """Whether what the tagger took for a company is the beginning of a title: "Co" of "Co-CEO"."""
    if name.known or name.kind != "ORG":
        return False
    found = text.pack.roles.titles.longest(text.lower, name.first, text.sentence_of(name.first).last)
    return found is not None and found.last >= name.last


def _chips(text: Text, name: Mention) -> bool:
    """Whether what the tagger took for a person is a chip: "18,000 Grace Blackwells"."""
    return name.kind == "PER" and not name.known and text.pack.cues.has("chips", text.lower[name.last - 1])


def _values(text: Text, names: list[Mention]) -> list[Mention]:
    """Sums, counts, shares, powers, periods and dates; a date wins over a number, a name over both."""
    named = tokens_of(m for m in names if m.kind != "PLACE")
    out: list[Mention] = []
    dated: set[int] = set()
    for date in find_dates(text.text, text.pack, text.document.date):
        first, last = text.token_at(date.start), text.token_at(date.end)
        if last > first and not named & set(range(first, last)):
            out.append(Mention("DATE", first, last, text.say(first, last), value=date))
            dated |= set(range(first, last))
    for found in find_quantities(text.text, text.pack):
        first, last = _around(text, found.start, found.end)
        tokens = set(range(first, last))
        if last <= first or tokens & dated or (tokens & named and not isinstance(found.value, Money)):
            continue
        kind: MentionKind = "MONEY" if isinstance(found.value, Money) else _UNITS.get(found.value.unit, "PERIOD")
        out.append(Mention(kind, first, last, text.text[found.start : found.end], value=found.value))
    return out


def _around(text: Text, start: int, end: int) -> tuple[int, int]:
    """The tokens that hold these characters; a token cut by the start belongs to them."""
    first = text.token_at(start)
    if first and text.ends[first - 1] > start:
        first -= 1
    return first, text.token_at(end)


def _references(text: Text, taken: set[int], names: set[int]) -> list[Mention]:
    out = []
    for sentence in text.sentences:
        for found in text.pack.cues.references.scan(text.lower, sentence.first, sentence.last):
            if found.last - 1 in taken or (found.payload.relative and not text.opens_relative(found.last - 1)):
                continue
            first: int | None = found.first
            if found.payload.noun:
                first = _determiner(text, found.first, sentence.first, names)
                if found.last in names:
                    continue  # "das Unternehmen Acme" names it
            value = _agreeing(text, found, sentence) if found.payload.agrees else found.payload
            if first is not None and value is not None:
                out.append(Mention("REF", first, found.last, text.say(first, found.last), value=value))
    return out


def _agreeing(text: Text, found: Found[Reference], sentence: Sentence) -> Reference | None:
    """A pronoun for one or for several, as its verb tells; None for the polite form, which has a capital everywhere."""
    if text.words[found.first][0].isupper() and found.first > sentence.first and text.words[found.first - 1].isalnum():
        return None
    several = tuple(text.pack.cues.words.get("plural_verbs", ()))
    plural = _verb_of(text, found, sentence).endswith(several)
    return replace(found.payload, plural=plural, agrees=False, gender="" if plural else found.payload.gender)


def _verb_of(text: Text, found: Found[Reference], sentence: Sentence) -> str:
    """The verb of a pronoun: the word in front, the next one at the head of a sentence, or what ends its clause."""
    cues, at = text.pack.cues, found.first - 1
    word = text.lower[at] if at >= sentence.first else ""
    opens = any(cues.has(name, word) for name in ("subordinators", "complementisers", "relative"))
    if not word or cues.has("conjunctions", word) or not word[0].isalpha():
        return text.lower[found.last] if found.last < sentence.last else ""
    if not opens:
        return word
    last = found.last
    while last < sentence.last and text.words[last][0].isalnum():
        last += 1
    return text.lower[last - 1]


def _determiner(text: Text, noun: int, start: int, names: set[int]) -> int | None:
    """Where "the Heidelberg" begins before a noun: a determiner with at most three words and no name between."""
    for at in range(noun - 1, max(start, noun - _DETERMINED) - 1, -1):
        if text.pack.cues.has("determiners", text.lower[at]):
            return at
        if at in names or not (text.words[at][0].isalnum() or text.words[at] == "-"):
            return None
        if text.pack.cues.has("prepositions", text.lower[at]):
            return None
    return None


def _makers(text: Text, makers: set[str]) -> None:
    """A maker named beside its chips owns no machines: "Nvidia H100s", "puces H100 de Nvidia"."""
    for chip in text.mentions:
        if chip.kind not in ("ACCELERATOR", "PRODUCT"):
            continue
        for org in text.between(max(0, chip.first - 2), chip.last + _BESIDE_CHIP, "ORG"):
            near = 0 <= chip.first - org.last <= 1 or (0 <= org.first - chip.last <= 2 and org.prep is not None)
            if near and org.value in makers and org.owner is None:
                org.owner = chip


def date_of(mention: Mention) -> PartialDate:
    """The date of a DATE mention."""
    date: PartialDate = mention.value.date
    return date
