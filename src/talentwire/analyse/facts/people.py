"""When claims about people are about the same thing: a move, a group's move, a position."""

from typing import Final

from talentwire.analyse.facts.cluster import Cluster, Rules
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.values import near_number, same_text

_ORGS: Final = ("from_org", "to_org")
_ROLE_CHANGE: Final = 30
"""Days after which another role in the same house is another move, not another word for it."""


def _org_keys(reading: Reading) -> tuple[str, ...]:
    keys = {i for slot in _ORGS for i in reading.wide.get(slot, ())}
    return tuple(sorted(keys)) or ("",)


def _whole_move(reading: Reading) -> int:
    return 2 - sum(1 for slot in _ORGS if reading.ids.get(slot))


def _parties(cluster: Cluster, reading: Reading) -> bool:
    """Whether a claim goes the same way: no organisation contradicts, and one is shared where any is named."""
    agreed = [cluster.names(slot, reading) for slot in _ORGS]
    if False in agreed:
        return False
    return True in agreed or not (reading.ids.keys() | cluster.ids.keys()) & set(_ORGS)


def _roles(cluster: Cluster, reading: Reading) -> bool:
    """Whether nothing is said of another role."""
    return all(cluster.says(slot, reading.get(slot), same_text) is not False for slot in ("from_role", "to_role"))


def _part_of_talk(cluster: Cluster, reading: Reading) -> bool:
    """Whether a firm claim that says only a part would be taken for more: an exit is no arrival.

    Somebody who left did so even if it came to nothing with the new place.
    """
    lacks = any(cluster.ids.get(slot) and not reading.ids.get(slot) for slot in _ORGS)
    fell_through = cluster.failed is not None and not cluster.final
    return lacks and reading.firm and (fell_through or not cluster.firm)


def _move(cluster: Cluster, reading: Reading) -> float | None:
    if reading.get("seat") != cluster.readings[0].get("seat") or not _parties(cluster, reading):
        return None
    gap = cluster.gap(reading)
    if gap > DAYS["move"] or (gap > _ROLE_CHANGE and not _roles(cluster, reading)) or _part_of_talk(cluster, reading):
        return None
    if is_inner(reading) != is_inner(cluster.readings[0]) and not _roles(cluster, reading):
        return None
    return float(gap)


def is_inner(reading: Reading) -> bool:
    """Whether the move stays in one house."""
    left, right = reading.wide.get("from_org"), reading.wide.get("to_org")
    return bool(left and right and not left.isdisjoint(reading.ids["to_org"]))


def _group(cluster: Cluster, reading: Reading) -> float | None:
    if not _parties(cluster, reading):
        return None
    if cluster.says("headcount", reading.get("headcount"), near_number) is False:
        return None
    gap = cluster.gap(reading)
    return float(gap) if gap <= DAYS["group"] else None


def _position_keys(reading: Reading) -> tuple[str, ...]:
    return tuple(sorted(reading.wide.get("org", ()))) or ("",)


def _position(cluster: Cluster, reading: Reading) -> float | None:
    if cluster.names("org", reading) is False:
        return None
    same = cluster.says("role", reading.get("role"), same_text)
    if same is False:
        return None
    return (0.0 if same else 0.5) + min(cluster.gap(reading), 10**5) / 10**6


MOVES: Final = Rules(_org_keys, _whole_move, _move)
GROUPS: Final = Rules(_org_keys, _whole_move, _group)
POSITIONS: Final = Rules(_position_keys, lambda r: int(r.get("role") is None), _position)
