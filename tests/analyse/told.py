"""A ledger to which anything may happen: documents come, are copied and read anew, and people decide and undo."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import TalentwireError
from talentwire.model.claims import (
    Claim,
    Compute,
    Content,
    Deal,
    Funding,
    Move,
    Pay,
    Position,
    Quote,
    Release,
    Status,
    Workforce,
)
from talentwire.model.document import Document, Span
from talentwire.model.entities import Judgement, Node, Party, Verdict
from talentwire.model.values import Money, PartialDate

PEOPLE = ("Ada Bell", "Ada B. Bell", "A. Bell", "Bob Stone", "Robert Stone", "Cid Dell", "Ada Dell")
HOUSES = (
    "OpenAI",
    "Google",
    "DeepMind",
    "Google DeepMind",
    "Alphabet",
    "Zorblax",
    "Zorblax AI",
    "Zorblax Labs",
    "Quux",
)
THINGS = ("GPT-5", "Zorb One", "Zorb-One")
SITES = ("Stargate", "Colossus")
ROLES = (None, "CEO", "researcher", "co-founder", "board member")
SOURCES = (None, None, None, "Ada Bell", "OpenAI", "people familiar with the matter")
DATES = (None, None, "2025", "2025-03", "2025-03-14", "2025-06-01")
STATUSES = [Status.ASSERTED] * 4 + list(Status)


@dataclass
class World:
    """The ledger at an address, with what has happened to it so far."""

    address: str
    says: Callable[[random.Random], Content] | None = None
    """What a claim may say; anything, where nothing is given."""
    wire: Talentwire = field(init=False)
    read: list[tuple[Document, list[Claim]]] = field(default_factory=list)
    versions: int = 0

    def __post_init__(self) -> None:
        self.wire = Talentwire(Config(ledger=self.address))
        self.wire.ledger(create=True)

    def reopen(self) -> None:
        """As another process would."""
        self.wire.close()
        self.wire = Talentwire(Config(ledger=self.address))

    def happen(self, seed: int) -> str:
        """Let something happen; what it was."""
        chance = random.Random(seed)
        happenings: list[Callable[[random.Random], None]] = [
            self.new, self.new, self.new, self.copy, self.again, self.merge, self.merge, self.split, self.unsure,
            self.aside, self.remark, self.remark, self.retract, self.correct, self.undo, self.undo, self.forget,
        ]  # fmt: skip
        what = chance.choice(happenings)
        with suppress(TalentwireError):
            what(chance)
        return what.__name__

    # -- documents

    def new(self, chance: random.Random) -> None:
        self.record(chance, [(self.says or content)(chance) for _ in range(chance.randint(1, 4))])

    def record(self, chance: random.Random, contents: list[Content]) -> None:
        """A document that says so."""
        number = len(self.read)
        lines = [f"Line {at} of report {number}: {one!r} {chance.random()}" for at, one in enumerate(contents)]
        text = "\n".join(lines) + f"\nWords that stand in report {number} alone, {chance.random()} of them."
        date = chance.choice([None, PartialDate(2025, chance.randint(1, 9), 3)])
        self._record(
            chance,
            Document(f"doc-{number}", text, date=date, lang="en", outlet=f"Outlet {number % 3}"),
            lines,
            contents,
        )

    def _record(self, chance: random.Random, document: Document, lines: list[str], contents: list[Content]) -> None:
        claims = []
        for line, one in zip(lines, contents, strict=True):
            start = document.text.index(line)
            source, day = chance.choice(SOURCES), chance.choice(DATES)
            dated = PartialDate.parse(day) if day else None
            made = Claim(one, chance.choice(STATUSES), Party(source) if source else None, dated, line)
            claims.append(made.in_document(document.digest, Span(start, start + len(line))))
        self.read.append((document, claims))
        self._read(document, claims)

    def _read(self, document: Document, claims: list[Claim]) -> None:
        ledger = self.wire.ledger()
        run = ledger.begin_run("ingest", "made-up", str(self.versions))
        ledger.record(run, document, claims, self.wire.link)
        self.wire.forget()

    def copy(self, chance: random.Random) -> None:
        if self.read:
            old, claims = chance.choice(self.read)
            text = old.text + f"\nTaken over from elsewhere {chance.random()}."
            new = Document(f"copy-{len(self.read)}", text, date=PartialDate(2025, 10, 1), lang="en", outlet="Copier")
            self.read.append((new, [one.in_document(new.digest, one.span) for one in claims if one.span]))
            self._read(*self.read[-1])

    def again(self, chance: random.Random) -> None:
        """Another version of the extractor reads less, or what it had lost."""
        if self.read:
            document, claims = chance.choice(self.read)
            self.versions += 1
            self._read(document, [one for one in claims if chance.random() < 0.6])

    # -- decisions

    def merge(self, chance: random.Random) -> None:
        a, b = chance.sample(chance.choice([PEOPLE, HOUSES, THINGS]), 2)
        self.wire.decide.merge(a, b, by="ada", reason="known")

    def split(self, chance: random.Random) -> None:
        a, b = chance.sample(chance.choice([PEOPLE, HOUSES]), 2)
        self.wire.decide.split(a, b, by="bea", reason="known")

    def unsure(self, chance: random.Random) -> None:
        keys = ("ada bell", "bob stone", "robert stone", "cid dell", "ada dell")
        left, right = sorted(Node("person", key) for key in chance.sample(keys, 2))
        self.wire.decide.judge(
            Verdict(left, right, Judgement.UNSURE, "editor:x"), Judgement.UNSURE, by="ada", reason="?"
        )

    def aside(self, chance: random.Random) -> None:
        """A name means somebody else in one document."""
        if self.read:
            document, _ = chance.choice(self.read)
            self.wire.decide.split(chance.choice(PEOPLE + HOUSES), document=document.id, by="ada", reason="another")

    def _claim(self, chance: random.Random) -> str:
        return chance.choice(sorted({entry.id for entry in self.wire.claims()}) or ["none"])

    def remark(self, chance: random.Random) -> None:
        say = chance.choice([self.wire.decide.confirm, self.wire.decide.deny])
        say(self._claim(chance), by=chance.choice(["ada", "bea"]), reason="was there")

    def retract(self, chance: random.Random) -> None:
        self.wire.decide.retract(self._claim(chance), by="ada", reason="misread")

    def correct(self, chance: random.Random) -> None:
        changes = chance.choice([{"status": "planned"}, {"date": "2025-02"}, {"source": "Bob Stone"}])
        self.wire.decide.correct(self._claim(chance), changes, by="ada", reason="misread")

    def undo(self, chance: random.Random) -> None:
        made = [one.id for one in self.wire.decide.all()]
        self.wire.decide.undo(chance.choice(made or [1]), by="cid", reason="wrong")

    def forget(self, chance: random.Random) -> None:
        if chance.random() < 0.3:
            plan = self.wire.forgetting.plan(chance.choice(PEOPLE))
            self.wire.forgetting.carry_out(plan, by="ada", reason="asked")


def content(chance: random.Random) -> Content:
    """What a claim may say."""

    def one(names: tuple[str, ...]) -> tuple[Party, ...]:
        return (Party(chance.choice(names)),)

    def some(names: tuple[str, ...]) -> tuple[Party, ...]:
        return one(names) if chance.random() < 0.7 else ()

    def money() -> Money:
        return Money(
            chance.choice([10**6, 10**9, 2.5e9, 10**20]), chance.choice(["USD", "EUR"]), chance.choice([None, "min"])
        )

    makers: list[Callable[[], Content]] = [
        lambda: Move(person=one(PEOPLE), from_org=some(HOUSES), to_org=one(HOUSES), to_role=chance.choice(ROLES)),
        lambda: Move(person=one(PEOPLE), from_org=one(HOUSES), to_org=some(HOUSES), from_role=chance.choice(ROLES)),
        lambda: Move(person=tuple(map(Party, chance.sample(PEOPLE, 2))), from_org=some(HOUSES), to_org=one(HOUSES)),
        lambda: Move(headcount=chance.randint(2, 9), from_org=some(HOUSES), to_org=one(HOUSES)),
        lambda: Position(person=one(PEOPLE), org=one(HOUSES), role=chance.choice(ROLES), current=chance.random() < 0.7),
        lambda: Deal(buyer=some(HOUSES), target=one(HOUSES), kind=chance.choice([None, "acquisition", "stake"])),
        lambda: Deal(buyer=one(HOUSES), target=some(HOUSES), kind="merger", amount=money()),
        lambda: Funding(org=one(HOUSES), amount=money(), investor=some(HOUSES)),
        lambda: Pay(payer=one(HOUSES), amount=money(), recipient=(chance.choice(PEOPLE),)),
        lambda: Compute(owner=some(HOUSES), facility=one(SITES), accelerators=chance.choice([1000, 2000])),
        lambda: Compute(owner=one(HOUSES), power_mw=chance.choice([100, 200]), online=PartialDate(2026)),
        lambda: Workforce(org=one(HOUSES), change=chance.choice(["size", "cut"]), count=chance.choice([100, 150.5])),
        lambda: Release(org=some(HOUSES), product=one(THINGS), event=chance.choice([None, "launch", "withdraw"])),
        lambda: Quote(speaker=one(PEOPLE), org=some(HOUSES)),
    ]  # fmt: skip
    return chance.choice(makers)()


def deal(chance: random.Random) -> Content:
    """A deal of a few houses, of one side or both, of several buyers or targets, told from either side."""
    sides = [tuple(map(Party, chance.sample(HOUSES, chance.choice([0, 1, 1, 1, 1, 2])))) for _ in range(2)]
    sums = (None, Money(10**9, "USD"), Money(1.1e9, "USD"), Money(5 * 10**9, "USD"))
    kinds = (None, "acquisition", "stake", "investment", "merger", "joint_venture")
    return Deal(buyer=sides[0], target=sides[1] or (Party(chance.choice(HOUSES)),) * (not sides[0]),
                kind=chance.choice(kinds), amount=chance.choice(sums))  # fmt: skip
