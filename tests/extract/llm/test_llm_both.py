"""The model sees what the built-in reader left over, and each claim says who read it."""

from collections.abc import Iterator

import pytest
from model_server import ModelServer, says

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import Extraction, read_claims, signature
from talentwire.extract.llm.both import BothExtractor
from talentwire.extract.llm.settings import ModelSettings
from talentwire.model.document import Document

KNOWN = "Ada Bell wechselt von Meta zu OpenAI."
LEFT_OVER = "Mit Bob Cole rechnet Mistral fest im Sommer."
CALM = "Das Wetter war gestern schön und blieb es auch."
TEXT = f"{KNOWN}\n\n{CALM}\n\n{LEFT_OVER}"
MOVE = {
    "type": "move", "evidence": "Bob Cole rechnet Mistral fest", "person": "Bob Cole", "to_org": "Mistral",
    "status": "planned",
}  # fmt: skip
SAME = {
    "type": "move", "evidence": "wechselt von Meta zu OpenAI", "person": "Bell", "to_org": "Open AI",
    "to_role": "CEO", "status": "asserted",
}  # fmt: skip


@pytest.fixture(scope="module")
def builtin() -> BuiltinExtractor:
    return BuiltinExtractor()


@pytest.fixture
def both(settings: ModelSettings, builtin: BuiltinExtractor) -> Iterator[BothExtractor]:
    extractor = BothExtractor(model=settings)
    extractor._builtin = builtin  # so that it is loaded once
    yield extractor
    extractor.close()


def read(both: BothExtractor, text: str = TEXT, lang: str = "de") -> Extraction:
    return read_claims(Document("a", text, lang=lang), both)


def test_only_what_is_left_over_is_sent(server: ModelServer, both: BothExtractor) -> None:
    server.script = [says([MOVE])]
    found = read(both)
    (asked,) = [server.asked(n) for n in range(len(server.requests))]
    assert LEFT_OVER in asked
    assert KNOWN not in asked
    assert CALM not in asked
    assert "Ada Bell" in asked, "its names go along"
    by = [claim.extractor.rpartition(" by ")[2] for claim in found.claims]
    assert by == [signature(both._builtin), "llm " + both.version.partition("+")[2]]
    assert {claim.extractor.partition(" by ")[0] for claim in found.claims} == {f"both {both.version}"}
    assert found.usage is not None
    assert found.usage.requests == 1


def test_what_both_say_keeps_the_evidence_of_the_first(
    server: ModelServer, both: BothExtractor, builtin: BuiltinExtractor
) -> None:
    (mine,) = builtin.extract(Document("a", KNOWN, lang="de"))
    server.script = [says([SAME])]
    (one,) = read(both).claims
    assert one.evidence == mine.evidence
    assert one.trigger == mine.trigger
    assert one.extractor.endswith(f" by {signature(both._builtin)}")
    assert one.to_json()["to_role"] == "CEO"


def test_where_they_disagree_both_stay(server: ModelServer, both: BothExtractor) -> None:
    server.script = [says([{**SAME, "status": "denied"}])]
    found = read(both).claims
    assert sorted(str(claim.status) for claim in found) == ["asserted", "denied"]
    assert len({claim.extractor for claim in found}) == 2


def test_a_text_that_no_pack_reads_goes_whole(server: ModelServer, both: BothExtractor) -> None:
    text = "Ada Bell siirtyy Metalta OpenAI:lle, kertoo lehti."
    server.script = [says([{**SAME, "evidence": "Ada Bell siirtyy Metalta OpenAI:lle", "person": "Ada Bell"}])]
    assert [claim.kind for claim in read(both, text, "fi").claims] == ["move"]
    assert text in server.asked()


def test_nothing_left_over_costs_nothing(server: ModelServer, both: BothExtractor) -> None:
    assert len(read(both, KNOWN).claims) == 1
    sport = "Der Stürmer wechselt zum FC Bayern. Der Trainer lobt das Spiel, die Liga und das Tor. Der Verein jubelt."
    assert read(both, sport).claims == ()
    assert server.requests == []
