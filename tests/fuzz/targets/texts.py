"""Texts of every language, read for claims; and what a language model answers about them."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from fuzzed import Parser

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.extractor import read_claims
from talentwire.extract.llm.answers import listed
from talentwire.extract.llm.values import RefusedError, read_claim
from talentwire.lang.pack import languages
from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.pipeline import repaired

_CASES: Final = Path(__file__).parents[2] / "cases" / "extract"
_MARKS: Final = str.maketrans("", "", "[]{}<>")


@cache
def _extractor() -> BuiltinExtractor:
    return BuiltinExtractor()


def read(data: bytes) -> bool:
    """No exception, and no claim without its words; the first letters of the input say which language."""
    text = data.decode("utf-8", "replace").replace("\0", "\ufffd")
    lang, _, body = text.partition(":")
    known = lang if lang in languages() else None
    document = Document("fuzzed", body if known else text, lang=known, date=PartialDate(2025, 7, 16))
    found = read_claims(repaired(document), _extractor())
    assert not found.refused
    for claim in found.claims:
        assert claim.span is not None
        assert claim.span.cut(document.text) == claim.evidence
        assert claim.evidence.strip()
        assert type(claim).from_json(json.loads(json.dumps(claim.to_json()))).to_json() == claim.to_json()
    return bool(found.claims)


def answered(data: bytes) -> bool:
    """Objects of an answer, each a claim or refused."""
    found = listed(data.decode("utf-8", "replace"))
    if found is None:
        return False
    made = 0
    for one in found.objects:
        try:
            claim = read_claim(one, "en").claim
        except RefusedError:
            continue
        made += 1
        assert type(claim).from_json(claim.to_json()).to_json() == claim.to_json()
    return made > 0


def _sentences() -> list[bytes]:
    found = []
    for lang in languages():
        for place in sorted((_CASES / lang).glob("*.toml")) if (_CASES / lang).is_dir() else ():
            cases: list[dict[str, Any]] = tomllib.loads(place.read_text("utf-8")).get("case", [])
            texts = [str(case["text"]).translate(_MARKS) for case in cases[:8]]
            found += [f"{lang}:{' '.join(texts[at : at + 2])}".encode() for at in range(0, len(texts), 2)]
    return found


def _answers() -> list[bytes]:
    move = {
        "type": "move",
        "person": "Orla Finch",
        "to_org": "Quarrystone",
        "headcount": None,
        "status": "planned",
        "date": "2025-07",
        "evidence": "Orla Finch goes",
        "implicit": [],
    }
    deal = {
        "type": "deal",
        "buyer": ["A"],
        "target": "B",
        "kind": "stake",
        "amount": {"value": "5,000", "currency": "$"},
        "stake_pct": "12 %",
        "evidence": "x",
    }
    whole = json.dumps({"claims": [move, deal]})
    return [
        whole.encode(),
        f"<think>well</think> Here:\n```json\n{whole}\n``` done".encode(),
        json.dumps([deal, move]).encode()[:-30],
    ]


_WORDS: Final = tuple(
    one.encode()
    for one in (
        "OpenAI", "Meta", " from ", " joined ", "wechselt", " zu ", "rachète", "$5bn", "40 %", "“", "”", "„", "«", "said", ", ", ". ",
        "\n", "\n\n", ": ", " | ", "- ", "’s ", "\u00ad", "\u202e", "31 February 2025", "99999999999999999999999 million", "1e999 people",
        "d'l'qu'", "A.B.C.", "Mr. ", "He ", "who, ", "whose ", "nº 5", "½", "²", "٣", "１２", "\ufffd",
    )
)  # fmt: skip
PARSERS: Final = (
    Parser("extract", read, _sentences, words=_WORDS, largest=1_500),
    Parser("answer", answered, _answers, "json", (b'"claims": [', b"```", b"<think>", b'{"type":', b'"value": "9e99"', b"[[[["),
           units=(b'{"type": "move", ', b'{"a": ', b"[", b'{"type": 1}')),
)  # fmt: skip
