"""A change as it is told: a sentence in each language, what is otherwise than before, and the words that prove it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from talentwire.analyse.alerts.matching import Match
from talentwire.analyse.answers.telling import told
from talentwire.analyse.answers.wording import LANGUAGES, Words
from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.analyse.pay.prices import Price
from talentwire.record.answers import Entry

EVIDENCE: Final = 5
"""Claims that are told with an event: those that are new first."""
_LONGEST: Final = 600
"""Characters of a piece of evidence."""


def event(match: Match, entries: Mapping[str, Entry]) -> dict[str, Any]:
    """What is told of a change, as it is kept and sent.

    Args:
        match: the change, and what happened.
        entries: the claims of its fact, by id.

    """
    change, fact = match.change, match.change.fact
    return {
        "became": str(change.became),
        "happened": sorted(map(str, match.happened)),
        "told": {lang: told(fact, lang) for lang in LANGUAGES},
        "change": {lang: "; ".join(_changed(match, lang)) for lang in LANGUAGES},
        "fact": _fact(fact, gone=change.after is None),
        "before": _state(change.before) if change.before else None,
        "values": [{"slot": one.slot, "before": one.before, "after": one.after} for one in change.values],
        "price": _price(match.price) if match.price else None,
        "evidence": list(_evidence(change, entries)),
    }


def witnesses(change: Change) -> list[str]:
    """Ids of the claims that prove a change, the ones that are new first, then those told last."""
    known = set(change.before.claims) if change.before and change.after else set()
    fact = change.after or change.before
    told_by = (*fact.deniers, *fact.supporters) if fact else ()
    ranked = sorted(told_by, key=lambda one: (one.claim in known, -one.day.toordinal(), one.claim))
    return [one.claim for one in ranked][:EVIDENCE]


def _changed(match: Match, lang: str) -> Iterator[str]:
    """What is otherwise than before, in pieces, none of them twice."""
    own, words = _words("alerts", lang), _words("changes", lang)
    change, fact = match.change, match.change.fact
    if change.after is None:
        yield own("withdrawn")
        return
    pieces = [words(f"became_{change.became}")]
    if change.before is not None and change.before.status is not fact.status:
        pieces.append(words(f"stage_{fact.status}"))
    if fact.deniers and fact.status is Stage.DENIED:
        pieces = []  # it is said with whom
    yield from dict.fromkeys(pieces)
    if change.before is not None and change.before.status is not fact.status:
        yield own("was", stage=words(f"stage_{change.before.status}"))
    yield from _values(match, own, words)
    if match.price:
        yield own("per_head", amount=_amount(match.price, own), n=match.price.heads.number.told)


def _values(match: Match, own: Words, words: Words) -> Iterator[str]:
    """Who denies it, what else is said, and what is believed otherwise."""
    fact, before = match.change.fact, match.change.before
    if fact.deniers:  # of several denials, each is told
        yield own("denied_by", who=", ".join(dict.fromkeys(one.who for one in fact.deniers)))
    if match.change.became is Became.CONTESTED or (before is None and fact.contested):
        said = (value.shown for slot in fact.contested for value in fact.slots[slot].values[1:])
        yield own("also_said", what=", ".join(dict.fromkeys(said)))
    for one in match.change.values if before is not None else ():
        name = words(f"slot_{one.slot}") if words.has(f"slot_{one.slot}") else one.slot
        if one.after:
            yield own("slot_change" if one.before else "slot_new", name=name, before=one.before, after=one.after)


def _fact(fact: Fact, *, gone: bool) -> dict[str, Any]:
    return {
        "id": fact.id, "kind": fact.kind, "stands": fact.stands and not gone, **_state(fact),
        "slots": {name: [value.shown for value in belief.values] for name, belief in fact.slots.items()},
        "stories": fact.stories, "documents": fact.documents,
        "first_seen": str(fact.first_seen), "last_seen": str(fact.last_seen),
    }  # fmt: skip


def _state(fact: Fact) -> dict[str, Any]:
    return {"status": str(fact.status), "confidence": fact.confidence.value}


def _price(price: Price) -> dict[str, Any]:
    low, high = price.per_head.ends
    return {
        "currency": price.sum.currency, "low": low, "high": high, "heads": price.heads.number.told,
        "counted": str(price.heads.counted), "facts": list(price.facts),
    }  # fmt: skip


def _amount(price: Price, words: Words) -> str:
    return f"{price.sum.currency} {words.short(price.per_head.low)}"


def _evidence(change: Change, entries: Mapping[str, Entry]) -> Iterator[dict[str, Any]]:
    fact = change.fact
    by_claim: dict[str, Witness] = {one.claim: one for one in (*fact.supporters, *fact.deniers)}
    against = {one.claim for one in fact.deniers}
    for claim in witnesses(change):
        witness, entry = by_claim.get(claim), entries.get(claim)
        if witness is not None and entry is not None:
            yield {
                "claim": claim, "words": _cut(entry.claim.evidence), "for": claim not in against,
                "status": str(entry.claim.status), "who": witness.who, "day": str(witness.day),
                "document": entry.claim.document, "title": entry.document_title or entry.document_id,
                "outlet": entry.outlet, "url": entry.url, "lang": entry.lang,
            }  # fmt: skip


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


@cache
def _words(name: str, lang: str) -> Words:
    return Words(name, lang, __package__) if name == "alerts" else Words(name, lang)


def headline(told_event: Mapping[str, Any], lang: str) -> str:
    """An event in a line: what became of the fact, or how far a new one has come, and the fact."""
    fact, became = told_event["fact"], told_event["became"]
    key = f"stage_{fact['status']}" if fact and became == Became.NEW else f"became_{became}"
    became = _words("changes", lang)(key)
    return _words("alerts", lang)("subject", became=became[:1].upper() + became[1:], told=told_event["told"][lang])


def needed(matches: Sequence[Match]) -> list[str]:
    """Ids of the claims that are told with changes."""
    return sorted({claim for one in matches for claim in witnesses(one.change)})


def sample(name: str) -> dict[str, Any]:
    """An event that never happened, told in the name of an alert."""
    sentence = {lang: _words("alerts", lang)("sample", name=name) for lang in LANGUAGES}
    became = str(Became.NEW)
    return {
        "became": became, "happened": [became], "told": sentence,
        "change": {lang: _words("changes", lang)(f"became_{became}") for lang in LANGUAGES}, "fact": None,
        "before": None, "values": [], "price": None, "evidence": [], "trial": True,
    }  # fmt: skip
