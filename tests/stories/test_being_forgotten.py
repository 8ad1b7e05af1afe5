"""A journey: somebody asks to be forgotten, in texts, claims, exports and raw files; then all is read again."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from talentwire.api import Talentwire
from talentwire.api.forget import Plan
from talentwire.config import Config
from talentwire.errors import BadValueError, NotFoundError
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.record.answers import ClaimFilter, Entry
from talentwire.record.rows import check_grounded

EXAMPLES = Path(__file__).parents[2] / "examples" / "documents"
PERSON = "Urs Bächtenwil"
TRACES = ("bächtenwil", "bachtenwil", "baechtenwil", "chtenwil")
WHO = {"by": "bea", "reason": f"{PERSON} asks for it"}
FORMS = ("jsonl", "csv", "parquet")


class Journey:
    """A ledger of the examples before and after."""

    def __init__(self, folder: Path) -> None:
        self.ledger = folder / "demo.db"
        self.cache = folder / "answers"
        self.wire = Talentwire(Config(ledger=str(self.ledger), llm_cache=self.cache))
        self.wire.ingest([str(EXAMPLES)])
        self.before = {entry.id: entry for entry in self.wire.claims()}
        self.exports = [folder / f"claims.{form}" for form in FORMS]
        for form, place in zip(FORMS, self.exports, strict=True):
            with place.open("wb") as out:
                self.wire.export(form, out)  # type: ignore[arg-type]
        (self.cache / "ab").mkdir(parents=True)
        for name, content in (("kept", '{"claims": []}'), ("gone", json.dumps({"speaker": PERSON}))):
            whole = {"content": content, "cut": False, "tokens_in": 1, "tokens_out": 1}
            (self.cache / "ab" / f"{name}.json").write_text(json.dumps(whole))
        (self.cache / "ab" / ".new-half").write_text(f"Urs B\u00e4chtenwil said {PERSON}")
        self.plan = self.wire.forgetting.plan("urs bachtenwil", self.exports)
        self.done = self.wire.forgetting.carry_out(self.plan, self.exports, **WHO)
        self.after = {entry.id: entry for entry in self.wire.claims()}


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    made = Journey(tmp_path_factory.mktemp("forgetting"))
    yield made
    made.wire.close()


def holds(place: Path) -> list[str]:
    held = place.read_bytes().lower()
    return [word for word in TRACES for code in ("utf-8", "utf-16-le", "utf-16-be") if word.encode(code) in held]


def names(entry: Entry) -> set[str]:
    return {party.name for _, party in entry.claim.parties()}


def test_the_report_says_exactly_what_went(journey: Journey) -> None:
    hers = {id_ for id_, entry in journey.before.items() if PERSON in names(entry)}
    assert len(hers) >= 8
    assert journey.done.removed
    assert {id_ for _, id_ in journey.done.removed.claims} == hers == journey.before.keys() - journey.after.keys()
    assert journey.plan.removed
    assert journey.plan.removed.claims == journey.done.removed.claims, "as it was announced"
    assert [(one.removed, one.place.name) for one in journey.done.exports] == [
        (len(hers), place.name) for place in journey.exports
    ]
    assert (journey.done.answers, journey.done.unfinished) == (2, None)


def test_nothing_of_the_person_is_in_the_file(journey: Journey) -> None:
    for place in journey.ledger.parent.glob("demo.db*"):
        assert holds(place) == []
    for place in journey.exports:
        assert holds(place) == []
    assert sorted(place.name for place in (journey.cache / "ab").iterdir()) == ["kept.json"]


def test_nobody_finds_the_person(journey: Journey) -> None:
    with pytest.raises(NotFoundError, match="no person called"):
        journey.wire.person(PERSON)
    assert journey.wire.claims(ClaimFilter(text="Bächtenwil")) == []
    assert all("chtenwil" not in str(entry).lower() for entry in journey.after.values())
    (made, *_) = journey.wire.decide.all()
    assert (made.verb, made.reason) == ("forget", "██████████████ asks for it")


def test_claims_of_others_are_unharmed(journey: Journey) -> None:
    for id_, entry in journey.after.items():
        old = journey.before[id_]
        assert (names(entry), entry.claim.span, entry.claim.status) == (names(old), old.claim.span, old.claim.status)
        check_grounded(entry.claim, journey.wire.ledger().document(entry.claim.document))
        assert journey.wire.explain(id_).context
    (lines, *_) = journey.exports
    assert [json.loads(line)["id"] for line in lines.read_text("utf-8").splitlines()] == [
        id_ for id_ in journey.before if id_ in journey.after
    ]


def test_reading_the_pages_again_brings_nothing_back(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert journey.wire.ingest([str(EXAMPLES)]).documents == 0
    monkeypatch.setattr(BuiltinExtractor, "version", f"{BuiltinExtractor.version}-next")
    report = journey.wire.ingest([str(EXAMPLES)])
    assert (report.new, report.retracted) == (0, 0)
    for place in EXAMPLES.iterdir():
        if place.suffix in (".txt", ".md"):
            (tmp_path / f"copy-of-{place.name}").write_bytes(place.read_bytes())
    assert journey.wire.ingest([str(tmp_path)]).new > 0
    assert all("chtenwil" not in str(entry).lower() for entry in journey.wire.claims())
    with pytest.raises(NotFoundError):
        journey.wire.person(PERSON)
    for place in journey.ledger.parent.glob("demo.db*"):
        assert holds(place) == []


def test_asking_again_finishes_what_was_left(journey: Journey, tmp_path: Path) -> None:
    late = tmp_path / "late.jsonl"
    late.write_text(json.dumps({"id": "1", "type": "move", "status": "asserted", "evidence": PERSON, "document": "d"}))
    plan = journey.wire.forgetting.plan(PERSON, [late])
    assert plan.earlier
    done = journey.wire.forgetting.carry_out(plan, [late], **WHO)
    assert (done.exports[0].removed, done.exports[0].blackened) == (0, 1)
    assert holds(late) == []


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Talentwire]:
    (tmp_path / "news.txt").write_text(
        "Ada Bell joins OpenAI from Meta, says Cara Dunn. Bob Cole is chief scientist of Mistral.\n", "utf-8"
    )
    with Talentwire(Config(ledger=str(tmp_path / "small.db"), llm_cache=None)) as made:
        made.ingest([str(tmp_path / "news.txt")])
        yield made


def test_bad_names_are_told(wire: Talentwire) -> None:
    with pytest.raises(BadValueError, match="OpenAI is an organisation"):
        wire.forgetting.plan("OpenAI")
    with pytest.raises(NotFoundError, match="did you mean Ada Bell"):
        wire.forgetting.plan("Ada Bel")
    with pytest.raises(NotFoundError, match="did you mean Ada Bell"):
        wire.forgetting.plan("Ada")
    with pytest.raises(NotFoundError, match="no person called 'Zoe Nobody'"):
        wire.forgetting.plan("Zoe Nobody")
    with pytest.raises(NotFoundError, match="nobody of this name"):
        wire.forgetting.remember("Ada Bell", **WHO)


def test_somebody_who_is_only_in_a_text_can_be_forgotten(wire: Talentwire) -> None:
    plan = wire.forgetting.plan("Cara Dunn")
    wire.forgetting.carry_out(plan, **WHO)
    (listed,) = wire.ledger().documents()
    assert "Cara" not in wire.ledger().document(listed.digest).text


def stopped(plan: Plan, wire: Talentwire, monkeypatch: pytest.MonkeyPatch, exports: list[Path]) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(wire.ledger().forgetting), "forget", stop)
        with pytest.raises(KeyboardInterrupt):
            wire.forgetting.carry_out(plan, exports, **WHO)


def test_stopped_before_the_ledger_it_can_be_done_again(
    wire: Talentwire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "claims.jsonl"
    with place.open("wb") as out:
        wire.export("jsonl", out)
    plan = wire.forgetting.plan("Ada Bell", [place])
    stopped(plan, wire, monkeypatch, [place])
    assert wire.person("Ada Bell").entries
    again = wire.forgetting.plan("Ada Bell", [place])
    done = wire.forgetting.carry_out(again, [place], **WHO)
    assert done.removed
    assert done.removed.claims == replace(plan).removed.claims  # type: ignore[union-attr]
    assert done.exports[0].removed == 0, "it was cleaned the first time"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []
