"""Who says a claim: those concerned, outlets, people with a name and without."""

from typing import Any

import histories
import pytest

from talentwire.analyse.facts.reading import Reading
from talentwire.analyse.facts.report import Meant, World
from talentwire.analyse.facts.voices import is_nameless
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages

ATLAS = Atlas.load()
MOVE = {"type": "move", "person": "Ada Moss", "from_org": "Aster", "to_org": "Brume", "outlet": "Daily"}


def voice(world: World = histories.world({}), **said: Any) -> str:  # noqa: B008 (worlds never change)
    return Reading(histories.report(1, {**MOVE, **said}), world).voice.kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({}, "outlet"),
        ({"outlet": None}, "document"),
        ({"outlet": "Brume"}, "concerned"),
        ({"source": "Brume"}, "concerned"),
        ({"source": "Ada Moss"}, "concerned"),
        ({"source": "Herald"}, "outlet"),
        ({"source": "Cora Voss"}, "named"),
        ({"source": "people familiar with the matter"}, "unnamed"),
        ({"source": "Insider", "lang": "de"}, "unnamed"),
        ({"source": "sources", "lang": "xx"}, "unnamed"),
        ({"by": "editor:mia"}, "editor"),
    ],
)
def test_voice(said: dict[str, Any], kind: str) -> None:
    assert voice(**said) == kind


def test_an_outlet_is_known_even_if_its_name_is_a_word_for_people_without_one() -> None:
    assert voice(World.of(ATLAS), source="Business Insider") == "outlet"
    assert is_nameless("Business Insider", "en")


def test_the_head_of_a_house_speaks_for_it() -> None:
    house = next(org for org in ATLAS.organisations if org.leaders)
    head = house.leaders[0].person
    report = histories.report(1, {**MOVE, "to_org": house.name, "source": head})
    assert Reading(report, World.of(ATLAS)).voice.kind == "concerned"
    assert Reading(histories.report(1, {**MOVE, "source": head}), World.of(ATLAS)).voice.kind == "named"


def test_a_unit_is_concerned_by_what_its_house_says() -> None:
    assert voice(histories.world({"Brume": "Delta"}), source="Delta") == "concerned"


@pytest.mark.parametrize(
    ("source", "lang"),
    [
        ("Personen, die mit der Sache vertraut sind", "de"),
        ("a person briefed on the hiring", "en"),
        ("una fuente cercana a la empresa", "es"),
        ("une personne familière avec l'affaire", "fr"),
        ("una fonte vicina al dossier", "it"),
        ("ingewijden", "nl"),
    ],
)
def test_people_without_a_name_are_known_in_every_language(source: str, lang: str) -> None:
    assert is_nameless(source, lang)
    assert is_nameless(source, None)


def test_every_language_has_words_for_them() -> None:
    assert {"de", "en", "es", "fr", "it", "nl"} <= set(languages())


def test_whom_a_name_means_where_nobody_said_so() -> None:
    report = histories.report(1, MOVE)
    bare = Reading(type(report)(report.entry), World())
    assert bare.ids == {"person": ("person:ada moss",), "from_org": ("org:aster",), "to_org": ("org:brume",)}
    assert Reading(report, World()).named["to_org"] == {"org:Brume": "Brume"}
    assert Meant("org:Brume", "Brume").name == "Brume"
