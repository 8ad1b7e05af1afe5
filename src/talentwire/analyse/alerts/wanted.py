"""A saved question: the filters of facts, and what must have happened to a fact."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

from talentwire.analyse.money.figures import sum_from
from talentwire.errors import BadValueError
from talentwire.lang.families import known_family
from talentwire.lang.pack import languages
from talentwire.model.claims import KINDS, Status
from talentwire.model.values import Money, PartialDate

LONGEST: Final = 300
"""Characters of a name or of words that are looked for."""


class When(StrEnum):
    """What must have happened.

    Attributes:
        NEW: a fact was not told before.
        STATUS: it came further or less far: a rumour was confirmed, a plan reported, a report withdrawn.
        DENIED: it was denied, failed or was undone, or somebody new denies it.
        CONTESTED: sources contradict each other about it.
        VALUE: another figure or name is believed.
        ENDED: it is over, or something else took its place.
        CORRECTED: a claim of it was put right, or names in it mean somebody else.
        RETRACTED: all claims of it were taken out.
        MORE: no more than details became known.
        LEAVES: somebody leaves the organisation.
        JOINS: somebody joins it.

    """

    NEW = "new"
    STATUS = "status"
    DENIED = "denied"
    CONTESTED = "contested"
    VALUE = "value"
    ENDED = "ended"
    CORRECTED = "corrected"
    RETRACTED = "retracted"
    MORE = "more"
    LEAVES = "leaves"
    JOINS = "joins"


WAYS: Final = frozenset({When.LEAVES, When.JOINS})
USUAL: Final = frozenset(When) - WAYS - {When.MORE}
"""What is told where nobody says what must have happened."""


@dataclass(frozen=True)
class Wanted:
    """Which changes of which facts are wanted; what is left out lets everything through.

    Attributes:
        when: what must have happened, any of it; ways beside it say which moves.
        kind: kinds of facts.
        status: statuses, of which one claim of the fact has one.
        person: a person whom the fact names.
        org: an organisation that the fact names, or one that belongs to it.
        since: one of its claims is dated on this day or later.
        until: or on this day or before.
        lang: one of its claims is out of a document in this language.
        text: the words of one of its claims.
        role: family of positions of whoever moves or holds one.
        amount: the least sum.
        per_head: a deal costs more than this for each head.

    Raises:
        BadValueError: when a value makes no sense, or nothing could ever answer all of it.

    """

    when: tuple[When, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    person: str = ""
    org: str = ""
    since: str = ""
    until: str = ""
    lang: str = ""
    text: str = ""
    role: str = ""
    amount: Money | None = None
    per_head: Money | None = None

    def __post_init__(self) -> None:
        for name in ("person", "org", "text"):
            if len(getattr(self, name)) > LONGEST or "\0" in getattr(self, name):
                raise BadValueError(f"{name} may have {LONGEST} characters at most, and no NUL")
        for day in filter(None, (self.since, self.until)):
            PartialDate.parse(day)
        if self.role:
            known_family(self.role)
        self._check_kinds()
        if not self.narrows:
            raise BadValueError(
                "an alert on everything would tell all day: say at least what kind, who, which words, or what must "
                "have happened"
            )

    def _check_kinds(self) -> None:
        for what, needed in (("leaves or joins", self.ways and "move"), ("per_head", self.per_head and "deal")):
            if needed and self.kind and needed not in self.kind:
                asked = ", ".join(self.kind)
                raise BadValueError(f"{what} is about facts of the kind {needed}, but only {asked} is asked for")
        if self.ways and self.per_head:
            raise BadValueError("leaves and joins are about moves, per_head is about deals: make two alerts of it")

    @property
    def ways(self) -> frozenset[When]:
        """Which way a move must lead; nothing where that does not matter."""
        return WAYS & frozenset(self.when)

    @property
    def happenings(self) -> frozenset[When]:
        """What must have happened, any of it."""
        return (frozenset(self.when) - WAYS) or USUAL

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of facts that can answer it; nothing for all."""
        if self.ways:
            return ("move",)
        return ("deal",) if self.per_head else self.kind

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for at all."""
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def asks_claims(self) -> bool:
        """Whether the claims of a fact must be looked at."""
        return any((self.status, self.person, self.org, self.since, self.until, self.lang, self.text))

    def to_json(self) -> dict[str, Any]:
        """What is asked for, by name, in the form that ``of`` reads."""
        found: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Money):
                found[field.name] = value.to_json()
            elif value:
                found[field.name] = [str(one) for one in value] if isinstance(value, tuple) else value
        return found

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Wanted":
        """A saved question of texts, lists of texts and sums.

        Raises:
            BadValueError: naming what is unknown or makes no sense, and what may be meant.

        """
        known = [field.name for field in fields(cls)]
        for name in given:
            if name not in known:
                raise BadValueError(f"an alert cannot ask for {name!r}{_near(name, known)}")
        there = {name: value for name, value in given.items() if value not in (None, "", [], ())}
        return cls(**{name: _read(name, value) for name, value in there.items()})


def _some_of(name: str, value: Any, choices: Iterable[str]) -> tuple[str, ...]:
    several = value if isinstance(value, list | tuple) else [value]
    return tuple(dict.fromkeys(_one_of(name, one, choices) for one in several))


def _one_of(name: str, value: Any, choices: Iterable[str]) -> str:
    text, known = str(value).strip().casefold(), [str(one) for one in choices]
    if text not in known:
        raise BadValueError(f"{name} cannot be {str(value)[:80]!r}{_near(text, known)}")
    return text


def _near(name: str, known: list[str]) -> str:
    close = get_close_matches(str(name).casefold(), known, 1)
    return f"; did you mean {close[0]}?" if close else f"; there is {', '.join(known)}"


def _money(name: str, value: Any) -> Money:
    try:
        money = value if isinstance(value, Money) else Money.from_json(value) if isinstance(value, Mapping) else None
        money = money or sum_from(str(value))
    except BadValueError as error:
        raise BadValueError(f"{name}: {error}") from None
    if money.value <= 0:
        raise BadValueError(f"{name} must be above 0, not {money}")
    return Money(money.value, money.currency)


def _read(name: str, value: Any) -> Any:
    """A value as it is asked for."""
    match name:
        case "when":
            return tuple(map(When, _some_of(name, value, tuple(When))))
        case "kind":
            return _some_of(name, value, KINDS)
        case "status":
            return _some_of(name, value, Status)
        case "lang":
            return _one_of(name, value, languages())
        case "amount" | "per_head":
            return _money(name, value)
        case _:
            return " ".join(str(value).split())
