"""Every sum and count serves one frame: a valuation is no amount, and the nearest trigger wins."""

from talentwire.extract.frames import Frame
from talentwire.extract.rivals import outdo

_SUMS = ("amount", "capex", "valuation")
_TO_SETTLE = ("amount", "capex")
_NOTHING_ELSE = ("pay", "compute")
"""Kinds that say nothing without their sum."""
_FAR = 9.0


def settle(frames: list[Frame]) -> list[Frame]:
    """Take sums and counts from frames that they do not belong to; frames that say nothing without are left out.

    People who move, come or go are no statement on the size of a staff, and one or two who come or go are none at all.
    """
    valued = {id(m) for f in frames for m in f.slots.get("valuation", ())}
    movers = {id(m) for f in frames if f.trigger.kind == "move" for m in f.slots.get("headcount", ())}
    changing = {at for f in frames if _change(f) in ("cut", "grow") for at in _ids(f, "count")}
    owners = _owners(frames)
    counting = [f for f in frames if f.trigger.kind != "workforce" or not _ids(f, "count") & movers]
    counting = [f for f in counting if _change(f) != "size" or not _ids(f, "count") & changing]
    counting = [f for f in counting if _change(f) not in ("cut", "grow") or not _of_few(f)]
    return outdo([f for f in counting if _keeps(f, valued, owners)])


def _change(frame: Frame) -> str | None:
    """What a frame says of the size of a staff."""
    return str(frame.trigger.fixed.get("change")) if frame.trigger.kind == "workforce" else None


def _of_few(frame: Frame) -> bool:
    """Whether a frame counts so few people that it tells of them rather than of the staff."""
    count = frame.one("count")
    return count is not None and "few" in count.traits and "percent" not in frame.slots


def _ids(frame: Frame, slot: str) -> set[int]:
    return {id(m) for m in frame.slots.get(slot, ())}


def _owners(frames: list[Frame]) -> dict[int, Frame]:
    """The frame that each sum (by id) stands nearest to."""
    owners: dict[int, Frame] = {}
    for frame in frames:
        for slot in _TO_SETTLE:
            for m in frame.slots.get(slot, ()):
                other = owners.get(id(m))
                if other is None or frame.costs.get(slot, 0.0) < min(other.costs.get(s, _FAR) for s in _SUMS):
                    owners[id(m)] = frame
    return owners


def _keeps(frame: Frame, valued: set[int], owners: dict[int, Frame]) -> bool:
    """Whether a frame still says something once it has given up the sums of others."""
    kind = frame.trigger.kind
    for slot in _TO_SETTLE:
        sums = frame.slots.get(slot)
        if not sums:
            continue
        if id(sums[0]) in valued or not _share(owners[id(sums[0])], frame):
            del frame.slots[slot]
            if slot in frame.trigger.needs or kind in _NOTHING_ELSE:
                return False
    return True


def _share(one: Frame, other: Frame) -> bool:
    """Whether two frames may speak of one sum.

    A buyback is pay and a sale of shares at once, an investment a deal and a sum raised.
    """
    kinds = {one.trigger.kind, other.trigger.kind}
    if kinds == {"funding", "deal"}:
        return any(frame.trigger.fixed.get("kind") == "investment" for frame in (one, other))
    return len(kinds) == 1 or kinds == {"funding", "pay"}
