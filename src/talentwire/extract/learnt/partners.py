"""The organisation that goes with a candidate: who is joined, left, pays, owns or buys; and the signs of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from talentwire.extract.learnt.anchors import DEALS, Anchor, step
from talentwire.extract.learnt.sight import Opening, Sight, values_of
from talentwire.extract.tenures import PAST
from talentwire.extract.text import Mention, Sentence, Text, apart

SIDES: Final[dict[str, tuple[str, ...]]] = {
    "move": ("to_org", "from_org"),
    "headcount": ("to_org", "from_org"),
    "position": ("house",),
    "former": ("house",),
    **dict.fromkeys(("cut", "grow", "size"), ("staff",)),
    **dict.fromkeys(("accelerators", "power_mw", "capex"), ("owner",)),
    "pay": ("payer",),
    **dict.fromkeys(("funding", "valuation"), ("raiser",)),
    **dict.fromkeys(("launch", "delay", "benchmark", "withdraw"), ("maker",)),
    **dict.fromkeys(("target", *DEALS), ("buyer",)),
}
"""For every question about a candidate, the parts that an organisation plays beside it."""
SLOTS: Final = {
    "to_org": ("move", "to_org"), "from_org": ("move", "from_org"), "house": ("position", "org"),
    "staff": ("workforce", "org"), "owner": ("compute", "owner"), "payer": ("pay", "payer"),
    "raiser": ("funding", "org"), "maker": ("release", "org"), "buyer": ("deal", "buyer"),
}  # fmt: skip
"""The kind of claim and the slot of every part."""
_BACK = 2
"""Sentences before a candidate's own in which its organisation may be named."""
_MOST = 10
"""Organisations that are weighed for one candidate."""
_BETWEEN = 10
"""Words between a candidate and an organisation that are seen."""
_COMMAS = ",;:–—"
_PARTIES = ("org", "owner", "payer", "buyer", "target", "investor")


@dataclass(frozen=True, slots=True, eq=False)
class Partner:
    """An organisation that may go with a candidate, by the mention that stands best, and how far that is.

    ``where`` is ``here``, ``before``, ``title``, ``salient``, ``home`` or ``later``.
    """

    name: str
    mention: Mention
    meant: Mention
    where: str


