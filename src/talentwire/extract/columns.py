"""Columns of people: lines headed by an employer, under headings that say who comes and who goes.

"Acme (maker of Foo): Anna Berg and Li Wei, both ex-Globex", "Out at Acme: marketing head Li Wei", "Departures".
"""

from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.boards import BoardEntry
from talentwire.extract.text import Mention, Sentence, Text

_HEADING = 6
"""Tokens of the longest heading that gives a direction."""
_HEAD = 14
"""Tokens of a line in which the colon behind its head stands."""
_HEAD_REACH = 4
_NAME_REACH = 7
"""Tokens between that colon and the first name, with the position in front of it."""
_COUNT_REACH = 2
_CROWD = 200
"""More than so many do not go from one house to another at once, and are no people."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Where the people of an entry go: ``out`` of the employer named, or into it; ``board`` for a seat on a board."""

    out: bool = False
    board: bool = False
    said: bool = False


@dataclass(frozen=True, slots=True)
class _Head:
    """The employer at the head of a line, the token behind the colon, and the direction."""

    org: Mention
    colon: int
    section: _Section


def read_columns(text: Text) -> Iterator[BoardEntry]:
    """The entries of a text's columns."""
    section = _Section()
    for sentence in text.sentences:
        kind = text.blocks[sentence.block].kind
        if kind != "bullet" and not text.inside(sentence, "PER", "ORG"):
            section = _direction(text, sentence.first, min(sentence.last, sentence.first + _HEADING))
            continue
        head = _head(text, sentence, section)
        if head is None:
            if kind == "bullet" and section.out and section.said and not section.board:
                yield from _gone(text, sentence)
        elif kind == "bullet" or _direction(text, sentence.first, head.org.first).said:
            yield from _entry(text, sentence, head)


def _direction(text: Text, first: int, last: int) -> _Section:
    """The direction that the words of a heading give."""
    cues, words = text.pack.cues, text.lower[first:last]
    out = any(cues.has("departures", word) for word in words)
    board = any(cues.has("boards", word) for word in words)
    return _Section(out, board, out or any(cues.has("arrivals", word) for word in words))


def _head(text: Text, sentence: Sentence, section: _Section) -> _Head | None:
    limit = min(sentence.last, sentence.first + _HEAD)
    colon = next((i for i in range(sentence.first, limit) if text.words[i] == ":"), sentence.first)
    if text.between(sentence.first, colon, "PER"):
        return None
    org = _first([m for m in text.between(sentence.first, colon, "ORG") if m.first - sentence.first <= _HEAD_REACH])
    if org is None:
        return None
    own = _direction(text, sentence.first, org.first)
    board = _direction(text, org.last, colon).board or (section.board and own.said)
    said = own if own.said else section
    return _Head(org, colon + 1, _Section(said.out, board or said.board, said.said))


def _entry(text: Text, sentence: Sentence, head: _Head) -> Iterator[BoardEntry]:
    people = _people(text, head.colon, sentence.last)
    count = _first(text.between(head.colon, head.colon + _COUNT_REACH, "COUNT"))
    orgs = [head.org]
    if people:
        roles = text.between(head.colon, sentence.last, "ROLE")
        role = _first([m for m in roles if (m.owner is None and m.prep) or (m.owner in people and m.value.board)])
        last = max(m.last for m in (*people, *([role] if role else [])))
        board = head.section.board or (role is not None and role.value.board)
        if head.section.out:
            yield BoardEntry(head.org.first, last, [], people, orgs, board=board)
        else:
            yield BoardEntry(head.org.first, last, orgs, people, role=role, board=board)
    elif count is not None and count.value.value <= _CROWD:
        other = [m for m in text.between(count.last, sentence.last, "ORG")[:1] if m.prep]
        if other and not text.inside(sentence, "MONEY", "ACCELERATOR"):
            to, left = (other, orgs) if head.section.out else (orgs, other)
            yield BoardEntry(head.org.first, other[0].last, to, from_org=left, headcount=count)


def _gone(text: Text, sentence: Sentence) -> Iterator[BoardEntry]:
    """Under "Departures", an entry that begins with its people: their own house is the one they leave."""
    people = _people(text, sentence.first, sentence.last, 1)
    if people:
        yield BoardEntry(people[0].first, people[-1].last, [], people)


def _people(text: Text, first: int, last: int, reach: int = _NAME_REACH) -> list[Mention]:
    """The people at the beginning of an entry, with the list that the first one opens."""
    people = text.between(first, last, "PER")
    if not people or people[0].first >= first + reach:
        return []
    listed = people[:1]
    for person in people[1:]:
        if "listed" in person.traits and "lists" in listed[-1].traits:
            listed.append(person)
    return listed


def _first(mentions: list[Mention]) -> Mention | None:
    return next(iter(mentions), None)
