"""Questions asked with texts: each method of the api is there, options are read, what makes no sense is refused."""

from pathlib import Path
from typing import Any

import pytest

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked, Period
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.flows.asking import By, FlowsAsked, View
from talentwire.analyse.pay.asking import Claimed
from talentwire.api import Talentwire
from talentwire.api.answers import Answers
from talentwire.api.catalogue import QUESTIONS, SHARED, question, shared
from talentwire.config import Config
from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.values import Interval, Money

NEEDED = {"changes": {"since": "2020"}, "offer": {"pay": "10M USD"}}


class Heard(Answers):
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.heard: dict[str, object] = {}

    def flows(self, asked: Asked | None = None, how: FlowsAsked | None = None) -> Answer:
        self.heard = {"asked": asked, "how": how}
        raise NotFoundError("nobody is here")

    def pay(self, asked: object = None, how: object = None) -> Answer:
        self.heard = {"asked": asked, "how": how}
        raise NotFoundError("nobody is here")


def ask(name: str, **given: str) -> Any:
    heard = Heard()
    with pytest.raises(NotFoundError, match="nobody is here"):
        question(name).ask(heard, Asked(), given)
    return heard.heard["how"]


def test_every_question_of_the_api_is_in_the_catalogue() -> None:
    answers = {
        name for name in dir(Answers) if getattr(getattr(Answers, name), "__annotations__", {}).get("return") is Answer
    }
    assert {name.replace("-", "_") for name in QUESTIONS} == answers
    assert all(question(name).about.endswith(".") for name in QUESTIONS)


def test_options_are_read_as_what_they_are() -> None:
    assert ask("flows", view="net", by="unit", role="research") == FlowsAsked(View.NET, By.UNIT, "research")
    assert ask("flows", view="", role=" ") == FlowsAsked()
    claimed = ask("pay", claimed="$32B would pay 320 people $100M each").claimed
    assert claimed == Claimed(Money(32_000_000_000, "USD"), 320, Money(100_000_000, "USD"))


def test_shared_filters_are_read_as_what_they_are() -> None:
    asked = shared({"during": "2025", "status": "rumoured,planned", "period": "year", "top": "3", "org": "Meta"})
    assert asked == Asked(
        during=Interval.parse("2025"), status=(Stage.RUMOURED, Stage.PLANNED), period=Period.YEAR, top=3, org="Meta"
    )
    assert shared({}) == Asked()
    assert set(SHARED) == set(Asked.__dataclass_fields__)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("flows", {"view": "gossip"}, "view cannot be 'gossip'; it is one of routes, net"),
        ("flows", {"vew": "net"}, "flows has no option 'vew'; it has view, by, role"),
        ("flows", {"role": "wizardry"}, "wizardry"),
        ("staying", {"years": "many"}, "years cannot be 'many'"),
        ("staying", {"years": "nan"}, "years must be"),
        ("staying", {"dated": "perhaps"}, "dated cannot be 'perhaps'"),
        ("machines", {"on": "soon"}, "2025-07-15"),
        ("changes", {}, "changes needs since"),
    ],
)
def test_options_that_make_no_sense_are_refused_in_a_sentence(name: str, given: dict[str, str], said: str) -> None:
    with pytest.raises(BadValueError, match=said):
        question(name).ask(Heard(), Asked(), given)


@pytest.mark.parametrize(
    "given", [{"top": "-1"}, {"top": "0"}, {"status": "denied?"}, {"period": "week"}, {"during": "x"}]
)
def test_shared_filters_that_make_no_sense_are_refused(given: dict[str, str]) -> None:
    with pytest.raises(BadValueError):
        shared(given)


def test_an_unknown_question_is_refused_with_what_may_be_meant() -> None:
    with pytest.raises(NotFoundError, match="did you mean flows"):
        question("flow")
    with pytest.raises(NotFoundError, match="there are flows"):
        question("horoscope")


def test_every_question_can_be_asked_of_a_ledger(stub_package: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Wei Chen joins OpenAI from Meta.")
    with Talentwire(Config(ledger=str(tmp_path / "asked.db"), extractor="stub")) as wire:
        wire.ingest([str(tmp_path / "one.txt")])
        for name in QUESTIONS:
            asked = shared({"lang": "fr", "org": "OpenAI"} if name == "org-chart" else {"lang": "fr"})
            answer = question(name).ask(wire, asked, NEEDED.get(name, {}))
            assert answer.lang == "fr"
            assert answer.definition
