"""When claims about money are about the same thing: a round, what somebody is paid."""

from typing import Final

from talentwire.analyse.facts.cluster import Cluster, Rules
from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.settings import DAYS
from talentwire.analyse.facts.values import growing_sum, near_sum, same_currency, same_recipients, same_sum

_SAME_WEEK: Final = 7


def _funding(cluster: Cluster, reading: Reading) -> float | None:
    if cluster.names("org", reading) is False or cluster.says("kind", reading.get("kind"), str.__eq__) is False:
        return None
    gap = cluster.gap(reading)
    if gap > DAYS["round_told"]:
        return None
    sums = cluster.says("amount", reading.get("amount"), same_sum)
    if sums and cluster.says("valuation", reading.get("valuation"), same_sum) is not False:
        return float(gap)
    return gap + 0.5 if gap <= DAYS["round"] and _one_round(cluster, reading, gap, sums) else None


def _one_round(cluster: Cluster, reading: Reading, gap: int, sums: bool | None) -> bool:
    """Whether claims of other sums may still be about one round, as sums grow from the first talks to the closing."""
    closed = cluster.final and reading.final
    worth = cluster.says("valuation", reading.get("valuation"), same_sum if closed else near_sum)
    if sums:
        grown = cluster.says("valuation", reading.get("valuation"), growing_sum)
        return gap <= DAYS["tranche"] or (not closed and grown is not False)
    if sums is False and cluster.says("amount", reading.get("amount"), same_currency) is False:
        return worth is not False and gap <= _SAME_WEEK  # no rate is assumed
    if sums is None:
        return worth or (worth is None and gap <= DAYS["cut"])
    if worth is False or cluster.says("amount", reading.get("amount"), growing_sum) is False:
        return False
    return bool(worth) and gap <= DAYS["tranche"] if closed else True


def _pay(cluster: Cluster, reading: Reading) -> float | None:
    if cluster.names("payer", reading) is False:
        return None
    gap = cluster.gap(reading)
    kinds = cluster.says("kind", reading.get("kind"), str.__eq__)
    whom = cluster.says("recipient", reading.get("recipient"), same_recipients)
    sums = cluster.says("amount", reading.get("amount"), same_sum)
    if gap > DAYS["pay"] or kinds is False or whom is False:
        return None
    if sums is False and not (whom and kinds and _one_person(reading) and gap <= DAYS["tranche"]):
        return None
    return gap + (0 if sums else 0.5)


def _one_person(reading: Reading) -> bool:
    """Whether the recipient looks like one named person: every word begins with a capital."""
    recipients = reading.get("recipient")
    return (
        len(recipients) == 1
        and len(recipients[0].split()) > 1
        and all(word[:1].isupper() for word in recipients[0].split())
    )


def _org_keys(reading: Reading) -> tuple[str, ...]:
    return reading.ids.get("org") or ("",)


def _sum_last(reading: Reading) -> int:
    return int(reading.get("amount") is None)


FUNDING: Final = Rules(_org_keys, _sum_last, _funding)
PAY: Final = Rules(lambda r: tuple(sorted(r.wide.get("payer", ()))) or ("",), _sum_last, _pay)
