"""Extractors are found by name, and nothing passes the gate that the document does not say."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.errors import ConfigError
from talentwire.extract.extractor import Extractor, extractor_names, find_extractor, ground, read_claims
from talentwire.model.claims import Claim, Quote
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party


class Says:
    """An extractor that says what it was told to say."""

    name = "says"
    version = "7"

    def __init__(self, *claims: Claim) -> None:
        self.claims = claims

    def extract(self, document: Document) -> Iterable[Claim]:
        return self.claims


def quote(evidence: str, span: Span | None = None) -> Claim:
    return Claim(Quote(speaker=(Party("Ada"),)), evidence=evidence, span=span)


@given(st.text(), st.text(), st.integers(-5, 20), st.integers(-5, 20))
def test_a_grounded_span_always_cuts_the_evidence(text: str, evidence: str, start: int, end: int) -> None:
    for span in (None, Span(start, end)):
        found = ground(text, evidence, span)
        assert (found is None) == (not evidence.strip() or evidence not in text)
        assert found is None or found.cut(text) == evidence


def test_a_wrong_span_moves_to_the_nearest_place() -> None:
    text = "late, she said. late."
    assert ground(text, "late", Span(0, 4)) == (0, 4)
    assert ground(text, "late", Span(14, 18)) == (16, 20)
    assert ground(text, "late", Span(-4, -1)) == (0, 4)
    assert ground(text, "soon", Span(0, 4)) is None


def test_the_gate_signs_orders_and_drops() -> None:
    document = Document("a", "One thing. Another thing.")
    says = Says(quote("Another thing."), quote("One thing."), quote("One thing.", Span(0, 10)), quote("No thing."))
    extraction = read_claims(document, says)
    assert [claim.evidence for claim in extraction.claims] == ["One thing.", "Another thing."]
    assert extraction.refused == 1
    assert {claim.extractor for claim in extraction.claims} == {"says 7"}
    assert {claim.document for claim in extraction.claims} == {document.digest}


def test_plugins_are_found_by_name(stub_package: Path) -> None:
    assert {"stub", "newer"} <= set(extractor_names())
    extractor = find_extractor("stub")
    assert isinstance(extractor, Extractor)
    assert (extractor.name, extractor.version) == ("stub", "1")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nobody", "no extractor is called 'nobody' .installed: .*stub"),
        ("hollow", "talentwire_stub:NoExtractor is no extractor"),
        ("missing", "extractor 'missing' .* cannot be loaded"),
    ],
)
def test_what_is_no_extractor_is_refused(stub_package: Path, name: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        find_extractor(name)
