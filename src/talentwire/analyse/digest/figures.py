"""The numbers of an issue: who came and who left, sums by currency, machines, jobs; with a picture."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from talentwire.analyse.answers.answer import Answer, Cell, Column, Coverage
from talentwire.analyse.answers.picture import Bar, Bars
from talentwire.analyse.answers.picture import Part as BarPart
from talentwire.analyse.digest.issue import Item, Line, Part, Section
from talentwire.analyse.digest.telling import Teller
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.sentences.names import harmless_name, listed
from talentwire.analyse.sentences.values import money, number, spelled
from talentwire.model.values import Money

_HOUSES: Final = 8
_SOURCES: Final = 3


def figures(facts: Sequence[Fact], teller: Teller) -> tuple[Section | None, Answer | None]:
    """The section of numbers, and the picture with its table.

    Args:
        facts: what is new in the issue and stands, of every kind, those that sections left out too.
        teller: puts it into sentences.

    """
    done = [fact for fact in facts if fact.status.happened]
    moves = [fact for fact in done if _is_change_of_job(fact)]
    planned = [fact for fact in facts if not fact.status.happened and _is_change_of_job(fact)]
    lines = [*_people(moves, planned, teller), *_money(done, teller), *_machines(done, teller), *_jobs(done, teller)]
    if not lines:
        return None, None
    section = Section(Part.NUMBERS, teller.say("part_numbers"), tuple(Item((line,)) for line in lines))
    return section, _picture(moves, teller)


def _is_change_of_job(fact: Fact) -> bool:
    return fact.kind == "move" and value_of(fact, "seat") != "board"


def heads(fact: Fact) -> int:
    """How many people a move is of."""
    if "person" in fact.slots:
        return len(fact.slots["person"].values)
    return int(value_of(fact, "headcount") or 0)


def _line(text: str, facts: Sequence[Fact], teller: Teller) -> Line:
    return Line(text, teller.receipts.of(facts, _SOURCES), tuple(fact.id for fact in facts))


def _people(moves: Sequence[Fact], planned: Sequence[Fact], teller: Teller) -> Iterator[Line]:
    for key, held in (("figure_people", moves), ("figure_planned", planned if moves else ())):
        if count := sum(map(heads, held)):
            said = spelled(count, teller.lang)
            text = teller.say(key, 1 if count == 1 else 2, n=said)
            yield _line(text[:1].upper() + text[1:], held, teller)


def _money(done: Sequence[Fact], teller: Teller) -> Iterator[Line]:
    sums: Counter[str] = Counter()
    told: list[Fact] = []
    for fact in done:
        amount = value_of(fact, "amount")
        if fact.kind in ("deal", "funding") and isinstance(amount, Money) and amount.bound in (None, "approx"):
            sums[amount.currency] += int(amount.value)
            told.append(fact)
    if told:
        largest = sorted(sums.items(), key=lambda one: (-one[1], one[0]))
        shown = [str(money(Money(value, code), teller.lang)) for code, value in largest]
        yield _line(teller.say("figure_money", sums=listed(shown, teller.lang)), told, teller)


def _machines(done: Sequence[Fact], teller: Teller) -> Iterator[Line]:
    told = [fact for fact in done if fact.kind == "compute" and value_of(fact, "accelerators")]
    if told:
        count = number(sum(value_of(fact, "accelerators") for fact in told), teller.lang)
        yield _line(teller.say("figure_chips", n=count), told, teller)


def _jobs(done: Sequence[Fact], teller: Teller) -> Iterator[Line]:
    told = [
        fact for fact in done
        if fact.kind == "workforce" and value_of(fact, "change") == "cut" and value_of(fact, "count")
    ]  # fmt: skip
    if told:
        count = sum(value_of(fact, "count") for fact in told)
        text = teller.say("figure_jobs", 1 if count == 1 else 2, n=spelled(count, teller.lang))
        yield _line(text[:1].upper() + text[1:], told, teller)


def _picture(moves: Sequence[Fact], teller: Teller) -> Answer | None:
    """Who came and who left at each house; None where nobody did."""
    came: dict[str, list[Fact]] = defaultdict(list)
    went: dict[str, list[Fact]] = defaultdict(list)
    names: dict[str, str] = {}
    for fact in moves:
        left, joined = value_of(fact, "from_org"), value_of(fact, "to_org")
        for end, held, slot in ((left, went, "from_org"), (joined, came, "to_org")):
            if end and left != joined:
                names[end] = harmless_name(fact.slots[slot].shown)
                held[end].append(fact)
    if not names:
        return None
    counts = {one: (sum(map(heads, came[one])), sum(map(heads, went[one]))) for one in names}
    ordered = sorted(names, key=lambda one: (-sum(counts[one]), names[one]))[:_HOUSES]
    series = teller.say("column_came"), teller.say("column_went")
    rows, bars = [], []
    for one in ordered:
        ins, outs = counts[one]
        rows.append({
            "house": Cell(names[one], entity=one), "came": Cell(ins, tuple(f.id for f in came[one])),
            "went": Cell(outs, tuple(f.id for f in went[one])),
        })  # fmt: skip
        parts = [BarPart(series[0], ins)] if ins else []
        bars.append(Bar(names[one], (*parts, *([BarPart(series[1], -outs)] if outs else []))))
    columns = (
        Column("house", teller.say("column_house")), Column("came", series[0], "heads"),
        Column("went", series[1], "heads"),
    )  # fmt: skip
    return Answer(
        "flows", teller.say("picture"), teller.say("definition_figures"), columns, tuple(rows), Coverage.of(moves),
        lang=teller.lang, picture=Bars(teller.say("axis"), tuple(bars)), facts={fact.id: fact for fact in moves},
    )  # fmt: skip
