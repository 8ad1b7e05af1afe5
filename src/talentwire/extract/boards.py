"""Job boards and tables: entries without a verb, such as "Wei, Chung: OpenAI → Meta" or "Acme | engineer | 95 k€".

Those headed by an employer ("Acme: Anna Berg, ex-Globex") are read in ``columns``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from talentwire.extract.text import Mention, Sentence, Text

_ARROWS = frozenset("→➔➜⇒►>")
_ARROW_REACH = 2
"""Tokens between an arrow and the organisation in front of it."""


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
        headcount: how many go, where nobody is named.
        board: whether they take or leave a seat on a board.

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
    headcount: Mention | None = None
    board: bool = False


def read_boards(text: Text) -> Iterator[BoardEntry]:
    """The entries of a text's boards and tables."""
    for sentence in text.sentences:
        entry = _arrow(text, sentence) or _row(text, sentence)
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


def _first(mentions: list[Mention]) -> Mention | None:
    return next(iter(mentions), None)
