"""A small ledger in which everything happens that an export must tell apart."""

import pytest

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span
from talentwire.model.values import PartialDate

HOSTILE = "</script><img src=x onerror=alert(1)> {{ 7*7 }} \u202e =cmd()"
EUR = {"value": 420_000_000, "currency": "EUR"}
MOST = {**EUR, "bound": "max"}
TOLD = [  # day, outlet, address, title, claims
    ("2026-06-01", "Daily Ledger", "https://daily.example/1", "Brand goes", [
        {"type": "move", "person": "Ada Brandt", "from_org": "Thornsea", "to_org": "Brumelune", "date": "2026-06",
         "to_role": "head of data"},
        {"type": "position", "person": "Ada Brandt", "org": "Brumelune", "role": "head of data",
         "reports_to": "Carl Diehl"},
        {"type": "position", "person": "Carl Diehl", "org": "Brumelune", "role": "founder"},
        {"type": "position", "person": "Eva Falk", "org": "Brumelune", "role": "chairwoman", "current": False},
        {"type": "move", "person": "Gus Holm", "to_org": "Brumelune", "seat": "board", "date": "2026-05-02"},
        {"type": "quote", "speaker": "Carl Diehl", "org": "Brumelune"},
        {"type": "workforce", "org": "Brumelune", "change": "size", "count": 440},
        {"type": "deal", "buyer": "Thornsea", "target": "Glasmoor", "kind": "acquisition", "date": "2026-05"},
    ]),
    ("2026-06-03", "Wire & Sons", "javascript:alert(1)", HOSTILE, [
        {"type": "move", "person": "Ada Brandt", "from_org": "Thornsea", "to_org": "Brumelune", "date": "2026-06-02"},
        {"type": "move", "person": "Ida Jung", "from_org": "Thornsea", "to_org": "Brumelune", "status": "talks"},
        {"type": "move", "person": "Kai Lang", "from_org": "Brumelune", "to_org": "Thornsea", "status": "planned"},
        {"type": "deal", "buyer": "Larkmoor", "target": "Brumelune", "kind": "acquisition", "status": "denied",
         "source": "Brumelune"},
        {"type": "deal", "buyer": "Thornsea", "target": "Glasmoor", "kind": "acquisition", "amount": EUR,
         "date": "2026-05"},
        {"type": "deal", "buyer": "Thornsea", "target": "Quintar", "kind": "stake", "stake_pct": 15},
        {"type": "deal", "buyer": "Thornsea", "target": "Larkmoor", "kind": "licence_hire"},
        {"type": "funding", "org": "Thornsea", "kind": "primary", "amount": EUR, "investor": "Ostwind Capital"},
        {"type": "funding", "org": "Quintar", "kind": "debt", "amount": MOST, "investor": "Ostwind Bank"},
        {"type": "release", "org": "Thornsea", "product": "Möwe 2", "event": "launch", "date": "2026-06-01"},
        {"type": "compute", "owner": "Thornsea", "facility": "Polder", "accelerators": 4096},
    ]),
    ("2026-06-05", None, None, None, [
        {"type": "deal", "buyer": "Thornsea", "target": "Glasmoor", "kind": "acquisition", "status": "denied",
         "source": "Glasmoor"},
        {"type": "workforce", "org": "Brumelune", "change": "size", "count": 700},
        {"type": "move", "person": "Moritz Nagel", "from_org": "Brumelune", "to_org": "Quintar", "status": "failed"},
    ]),
]  # fmt: skip


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Where the ledger is."""
    config = Config(ledger=str(tmp_path_factory.mktemp("exchange") / "wire.db"))
    with Talentwire(config) as wire:
        held = wire.ledger(create=True)
        run = held.begin_run("test", "made-up", "1")
        for number, (day, outlet, url, title, claims) in enumerate(TOLD, 1):
            words = [f"Sentence {number}.{place} says so." for place, _ in enumerate(claims)]
            date = PartialDate.parse(day)
            document = Document(
                f"doc-{number}", " ".join(words), title=title, url=url, date=date, lang="en", outlet=outlet
            )
            read = [_grounded(document, said, text) for said, text in zip(claims, words, strict=True)]
            held.record(run, document, read, wire.link)
        held.end_run(run, len(TOLD), 0, 0)
    return config


def _grounded(document: Document, said: dict[str, object], words: str) -> Claim:
    claim = Claim.from_json({"status": "asserted", **said, "evidence": words})
    start = document.text.index(words)
    return claim.in_document(document.digest, Span(start, start + len(words)))


@pytest.fixture
def wire(ledger: Config) -> Talentwire:
    """The ledger, open."""
    with Talentwire(ledger) as opened:
        yield opened
