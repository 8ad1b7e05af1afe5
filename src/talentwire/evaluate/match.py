"""When two claims are the same, and which of their slots agree.

What a slot holds and which slots are keys comes from ``model/claims.py``. Claims are compared in their JSON form, since
predictions may come from anywhere and a claim that breaks the model still counts as a wrong prediction.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from talentwire.evaluate.gold import Json
from talentwire.model.claims import KINDS, NAMED, Slot, slots

STATUS = Slot("status", "choice", key=False, choices=(), default="asserted", doc="")
_ENVELOPE = (
    STATUS,
    Slot("source", "party", key=False, choices=(), default=None, doc=""),
    Slot("date", "date", key=False, choices=(), default=None, doc=""),
)
_KEYS = {name: tuple(s for s in slots(kind) if s.key) for name, kind in KINDS.items()}
_REST = {name: (*(s for s in slots(kind) if not s.key), *_ENVELOPE) for name, kind in KINDS.items()}
_EMPTY: tuple[object, ...] = (None, [], "")
_EITHER_WAY = {"merger", "joint_venture"}  # either party may be written as the buyer
_LEGAL = re.compile(
    r"\b(inc|corp|corporation|ltd|llc|gmbh|ag|se|sa|sas|sarl|plc|co|company|group|holdings?|platforms)\b"
)
_SMALL = {"of", "the", "for", "and", "in", "at", "a", "an"} | {"de", "des", "du", "la", "le", "der", "die", "das"}
_SMALL |= {"und", "et"}


class Counts(NamedTuple):
    """How many were right, predicted and expected."""

    right: int = 0
    predicted: int = 0
    expected: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """Both together."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))

    def rates(self) -> tuple[float, float, float]:
        """Precision, recall and their harmonic mean."""
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.right / self.expected if self.expected else 0.0
        return p, r, (2 * p * r / (p + r) if p + r else 0.0)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Without case, accents, punctuation and legal forms."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"[^\w]+", " ", plain)
    return " ".join(_LEGAL.sub(" ", plain).split()) or plain.strip()


@lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split()) - _SMALL


def _number(value: Any) -> float | None:
    plain = value.get("value") if isinstance(value, Mapping) else value
    if plain is None or isinstance(plain, bool):
        return None
    try:
        return float(str(plain).replace("%", "").replace(",", ""))
    except ValueError:
        return None


def _close(left: Any, right: Any) -> bool:
    x, y = _number(left), _number(right)
    if x is None or y is None:
        return False
    currencies = {v["currency"] for v in (left, right) if isinstance(v, Mapping) and v.get("currency")}
    return abs(x - y) <= 0.01 * max(abs(x), abs(y)) and len(currencies) <= 1


def _alike(left: str, right: str) -> bool:
    shared = _words(left) & _words(right)
    return bool(shared) and 2 * len(shared) >= min(len(_words(left)), len(_words(right)))


class Judge:
    """Compares slots and claims under the aliases of one gold document."""

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self._main = {fold(str(n)): fold(name) for name, others in aliases.items() for n in (name, *others)}

    def _names(self, value: Any) -> set[str]:
        folded = (fold(str(name)) for name in (value if isinstance(value, list) else [value]))
        return {self._main.get(name, name) for name in folded}

    def equal(self, slot: Slot, left: Any, right: Any) -> bool:
        """Whether two filled slots say the same."""
        if slot.type in ("money", "number"):
            return _close(left, right)
        if slot.type in NAMED:
            return not self._names(left).isdisjoint(self._names(right))
        if slot.type == "date":
            return str(left).startswith(str(right)) or str(right).startswith(str(left))
        if slot.type in ("choice", "flag"):
            return str(left).lower() == str(right).lower()
        return _alike(str(left), str(right))

    def match(self, gold: Json, found: Json) -> bool:
        """Whether a prediction is about the same thing as a gold claim: no key slot contradicts, enough agree."""
        if found.get("type") != gold["type"]:
            return False
        if gold["type"] == "deal" and _EITHER_WAY & {str(gold.get("kind")), str(found.get("kind"))}:
            turned = {**found, "buyer": found.get("target"), "target": found.get("buyer")}
            return self._agree(gold, turned) or self._agree(gold, found)
        return self._agree(gold, found)

    def _agree(self, gold: Json, found: Json) -> bool:
        wanted, hits = set(), set()
        for slot in _KEYS[gold["type"]]:
            left, right = filled(gold, slot), filled(found, slot)
            if left is None or (right is None and slot.name in _implicit(gold)):
                continue
            wanted.add(slot.name)
            if right is not None:
                if not self.equal(slot, left, right):
                    return False
                hits.add(slot.name)
        return _enough(gold, found, hits, wanted)

    def slots(self, gold: Json, found: Json) -> Counts:
        """Right, predicted and expected over the slots that are not keys."""
        kind, right, predicted, expected = gold["type"], 0, 0, 0
        implicit = [slot for slot in _KEYS[kind] if slot.name in _implicit(gold)]
        for slot in (*_REST[kind], *implicit):
            left, other = filled(gold, slot), filled(found, slot)
            expected += left is not None
            predicted += other is not None
            right += left is not None and other is not None and self.equal(slot, left, other)
        return Counts(right, predicted, expected)


def filled(claim: Json, slot: Slot) -> Any:
    """What a slot holds; its default, or None, where it is empty."""
    value = claim.get(slot.name)
    empty = value in _EMPTY
    return (slot.default if slot.default != () else None) if empty else value


def _implicit(gold: Json) -> Sequence[str]:
    return gold.get("implicit") or ()


def _enough(gold: Json, found: Json, hits: set[str], wanted: set[str]) -> bool:
    """Whether the key slots that agree suffice, by kind."""
    match gold["type"]:
        case "move":
            who = "person" if gold.get("person") not in _EMPTY else "headcount"
            orgs = {"from_org", "to_org"}
            return who in hits and bool(hits & orgs or not wanted & orgs)
        case "compute":
            given = [name for name in ("accelerators", "power_mw", "capex") if gold.get(name) not in _EMPTY]
            same = any(_close(gold[name], found.get(name)) for name in given)
            return bool(hits & {"owner", "facility"}) and (same or not given)
        case "funding" if "amount" not in wanted and gold.get("valuation") not in _EMPTY:
            return "org" in hits and _close(gold["valuation"], found.get("valuation"))
        case "quote":
            said, heard = _words(str(gold.get("evidence", ""))), _words(str(found.get("evidence", "")))
            return hits == wanted and 2 * len(said & heard) >= len(said)
        case _:
            return hits == wanted


def pair_claims(judge: Judge, golds: Sequence[Json], found: Sequence[Json]) -> dict[int, int]:
    """Match each claim at most once: needed ones first, then by key slots given, then by slots that differ."""
    candidates = []
    for i, gold in enumerate(golds):
        for j, prediction in enumerate(found):
            if judge.match(gold, prediction):
                right, predicted, expected = judge.slots(gold, prediction)
                keys = sum(filled(prediction, slot) is not None for slot in _KEYS[gold["type"]])
                candidates.append((bool(gold.get("optional")), -keys, predicted + expected - 2 * right, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
