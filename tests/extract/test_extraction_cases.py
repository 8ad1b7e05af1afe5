"""Runs the cases of ``tests/cases/extract/<lang>/*.toml``: a text with marked names, and all claims read from it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from marked import plain, read, told

from talentwire.lang.pack import languages

CASES = Path(__file__).parents[1] / "cases" / "extract"


def cases(lang: str) -> list[dict[str, Any]]:
    files = sorted((CASES / lang).glob("*.toml"))
    return [case for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def _params() -> list[Any]:
    return [pytest.param(lang, c, id=f"{lang}-{plain(c['text'])[:50]}") for lang in languages() for c in cases(lang)]


@pytest.mark.parametrize(("lang", "case"), _params())
def test_a_text_gives_its_claims_and_no_others(lang: str, case: dict[str, Any]) -> None:
    assert [told(claim) for claim in read(case["text"], lang)] == case["claims"]


@pytest.mark.parametrize("lang", languages())
def test_every_language_has_cases_of_every_kind_of_claim(lang: str) -> None:
    kinds = {claim.partition(":")[0] for case in cases(lang) for claim in case["claims"]}
    assert kinds == {"move", "position", "deal", "funding", "pay", "compute", "workforce", "release", "quote"}
    assert len(cases(lang)) >= 25


@pytest.mark.parametrize("lang", languages())
def test_no_text_is_there_twice(lang: str) -> None:
    texts = [case["text"] for case in cases(lang)]
    assert len(texts) == len(set(texts))
