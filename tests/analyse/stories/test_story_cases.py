"""Runs the cases of ``tests/cases/stories/*.toml``: documents, and which of them tell one story."""

import json
import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from talentwire import pipeline
from talentwire.analyse.stories import Dated, Fold, Sketch, compare, fold_all, stories
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import Extraction
from talentwire.lang.segment import identify
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.pipeline import Flow
from talentwire.read.options import ReadOptions

FOLDER = Path(__file__).parents[2] / "cases" / "stories"
ROOT = FOLDER.parents[2]
LANGUAGES = {"de", "en", "es", "fr", "it", "nl"}


class Told(NamedTuple):
    name: str
    story: str
    sketch: Sketch


def read(rows: Sequence[tuple[str, str, Document]]) -> list[Told]:
    flow = Flow(ReadOptions(), BuiltinExtractor)
    documents = {document.id: (name, story) for name, story, document in rows}
    found = pipeline.extract((pipeline.repaired(document) for *_, document in rows), flow)
    return [
        Told(*documents[one.document.id], Sketch.of(one.document, one.claims))
        for one in found
        if isinstance(one, Extraction)
    ]


def case(path: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads(path.read_text("utf-8"))["document"])


def row(file: str, entry: dict[str, Any]) -> tuple[str, str, Document]:
    name = f"{file}:{entry['id']}"
    date = PartialDate.parse(entry["date"]) if "date" in entry else None
    return name, f"{file}:{entry['story']}", Document(name, entry["text"].strip(), date=date, lang=entry["lang"])


@pytest.fixture(scope="session")
def cases() -> list[Told]:
    return read([row(path.stem, entry) for path in sorted(FOLDER.glob("*.toml")) for entry in case(path)])


@pytest.fixture(scope="session")
def others() -> list[Told]:
    """The training documents with their own claims; a few of them retell another one."""
    found = []
    for file in sorted((ROOT / "training").glob("*/gold.jsonl")):
        if file.parent.name == "more":  # so many that comparing all with all takes a minute
            continue
        for line in file.read_text("utf-8").splitlines():
            gold = json.loads(line)
            text = file.with_name(f"{gold['doc']}.txt").read_text("utf-8")
            date = PartialDate.parse(gold["date"]) if gold.get("date") else None
            name, origin = (f"{file.parent.name}/{doc}" for doc in (gold["doc"], gold.get("same_story") or gold["doc"]))
            document = pipeline.repaired(Document(name, text, date=date, lang=identify(text)))
            found.append(Told(name, origin, Sketch.of(document, [Claim.from_json(one) for one in gold["claims"]])))
    return found


def pairs(told: Sequence[Told], folds: Sequence[Fold]) -> set[tuple[str, str]]:
    names = {one.sketch.digest: one.name for one in told}
    found = stories([Dated(one.sketch.digest, one.sketch.date) for one in told], folds)
    return {pair for story in found for pair in combinations(sorted(names[one] for one in story.documents), 2)}


def expected(told: Sequence[Told]) -> set[tuple[str, str]]:
    both = combinations(sorted(told, key=lambda one: one.name), 2)
    return {(left.name, right.name) for left, right in both if left.story == right.story}


def test_the_cases_are_many_and_in_every_language(cases: list[Told]) -> None:
    assert len(expected(cases)) >= 25
    assert {one.sketch.lang for one in cases} == LANGUAGES


@pytest.mark.parametrize("file", sorted(path.stem for path in FOLDER.glob("*.toml")))
def test_documents_fold_as_the_case_says(cases: list[Told], file: str) -> None:
    told = [one for one in cases if one.name.startswith(f"{file}:")]
    folds = [fold for a, b in combinations(told, 2) if (fold := compare(a.sketch, b.sketch))]
    assert pairs(told, folds) == expected(told)


def test_what_folds_is_found_by_its_marks(cases: list[Told]) -> None:
    assert pairs(cases, fold_all(one.sketch for one in cases)) == expected(cases)


def test_a_sketch_is_small_and_survives_its_json(cases: list[Told]) -> None:
    for one in cases:
        written = json.dumps(one.sketch.to_json())
        assert Sketch.from_json(json.loads(written)) == one.sketch
        assert len(written) < 4000


def test_reasons_tell_a_person_why(cases: list[Told]) -> None:
    by_name = {one.name: one.sketch for one in cases}
    fold = compare(by_name["translations:original-de"], by_name["translations:translated-fr"])
    assert fold
    assert fold.kind == "translation"
    assert fold.score > 0.9
    sentences = [reason.sentence for reason in fold.reasons]
    assert any("weidental" in sentence for sentence in sentences), sentences
    assert all(sentences)


def test_hundreds_of_other_documents_stay_apart(cases: list[Told], others: list[Told]) -> None:
    told = [*cases, *others]
    folds = [fold for a, b in combinations(told, 2) if (fold := compare(a.sketch, b.sketch))]
    found, wanted = pairs(told, folds), expected(told)
    assert len(told) * (len(told) - 1) // 2 > 40_000
    assert found <= wanted
    assert len(found & wanted) >= len(wanted) - 1
