"""Names that no list has and the tagger missed, and that their places give away.

Persons in a list with a person or behind a position ("Li Wei and Cat Wu", "Dienstechef Eddy Cue"), and organisations
where only one can stand ("joined Photogramme").
"""

from collections.abc import Iterable, Iterator

from talentwire.extract.kinds import Signs
from talentwire.extract.persons import is_title
from talentwire.extract.text import Mention, Text, tokens_of
from talentwire.extract.vocabulary import known_words

_NAME = 2
"""Words that such a name has at least; more words in capitals are more often a title or a firm."""
_FIRM = 2
"""Words that an organisation has at most which its place alone gives away."""
_TITLE = 4
"""Tokens of the longest title in front of a name."""


def accompanied(text: Text, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The pairs of unknown words with capitals that stand in a list with a person or behind a position."""
    mentions = list(mentions)
    taken = tokens_of(mentions)
    ends = {m.last for m in mentions if m.kind == "PER" and m.last - m.first > 1}
    for sentence in text.sentences:
        for at in range(sentence.first + 1, sentence.last - 1):
            if at in taken or not text.words[at][0].isupper() or not _stands_alone(text, at, sentence.last, taken):
                continue
            if _listed(text, at, ends) or _titled(text, at, sentence.first):
                yield Mention("PER", at, at + _NAME, text.say(at, at + _NAME), weak=True)


def _stands_alone(text: Text, first: int, limit: int, taken: set[int]) -> bool:
    """Whether two words from here on may be a name, and no third one goes on with it."""
    last = first + _NAME
    if last > limit or any(at in taken or not _like_name(text, at) for at in range(first, last)):
        return False
    return last >= limit or not (text.words[last][0].isupper() or text.words[last] == "-")


def _like_name(text: Text, at: int) -> bool:
    """Whether a word may be part of a name; a noun that is written with a capital anyhow is none."""
    word, lower, words = text.words[at], text.lower[at], known_words(text.pack.lang)
    if not (word[0].isupper() and word.isalpha() and not word.isupper()) or text.pack.is_common(lower):
        return False
    if words is None or words.is_org_part(word) or is_title(text, at, at + 1):
        return False
    return not (text.pack.words.numbers.nouns_capitalised and words.is_word(lower))


def _listed(text: Text, at: int, ends: set[int]) -> bool:
    """Whether "and" stands in front, and a person's name in front of that."""
    return text.pack.cues.has("conjunctions", text.lower[at - 1]) and at - 1 in ends


def _titled(text: Text, at: int, start: int) -> bool:
    """Whether the title of a position ends right in front."""
    firsts = range(max(start, at - _TITLE), at)
    tables = (text.pack.roles.titles, text.pack.roles.heads)
    return any(f.last == at for first in firsts for t in tables for f in t.at(text.lower, first, at))


def placed(text: Text, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The unknown words with a capital, one or two, where nothing but an organisation can stand."""
    if text.pack.words.numbers.nouns_capitalised:
        return
    taken, signs = tokens_of(mentions), Signs(text)
    at = 0
    while at < len(text.words):
        last = at
        while last < len(text.words) and last - at < _FIRM and last not in taken and _strange(text, last):
            last += 1
        if last > at:
            firm = Mention("ORG", at, last, text.say(at, last))
            if {kind for kind, _ in signs.of(firm)} == {"ORG"}:
                yield firm
        at = max(at + 1, last)


def _strange(text: Text, at: int) -> bool:
    """Whether a word has a capital that only a name has, and is no word of the language."""
    words, word, lower = known_words(text.pack.lang), text.words[at], text.lower[at]
    named = word[0].isupper() and len(word) > _NAME and word.isalpha() and not text.pack.is_common(lower)
    return named and words is not None and not words.is_word(lower) and not words.is_person_name(word)
