"""Adverbials that may stand between the words of a trigger: "moved *in May* to Acme", "fichó *ayer* por Acme"."""

from talentwire.extract.text import Text

_FRONT = 3
"""Tokens in front of a date that belong to it: "at the end of", "el pasado"."""


def asides_of(text: Text) -> dict[int, int]:
    """The token behind every adverbial, by its first token: dates with what governs them, and adverbs of the pack."""
    cues = text.pack.cues
    asides = {at: at + 1 for at, word in enumerate(text.lower) if cues.has("asides", word)}
    for date in text.mentions:
        if date.kind != "DATE":
            continue
        asides[date.first] = date.last
        floor = max(text.sentence_of(date.first).first, date.first - _FRONT)
        for at in range(date.first - 1, floor - 1, -1):
            if not (cues.has("prepositions", text.lower[at]) or cues.has("articles", text.lower[at])):
                break
            asides[at] = date.last
    return asides
