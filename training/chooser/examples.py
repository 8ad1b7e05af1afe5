"""What the learnt choice is trained on: the candidates of annotated documents, with what their claims make of them."""

import pickle
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from talentwire.evaluate.gold import Gold, Json
from talentwire.evaluate.match import Judge
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.drafts import to_claim
from talentwire.extract.finder import FrameFinder
from talentwire.extract.learnt.anchors import DEALS, QUESTIONS, Anchor, AnchorSigns, find_anchors
from talentwire.extract.learnt.chooser import Choice as LearntChoice
from talentwire.extract.learnt.partners import SIDES, SLOTS, Partners
from talentwire.extract.learnt.sight import Sight
from talentwire.extract.learnt.weights import Signs, keys_of
from talentwire.lang.segment import identify
from talentwire.model.claims import KINDS, slots
from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.pipeline import repaired

SLOT = {(name, slot.name): slot for name, kind in KINDS.items() for slot in slots(kind)}
PARTS: dict[str, tuple[str, str, str, Any]] = {
    "move": ("move", "person", "", None),
    "position": ("position", "person", "current", True),
    "former": ("position", "person", "current", False),
    "headcount": ("move", "headcount", "", None),
    **{change: ("workforce", "count", "change", change) for change in ("cut", "grow", "size")},
    "accelerators": ("compute", "accelerators", "", None),
    "power_mw": ("compute", "power_mw", "", None),
    "capex": ("compute", "capex", "", None),
    "pay": ("pay", "amount", "", None),
    "funding": ("funding", "amount", "", None),
    "valuation": ("funding", "valuation", "", None),
    **{event: ("release", "product", "event", event) for event in ("launch", "delay", "benchmark", "withdraw")},
    "target": ("deal", "target", "", None),
    **{kind: ("deal", "target", "kind", kind) for kind in DEALS},
}
"""For every question: the kind of claim, the slot that the candidate fills, and what must hold besides."""


@dataclass
class Choice:
    """The organisations beside a candidate for one part, the signs of each, and which are right; none is the last."""

    names: list[str]
    keys: list[tuple[array, array]]
    right: list[bool]


@dataclass
class Example:
    """One candidate: its signs, and for every question whether it is right, None where that cannot be told."""

    sort: str
    value: str
    json: Any
    sentence: int
    keys: tuple[array, array]
    labels: dict[str, bool | None]
    choices: dict[str, Choice]


@dataclass
class Read:
    """A document with its candidates and what the rules read in it."""

    doc: str
    lang: str
    gold: Gold
    ruled: list[tuple[Json, list[int]]] = field(default_factory=list)
    examples: list[Example] = field(default_factory=list)


class Recorder:
    """Stands in for the chooser, and keeps what it would have seen."""

    sight: Sight | None = None

    def choose(self, sight: Sight, _: object) -> LearntChoice:
        self.sight = sight
        return LearntChoice(sight.drafts)


def phrase(found: Any, finder: FrameFinder) -> tuple[str, ...]:
    words = finder.text.lower[found.first : found.last]
    tail = finder.text.lower[found.tail[0] : found.tail[1]] if found.tail else []
    return (found.payload.where, *words, "…", *tail)


