"""Evidence is found in the original text or nowhere, and no name passes that the document does not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.extract.llm.evidence import Evidence
from talentwire.extract.llm.presence import Presence
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import SlotType
from talentwire.model.document import Document, Edit

TEXT = "Ada Bell – „eine der Besten“ –\n verlässt  Meta. Naveen RaoVizepräsident bleibt. Ada Bell geht."
DOCUMENT = Document("a", TEXT, lang="de").with_edits([Edit(TEXT.index("Vize"), TEXT.index("Vize"), " ")])


def found(cited: str, near: int = 0, document: Document = DOCUMENT) -> str | None:
    span = Evidence(document).find(cited, near)
    return span.cut(document.text) if span else None


@pytest.mark.parametrize(
    ("cited", "stands"),
    [
        ("verlässt  Meta.", "verlässt  Meta."),
        ("verlässt Meta.", "verlässt  Meta."),
        ("“verlässt Meta.”", "verlässt  Meta."),
        ('Ada Bell - "eine der Besten" - verlässt Meta', "Ada Bell – „eine der Besten“ –\n verlässt  Meta"),
        ("Naveen Rao Vizepräsident bleibt", "Naveen RaoVizepräsident bleibt"),
        ("Naveen RaoVizepräsident bleibt", "Naveen RaoVizepräsident bleibt"),
        ("  Ada Bell geht. ", "Ada Bell geht."),
        ("… Ada Bell geht …", "Ada Bell geht"),
    ],
)
def test_citations_are_found_and_cut_from_the_original(cited: str, stands: str) -> None:
    assert found(cited) == stands


@pytest.mark.parametrize(
    "cited", ["", "   ", "Meta", '"Meta"', "ada bell geht", "Ada Bell bleibt", "Ada Bell … Meta", "x" * 5000]
)
def test_what_does_not_stand_there_is_not_found(cited: str) -> None:
    assert found(cited) is None


def test_of_several_places_the_one_in_the_window_counts() -> None:
    document = Document("a", "She joins Meta. Then words. She joins Meta. The end.")
    assert Evidence(document).find("She joins Meta", 5) == (28, 42)
    assert Evidence(document).find("She joins Meta", 0) == (0, 14)
    assert Evidence(document).find("She joins Meta", 40) == (0, 14)


@given(st.text(st.sampled_from('ab \n„"–’'), min_size=8, max_size=60), st.integers(0, 50), st.integers(8, 40))
def test_what_is_found_is_what_was_cited_up_to_blanks_and_marks(text: str, start: int, length: int) -> None:
    cited = text[start : start + length]
    stands = found(cited, document=Document("a", text))
    if stands is not None:
        assert [c for c in stands if c in "ab"] == [c for c in cited if c in "ab"]
    elif len(cited.strip()) >= 8 and not set(cited) & set('„’"'):
        pytest.fail("an exact citation was not found")


@pytest.mark.parametrize(
    ("name", "kind", "form"),
    [
        ("Uday Ruddarraju", "person", "Uday Ruddarraju"),
        ("Ruddarraju", "person", "Ruddarraju"),
        ("Dr. Uday Ruddarraju", "person", "Uday Ruddarraju"),
        ("Peter Ruddarraju", "person", "Ruddarraju"),
        ("Lucas Beyer", "person", "Lucas Beyer"),
        ("Vladimir Putin", "person", "Vladimir Putin"),
        ("Naveen Rao", "person", "Naveen Rao"),
        ("Nobody Atall", "person", None),
        ("Sam Altman", "person", "Sam Altman"),
        ("Open AI", "org", "Open AI"),
        ("OpenAI, Inc.", "org", "OpenAI, Inc."),
        ("Meta", "org", "Meta"),
        ("Inflection", "org", "Inflection"),
        ("Google", "org", None),
        ("Wall Street Journal", "party", "Wall Street Journal"),
        ("Metallica", "org", None),
        ("GPT-7", "product", None),
        ("", "org", None),
    ],
)
def test_names_stand_in_the_document_or_nowhere(name: str, kind: SlotType, form: str | None) -> None:
    text = (
        "Uday Ruddarraju geht zu OpenAI, schreibt das WSJ. Metas Forscher Lucas und Anna Beyer folgen, Altman lacht. "
        "Владимира Путина fragt niemand. Naveen RaoVizepräsident bleibt bei Inflexion."
    )
    assert Presence(Document("a", text), Atlas.load()).form(name, kind) == form


def test_only_what_the_knowledge_has_can_be_implied() -> None:
    presence = Presence(Document("a", "The company."), Atlas.load())
    assert presence.is_known("OpenAI", "org")
    assert not presence.is_known("Marrowgate Nonsense", "org")
    assert presence.is_known("Sam Altman", "person")
    assert not presence.is_known("Ada Bell", "person")
