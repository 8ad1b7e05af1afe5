"""Tables with a header that says whose machines or staff each row is about: "Site | Operator | Power | Chips"."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from talentwire.extract.drafts import Draft, complete, rule_of
from talentwire.extract.mentions import date_of
from talentwire.extract.text import Mention, MentionKind, Sentence, Text
from talentwire.model.claims import Compute, Content, Status, Workforce
from talentwire.model.entities import Party
from talentwire.model.values import Money, PartialDate

_LINE = "|"
_APART = "/,;"
_CHANGES = ("cut", "grow", "size")


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, as token spans, by what the header calls them; ``""`` for columns it does not name."""

    sentence: Sentence
    cells: dict[str, tuple[int, int]]


def read_tables(text: Text) -> Iterator[Draft]:
    """The claims of the rows of a text's tables that have a header."""
    header: list[str] = []
    block = -1
    for sentence in text.sentences:
        if text.blocks[sentence.block].kind != "row":
            continue
        cells = _cells(text, sentence)
        named = [_column(text, cell) for cell in cells]
        if "owner" in named:
            header = named
        elif header and sentence.block == block + 1 and len(cells) == len(header):
            row = _Row(sentence, {name: cell for name, cell in zip(header, cells, strict=True) if name})
            yield from _claims(text, row)
        else:
            header = []
        block = sentence.block


def _cells(text: Text, sentence: Sentence) -> list[tuple[int, int]]:
    bars = [i for i in range(sentence.first, sentence.last) if text.words[i] == _LINE]
    if not bars:
        return []
    inner = [] if bars[0] == sentence.first else [-1]
    edges = [sentence.first - 1 if at == -1 else at for at in [*inner, *bars]]
    edges += [sentence.last] if edges[-1] != sentence.last - 1 else []
    return [(low + 1, high) for low, high in pairwise(edges)]


def _column(text: Text, cell: tuple[int, int]) -> str:
    """What the header calls a column; empty where it has no word for it."""
    if text.between(*cell, "COUNT", "PERCENT", "POWER", "MONEY"):
        return ""
    names = (text.pack.cues.columns.get(word) for word in text.lower[slice(*cell)])
    return next((name for name in names if name), "")


def _claims(text: Text, row: _Row) -> Iterator[Draft]:
    owners = _owners(text, row.cells.get("owner", (0, 0)))
    for content in (*_machines(text, row, owners), *_staff(text, row, owners)):
        if owners and complete(content):
            online = content.online if isinstance(content, Compute) else None
            status = Status.PLANNED if online and _ahead(text, online) else Status.ASSERTED
            yield Draft(content, row.sentence.first, row.sentence.last, _RULE, status=status)


def _ahead(text: Text, online: PartialDate) -> bool:
    """Whether a date lies ahead of the document's own, or in the year that the document is of."""
    return text.document.date is None or online.year >= text.document.date.year


def _owners(text: Text, cell: tuple[int, int]) -> tuple[Party, ...]:
    """The names in a cell, whatever the rest of the text takes them for."""
    first, last = cell
    known = [m for m in text.between(first, last, "ORG") if m.first >= first and m.last <= last]
    if known:
        return tuple(dict.fromkeys(Party(m.name, text.say(m.first, m.last)) for m in known))
    parts: list[tuple[int, int]] = []
    for at in range(first, last):
        if text.words[at] in _APART:
            continue
        if parts and parts[-1][1] == at:
            parts[-1] = parts[-1][0], at + 1
        else:
            parts.append((at, at + 1))
    named = (text.say(*part) for part in parts if text.words[part[0]][0].isalpha())
    return tuple(Party(name, name) for name in named)


def _machines(text: Text, row: _Row, owners: tuple[Party, ...]) -> Iterator[Content]:
    power, count = _one(text, row.sentence, "POWER"), _one(text, row.sentence, "COUNT")
    chips = count if count and "chips" in count.traits else None
    if power is None and chips is None:
        return
    chip, cost = _one(text, row.sentence, "ACCELERATOR"), _one(text, row.sentence, "MONEY")
    online = _in_cell(text, row.cells.get("online"), "DATE")
    place = row.cells.get("site", (0, 0))
    site, town = text.say(*place), any(m.known and m.first == place[0] for m in text.between(*place, "PLACE"))
    yield Compute(
        owner=owners,
        facility=(Party(site.partition(" (")[0], site),) if site and not town else (),
        accelerators=chips.value.value if chips else None,
        accelerator_type=str(chip.value) if chip and chip.value else None,
        power_mw=power.value.value if power else None,
        capex=cost.value if cost and isinstance(cost.value, Money) else None,
        location=site or None,
        online=date_of(online) if online else None,
    )


def _staff(text: Text, row: _Row, owners: tuple[Party, ...]) -> Iterator[Content]:
    for change in _CHANGES:
        cell = row.cells.get(change)
        count, percent = _in_cell(text, cell, "COUNT"), _in_cell(text, cell, "PERCENT")
        if count or percent:
            yield Workforce(
                org=owners[:1],
                change=change,
                count=count.value.value if count else None,
                percent=percent.value.value if percent else None,
            )


def _one(text: Text, sentence: Sentence, kind: MentionKind) -> Mention | None:
    return next(iter(text.inside(sentence, kind)), None)


def _in_cell(text: Text, cell: tuple[int, int] | None, kind: MentionKind) -> Mention | None:
    return next(iter(text.between(*cell, kind)), None) if cell else None


_RULE = rule_of(read_tables, "a row of a table with a header")
