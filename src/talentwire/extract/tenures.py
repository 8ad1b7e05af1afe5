"""Where somebody has been until now, and so does not go.

It is told by how long ("after nine years at Acme") or beside the name ("Anna Berg, derzeit Leiterin Controlling bei
Acme", "most recently at Acme").
"""

from talentwire.extract.text import Mention, Text

PAST = "past"
"""The trait of an organisation where somebody has been."""
_REACH = 7
"""Tokens between a period and the organisation where it was spent."""
_OPENING = 3
"""Tokens behind a name in which "until now" stands."""
_ASIDE = 10
"""Tokens behind it in which the organisation stands."""


def mark_tenures(text: Text) -> None:
    """Note of every organisation that a period was spent there."""
    for period in text.mentions:
        org = _spent_at(text, period) if period.kind == "PERIOD" else None
        if org is not None:
            org.traits.add(PAST)
    for person in text.mentions:
        org = _until_now(text, person) if person.kind == "PER" else None
        if org is not None:
            org.traits.add(PAST)
            org.owner = org.owner or person


def _until_now(text: Text, person: Mention) -> Mention | None:
    """The organisation beside a name where its bearer is said to be still, or to have been so far."""
    end, cues = text.sentence_of(person.first).last, text.pack.cues
    if person.last >= end or text.words[person.last] not in ",(–—":
        return None
    start = person.last + 1
    opens = text.lower[start : min(start + _OPENING, end)]
    if not any(cues.has("former", word) or cues.has("stills", word) for word in opens):
        return None
    limit = next((i for i in range(start, min(start + _ASIDE, end)) if text.words[i] in ",;()–—"), start + _ASIDE)
    org = next(iter(text.between(start, min(limit, end), "ORG")), None)
    return org if org is not None and not org.genitive else None


def _spent_at(text: Text, period: Mention) -> Mention | None:
    """The organisation behind a period, where nothing but a position and small words stand between."""
    limit = min(period.last + _REACH, text.sentence_of(period.first).last)
    between = text.between(period.last, limit)
    org = next((m for m in between if m.kind not in ("ROLE", "GROUP", "UNIT", "REF")), None)
    if org is None or org.kind != "ORG" or not _where(text, org.prep):
        return None
    inside = text.lower[period.last : org.first]
    return None if any(w in ",;:()" for w in inside) else org


def _where(text: Text, prep: str | None) -> bool:
    """Whether a preposition behind a period tells where it was spent, and not of what it is the age."""
    roles = text.pack.roles
    return prep is not None and (text.pack.cues.has("spent", prep) or (prep in roles.at and prep not in roles.of))
