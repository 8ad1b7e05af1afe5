"""Positions named in a text, put into the field's English: "Leiter der Forschung" is "head of research"."""

from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.text import Mention, Text, tokens_of
from talentwire.lang.phrase_table import Found, PhraseTable
from talentwire.lang.roles import Term

_COMPLEMENT = 9
"""Tokens in which a head names what it is head of."""
_FORMER_REACH = 6
"""Tokens between "former" and the role, with the name between them."""


@dataclass(frozen=True, slots=True)
class Role:
    """A position in English.

    Attributes:
        en: its name.
        former: said to be over ("ex-", "ehemals").
        chief: heads the whole organisation.
        board: is a seat on a board.

    """

    en: str
    former: bool = False
    chief: bool = False
    board: bool = False


def find_roles(text: Text, names: list[Mention]) -> list[Mention]:
    """The ROLE mentions of a text, none of them over a name."""
    taken = tokens_of(m for m in names if m.kind in ("PER", "ORG", "PRODUCT"))
    out: list[Mention] = []
    for sentence in text.sentences:
        index = sentence.first
        while index < sentence.last:
            role = None if index in taken else _RoleParser(text, sentence.last, taken).parse(index)
            if role:
                out.append(role)
                index = role.last
            else:
                index += 1
    return out


_Parsed = tuple[str, int, Term]
"""A role in English, the token after it, and its term."""


class _RoleParser:
    """Reads one role phrase: modifiers, a title or a head with its field, and roles joined to it."""

    def __init__(self, text: Text, limit: int, taken: set[int]) -> None:
        self.text, self.limit, self.taken = text, limit, taken
        self.roles = text.pack.roles

    def parse(self, index: int) -> Mention | None:
        parsed = self._single(index)
        if not parsed:
            return None
        en, at, term = parsed
        parts, chief, board, former = [en], term.chief, term.board, term.former or self._former(index)
        while at + 1 < self.limit and self.text.lower[at] in self.roles.joiners and at + 1 not in self.taken:
            start = self._skip_articles(at + 1)
            more = self._single(start)
            if not more:
                break
            former = former or any(self.text.pack.cues.has("former", w) for w in self.text.lower[at + 1 : start])
            parts.append(more[0])
            at, chief, board = more[1], chief or more[2].chief, board or more[2].board
        value = Role(" and ".join(dict.fromkeys(parts)), former, chief, board)
        return Mention("ROLE", index, at, value.en, value=value)

    def _skip_articles(self, at: int) -> int:
        cues = self.text.pack.cues
        while at < self.limit - 1 and any(cues.has(name, self.text.lower[at]) for name in ("articles", "former")):
            at += 1
        return at

    def _single(self, index: int) -> _Parsed | None:
        """One role at ``index``."""
        modifiers, at = self._modifiers(index)
        plain = self._reach(index)
        if plain and plain >= (self._reach(at) or 0):
            modifiers, at = [], index
        if at >= self.limit or at in self.taken:
            return None
        parsed = self._core(at)
        return (" ".join([*modifiers, parsed[0]]), *parsed[1:]) if parsed else None

    def _core(self, at: int) -> _Parsed | None:
        """A title, or a head with its field, whichever says more."""
        before, head_at = self._fields(at)
        title = self.roles.titles.longest(self.text.lower, at, self.limit)
        head = self.roles.heads.longest(self.text.lower, head_at, self.limit) if head_at < self.limit else None
        if title and title.payload.chief and head and head.first == at and self._complement(head.last)[0]:
            title = None  # "Chef der Forschung" heads the research, not the house
        if title and (not head or not before or title.last >= head.last):
            if title.payload.before:
                return self._with_complement(title)
            return title.payload.en, title.last, title.payload
        return self._headed(before, head) if head else None

    def _headed(self, before: str, head: Found[Term]) -> _Parsed | None:
        """A head with its field before or behind it; some say nothing without one ("head")."""
        en, end, term = self._with_complement(head)
        if before:
            return f"{before} {en}", end, term
        return None if term.before and en == term.en else (en, end, term)

    def _with_complement(self, found: Found[Term]) -> _Parsed:
        complement, end = self._complement(found.last)
        return f"{found.payload.en} of {complement}" if complement else found.payload.en, end, found.payload

    def _reach(self, index: int) -> int | None:
        """Where the longest title or head at ``index`` ends."""
        if index >= self.limit:
            return None
        tables = (self.roles.titles, self.roles.heads)
        ends = [f.last for table in tables if (f := table.longest(self.text.lower, index, self.limit))]
        return max(ends, default=None)

    def _modifiers(self, index: int) -> tuple[list[str], int]:
        """Words before a title that change it: "senior", "interim"; those without English say nothing."""
        found, at = self._row(self.roles.modifiers, index)
        return [english for english in found if english], at

    def _fields(self, index: int) -> tuple[str, int]:
        """Fields that stand before a head: "AI research", "infrastructure"."""
        found, at = self._row(self.roles.fields, index)
        return " ".join(found), at

    def _row(self, table: PhraseTable[Term], index: int) -> tuple[list[str], int]:
        """The terms of a table that stand in a row, with or without hyphens, and the token after them."""
        found: list[str] = []
        while index < self.limit and index not in self.taken:
            term = table.longest(self.text.lower, index, self.limit)
            if not term:
                break
            found.append(term.payload.en)
            index = term.last
            if index < self.limit and self.text.words[index] == "-":
                index += 1
        return found, index

    def _complement(self, index: int) -> tuple[str, int]:
        """What a head is head of: "of infrastructure engineering", "der Forschung", "de la recherche"."""
        at, start = index, index
        while at < self.limit and self.text.lower[at] in self.roles.of:
            at += 1
        bare = at == start and "" not in self.roles.of  # "hoofd onderzoek" needs nothing between the two
        if bare or at >= self.limit or at in self.taken:
            return "", index
        parts: list[str] = []
        end = at
        while at < self.limit and at - start < _COMPLEMENT and at not in self.taken:
            found = self.roles.fields.longest(self.text.lower, at, self.limit)
            if found:
                parts.append(found.payload.en)
                at = end = found.last
            elif parts and self.text.lower[at] in self.roles.joiners:
                parts.append("and")
                at += 1
            elif parts and self.text.lower[at] in self.roles.of:
                at += 1
            else:
                break
        while parts and parts[-1] == "and":
            parts.pop()
        return " ".join(parts), end if parts else index

    def _former(self, index: int) -> bool:
        """Whether "former", "ex-" or "ehemals" stands before the role, articles and names passed over."""
        floor = max(self.text.sentence_of(index).first, index - _FORMER_REACH)
        for at in range(index - 1, floor - 1, -1):
            if self.text.pack.cues.has("former", self.text.lower[at]):
                return True
            if at not in self.taken and not self._passable(self.text.lower[at]):
                return False
        return False

    def _passable(self, word: str) -> bool:
        cues = self.text.pack.cues
        return word in "-'" or cues.has("articles", word) or cues.has("genitives", word)


def find_groups(text: Text, taken: set[int]) -> Iterator[Mention]:
    """The GROUP mentions: nouns for people employed."""
    for sentence in text.sentences:
        for found in text.pack.roles.groups.scan(text.lower, sentence.first, sentence.last):
            if found.first not in taken:
                yield Mention("GROUP", found.first, found.last, found.payload.en, value=found.payload.en)
