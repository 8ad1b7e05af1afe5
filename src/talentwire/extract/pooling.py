"""What the mentions of one document tell about each other: full names, short forms nobody saw, wrong kinds."""

from collections.abc import Iterator

from talentwire.extract.forms import Forms, org_forms, person_forms
from talentwire.extract.kinds import settle_kinds
from talentwire.extract.persons import is_title, without_title
from talentwire.extract.text import Mention, MentionKind, Text, tokens_of
from talentwire.extract.vocabulary import known_words
from talentwire.lang.folding import fold

_SHORTEST = 3
_CODE = 2
"""Letters of "Q3"."""


def pool(text: Text, mentions: list[Mention]) -> list[Mention]:
    """Give every mention its full name, and find the short forms that nobody saw."""
    mentions = [m for m in (without_title(text, m) for m in mentions) if m]
    _without_descriptions(text, mentions)
    _genitives(text, mentions)
    settle_kinds(text, mentions)
    persons = person_forms(mentions)
    _persons_for_firms(mentions, persons)
    _owners(text, mentions, persons)
    _firms_for_persons(text, mentions, persons)
    mentions = [m for m in mentions if _stands(text, m, persons)]
    orgs = org_forms(text, mentions)
    _bare_orgs(text, mentions)
    mentions += _short_forms(text, tokens_of(mentions), {"PER": persons, "ORG": orgs})
    for mention in mentions:
        mention.name = _full_name(mention, persons, orgs)
        after = text.lower[mention.last] if mention.last < len(text.words) else ""
        mention.genitive = mention.genitive or after == "'" or text.pack.cues.has("genitives", after)
    return mentions


def _genitives(text: Text, mentions: list[Mention]) -> None:
    """Take the ending off a name that also stands without it: "Altmans", "Metas"."""
    named = [m for m in mentions if m.kind in ("PER", "ORG")]
    bare = {fold(m.name) for m in named}
    surnames = {fold(m.name.split()[-1]) for m in named if m.kind == "PER" and " " in m.name}
    for mention in named:
        name = "" if mention.known else text.pack.cues.without_genitive(mention.name)
        short = fold(name)
        if short and (short in bare or (mention.kind == "PER" and short.split()[-1] in surnames)):
            mention.name = name
            mention.genitive = True


def _persons_for_firms(mentions: list[Mention], persons: Forms) -> None:
    """Take for a person the bare surname that the tagger took for a company."""
    for m in mentions:
        if m.kind == "ORG" and not m.known and fold(m.name) in persons:
            m.kind = "PER"


def _owners(text: Text, mentions: list[Mention], persons: Forms) -> None:
    """Take for a person in the genitive what the tagger took for the beginning of a company: "Ohlsens Team"."""
    for m in mentions:
        bare = text.pack.cues.without_genitive(text.words[m.first])
        if bare and m.kind == "ORG" and not m.known and m.last - m.first > 1 and fold(bare) in persons:
            m.kind, m.last, m.name, m.genitive = "PER", m.first + 1, bare, True


def _firms_for_persons(text: Text, mentions: list[Mention], persons: Forms) -> None:
    """Take for a company what the tagger took for a person, though nobody in the document or any list is called so."""
    words = known_words(text.pack.lang)
    if words is None:
        return
    for m in mentions:
        alone = m.kind == "PER" and m.last - m.first == 1 and not m.known and "given" not in m.traits
        if alone and fold(m.name) not in persons and not words.is_person_name(m.name):
            m.kind = "ORG"


def _stands(text: Text, mention: Mention, persons: Forms) -> bool:
    """Whether a tagged name holds: a title is no company, a doubtful compound none, one word alone seldom a person."""
    if mention.known or "given" in mention.traits:
        return True
    if mention.kind in ("PER", "ORG") and mention.name.islower() and not text.text.islower():
        return False
    if mention.last - mention.first > 1:
        return True
    if mention.kind == "ORG":
        noun = text.lower[mention.first] in text.pack.cues.things
        code = len(mention.name) == _CODE and mention.name[1].isdigit() and text.pack.cues.has("codes", mention.name[0])
        words = known_words(text.pack.lang) if mention.weak else None
        compound = words is not None and words.is_compound(text.lower[mention.first])
        return not (noun or code or compound or is_title(text, mention.first, mention.last))
    if mention.kind == "PER" and fold(mention.name) not in persons:
        words = known_words(text.pack.lang)
        return words is None or words.is_name(mention.name) or not words.is_word(text.lower[mention.first])
    return True


def _bare_orgs(text: Text, mentions: list[Mention]) -> None:
    """Take what describes a company off its name where the name also stands alone: "Wagniskapitalgeber Acme"."""
    plain = {fold(m.name) for m in mentions if m.kind == "ORG"}
    for m in mentions:
        if m.kind != "ORG" or m.known:
            continue
        for first in range(m.first + 1, m.last):
            rest = text.say(first, m.last)
            if len(rest) > _SHORTEST and fold(rest) in plain:
                m.first, m.name = first, rest
                break


def _without_descriptions(text: Text, mentions: list[Mention]) -> None:
    for m in mentions:
        while m.kind == "ORG" and not m.known and m.first < m.last - 1 and _describes(text, m.first):
            m.first += 1
            m.name = text.say(m.first, m.last)


def _describes(text: Text, at: int) -> bool:
    """Whether a word with a capital is no part of the name behind it: "Firma Seewarte", "die Wiener Prewave"."""
    if not text.pack.words.numbers.nouns_capitalised:
        return False
    words = known_words(text.pack.lang)
    lower, following = text.lower[at], text.lower[at + 1]
    if not text.words[at].isalpha() or words is None or words.is_everyday(following):
        return False
    described = text.pack.cues.things.longest([lower], 0, 1)
    inhabitants = at > 0 and lower.endswith("er") and text.pack.cues.has("articles", text.lower[at - 1])
    return (described is not None and described.payload == "COMPANY") or (
        inhabitants and words.is_name(text.words[at][:-2])
    )


def _short_forms(text: Text, taken: set[int], forms: dict[MentionKind, Forms]) -> Iterator[Mention]:
    """Surnames and short forms of names, with and without the ending of a genitive, that stand in no mention yet."""
    for index, word in enumerate(text.words):
        if index in taken or not word[:1].isupper() or len(word) < _SHORTEST:
            continue
        bare = text.pack.cues.without_genitive(word)
        shapes = [(fold(word), False), *([(fold(bare), True)] if bare else [])]
        fits = ((kind, form, genitive) for form, genitive in shapes for kind in forms if form in forms[kind])
        for kind, form, genitive in fits:
            yield Mention(kind, index, index + 1, forms[kind][form], genitive=genitive)
            break


def _full_name(mention: Mention, persons: Forms, orgs: Forms) -> str:
    if mention.kind == "PER":
        return persons.get(fold(mention.name), mention.name)
    if mention.kind == "ORG":
        key = fold(str(mention.value or mention.name))
        return orgs.get(key, orgs.get(fold(mention.name), mention.name))
    return mention.name
