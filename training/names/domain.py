"""Sentences of the annotated documents as training material: the names of their claims, marked in their text.

The text is the repaired one, which is what will be tagged. The claims name most of the persons, organisations and
products of a document. What they do not name, a first model completes where it is sure; a sentence about whose names it
is in doubt is left out, and so is one with a capitalised word that neither claims nor model nor lexicon know: whoever
learnt that it is no name would learn to overlook names. In German every noun has a capital, and leaving those
sentences out would teach that unknown nouns are names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from talentwire.extract.tagger import NOTHING, Lexicon, NameTagger
from talentwire.lang.folding import fold
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.segment import sentences
from talentwire.lang.tokens import tokenise
from talentwire.model.document import Document
from talentwire.pipeline import repaired

FOLDERS = ("documents", "de", "en", "fr", "es", "it", "nl", "pt", "more")
SLOTS = {
    ("move", "person"): "PER",
    ("move", "from_org"): "ORG",
    ("move", "to_org"): "ORG",
    ("position", "person"): "PER",
    ("position", "reports_to"): "PER",
    ("position", "org"): "ORG",
    ("deal", "buyer"): "ORG",
    ("deal", "target"): "ORG",
    ("funding", "org"): "ORG",
    ("funding", "investor"): "ORG",
    ("pay", "payer"): "ORG",
    ("compute", "owner"): "ORG",
    ("workforce", "org"): "ORG",
    ("release", "org"): "ORG",
    ("release", "product"): "PROD",
    ("quote", "speaker"): "PER",
    ("quote", "org"): "ORG",
}
PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "del",
    "della",
    "di",
    "da",
    "du",
    "la",
    "le",
    "zu",
    "ten",
    "ter",
    "bin",
    "al",
}
SURE, DOUBTFUL = 0.85, 0.4
Marked = tuple[str, list[tuple[int, int, str]]]


def marked_sentences(
    training: Path, odd_only: bool, model: NameTagger, lexicon: Lexicon
) -> Iterator[tuple[str, Marked]]:
    """The sentences of the annotated documents, each with its language, and with its names where they are known."""
    for folder in FOLDERS:
        for line in (training / folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if odd_only and held_out(folder, row["doc"]):
                continue
            written = (training / folder / f"{row['doc']}.txt").read_text(encoding="utf-8")
            kinds = names_of(row)
            lang = row["lang"] if row["lang"] in languages() else "en"
            text = repaired(Document(row["doc"], written, lang=lang)).reading.text
            for found in sentences(text, load_pack(lang)):
                sentence = text[found.start : found.end]
                spans = completed(sentence, list(spans_of(sentence, kinds)), model)
                if spans is not None and (lang == "de" or not unknown_name(sentence, spans, lexicon)):
                    yield row["lang"], (re.sub(r"\s", " ", sentence), spans)


def held_out(folder: str, doc: str) -> bool:
    """Whether a document is for measuring: an even one of the folders by language, a quarter of ``more``."""
    number = re.search(r"(\d+)$", doc)
    if folder == "documents" or not number:
        return False
    return int(number[1]) % 8 == 1 if folder == "more" else int(number[1]) % 2 == 0


def unknown_name(sentence: str, spans: Sequence[tuple[int, int, str]], lexicon: Lexicon) -> bool:
    """Whether a word inside a sentence has a capital, is not marked, and is in no list."""
    starts, ends = tokenise(sentence)
    free = [(x, y) for x, y in zip(starts[1:], ends[1:], strict=True) if not any(a < y and x < b for a, b, _ in spans)]
    words = [sentence[x:y] for x, y in free if y - x > 1 and sentence[x].isupper()]
    return any(lexicon.get(word.lower()) == lexicon.get(word) == NOTHING for word in words)


def names_of(row: dict) -> dict[str, str]:
    """The names in the claims of a document with their short forms, and the kind of each."""
    kinds: dict[str, str] = {}
    for claim in row["claims"]:
        for slot, value in claim.items():
            kind = SLOTS.get((claim["type"], slot))
            for name in value if isinstance(value, list) else [value]:
                if kind and isinstance(name, str) and name[:1] and not name.islower():
                    kinds.setdefault(name, kind)
    for name, kind in list(kinds.items()):
        for form in [*short_forms(name, kind), *(a for a in row["aliases"].get(name, ()) if akin(a, name))]:
            kinds.setdefault(form, kind)
    return kinds


def short_forms(name: str, kind: str) -> Iterator[str]:
    """What else a document may call someone: the surname, with its particles or without."""
    parts = name.split()
    if kind == "PER" and len(parts) > 1:
        yield parts[-1]
        at = len(parts) - 1
        while at > 1 and parts[at - 1].lower() in PARTICLES:
            at -= 1
        yield " ".join(parts[at:])


def akin(alias: str, name: str) -> bool:
    """Whether an alias is a form of the name, and no description: "BSC", "Mistral AI", but not "the public centre"."""
    mine, full = fold(alias).split(), fold(name).split()
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    part = bool(mine) and (set(mine) <= set(full) or set(full) <= set(mine))
    return alias[:1].isupper() and (part or alias == initials or (alias.isupper() and len(alias) < 7))


def spans_of(sentence: str, kinds: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """Where the names stand in a sentence, the longest first; the ending of a genitive belongs to the name."""
    if not kinds:
        return
    names = "|".join(re.escape(name) for name in sorted(kinds, key=len, reverse=True))
    for match in re.finditer(rf"(?<!\w)({names})(?=s?(?!\w))", sentence):
        yield match.start(), match.end(), kinds[match[1]]


def completed(sentence: str, spans: list[tuple[int, int, str]], model: NameTagger) -> list[tuple[int, int, str]] | None:
    """The names with those that only the model sees; None where it doubts whether something is a name."""
    starts, ends = tokenise(sentence)
    out = list(spans)
    for name in model.tag(sentence, starts, ends):
        first, last = starts[name.first_token], ends[name.last_token_exclusive - 1]
        if any(a < last and first < b for a, b, _ in spans):
            continue
        if name.confidence < DOUBTFUL:
            return None
        if name.confidence < SURE and not known_word(sentence[first:last], spans):
            return None
        out.append((first, last, str(name.kind)))
    return sorted(out)


def known_word(name: str, spans: Sequence[tuple[int, int, str]]) -> bool:
    """Whether a place or the like stands beside marked names, so that the sentence is worth its doubt."""
    return len(name) > 2 and len(spans) > 1
