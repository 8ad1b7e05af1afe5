"""A fact in a line, in the language of an answer."""

from collections.abc import Callable
from functools import cache
from typing import Final

from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of, way

_SHOWN: Final = 3
"""So many names of one slot are written out."""
_MARKS: Final = '“”„«»" '


def told(fact: Fact, lang: str = "en") -> str:
    """What is believed of a fact, in a line.

    Raises:
        BadValueError: when there are no texts in this language.

    """
    return _TELLERS[fact.kind](fact, _words(lang))


@cache
def _words(lang: str) -> Words:
    return Words("telling", lang)


def shown(fact: Fact, slot: str, otherwise: str = "") -> str:
    """What fills a slot, for a person: all that is said of it, where that may all be so."""
    belief = fact.slots.get(slot)
    if belief is None:
        return otherwise
    if slot in _SEVERAL and not belief.contested:
        names = [value.shown for value in belief.values]
        return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    return belief.shown


_SEVERAL: Final = frozenset({"investor", "owner", "person", "speaker", "recipient"})


def _move(fact: Fact, words: Words) -> str:
    n = 1 if "person" in fact.slots else value_of(fact, "headcount") or 2
    who = shown(fact, "person") or (words("people", n=n) if "headcount" in fact.slots else words("someone"))
    source, target = shown(fact, "from_org"), shown(fact, "to_org")
    line = words(way(fact), n=n, who=who, source=source or words("untold_party"), target=target)
    return line + _bracket(shown(fact, "to_role") or shown(fact, "from_role"))


def _position(fact: Fact, words: Words) -> str:
    key = "position_held" if value_of(fact, "current") is False else "position_holds"
    line = words(key, who=shown(fact, "person"), org=shown(fact, "org", words("untold_party")))
    return line + _bracket(shown(fact, "role"))


def _deal(fact: Fact, words: Words) -> str:
    untold = words("untold_party")
    kind = f"deal_{value_of(fact, 'kind') or 'other'}"
    line = words(kind, buyer=shown(fact, "buyer", untold), target=shown(fact, "target", untold))
    if (share := value_of(fact, "stake_pct")) is not None:
        line += _bracket(words.share(share / 100))
    return words("price", what=line, amount=shown(fact, "amount")) if "amount" in fact.slots else line


def _funding(fact: Fact, words: Words) -> str:
    kind = f"funding_{value_of(fact, 'kind') or 'primary'}"
    line = words(kind, org=shown(fact, "org"), amount=shown(fact, "amount", words("untold_sum")))
    if "investor" in fact.slots:
        line = words("invested", what=line, who=shown(fact, "investor"))
    return words("valued", what=line, amount=shown(fact, "valuation")) if "valuation" in fact.slots else line


def _pay(fact: Fact, words: Words) -> str:
    kind = words(f"pay_{value_of(fact, 'kind') or 'other'}")
    payer = shown(fact, "payer", words("untold_party"))
    line = words("pay", payer=payer, kind=kind, amount=shown(fact, "amount", words("untold_sum")))
    return words("pay_to", what=line, who=shown(fact, "recipient")) if "recipient" in fact.slots else line


def _compute(fact: Fact, words: Words) -> str:
    number, power = value_of(fact, "accelerators"), value_of(fact, "power_mw")
    chips = shown(fact, "accelerator_type")
    parts = [
        f"{words.number(number)} × {chips or 'GPU'}" if number is not None else chips,
        f"{words.number(power)} MW" if power is not None else "",
        shown(fact, "capex"),
        shown(fact, "location"),
        words("online", date=shown(fact, "online")) if "online" in fact.slots else "",
    ]
    who = ", ".join(part for part in (shown(fact, "owner"), shown(fact, "facility")) if part)
    what = ", ".join(part for part in parts if part)
    return words("colon", who=who, what=what) if who and what else who or what


def _workforce(fact: Fact, words: Words) -> str:
    change = value_of(fact, "change") or "size"
    count, percent, group = value_of(fact, "count"), value_of(fact, "percent"), shown(fact, "group")
    size = words("jobs" if change == "cut" else "people", n=count) if count is not None else ""
    if percent is not None:
        share = words("of_staff", share=words.share(percent / 100))
        size = f"{size}{_bracket(share)}" if size else share
    return words(f"workforce_{change}", org=shown(fact, "org"), size=size or group) + _bracket(group if size else "")


def _release(fact: Fact, words: Words) -> str:
    product = shown(fact, "product") + _bracket(shown(fact, "org"))
    return words(f"release_{value_of(fact, 'event') or 'launch'}", product=product)


def _quote(fact: Fact, words: Words) -> str:
    return words("quoted", who=shown(fact, "speaker"), what=spoken(fact))


def spoken(fact: Fact) -> str:
    """The words of the first claim of a fact, without quotation marks around them."""
    first = next((w for w in (*fact.supporters, *fact.deniers) if w.claim == fact.id), None)
    return plain(first.words if first else fact.history[0].words if fact.history else "")


def plain(words: str) -> str:
    """A piece of a text in a line, without quotation marks around it."""
    return " ".join(words.split()).strip(_MARKS)


def _bracket(text: str) -> str:
    return f" ({text})" if text else ""


_TELLERS: Final[dict[str, Callable[[Fact, Words], str]]] = {
    "move": _move,
    "position": _position,
    "deal": _deal,
    "funding": _funding,
    "pay": _pay,
    "compute": _compute,
    "workforce": _workforce,
    "release": _release,
    "quote": _quote,
}
