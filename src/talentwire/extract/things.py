"""Names that no list has, by the words beside them or their form: "the model Kaskade", "KI-Labor Firnlicht", "o4"."""

import re
from collections.abc import Iterable, Iterator

from talentwire.extract.text import Mention, MentionKind, Sentence, Text
from talentwire.extract.vocabulary import known_words
from talentwire.lang.folding import legal_forms
from talentwire.lang.phrase_table import Found
from talentwire.lang.signs import signs

_MODEL = re.compile(r"[A-Za-z]{1,10}\d{1,4}(?:\.\d+)?[a-z]?")
_QUOTES = '"“„«'
_CLOSING = ",)–—"
_OPENING = "\"“”„«»'‘’(,"
_REACH = 4
"""Tokens that may stand between a noun and the name it announces."""
_APPOSITION = 7
"""Tokens that may stand between a name and the noun that explains it."""
_LONGEST = 4
_STEM, _VERSION = 3, 3
"""Letters of the shortest name with a version, and of the longest version."""
_OWNED = 4
"""Tokens before a noun in which a word says that there is one of it: "its new agent, Corncrake,"."""
_COMPANY_WORDS = 3
_OF_WORDS = 3
_INSTITUTION_WORDS = 2


class _Names:
    """The names of a text, with the one that holds each token."""

    def __init__(self, names: Iterable[Mention]) -> None:
        self.all: list[Mention] = []
        self.holder: dict[int, Mention] = {}
        for mention in names:
            self.add(mention)

    def add(self, mention: Mention) -> None:
        """Take in a name."""
        self.all.append(mention)
        self.holder.update((i, mention) for i in range(mention.first, mention.last))

    def holders(self, first: int, last: int) -> list[Mention]:
        """The names that hold any of the tokens."""
        return list({id(self.holder[i]): self.holder[i] for i in range(first, last) if i in self.holder}.values())

    def replace(self, old: Iterable[Mention], new: Mention) -> None:
        """Put a name in the place of others."""
        gone = {id(m) for m in old}
        self.all = [m for m in self.all if id(m) not in gone]
        self.add(new)


def find_things(text: Text, mentions: Iterable[Mention]) -> list[Mention]:
    """The names with unknown products, facilities and institutions among them."""
    names = _Names(mentions)
    for found in text.things:
        sentence = text.sentence_of(found.first)
        if found.payload == "ORG":
            _institution(text, names, found, sentence.last)
        elif found.payload != "COMPANY":
            kind: MentionKind = "FACILITY" if found.payload == "FACILITY" else "PRODUCT"
            for first, last in _beside(text, found, sentence):
                _take(text, names, kind, (first, last))
            if kind == "FACILITY":
                _site(text, names, found, sentence.first)
    _by_form(text, names)
    return names.all


def _by_form(text: Text, names: _Names) -> None:
    """Take in the names that look like those of models: "o4-mini", "Lumen-4"."""
    for index, word in enumerate(text.words):
        if index not in names.holder and _like_model(text, word):
            last = _with_suffix(text, index + 1)
            names.add(Mention("PRODUCT", index, last, text.say(index, last), weak=True))
        elif _versioned(text, index) and not any(m.known for m in names.holders(index, index + 3)):
            old = names.holders(index, index + 3)
            names.replace(old, Mention("PRODUCT", index, index + 3, text.say(index, index + 3)))


def _site(text: Text, names: _Names, found: Found[str], start: int) -> None:
    """A name that nobody knows and the noun behind it: "the Harlow campus"."""
    holder = names.holder.get(found.first - 1)
    if holder is not None and text.words[holder.first] in signs().power:
        return  # "a 500 MW campus"
    unknown = holder is not None and holder.kind in ("PLACE", "PER") and not holder.known and not holder.genitive
    if unknown and holder is not None and holder.last == found.first and holder.first > start:
        names.replace([holder], Mention("FACILITY", holder.first, found.last, text.say(holder.first, found.last)))


