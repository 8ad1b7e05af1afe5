"""The learnt choice: what it adds to the rules, what it shows of its reasons, and that all goes on without it."""

import json
from array import array
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from marked import extractor, laid_out, plain
from test_builtin import texts

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.drafts import to_claim
from talentwire.extract.extractor import read_claims
from talentwire.extract.learnt.chooser import Chooser
from talentwire.extract.learnt.decide import Limits, propose
from talentwire.extract.learnt.weights import BITS, FILE, Weights, keys_of, load, pack, unpack
from talentwire.lang.pack import languages
from talentwire.model.claims import Claim
from talentwire.model.document import Document

SENTENCES = [
    ("{Kornblum} lures [Runa Petersen], until now head of research at {Nordlicht}, across the street.", "en"),
    ("The latest to swap her {Nordlicht} badge for one from {Kornblum} is [Runa Petersen].", "en"),
    ("[Runa Petersen] tauscht ihren Schreibtisch bei {Nordlicht} gegen einen bei {Kornblum} ein.", "de"),
    ("[Runa Petersen] troque son badge de {Nordlicht} contre celui de {Kornblum}.", "fr"),
]


@cache
def both() -> BuiltinExtractor:
    return BuiltinExtractor()


def weights(**biases: float) -> Weights:
    """Weights that know no sign, so that every question is answered as its bias says."""
    empty = array("b", bytes(1 << BITS))
    wanted = dict.fromkeys(("move", "position", "workforce", "compute", "pay", "funding", "release", "deal"), 0.25)
    return Weights(dict.fromkeys(biases, empty), dict.fromkeys(biases, 1.0), biases, {"wanted": wanted})


def read(marked: str, lang: str, reader: BuiltinExtractor) -> list[Claim]:
    text = laid_out(marked, lang)
    return [to_claim(draft, text) for draft in reader.drafts(text)]


@settings(max_examples=80, deadline=None)
@given(texts)
def test_whatever_the_text_the_rules_claims_stay_and_evidence_is_cut_from_it(text: str) -> None:
    for lang in languages()[:2]:
        document = Document("any", text, lang=lang)
        found = list(both().extract(document))
        assert all(claim.span is not None and claim.evidence == claim.span.cut(text) for claim in found)
        assert read_claims(document, both()).refused == 0
        assert {c.id for c in BuiltinExtractor(learnt=False).extract(document)} <= {c.id for c in found}


@pytest.mark.parametrize(("marked", "lang"), SENTENCES)
def test_what_is_learnt_shows_its_probability_and_its_signs(marked: str, lang: str) -> None:
    added = [claim for claim in read(marked, lang, both()) if (claim.trigger or "").startswith("learnt: ")]
    for claim in added:
        assert "probability 0." in str(claim.trigger) or "probability 1." in str(claim.trigger)
        assert claim.evidence in plain(marked)


def test_without_the_file_the_rules_read_alone(tmp_path: Path) -> None:
    assert load(tmp_path / "nothing.bin") is None
    rules = BuiltinExtractor(learnt=False)
    assert rules.chooser is None
    document = Document("any", "Runa Petersen joins OpenAI from Meta.", lang="en")
    assert [claim.kind for claim in rules.extract(document)] == ["move"]


def test_a_file_gives_back_what_was_packed() -> None:
    before = weights(move=0.5, to_org=0.0)
    before.tables["move"] = array("b", [3] + [0] * ((1 << BITS) - 1))
    after = unpack(pack(before))
    assert (after.tables, after.scales, after.biases) == (before.tables, before.scales, before.biases)


def test_a_sign_of_words_counts_for_less_than_one_of_places_and_each_counts_once() -> None:
    found = weights(move=0.0)
    keys = keys_of((["a place", "a place"], ["a word", "a place"]))
    table = array("b", bytes(1 << BITS))
    for at in keys[0] | keys[1]:
        table[at] = 2
    found.tables["move"] = table
    assert found.points("move", keys) == 3.0
    assert found.strongest("move", (["a place"], ["a word"]), 3) == ["a place", "a word"]


def test_a_move_names_one_end_where_the_other_is_unsure_and_never_the_same_house_twice() -> None:
    shares = {
        "to_org": [("Acme", 0.8), ("Globex", 0.1), ("", 0.1)],
        "from_org": [("Acme", 0.5), ("Globex", 0.4), ("", 0.1)],
    }
    (one,) = propose({"move": 0.9, "position": 0.1}, lambda side: shares[side], Limits(0.25, 0.25))
    assert (one.kind, one.parts, round(one.chance, 2)) == ("move", {"to_org": "Acme"}, 0.72)
    shares["from_org"] = [("Globex", 0.9), ("", 0.1)]
    (one,) = propose({"move": 0.9}, lambda side: shares[side], Limits(0.25, 0.25))
    assert one.parts == {"to_org": "Acme", "from_org": "Globex"}


def test_nothing_is_proposed_where_nobody_fits() -> None:
    assert not list(propose({"pay": 0.9}, lambda _: [("", 1.0)], Limits(0.25, 0.25)))
    assert not list(propose({"pay": 0.1}, lambda _: [("Acme", 1.0)], Limits(0.25, 0.25)))


def test_the_file_is_small_and_knows_every_threshold() -> None:
    assert FILE.stat().st_size < 2_000_000
    found = load()
    assert found is not None
    assert all(0 < wanted < 1 for wanted in found.settings["wanted"].values())
    json.dumps(found.settings)


def test_where_the_rules_read_nothing_nothing_is_added() -> None:
    text = laid_out("[Runa Petersen] and {Kornblum} met {Nordlicht} for lunch.", "en")
    assert not extractor().drafts(text)
    eager = BuiltinExtractor(learnt=False)
    eager.chooser = Chooser(weights(move=9.0, to_org=0.0))
    assert not eager.drafts(text)


def test_what_is_likely_is_added_with_evidence_from_its_sentence() -> None:
    eager = BuiltinExtractor(learnt=False)
    eager.chooser = Chooser(weights(move=9.0, to_org=0.0))
    marked = "{Kornblum} hired [Orla Finch]. [Runa Petersen] may soon be seen at {Kornblum} as well."
    added = [claim for claim in read(marked, "en", eager) if (claim.trigger or "").startswith("learnt: probability")]
    assert [(c.kind, c.to_json()["person"]) for c in added] == [("move", "Runa Petersen")]
    assert added[0].evidence == "Runa Petersen may soon be seen at Kornblum"


def test_what_was_too_unlikely_is_in_the_trace() -> None:
    lines = [
        dropped.why
        for marked, lang in SENTENCES
        for sentence in both().trace(Document("example", plain(marked), lang=lang))
        for dropped in sentence.dropped
        if dropped.rule == "learnt"
    ]
    assert all("with probability" in line and "is wanted" in line for line in lines)
