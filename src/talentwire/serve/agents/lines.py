"""Facts, claims and answers as lines with what an agent needs to quote them: who says so, in what words, where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from talentwire.analyse.answers.answer import Answer, Row
from talentwire.analyse.answers.telling import told
from talentwire.analyse.facts.fact import Fact
from talentwire.api import Talentwire
from talentwire.record.answers import Entry
from talentwire.serve.agents.sheet import named, quoted
from talentwire.serve.answer_cells import cell_text, coverage_line, words_of
from talentwire.serve.wording import describe

_ROWS = 60
"""Rows of which the facts are named."""


def fact_lines(wire: Talentwire, facts: Sequence[Fact]) -> Iterator[str]:
    """A line for every fact, with the words of whoever said it first."""
    for start in range(0, len(facts), _ROWS):
        batch = facts[start : start + _ROWS]
        entries = wire.entries([(fact.supporters or fact.deniers or fact.dismissed)[0].claim for fact in batch])
        yield from (_fact_line(fact, entries) for fact in batch)


def _fact_line(fact: Fact, entries: Mapping[str, Entry]) -> str:
    witness = (fact.supporters or fact.deniers or fact.dismissed)[0]
    entry = entries.get(witness.claim)
    stands = "" if fact.stands else ", believed no more"
    denied = f", denied {len(fact.deniers)}×" if fact.deniers else ""
    about = f"{fact.status}{stands}{denied}, sure {fact.confidence.value:.0%}, {fact.stories} stories"
    words = f" {named(witness.who)}, {fact.first_seen}: {quoted(entry.claim.evidence)} {source(entry)}" if entry else ""
    return f"- {named(told(fact), 300)} [{about}; fact {fact.id[:12]}]{words}"


def claim_line(entry: Entry) -> str:
    """A claim with its words and where they stand."""
    who = f", says {named(entry.claim.source.name)}" if entry.claim.source else ""
    said = f"- {named(describe(entry.claim), 300)} [{entry.claim.status}{who}; claim {entry.id[:12]}]"
    return f"{said} {quoted(entry.claim.evidence)} {source(entry)}"


def source(entry: Entry) -> str:
    """Where a claim stands: outlet or title, day, address."""
    what = named(entry.outlet or entry.document_title or entry.document_id)
    return ", ".join(part for part in (f"({what}", str(entry.document_date or ""), named(entry.url, 300)) if part) + ")"


def answer_head(answer: Answer) -> list[str]:
    """What an answer is about, what it amounts to, and what a reader must know."""
    return [
        named(answer.title, 300), *(named(line, 400) for line in answer.summary),
        f"({named(coverage_line(answer, words_of(answer)), 400)})",
    ]  # fmt: skip


def answer_lines(answer: Answer) -> Iterator[str]:
    """The rows, a line each, with the first of their facts; then what was counted and what to know."""
    words = words_of(answer)
    for row in answer.rows:
        cells = zip(answer.cells(row), answer.columns, strict=True)
        said = [f"{column.title}: {named(text)}" for cell, column in cells if (text := cell_text(cell, column, words))]
        yield f"- {'; '.join(said)}{_facts(row)}"
    yield f"Counted: {named(answer.definition, 1_500)}"
    yield from (f"Note: {named(note, 500)}" for note in answer.notes)


def _facts(row: Row) -> str:
    ids = list(dict.fromkeys(one for cell in row.values() for one in cell.facts))
    more = f" +{len(ids) - 2}" if len(ids) > 2 else ""
    return f" [facts {', '.join(one[:12] for one in ids[:2])}{more}]" if ids else ""


def names_of(entities: Iterable[tuple[str, str]]) -> str:
    """Names with what each is the name of."""
    return "; ".join(f"{named(name)} ({kind})" for name, kind in entities)
