"""A small world of documents with claims, as an extractor reads them, and folders of bulk reading made of them."""

import json
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import select

from talentwire.model.bulk_tables import ABOUT, CLAIMS, DOCUMENTS, FORMAT, MARKERS, Table
from talentwire.model.claims import Claim, Content, Deal, Move, Position, Quote
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.model.values import PartialDate
from talentwire.record.ledger import Ledger
from talentwire.record.waiting import ORDER

Read = tuple[Document, list[Claim]]
PEOPLE = ("Ada Brandt", "A. Brandt", "Brandt", "Jonas Vell", "Jonas Veil", "Dr. Jonas Vell", "Mira Okonkwo", "Lin Wei")
HOUSES = ("Brumelune", "Brumelune AI", "Thornsea", "Thornsea Labs", "Kestrel Compute", "OpenAI", "Google DeepMind")
ROLES = ("chief scientist", "painter", "head of research", "lawyer", None)
_MOMENTS = ("run", "recorded_at", "retracted_at", "retracted_run")


def document(number: int, version: int = 0) -> Read:
    """A document with its claims; of some there are several versions, and some are copies of others."""
    chance = random.Random(number // 2 if number % 5 == 1 else number)
    day = PartialDate(2025, 1 + number % 6, 1 + number % 28) if number % 7 else None
    told = [_sentence(chance) for _ in range(1 + chance.randrange(4))]
    if version:
        told = [*told[:-1], *(_sentence(random.Random(1000 * version + number)) for _ in range(2))]
    words = f"Report {number if number % 5 != 1 else number // 2} from the valley. " + " ".join(
        sentence for sentence, _ in told
    )
    read = Document(f"report-{number}", words, "A report", f"https://example.org/{number}", None, day, "en", "The Wire")
    claims: dict[str, Claim] = {}
    for sentence, content in told:
        start = words.index(sentence)
        claim = Claim(
            content,
            date=day if chance.random() < 0.3 else None,
            source=Party("Mira Okonkwo", "Okonkwo") if chance.random() < 0.2 else None,
            evidence=sentence,
            span=Span(start, start + len(sentence)),
            document=read.digest,
            extractor="builtin 1",
            trigger="made up",
        )
        claims.setdefault(claim.id, claim)
    return read, list(claims.values())


def _sentence(chance: random.Random) -> tuple[str, Content]:
    who, other, here, there = *chance.sample(PEOPLE, 2), *chance.sample(HOUSES, 2)
    role = chance.choice(ROLES)
    match chance.randrange(4):
        case 0:
            return f"{who} leaves {here} for {there} with {chance.randrange(99)} others.", Move(
                person=(Party(who, who.split()[-1]),), from_org=(Party(here),), to_org=(Party(there),), to_role=role
            )
        case 1:
            return f"{who} is {role or 'somebody'} of {here}.", Position(
                person=(Party(who),), org=(Party(here),), role=role
            )
        case 2:
            return f"{who} and {here} buy {there}.", Deal(
                buyer=(Party(who), Party(here)), target=(Party(there),), kind="acquisition"
            )
        case _:
            return f'"We are not for sale," says {who} to {other}.', Quote(speaker=(Party(who),), org=(Party(here),))


def by(read: Read, version: str) -> Read:
    """The same, read by another version of the extractor, which finds less."""
    return read[0], [replace(claim, extractor=f"builtin {version}") for claim in read[1][:-1] or read[1]]


def rows(ledger: Ledger) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a ledger, but for runs and moments."""
    held = {}
    with ledger._store.reading() as connection:
        for table in ORDER:
            found = connection.execute(select(*(one for one in table.c if one.name not in _MOMENTS)))
            held[table.name] = sorted(tuple(map(str, row)) for row in found)
    return held


# ---- folders of bulk reading


def write(
    folder: Path,
    inputs: Sequence[Iterable[Read]],
    version: str = "1",
    first: int = 0,
) -> Path:
    """A folder with an input for each list of documents."""
    folder.mkdir(exist_ok=True)
    about = {"format": FORMAT, "program": "0", "extractor": "builtin", "version": version, "options": {}}
    (folder / ABOUT).write_text(json.dumps(about))
    for number, read in enumerate(inputs, first):
        write_input(folder, f"{number:016x}", number, list(read))
    return folder


def write_input(folder: Path, key: str, order: int, read: Sequence[Read]) -> None:
    write_table(folder, DOCUMENTS, key, [document_row(one) for one, _ in read])
    write_table(folder, CLAIMS, key, [claim_row(claim, one) for one, claims in read for claim in claims])
    (folder / MARKERS).mkdir(exist_ok=True)
    marker = {"place": f"place-{order}", "key": key, "run": 1, "order": order}
    (folder / MARKERS / f"{key}.json").write_text(json.dumps(marker))


def write_table(folder: Path, table: Table, key: str, held: Sequence[dict[str, Any]]) -> Path:
    types = {"text": pa.string(), "whole": pa.int64()}
    schema = pa.schema([pa.field(one.name, types[one.type], nullable=one.optional) for one in table.columns])
    path = folder / table.name / f"input={key}" / "part-0.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = {one.name: [row[one.name] for row in held] for one in table.columns}
    arrays = [pa.array(columns[one.name], types[one.type]) for one in table.columns]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd", row_group_size=7)
    return path


def document_row(read: Document) -> dict[str, Any]:
    held = {name: getattr(read, name) for name in ("digest", "id", "title", "url", "place", "lang", "outlet", "text")}
    return {**held, "date": str(read.date) if read.date else None, "run": 1}


def claim_row(claim: Claim, read: Document) -> dict[str, Any]:
    assert claim.span
    words: dict[str, list[str | None]] = {}
    for slot, party in claim.parties():
        words.setdefault(slot, []).append(party.written)
    return {
        "id": claim.id, "document": claim.document, "kind": claim.kind, "status": str(claim.status), "lang": read.lang,
        "outlet": read.outlet, "url": read.url, "document_date": str(read.date) if read.date else None,
        "evidence": claim.evidence, "start": claim.span.start, "end": claim.span.end, "extractor": claim.extractor,
        "trigger": claim.trigger, "claim": json.dumps(claim.to_json(), ensure_ascii=False), "run": 1,
        "written": json.dumps(words) if any(word for some in words.values() for word in some) else None,
    }  # fmt: skip
