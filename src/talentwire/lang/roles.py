"""How a language names positions and groups of staff, and what the field calls them in English.

``data/<lang>/roles.toml`` holds: ``[[title]]`` (whole titles), ``[[head]]`` (what a composed title is built on),
``[[field]]`` (what a head is head of), ``[[modifier]]`` (what stands before), ``[[group]]`` (kinds of staff), and
word lists under ``[words]``. ``[[says]]`` entries are their tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

from talentwire.errors import PackError
from talentwire.lang.phrase_table import PhraseTable, spell_out
from talentwire.lang.shapes import LISTS, TEXTS, Shape, check
from talentwire.lang.tables import DATA, load_table


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a title.

    Attributes:
        en: its English.
        chief: whether it names the head of the whole organisation.
        board: whether it names a seat on a board.
        before: for a title, whether a field may follow; for a head, whether it says nothing without one.
        former: whether its form says that it is over ("exdirectora").

    """

    en: str
    chief: bool = False
    board: bool = False
    before: bool = False
    former: bool = False


@dataclass(frozen=True)
class Roles:
    """The roles of one language.

    Attributes:
        titles: whole titles, also those written as one word with their field.
        heads: words that need a field: "head", "Leiter", "directeur".
        fields: what they are head of.
        modifiers: "senior", "interim", "stellvertretende".
        groups: nouns for people employed.
        of: prepositions and articles between a head and its field; an empty word where nothing need stand there.
        at: prepositions between a role and an organisation.
        joiners: words between two roles of one person.
        plurals: endings of a title in the plural.
        examples: ``(text, english)`` pairs that must hold.

    """

    titles: PhraseTable[Term]
    heads: PhraseTable[Term]
    fields: PhraseTable[Term]
    modifiers: PhraseTable[Term]
    groups: PhraseTable[Term]
    of: frozenset[str]
    at: frozenset[str]
    joiners: frozenset[str]
    plurals: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()


_TERMS: Final[Shape] = [
    {"en": str, "words": TEXTS, "chief": bool, "board": bool, "before": bool, "glue": TEXTS, "pattern": str}
]
_SHAPE: Final[Shape] = {
    "title": _TERMS, "head": _TERMS, "field": _TERMS, "modifier": _TERMS, "group": _TERMS, "words": LISTS,
    "combine": {"*": str}, "says": [{"text": str, "en": str}],
}  # fmt: skip
_LISTS = ("of", "at", "joiners", "plurals", "former_prefixes")


@cache
def _offices() -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = load_table(DATA / "shared" / "offices.toml")
    begins, public = table.words("begins"), table.words("public")
    table.done()
    return begins, public


def is_office(en: str) -> bool:
    """Whether a role, in English, is one that a house has few of: where no house is named, the one spoken of is meant.

    Raises:
        PackError: when ``data/shared/offices.toml`` breaks the rules.

    """
    return en.startswith(_offices()[0])


def is_public(en: str) -> bool:
    """Whether a role, in English, is an office of the state, whose house texts do not name.

    Raises:
        PackError: when ``data/shared/offices.toml`` breaks the rules.

    """
    return en in _offices()[1]


def load_roles(data: dict[str, Any], file: str) -> Roles:
    """Check and type the content of a ``roles.toml``.

    Raises:
        PackError: naming the file and the entry that breaks the rules.

    """
    check(data, _SHAPE, file)
    ex = tuple(data.get("words", {}).get("former_prefixes", ()))
    titles = PhraseTable(_terms(data, "title", file, ex))
    heads, units = PhraseTable(_terms(data, "head", file, ex)), PhraseTable(_terms(data, "field", file))
    for word, term in _compounds(data):
        titles.add(word, term)
    words = data.get("words", {})
    strange = set(words) - set(_LISTS)
    if strange:
        raise PackError(f"{file}: [words] has unknown lists {', '.join(sorted(strange))}")
    return Roles(
        titles=titles,
        heads=heads,
        fields=units,
        modifiers=PhraseTable(_terms(data, "modifier", file)),
        groups=PhraseTable(_terms(data, "group", file)),
        of=frozenset(words.get("of", ())),
        at=frozenset(words.get("at", ())),
        joiners=frozenset(words.get("joiners", ())),
        plurals=tuple(words.get("plurals", ())),
        examples=tuple(_example(entry, file) for entry in data.get("says", ())),
    )


def _example(entry: dict[str, str], file: str) -> tuple[str, str]:
    if not entry.keys() >= {"text", "en"}:
        raise PackError(f"{file}: a [[says]] needs text and en")
    return entry["text"], entry["en"]


def _terms(data: dict[str, Any], name: str, file: str, ex: tuple[str, ...] = ()) -> Iterator[tuple[str, Term]]:
    """The phrases of all entries of a name, with their terms, and those that a prefix makes former ("exdirectora")."""
    for number, entry in enumerate(data.get(name, ()), 1):
        if not isinstance(entry.get("en"), str) or not entry.get("words"):
            raise PackError(f"{file}: [[{name}]] number {number} needs en and words")
        term = Term(entry["en"], entry.get("chief", False), entry.get("board", False), entry.get("before", False))
        for phrase in entry["words"]:
            spell_out(phrase, {}, f"{file} [[{name}]] number {number}")
            yield phrase, term
            yield from ((prefix + phrase, replace(term, former=True)) for prefix in ex)


def _compounds(data: dict[str, Any]) -> Iterator[tuple[str, Term]]:
    """Titles of one word out of the ``glue`` of fields and heads: Technik + chef, Forschung + s + leiter."""
    combine: dict[str, str] = data.get("combine", {})
    for head in data.get("head", ()):
        for ending in head.get("glue", ()):
            for unit in data.get("field", ()):
                plain = head.get("pattern", "head of {}").replace("{}", unit["en"])
                term = Term(combine.get(f"{head['en']}+{unit['en']}", plain))
                for stem in unit.get("glue", ()):
                    yield stem + ending, term