class Phrases:
    """Counts in how many documents every phrase of the packs opens a frame, and leaves some out."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self.doc, self.lonely = "", False
        plain = FrameFinder._first_longest

        def first_longest(finder: FrameFinder, matches: list[Any], sentence: Any) -> list[Any]:
            for found in matches:
                if not self.lonely:
                    self.seen[phrase(found, finder)].add(self.doc)
            if self.lonely:
                matches = [m for m in matches if self.seen.get(phrase(m, finder), set()) - {self.doc}]
            return plain(finder, matches, sentence)

        FrameFinder._first_longest = first_longest  # type: ignore[method-assign]


def document_of(gold: Gold) -> Document:
    date = PartialDate.parse(gold.date) if gold.date else None
    document = Document(gold.doc, gold.text or "", date=date)
    return repaired(document.with_lang(identify(document.text)))


def evidence_of(gold: Gold, claim: Json) -> tuple[int, int]:
    text, evidence = gold.text or "", str(claim["evidence"])
    start = text.find(evidence)
    if start >= 0:
        return start, start + len(evidence)
    match = re.search(r"\s+".join(map(re.escape, evidence.split())), text)
    return match.span() if match else (-1, -1)


def examples(gold: Gold, recorder: Recorder, extractor: BuiltinExtractor) -> Read:
    """Read a document and judge its candidates."""
    text = extractor.lay_out(document_of(gold))
    read = Read(gold.doc, gold.lang, gold)
    recorder.sight = None
    if text is None:
        return read
    drafts = extractor.drafts(text)
    for draft in drafts:
        first = text.sentence_of(draft.first).index
        last = text.sentence_of(max(draft.first, draft.last - 1)).index
        read.ruled.append((to_claim(draft, text).to_json(), list(range(first, last + 1))))
    sight = recorder.sight
    if sight is None:
        return read
    judge = Judge(gold.aliases)
    spans = [evidence_of(gold, claim) for claim in gold.claims]
    signs, partners = AnchorSigns(sight), Partners(sight)
    for anchor in find_anchors(sight):
        read.examples.append(_example(gold, judge, spans, anchor, sight, signs, partners))
    return read


def packed(signs: Signs) -> tuple[array, array]:
    """Where signs stand in the tables, as rows of a matrix."""
    places, words = keys_of(signs)
    return array("I", sorted(places)), array("I", sorted(words))


def json_of(anchor: Anchor) -> Any:
    if anchor.sort == "MONEY":
        return anchor.mention.value.to_json()
    if anchor.sort in ("COUNT", "PERCENT", "POWER"):
        return anchor.mention.value.value
    return anchor.meant.name


def _example(gold, judge, spans, anchor, sight, signs, partners) -> Example:
    text = sight.text
    where = text.span(anchor.sentence.first, anchor.sentence.last)
    own = text.span(anchor.mention.first, anchor.mention.last)
    value = json_of(anchor)
    labels: dict[str, bool | None] = {}
    right: dict[str, list[Json]] = defaultdict(list)
    for question in QUESTIONS[anchor.sort]:
        kind, slot, also, what = PARTS[question]
        slot = "percent" if anchor.sort == "PERCENT" else slot
        label: bool | None = False
        for claim, (start, end) in zip(gold.claims, spans, strict=True):
            if claim["type"] != kind or claim.get(slot) in (None, [], ""):
                continue
            if also and claim.get(also, True if also == "current" else None) != what:
                continue
            if anchor.sort == "ORG" and question != "target" and kind == "deal" and claim.get("kind") != question:
                continue
            equal = judge.equal(SLOT[kind, slot], claim[slot], value)
            if kind == "deal" and not equal and claim.get("kind") in ("merger", "joint_venture"):
                equal = False
            if not equal:
                continue
            within = start < own.end and own.start < end
            near = start < where.end and where.start < end
            if (within or near) and not claim.get("optional"):
                label = True
                right[question].append(claim)
            elif label is False:
                label = None
        labels[question] = label
    choices: dict[str, Choice] = {}
    candidates = partners.of(anchor)
    for side in dict.fromkeys(side for question in QUESTIONS[anchor.sort] for side in SIDES[question]):
        kind, slot = SLOTS[side]
        claims = [c for question, cs in right.items() if side in SIDES[question] for c in cs]
        wanted = [c[slot] for c in claims if c.get(slot) not in (None, [], "")]
        names, keys, oks = [], [], []
        for partner in candidates:
            name = partners.name(partner)
            names.append(name)
            keys.append(packed(partners.signs(anchor, partner, side)))
            oks.append(any(judge.equal(SLOT[kind, slot], w, name) for w in wanted))
        names.append("")
        keys.append(packed(partners.none(anchor, side)))
        oks.append(not any(oks))
        choices[side] = Choice(names, keys, oks)
    return Example(anchor.sort, anchor.value, value, anchor.sentence.index, packed(signs.of(anchor)), labels, choices)


def read_all(golds: Sequence[Gold], cut: bool) -> Iterator[Read]:
    """Read documents; with ``cut`` each without the phrases that open frames in it alone."""
    recorder = Recorder()
    extractor = BuiltinExtractor(learnt=False)
    extractor.chooser = recorder  # type: ignore[assignment]
    if cut:
        for number, gold in enumerate(golds):
            PHRASES.doc, PHRASES.lonely = f"{number} {gold.doc}", False
            text = extractor.lay_out(document_of(gold))
            if text is not None:
                extractor.drafts(text)
    for number, gold in enumerate(golds):
        PHRASES.doc, PHRASES.lonely = f"{number} {gold.doc}", cut
        yield examples(gold, recorder, extractor)


PHRASES = Phrases()


def golds_of(folder: str) -> list[Gold]:
    """The documents of a folder, or with ``:odd`` or ``:even`` behind its name half of them."""
    from talentwire.evaluate.gold import read_gold

    name, _, only = folder.partition(":")
    golds = list(read_gold(Path(name)))
    return [g for g in golds if not only or int(g.doc.rpartition("-")[2]) % 2 == (only == "odd")]


def main() -> None:
    import sys

    out, cut, *folders = sys.argv[1:]
    golds = [gold for folder in folders for gold in golds_of(folder)]
    reads = list(read_all(golds, cut == "cut"))
    Path(out).write_bytes(pickle.dumps(reads))
    print(
        len(reads),
        sum(len(r.examples) for r in reads),
        Counter(q for r in reads for e in r.examples for q, v in e.labels.items() if v),
    )


if __name__ == "__main__":
    main()
