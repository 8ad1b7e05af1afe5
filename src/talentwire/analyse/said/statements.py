"""Statements: what persons and organisations with a name say, and the facts to which it belongs."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from talentwire.analyse.answers.naming import ids_in
from talentwire.analyse.answers.parts import Held, House, Part
from talentwire.analyse.answers.telling import spoken
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.analyse.facts.packing import packed, unpacked
from talentwire.analyse.facts.words import words
from talentwire.analyse.said.voices import Sort, Teller, Voices, in_time, stage_of

_SHARED: Final = 3
"""Words that a quotation and a claim share at least where they are of one saying…"""
_MOST: Final = 0.6
"""…and the share of the shorter one's words."""


@dataclass(frozen=True)
class Statement:
    """What somebody says of a thing; said again, it is the same.

    Attributes:
        speaker: who says it.
        fact: what it is about; a quotation in which nothing else was read stands for itself.
        witness: the first claim that has it.
        words: the words, of a quotation where one has them.
        quotes: ids of the facts that are quotations of it.

    """

    speaker: Teller
    fact: Fact
    witness: Witness
    words: str
    quotes: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """When it was said first, as far as known."""
        return self.witness.day

    @property
    def against(self) -> bool:
        """Whether it says that the thing is not so, or came to nothing."""
        return not stage_of(self.witness).positive

    @property
    def is_quote(self) -> bool:
        """Whether nothing else was read in it."""
        return self.fact.kind == "quote"

    @property
    def stage(self) -> Stage:
        """How far it goes."""
        return stage_of(self.witness)


def all_statements(held: Held) -> list[Statement]:
    """All statements that are told, by day."""
    return held.once(_all)


def _all(held: Held) -> list[Statement]:
    parts = held.parts(SPEECH)
    before: dict[bytes, tuple[Fact, ...]] = held.memory.get("speech", {})
    known = {data: before[data] if data in before else unpacked(data) for data in parts.values()}
    held.memory["speech"] = known
    facts = [fact for data in parts.values() for fact in known[data]]
    return statements(sorted(facts, key=lambda fact: (fact.first_seen, fact.id)), Voices.of(held))


def _speech(_: str, facts: Sequence[Fact], __: House) -> bytes | None:
    """Quotations, and facts of which some claim may be a statement of a person or an organisation."""
    found = [fact for fact in facts if fact.kind == "quote" or any(map(_may_speak, (*fact.supporters, *fact.deniers)))]
    return packed(found) if found else None


def _may_speak(witness: Witness) -> bool:
    if not witness.by:
        return witness.concerned
    return witness.by.startswith("person:") or witness.voice not in ("unnamed", "outlet")


SPEECH: Final = Part("speech", (), bytes, _speech)
"""The facts themselves: most facts are no statement of anybody."""


def statements(facts: Sequence[Fact], voices: Voices) -> list[Statement]:
    """All statements, by day; a quotation stands for itself only where no claim of its words does."""
    quotes = [_of_quote(fact) for fact in facts if fact.kind == "quote" and ids_in(fact, "speaker")]
    by_place: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for quote in quotes:
        for witness in quote.fact.supporters:
            by_place[quote.speaker.name.casefold(), witness.document].append(quote)
    claimed: list[Statement] = []
    taken: set[str] = set()
    for fact in facts:
        for one in _of_claims(fact, voices):
            same = [q for q in by_place.get((one.speaker.name.casefold(), one.witness.document), ()) if _one(q, one)]
            taken.update(quote.fact.id for quote in same)
            ids = tuple(dict.fromkeys(quote.fact.id for quote in same))
            claimed.append(replace(one, words=same[0].words if same else one.words, quotes=ids))
    alone = [quote for quote in quotes if quote.fact.id not in taken]
    return sorted([*claimed, *alone], key=lambda one: (one.day, one.speaker.name, one.fact.id, one.against))


def _of_claims(fact: Fact, voices: Voices) -> Iterator[Statement]:
    """What each speaker says for a fact and against it, told once."""
    if fact.kind == "quote":
        return
    known: set[tuple[str, bool]] = set()
    for witness in in_time((*fact.supporters, *fact.deniers)):
        speaker = voices.speaker(witness)
        if speaker and fact.kind == "position" and witness.concerned:
            continue  # a title beside a quotation says who speaks, and is no statement
        told = speaker and (speaker.key, stage_of(witness).positive)
        if speaker and told and told not in known:
            known.add(told)
            yield Statement(speaker, fact, witness, witness.words)


def _of_quote(fact: Fact) -> Statement:
    entity, name = ids_in(fact, "speaker")[0], fact.slots["speaker"].shown
    witness = in_time(fact.supporters or fact.deniers or fact.dismissed)[0]
    return Statement(Teller(entity, name, Sort.PERSON, entity), fact, witness, spoken(fact), (fact.id,))


def _one(quote: Statement, claim: Statement) -> bool:
    """Whether a quotation and a claim of one document have the same words, or nearly so."""
    mine, theirs = words(quote.words), words(claim.words)
    shared = len(mine & theirs)
    return shared >= min(_SHARED, len(mine), len(theirs)) and shared >= _MOST * min(len(mine), len(theirs))


def speakers(told: Iterable[Statement]) -> list[tuple[Teller, list[Statement]]]:
    """Statements by speaker: who said most that can be checked first, then who said most."""
    by_key: dict[str, list[Statement]] = defaultdict(list)
    for one in told:
        by_key[one.speaker.key].append(one)

    def order(held: list[Statement]) -> tuple[int, int, str]:
        return -sum(not one.is_quote for one in held), -len(held), held[0].speaker.name

    return [(held[0].speaker, held) for held in sorted(by_key.values(), key=order)]
