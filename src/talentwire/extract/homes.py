"""Whose people are counted: "seven employees of A", "sieben A-Forscher", "40 of the 110 staff of A"."""

from talentwire.extract.references import Resolver
from talentwire.extract.text import Mention, Text

_GROUP_REACH = 6
"""Tokens between a count and the noun for those counted."""
_HOME_REACH = 5
"""Tokens between that noun and the organisation whose people they are."""


def home_of(text: Text, resolver: Resolver, count: Mention) -> Mention | None:
    """The organisation whose people a count counts, where its words say it."""
    start = _whole(text, count)
    group = next(iter(text.between(start, start + _GROUP_REACH, "GROUP", "ROLE")), None)
    if group is None:
        return None
    limit = min(group.last + _HOME_REACH, text.sentence_of(count.first).last)
    for m in text.between(start, limit, "ORG", "REF"):
        if m.kind == "ORG" and _belongs(text, m, group):
            return m
        if m.kind == "REF" and not m.value.relative and (m.first < group.first or m.prep in text.pack.roles.of):
            return resolver.org(m)
    return None


def _whole(text: Text, count: Mention) -> int:
    """The token behind a count, or behind the count of all of whom it is a part: "40 of the 110 staff"."""
    for whole in text.between(count.last, count.last + 3, "COUNT"):
        if whole.prep in text.pack.roles.of:
            return whole.last
    return count.last


def _belongs(text: Text, org: Mention, group: Mention) -> bool:
    """Whether an organisation stands to those counted as "A-Forscher", "A's engineers", "staff of A" do."""
    if org.first >= group.last:
        return org.prep in text.pack.roles.of or org.prep in text.pack.roles.at or org.first == group.last
    return org.genitive or org.prep in text.pack.roles.of or text.words[org.last : org.last + 1] == ["-"]
