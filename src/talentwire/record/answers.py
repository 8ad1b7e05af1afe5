"""What may be asked of a ledger, and what it answers with."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from talentwire.model.claims import Claim
from talentwire.model.entities import Feature, Node, Party, Verdict
from talentwire.model.values import Interval, PartialDate

Day = PartialDate | date | str
Moment = Day | datetime
Words = str | Sequence[str]


@dataclass(frozen=True)
class Meant:
    """Who is meant: everybody with one of the names, in the whole ledger or in one document.

    Attributes:
        nodes: the names.
        apart: names in documents in which one of them means somebody else.

    """

    nodes: frozenset[Node]
    apart: frozenset[Node] = frozenset()


@dataclass(frozen=True)
class ClaimFilter:
    """Which claims are wanted; what is left out lets everything through.

    Attributes:
        kind: kinds of claims.
        person: names of persons in a slot, in every form that should count, exact or by their key; or who is meant.
        org: names of organisations in a slot, likewise.
        name: names of anyone or anything in a slot, likewise.
        status: statuses.
        since: claims that may have happened on this day or later. A claim without a date counts with its document's.
        until: claims that may have happened on this day or before, likewise.
        lang: languages of the document.
        text: words in the evidence, whatever their case and accents.
        document: id or digest of the document.
        ids: whole ids of claims, of which it is one.
        as_of: what was known then: entries recorded by that moment (the end of a day) and not retracted by then.
        during: claims whose own date may lie in it; claims without a date do not.
        include_retracted: also entries that stand no more.
        limit: at most so many.
        offset: leave out so many first.

    """

    kind: Words = ()
    person: Words | Meant = ()
    org: Words | Meant = ()
    name: Words | Meant = ()
    status: Words = ()
    since: Day | None = None
    until: Day | None = None
    lang: Words = ()
    text: str | None = None
    document: str | None = None
    ids: Sequence[str] | None = None
    as_of: Moment | None = None
    during: Interval | str | None = None
    include_retracted: bool = False
    limit: int | None = None
    offset: int = 0


@dataclass(frozen=True)
class Entry:
    """A row of the ledger: a claim, the document it stands in, and when it was entered and retracted.

    ``nodes`` holds for every slot with names what they are the names of, in their order.
    """

    claim: Claim
    id: str
    document_id: str
    document_title: str | None
    url: str | None
    outlet: str | None
    document_date: PartialDate | None
    lang: str | None
    run: int
    recorded_at: str
    retracted_at: str | None = None
    retracted_by: str | None = None
    retracted_reason: str | None = None
    number: int = 0
    nodes: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)

    def named(self) -> Iterator[tuple[Node, Party]]:
        """Every name in a slot, and the source, with what it is the name of."""
        places: Counter[str] = Counter()
        for slot, party in self.claim.parties():
            nodes = self.nodes.get(slot, ())
            if places[slot] < len(nodes):
                yield nodes[places[slot]], party
            places[slot] += 1


@dataclass(frozen=True)
class Run:
    """One run of a program that recorded something; ``usage`` is what a model that was asked cost, for programs."""

    id: int
    command: str
    program: str
    extractor: str
    version: str
    packs: str | None
    started: str
    ended: str | None = None
    documents: int | None = None
    claims: int | None = None
    skipped: int | None = None
    usage: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Listed:
    """A document as a list shows it: without its text, with the number of its claims that stand."""

    id: str
    digest: str
    title: str | None
    url: str | None
    place: str | None
    date: PartialDate | None
    lang: str | None
    outlet: str | None
    recorded_at: str
    claims: int


@dataclass(frozen=True)
class PartyName:
    """A name that stands in slots of claims, as resolving needs it; ``source`` says it stands as a source only."""

    name: str
    type: str
    key: str
    claims: int
    documents: int
    source: bool


@dataclass(frozen=True)
class Spelled:
    """How often a name is spelled in one way."""

    node: Node
    name: str
    times: int


@dataclass(frozen=True)
class Judged:
    """A row of the ledger: a verdict, the decision of a person that it follows from, and when it was entered."""

    entry: int
    verdict: Verdict
    decision: int | None
    recorded_at: str
    retracted_at: str | None = None


@dataclass(frozen=True)
class Folded:
    """A row of the ledger: two documents, by digest, that tell one story, and why; ``part`` is an excerpt's digest."""

    left: str
    right: str
    kind: str
    part: str
    score: float
    reasons: tuple[Feature, ...]
    by: str
    recorded_at: str


@dataclass(frozen=True)
class Decision:
    """Something that a person put right: what, who, why and when, and whether it was undone since."""

    id: int
    verb: str
    by: str
    reason: str
    about: str
    recorded_at: str
    undone_at: str | None = None
    undone_by: int | None = None


@dataclass(frozen=True)
class Remarked:
    """A person's word on a claim: that it is so (``confirm``) or is not (``deny``)."""

    claim: str
    verdict: str
    decision: Decision
    recorded_at: str


@dataclass(frozen=True)
class Counts:
    """How many claims of how many documents there are, by kind, status and language (``""`` is unknown)."""

    claims: int
    documents: int
    kinds: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    langs: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Removed:
    """What forgetting a person removed, or would.

    Attributes:
        decision: under which it is kept that somebody was forgotten, without the name.
        claims: kind and id of every claim that went.
        with_others: how many of these named other persons as well.
        kept: how many claims stay with blackened words.
        places: by digest of a document: how many places were blackened in it.
        counts: names, judgements, remarks, decisions, sketches and folds that went or were cleaned.
        marks: how many names will be known again.
        replaced: what became of words in which something was blackened: evidence, titles, addresses.
        spared: names of documents in which one of the names means somebody else.

    """

    decision: Decision
    claims: tuple[tuple[str, str], ...] = ()
    with_others: int = 0
    kept: int = 0
    places: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    marks: int = 0
    replaced: Mapping[str, str] = field(default_factory=dict, repr=False)
    spared: frozenset[str] = frozenset()