class Partners:
    """Finds and describes the organisations that may go with the candidates of one text."""

    def __init__(self, sight: Sight) -> None:
        """Prepare for one text."""
        self.sight = sight
        self.text = sight.text
        self._rows: dict[int, list[tuple[Mention, Mention]]] = {}
        self._bags: dict[int, list[str]] = {}
        self._all = [m for m in sight.text.mentions if m.kind == "ORG"]
        self._all_firsts = [m.first for m in self._all]
        self._firsts: dict[str, list[int]] = defaultdict(list)
        self._opens: dict[int, str] = {}
        self._blocks: set[tuple[str, int]] = set()
        for m in self._all:
            self._firsts[m.name].append(m.first)
            block = sight.text.sentence_of(m.first).block
            self._opens.setdefault(block, m.name)
            self._blocks.add((m.name, block))
        self._counts = {name: len(firsts) for name, firsts in self._firsts.items()}
        self._most = max(self._counts.values(), default=0)

    def of(self, anchor: Anchor) -> list[Partner]:
        """The organisations that may go with a candidate."""
        found: dict[str, Partner] = {}
        at = anchor.mention
        here = sorted(self._row(anchor.sentence), key=lambda one: apart(at, one[0]))
        for mention, meant in here:
            found.setdefault(meant.name, Partner(meant.name, mention, meant, "here"))
        for back in range(1, _BACK + 1):
            if anchor.sentence.index >= back:
                for mention, meant in reversed(self._row(self.text.sentences[anchor.sentence.index - back])):
                    found.setdefault(meant.name, Partner(meant.name, mention, meant, f"before {back}"))
        for mention, meant in self._row(self.text.sentences[0]):
            found.setdefault(meant.name, Partner(meant.name, mention, meant, "title"))
        for where, org in self._elsewhere(anchor):
            found.setdefault(org.name, Partner(org.name, org, org, where))
        found.pop(anchor.value, None)
        return list(found.values())[:_MOST]

    def name(self, partner: Partner) -> str:
        """The name under which an organisation stands in a slot: a unit as its house."""
        (party,), _ = self.sight.findings.houses([partner.meant])
        return party.name

    def _elsewhere(self, anchor: Anchor) -> Iterator[tuple[str, Mention]]:
        resolver = self.sight.findings.resolver
        salient = resolver.spoken_of(anchor.mention.first, slot=_ASKED.get(anchor.sort, ""))
        if salient is not None:
            yield "salient", salient
        if anchor.sort == "PER":
            told = resolver.told.home(anchor.value, anchor.mention.first)
            for name in (told, self.sight.findings.affiliations.get(anchor.value)):
                org = self.sight.org_named.get(name) if name else None
                if org is not None:
                    yield "home", org

    def _row(self, sentence: Sentence) -> list[tuple[Mention, Mention]]:
        """The organisations of a sentence, with what those mean that refer to one."""
        row = self._rows.get(sentence.index)
        if row is None:
            row = []
            for mention in self.sight.inside(sentence):
                if mention.kind == "ORG":
                    row.append((mention, mention))
                elif mention.kind == "REF" and "ORG" in mention.value.kinds and not mention.value.relative:
                    org = self.sight.findings.resolver.org(mention)
                    row += [(mention, org)] if org is not None else []
            self._rows[sentence.index] = row
        return row

    # Signs ----------------------------------------------------------------------------------------------------

    def signs(self, anchor: Anchor, partner: Partner, side: str) -> tuple[list[str], list[str]]:
        """The signs of an organisation as the one that goes with a candidate: its places, and the words around."""
        kind, slot = SLOTS[side]
        place = list(self._place(anchor, partner))
        found = [
            *place,
            *self._name(partner),
            *self._in_document(anchor, partner),
            *self._grammar(anchor, partner, kind, slot),
            *self._ruled(anchor, partner, kind, slot),
        ]
        found += [f"{anchor.sort}: {sign}" for sign in place]
        return found, list(self._words(anchor, partner))

    def none(self, anchor: Anchor, side: str) -> tuple[list[str], list[str]]:
        """The signs that speak for no organisation at all."""
        kind, slot = SLOTS[side]
        row = self._row(anchor.sentence)
        found = ["none", f"none {anchor.sort}", f"none {self.text.pack.lang}", f"none of {min(3, len(row))}"]
        found.append(f"none {anchor.mention.kind}")
        for other, name, draft in self.sight.said.get((anchor.value, anchor.sentence.index), ()):
            if other == kind and name != slot:
                found.append(f"none ruled {bool(getattr(draft.content, slot, None))}")
        openings = (o for o in self.sight.openings.get(anchor.sentence.index, ()) if o.trigger.kind == kind)
        found += [f"none trigger {slot in one.trigger.slots} {one.met}" for one in openings]
        first, last = anchor.sentence.first, anchor.sentence.last
        words = {s for signs in self.sight.words.main[first:last] for s in signs}
        return found, [f"none S{sign}" for sign in sorted(words) if sign[0] != "~"]

    def _place(self, anchor: Anchor, partner: Partner) -> Iterator[str]:
        yield f"at {partner.where} {partner.mention.kind}"
        if partner.where != "here":
            yield f"{partner.where} free {partner.mention.prep is None}"
            return
        own, other = anchor.mention, partner.mention
        before = other.last <= own.first
        low, high = (other.last, own.first) if before else (own.last, other.first)
        side = "<" if before else ">"
        between = [m for m, _ in self._row(anchor.sentence) if low <= m.first < high]
        commas = sum(word in _COMMAS for word in self.text.words[low:high])
        yield f"{side} after {len(between)}"
        yield f"{side} far {step(max(0, high - low))}"
        yield f"{side} prep {self.text.pack.lang}{other.prep}"
        yield f"{side} commas {min(3, commas)}"
        yield f"{side} same {sum(m.kind == own.kind for m in self.text.between(low, high))}"
        kinds = [m.kind for m in self.text.between(low, high)]
        yield f"{side} path {'.'.join(kinds[:3])} {len(kinds) > 3}"
        beyond = [m for m, _ in self._row(anchor.sentence) if (m.last <= own.first) == before and m not in between]
        yield f"{side} beyond {min(3, len(beyond) - 1)}"

    def _name(self, partner: Partner) -> Iterator[str]:
        mention, meant = partner.mention, partner.meant
        yield f"prep {self.text.pack.lang}{mention.prep}"
        yield f"owner {mention.owner.kind if mention.owner else None}"
        yield f"kind {mention.kind} weak {mention.weak} known {meant.known}"
        yield f"genitive {mention.genitive}"
        yield f"past {PAST in mention.traits}"
        yield f"outlet {self.sight.findings.resolver.is_outlet(meant)}"
        count = self._counts.get(partner.name, 0)
        yield f"named {min(4, count)} most {count == self._most}"
        yield f"first word {mention.first == self.text.sentence_of(mention.first).first}"
        if "listed" in mention.traits or "lists" in mention.traits:
            yield "in a list"

    def _in_document(self, anchor: Anchor, partner: Partner) -> Iterator[str]:
        """How an organisation stands in the text as a whole, seen from a candidate."""
        first, block = anchor.mention.first, anchor.sentence.block
        told = self.sight.findings.resolver.told.until(first)
        yield from (f"was {side}" for side in told.sides(partner.name))
        if told.main == partner.name:
            yield "last main"
        if told.last == partner.name:
            yield "last told"
        firsts = self._firsts.get(partner.name, [])
        yield f"before {bool(firsts) and firsts[0] < first}"
        yield f"in title {bool(firsts) and self.text.sentence_of(firsts[0]).block == 0}"
        yield f"in block {(partner.name, block) in self._blocks} {partner.where == 'here'}"
        if self._opens.get(block) == partner.name:
            yield f"opens block {partner.where == 'here'}"
        if self._latest(first) == partner.name:
            yield f"latest {partner.where == 'here'}"

    def _latest(self, token: int) -> str | None:
        """The organisation named last before a token."""
        at = bisect_left(self._all_firsts, token)
        return self._all[at - 1].name if at else None

    def _words(self, anchor: Anchor, partner: Partner) -> Iterator[str]:
        own, mention = anchor.mention, partner.mention
        words, main, sentence = self.sight.words.near, self.sight.words.main, self.text.sentence_of(mention.first)
        if mention.first > sentence.first:
            yield from (f"w-1{sign}" for sign in words[mention.first - 1])
        if mention.first > sentence.first + 1:
            yield from (f"w-2{sign}" for sign in words[mention.first - 2])
        if mention.last < sentence.last:
            yield from (f"w+1{sign}" for sign in words[mention.last])
        if mention.last + 1 < sentence.last:
            yield from (f"w+2{sign}" for sign in words[mention.last + 1])
        if partner.where != "here":
            yield from (f"{partner.where}{s}" for s in self._bag(anchor.sentence))
            return
        before = mention.last <= own.first
        low, high = (mention.last, own.first) if before else (own.last, mention.first)
        side = "<" if before else ">"
        if high - low <= _BETWEEN:
            yield from (f"{side}b{sign}" for at in range(low, high) for sign in main[at])
        nearest = "1" if not any(low <= m.first < high for m, _ in self._row(anchor.sentence)) else "2"
        yield from (f"{side}{nearest}{sign}" for sign in self._bag(anchor.sentence))

    def _bag(self, sentence: Sentence) -> list[str]:
        """The words of a sentence, each by one sign."""
        found = self._bags.get(sentence.index)
        if found is None:
            rows = self.sight.words.main[sentence.first : sentence.last]
            found = sorted({signs[-1 if len(signs) < 2 else 1] for signs in rows if signs})
            self._bags[sentence.index] = found
        return found

    def _grammar(self, anchor: Anchor, partner: Partner, kind: str, slot: str) -> Iterator[str]:
        """What the packs would make of an organisation here."""
        own, other = anchor.mention, partner.mention
        if other.owner is own:
            yield "of the candidate"
        held = self.sight.held.get((anchor.value, partner.name), set())
        yield from {f"holds {former} {index == anchor.sentence.index}": 0 for former, index in sorted(held)}
        yield from {f"holds {former}": 0 for former, _ in sorted(held)}
        if other.prep:
            usual = _usual(self.text, kind, other.prep)
            yield from (f"usual {name} {share}" for name, share in usual.items())
        if partner.where == "here":
            for one in self.sight.openings.get(anchor.sentence.index, ()):
                yield from _at_trigger(one, own, other, kind, slot)
            yield from self._in_frames(anchor, other)

    def _in_frames(self, anchor: Anchor, other: Mention) -> Iterator[str]:
        """The slots of frames that an organisation of the sentence fills."""
        for frame in self.sight.frames.get(anchor.sentence.index, ()):
            for name, filling in frame.slots.items():
                if other in filling:
                    together = any(anchor.mention in others for others in frame.slots.values())
                    yield f"fills {frame.trigger.kind}.{name} {together}"

    def _ruled(self, anchor: Anchor, partner: Partner, kind: str, slot: str) -> Iterator[str]:
        """What the rules made of an organisation, with the candidate and without it."""
        together = {
            f"{other} {name} {other == kind and name == slot}"
            for other, _, draft in self.sight.said.get((anchor.value, anchor.sentence.index), ())
            for name, value in values_of(draft)
            if value == partner.name
        }
        yield from (f"ruled {one}" for one in sorted(together))
        paired = self.sight.together.get((anchor.value, partner.name), set())
        yield from (f"paired {one}" for one in sorted(paired))
        told = self.sight.told.get(partner.name, set())
        yield from (f"told {one}" for one in sorted(told))
        here = {f"{k}.{s}" for k, s, _ in self.sight.said.get((partner.name, anchor.sentence.index), ())}
        yield from (f"ruled here {one}" for one in sorted(here))


