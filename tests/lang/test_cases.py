"""Runs the cases of ``tests/cases/lang/<lang>/*.toml``: a text, and what is to be found in it."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from talentwire.lang.dates import find_dates
from talentwire.lang.pack import LanguagePack, languages, load_pack
from talentwire.lang.quantities import find_quantities
from talentwire.lang.segment import identify, quotations, sentences
from talentwire.model.values import PartialDate

CASES = Path(__file__).parents[1] / "cases" / "lang"
TODAY = PartialDate(2025, 7, 16)

Finder = Callable[[str, LanguagePack], list[str]]
FINDERS: dict[str, Finder] = {
    "quantities": lambda text, pack: [f"{text[f.start : f.end]} = {f.value}" for f in find_quantities(text, pack)],
    "dates": lambda text, pack: [f"{text[f.start : f.end]} = {f.date}" for f in find_dates(text, pack, TODAY)],
    "sentences": lambda text, pack: [text[s.start : s.end] for s in sentences(text, pack)],
    "quotations": lambda text, pack: [text[q.inner_start : q.inner_end] for q in quotations(text, pack)],
}


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*/*.toml")):
        if path.stem in FINDERS:
            for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
                name = f"{path.parent.name}-{path.stem}-{case['text'][:40]}"
                found.append(pytest.param(path.parent.name, path.stem, case, id=name))
    return found


@pytest.mark.parametrize(("lang", "what", "case"), _cases())
def test_case(lang: str, what: str, case: dict[str, object]) -> None:
    text = str(case["text"])
    assert FINDERS[what](text, load_pack(lang)) == case[what]


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_its_cases(lang: str) -> None:
    mine = [case for case in _cases() if case.values[0] == lang]  # type: ignore[attr-defined]
    assert len(mine) >= 60


@pytest.mark.parametrize("lang", languages())
def test_cases_are_told_to_be_in_their_language(lang: str) -> None:
    texts = [str(case.values[2]["text"]) for case in _cases() if case.values[0] == lang]  # type: ignore[attr-defined]
    assert identify(" ".join(texts)) == lang
    told = [identify(text) for text in texts]
    assert all(code in {lang, None} for code in told)
