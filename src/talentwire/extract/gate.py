"""Whether a text is about our field at all: sport has transfers, fees and contracts too."""

from talentwire.extract.text import Text

_KNOWN = frozenset({"ORG", "PRODUCT", "FACILITY", "ACCELERATOR"})


def about_our_field(text: Text) -> bool:
    """Whether words of the field and known names outweigh words of other fields."""
    field = elsewhere = 0
    for found in text.pack.cues.gate.scan(text.lower, 0, len(text.lower)):
        if found.payload:
            field += 1
        else:
            elsewhere += 1
    known = sum(m.known and m.kind in _KNOWN and not m.weak for m in text.mentions)
    if not text.document.text.strip():
        return False
    return field + known > elsewhere if elsewhere > 2 else field + known > 0 or not elsewhere
