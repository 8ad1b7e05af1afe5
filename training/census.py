"""Count why claims are missed, and what reading would reach if one part of it were perfect.

    python training/census.py FOLDER [FOLDER ...] [--only odd|even]

For every gold claim that nothing matches, it says how far the reading came: whether the names and numbers that the
claim needs were recognised, whether a trigger of its kind stands in the sentences of its evidence, and whether that
opened a frame or led to a claim with another party. For every claim that is wrong, it says what the document claims
there. The ceilings give back to the reading what one perfect part would have found. Nothing but figures is printed, so
that documents that are for measuring may be counted, too.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from talentwire.evaluate.gold import Gold, Json, read_gold
from talentwire.evaluate.match import Judge, pair_claims
from talentwire.evaluate.report import compare
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.drafts import to_claim
from talentwire.extract.text import Mention
from talentwire.extract.trace import TextReading
from talentwire.lang.segment import identify
from talentwire.model.claims import KINDS, NAMED, Slot, slots
from talentwire.model.document import Document
from talentwire.model.values import Money, PartialDate
from talentwire.pipeline import repaired

NAMES = ("PER", "ORG", "PRODUCT", "FACILITY", "PLACE", "ACCELERATOR")
NUMBERS = ("COUNT", "PERCENT", "POWER")
CHOSEN = ("choice", "flag")
EITHER = {"move": (("from_org", "to_org"),), "compute": (("owner", "facility"), ("accelerators", "power_mw"))}
"""Key slots of which one is enough."""
EMPTY: tuple[object, ...] = (None, [], "")
PARTS = ("fillers", "names and numbers", "triggers")
HERE, NEAR, FAR, UNSEEN = range(4)
"""How far a party stands from the evidence: in it, two sentences before or in the title, elsewhere, nowhere."""
NO_TRIGGER = {HERE: "no trigger, all parties there", NEAR: "no trigger, a party near by"}


@dataclass
class Census:
    """The counts over many documents, and what each perfect part would have read in them."""

    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    golds: list[Gold] = field(default_factory=list)
    read: dict[str, dict[str, list[Json]]] = field(default_factory=dict)

    def gives(self, part: str, doc: str, claims: Sequence[Json]) -> None:
        """Note what would be read in a document."""
        self.read.setdefault(part, {}).setdefault(doc, []).extend(claims)


class Case:
    """One document with what was read in it, and where the evidence of claims stands."""

    def __init__(self, gold: Gold, reading: TextReading) -> None:
        self.gold, self.reading, self.text = gold, reading, reading.text
        self.judge = Judge(gold.aliases)
        self.found: list[Json] = [to_claim(draft, self.text).to_json() for draft in reading.drafts]
        self.pairs = pair_claims(self.judge, gold.claims, self.found)
        self.starts = [self.text.span(at, at + 1).start for at in range(len(self.text.words))]
        self.frames = [(f.trigger.kind, f.sentence.index) for f in reading.frames]
        self.unmet = [(u.found.payload.kind, u.sentence.index) for u in reading.unmet]

    def sentences(self, claim: Json) -> set[int]:
        """The sentences that the evidence of a claim touches."""
        start = self.text.document.text.find(str(claim["evidence"]))
        end = start + len(str(claim["evidence"]))
        if start < 0:
            return set()
        return {self.text.sentence_of(at).index for at, begin in enumerate(self.starts) if start <= begin < end}

    def causes(self) -> Iterator[tuple[Json, str, list[str]]]:
        """The gold claims that were missed, each with the cause and the perfect parts that would have found it."""
        for index, claim in enumerate(self.gold.claims):
            if index not in self.pairs:
                cause, parts = self._quote(claim) if claim["type"] == "quote" else self._cause(claim)
                yield claim, cause, parts

    def _quote(self, claim: Json) -> tuple[str, list[str]]:
        slot = next(slot for slot in slots(KINDS["quote"]) if slot.name == "speaker")
        seen = any(self._fills(slot, claim["speaker"], mention) for mention in self.text.mentions)
        return ("quote, not read so", ["fillers"]) if seen else ("quote, speaker not recognised", [])

    def _cause(self, claim: Json) -> tuple[str, list[str]]:
        here = self.sentences(claim)
        farthest = self._farthest(claim, here)
        frame = any((claim["type"], at) in self.frames for at in here)
        trigger = frame or any((claim["type"], at) in self.unmet for at in here)
        beside = any(
            other["type"] == claim["type"] and self.sentences(other) & here
            for at, other in enumerate(self.found)
            if at not in self.pairs.values()
        )
        opened = trigger or beside or claim["type"] == "position"
        parts = ["names and numbers"] * (trigger or beside)
        parts += [] if farthest == UNSEEN else ["triggers", *(["fillers"] * opened)]
        if farthest == UNSEEN:
            return "a name or number not recognised", parts
        if beside:
            return "a claim of the kind there, with another party", parts
        if frame:
            return "a frame there, and no claim that matches", parts
        return (
            "a trigger there, its parts not found" if trigger else NO_TRIGGER.get(farthest, "no trigger, far")
        ), parts

    def _farthest(self, claim: Json, here: set[int]) -> int:
        """How far the farthest party stands that the claim needs."""
        near = {0} | {at - back for at in here for back in range(3)}
        given = {
            slot.name: min((self._place(m, here, near) for m in self._mentions(slot, claim)), default=UNSEEN)
            for slot in slots(KINDS[claim["type"]])
            if slot.key and slot.type not in CHOSEN and claim.get(slot.name) not in EMPTY
        }
        for group in EITHER.get(claim["type"], ()):
            alike = [given.pop(name) for name in group if name in given]
            given |= {group[0]: min(alike)} if alike else {}
        implied = set(claim.get("implicit") or ())
        return max((FAR if name in implied and at == UNSEEN else at for name, at in given.items()), default=HERE)

    def _mentions(self, slot: Slot, claim: Json) -> Iterator[Mention]:
        return (m for m in self.text.mentions if self._fills(slot, claim[slot.name], m))

    def _place(self, mention: Mention, here: set[int], near: set[int]) -> int:
        at = self.text.sentence_of(mention.first).index
        return HERE if at in here else NEAR if at in near else FAR

    def _fills(self, slot: Slot, value: Any, mention: Mention) -> bool:
        if slot.type in NAMED:
            return mention.kind in NAMES and self.judge.equal(slot, value, mention.name)
        if slot.type == "money":
            return isinstance(mention.value, Money) and self.judge.equal(slot, value, mention.value.to_json())
        return mention.kind in NUMBERS and self.judge.equal(slot, value, mention.value.value)

    def errors(self) -> Iterator[str]:
        """What the document claims where a wrong claim was read."""
        for at, claim in enumerate(self.found):
            if at in self.pairs.values():
                continue
            around = self.sentences(claim)
            there = [(i, g) for i, g in enumerate(self.gold.claims) if self.sentences(g) & around]
            alike = [i for i, gold in there if gold["type"] == claim["type"]]
            if any(i not in self.pairs for i in alike):
                yield "a claim of the kind there, with another party"
            elif alike:
                yield "one more than the claims of the kind there"
            else:
                yield "claims of other kinds there" if there else "nothing claimed there"


def count(golds: Sequence[Gold], extractor: BuiltinExtractor) -> Census:
    """Read the documents and count."""
    census = Census()
    for number, gold in enumerate(golds):
        date = PartialDate.parse(gold.date) if gold.date else None
        document = Document(gold.doc, gold.text or "", date=date)
        text = extractor.lay_out(repaired(document.with_lang(identify(document.text))))
        if text is None:
            continue
        case, doc = Case(gold, extractor.reading(text)), str(number)
        census.golds.append(Gold(doc, gold.lang, claims=gold.claims, aliases=gold.aliases, text=gold.text))
        right = [case.found[at] for at in case.pairs.values()]
        for part in ("nothing", *PARTS):
            census.gives(part, doc, case.found)
        for part in ("no wrong claims", "fillers, no wrong claims"):
            census.gives(part, doc, right)
        for claim, cause, parts in case.causes():
            census.missed[cause] += not claim.get("optional")
            for part in parts:
                census.gives(part, doc, [claim])
            census.gives("fillers, no wrong claims", doc, [claim] * ("fillers" in parts))
        census.wrong.update(case.errors())
    return census


def table(title: str, counts: Counter[str]) -> Iterator[str]:
    yield f"{title}: {counts.total()}"
    yield from (
        f"  {number:5} {number / counts.total():6.3f}  {what}" for what, number in counts.most_common() if number
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", choices=("odd", "even"))
    options = parser.parse_args()
    golds = [gold for folder in options.folders for gold in read_gold(folder)]
    if options.only:
        golds = [gold for gold in golds if int(gold.doc.rpartition("-")[2]) % 2 == (options.only == "odd")]
    census = count(golds, BuiltinExtractor())
    for line in (*table("claims missed", census.missed), *table("wrong claims", census.wrong)):
        print(line)
    print("with this part perfect: precision, recall, F1")
    for part, read in census.read.items():
        row = compare(census.golds, read).all
        print(f"  {row.precision:.3f} {row.recall:.3f} {row.f1:.3f}  {part}")


if __name__ == "__main__":
    main()
