"""Namesakes: whether a name in one document means another person than the same name elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Feature, Judgement, Node, Verdict

RULE: Final = "rule:namesake 1"


@dataclass(frozen=True, slots=True)
class Context:
    """What one document says of a person.

    Attributes:
        document: its digest.
        day: its date as an ISO prefix; empty where unknown.
        employers: keys of the organisations that the person works for, leaves, joins or has left.
        roles: the person's positions, as the document writes them.

    """

    document: str
    day: str = ""
    employers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


def namesake(node: Node, here: Context, there: Sequence[Context], atlas: Atlas) -> Verdict | None:
    """The verdict on a name in a document and the name elsewhere; None unless something contradicts."""
    others = [context for context in there if context.document != here.document and context.employers]
    if not here.employers or not others or any(_connected(here, context, atlas) for context in others):
        return None
    before = [context for context in others if context.day and here.day and context.day <= here.day]
    after = [context for context in others if context.day and here.day and context.day >= here.day]
    both = frozenset[str]().union(*(c.employers for c in before)) & frozenset[str]().union(
        *(c.employers for c in after)
    )
    if not both:
        return None
    where, elsewhere = (", ".join(sorted(orgs)) for orgs in (here.employers, both))
    sentence = f"Here the person is with {where}; before and after, the name stands with {elsewhere}."
    reason = Feature("employer", -0.5, sentence)
    return Verdict(node.name, node, Judgement.UNSURE, RULE, 0.5, (reason,))


def _connected(a: Context, b: Context, atlas: Atlas) -> bool:
    """Whether the two have an employer in common, or employers of one house."""
    return bool(_houses(a, atlas) & _houses(b, atlas))


def _houses(context: Context, atlas: Atlas) -> frozenset[str]:
    names = set(context.employers)
    for key in context.employers:
        if org := atlas.org(key):
            names |= {org.name, *atlas.parents(org.name)}
    return frozenset(names)
