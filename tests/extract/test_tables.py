"""Tables whose header says whom their rows are about."""

from marked import extractor, told

from talentwire.extract.drafts import to_claim
from talentwire.model.document import Document
from talentwire.model.values import PartialDate


def claims(text: str, lang: str) -> list[str]:
    laid_out = extractor().lay_out(Document("table", text, lang=lang, date=PartialDate(2026, 5, 14)))
    assert laid_out is not None
    return [told(to_claim(draft, laid_out)) for draft in extractor().drafts(laid_out)]


def test_a_header_names_the_owners_of_machines() -> None:
    text = """AI data centres under way

Site | Operator | Power | Chips | Cost | Online
Lowmoor (Leeds) | Greywater | 48 MW | 9,200 MI400 | €710m | 2027
Thornaby | Peat & Sons | 30 MW | - | - | in service
"""
    first, second = claims(text, "en")
    assert first.startswith("compute: owner=Greywater; facility=Lowmoor; accelerators=9200")
    assert "power_mw=48" in first
    assert "online=2027" in first
    assert first.endswith("status=planned")
    assert second.startswith("compute: owner=Peat & Sons; facility=Thornaby; power_mw=30")


def test_a_header_names_the_employers() -> None:
    text = """KI-Firmen und ihr Personal

Unternehmen | Mitarbeiter | Abbau
Moorwasser | 1.200 | 90
"""
    assert claims(text, "de") == [
        "workforce: org=Moorwasser; change=cut; count=90",
        "workforce: org=Moorwasser; change=size; count=1200",
    ]
