"""Documents and claims made up for the tests of the ledger."""

from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from talentwire.model.claims import KINDS, Claim, Content, Move, Pay, Position, Slot, Status, slots
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import Money, PartialDate

TEXT = "Ada Lovelace verlässt Google und geht für 3 Mio. Dollar zu Meta in Zürich, meldet die NZZ. Ada bleibt Autorin."


def grounded(document: Document, content: Content, evidence: str, **envelope: Any) -> Claim:
    start = document.text.index(evidence)
    whole = {"extractor": "builtin 1", **envelope}
    return Claim(content, evidence=evidence, **whole).in_document(document.digest, Span(start, start + len(evidence)))


def article(name: str = "nzz-1", text: str = TEXT, **more: Any) -> Document:
    return Document(name, text, **{"date": PartialDate(2025, 7, 3), "lang": "de", "title": "Wechsel", **more})


def move(document: Document, **envelope: Any) -> Claim:
    content = Move(person=(Party("Ada Lovelace"),), from_org=(Party("Google"),), to_org=(Party("Meta"),))
    return grounded(document, content, "Ada Lovelace verlässt Google", **envelope)


def pay(document: Document, **envelope: Any) -> Claim:
    content = Pay(payer=(Party("Meta"),), amount=Money(3_000_000, "USD"), recipient=("Ada Lovelace",))
    return grounded(document, content, "für 3 Mio. Dollar", source=Party("NZZ"), **envelope)


def position(document: Document, **envelope: Any) -> Claim:
    content = Position(person=(Party("Ada Lovelace", "Ada"),), role="author")
    return grounded(document, content, "Ada bleibt Autorin", **envelope)


def all_of(document: Document, **envelope: Any) -> list[Claim]:
    return [move(document, **envelope), pay(document, **envelope), position(document, **envelope)]


letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
words = st.text(letters, min_size=1, max_size=12)
names = words.filter(str.strip)
parties = st.builds(Party, names, st.none() | words)
dates = st.dates().flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
numbers = st.integers(0, 10**15) | st.floats(0, 1e15, allow_nan=False).map(lambda x: int(x) if x.is_integer() else x)
currencies = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
monies = st.builds(Money, numbers, currencies, st.sampled_from([None, "min", "max", "approx"]))


_SIMPLE: dict[str, st.SearchStrategy[Any]] = {
    "money": st.none() | monies,
    "number": st.none() | numbers,
    "date": st.none() | dates,
    "flag": st.booleans(),
}


def values_of(slot: Slot) -> st.SearchStrategy[Any]:
    """Everything that a slot may hold."""
    if slot.type == "choice":
        return st.sampled_from(slot.choices if slot.default else (None, *slot.choices))
    if slot.type == "text":
        return st.lists(names, max_size=2).map(tuple) if slot.default == () else st.none() | names
    return _SIMPLE.get(slot.type, st.lists(parties, max_size=3).map(tuple))


contents = st.sampled_from(sorted(KINDS)).flatmap(
    lambda kind: st.builds(KINDS[kind], **{slot.name: values_of(slot) for slot in slots(KINDS[kind])})
)
documents = st.builds(
    Document,
    id=words,
    text=st.text(letters, max_size=80),
    title=st.none() | words,
    url=st.none() | words,
    place=st.none() | words,
    date=st.none() | dates,
    lang=st.sampled_from([None, "de", "en", "fr"]),
    outlet=st.none() | words,
)


@st.composite
def readings(draw: st.DrawFn) -> tuple[Document, list[Claim]]:
    """A document with claims whose evidence stands in it, no two with the same id."""
    document = draw(documents)
    found: dict[str, Claim] = {}
    for content in draw(st.lists(contents, max_size=4)):
        start, end = sorted(draw(st.tuples(*[st.integers(0, len(document.text))] * 2)))
        claim = Claim(
            content,
            status=draw(st.sampled_from(list(Status))),
            source=draw(st.none() | parties),
            date=draw(st.none() | dates),
            evidence=document.text[start:end],
            implicit=tuple(draw(st.lists(st.sampled_from([f.name for f in fields(content)]), max_size=2))),
            optional=draw(st.booleans()),
            extractor=draw(st.sampled_from(["builtin 1", "builtin 2.0 beta"])),
            trigger=draw(st.none() | words),
        ).in_document(document.digest, Span(start, end))
        if draw(st.booleans()):
            claim = replace(claim, span=None)
        found.setdefault(claim.id, claim)
    return document, list(found.values())
