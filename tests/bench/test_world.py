"""The made-up world: its truth is whole, its texts are well formed, and it is the same for the same seed."""

import json
import random
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import world as command
from synthetic.events import Event
from synthetic.measuring import Told, claims_of, document_of
from synthetic.names import house, misspelt, outlet, person
from synthetic.newsroom import Dials
from synthetic.pages import Page
from synthetic.phrases import LANGUAGES, every, parsed, phrases
from synthetic.roles import ROLES
from synthetic.simulation import Size, World
from synthetic.wording import Places, org
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.evaluate.gold import read_gold
from talentwire.model.document import Document
from talentwire.model.values import Money

SMALL = Size(80, 2)


@pytest.fixture(scope="module")
def noisy() -> Told:
    return Told.of(World(3, SMALL, Dials(0.9, 1)))


def pages_of(size: Size, dials: Dials, seed: int = 3) -> list[Page]:
    return [one for one in World(seed, size, dials).run() if isinstance(one, Page)]


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for name, seed in (("a", 5), ("b", 5), ("c", 6)):
        place = tmp_path / name / "w.jsonl"
        command.main(["write", str(place), "--documents", "120", "--seed", str(seed), "--noise", "1"])
        found.append([one.read_bytes() for one in sorted(place.parent.iterdir())])
    assert found[0] == found[1] != found[2]
    assert len(found[0]) == 4
    assert len(found[0][0].splitlines()) == 120
    assert '"documents": 120' in capsys.readouterr().out


def test_heads_are_conserved() -> None:
    """Whoever is in a house at the end was there or came, and did not leave."""
    world = World(4, SMALL, Dials())
    heads: Counter[str] = Counter()
    where: dict[int, str] = {}
    for event in (one for one in world.run() if isinstance(one, Event)):
        if event.kind not in ("there", "move"):
            continue
        number, source = event.slots["person"].number, event.slots.get("from")
        target = event.slots["org"] if event.kind == "there" else event.slots["to"]
        assert where.pop(number, None) == source
        if target:
            where[number] = target
        heads += Counter({target: 1} if target else {})
        heads -= Counter({source: 1} if source else {})
    assert +heads == +Counter(world.market.heads())
    assert len(where) == len(world.market.jobs) == sum(heads.values())


def test_groups_are_as_large_as_their_moves() -> None:
    moved: Counter[tuple[str, str, int]] = Counter()
    told: Counter[tuple[str, str, int]] = Counter()
    for event in (one for one in World(4, Size(150, 2), Dials()).run() if isinstance(one, Event)):
        if event.kind == "group":
            told[event.slots["from"], event.slots["to"], event.day] += event.slots["count"]
        elif event.slots.get("raid"):
            moved[event.slots["from"], event.slots["to"], event.day] += 1
    assert told == moved
    assert told


def test_every_claim_stands_in_its_document(noisy: Told) -> None:
    kinds: Counter[str] = Counter()
    for page in noisy.pages:
        document = document_of(page)
        for claim in claims_of(page, document):
            assert claim.span is not None
            assert document.text[claim.span.start : claim.span.end] == claim.evidence
            kinds[claim.kind] += 1
    assert set(kinds) == {
        "move", "position", "deal", "funding", "pay", "compute", "workforce", "release", "quote",
    }  # fmt: skip
    assert {page.outlet.lang for page in noisy.pages} == set(LANGUAGES)


def test_copies_share_a_story(noisy: Told) -> None:
    known = {page.id: page for page in noisy.pages}
    made: Counter[str] = Counter()
    for at, page in enumerate(noisy.pages):
        if not page.repeats:
            assert page.kind in ("report", "digest")
            continue
        source = known[page.repeats]
        made[page.kind] += 1
        assert noisy.pages.index(source) < at
        assert page.events == source.events
        assert (page.outlet.lang == source.outlet.lang) == (page.kind != "translation")
        assert page.kind != "exact" or page.text == source.text
        assert page.kind != "near" or page.lead == source.lead
    assert set(made) == {"exact", "near", "translation"}


def test_more_coverage_tells_all_that_less_tells_and_silence_is_without_noise() -> None:
    less, more = (Told.of(World(3, SMALL, Dials(coverage, 0))) for coverage in (0.3, 0.8))
    lead = [{page.events[0] for page in one.pages if page.kind != "digest"} for one in (less, more)]
    assert lead[0] < lead[1]
    assert not any(page.names for page in more.pages)
    assert not any(more.truth.events[id_].kind == "rumour" for id_ in more.told)
    assert {claim["status"] for page in more.pages for claim in page.claims} <= {
        "asserted", "planned", "talks", "failed",
    }  # fmt: skip
    assert not pages_of(SMALL, Dials(0, 0))


