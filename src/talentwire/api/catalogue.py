"""Every question that is answered with numbers, by its name, asked with texts: for addresses, forms and agents.

What may be asked follows from the methods of ``Answers`` and the dataclasses that they take, and is written nowhere
twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from inspect import Parameter, signature
from types import NoneType
from typing import Any, Final, get_args, get_type_hints

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.money.figures import figures_from, sum_from
from talentwire.analyse.pay.asking import Claimed
from talentwire.api.answers import Answers
from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.values import Interval, Money, PartialDate

QUESTIONS: Final = (
    "flows", "staying", "episodes", "pay", "shares", "machines",
    "org-chart", "pool", "said", "ties", "changes", "offer",
)  # fmt: skip
"""Names of the questions, in the order in which people are shown them."""
_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True)
class Option:
    """What may be said of a question beside the filters that all share.

    Attributes:
        name: of the parameter.
        choices: all that it may be; empty where it is free.
        default: what it is otherwise, as a text; None where it must be given.
        read: makes the value of a text.

    """

    name: str
    choices: tuple[str, ...]
    default: str | None
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Question:
    """A question.

    Attributes:
        name: of the verb, and of the method of the api.
        options: what may be said of it.
        about: what it answers, in a sentence.

    """

    name: str
    options: tuple[Option, ...]
    about: str
    _how: Callable[..., Any] | None

    def ask(self, answers: Answers, asked: Asked, given: Mapping[str, str]) -> Answer:
        """Ask it.

        Args:
            answers: the open ledger.
            asked: the filters that all questions share.
            given: values of options, by name; what is not there, or empty, is as by default.

        Raises:
            BadValueError: when there is no such option, or its value makes no sense.
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.

        """
        values = self._values({name: text for name, text in given.items() if text.strip()})
        method: Callable[..., Answer] = getattr(answers, self.name.replace("-", "_"))
        if self._how is not None:
            return method(asked=asked, how=self._how(**values))
        return method(asked=asked, **values)

    def _values(self, given: Mapping[str, str]) -> dict[str, Any]:
        known = {option.name: option for option in self.options}
        for name in given:
            if name not in known:
                raise BadValueError(f"{self.name} has no option {name!r}; it has {', '.join(known) or 'none'}")
        if missing := [one.name for one in self.options if one.default is None and one.name not in given]:
            raise BadValueError(f"{self.name} needs {' and '.join(missing)}")
        return {name.replace("-", "_"): _read(known[name], text) for name, text in given.items()}


def question(name: str) -> Question:
    """The question of a name.

    Raises:
        NotFoundError: when there is none; the text says which there are.

    """
    if name not in QUESTIONS:
        near = get_close_matches(name.casefold(), QUESTIONS, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(QUESTIONS)}"
        raise NotFoundError(f"there is no question called {name!r}; {hint}")
    return _declared(name)


def shared(given: Mapping[str, str]) -> Asked:
    """The filters that all questions share, of texts; what is not there, or empty, lets everything through.

    Raises:
        BadValueError: when a value makes no sense.

    """
    return Asked(
        as_of=given.get("as_of") or None,
        during=Interval.parse(given["during"]) if given.get("during") else None,
        status=tuple(_choice("status", Stage, one) for one in given.get("status", "").replace(",", " ").split()),
        person=given.get("person", ""),
        org=given.get("org", ""),
        period=_choice("period", Period, given["period"]) if given.get("period") else None,
        **({"top": _whole(given["top"])} if given.get("top") else {}),
        lang=given.get("lang") or "en",
    )


SHARED: Final = ("as_of", "during", "status", "person", "org", "period", "top", "lang")
"""Names of the filters that all questions share."""


@cache
def _declared(name: str) -> Question:
    method = getattr(Answers, name.replace("-", "_"))
    hints = get_type_hints(method)
    about = (method.__doc__ or "").strip().partition("\n")[0]
    options: list[Option] = []
    how = None
    for parameter in signature(method).parameters.values():
        if parameter.name in ("self", "asked"):
            continue
        kind = _plain(hints[parameter.name])
        if is_dataclass(kind) and isinstance(kind, type):
            how = kind
            inner = get_type_hints(kind)
            options += [_option(one.name, inner[one.name], one.default) for one in fields(kind)]
        else:
            default = MISSING if parameter.default is Parameter.empty else parameter.default
            options.append(_option(parameter.name, hints[parameter.name], default))
    return Question(name, tuple(options), about, how)


def _option(name: str, hint: Any, default: Any) -> Option:
    kind = _plain(hint)
    choices = tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()
    shown = None if default is MISSING else "" if default is None else str(default)
    read: Callable[[str], Any] = (lambda text: _choice(name, kind, text)) if choices else _READERS.get(kind, str)
    return Option(name, tuple(map(str, choices)), shown, read)


def _plain(hint: Any) -> Any:
    """A type without None; of several, the last, which is the one that texts are."""
    several = [one for one in get_args(hint) if one is not NoneType]
    return hint if not several else several[-1]


def _read(option: Option, text: str) -> Any:
    try:
        return option.read(text)
    except ValueError:
        raise BadValueError(f"{option.name} cannot be {text!r}") from None


def _choice(name: str, kind: type[StrEnum], text: str) -> Any:
    if text not in list(kind):
        raise BadValueError(f"{name} cannot be {text!r}; it is one of {', '.join(kind)}")
    return kind(text)


def _flag(text: str) -> bool:
    word = text.strip().casefold()
    if word not in _TRUE | _FALSE:
        raise ValueError
    return word in _TRUE


def _whole(text: str) -> int:
    if not text.strip().isdecimal():
        raise BadValueError(f"{text!r} is no whole number")
    return int(text)


_READERS: Final[dict[Any, Callable[[str], Any]]] = {
    bool: _flag,
    int: _whole,
    float: float,
    date: lambda text: PartialDate.parse(text).first(),
    Money: sum_from,
    Claimed: lambda text: Claimed(*figures_from(text)),
}
