"""What fills the places of a phrase: names with articles and prepositions, positions, sums, days."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from synthetic.names import Person
from synthetic.phrases import words
from synthetic.roles import Role
from talentwire.analyse.sentences.names import Named, french, listed
from talentwire.analyse.sentences.values import Phrase, money, number, spelled
from talentwire.model.values import Money

_SHORT: Final = {
    "en": {10**9: "${}bn", 10**6: "${}m"},
    "de": {10**9: "{} Mrd. Dollar", 10**6: "{} Mio. Dollar"},
    "fr": {10**9: "{} Mds $", 10**6: "{} M$"},
}
_PRONOUNS: Final = {"en": ("he", "she"), "de": ("er", "sie"), "fr": ("il", "elle")}
_YEARS: Final = {
    "en": ("a few months", "a year", "{} years"),
    "de": ("wenigen Monaten", "einem Jahr", "{} Jahren"),
    "fr": ("quelques mois", "un an", "{} ans"),
}
_MONTHS: Final = {"en": "{} months", "de": "{} Monaten", "fr": "{} mois"}
_ARE: Final = {"en": ("is", "are"), "de": ("ist", "sind"), "fr": ("figure", "figurent")}
ORGS: Final = frozenset(("from", "to", "org", "payer", "buyer", "target", "owner", "wrong", "denier", "joins", "at"))


class Org:
    """An organisation as a place of a phrase: ``{from:von}``, ``{to:bei}``; ``bare`` is the name alone."""

    def __init__(self, name: str, lang: str) -> None:
        self.name, self.lang = name, lang
        self._named = Named((name,), lang)

    def __format__(self, spec: str) -> str:
        if spec == "bare":
            return self.name
        said = format(self._named, spec.lower())
        return said[:1].upper() + said[1:] if spec[:1].isupper() else said


@lru_cache(maxsize=20_000)
def org(name: str, lang: str) -> Org:
    """An organisation in a language; made once."""
    return Org(name, lang)


class Places(dict[str, Any]):
    """What fills the places of a phrase, each worked out when it is asked for, and which were asked for.

    Args:
        slots: what there is to say.
        lang: the language.
        day: of the document.
        happened: when what is told happened.
        chance: draws between ways to write a sum.

    """

    def __init__(self, slots: Mapping[str, Any], lang: str, day: date, happened: date, chance: random.Random) -> None:
        super().__init__()
        self.slots, self.lang, self.day, self.happened, self.chance = slots, lang, day, happened, chance
        self.used: dict[str, str] = {}

    def __missing__(self, name: str) -> Any:
        made = self[name] = self._made(name)
        self.used.setdefault(name, "")
        return made

    def _made(self, name: str) -> Any:
        who = self.slots.get("person")
        gender = who.gender if isinstance(who, Person) else "m"
        maker = getattr(self, f"_{name.lower()}", None)
        if maker is not None:
            said = maker(gender)
            return said.capitalize() if name[:1].isupper() else said
        return self._plain(name, self.slots[name], gender)

    def _plain(self, name: str, value: Any, gender: str) -> Any:
        match value:
            case Person():
                said: Any = Phrase(value.name)
            case Role():
                said = Phrase(value.said(self.lang, gender))
            case Money():
                said = self._sum(value)
            case tuple():
                said = listed([one.name for one in value], self.lang)
            case str() if name in ORGS:
                said = org(value, self.lang)
            case int() | float():
                said = number(value, self.lang)
            case _:
                said = Phrase(value)
        return said

    def _sum(self, value: Money) -> Phrase:
        if self.chance.random() < 0.3:
            for size, form in _SHORT[self.lang].items():
                if value.value >= size:
                    return Phrase(form.format(number(round(value.value / size, 2), self.lang)))
        return money(value, self.lang)

    # places that follow from others

    def _he(self, gender: str) -> str:
        return _PRONOUNS[self.lang][gender == "f"]

    def _his(self, gender: str) -> str:
        return ("his", "her")[gender == "f"]

    def _him(self, gender: str) -> str:
        return ("him", "her")[gender == "f"]

    def _e(self, gender: str) -> str:
        return "e" if gender == "f" else ""

    def _his_acc(self, gender: str) -> str:
        return "seine" if gender == "f" else "seinen"

    def _his_f(self, gender: str) -> str:
        vowel = french("de", self.slots["was"].said("fr", gender)).startswith("d’")
        return "sa" if gender == "f" and not vowel else "son"

    def _years(self, _: str) -> str:
        gone = max(0, (self.happened - self.slots["since"]).days // 365)
        few, one, many = _YEARS[self.lang]
        return few if gone == 0 else one if gone == 1 else many.format(spelled(gone, self.lang))

    def _year(self, _: str) -> str:
        self.used["year"] = str(self.slots["since"].year)
        return self.used["year"]

    def _when(self, _: str) -> str:
        """The day of the week, of one of the last six days; else the month."""
        if (self.day - self.happened) <= timedelta(6):
            self.used["when"] = self.happened.isoformat()
            return words(self.lang)["weekdays"][self.happened.weekday()]
        return self._month("")

    def _month(self, _: str) -> str:
        self.used["when"] = self.happened.isoformat()[:7]
        return f"{words(self.lang)['months'][self.happened.month - 1]} {self.happened.year}"

    def _opens(self, _: str) -> str:
        opens = self.slots["opens"]
        return f"{words(self.lang)['months'][opens.month - 1]} {opens.year}"

    def _opens_bare(self, _: str) -> str:
        return self._opens("").partition(" ")[2]

    def _months(self, _: str) -> str:
        """A stretch of some months, of no meaning."""
        return _MONTHS[self.lang].format(spelled(self.chance.randint(2, 9), self.lang))

    def _few(self, _: str) -> str:
        return spelled(self.chance.randint(3, 12), self.lang)

    def _hour(self, _: str) -> str:
        return str(self.chance.randint(5, 22))

    def _are(self, _: str) -> str:
        return _ARE[self.lang][len(self.slots["people"]) > 1]

    def _gehoeren(self, _: str) -> str:
        return "gehören" if len(self.slots["people"]) > 1 else "gehört"

    def _count(self, _: str) -> str:
        return spelled(self.slots["count"], self.lang)

    def _n(self, _: str) -> str:
        return number(self.slots["count"], self.lang)
