"""Namesakes: whether a name in one document means another person than the same name elsewhere.

Only what contradicts counts: a profession between which people do not change, or another employer at a time when the
name stands with the first before and after. That somebody has changed jobs says nothing; it is what the news is about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from talentwire.knowledge.atlas import Atlas
from talentwire.lang.professions import are_far, profession
from talentwire.model.entities import Feature, Judgement, Node, Verdict

RULE: Final = "rule:namesake 1"
_AROUND: Final = 180
"""Days within which the name must stand with one employer before and after another, to be two people's."""
_SPELL: Final = 3 * 365
"""Days after which a person may have another profession altogether."""


@dataclass(frozen=True, slots=True)
class Context:
    """What one document says of a person.

    Attributes:
        document: its digest.
        day: its date as an ISO prefix; empty where unknown.
        employers: keys of the organisations that the person works for, leaves, joins or has left.
        roles: the person's positions, as the document writes them, in English.

    """

    document: str
    day: str = ""
    employers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of profession that the positions belong to."""
        return frozenset[str]().union(*(profession(role).kinds for role in self.roles))

    @property
    def beside(self) -> bool:
        """Whether every position is one that a person may have beside another."""
        return bool(self.roles) and all(profession(role).beside for role in self.roles)


def namesake(node: Node, here: Context, there: Sequence[Context], atlas: Atlas) -> Verdict | None:
    """The verdict on a name in a document and the name elsewhere; None unless something contradicts."""
    others = [context for context in there if context.document != here.document]
    if any(_houses(here, atlas) & _houses(context, atlas) for context in others):
        return None
    reasons = [reason for reason in (_by_profession(here, others), _by_employer(here, others)) if reason]
    if not reasons:
        return None
    certain = bool(here.employers) and any(reason.value <= _CERTAIN for reason in reasons)
    judgement = Judgement.DIFFERENT if certain else Judgement.UNSURE
    score = round(max(0.0, 1 + sum(reason.value for reason in reasons)), 2)
    return Verdict(node.name, node, judgement, RULE, score, tuple(reasons))


_CERTAIN: Final = -0.9


def may_be_namesake(here: Context, there: Sequence[Context]) -> bool:
    """Whether ``namesake`` may give a verdict, before it is known which employers are one; no is certain."""
    others = [context for context in there if context.document != here.document]
    if any(here.employers & context.employers for context in others):
        return False
    return _by_profession(here, others) is not None or all(map(_employers, _on_each_side(here, others)))


def _by_profession(here: Context, others: Iterable[Context]) -> Feature | None:
    """Whether the profession is another than in all other documents that tell one."""
    near = [context for context in others if context.kinds and _apart(here, context) <= _SPELL]
    if not here.kinds or not near or any(here.kinds & context.kinds for context in near):
        return None
    elsewhere = frozenset[str]().union(*(context.roles for context in near))
    far = all(are_far(here.kinds, context.kinds) and context.employers for context in near)
    said = f"Here the person is {_listed(here.roles)}; elsewhere the name is that of {_listed(elsewhere)}."
    return Feature("profession", -0.9 if far else -0.5, said)


def _by_employer(here: Context, others: Iterable[Context]) -> Feature | None:
    """Whether the name stands with one employer before and after this document, which has another."""
    before, after = map(_employers, _on_each_side(here, others))
    if not before & after:
        return None
    said = f"Here the person is with {_listed(here.employers)}; before and after, with {_listed(before & after)}."
    return Feature("employer", -0.5, said)


def _on_each_side(here: Context, others: Iterable[Context]) -> tuple[list[Context], list[Context]]:
    """The documents shortly before this one and shortly after it, where they may tell another employer."""
    if not here.employers or here.beside or not here.day:
        return [], []
    near = [context for context in others if context.day and not context.beside and _apart(here, context) <= _AROUND]
    return [one for one in near if one.day <= here.day], [one for one in near if one.day >= here.day]


def _employers(contexts: Iterable[Context]) -> frozenset[str]:
    return frozenset[str]().union(*(context.employers for context in contexts))


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _apart(a: Context, b: Context) -> int:
    """Days between two documents; 0 where one has no date."""
    days = _ordinal(a.day), _ordinal(b.day)
    return abs(days[0] - days[1]) if all(days) else 0


def _ordinal(day: str) -> int:
    """The number of the day, of the middle of a month or year; 0 where there is none."""
    parts = day.split("-")
    try:
        return date(*(int(part) for part in (*parts, *("7", "15")[len(parts) - 1 :]))).toordinal()
    except (ValueError, TypeError):
        return 0


def _houses(context: Context, atlas: Atlas) -> frozenset[str]:
    """The employers, and what they belong to."""
    names = set(context.employers)
    for key in context.employers:
        if org := atlas.org(key):
            names |= {org.name, *atlas.parents(org.name)}
    return frozenset(names)
