"""Companies that the form of law behind their name gives away: "Vielleicht AG", "Belegbar GmbH", "Acme Inc."."""

from talentwire.extract.text import Mention, Text
from talentwire.lang.folding import legal_forms

_WORDS = 5
"""Words of a name before its form of law."""
_TELLING = 3
"""Shorter forms may be anything ("EV"), and count only where the tagger saw a name."""
_SIGNS = "&-"


def with_legal_form(text: Text, mentions: list[Mention]) -> list[Mention]:
    """The mentions with those that end in a form of law in full, unless a known name holds the form."""
    holder = {i: m for m in mentions for i in range(m.first, m.last)}
    gone: set[int] = set()
    out: list[Mention] = []
    for at, word in enumerate(text.words):
        if not word[0].isupper() or (text.lower[at],) not in legal_forms().forms:
            continue
        last = _end(text, at)
        first = _begin(text, at)
        inside = {id(holder[i]): holder[i] for i in range(first, last) if i in holder}.values()
        unknown = [m for m in inside if not m.known or m.first == at]  # "Inc." is a magazine, too
        if any(m.last > last + 1 for m in inside) or (len(word) < _TELLING and not inside):
            continue
        if len(unknown) < len(inside):  # a known name stays as it is
            gone |= {id(m) for m in unknown if m.first == at}
            continue
        gone |= {id(m) for m in unknown}
        if first < at:
            out.append(Mention("ORG", first, last, text.say(first, last)))
    return [m for m in mentions if id(m) not in gone] + out


def _end(text: Text, form: int) -> int:
    """The token behind a form of law and its full stop, which may also be that of the sentence."""
    dotted = text.words[form + 1 : form + 2] == ["."] and text.ends[form] == text.starts[form + 1]
    return form + 1 + (dotted and form + 2 < text.sentence_of(form).last)


def _begin(text: Text, form: int) -> int:
    """Where the name before a form of law begins: its words have capitals and announce nothing."""
    start, at = text.sentence_of(form).first, form
    while at > start and form - at < _WORDS and _belongs(text, at - 1):
        at -= 1
    while at < form and text.words[at] in _SIGNS:
        at += 1
    return at


def _belongs(text: Text, at: int) -> bool:
    word, lower = text.words[at], text.lower[at]
    if word in _SIGNS:
        return True
    cues = text.pack.cues
    described = any(t.longest([lower], 0, 1) for t in (text.pack.roles.titles, cues.references, cues.things))
    return word[0].isupper() and not described and not text.pack.is_common(lower)