_ASKED = {"MONEY": "pay payer", "COUNT": "workforce org", "PERCENT": "workforce org", "POWER": "compute owner"}
_TENTHS: dict[tuple[str, str, str], dict[str, int]] = {}


def _at_trigger(one: Opening, own: Mention, other: Mention, kind: str, slot: str) -> Iterator[str]:
    """How an organisation stands to a trigger, seen from a candidate."""
    side = "left" if other.last <= one.first else "right"
    order = "same" if (own.last <= one.first) == (other.last <= one.first) else "across"
    yield f"trigger {one.sort} {side} {order}"
    if one.trigger.kind == kind:
        yield f"trigger {slot in one.trigger.slots} {side} {order} {other.prep is None}"
        if other.prep:
            fits = [name for name, places in one.trigger.slots.items() if other.prep in places]
            yield from (f"fits {name} {name == slot}" for name in fits)


def _usual(text: Text, kind: str, prep: str) -> dict[str, int]:
    """How large a share of the triggers of a kind, in tenths, has each slot behind a preposition."""
    found = _TENTHS.get((text.pack.lang, kind, prep))
    if found is None:
        counts: dict[str, int] = {}
        for trigger in text.pack.grammar.triggers:
            if trigger.kind == kind:
                for slot, places in trigger.slots.items():
                    if prep in places and slot.endswith(_PARTIES):
                        counts[slot] = counts.get(slot, 0) + 1
        total = sum(counts.values())
        found = _TENTHS[text.pack.lang, kind, prep] = {slot: 10 * n // total for slot, n in counts.items()}
    return found
