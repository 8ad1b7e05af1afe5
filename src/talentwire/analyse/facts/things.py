"""When claims about machines, staff and products are about the same thing, and when two quotations are one."""

from typing import Final

from talentwire.analyse.facts.cluster import Cluster, Rules
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.values import near_number, same_number, same_sum, same_text
from talentwire.analyse.facts.words import words

_FIGURES: Final = (("accelerators", same_number), ("power_mw", same_number), ("capex", same_sum))
_SAME_WEEK: Final = 7
_GRAM: Final = 5
_SHORT: Final = 0.5
"""Share of the shorter quotation that the longer one must hold, as in the contract."""


def _sites(reading: Reading) -> tuple[str, ...]:
    keys = [*reading.ids.get("facility", ()), *sorted(reading.wide.get("owner", ()))]
    return tuple(keys) or ("",)


def _compute(cluster: Cluster, reading: Reading) -> float | None:
    site = cluster.names("facility", reading)
    if site is False or cluster.names("owner", reading) is False:
        return None
    if cluster.says("location", reading.get("location"), same_text) is False:
        return None
    agreed = [cluster.says(slot, reading.get(slot), same) for slot, same in _FIGURES]
    gap = cluster.gap(reading)
    if True in agreed:
        return float(gap) if gap <= DAYS["compute_told"] else None
    if _other_chip(cluster, reading):
        return None
    same_phase = cluster.final == reading.final and _comparable(cluster, reading)
    if site and gap <= DAYS["compute"] and (False not in agreed or same_phase):
        return gap + 0.5
    return None


def _other_chip(cluster: Cluster, reading: Reading) -> bool:
    """Whether both name a chip by its number, and not the same: then the figures are of two parts of a site."""
    mine = _model(reading.get("accelerator_type"))
    return bool(mine) and any(
        theirs and mine.isdisjoint(theirs) for theirs in map(_model, cluster.values.get("accelerator_type", ()))
    )


def _model(chip: str | None) -> frozenset[str]:
    """The words of a chip's name that have a number, such as "H100"; of several, without the s."""
    return frozenset(word.removesuffix("s") for word in words(chip or "") if any(map(str.isdigit, word)))


def _comparable(cluster: Cluster, reading: Reading) -> bool:
    """Whether two figures of a site differ as two counts of one thing do, not as two stages of building."""
    slots = ("accelerators", "power_mw")
    return all(cluster.says(slot, reading.get(slot), near_number) is not False for slot in slots)


def _workforce(cluster: Cluster, reading: Reading) -> float | None:
    if cluster.names("org", reading) is False or cluster.says("change", reading.get("change"), str.__eq__) is False:
        return None
    if cluster.says("group", reading.get("group"), same_text) is False or _part_and_whole(cluster, reading):
        return None
    agreed = [cluster.says(slot, reading.get(slot), same_number) for slot in ("count", "percent")]
    size = reading.get("change") == "size"
    told, other = (DAYS["staff_told"], DAYS["staff"]) if size else (DAYS["round"], DAYS["cut"])
    gap = cluster.gap(reading)
    two_dates = gap > _SAME_WEEK and cluster.dated is not None and reading.dated is not None
    if gap > (told if True in agreed else other) or (two_dates and True not in agreed):
        return None
    if False in agreed and True not in agreed and cluster.says("count", reading.get("count"), near_number) is False:
        return None
    return gap + (0 if True in agreed else 0.5)


def _part_and_whole(cluster: Cluster, reading: Reading) -> bool:
    """Whether one size is of a part of the staff, and the other of all of it."""
    return reading.get("change") == "size" and bool(reading.get("group")) != bool(cluster.values.get("group"))


def _release(cluster: Cluster, reading: Reading) -> float | None:
    if cluster.names("product", reading) is False or cluster.names("org", reading) is False:
        return None
    event = reading.get("event") or "launch"
    if cluster.says("event", event, str.__eq__) is False:
        return None
    gap = cluster.gap(reading)
    return float(gap) if gap <= DAYS["launch" if event in ("launch", "withdraw") else "delay"] else None


def _grams(reading: Reading) -> tuple[str, ...]:
    """Runs of words by which the same quotation is found again, and its place in the story for translations."""
    said = reading.claim.evidence.casefold().split()
    runs = {" ".join(said[at : at + _GRAM]) for at in range(max(1, len(said) - _GRAM + 1))}
    return tuple(sorted(runs)[:_KEPT_GRAMS])


_KEPT_GRAMS: Final = 64


def _quote(cluster: Cluster, reading: Reading) -> float | None:
    if cluster.names("speaker", reading) is False:
        return None
    mine = words(reading.claim.evidence)
    for other in cluster.readings[:3]:
        theirs = words(other.claim.evidence)
        shared = len(mine & theirs)
        if mine == theirs or (shared >= _GRAM and shared >= _SHORT * min(len(mine), len(theirs))):
            gap = cluster.gap(reading)
            return float(gap) if gap <= DAYS["quote"] or reading.story in cluster.stories else None
    return None


COMPUTE: Final = Rules(_sites, lambda r: int(not r.ids.get("facility")), _compute)
WORKFORCE: Final = Rules(lambda r: r.ids.get("org") or ("",), lambda r: int(r.get("count") is None), _workforce)
RELEASES: Final = Rules(lambda r: r.ids.get("product") or ("",), lambda r: int(r.get("event") is None), _release)
QUOTES: Final = Rules(_grams, lambda r: 0, _quote)
