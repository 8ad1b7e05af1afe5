"""Names in a text: those given or known beforehand and those that the tagger sees, one at every place.

A name recognised once is recognised everywhere in its document; the name of a mention is the fullest form that the
document gives, with damage repaired (``pooling.py``).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from talentwire.extract.legal import with_legal_form
from talentwire.extract.persons import unseen_persons, whole_persons
from talentwire.extract.pooling import pool
from talentwire.extract.support import supported
from talentwire.extract.tagger import Kind, NameTagger
from talentwire.extract.text import Mention, MentionKind, Text, tokens_of
from talentwire.extract.things import announced
from talentwire.extract.unlisted import accompanied, placed
from talentwire.lang.name_words import name_particles
from talentwire.lang.phrase_table import PhraseTable

Given = Sequence[tuple[MentionKind, str]]
"""Names known beforehand for one text, as ``(kind, name)``."""

_TAGS: dict[Kind, MentionKind] = {"PER": "PER", "ORG": "ORG", "LOC": "PLACE", "PROD": "PRODUCT"}
_LIKELY = 0.5
"""How sure the tagger must be of a name for it to count at all."""
_SURE = 0.75
"""How sure it must be for a name to stand against a known one inside it."""
_PERSON_WORDS = 4
_LABEL = 4
"""Words of a line in capitals that is a label."""


def find_names(text: Text, tagger: NameTagger | None, given: Given = ()) -> list[Mention]:
    """All names of a text, with their full forms.

    Args:
        text: the text to search, in which the known names are noted.
        tagger: the trained tagger, or None to do without.
        given: names known beforehand for this text.

    """
    known = [*text.known, *_given(text, given)]
    tagged = _tagged(text, tagger) if tagger else _by_form(text)
    mentions = supported(text, whole_persons(text, _merge(text, known, tagged)))
    mentions = with_legal_form(text, mentions)
    mentions += unseen_persons(text, tokens_of(mentions))
    mentions += accompanied(text, mentions)
    mentions += announced(text, tokens_of(mentions))
    mentions += placed(text, mentions)
    return pool(text, mentions)


def _given(text: Text, given: Given) -> list[Mention]:
    table: PhraseTable[tuple[MentionKind, str]] = PhraseTable()
    for kind, name in given:
        table.add_name(name, (kind, name))
    return [
        Mention(found.payload[0], found.first, found.last, found.payload[1], known=True, traits={"given"})
        for found in table.scan(text.lower, 0, len(text.words))
    ]


def _tagged(text: Text, tagger: NameTagger) -> list[Mention]:
    out = []
    for sentence in text.sentences:
        first, last = sentence.first, sentence.last
        for name in tagger.tag(text.text, text.starts[first:last], text.ends[first:last]):
            a, b = _trimmed(text, first + name.first_token, first + name.last_token_exclusive)
            alone = b - a == 1
            if alone and (_is_number(text, a) or _everyday(text, a, opens=a == first) or _shouted(text, first, last)):
                continue
            if name.confidence >= _LIKELY and a < b:
                out.append(Mention(_TAGS[name.kind], a, b, text.say(a, b), weak=name.confidence < _SURE))
    return out


def _is_number(text: Text, at: int) -> bool:
    """Whether a word is a number, as "Ocho" is at the head of a sentence."""
    return text.lower[at] in text.pack.words.numbers.values


def _shouted(text: Text, first: int, last: int) -> bool:
    """Whether a line is a label in capitals of several words, whose nouns look like names: "ON JASE."."""
    words = [word for word in text.words[first:last] if word[0].isalpha()]
    return 1 < len(words) <= _LABEL and all(word.isupper() for word in words)


def _everyday(text: Text, at: int, *, opens: bool) -> bool:
    """Whether one word is no name: a function word, or the first word of a sentence that opens a frame ("Lascia …")."""
    word = text.lower[at]
    return text.pack.is_common(word) or (opens and (word in text.pack.grammar.table or _no_name(text, at)))


def _no_name(text: Text, at: int) -> bool:
    """Whether the first word of a sentence is a day, an adverb or a field of work: "Lunedì", "Oggi", "Intelligenza"."""
    word, pack = text.lower[at], text.pack
    if word in pack.words.dates.weekdays or pack.cues.has("adverbs", word) or pack.cues.has("asides", word):
        return True
    if word.endswith(tuple(pack.cues.words.get("adverb_endings", ()))):
        return True
    field = pack.roles.fields.longest(text.lower, at, text.sentence_of(at).last)
    return field is not None and field.last - field.first > 1


def _trimmed(text: Text, first: int, last: int) -> tuple[int, int]:
    """The tokens of a tagged name without small words at its ends: "il capitano" Fabio Brentini, "En" Meli."""
    cues = text.pack.cues
    while first < last and (text.words[first].islower() or _leads(text, first, last)):
        if text.lower[first] in name_particles() and not cues.has("prepositions", text.lower[first]):
            break  # "van Gogh"
        first += 1
    while first < last and text.words[last - 1].islower() and text.words[last - 1].isalpha():
        last -= 1
    return first, last


def _leads(text: Text, at: int, last: int) -> bool:
    """Whether a preposition begins a sentence in front of a name: "En Meli"."""
    opens = (text.sentence_of(at).first == at or not text.words[at - 1][0].isalnum()) and last - at > 1
    return opens and text.words[at].istitle() and text.pack.cues.has("prepositions", text.lower[at])


def _by_form(text: Text) -> list[Mention]:
    """Persons by form alone, without a tagger: two to four capitalised words in a row that are no common words."""
    out, index = [], 0
    while index < len(text.words):
        run = index
        while run < len(text.words) and run - index < _PERSON_WORDS and _name_like(text, run):
            run += 1
        if run - index > 1 and text.words[run - 1][0].isupper():
            out.append(Mention("PER", index, run, text.say(index, run), weak=True))
        index = max(run, index + 1)
    return out


def _name_like(text: Text, index: int) -> bool:
    word = text.words[index]
    if word[:1].isupper() and word.isalpha() and not text.pack.is_common(text.lower[index]):
        return True
    return text.lower[index] in name_particles() and index > 0 and text.words[index - 1][:1].isupper()


class _Row:
    """Mentions that do not overlap: who comes first, stays."""

    def __init__(self) -> None:
        self.kept: list[Mention] = []
        self._taken: set[int] = set()

    def free(self, mention: Mention) -> list[int]:
        """The tokens of a mention that no other one holds."""
        return [i for i in range(mention.first, mention.last) if i not in self._taken]

    def keep(self, mentions: Iterable[Mention]) -> None:
        """Take in those of the mentions that are free altogether."""
        for mention in mentions:
            if len(self.free(mention)) == mention.last - mention.first:
                self.kept.append(mention)
                self._taken.update(range(mention.first, mention.last))


def _merge(text: Text, known: list[Mention], tagged: list[Mention]) -> list[Mention]:
    """One mention for every place: what is known wins, unless the tagger sees a longer name around it."""
    row = _Row()
    longest_first = sorted(known, key=lambda m: m.first - m.last)
    row.keep(m for m in longest_first if "given" in m.traits)
    at: dict[int, list[Mention]] = defaultdict(list)
    for mention in known:
        for token in range(mention.first, mention.last):
            at[token].append(mention)
    for mention in tagged:
        inner = list(dict.fromkeys(k for token in range(mention.first, mention.last) for k in at.get(token, ())))
        if mention.kind in ("PER", "ORG") and not mention.weak and _swallows(text, mention, inner):
            row.keep([mention])
    row.keep(longest_first)
    for mention in tagged:
        free = row.free(mention)
        rest = mention.kind == "PER" and len(free) > 1 and free[-1] - free[0] == len(free) - 1
        if rest and len(free) < mention.last - mention.first:  # the rest of a name that a known one cuts into
            mention = Mention("PER", free[0], free[-1] + 1, text.say(free[0], free[-1] + 1), weak=True)
        row.keep([mention])
    return row.kept


def _swallows(text: Text, tagged: Mention, inner: list[Mention]) -> bool:
    """Whether a tagged name is longer than all known ones inside it and made of name words alone."""
    if not inner or any(k.first < tagged.first or k.last > tagged.last for k in inner):
        return False
    length = tagged.last - tagged.first
    if any(k.last - k.first >= length or (not k.weak and tagged.kind != k.kind) for k in inner):
        return False
    outside = set(range(tagged.first, tagged.last)) - tokens_of(inner)
    return bool(outside) and all(
        text.words[i][:1].isupper() or text.words[i] in "-&" or text.lower[i] in name_particles() for i in outside
    )
