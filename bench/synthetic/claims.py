"""Which claims a sentence makes: what its places say, no more."""

from collections.abc import Mapping
from typing import Any, Final

from synthetic.names import Person
from synthetic.roles import Role
from talentwire.model.values import Money

Json = dict[str, Any]
_STATUS: Final = {"planned": "planned", "talks": "talks", "denied": "denied", "failed": "failed", "refused": "failed"}
_SITE: Final = {"owner": "owner", "facility": "facility", "n": "accelerators", "chip": "accelerator_type",
                "power": "power_mw", "capex": "capex", "place": "location"}  # fmt: skip
_MOVE: Final = {"from": "from_org", "to": "to_org", "was": "from_role", "role": "to_role"}
_DEAL: Final = {"buyer": "buyer", "target": "target", "amount": "amount", "stake": "stake_pct"}


def claims_of(key: str, slots: Mapping[str, Any], used: Mapping[str, str], evidence: str) -> list[Json]:
    """The claims of a sentence, as a careful reader writes them down.

    Args:
        key: what the sentence says: ``move.new``, ``deal.stake``.
        slots: what there was to say.
        used: the places that the sentence has; some with the date that they stand for.
        evidence: the sentence.

    """
    kind, _, form = key.partition(".")
    rest = {
        "status": _STATUS.get(form, "asserted"), "source": _source(slots, used), "date": used.get("when") or None,
        "evidence": evidence,
    }  # fmt: skip
    makers = {"move": _move, "group": _group, "position": _position, "pay": _pay, "deal": _deal, "round": _round,
              "site": _site, "staff": _staff, "release": _release, "quote": _quote}  # fmt: skip
    return [{**claim, **rest, **own} for claim, own in makers[kind](form, slots, used)] if kind in makers else []


Made = list[tuple[Json, Json]]
"""Claims, and what they have otherwise than the sentence as a whole."""


def _plain(value: Any) -> Any:
    match value:
        case Person():
            return value.name
        case Role():
            return value.en
        case Money():
            return value.to_json()
        case _:
            return value


def _filled(names: Mapping[str, str], slots: Mapping[str, Any], used: Mapping[str, str]) -> Json:
    values = {"n": slots.get("count"), **slots}
    return {slot: _plain(values[place]) for place, slot in names.items() if place in used}


def _source(slots: Mapping[str, Any], used: Mapping[str, str]) -> str | None:
    for place in ("source", "denier"):
        if place in used:
            return str(_plain(slots[place]))
    return None


def _move(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    person = {"person": slots["person"].name}
    claim = {"type": "move", **person, **_filled(_MOVE, slots, used)}
    if form == "board":
        claim |= {"seat": "board", "to_role": "board member"}
    if form == "inner":
        return [(claim, {})]
    made: Made = [(claim, {})]
    if "was" in used and "from" in used:
        held = {"type": "position", **person, "org": slots["from"], "role": slots["was"].en, "current": form == "talks"}
        made.append((held, {"status": "asserted", "source": None, "date": None, "optional": True}))
    return made


def _group(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    orgs = {"from_org": slots["from"], "to_org": slots["to"]}
    if form == "names":
        return [({"type": "move", "person": one.name, **orgs}, {}) for one in slots["people"]]
    return [({"type": "move", "headcount": slots["count"], **orgs}, {})]


def _position(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    held = {"type": "position", "person": slots["person"].name, "org": slots["org"], "role": slots["role"].en,
            "current": True}  # fmt: skip
    if form == "reports":
        return [({**held, "reports_to": slots["boss"].name}, {})]
    return [(held, {"date": used["year"]})]


def _pay(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    claim = {"type": "pay", "payer": slots["payer"], "amount": _plain(slots["amount"])}
    if form == "retention":
        return [({**claim, "recipient": "researchers", "kind": "retention"}, {})]
    source = {"source": slots["payer"]} if form == "denied" else {}
    return [({**claim, "recipient": slots["person"].name, "kind": "package"}, source)]


def _deal(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    kind = slots["deal"] if form in ("talks", "denied") else form
    made: Made = [({"type": "deal", **_filled(_DEAL, slots, used), "kind": kind}, {})]
    if form == "licence_hire" and "count" in used:
        heads = {"type": "move", "headcount": slots["count"], "from_org": slots["target"], "to_org": slots["buyer"]}
        made.append((heads, {}))
    return made


def _round(_: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    names = {"org": "org", "amount": "amount", "valuation": "valuation", "investor": "investor"}
    return [({"type": "funding", **_filled(names, slots, used), "kind": "primary"}, {})]


def _site(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    claim = {"type": "compute", **_filled(_SITE, slots, used)}
    if {"opens", "opens_bare"} & used.keys():
        claim["online"] = slots["opens"].isoformat()[:7]
    return [(claim, {"status": "planned" if form == "plan" else "asserted"})]


def _staff(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    return [({"type": "workforce", "org": slots["org"], "change": form, "count": slots["count"]}, {})]


def _release(form: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    return [({"type": "release", "org": slots["org"], "product": slots["product"], "event": form}, {})]


def _quote(_: str, slots: Mapping[str, Any], used: Mapping[str, str]) -> Made:
    who = slots["person"].name
    made: Made = [({"type": "quote", "speaker": who, "org": slots["org"]} if "org" in used
                   else {"type": "quote", "speaker": who}, {})]  # fmt: skip
    if "role" in used and "org" in used:
        held = {"type": "position", "person": who, "org": slots["org"], "role": slots["role"].en, "current": True}
        made.append((held, {"optional": True}))
    return made