def _versioned(text: Text, at: int) -> bool:
    """Whether a name with the number of a version begins at a token: "Lumen-4"."""
    parts = text.words[at : at + 3]
    if len(parts) < 3 or parts[1] != "-" or not parts[2][0].isdigit() or len(parts[2]) > _VERSION:
        return False
    glued = text.ends[at] == text.starts[at + 1] and text.ends[at + 1] == text.starts[at + 2]
    label = text.lower[at] in text.pack.words.numbers.labels
    return glued and not label and len(parts[0]) >= _STEM and parts[0].isalpha() and _nameish(text, at)


def announced(text: Text, taken: set[int]) -> list[Mention]:
    """Companies that a noun announces or a compound gives away: "das KI-Labor Firnlicht", "Firnlicht-Chefin"."""
    spans = list(_after_nouns(text, taken))
    for sentence in text.sentences:
        spans += _in_compounds(text, sentence, taken)
    out = [Mention("ORG", first, last, text.say(first, last)) for first, last in spans]
    return [m for i, m in enumerate(out) if not any(o.first <= m.first < o.last for o in out[:i])]


def _after_nouns(text: Text, taken: set[int]) -> Iterator[tuple[int, int]]:
    for found in text.things:
        if found.payload != "COMPANY":
            continue
        limit = text.sentence_of(found.first).last
        aside = _aside(text, found, limit)
        if aside is not None and not taken & set(range(*aside)):
            yield aside
            continue
        quoted = found.last < limit and text.words[found.last] in _QUOTES
        first = last = found.last + quoted
        while last < min(limit, first + _COMPANY_WORDS) and _strange(text, last, taken):
            last += 1
        if last > first:
            yield first, last


def _aside(text: Text, found: Found[str], limit: int) -> tuple[int, int] | None:
    """The name between commas that says which one is meant: "its agent, Corncrake,"; "a start-up, Semicolon,"."""
    first = found.last + 1
    if first >= limit or text.words[found.last] != ",":
        return None
    cues, before = text.pack.cues, text.lower[max(0, found.first - _OWNED) : found.first]
    lists = ("articles", "possessives", "genitives")
    if not any(cues.has(name, word) for word in before for name in lists):
        return None
    last = _run(text, first, limit)
    closed = last < limit and text.words[last] in _CLOSING
    return (first, last) if first < last and closed else None