def test_noise_errs_denies_and_corrects(noisy: Told) -> None:
    assert any(page.names for page in noisy.pages)
    told = [noisy.truth.events[id_] for id_ in noisy.told]
    assert any(event.kind == "rumour" for event in told)
    statuses = {claim["status"] for page in noisy.pages for claim in page.claims}
    assert {"denied", "talks", "asserted", "planned"} <= statuses
    true = {(h.person, h.target) for h in noisy.truth.heads}
    wrong = [
        claim for page in noisy.pages for claim in page.claims
        if claim["type"] == "move" and claim["status"] == "asserted" and "to_org" in claim and "person" in claim
        and (page.names.get(claim["person"], claim["person"]), claim["to_org"]) not in true
    ]  # fmt: skip
    assert wrong


def test_a_larger_world_needs_no_more_memory() -> None:
    """What is written goes through memory: a small market writes for years, and holds a part of that at no time."""
    pages_of(Size(60, None, 100), Dials(0.9, 0.3))  # what is made once is made now
    tracemalloc.start()
    written = count = 0
    for one in World(3, Size(60, None, 900), Dials(0.9, 0.3)).run():
        if isinstance(one, Page):
            written += len(json.dumps(one.gold())) + len(one.text)
            count += 1
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 900
    assert 4 * peak < written


WHO = person(1, 1)
FULL = {
    "person": WHO, "boss": person(2, 1), "people": (person(3, 1), person(4, 1)), "was": ROLES[0], "role": ROLES[1],
    "from": "Ardogate", "to": "Hestralune Institute", "org": "Elvaspire", "wrong": "Unoport", "payer": "Ardogate",
    "buyer": "Ardogate", "target": "Oloport Institute", "owner": "Ardogate", "denier": "Ardogate", "source": "insiders",
    "outlet": "Galmo Post", "since": date(2019, 3, 1), "count": 7, "amount": Money(1_200_000, "USD"), "stake": 10,
    "valuation": Money(2_000_000_000, "USD"), "investor": "Arlo Capital", "facility": "Orlo Ridge",
    "chip": "Nvidia H100", "power": 20, "capex": Money(50_000_000, "USD"), "place": "Linz", "opens": date(2025, 3, 1),
    "product": "Galmon 3", "fact": "…",
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_may_be_said_is_well_formed(lang: str) -> None:
    assert phrases(lang).keys() == phrases("en").keys()
    day = date(2024, 5, 6)
    for key, forms in phrases(lang).items():
        for text in (one for form in forms for one in every(form)):
            said = text.format_map(Places(FULL, lang, day, day, random.Random(1)))
            assert "  " not in said
            assert said == said.strip()
            assert " ." not in said
            assert " ," not in said
            assert key.startswith(("title", "filler", "move.line")) or said[-1] in ".!?…"
            if lang == "fr":
                assert " de A" not in said
                assert " que A" not in said
                assert " de le " not in said
            if lang == "de":
                assert not any(f" {word} dem " in said for word in ("von", "zu", "bei"))


def test_names_have_articles_and_nobody_is_met_twice() -> None:
    assert f"{org('Hestralune Institute', 'de'):zu}" == "zum Hestralune Institute"
    assert f"{org('Ardogate', 'fr'):de}" == "d’Ardogate"
    assert f"{org('Hestralune Institute', 'en')}" == "the Hestralune Institute"
    people = [person(number, 9) for number in range(20_000)]
    assert len({one.name for one in people}) == len(people)
    assert len({house(number, 9) for number in range(1_000)}) == 1_000
    assert len({outlet(number, "de", 9) for number in range(200)}) == 200
    assert all(misspelt(one.name, turn) != one.name for one in people[:50] for turn in range(30))


def test_choices_that_do_not_fit_together_are_told() -> None:
    assert sorted(every(parsed("a[ b| [c|d]|]."))) == ["a b.", "a c.", "a d.", "a."]
    for broken in ("a [b", "a b]", "a | b"):
        with pytest.raises(ValueError, match="choice"):
            parsed(broken)


def test_a_folder_is_gold_and_a_file_is_read(tmp_path: Path) -> None:
    command.main(["write", str(tmp_path / "f"), "--documents", "40"])
    golds = read_gold(tmp_path / "f")
    assert len(golds) == 40
    assert all(claim["evidence"] in (gold.text or "") for gold in golds for claim in gold.claims)
    command.main(["write", str(tmp_path / "w.jsonl"), "--documents", "40"])
    with Talentwire(Config(ledger=str(tmp_path / "x.db"))) as wire:
        read = list(wire.read([str(tmp_path / "w.jsonl")]))
    assert [one.text for one in read if isinstance(one, Document)] == [gold.text for gold in golds]
    events = [json.loads(line) for line in (tmp_path / "w.truth.jsonl").read_text("utf-8").splitlines()]
    assert {"there", "move"} <= {event["kind"] for event in events}


@pytest.mark.parametrize("words", [["--coverage", "1.2"], ["--documents", "0"]])
def test_dials_end_somewhere(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["write", "x.jsonl", *words])
    assert "must be" in capsys.readouterr().err
