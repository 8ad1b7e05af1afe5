"""Sentences: every kind, status and number of parties gives a whole one in three languages, with its status in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import claim, facts, move

from talentwire.analyse.facts.fact import Fact, Stage
from talentwire.analyse.sentences import denial, plain_clause, sentence
from talentwire.errors import BadValueError

LANGUAGES = ("en", "de", "fr")
USD = {"value": 2_400_000_000, "currency": "USD"}
DANGLING = re.compile(
    r"\b(to|for|from|at|von|zu|bei|mit|an|für|de|à|chez|dans|par|of|in|as|als|comme)[.);,]", re.IGNORECASE
)
EMPTY = re.compile(r"\(\s*\)|“\s*”|\{|\}|None|  | \.|\(;|; \)")
KINDS: list[dict[str, Any]] = [
    move("Ada Brandt"),
    move("Ada Brandt", "Ovalie"),
    move("Ada Brandt", "", "Brumelune"),
    move("Ada Brandt", "A", "A"),
    move("Ada Brandt", "Ovalie", "ETH Novaport", to_role="chief scientist", from_role="CEO"),
    move(7, "Ovalie", "B"),
    move(1, "Ovalie", "B"),
    move("Ada Brandt", "", "University of Oxford", seat="board"),
    move("Ada Brandt", "Ovalie", seat="board"),
    {"type": "move", "to_org": "B", "on": "2025-01-01", "status": "asserted"},
    claim("position", person="Ada Brandt", org="Ovalie", role="CEO"),
    claim("position", person="Ada Brandt", org="B"),
    claim("position", person="Ada Brandt", org="B", role="CEO", current=False),
    claim("position", person="Ada Brandt", org="B", current=False),
    *(
        claim("deal", buyer="Ovalie", target="B", kind=kind, amount=USD, stake_pct=15.5)
        for kind in ("acquisition", "stake", "investment", "merger", "joint_venture", "licence_hire")
    ),
    claim("deal", buyer="Ovalie"),
    claim("deal", target="Aubier Institute", kind="stake"),
    claim("deal", target="B"),
    *(
        claim("funding", org="Ovalie", kind=kind, amount=USD, valuation=USD)
        for kind in ("primary", "secondary", "debt")
    ),
    *(claim("funding", org="Ovalie", kind=kind) for kind in ("primary", "secondary", "debt")),
    claim("funding", org="Ovalie", amount=USD, investor=["A", "B", "C", "D", "E", "F"]),
    *(
        claim("pay", payer="Ovalie", kind=kind, amount=USD, recipient="researchers", period="year")
        for kind in ("signing_bonus", "package", "salary", "equity", "retention", "buyback")
    ),
    claim("pay", payer="Ovalie"),
    claim("pay", amount=USD, recipient=["Ada Brandt", "senior people"]),
    claim("compute", owner="Ovalie", facility="Basalt", accelerators=96000, accelerator_type="H100", power_mw=180.5),
    claim("compute", owner="Ovalie", power_mw=12),
    claim("compute", owner="Ovalie", capex=USD, location="Chandler"),
    claim("compute", facility="Basalt", accelerators=1000, online="2026-06"),
    claim("compute", facility="Basalt"),
    *(claim("workforce", org="Ovalie", change=change, count=60, percent=12) for change in ("cut", "grow", "size")),
    *(claim("workforce", org="Ovalie", change=change, percent=12) for change in ("cut", "grow", "size")),
    *(claim("workforce", org="Ovalie", change=change, count=1, group="crews") for change in ("cut", "grow", "size")),
    claim("workforce", org="Ovalie"),
    *(claim("release", org="Ovalie", product="K8", event=e) for e in ("launch", "delay", "benchmark", "withdraw")),
    *(claim("release", product="K8", event=e) for e in ("launch", "delay", "benchmark", "withdraw")),
    claim("quote", speaker="Ada Brandt", org="Ovalie", evidence="“We are no shop window”"),
]


def stages(said: dict[str, Any]) -> Iterator[Fact]:
    (fact,) = facts([said])
    for stage in Stage:
        yield replace(fact, status=stage)
    for status in ("talks", "attempted", "planned", "failed", "denied"):
        yield from facts([{**said, "status": status}])
        yield from facts([{**said, "status": status, "source": "Runa Hallström"}])


def whole(text: str) -> None:
    assert text
    assert text.rstrip("\u2069").endswith("."), text
    assert not EMPTY.search(text), text
    assert not DANGLING.search(text), text
    assert not text.endswith("..")
    assert text.count("(") == text.count(")"), text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("said", KINDS, ids=[f"{one['type']}{at}" for at, one in enumerate(KINDS)])
def test_every_kind_in_every_status_is_a_whole_sentence(said: dict[str, Any], lang: str) -> None:
    for fact in stages(said):
        for text in (
            sentence(fact, lang), sentence(fact, lang, date(2000, 1, 1)), plain_clause(fact, lang), denial(fact, lang),
            denial(fact, lang, short=True),
        ):  # fmt: skip
            whole(text)
            assert text[0].isupper() or text[0] in "“„«0123456789", text


HOW_FAR = {
    "rumoured": ("rumour", "Gerücht", "rumeur"),
    "talks": ("talks", "gesprochen", "discussions"),
    "attempted": ("attempt", "Versuch", "tentative"),
    "planned": ("plan", "Geplant", "prévu"),
    "failed": ("failed", "Gescheitert", "échoué"),
    "denied": ("den", "bestr", "dément"),
    "reversed": ("reversed", "rückgängig", "annulée"),
}


@pytest.mark.parametrize("status", HOW_FAR)
@pytest.mark.parametrize("said", [one for one in KINDS if one["type"] != "quote"])
def test_the_status_is_said_in_the_sentence(said: dict[str, Any], status: str) -> None:
    (fact,) = facts([{**said, "status": status if status in ("talks", "attempted") else "asserted"}])
    if status in list(Stage):
        fact = replace(fact, status=Stage(status))
    for lang, word in zip(LANGUAGES, HOW_FAR[status], strict=True):
        assert word.casefold() in sentence(fact, lang).casefold()


@pytest.mark.parametrize(
    ("said", "en", "de", "fr"),
    [
        (
            move("Ada Brandt", "Ovalie", "ETH Novaport", to_role="chief scientist"),
            "Ada Brandt leaves Ovalie for ETH Novaport as chief scientist.",
            "Ada Brandt wechselt als Chief Scientist von Ovalie zur ETH Novaport.",
            "Ada Brandt quitte Ovalie pour ETH Novaport comme « chief scientist ».",
        ),
        (
            move(7, "Aubier Institute", "Ovalie"),
            "Seven people leave the Aubier Institute for Ovalie.",
            "Sieben Personen wechseln vom Aubier Institute zu Ovalie.",
            "Sept personnes quittent l’Aubier Institute pour Ovalie.",
        ),
        (
            move("Ada Brandt", "", "Ovalie", seat="board", status="planned"),
            "Under announced plans, Ada Brandt is to join the board of Ovalie.",
            "Geplant ist, dass Ada Brandt in das Aufsichtsgremium von Ovalie einzieht.",
            "Il est prévu qu’Ada Brandt entre au conseil d’administration d’Ovalie.",
        ),
        (
            {**move("Ada Brandt", "Ovalie", "B", status="denied"), "source": "Ada Brandt"},
            "Ada Brandt denies leaving Ovalie for B.",
            "Ada Brandt bestreitet, von Ovalie zu B zu wechseln.",
            "Ada Brandt dément quitter Ovalie pour B.",
        ),
        (
            claim("deal", buyer="xFathom", target="Université de Novaport", kind="stake", stake_pct=15, amount=USD),
            "xFathom takes a stake of 15% in Université de Novaport for $2.4 billion.",
            "xFathom beteiligt sich für 2,4 Milliarden Dollar mit 15 % an der Université de Novaport.",
            "xFathom prend une participation de 15 % dans l’Université de Novaport pour 2,4 milliards de dollars.",
        ),
        (
            claim("funding", org="Ovalie", amount={"value": 1_500_000, "currency": "EUR"}, kind="secondary"),
            "Existing shares in Ovalie change hands for €1.5 million.",
            "Bestehende Anteile an Ovalie wechseln für 1,5 Millionen Euro den Besitzer.",
            "Des actions existantes d’Ovalie changent de mains pour 1,5 million d’euros.",
        ),
        (
            claim("workforce", org="Ovalie", change="cut", count=60, percent=12, group="managers"),
            "Ovalie cuts 60 jobs (12% of the staff; managers).",
            "Ovalie baut 60 Stellen ab (12 % der Belegschaft; Führungskräfte).",
            "Ovalie supprime 60 postes (12 % du personnel ; cadres).",
        ),
    ],
)  # fmt: skip
def test_sentences_as_an_editor_would_print_them(said: dict[str, Any], en: str, de: str, fr: str) -> None:
    (fact,) = facts([said])
    shown = [sentence(fact, lang).replace("\u00a0", " ").replace("\u202f", " ") for lang in LANGUAGES]
    assert shown == [en, de, fr]


def test_several_names_are_a_list_that_agrees() -> None:
    (fact,) = facts([claim("compute", owner=["Ovalie", "B", "Aubier Institute"], power_mw=5)])
    assert sentence(fact, "en").startswith("The Aubier Institute, B and Ovalie operate computing sites")
    assert sentence(fact, "de").startswith("Das Aubier Institute, B und Ovalie betreiben Rechenzentren")
    assert sentence(fact, "fr").startswith("L’Aubier Institute, B et Ovalie exploitent des centres")


def test_a_language_without_sentences() -> None:
    (fact,) = facts([move("Ada Brandt", "A", "B")])
    with pytest.raises(BadValueError, match="sentences are written in en, de, fr, not in 'es'"):
        sentence(fact, "es")


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=200), st.sampled_from(LANGUAGES), st.sampled_from(list(Stage)))
def test_any_name_leaves_a_sentence_whole(name: str, lang: str, stage: Stage) -> None:
    (fact,) = facts([move("Ada Brandt", "Ovalie", "B")])
    slot = fact.slots["to_org"]
    strange = replace(slot, values=(replace(slot.values[0], value="org:x", shown=name),))
    text = sentence(replace(fact, slots={**fact.slots, "to_org": strange}, status=stage), lang)
    assert text.rstrip("\u2069").endswith((".", "…"))
    assert "\n" not in text
    assert "\u202e" not in text
    assert len(text) < 400


def test_a_name_from_right_to_left_is_set_apart() -> None:
    (fact,) = facts([move("דנה לוי", "Ovalie", "B\u202eevil")])
    assert sentence(fact, "en") == "\u2068דנה לוי\u2069 leaves Ovalie for Bevil."
