"""Job boards and tables: entries without a verb, such as "Wei, Chung: OpenAI → Meta" or "Acme | engineer | 95 k€"."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from talentwire.extract.text import Mention, Sentence, Text

_ARROWS = frozenset("→➔➜⇒►>")
_ARROW_REACH = 2
"""Tokens between an arrow and the organisation in front of it."""
_HEAD_REACH = 2
_HEAD = 14
"""Tokens of a bullet in which the colon behind its head stands."""
_COLON_REACH = 4


@dataclass(frozen=True, slots=True, eq=False)
class BoardEntry:
    """An entry at tokens ``first:last``: who goes from where to where, or what an employer pays or runs.

    Attributes:
        first: index of the first token.
        last: index after the last token.
        to_org: the organisation that the entry is about, or where its people go.
        persons: its people.
        from_org: where they come from.
        role: as what.
        amount: what is paid.
        power: of its machines, as ``count`` and ``place`` are.
        count: how many.
        place: where.

    """

    first: int
    last: int
    to_org: list[Mention]
    persons: list[Mention] = field(default_factory=list)
    from_org: list[Mention] = field(default_factory=list)
    role: Mention | None = None
    amount: Mention | None = None
    power: Mention | None = None
    count: Mention | None = None
    place: Mention | None = None


def read_boards(text: Text) -> Iterator[BoardEntry]:
    """The entries of a text's boards and tables."""
    for sentence in text.sentences:
        entry = _arrow(text, sentence) or _row(text, sentence) or _bullet(text, sentence)
        if entry:
            yield entry


def _arrow(text: Text, sentence: Sentence) -> BoardEntry | None:
    """ "Wei, Chung: OpenAI → Meta"."""
    arrows = [i for i in range(sentence.first, sentence.last) if text.words[i] in _ARROWS]
    if len(arrows) != 1:
        return None
    arrow = arrows[0]
    persons = text.between(sentence.first, arrow, "PER") or text.between(arrow, sentence.last, "PER")
    left = [m for m in text.between(sentence.first, arrow, "ORG") if arrow - m.last <= _ARROW_REACH]
    right = text.between(arrow, sentence.last, "ORG")[:1]
    if not persons or not right:
        return None
    first, last = min(m.first for m in (*persons, *left)), max(m.last for m in (*right, *persons))
    return BoardEntry(first, last, right, persons, left)


def _row(text: Text, sentence: Sentence) -> BoardEntry | None:
    """ "Acme | research engineer | 95 k€", "Acme | Leipzig | 40 MW"."""
    if text.blocks[sentence.block].kind != "row":
        return None
    orgs, powers = text.inside(sentence, "ORG"), text.inside(sentence, "POWER")
    if len(powers) == 1 and orgs:
        count = _first(text.inside(sentence, "COUNT"))
        place = _first(text.inside(sentence, "PLACE"))
        return BoardEntry(sentence.first, sentence.last, orgs[:1], power=powers[0], count=count, place=place)
    amounts = text.inside(sentence, "MONEY")
    if len(orgs) != 1 or len(amounts) != 1 or text.words[orgs[0].last : orgs[0].last + 1] != ["|"]:
        return None
    role, persons = _first(text.inside(sentence, "ROLE")), text.inside(sentence, "PER")[:1]
    if role is None and not persons:
        return None
    return BoardEntry(sentence.first, sentence.last, orgs, persons, role=role, amount=amounts[0])


def _bullet(text: Text, sentence: Sentence) -> BoardEntry | None:
    """ "Acme (maker of Foo): Anna Berg and Li Wei, both ex-Globex": a bullet headed by the employer."""
    if text.blocks[sentence.block].kind != "bullet":
        return None
    limit = min(sentence.last, sentence.first + _HEAD)
    colon = next((i for i in range(sentence.first, limit) if text.words[i] == ":"), sentence.first)
    heads = [m for m in text.between(sentence.first, colon, "ORG") if m.first - sentence.first <= _HEAD_REACH]
    people = text.between(colon, sentence.last, "PER")
    if not heads or not people or people[0].first >= colon + _COLON_REACH or text.between(sentence.first, colon, "PER"):
        return None
    listed = people[:1]
    for person in people[1:]:
        if "listed" in person.traits and "lists" in listed[-1].traits:
            listed.append(person)
    role = _first([m for m in text.between(colon, sentence.last, "ROLE") if m.owner is None and m.prep])
    last = max(m.last for m in (*listed, *([role] if role else [])))
    return BoardEntry(heads[0].first, last, heads[:1], listed, role=role)


def _first(mentions: list[Mention]) -> Mention | None:
    return next(iter(mentions), None)
