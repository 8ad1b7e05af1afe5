"""Frames of one sentence that tell of the same thing, of which one says it rightly."""

from collections import defaultdict

from talentwire.extract.frames import Frame

_MACHINES = ("accelerators", "power_mw")
_LATE = ("delay", "withdraw")


def outdo(frames: list[Frame]) -> list[Frame]:
    """Leave out what another frame of the sentence says better.

    A launch that is put off or called off is none, the product that another one beats is not the one tested, and of
    two frames on the same machines the one whose trigger says more knows whose they are.
    """
    beside: dict[int, list[Frame]] = defaultdict(list)
    for frame in frames:
        beside[frame.sentence.index].append(frame)
    rivals = ((f, beside[f.sentence.index]) for f in frames)
    return [f for f, others in rivals if not any(_outdone(f, other) for other in others if other is not f)]


def _outdone(frame: Frame, other: Frame) -> bool:
    if frame.trigger.kind != other.trigger.kind:
        return False
    if frame.trigger.kind == "release":
        return _put_off(frame, other) or _beaten(frame, other)
    return frame.trigger.kind == "compute" and _same_machines(frame, other) and _extent(other) > _extent(frame)


def _put_off(frame: Frame, other: Frame) -> bool:
    """Whether a product is launched only in the words that say that its launch is late: "der Start verzögert sich"."""
    events = frame.trigger.fixed.get("event"), other.trigger.fixed.get("event")
    return events[0] == "launch" and events[1] in _LATE and frame.one("product") is other.one("product")


def _beaten(frame: Frame, other: Frame) -> bool:
    """Whether a product stands behind the verb of another one's test: "Kaskade beats Falcon by four points"."""
    if {frame.trigger.fixed.get("event"), other.trigger.fixed.get("event")} != {"benchmark"}:
        return False
    beaten, better = frame.one("product"), other.one("product")
    return beaten is not None and better is not None and better.last <= other.first < other.last <= beaten.first


def _same_machines(frame: Frame, other: Frame) -> bool:
    mine = {id(m) for slot in _MACHINES for m in frame.slots.get(slot, ())}
    return bool(mine & {id(m) for slot in _MACHINES for m in other.slots.get(slot, ())})


def _extent(frame: Frame) -> int:
    """How many tokens the words of a frame's trigger take."""
    tail = frame.tail or (0, 0)
    return frame.last - frame.first + tail[1] - tail[0]
