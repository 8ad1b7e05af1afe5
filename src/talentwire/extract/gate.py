"""Whether a text is about our field at all: sport has transfers, fees and contracts too."""

from collections.abc import Iterable

from talentwire.extract.text import Mention, Text

COUNTED_NAMES = frozenset({"ORG", "PRODUCT", "FACILITY", "ACCELERATOR"})
"""Kinds of known names that speak for our field."""
_FEW = 2
"""Words of other fields that any text may have."""


def about_our_field(text: Text, known: Iterable[Mention] | None = None) -> bool:
    """Whether words of the field and known names outweigh words of other fields.

    Args:
        text: the text.
        known: names found in the knowledge alone, for asking before all mentions are set: they are at least as many as
            remain then, so that what fails now would fail later, after much more work.

    """
    field = elsewhere = 0
    for found in text.pack.cues.gate.scan(text.lower, 0, len(text.lower)):
        if found.payload:
            field += 1
        else:
            elsewhere += 1
    names = text.mentions if known is None else known
    field += sum(m.known and m.kind in COUNTED_NAMES and not m.weak for m in names)
    if not text.document.text.strip():
        return False
    return field > elsewhere if elsewhere > _FEW else field > 0 or not elsewhere
