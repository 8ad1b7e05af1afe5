"""A claim in one English sentence without its verb of saying: what a table shows in a cell."""

from talentwire.model.claims import (
    Claim,
    Compute,
    Content,
    Deal,
    Funding,
    Move,
    Pay,
    Position,
    Quote,
    Release,
    Status,
    Workforce,
)
from talentwire.model.entities import Parties
from talentwire.model.values import Number

_DEALS = {
    "acquisition": "buys",
    "stake": "takes a stake in",
    "investment": "invests in",
    "merger": "merges with",
    "joint_venture": "founds a joint venture with",
    "licence_hire": "licenses from and hires away from",
}
_EVENTS = {"launch": "launched", "delay": "delayed", "benchmark": "scored", "withdraw": "withdrawn"}
_CHANGES = {"cut": "cuts", "grow": "adds", "size": "has"}
_MARKS = '“”„«»" '
_SIGNS = {
    Status.ASSERTED: "●",
    Status.PLANNED: "▷",
    Status.TALKS: "?",
    Status.ATTEMPTED: "…",
    Status.FAILED: "✕",
    Status.DENIED: "✕",
}


def status_word(status: Status) -> str:
    """A status as a word with a sign before it, so that it shows without colour too."""
    return f"{_SIGNS[status]} {status}"


def describe(claim: Claim) -> str:
    """What the claim says, in a line."""
    return _content(claim.content, claim.evidence)


def _content(content: Content, evidence: str) -> str:  # noqa: C901, PLR0911 - a case a kind, so that none is missed
    match content:
        case Move():
            return _move(content)
        case Position():
            return _position(content)
        case Deal():
            return _deal(content)
        case Funding():
            return _funding(content)
        case Pay():
            return _pay(content)
        case Compute():
            return _compute(content)
        case Workforce():
            return _workforce(content)
        case Release():
            return f"{names(content.product)}{_inside(' of ', names(content.org))} {_EVENTS[content.event or 'launch']}"
        case Quote():
            return f"{names(content.speaker)}{_bracket(names(content.org))}: {_quoted(evidence)}"


def names(parties: Parties) -> str:
    """The parties' names in a row."""
    return " / ".join(party.name for party in parties)


def whole(number: Number) -> str:
    """A number with its thousands apart."""
    return f"{number:,}"


def who(move: Move) -> str:
    """The person, or the size of the group."""
    return names(move.person) or (f"{whole(move.headcount)} people" if move.headcount else "someone")


def role(move: Move) -> str:
    """The role taken, with its unit; the role left where no other is known."""
    seat = "board seat" if move.seat == "board" else ""
    taken = ", ".join(part for part in (move.to_role, move.to_unit) if part) or seat
    left = ", ".join(part for part in (move.from_role, move.from_unit) if part)
    return taken or (f"was {left}" if left else "")


def way_of(move: Move) -> str:
    """From where to where."""
    left, joined = names(move.from_org), names(move.to_org)
    if left and joined:
        return f"{left} → {joined}" if left != joined else f"within {joined}"
    return f"joins {joined}" if joined else f"leaves {left or '?'}"


def _move(move: Move) -> str:
    return f"{who(move)}: {way_of(move)}{_bracket(role(move))}"


def _position(position: Position) -> str:
    held = ", ".join(part for part in (position.role, position.unit) if part) or "works"
    chief = names(position.reports_to)
    told = f"{names(position.person)}: {'' if position.current else 'formerly '}{held} at {names(position.org)}"
    return told + _inside(", reports to ", chief)


def _deal(deal: Deal) -> str:
    share = f" ({whole(deal.stake_pct)} %)" if deal.stake_pct is not None else ""
    price = f" for {deal.amount}" if deal.amount else ""
    verb = _DEALS.get(deal.kind or "", "deals with")
    return f"{names(deal.buyer) or '?'} {verb} {names(deal.target) or '?'}{share}{price}"


def _funding(funding: Funding) -> str:
    kind = {"secondary": "shares sold for", "debt": "borrows"}.get(funding.kind or "", "raises")
    told = f"{names(funding.org)} {kind} {funding.amount or 'money'}"
    worth = f" at {funding.valuation}" if funding.valuation else ""
    return told + worth + _inside(" from ", names(funding.investor))


def _pay(pay: Pay) -> str:
    kind = f" {pay.kind.replace('_', ' ')}" if pay.kind else ""
    period = f" over {pay.period}" if pay.period else ""
    return (
        f"{names(pay.payer) or '?'} pays {pay.amount or '?'}{kind}{_inside(' to ', ' / '.join(pay.recipient))}{period}"
    )


def _compute(compute: Compute) -> str:
    what = compute.accelerator_type or "accelerators"
    facts = [
        f"{whole(compute.accelerators)} × {what}" if compute.accelerators is not None else compute.accelerator_type,
        f"{whole(compute.power_mw)} MW" if compute.power_mw is not None else None,
        str(compute.capex) if compute.capex else None,
        compute.location,
        f"online {compute.online}" if compute.online else None,
    ]
    subject = ", ".join(part for part in (names(compute.owner), names(compute.facility)) if part)
    return f"{subject}: {', '.join(fact for fact in facts if fact)}"


def _workforce(staff: Workforce) -> str:
    count = f"{whole(staff.count)}" if staff.count is not None else ""
    share = f"{whole(staff.percent)} %" if staff.percent is not None else ""
    size = f"{count} ({share})" if count and share else count or share
    told = " ".join(part for part in (size, staff.group or ("people" if count else "of its staff")) if part)
    return f"{names(staff.org)} {_CHANGES[staff.change or 'size']} {told}"


def _inside(before: str, text: str) -> str:
    return f"{before}{text}" if text else ""


def _bracket(text: str) -> str:
    return f" ({text})" if text else ""


def _quoted(evidence: str) -> str:
    words = " ".join(evidence.split()).strip(_MARKS)
    return f"“{words}”"
