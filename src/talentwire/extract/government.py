"""Which preposition governs a mention, and which mentions stand in one list and so share it."""

from itertools import pairwise

from talentwire.extract.text import Mention, Text

_REACH = 6
"""Tokens between a preposition and what it governs."""
_VERB_REACH = 3
"""Tokens behind a name in which the verb of its clause stands, auxiliaries and adverbs passed over."""
_LIST_REACH = 24
"""Tokens between two members of a list, with all that explains the first."""
_ENDS = ("conjunctions", "copulas")
"""The word lists of what a preposition does not reach beyond."""
_QUOTES = "-\"“”„«»'‘’"


def govern(text: Text) -> None:
    """Note for every mention the preposition that governs it."""
    covered = {i: m for m in text.mentions for i in range(m.first, m.last)}
    for mention in text.mentions:
        if mention.kind != "DATE":
            mention.prep = _preposition(text, mention, covered)


def _preposition(text: Text, mention: Mention, covered: dict[int, Mention]) -> str | None:
    cues = text.pack.cues
    if mention.kind == "REF" and cues.has("prepositions", text.lower[mention.first]):
        return text.lower[mention.first]
    if text.words[mention.first] == ",":
        return None  # ", which": what stands in front of the comma belongs to the verb there, as in "fängt … an, das"
    floor = max(text.sentence_of(mention.first).first, mention.first - _REACH)
    for at in range(mention.first - 1, floor - 1, -1):
        word, other = text.lower[at], covered.get(at)
        inside = other is not None and other.kind == "ROLE" and at > other.first
        # the "of" of a title governs nothing behind it
        if cues.has("prepositions", word) and not inside and not _adverb(text, at):
            return None if _begins_clause(text, word, mention) else word
        if not (_passable(text, other, mention) if other else _between(text, at, mention.first)):
            return None
    return None


def _begins_clause(text: Text, word: str, mention: Mention) -> bool:
    """Whether what may be a preposition is a conjunction here, a verb right behind its name: "after Li Wei left"."""
    cues, grammar = text.pack.cues, text.pack.grammar.table
    if not cues.has("subordinators", word) or mention.kind not in ("PER", "ORG", "REF"):
        return False
    limit = text.sentence_of(mention.first).last
    for at in range(mention.last, min(mention.last + _VERB_REACH, limit)):
        found = grammar.longest(text.lower, at, limit)
        if found is not None and not found.payload.mute:
            return not found.payload.noun
        if not (cues.has("auxiliaries", text.lower[at]) or cues.has("adverbs", text.lower[at])):
            return False
    return False


def _adverb(text: Text, at: int) -> bool:
    """Whether what may be a preposition is an adverb here, right behind an auxiliary: "has since founded Acme"."""
    cues = text.pack.cues
    before = text.lower[at - 1] if at else ""
    return cues.has("adverbs", text.lower[at]) and (cues.has("copulas", before) or cues.has("copulas_past", before))


def _passable(text: Text, other: Mention, mention: Mention) -> bool:
    """Whether a mention may stand between a preposition and the name it governs: "zum Cursor-Anbieter Anysphere".

    A place is governed itself, but where it tells from where something is: "in Paris Anna", "from Lagos fintech Acme".
    """
    if other.kind == "PLACE" and text.pack.cues.has("articles", text.lower[other.last - 1]):
        return True  # "with the Austrian Acme"
    if other.kind == "PLACE" and not other.genitive:
        return mention.kind != "PER" and other.last < mention.first
    hyphened = text.words[other.last : other.last + 1] == ["-"]
    possessive = other.kind == "REF" and other.value.possessive  # "as its chief scientist"
    return hyphened or possessive or other.genitive or other.kind in ("ROLE", "GROUP", "PLACE", "COUNT")


def _between(text: Text, at: int, name: int) -> bool:
    """Whether a word in no mention may stand between a preposition and the name it governs."""
    cues, grammar, word = text.pack.cues, text.pack.grammar.table, text.lower[at]
    if word in _QUOTES or cues.has("articles", word):
        return True
    if not word[0].isalnum() or any(cues.has(name, word) for name in _ENDS):
        return False
    if not cues.verb_last and cues.has("complementisers", word):  # "para que Anna Berg vuelva"
        return False
    if grammar.longest(text.lower, at, name) is not None:
        return False
    # "ging" of "ging … zu": the part behind the gap may stand behind the mention
    return not (cues.verb_last and text.words[at][0].islower() and word in grammar)


def coordinate(text: Text, extents: dict[int, int] | None = None) -> None:
    """Give every member of a list the preposition of its first.

    Args:
        text: the text whose mentions are set.
        extents: for persons (by id) the token after what explains them, which is passed over.

    """
    for kind in ("PER", "ORG"):
        row: list[Mention] = []
        closed = False
        for mention in (m for m in text.mentions if m.kind == kind):
            first = (extents or {}).get(id(row[-1]), row[-1].last) if row else 0
            if row and _joined(text, first, mention.first):
                closed = closed or any(text.pack.cues.has("conjunctions", w) for w in text.lower[first : mention.first])
                row.append(mention)
                continue
            _list(row, closed or _goes_on(text, row))
            row, closed = [mention], False
        _list(row, closed or _goes_on(text, row))


def _goes_on(text: Text, row: list[Mention]) -> bool:
    """Whether a list ends with others that it does not name: "Acme, Globex und weitere"."""
    behind = text.lower[row[-1].last : row[-1].last + 1] if row else []
    return any(text.pack.cues.has("conjunctions", word) for word in behind)


def _list(row: list[Mention], closed: bool) -> None:
    """Mark the members of a list. Two names with a comma between are none: "Selon Reuters, Acme …"."""
    if len(row) < 2 or (len(row) == 2 and not closed and row[0].kind == "ORG"):
        return
    for before, mention in pairwise(row):
        mention.traits.add("listed")
        before.traits.add("lists")
        mention.prep = mention.prep or before.prep


def _joined(text: Text, first: int, last: int) -> bool:
    """Whether nothing but commas, conjunctions, articles and brackets stands between two members of a list."""
    cues = text.pack.cues
    depth, linked = 0, False
    if last - first > _LIST_REACH:
        return False
    for at, word in enumerate(text.lower[first:last], first):
        if linked and (cues.has("possessives", word) or cues.has("possessives", text.lower[at - 1])):
            continue  # "and his colleague Li Wei"
        if word in "()":
            depth += 1 if word == "(" else -1
        elif depth > 0:
            continue
        elif word == "," or cues.has("conjunctions", word):
            linked = True
        elif not cues.has("articles", word):
            return False
    return linked
