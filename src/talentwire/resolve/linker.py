"""The linker: verdicts on names when they are first seen, each with its reasons, ready to be recorded.

It compares a new name with the candidates that share a rough key with it. What the atlas knows decides first, then the
evidence in the names; names that are plainly different get no verdict at all.
"""

import re
from collections.abc import Container, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final, cast

from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Known, Organisation
from talentwire.lang.folding import legal_forms
from talentwire.model.entities import EntityType, Feature, Judgement, Node, Verdict
from talentwire.resolve import blocks as rough
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name, name_key, plain_key, words_of_org
from talentwire.resolve.namesakes import Context, may_be_namesake, namesake
from talentwire.resolve.stems import believable, stem, thing_stem
from talentwire.resolve.within import Named, within

__all__ = ["Context", "Linker", "Named"]
_ASIDE: Final = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
"""What stands in brackets behind a name: Safe Superintelligence (SSI)."""
_ONE_THING: Final = 0.9
_LEADING_THE: Final = re.compile(r"^the\s+", re.IGNORECASE)


class Linker:
    """Judges names.

    Args:
        atlas: what is known about organisations, facilities and products.

    """

    version = "1"

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas
        self._keys = lru_cache(1 << 16)(self._key)  # the same names come again and again

    def type_of(self, name: str, slot_type: str, persons: Container[str]) -> EntityType:
        """What a name in a slot is the name of.

        Args:
            name: as it is written.
            slot_type: person, org, facility, product, or party for a slot that holds persons and organisations.
            persons: keys of the persons that the same document names, or that are known already.

        """
        if slot_type != "party":
            return cast(EntityType, slot_type)
        if self.known(name, "org") or name_key(name, "person") not in persons:
            return "org"
        return "person"

    def key(self, name: str, entity_type: EntityType) -> str:
        """The key under which a name stands: that of its canonical name where the atlas knows it."""
        return self._keys(name, entity_type)

    def _key(self, name: str, entity_type: EntityType) -> str:
        known = self.known(name, entity_type)
        return plain_key(known.name) if known else name_key(name, entity_type) or name

    def blocks(self, named: Named) -> tuple[str, ...]:
        """The rough keys under which the name's candidates are found."""
        return rough.blocks(named.name, named.node.type)

    def judge(self, new: Named, candidates: Iterable[Named]) -> list[Verdict]:
        """Compare a name with others.

        Returns:
            Verdicts ``same`` and ``unsure``, and ``different`` where the names alone would say otherwise; the most
            certain first. Nothing on names that are plainly different.

        """
        found = (self._judged(new, other) for other in candidates if other.node != new.node)
        verdicts = [verdict for verdict in found if verdict]
        return sorted(verdicts, key=lambda v: (-(v.score or 0.0), v.left, v.right))

    def within(self, names: Sequence[Named]) -> list[Verdict]:
        """Judge the names of one document beside each other; the nodes are those of the document.

        Returns:
            Verdicts ``same`` where the document makes certain what the names leave open; and ``different``, between a
            short name here and the same elsewhere, where it is short for a full name that stands here.

        """
        return list(within(names, self._judged, self._canonical))

    def namesake(self, node: Node, here: Context, there: Sequence[Context]) -> Verdict | None:
        """Whether the name in one document is another person than the name elsewhere; None where nothing says so.

        Args:
            node: the person's name in the document.
            here: what this document says of the person.
            there: what other documents say of the person of that name.

        """
        return namesake(node, here, there, self._atlas)

    def may_be_namesake(self, here: Context, there: Sequence[Context]) -> bool:
        """Whether ``namesake`` may say something, whatever houses are one: no is certain, and quick."""
        return may_be_namesake(here, there)

    def _judged(self, new: Named, other: Named) -> Verdict | None:
        if new.node.type != other.node.type:
            return None
        left, right = sorted((new, other))
        score = compare(Name(left.name, left.node.type), Name(right.name, right.node.type))
        if score.verdict is Judgement.DIFFERENT and not self._one_thing(left, right):
            return None
        known = [self.known(named.name, named.node.type) for named in (left, right)]
        if known[0] and known[1]:
            return self._on_known(left.node, right.node, (known[0], known[1]))
        sure = not any(known) and _one_stem(left, right) if new.node.type == "org" else believable(score)
        judgement = Judgement.SAME if sure else score.verdict
        value, reasons = score.value, score.features
        if self._one_thing(left, right):
            judgement, value = Judgement.SAME, max(value, _ONE_THING)
            reasons += (Feature("thing", 0.1, "What one name says more only tells what it is, or whose."),)
        return Verdict(left.node, right.node, judgement, f"rule:names {self.version}", value, reasons)

    def _one_thing(self, a: Named, b: Named) -> bool:
        """Whether two names of products or sites differ by what says what they are, or whose: OpenAI o3, o3 model."""
        if a.node.type not in ("product", "facility"):
            return False
        return not self._stems(a.name).isdisjoint(self._stems(b.name))

    def _stems(self, name: str) -> set[tuple[str, ...]]:
        words = thing_stem(name)
        owned = len(words) > 1 and self._atlas.org(words[0]) is not None
        return {words, words[1:]} if owned else {words}

    def _canonical(self, named: Named) -> str | None:
        known = self.known(named.name, named.node.type)
        return known.name if known else None

    def _on_known(self, left: Node, right: Node, known: tuple[Known, Known]) -> Verdict:
        judgement, feature = self._two_known(*known)
        return Verdict(left, right, judgement, f"rule:atlas {self.version}", max(feature.value, 0.0), (feature,))

    def _two_known(self, a: Known, b: Known) -> tuple[Judgement, Feature]:
        if a.name == b.name:
            return Judgement.SAME, Feature("known", 1.0, f"Both are names of {a.name}.")
        sentence = f"{a.name} and {b.name} are known as two."
        for unit, above in ((a, b), (b, a)):
            if isinstance(unit, Organisation) and above.name in self._atlas.parents(unit.name):
                sentence = f"{unit.name} belongs to {above.name}, but is not the same."
        return Judgement.DIFFERENT, Feature("known", -1.0, sentence)

    def known(self, name: str, entity_type: EntityType) -> Known | None:
        """What the atlas has under the name; it has no persons."""
        match entity_type:
            case "org":
                return self._org(name)
            case "facility":
                return self._atlas.facility(name)
            case "product":
                return self._atlas.product(name)
            case "person":
                return None

    def _org(self, name: str) -> Known | None:
        """The organisation of this name, also in other words: Bristol University; or the site that stands for one."""
        name = _ASIDE.sub("", name)
        exact = self._atlas.org(name) or self._atlas.org(_LEADING_THE.sub("", name))
        return exact or self._in_words.get(_in_words(name)) or self._atlas.facility(name)

    @cached_property
    def _in_words(self) -> dict[tuple[str, ...], Known | None]:
        found: dict[tuple[str, ...], Known | None] = {(): None}
        for org in self._atlas.organisations:
            for form in (org.name, *org.aliases):
                if " " in form and found.setdefault(_in_words(form), org) != org:
                    found[_in_words(form)] = None
        return found


def _in_words(name: str) -> tuple[str, ...]:
    """The words of an organisation without small ones; in the order of the alphabet for a university."""
    words = tuple(word.folded for word in words_of_org(name)[0] if word.folded not in legal_forms().small)
    if len(words) < 2:
        return ()
    return tuple(sorted(words)) if "university" in words else words


def _one_stem(a: Named, b: Named) -> bool:
    """Whether one name is the other with a loose last word: Zorblax, Zorblax AI; not Zorblax AI, Zorblax Group."""
    stems = {stem(a.name), stem(b.name)}
    return len(stems) == 1 and len(next(iter(stems))) >= 3 and not stems.isdisjoint((a.node.key, b.node.key))