def _in_compounds(text: Text, sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    roles = text.pack.roles
    for at in range(sentence.first, sentence.last - 2):
        if text.words[at + 1] == "-" and text.ends[at] == text.starts[at + 1] and _strange(text, at, taken):
            tables = (roles.titles, roles.heads, roles.groups)
            staff = any(t.longest(text.lower, at + 2, sentence.last) is not None for t in tables)
            if staff and text.lower[at] not in roles.fields:
                yield at, at + 1


def _strange(text: Text, at: int, taken: set[int]) -> bool:
    """Whether a word looks like a name and is no word of the language."""
    words = known_words(text.pack.lang)
    common = words is not None and words.is_word(text.lower[at])
    return at not in taken and text.words[at].isalpha() and not common and _nameish(text, at)


def _institution(text: Text, names: _Names, found: Found[str], limit: int) -> None:
    """ "université de Lausanne", "University of Bristol", "Universität Tübingen", "Bristol University"."""
    at = found.last
    while at < limit and at - found.last < _OF_WORDS and text.lower[at] in text.pack.roles.of:
        at += 1
    first, last = found.first, _run(text, at, limit)
    if last == at:
        last = found.last
        while first > 0 and found.first - first < _INSTITUTION_WORDS and _begins_name(text, first - 1):
            first -= 1
        if first == found.first:
            return
    holders = names.holders(first, last)
    if not any(m.kind == "PER" or (m.kind == "ORG" and m.known) for m in holders):
        names.replace(holders, Mention("ORG", first, last, text.say(first, last)))


def _begins_name(text: Text, at: int) -> bool:
    return text.words[at][:1].isupper() and _nameish(text, at)


def _beside(text: Text, found: Found[str], sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Names right after a noun, and names in front that the noun explains."""
    at = found.last
    while at < sentence.last and at - found.last < _REACH and _opens_name(text, at):
        at += 1
    end = _run(text, at, sentence.last)
    if end > at and text.words[found.last] not in ("(", ","):
        yield at, end
    aside = _aside(text, found, sentence.last)
    if aside is not None:
        yield aside
    back = _comma_before(text, found.first, sentence.first)
    if back is not None:
        begin = back
        while begin > sentence.first and _nameish(text, begin - 1):
            begin -= 1
        if begin < back:
            yield begin, back


def _opens_name(text: Text, at: int) -> bool:
    return text.words[at] in _OPENING or text.pack.cues.has("called", text.lower[at])


def _comma_before(text: Text, noun: int, start: int) -> int | None:
    """The comma between a name and the noun that explains it: "Kaskade, an inference service"."""
    back = noun - 1
    while back > start and noun - back < _APPOSITION and text.words[back] != ",":
        initial = text.words[back][0]
        if not initial.isalpha() or initial.isupper():
            return None
        back -= 1
    explains = back > start and noun - back > 1 and text.words[back] == ","
    return back if explains and text.pack.cues.has("articles", text.lower[back + 1]) else None


def _run(text: Text, at: int, limit: int) -> int:
    """The end of the run of name words at ``at``."""
    end = at
    while end < limit and end - at < _LONGEST and (_nameish(text, end) or (end > at and _goes_on(text, end, limit))):
        end += 1
    return end


def _goes_on(text: Text, at: int, limit: int) -> bool:
    """Whether a name goes on with a hyphen or a number: "Kaskade-Mini", "Kaskade 2"."""
    if text.words[at] == "-":
        return at + 1 < limit and _nameish(text, at + 1)
    return text.words[at][0].isdigit() and len(text.words[at]) <= _LONGEST


def _nameish(text: Text, at: int) -> bool:
    word = text.words[at]
    capital = word[:1].isupper() or (any(c.isdigit() for c in word) and any(c.isalpha() for c in word))
    lower, dates = text.lower[at], text.pack.words.dates
    if not capital or text.pack.is_common(lower) or word in dates.months or word in dates.weekdays:
        return False
    return lower not in text.pack.cues.things


def _take(text: Text, names: _Names, kind: MentionKind, tokens: tuple[int, int]) -> None:
    """Take tokens as a thing, with the names they cut into, unless something surer holds them."""
    holders = names.holders(*tokens)
    if any(m.known or m.kind == "PER" or (m.kind == "PLACE" and kind == "FACILITY") for m in holders):
        return
    if kind == "PRODUCT" and any(m.kind == "ORG" and _is_firm(text, m) for m in holders):
        return
    first, last = min([tokens[0], *(m.first for m in holders)]), max([tokens[1], *(m.last for m in holders)])
    names.replace(holders, Mention(kind, first, last, text.say(first, last)))


def _is_firm(text: Text, mention: Mention) -> bool:
    """Whether the last word of a name says that it is an organisation's: "AG", "Labs"."""
    words, last = known_words(text.pack.lang), mention.last - 1
    return (text.lower[last],) in legal_forms().forms or (words is not None and words.is_org_part(text.words[last]))


def _like_model(text: Text, word: str) -> bool:
    """Whether a word looks like a model's name, and is no code of a quarter or a group of states: "Q3", "G7"."""
    code = len(word) == 2 and text.pack.cues.has("codes", word[0])
    return _MODEL.fullmatch(word) is not None and not code


def _with_suffix(text: Text, last: int) -> int:
    """The end of a model's name with what a hyphen adds to it: "o4-mini"."""
    suffix = text.words[last : last + 2]
    if len(suffix) > 1 and suffix[0] == "-" and suffix[1].isalpha() and text.ends[last] == text.starts[last + 1]:
        return last + 2
    return last
