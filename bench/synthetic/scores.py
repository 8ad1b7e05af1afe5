"""What a ledger answers of a world beside what is so: moves, flows, staying, pool, stories, rumours, machines."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import Any, Final

from scipy.stats import kendalltau

from synthetic.measuring import Told
from synthetic.pages import Page
from synthetic.truth import Head
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.flows import heads as flow_heads
from talentwire.analyse.machines.asking import MachinesAsked
from talentwire.analyse.pay.asking import PayAsked
from talentwire.analyse.pay.asking import View as PayView
from talentwire.analyse.pool.sightings import seen, split
from talentwire.analyse.staying.asking import Silence, StayingAsked
from talentwire.analyse.staying.curve import YEAR
from talentwire.analyse.staying.spells import spells
from talentwire.analyse.staying.stays import Stays
from talentwire.api import Talentwire
from talentwire.api.answers import MOVES, SEEN
from talentwire.model.entities import EntityType

NEAR: Final = 120
"""Days by which a move that the ledger believes may be off and still be that move."""
YEARS: Final = 2
ALL: Final = 10_000
Figures = dict[str, Any]


class Names:
    """Whom true names mean in a ledger."""

    def __init__(self, wire: Talentwire) -> None:
        self._who = wire.who()
        self.id = cache(self._id)

    def _id(self, name: str, kind: EntityType) -> str:
        return self._who.named(name, kind).id if name else ""


def score(wire: Talentwire, told: Told) -> Figures:
    """All figures of a ledger that holds a world."""
    names, basis = Names(wire), wire.basis("flows", MOVES)
    found = [one for one in flow_heads.heads(basis)[0] if one.stage.happened]
    return {
        "documents": len(told.pages), "claims": wire.ledger().counts().claims, "events": len(told.told),
        "true_moves": len(told.truth.heads),
        **moves(told, found, names), **flows(told, found, names, basis), **staying(wire, told, names),
        **pool(wire, told), **stories(wire, told.pages), **rumours(told, found, names),
        **prices(wire, told, names), **machines(wire, told),
    }  # fmt: skip


# -- moves and flows


def moves(told: Told, found: Sequence[flow_heads.Head], names: Names) -> Figures:
    """Of the moves believed, those that are so, also of those with both ends alone; of those so, those believed."""
    true: dict[str, list[Head]] = defaultdict(list)
    for head in told.truth.heads:
        true[names.id(head.person, "person")].append(head)
    right, routed, met = 0, 0, set()
    for one in found:
        near = [head for head in true.get(one.person, ()) if _same(head, one, names) and id(head) not in met]
        if near:
            best = min(near, key=lambda head: abs((head.day - one.day).days))
            met.add(id(best))
            right += 1
            routed += bool(one.source and one.target)
    return {
        "heads": len(found), "move_precision": _share(right, len(found)),
        "move_recall": _share(right, len(told.truth.heads)),
        "route_precision": _share(routed, sum(1 for one in found if one.source and one.target)),
    }  # fmt: skip


def _same(head: Head, one: flow_heads.Head, names: Names) -> bool:
    ends = ((head.source, one.source), (head.target, one.target))
    agree = all(not said or names.id(so, "org") == said for so, said in ends)
    return agree and bool(one.source or one.target) and abs((head.day - one.day).days) <= NEAR


def flows(told: Told, found: Sequence[flow_heads.Head], names: Names, basis: Basis) -> Figures:
    """How far the numbers of heads between houses, and the gains of houses, are from the true ones."""
    true: Counter[tuple[str, str]] = Counter()
    for (source, target), n in told.truth.routes.items():
        true[basis.house(names.id(source, "org")), basis.house(names.id(target, "org"))] += n
    said = Counter((basis.house(one.source), basis.house(one.target)) for one in found if one.source and one.target)
    routes = sorted(true.keys() | said.keys())
    houses = sorted({end for route in routes for end in route})
    pairs = [(true[route], said[route]) for route in routes]
    nets = [(_net(true, house), _net(said, house)) for house in houses]
    whole, held = true.total(), said.total()
    return {
        "flow_ratio": _share(held, whole), "flow_error": _share(sum(abs(a - b) for a, b in pairs), whole),
        "flow_shares_off": sum(abs(a / whole - b / held) for a, b in pairs) / 2 if whole and held else None,
        "flow_tau": _tau(pairs), "net_tau": _tau(nets),
    }  # fmt: skip


def _net(routes: Counter[tuple[str, str]], house: str) -> int:
    return sum(n * ((b == house) - (a == house)) for (a, b), n in routes.items())


def _tau(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Kendall's rank correlation, tau-b; none where nothing can be ranked."""
    if len(pairs) < 3 or any(len(set(side)) < 2 for side in zip(*pairs, strict=True)):
        return None
    return float(kendalltau(*zip(*pairs, strict=True)).statistic)


# -- staying and pool


def staying(wire: Talentwire, told: Told, names: Names) -> Figures:
    """The share that stays two years, beside the true one; how often the interval of a house holds the true one."""
    basis = wire.basis("staying", MOVES)
    known = spells(basis)
    day = round(YEARS * YEAR)
    true = told.truth.curve().stay(day)
    found = {how: Stays.of(known, basis, StayingAsked(silence=how)).curve.stay(day) for how in Silence}
    stays = Stays.of(known, basis, StayingAsked())
    held = [_inside(told, stays, house, names) for house in told.truth.spells]
    given = [one for one in held if one is not None]
    best = found[Silence.STAYED]
    return {
        "stay_true": true.value if true else None, "stay": best.value if best else None,
        "stay_low": best.low if best else None, "stay_high": best.high if best else None,
        "stay_unknown": one.value if (one := found[Silence.UNKNOWN]) else None,
        "stay_houses": len(given), "stay_cover": _share(sum(given), len(given)),
    }  # fmt: skip


