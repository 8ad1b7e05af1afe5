"""Cues: phrases that set the status of a claim, name its source, or refer back to someone.

``data/<lang>/cues.toml`` holds ``[[cue]]`` entries (``status`` and its ``words``), ``[[speech]]`` (verbs of saying with
their manner), ``[[reference]]`` (pronouns and descriptions), ``[[thing]]`` (nouns that announce a name), ``[gate]``
(words that tell our field from others) and word lists under ``[words]``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from talentwire.errors import PackError
from talentwire.lang.phrase_table import PhraseTable, lower, spell_out
from talentwire.lang.shapes import LISTS, TEXTS, Shape, check
from talentwire.model.claims import Status

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that sets the status of what it governs.

    Attributes:
        status: the status it sets.
        kinds: the kinds of claims it applies to; all, where empty.
        strength: the stronger cue of a clause wins.
        reach: ``clause`` or ``sentence``: how far from a trigger it still counts.
        where: file and number, for ``explain``.

    """

    status: Status
    kinds: frozenset[str]
    strength: int
    reach: str
    where: str


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb of saying and its manner.

    ``say`` (says, insists), ``deny``, ``report`` (an outlet's verb), ``announce``, ``ascribe`` ("laut", "selon"), or
    ``mute`` for words that only look like saying ("is said to"). A ``weak`` verb need not tell what is said ("wrote").
    """

    manner: str
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A word that refers back: ``PER``, ``ORG`` or both.

    ``plural`` is for a group, ``relative`` for "who" or "dessen", ``possessive`` for "its"; a ``noun`` refers only
    with a determiner in front ("the Paris start-up"); ``first`` means whoever speaks ("I"), or their house ("we").
    With ``agrees`` the verb tells whether one or several are meant ("sie geht", "sie gehen"). ``gender`` is ``F``
    or ``M`` where one person is meant whose gender the word tells.
    """

    kinds: frozenset[str]
    plural: bool
    relative: bool
    possessive: bool
    noun: bool = False
    first: bool = False
    agrees: bool = False
    gender: str = ""


@dataclass(frozen=True)
class Cues:
    """All cues of a language.

    Attributes:
        status: what sets the status of a claim.
        speech: verbs of saying.
        references: words that refer back.
        things: nouns that announce a name, to ``PRODUCT``, ``FACILITY``, ``COMPANY`` or, as a part of the name
            ("University of"), ``ORG``.
        gate: words of our field (true), and of fields whose news look alike, such as sport (false).
        verb_last: whether verbs may close their clause, so that objects and auxiliaries stand before them.
        null_subject: whether a verb may leave out its subject ("Dejó Acme en mayo").
        words: the word lists, by name.
        columns: what the words of a table's header name: ``owner``, ``site``, ``online``, ``size``, ``cut``, ``grow``.
        examples: ``(sentence, status)`` pairs that must hold.

    """

    status: PhraseTable[Cue]
    speech: PhraseTable[Speech]
    references: PhraseTable[Reference]
    things: PhraseTable[str]
    gate: PhraseTable[bool]
    verb_last: bool
    null_subject: bool
    words: dict[str, frozenset[str]]
    columns: dict[str, str] = field(default_factory=dict)
    examples: tuple[tuple[str, str], ...] = ()

    def has(self, name: str, word: str) -> bool:
        """Whether a word is in one of the pack's word lists (prepositions, articles, copulas…)."""
        return word in self.words.get(name, ())

    def without_genitive(self, name: str) -> str:
        """A name without the ending of a genitive ("Metas"); empty where it has none."""
        endings = (e for e in self.words.get("genitive_endings", ()) if name.endswith(e))
        return name.removesuffix(max(endings, key=len, default=name))


_LISTS = (
    "prepositions", "articles", "adverbs", "conjunctions", "copulas", "copulas_past", "remain", "passive",
    "possessives", "former", "relative", "subordinators", "agents", "anonymous", "honorifics", "negations",
    "nows", "called", "determiners", "belongs", "auxiliaries", "genitives", "genitive_endings", "codes", "chips",
    "limits", "complementisers", "infinitives", "nameless", "views", "greetings", "beside_saying",
    "own", "members", "alumni", "equals", "since", "plural_verbs", "postpositions", "as_says",
    "arrivals", "departures", "boards", "stills", "nominative", "oblique", "members_named", "respectively",
    "universal",
    "spent", "belongs_apart", "asides", "adverb_endings",
)  # fmt: skip
_MANNERS = ("say", "deny", "report", "announce", "ascribe", "mute")
_COLUMNS = ("owner", "site", "online", "size", "cut", "grow")
_THINGS = ("PRODUCT", "FACILITY", "ORG", "COMPANY")

_SHAPE: Final[Shape] = {
    "cue": [{"status": str, "words": TEXTS, "says": TEXTS, "kinds": TEXTS, "strength": int, "reach": str}],
    "speech": [{"manner": str, "words": TEXTS, "weak": bool}],
    "reference": [
        {
            "kinds": TEXTS, "words": TEXTS, "plural": bool, "relative": bool, "possessive": bool, "noun": bool,
            "first": bool, "agrees": bool, "gender": str,
        }
    ],
    "thing": [{"kind": str, "words": TEXTS}],
    "gate": LISTS, "words": LISTS, "columns": LISTS, "forms": LISTS, "verb_last": bool, "null_subject": bool,
}  # fmt: skip


def load_cues(data: dict[str, Any], file: str, source: str = "") -> Cues:
    """Check and type the content of a ``cues.toml``; ``source`` is its text, for line numbers.

    Raises:
        PackError: naming the file and the entry that breaks the rules.

    """
    check(data, _SHAPE, file)
    gate = data.get("gate", {})
    entries = list(_cues(data, file, source))
    return Cues(
        status=PhraseTable((phrase, cue) for phrases, _, cue in entries for phrase in phrases),
        speech=PhraseTable(_phrases(data, "speech", file, _speech)),
        references=PhraseTable(_phrases(data, "reference", file, _reference)),
        things=PhraseTable(_phrases(data, "thing", file, _thing)),
        gate=PhraseTable((p, name == "field") for name in ("field", "elsewhere") for p in gate.get(name, ())),
        verb_last=bool(data.get("verb_last", False)),
        null_subject=bool(data.get("null_subject", False)),
        words=_words(data, file),
        columns=_columns(data, file),
        examples=tuple((example, str(cue.status)) for _, examples, cue in entries for example in examples),
    )


def _cues(data: dict[str, Any], file: str, source: str) -> Iterator[tuple[list[str], list[str], Cue]]:
    """The phrases, the examples and the meaning of every ``[[cue]]``."""
    lines = [number for number, line in enumerate(source.splitlines(), 1) if line.strip() == "[[cue]]"]
    for number, entry in enumerate(data.get("cue", ()), 1):
        if entry.get("status") not in set(Status) or not entry.get("words") or not entry.get("says"):
            raise PackError(f"{file}: [[cue]] number {number} needs status, words and says")
        where = f"{file}:{lines[number - 1]} cue" if number <= len(lines) else f"{file} cue {number}"
        yield (
            [spell_out(phrase, data.get("forms", {}), where) for phrase in entry["words"]],
            entry["says"],
            Cue(
                status=Status(entry["status"]),
                kinds=frozenset(entry.get("kinds", ())),
                strength=int(entry.get("strength", 1)),
                reach=str(entry.get("reach", "clause")),
                where=where,
            ),
        )


def _speech(entry: dict[str, Any]) -> Speech | None:
    return Speech(str(entry["manner"]), bool(entry.get("weak", False))) if entry.get("manner") in _MANNERS else None


def _reference(entry: dict[str, Any]) -> Reference | None:
    names = ("plural", "relative", "possessive", "noun", "first", "agrees")
    flags = {name: bool(entry.get(name, False)) for name in names}
    gender = str(entry.get("gender", "")).upper()
    return Reference(frozenset(entry["kinds"]), **flags, gender=gender) if entry.get("kinds") else None


def _thing(entry: dict[str, Any]) -> str | None:
    return str(entry["kind"]) if entry.get("kind") in _THINGS else None


_NEEDS = {"speech": "a manner", "reference": "kinds", "thing": f"a kind ({', '.join(_THINGS)})"}


def _phrases(
    data: dict[str, Any], name: str, file: str, read: Callable[[dict[str, Any]], T | None]
) -> Iterator[tuple[str, T]]:
    """The phrases of all entries of a name, with what they mean."""
    for number, entry in enumerate(data.get(name, ()), 1):
        meaning = read(entry)
        if meaning is None or not entry.get("words"):
            raise PackError(f"{file}: [[{name}]] number {number} needs words and {_NEEDS[name]}")
        for phrase in entry["words"]:
            yield spell_out(phrase, data.get("forms", {}), f"{file} [[{name}]] number {number}"), meaning


def _columns(data: dict[str, Any], file: str) -> dict[str, str]:
    """The words of ``[columns]``, each with the column it names."""
    strange = set(data.get("columns", {})) - set(_COLUMNS)
    if strange:
        raise PackError(f"{file}: [columns] has unknown columns {', '.join(sorted(strange))}")
    return {lower(word): name for name, words in data.get("columns", {}).items() for word in words}


def _words(data: dict[str, Any], file: str) -> dict[str, frozenset[str]]:
    """The word lists under ``[words]``."""
    words = {name: frozenset(values) for name, values in data.get("words", {}).items()}
    strange = set(words) - set(_LISTS)
    if strange:
        raise PackError(f"{file}: [words] has unknown lists {', '.join(sorted(strange))}")
    return words
