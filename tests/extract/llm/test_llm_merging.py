"""The same thing said twice is one claim with the slots of both; what contradicts stays two."""

from typing import Any

from talentwire.extract.llm.merging import Merger, full_names
from talentwire.extract.llm.presence import Presence
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span

MERGER = Merger(Presence(Document("a", ""), Atlas.load()))


def claim(type_: str, evidence: str = "the words of it", **slots: Any) -> Claim:
    read = Claim.from_json({"type": type_, "evidence": evidence, **slots})
    return read.in_document("d", Span(0, len(evidence)))


def move(**slots: Any) -> Claim:
    return claim("move", **{"person": "Ada Bell", "to_org": "OpenAI", **slots})


def merged(*claims: Claim) -> list[dict[str, Any]]:
    return [one.to_json() for one in MERGER.merged([], claims)]


def test_slots_are_added_and_the_first_evidence_stays() -> None:
    (one,) = merged(move(evidence="first words"), move(evidence="second words", from_org="Meta", to_role="CEO"))
    assert (one["from_org"], one["to_role"], one["evidence"]) == ("Meta", "CEO", "first words")


def test_names_agree_in_all_their_forms() -> None:
    (one,) = merged(move(to_org="Open AI", person="Bell"), move())
    assert (one["person"], one["to_org"]) == ("Ada Bell", "Open AI")


def test_what_contradicts_stays_two() -> None:
    assert len(merged(move(), move(status="denied"))) == 2
    assert len(merged(move(), move(seat="board"))) == 2
    assert len(merged(move(from_org="Meta"), move(from_org="Mistral"))) == 2
    assert len(merged(move(date="2024"), move(date="2025-01"))) == 2
    assert len(merged(move(), move(person=None, headcount=3))) == 2
    assert len(merged(move(), move(person="Bob Cole"))) == 2
    job = {"person": "Ada Bell", "org": "Meta"}
    assert len(merged(claim("position", role="CEO", **job), claim("position", role="founder", **job))) == 2
    assert len(merged(claim("position", **job), claim("position", current=False, **job))) == 2


def test_a_merger_has_no_first_side() -> None:
    one = claim("deal", buyer="OpenAI", target="Mistral", kind="merger")
    other = claim("deal", buyer="Mistral", target="OpenAI", kind="merger", amount={"value": 5, "currency": "USD"})
    (found,) = merged(one, other)
    assert (found["buyer"], found["target"]) == ("OpenAI", "Mistral")
    assert len(merged(claim("deal", buyer="A", target="B"), claim("deal", buyer="B", target="A"))) == 2


def test_quotes_are_told_apart_by_their_words() -> None:
    said = "we will never pay that much for anybody"
    assert len(merged(claim("quote", said, speaker="Ada"), claim("quote", said[:30], speaker="Ada"))) == 1
    assert (
        len(merged(claim("quote", said, speaker="Ada"), claim("quote", "something else altogether", speaker="Ada")))
        == 2
    )
    assert len(merged(claim("quote", said, speaker="Ada"), claim("quote", said, speaker="Bob"))) == 2


def test_those_that_are_kept_are_not_merged_among_themselves() -> None:
    kept = [move(), move(), move(evidence="")]
    assert MERGER.merged(kept, [move(from_org="Meta")])[1:] == kept[1:]


def test_what_has_no_place_goes_on_to_the_gate() -> None:
    lost = Claim.from_json(move().to_json())
    assert MERGER.merged([move()], [lost]) == [move(), lost]


def test_people_get_their_full_names_where_one_can_be_meant() -> None:
    whole, part = move(), claim("quote", speaker="Bell", source="Bell")
    (_, quote) = full_names([whole, part])
    assert quote.to_json()["speaker"] == quote.to_json()["source"] == "Ada Bell"
    twins = [whole, move(person="Bob Bell"), part]
    assert full_names(twins) == twins
