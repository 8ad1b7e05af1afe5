"""Where somebody has been, told by how long: "after nine years at Acme", "drei Jahre als Chefin bei Acme"."""

from talentwire.extract.text import Mention, Text

PAST = "past"
"""The trait of an organisation where somebody has been."""
_REACH = 7
"""Tokens between a period and the organisation where it was spent."""


def mark_tenures(text: Text) -> None:
    """Note of every organisation that a period was spent there."""
    for period in text.mentions:
        org = _spent_at(text, period) if period.kind == "PERIOD" else None
        if org is not None:
            org.traits.add(PAST)


def _spent_at(text: Text, period: Mention) -> Mention | None:
    """The organisation behind a period, where nothing but a position and small words stand between."""
    limit = min(period.last + _REACH, text.sentence_of(period.first).last)
    between = text.between(period.last, limit)
    org = next((m for m in between if m.kind not in ("ROLE", "GROUP", "UNIT", "REF")), None)
    roles = text.pack.roles
    if org is None or org.kind != "ORG" or org.prep not in roles.at or org.prep in roles.of:
        return None
    inside = text.lower[period.last : org.first]
    return None if any(w in ",;:()" for w in inside) else org
