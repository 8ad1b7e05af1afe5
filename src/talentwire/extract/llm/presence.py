"""Whether a name that a model gives stands in the document: as written, inflected, damaged, or under a known alias."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final

from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Organisation, Record
from talentwire.lang.folding import romanise, split_legal
from talentwire.model.claims import SlotType
from talentwire.model.document import Document

_STEM: Final = 4
"""Letters that an inflected form shares with its name, at least; shorter words do not inflect here."""
_ENDING: Final = 3
"""Letters that an ending may have; behind a stem that is the whole of a short name, one: "Metas", and not "Metall"."""
_LONG: Final = 7
"""Letters from which on a word may also be misspelt or mistranslated: "Inflexion" for "Inflection"."""
_LIKENESS: Final = 0.84
_BETWEEN: Final = 3
"""Words that may stand between two words of a name: "Lucas und Anna Beyer"."""
_GLUED: Final = 6
"""Letters from which on a name is also found inside other words, as typesetting damage leaves it."""

Lookup = Callable[[str], Record | None]


class Presence:
    """The names of one document."""

    def __init__(self, document: Document, atlas: Atlas) -> None:
        """Lay out the words of the original and of the repaired text."""
        self._atlas = atlas
        self._lookups: dict[SlotType, Lookup] = {
            "org": atlas.org,
            "party": atlas.org,
            "facility": atlas.facility,
            "product": atlas.product,
        }
        texts = [document.text, *([document.reading.text] if document.edits else [])]
        self._words = [word for text in texts for part in text.split() for word in romanise(part).split()]
        self._glued = "".join(self._words)
        self._at: dict[str, list[int]] = {}
        for place, word in enumerate(self._words):
            self._at.setdefault(word, []).append(place)
        self._stems: dict[str, list[str]] = {}
        for word in self._at:
            self._stems.setdefault(word[:_STEM], []).append(word)
        self._known: dict[tuple[str, SlotType], str | None] = {}

    def form(self, name: str, kind: SlotType) -> str | None:
        """The name as the document supports it; None where it does not.

        A person may have first and last name in different places. Of a known person, a part of the name is enough;
        another name, of which the document has only the last part, is cut to that part.
        """
        asked = (name, kind)
        if asked not in self._known:
            self._known[asked] = self._form(name, kind)
        return self._known[asked]

    def is_known(self, name: str, kind: SlotType) -> bool:
        """Whether the knowledge files have the name, so that it may be implied."""
        lookup = self._lookups.get(kind)
        return (lookup is not None and lookup(name) is not None) or (
            kind in ("person", "party") and name in self._atlas.people
        )

    def canonical(self, name: str, kind: SlotType) -> str:
        """What is the same for all forms of a name."""
        lookup = self._lookups.get(kind)
        record = lookup(name) if lookup else None
        if record:
            return record.name
        return split_legal(name).core if kind in ("org", "party") else romanise(name)

    def _form(self, name: str, kind: SlotType) -> str | None:
        if self.stands(name) or any(self.stands(other) for other in self._aliases(name, kind)):
            return name
        if kind not in ("person", "party"):
            return None
        words = name.split()
        standing = [len(word) >= _STEM and self.stands(word) for word in words]
        if all(standing) or (any(standing) and name in self._atlas.people):
            return name
        tails = (" ".join(words[first:]) for first in range(1, len(words)))
        return next((tail for tail in tails if len(tail) > 2 and self.stands(tail)), None)

    def _aliases(self, name: str, kind: SlotType) -> Iterator[str]:
        if kind in ("org", "party"):
            yield split_legal(name).core
        lookup = self._lookups.get(kind)
        record = lookup(name) if lookup else None
        if record:
            yield from (record.name, *record.aliases, *record.garbled)
            if isinstance(record, Organisation):
                yield from record.nicknames

    def stands(self, name: str) -> bool:
        """Whether the words of a name stand together in the document, in any order and with any endings."""
        words = romanise(name).split()
        if not words:
            return False
        glued = "".join(words)
        if len(glued) >= _GLUED and glued in self._glued:
            return True
        places = [self._places(word) for word in words]
        return all(places) and _together(places)

    def _places(self, word: str) -> list[int]:
        """Where a word stands, with any ending."""
        if len(word) < _STEM:
            return self._at.get(word, [])
        forms = [form for form in self._stems.get(word[:_STEM], ()) if _inflected(word, form)]
        return sorted(place for form in forms for place in self._at[form])


def _inflected(word: str, form: str) -> bool:
    if form == word:
        return True
    if abs(len(form) - len(word)) > (_ENDING if len(word) > _STEM else 1):
        return False
    shared = max(_STEM, len(word) - 2)
    return form[:shared] == word[:shared] or (
        len(word) >= _LONG and SequenceMatcher(None, word, form).ratio() >= _LIKENESS
    )


def _together(places: list[list[int]]) -> bool:
    """Whether there is a place for each word so that they stand close, in order or the last one first."""
    if len(places) == 1:
        return True
    return any(_in_a_row(order) for order in (places, [places[-1], *places[:-1]]))


def _in_a_row(places: list[list[int]]) -> bool:
    reached = set(places[0])
    for _, following in pairwise(places):
        reached = {place for place in following if any(place - gap in reached for gap in range(1, _BETWEEN + 2))}
        if not reached:
            return False
    return True
