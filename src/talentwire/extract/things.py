"""Names that no list has, by the words beside them or their form: "the model Kaskade", "KI-Labor Firnlicht", "o4"."""

import re
from collections.abc import Iterable, Iterator

from talentwire.extract.text import Mention, MentionKind, Sentence, Text
from talentwire.extract.vocabulary import known_words
from talentwire.lang.phrase_table import Found

_MODEL = re.compile(r"[A-Za-z]{1,10}\d{1,4}(?:\.\d+)?[a-z]?")
_QUOTES = '"“„«'
_OPENING = "\"“”„«»'‘’(,"
_REACH = 4
"""Tokens that may stand between a noun and the name it announces."""
_APPOSITION = 7
"""Tokens that may stand between a name and the noun that explains it."""
_LONGEST = 4
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
    for sentence in text.sentences:
        for found in text.pack.cues.things.scan(text.lower, sentence.first, sentence.last):
            if found.payload == "ORG":
                _institution(text, names, found, sentence.last)
            elif found.payload != "COMPANY":
                kind: MentionKind = "FACILITY" if found.payload == "FACILITY" else "PRODUCT"
                for first, last in _beside(text, found, sentence):
                    _take(text, names, kind, (first, last))
    for index, word in enumerate(text.words):
        if index not in names.holder and _like_model(text, word):
            last = _with_suffix(text, index + 1)
            names.add(Mention("PRODUCT", index, last, text.say(index, last), weak=True))
    return names.all


def announced(text: Text, taken: set[int]) -> list[Mention]:
    """Companies that a noun announces or a compound gives away: "das KI-Labor Firnlicht", "Firnlicht-Chefin"."""
    out: list[Mention] = []
    for sentence in text.sentences:
        spans = [*_after_nouns(text, sentence, taken), *_in_compounds(text, sentence, taken)]
        out += [Mention("ORG", first, last, text.say(first, last)) for first, last in spans]
    return [m for i, m in enumerate(out) if not any(o.first <= m.first < o.last for o in out[:i])]


def _after_nouns(text: Text, sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    for found in text.pack.cues.things.scan(text.lower, sentence.first, sentence.last):
        if found.payload == "COMPANY":
            quoted = found.last < sentence.last and text.words[found.last] in _QUOTES
            first = last = found.last + quoted
            while last < min(sentence.last, first + _COMPANY_WORDS) and _strange(text, last, taken):
                last += 1
            if last > first:
                yield first, last


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
    return capital and not text.pack.is_common(text.lower[at]) and text.lower[at] not in text.pack.cues.things


def _take(text: Text, names: _Names, kind: MentionKind, tokens: tuple[int, int]) -> None:
    """Take tokens as a thing, with the names they cut into, unless something surer holds them."""
    holders = names.holders(*tokens)
    if any(m.known or m.kind in ("PER", "PLACE") for m in holders):
        return
    first, last = min([tokens[0], *(m.first for m in holders)]), max([tokens[1], *(m.last for m in holders)])
    names.replace(holders, Mention(kind, first, last, text.say(first, last)))


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