def _inside(told: Told, stays: Stays, house: str, names: Names) -> bool | None:
    """Whether the interval of a house holds its true share; None where no share is told."""
    day, own = round(YEARS * YEAR), stays.basis.house(names.id(house, "org"))
    said = stays.where(one for one in stays.spells if one.house == own).curve.stay(day)
    true = told.truth.curve(house).stay(day)
    return said.low <= true.value <= said.high if said and true else None


def pool(wire: Talentwire, told: Told) -> Figures:
    """How many people there are: seen, estimated, and true."""
    held = split(seen(wire.basis("pool", SEEN)), lambda _, __: ("",)).get("")
    if held is None:
        return {"people_true": told.truth.people, "people_seen": 0}
    one = held.estimate
    return {
        "people_true": told.truth.people, "people_seen": one.seen, "people_chao": one.total, "people_low": one.low,
        "people_high": one.high,
    }  # fmt: skip


# -- stories and rumours


def stories(wire: Talentwire, pages: Sequence[Page]) -> Figures:
    """Pairs of documents of one story, beside the true copies; and the share of copies found, by how they were made."""
    first: dict[str, str] = {}
    for page in pages:
        first[page.id] = first[page.repeats] if page.repeats else page.id
    groups: dict[str, list[str]] = defaultdict(list)
    for name, origin in first.items():
        groups[origin].append(name)
    wanted = _pairs(groups.values())
    found = _pairs([one.id for one in page.documents] for page in wire.stories())
    right = wanted & found
    made: Counter[str] = Counter(page.kind for page in pages if page.repeats)
    hit: Counter[str] = Counter(
        page.kind for page in pages if page.repeats and (*sorted((page.id, page.repeats)),) in right
    )  # fmt: skip
    kinds = {f"{kind}_found": _share(hit[kind], made[kind]) for kind in ("exact", "near", "translation")}
    lead = {page.id: page.events[:1] for page in pages}
    same = sum(len({lead[one] for one in pair}) == 1 for pair in found)
    return {
        "story_precision": _share(len(right), len(found)), "story_same_event": _share(same, len(found)),
        "story_recall": _share(len(right), len(wanted)), **kinds,
    }  # fmt: skip


def _pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, ...]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def rumours(told: Told, found: Sequence[flow_heads.Head], names: Names) -> Figures:
    """False rumours that are taken for done, those denied or come to nothing apart; true moves denied before."""
    believed = {(one.person, one.target) for one in found if one.target}
    against, reported = set(), set()
    for page in told.pages:
        for claim in page.claims:
            if claim["type"] == "move" and "person" in claim and "to_org" in claim:
                who = (page.names.get(claim["person"], claim["person"]), claim["to_org"])
                (against if claim["status"] in ("denied", "failed") else reported).add(who)
    counts: Counter[str] = Counter()
    for id_ in told.told:
        event = told.truth.events[id_]
        if event.kind not in ("rumour", "move") or not event.slots.get("to"):
            continue
        who = (event.slots["person"].name, event.slots["to"])
        kind = event.kind + ("_denied" if who in against else "_open")
        counts[kind] += 1
        counts[f"{kind}_believed"] += (names.id(who[0], "person"), names.id(who[1], "org")) in believed
    return {
        "rumours": counts["rumour_denied"] + counts["rumour_open"],
        "rumours_open_believed": _share(counts["rumour_open_believed"], counts["rumour_open"]),
        "rumours_denied_believed": _share(counts["rumour_denied_believed"], counts["rumour_denied"]),
        "moves_denied": counts["move_denied"],
        "moves_denied_believed": _share(counts["move_denied_believed"], counts["move_denied"]),
    }  # fmt: skip


# -- money and machines


def prices(wire: Talentwire, told: Told, names: Names) -> Figures:
    """Deals for people of which a price per head is told, and those whose bounds hold the true one."""
    rows = wire.pay(Asked(top=ALL), PayAsked(view=PayView.PER_HEAD)).rows
    said = defaultdict(list)
    for row in rows:
        said[row["buyer"].entity, row["target"].entity].append(row["per_head"])
    true = told.truth.prices()
    met = [(cells, price) for buyer, target, price in true
           if (cells := said.get((names.id(buyer, "org"), names.id(target, "org"))))]  # fmt: skip
    right = sum(any(_holds(cell, price) for cell in cells) for cells, price in met)
    shares = {"prices_told": _share(len(met), len(true)), "prices_right": _share(right, len(met))}
    return {"prices_true": len(true), **shares}


def _holds(cell: Any, price: float) -> bool:
    return bool((cell.low or 0) * 0.99 <= price <= (cell.high or cell.value or 0) * 1.01)


def machines(wire: Talentwire, told: Told) -> Figures:
    """Sites that run, by name, and the number of their accelerators beside the true one."""
    true = told.truth.running()
    rows = wire.machines(Asked(top=ALL), MachinesAsked(on=told.truth.last)).rows
    said = {str(row["site"].value): row["accelerators"].value for row in rows if row["state"].value == "running"}
    met = {site: said[site] for site in true if said.get(site)}
    right = sum(abs(n - true[site][1]) <= 0.01 * true[site][1] for site, n in met.items())
    whole = sum(n for _, n in true.values())
    return {
        "sites_true": len(true), "sites_found": _share(len(met), len(true)), "sites_right": _share(right, len(met)),
        "chips_ratio": _share(sum(met.values()), whole),
    }  # fmt: skip


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
