"""The names that the knowledge files have, found in a text in all their forms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from talentwire.extract.text import Mention, MentionKind, Text
from talentwire.knowledge.atlas import Atlas, Surface
from talentwire.knowledge.records import Kind
from talentwire.lang.phrase_table import Found, PhraseTable

KIND_OF: dict[Kind, MentionKind] = {
    "organisation": "ORG",
    "product": "PRODUCT",
    "facility": "FACILITY",
    "place": "PLACE",
    "accelerator": "ACCELERATOR",
}
_RANK: dict[MentionKind, int] = {"ORG": 4, "PER": 3, "ACCELERATOR": 3, "PRODUCT": 2, "FACILITY": 2, "PLACE": 0}
"""Which kind of name wins where one form has several."""

WEAK_FORMS = ("garbled", "adjective", "nickname")
_VERSION = re.compile(r"[A-Za-z]?\d+(?:\.\d+)?[A-Za-z]{0,3}|[IVX]{1,4}")
_VERSION_WORDS = 4
_SHORT_FORM = 3
_GENITIVE_WORDS = 3
_LONG_FORM = 5
"""Forms of more letters count as names even without the capital that only the knowledge file leaves out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the gazetteer holds for one form of a name."""

    kind: MentionKind
    surface: Surface


class Gazetteer:
    """The forms of every known name, found in a row of tokens."""

    def __init__(self, atlas: Atlas) -> None:
        """Take in all forms of the atlas."""
        self.atlas = atlas
        self.table: PhraseTable[Entry] = PhraseTable()
        for kind, mention in KIND_OF.items():
            for surface in atlas.surfaces(kind).values():
                self.table.add_name(surface.form, Entry(mention, surface))
        for person in sorted(atlas.people):
            self.table.add_name(person, Entry("PER", Surface(person, person, "organisation", "name")))

    def scan(self, text: Text) -> Iterator[Mention]:
        """The known names of a text, longest first at every place."""
        index = 0
        for sentence in text.sentences:
            index = max(index, sentence.first)
            while index < sentence.last:
                found = self._at(text, index, sentence.last)
                if found:
                    yield found
                index = found.last if found else index + 1

    def _at(self, text: Text, index: int, limit: int) -> Mention | None:
        candidates = [f for f in self.table.at(text.lower, index, limit) if _case_fits(text, f)]
        if candidates:
            best = max(candidates, key=lambda f: (f.last - f.first, _RANK.get(f.payload.kind, 0)))
            return _mention(text, best)
        return self._genitive(text, index)

    def _genitive(self, text: Text, index: int) -> Mention | None:
        """A name with the ending of a genitive: "Metas", "Dario Amodeis"."""
        for size in range(1, _GENITIVE_WORDS + 1):
            last = index + size
            if last > len(text.words) or not text.words[last - 1][0].isupper():
                return None
            word = text.lower[last - 1]
            bare = text.pack.cues.without_genitive(word)
            if len(bare) < _SHORT_FORM:
                continue
            found = self.table.longest([*text.lower[index : last - 1], bare], 0, size)
            if found is not None and found.last == size and self._may_own(text, found.payload, index):
                return _mention(text, replace(found, first=index, last=last), ending=len(word) - len(bare))
        return None

    def _may_own(self, text: Text, entry: Entry, index: int) -> bool:
        """Whether a name takes the ending of a genitive here, and is with it no noun ("Metas", "der Chips")."""
        if entry.kind not in ("ORG", "PLACE", "PER"):
            return False
        before = text.lower[index - 1] if index else ""
        noun = not text.pack.words.numbers.nouns_capitalised or text.pack.cues.has("articles", before)
        return not (entry.surface.ambiguous and noun)


def _mention(text: Text, found: Found[Entry], ending: int = 0) -> Mention:
    """The mention of a known name; ``ending`` counts the letters that a genitive adds to it."""
    entry = found.payload
    last = _with_version(text, found.last) if entry.kind == "PRODUCT" else found.last
    said = text.say(found.first, last)
    name = said[: len(said) - ending]
    mention = Mention(entry.kind, found.first, last, name, value=entry.surface.name, genitive=ending > 0, known=True)
    mention.weak = entry.surface.ambiguous or entry.surface.how in WEAK_FORMS
    mention.traits.add(entry.surface.how)
    return mention


def _case_fits(text: Text, found: Found[Entry]) -> bool:
    """Whether the words are written as a name: as the form is, with a capital, or all in capitals."""
    form, said = found.payload.surface.form, text.say(found.first, found.last)
    if said == form:
        return not text.pack.is_common(said)  # "du" is a company, and an article
    if len(form) <= _SHORT_FORM:
        return False
    small = form[:1].islower() and found.payload.surface.how != "nickname" and len(form) > _LONG_FORM
    return said[:1].isupper() or small


def _with_version(text: Text, last: int) -> int:
    """Extend a product's name over its version: GPT-5, Llama 4 Behemoth, Claude 3.5 Sonnet."""
    rest = text.words[last : last + 2]
    if len(rest) > 1 and rest[0] == "-" and _VERSION.fullmatch(rest[1]):
        end = last + 2
    elif rest and rest[0][0].isdigit() and _VERSION.fullmatch(rest[0]):
        end = last + 1
    else:
        return last
    while end - last <= _VERSION_WORDS and end < len(text.words) and _names_version(text, end):
        end += 1
    return end


def _names_version(text: Text, at: int) -> bool:
    """Whether a word belongs to the name of a version, as "Behemoth" does and a title does not."""
    word = text.words[at]
    beside = text.starts[at] - text.ends[at - 1] <= 1
    title = text.lower[at] in text.pack.roles.titles
    return word[:1].isupper() and word.isalpha() and beside and not title and len(word) >= _SHORT_FORM
