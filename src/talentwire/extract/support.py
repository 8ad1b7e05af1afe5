"""Known names that are everyday words too ("Together", "Nous") count only where the document supports them."""

from collections import Counter

from talentwire.extract.text import Mention, Text
from talentwire.extract.vocabulary import known_words

_TELLING = 3
"""Any word may begin a sentence; one of more letters than this that is a company's own name is taken for it."""


def supported(text: Text, mentions: list[Mention]) -> list[Mention]:
    """The mentions without doubtful known forms that nothing else in the document supports."""
    sure = {m.value for m in mentions if m.known and not m.weak}
    counts = Counter(m.value for m in mentions if m.known and m.weak)
    damaged = any("garbled" in m.traits and not _is_word(text, m) for m in mentions)
    out = []
    for mention in mentions:
        doubtful = mention.known and mention.weak and mention.value not in sure and mention.kind != "PLACE"
        expected = damaged and "garbled" in mention.traits
        if doubtful and not expected and not _context_supports(text, mention, counts[mention.value]):
            continue
        mention.weak = mention.weak and not mention.known
        out.append(mention)
    return out


def _is_word(text: Text, mention: Mention) -> bool:
    """Whether a name of one word is also an everyday word of the language."""
    words = known_words(text.pack.lang)
    single = mention.last - mention.first == 1
    return single and words is not None and words.is_word(text.lower[mention.first])


def _context_supports(text: Text, mention: Mention, times: int) -> bool:
    if "nickname" in mention.traits:
        return True
    single = mention.last - mention.first == 1
    if single and text.pack.is_common(text.lower[mention.first]) and len(mention.name) > 1:
        return False  # "Nous", "Free"
    common = _is_word(text, mention)
    if "garbled" in mention.traits:
        return single and not common
    return not common or times > 1 or _named_beside(text, mention) or _named_itself(text, mention)


def _named_beside(text: Text, mention: Mention) -> bool:
    """Whether the words around are such as stand beside names: "at Together", "Together-Chef"."""
    before = text.lower[mention.first - 1] if mention.first else ""
    after = text.lower[mention.last] if mention.last < len(text.words) else ""
    return mention.genitive or before in text.pack.roles.at or after == "-" or text.pack.cues.has("genitives", after)


def _named_itself(text: Text, mention: Mention) -> bool:
    """Whether it is a company's own name, or the first word of it, and no word with a capital by its place alone."""
    initial = text.sentence_of(mention.first).first == mention.first
    own = "name" in mention.traits or str(mention.value).startswith(mention.name + " ")
    return mention.kind == "ORG" and own and (not initial or len(mention.name) > _TELLING)
