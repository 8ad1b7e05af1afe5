"""Triggers: phrases that open a frame, and where the frame finds its slots.

``data/<lang>/triggers.toml`` is a list of ``[[trigger]]``. ``words`` are phrases (see ``phrase_table.py``); ``slots``
says for each slot, in order of preference, where it stands: ``subject``, ``front`` (only before it),
``object``, ``possessor`` ("Metas Kauf von X", "le départ de X"), ``compound`` ("the Meta deal"),
``left``, ``right``, ``near``, ``beside`` (right in front or behind), ``inside`` (among the trigger's own words), or
a preposition. ``set`` fills slots outright, ``needs`` names slots without which nothing is said
(``to_org|from_org``: one of them). ``same`` says that what it does not name is as in the move before
("did the same"). ``mute`` says that the phrase says nothing: it only keeps shorter ones from being read ("gibt
… bekannt" is no giving), and has neither kind nor slots. A place that ``[forms]`` lists ("di") stands for all its
forms. ``says`` are sentences it must read, ``not`` sentences it must leave alone, written with
their names marked: ``[person]``, ``{organisation}``, ``<product>``.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from talentwire.errors import BadValueError, PackError
from talentwire.lang.phrase_table import PhraseTable, spell_out
from talentwire.lang.shapes import LISTS, TEXTS, Shape, check
from talentwire.model.claims import KINDS, Claim, Status, slots

SIGN = "#"
"""What a sign for a number begins with: ``#staff`` ("120 engineers"), ``#chips``, ``#``, ``#%``, ``#mw``, ``#$``."""
_KEYS = {"id", "kind", "words", "slots", "set", "needs", "status", "says", "not", "passive", "noun", "same", "mute"}
_SHAPE: Final[Shape] = {
    "forms": LISTS,
    "trigger": [
        {
            "id": str, "kind": str, "words": TEXTS, "slots": LISTS, "set": {}, "needs": TEXTS, "status": str,
            "says": TEXTS, "not": TEXTS, "passive": bool, "noun": bool, "same": bool, "mute": bool,
        }
    ],
}  # fmt: skip
_MUTE = {"id", "words", "mute", "says", "not"}


@dataclass(frozen=True)
class Trigger:
    """A phrase that opens a frame.

    Attributes:
        id: its name, unique in its file.
        kind: the kind of claim it opens.
        slots: where each slot is looked for, in order of preference.
        fixed: slots it fills outright.
        needs: slots without which it says nothing; of several with ``|`` between, one is enough.
        status: the status it brings; None leaves it to the cues.
        passive: whether a passive turns object into subject and subject into agent.
        noun: whether it is a noun ("Wechsel"), whose arguments follow it.
        same: whether what it does not name is as in the move before ("did the same").
        mute: whether it says nothing and keeps shorter phrases from being read; it has no kind then.
        says: examples with what must be read from them.
        silent: examples from which nothing may be read.
        where: file and line.

    """

    id: str
    kind: str
    words: tuple[str, ...]
    slots: dict[str, tuple[str, ...]]
    fixed: dict[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    status: Status | None = None
    passive: bool = False
    noun: bool = False
    same: bool = False
    mute: bool = False
    says: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    where: str = ""

    def __hash__(self) -> int:
        return hash(self.where or self.id)


def _named(entry: dict[str, Any]) -> set[str]:
    return {slot for need in entry.get("needs", ()) for slot in need.split("|")}


def _line_of(source: str, identifier: str) -> int:
    at = source.find(f'id = "{identifier}"')
    return source.count("\n", 0, at) + 1 if at >= 0 else 0


def _trigger(entry: dict[str, Any], file: str, source: str, forms: dict[str, list[str]]) -> Trigger:
    name = str(entry.get("id", "?"))
    where = f"{file}:{_line_of(source, name)}"
    strange = set(entry) - _KEYS
    if strange:
        raise PackError(f"{where}: trigger {name} has unknown keys {', '.join(sorted(strange))}")
    if entry.get("mute"):
        return _mute(entry, name, where, forms)
    if entry.get("kind") not in KINDS or not entry.get("words"):
        raise PackError(f"{where}: trigger {name} needs a kind of claim and words")
    known = {slot.name for slot in slots(KINDS[entry["kind"]])} | {"date"}
    wrong = (set(entry.get("slots", {})) | set(entry.get("set", {})) | _named(entry)) - known
    if wrong:
        raise PackError(f"{where}: a {entry['kind']} has no slot {', '.join(sorted(wrong))} (trigger {name})")
    if not entry.get("says"):
        raise PackError(f"{where}: trigger {name} has no says, its own test")
    try:
        Claim.from_json({"type": entry["kind"], "status": entry.get("status"), **entry.get("set", {})})
    except BadValueError as error:
        raise PackError(f"{where}: trigger {name} sets what cannot be: {error}") from None
    return Trigger(
        id=name,
        kind=entry["kind"],
        words=tuple(spell_out(phrase, forms, where) for phrase in entry["words"]),
        slots={
            k: tuple(f for place in v for f in forms.get(place, (place,))) for k, v in entry.get("slots", {}).items()
        },
        fixed=dict(entry.get("set", {})),
        needs=tuple(entry.get("needs", ())),
        status=Status(entry["status"]) if "status" in entry else None,
        passive=bool(entry.get("passive", False)),
        noun=bool(entry.get("noun", False)),
        same=bool(entry.get("same", False)),
        says=tuple(entry["says"]),
        silent=tuple(entry.get("not", ())),
        where=where,
    )


def _mute(entry: dict[str, Any], name: str, where: str, forms: dict[str, list[str]]) -> Trigger:
    strange = set(entry) - _MUTE
    if strange:
        raise PackError(f"{where}: trigger {name} is mute and can have no {', '.join(sorted(strange))}")
    if not entry.get("words") or not entry.get("not"):
        raise PackError(f"{where}: trigger {name} is mute and needs words, and a not, its own test")
    words = tuple(spell_out(phrase, forms, where) for phrase in entry["words"])
    says, silent = tuple(entry.get("says", ())), tuple(entry["not"])
    return Trigger(name, "", words, {}, mute=True, says=says, silent=silent, where=where)


@dataclass(frozen=True)
class Grammar:
    """All triggers of a language, with a table to find them by words, and one for phrases with signs for numbers."""

    triggers: tuple[Trigger, ...]
    table: PhraseTable[Trigger]
    counting: PhraseTable[Trigger]


def load_grammar(data: dict[str, Any], file: str, source: str) -> Grammar:
    """Check and type the content of a ``triggers.toml``; ``source`` is its text, for line numbers.

    Raises:
        PackError: naming the file, the line and the entry that breaks the rules.

    """
    check(data, _SHAPE, file)
    forms = data.get("forms", {})
    triggers = tuple(_trigger(entry, file, source, forms) for entry in data.get("trigger", ()))
    names = [t.id for t in triggers]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise PackError(f"{file}: two triggers are called {', '.join(sorted(twice))}")
    table: PhraseTable[Trigger] = PhraseTable()
    counting: PhraseTable[Trigger] = PhraseTable()
    for trigger in triggers:
        for phrase in trigger.words:
            (counting if SIGN in phrase else table).add(phrase, trigger)
    return Grammar(triggers, table, counting)
