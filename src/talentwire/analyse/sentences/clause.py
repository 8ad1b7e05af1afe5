"""What a fact says as a clause without its verb's form: who, does what, with which names, sums and positions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of, way
from talentwire.analyse.sentences import texts
from talentwire.analyse.sentences.names import Named, harmless_name
from talentwire.analyse.sentences.values import Phrase, day, money, number, share, spelled
from talentwire.model.values import Money, PartialDate

_SEVERAL: Final = frozenset({"investor", "owner", "person", "speaker", "recipient"})
"""Slots of which all names that are told may be so at once."""
_ROLES: Final = {"board member": "board_member", "ceo": "ceo"}
_GROUPS: Final = {
    "employee": "employees", "employees": "employees", "staff": "employees", "workers": "employees",
    "researcher": "researchers", "researchers": "researchers", "engineer": "engineers", "engineers": "engineers",
    "manager": "managers", "managers": "managers",
}  # fmt: skip
_SMALL_WORDS: Final = frozenset({"of", "and", "for", "the", "to", "in", "at", "on"})


@dataclass
class Clause:
    """Who does what.

    Attributes:
        who: whoever does it.
        key: what, in ``forms.toml``.
        lang: the language.
        places: what fills the places of the forms.
        brackets: what stands behind in brackets.

    """

    who: Named
    key: str
    lang: str
    places: dict[str, Any] = field(default_factory=dict)
    brackets: list[str] = field(default_factory=list)

    def form(self, name: str) -> str:
        """A form of what is done; one that the language makes of others is made of them."""
        n = self.who.count
        found = texts.form(self.key, name, self.lang, n, self.places)
        if name == "zu" and self.lang == "de":
            return _with_zu(self.form("to"))
        if found or self.lang != "en":
            return found
        if name == "ing":
            return ""
        does, to, ing = (texts.form(self.key, one, "en", n, self.places) for one in ("does", "to", "ing"))
        be = "is" if n == 1 else "are"
        if name == "that":
            return f"{be} {ing}" if ing else does
        return f"{be} said to be {ing}" if ing else f"{be} said to {to}"


_SEPARABLE: Final = ("zurück", "heraus", "auf", "ab", "ein", "vor")


def _with_zu(phrase: str) -> str:
    """A German infinitive at the end of a phrase with its "zu": zu wechseln, einzusammeln."""
    before, _, verb = phrase.rpartition(" ")
    prefix = next((one for one in _SEPARABLE if verb.startswith(one)), "")
    joined = f"{prefix}zu{verb.removeprefix(prefix)}" if prefix else f"zu {verb}"
    return f"{before} {joined}".strip()


def clause(fact: Fact, lang: str) -> Clause:
    """What a fact says."""
    return _CLAUSES[fact.kind](fact, lang)


def named(fact: Fact, slot: str, lang: str) -> Named:
    """The names in a slot; none where nothing is told of it."""
    belief = fact.slots.get(slot)
    if belief is None:
        return Named((), lang)
    several = slot in _SEVERAL and not belief.contested
    return Named([value.shown for value in (belief.values if several else belief.values[:1])], lang)


def nobody(lang: str) -> Named:
    """Somebody of whom no name is told."""
    return Named(
        [texts.say("modes", "nobody", lang)], lang, spelled=True, count=1,
        dative=texts.say("modes", "nobody_dative", lang),
    )  # fmt: skip


def role(text: str, lang: str) -> str:
    """A position as a sentence names it: in English but for a few, in German with capitals, in French in quotes."""
    key = _ROLES.get(text.strip().casefold())
    if key:
        return texts.say("parts", f"role_{key}", lang)
    plain = harmless_name(text)
    if lang == "de":
        return " ".join(_capital(word) for word in plain.split(" "))
    return f"«\u00a0{plain}\u00a0»" if lang == "fr" and not plain.isupper() else plain


def _capital(word: str) -> str:
    return word if word in _SMALL_WORDS else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _extra(key: str, x: object, lang: str) -> dict[str, str]:
    """A part of a sentence, with a blank before it, and under ``key_`` with one behind it; empty for nothing."""
    said = texts.say("parts", key, lang, x=x) if x else ""
    return {key: said, f"{key}_": f"{said.strip()} " if said else ""}


def _amount(fact: Fact, slot: str, lang: str) -> Phrase | None:
    held = value_of(fact, slot)
    return money(held, lang) if isinstance(held, Money) else None


def _move(fact: Fact, lang: str) -> Clause:
    who, source, target = _movers(fact, lang), named(fact, "from_org", lang), named(fact, "to_org", lang)
    taken, left = value_of(fact, "to_role"), value_of(fact, "from_role")
    taken = taken if who.count == 1 else None  # a position is told of one
    found = Clause(who, _way(fact), lang, {"source": source, "target": target})
    found.places |= _extra("as", role(taken, lang) if taken else "", lang)
    if left and who.count == 1 and left != taken:
        found.brackets.append(texts.say("modes", "until_then", lang, role=role(left, lang)))
    return found


def _movers(fact: Fact, lang: str) -> Named:
    if who := named(fact, "person", lang):
        return who
    count = value_of(fact, "headcount")
    if count is None:
        return Named([texts.say("modes", "someone", lang)], lang, spelled=True, count=2)
    n = 1 if count == 1 else 2
    said = texts.say("modes", "people", lang, n, n=spelled(count, lang))
    return Named([said], lang, spelled=True, count=n)


def _way(fact: Fact) -> str:
    return way(fact) if {"to_org", "from_org"} & set(fact.slots) else "move_unsaid"


def _position(fact: Fact, lang: str) -> Clause:
    title = value_of(fact, "role")
    held = value_of(fact, "current") is False
    key = ("position_held" if held else "position_holds") if title else "position_worked" if held else "position_works"
    places = {"org": named(fact, "org", lang) or nobody(lang), "title": role(title, lang) if title else ""}
    return Clause(named(fact, "person", lang) or nobody(lang), key, lang, places)


def _deal(fact: Fact, lang: str) -> Clause:
    kind, price = value_of(fact, "kind") or "other", _amount(fact, "amount", lang)
    part = value_of(fact, "stake_pct")
    found = Clause(named(fact, "buyer", lang) or nobody(lang), f"deal_{kind}", lang)
    found.places = {"target": named(fact, "target", lang) or nobody(lang)}
    for key in ("price", "worth", "sum"):
        found.places |= _extra(key, price, lang)
    found.places |= _extra("of", share(part, lang) if part is not None else "", lang)
    if part is not None and kind != "stake":
        found.brackets.append(share(part, lang))
    return found


def _funding(fact: Fact, lang: str) -> Clause:
    kind, amount = value_of(fact, "kind") or "primary", _amount(fact, "amount", lang)
    org = named(fact, "org", lang) or nobody(lang)
    who = org
    if kind == "secondary":
        who = Named([texts.say("modes", "shares_of", lang, org=org)], lang, spelled=True, count=2)
    found = Clause(who, f"funding_{kind}", lang, {"money": amount or texts.say("parts", "new_money", lang)})
    found.places |= _extra("price", amount, lang)
    found.places["worth"] = texts.say("parts", "loan", lang, x=amount) if amount else ""
    if investor := named(fact, "investor", lang):
        found.brackets.append(texts.say("modes", "buyer" if kind == "secondary" else "investor", lang, who=investor))
    if worth := _amount(fact, "valuation", lang):
        found.brackets.append(texts.say("modes", "valued", lang, sum=worth))
    return found


def _pay(fact: Fact, lang: str) -> Clause:
    kind, amount = value_of(fact, "kind") or "other", _amount(fact, "amount", lang)
    found = Clause(named(fact, "payer", lang) or nobody(lang), "pay_buyback" if kind == "buyback" else "pay", lang)
    said = str(amount or "")
    if amount and value_of(fact, "period") == "year":
        said += texts.say("parts", "per_year", lang)
    worth = _extra("worth", amount, lang)
    found.places = dict(worth)
    if kind != "buyback":
        of = texts.say("parts", "pay_of", lang, x=Phrase(said)) if amount else ""
        found.places["kind"] = texts.say("parts", f"pay_{kind}", lang, of=of, worth=worth["worth"])
    whom, strange = _recipients(fact, lang)
    found.places |= _extra("for", whom, lang) | _extra("from", whom, lang)
    found.brackets += strange
    return found


def _recipients(fact: Fact, lang: str) -> tuple[Named | Phrase | None, list[str]]:
    """To whom something is paid: people with names, or a group; and groups that are not known, for brackets."""
    belief = fact.slots.get("recipient")
    told = [value.shown for value in belief.values] if belief else []
    groups = list(dict.fromkeys(_GROUPS[one.casefold()] for one in told if one.casefold() in _GROUPS))
    people = [one for one in told if one.casefold() not in _GROUPS and one[:1].isupper()]
    strange = [one for one in told if one.casefold() not in _GROUPS and not one[:1].isupper()]
    brackets = [texts.say("parts", "among_other", lang, x=harmless_name(one)) for one in strange[:2]]
    if people:
        return Named(people, lang), brackets
    return (Phrase(texts.say("parts", f"group_{groups[0]}", lang)) if groups else None), brackets


def _compute(fact: Fact, lang: str) -> Clause:
    owner, site = named(fact, "owner", lang), named(fact, "facility", lang)
    what, cost = _machines(fact, lang), _amount(fact, "capex", lang)
    key = "compute_runs" if owner else "compute_houses"
    if cost and not what and owner:
        key = "compute_costs"
    found = Clause(owner or site or nobody(lang), key, lang)
    found.places = {"what": what or texts.say("parts", "a_site", lang), "money": cost}
    found.places |= _extra("place", site if owner else "", lang)
    place = harmless_name(value_of(fact, "location") or "")
    found.brackets += [place] if place and (not site or place not in site.names) else []
    if cost and key != "compute_costs":
        found.brackets.append(texts.say("modes", "cost", lang, sum=cost))
    if isinstance(when := value_of(fact, "online"), PartialDate):
        found.brackets.append(texts.say("modes", "online", lang, day=day(when, lang)))
    return found


def _machines(fact: Fact, lang: str) -> str:
    chips, power, sort = (value_of(fact, slot) for slot in ("accelerators", "power_mw", "accelerator_type"))
    count, watts = (number(one, lang) if one is not None else "" for one in (chips, power))
    if not count:
        return texts.say("parts", "power_alone", lang, n=watts) if watts else ""
    said = texts.say("parts", "chips_of" if sort else "chips", lang, n=count, x=harmless_name(sort or ""))
    return said + (texts.say("parts", "power", lang, n=watts) if watts else "")


def _workforce(fact: Fact, lang: str) -> Clause:
    change = value_of(fact, "change") or "size"
    count, percent, group = (value_of(fact, slot) for slot in ("count", "percent", "group"))
    found = Clause(named(fact, "org", lang) or nobody(lang), f"workforce_{change}", lang)
    of = share(percent, lang) if percent is not None else ""
    unit = "staff" if change == "size" else "jobs"
    if count is not None:
        n = 1 if count == 1 else 2
        found.places = {"size": texts.say("parts", unit, lang, n, n=spelled(count, lang))}
        found.brackets += [texts.say("modes", "of_staff", lang, share=of)] if of else []
    elif of and change == "grow":
        found.key, found.places = "workforce_grow_share", {"share": of}
    else:
        said = texts.say("parts", f"share_of_{unit}", lang, x=of) if of else texts.say("parts", f"some_{unit}", lang)
        found.places = {"size": said}
    if group:
        known = _GROUPS.get(group.casefold())
        key, x = (f"among_{known}", "") if known else ("among_other", harmless_name(group))
        found.brackets.append(texts.say("parts", key, lang, x=x))
    return found


def _release(fact: Fact, lang: str) -> Clause:
    event, product, org = value_of(fact, "event") or "launch", named(fact, "product", lang), named(fact, "org", lang)
    product = product or nobody(lang)
    if org:
        return Clause(org, f"release_{event}", lang, {"product": product})
    return Clause(product, f"product_{event}", lang)


def _quote(fact: Fact, lang: str) -> Clause:
    return Clause(named(fact, "speaker", lang) or nobody(lang), "says", lang)


_CLAUSES: Final[dict[str, Callable[[Fact, str], Clause]]] = {
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
