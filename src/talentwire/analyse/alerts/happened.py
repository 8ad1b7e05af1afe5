"""What happened to a fact, all of it; a change itself names only the weightiest."""

from collections.abc import Iterator
from typing import Final

from talentwire.analyse.alerts.wanted import When
from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.facts.fact import Fact
from talentwire.model.claims import KINDS, slots
from talentwire.model.document import digest

_OF: Final = {
    Became.NEW: When.NEW, Became.SURER: When.STATUS, Became.UNSURER: When.STATUS, Became.REVIVED: When.STATUS,
    Became.DENIED: When.DENIED, Became.FAILED: When.DENIED, Became.REVERSED: When.DENIED,
    Became.DISPUTED: When.DENIED, Became.CONTESTED: When.CONTESTED, Became.FIGURE: When.VALUE,
    Became.ENDED: When.ENDED, Became.REPLACED: When.ENDED, Became.CORRECTED: When.CORRECTED,
    Became.JOINED: When.CORRECTED, Became.SPLIT: When.CORRECTED, Became.GONE: When.RETRACTED, Became.MORE: When.MORE,
}  # fmt: skip
_LOOSE: Final = {
    kind: {"date", *(slot.name for slot in slots(KINDS[kind]) if slot.type in ("text", "date"))} for kind in KINDS
}
"""By kind the slots that are told a little otherwise all the time."""


def happened(change: Change) -> frozenset[When]:
    """All that happened to the fact of a change."""
    found = {_OF[change.became]}
    if change.after is not None and change.became is not Became.JOINED:
        found.update(_beside(change.before, change.after))
    return frozenset(found)


def _beside(before: Fact | None, after: Fact) -> Iterator[When]:
    """What a fact has come to, beside the weightiest; of a new one, what it is from the beginning."""
    if before is not None and before.status is not after.status:
        yield When.STATUS
    if _against(after) - (_against(before) if before else frozenset()):
        yield When.DENIED
    if set(after.contested) - set(before.contested if before else ()) - _LOOSE[after.kind]:
        yield When.CONTESTED
    if before is not None and ((after.ended_by and not before.ended_by) or (after.superseded_by and before.stands)):
        yield When.ENDED


def _against(fact: Fact) -> frozenset[str]:
    """Who denies a fact; its status, where it is believed no more."""
    return frozenset({one.who for one in fact.deniers} | ({str(fact.status)} if not fact.status.positive else set()))


def state(fact: Fact | None, *more: object) -> str:
    """What a fact has come to, as a digest: equal for two that tell a reader the same, in whatever order they came.

    Days, positions and other words are left out, which are told a little otherwise all the time.
    """
    if fact is None:
        return digest("gone", *map(str, more))
    held = [f"{name}={belief.value}" for name, belief in fact.slots.items() if name not in _LOOSE[fact.kind]]
    ends = [f"{bool(fact.ended_by)} {bool(fact.superseded_by)}", *sorted(_against(fact))]
    contested = sorted(set(fact.contested) - _LOOSE[fact.kind])
    return digest(fact.kind, str(fact.status), *sorted(held), "|", *ends, "|", *contested, *map(str, more))
