"""The tables of a ledger.

Rows are added and never rewritten: an entry may get the moment at which it was retracted, a ``decision`` the moment at
which it was undone, a ``run`` its end, nothing else changes; but what is to be forgotten leaves for good. Moments are
UTC in ISO 8601 with microseconds, as text of one width.
"""

from typing import Final

from sqlalchemy import (
    DDL,
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    and_,
    event,
)

metadata = MetaData()
_LIST: Final = JSON(none_as_null=True)
_PLAIN: Final = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points on every database, so that an index finds what begins with a word."""

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("command", Text, nullable=False),
    Column("program", Text, nullable=False, comment="version of Talentwire"),
    Column("extractor", Text, nullable=False, comment="its name, or editor:<name>"),
    Column("version", Text, nullable=False),
    Column("packs", Text, comment="digest of the language packs"),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("documents", Integer),
    Column("claims", Integer),
    Column("skipped", Integer),
    Column("usage", Text, comment="what a model that was asked cost, as JSON"),
)

document = Table(
    "document",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("id", Text, nullable=False, index=True, comment="several versions of a document share it"),
    Column("title", Text),
    Column("url", Text),
    Column("place", Text),
    Column("date", Text, comment="ISO 8601 prefix"),
    Column("lang", Text),
    Column("outlet", Text),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("recorded_at", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),  # last, so that reading the others does not pass over it
)

reading = Table(
    "reading",
    metadata,
    Column("document", ForeignKey("document.digest"), primary_key=True),
    Column("extractor", Text, primary_key=True),
    Column("recorded_at", Text, primary_key=True, index=True),
    Column("version", Text, nullable=False),
    Column("run", ForeignKey("run.id"), nullable=False),
    comment="which version of an extractor read a document; the last row of a pair counts",
)

claim = Table(
    "claim",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, comment="content hash; comes back when a retracted claim comes back"),
    Column("document", ForeignKey("document.digest"), nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("slots", JSON, nullable=False),
    Column("status", Text, nullable=False),
    Column("source", Text),
    Column("date", Text, comment="ISO 8601 prefix"),
    Column("valid_from", Text, comment="first day the date may mean"),
    Column("valid_to", Text, comment="last day the date may mean"),
    Column("day_from", Text, nullable=False, comment="valid_from, else the document's; empty where neither is known"),
    Column("day_to", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("folded", Text, nullable=False, comment="the evidence without case and accents, for searching"),
    Column("evidence_start", Integer),
    Column("evidence_end", Integer),
    Column("written", _LIST, comment="names as the document writes them, by slot"),
    Column("implicit", _LIST),
    Column("optional", Boolean, nullable=False),
    Column("extractor", Text, nullable=False, comment="name and version, as the claim has it"),
    Column("reader", Text, nullable=False, comment="name of the extractor, or editor:<name>"),
    Column("rule", Text, comment="the rule that opened it"),
    Column("run", ForeignKey("run.id"), nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("retracted_at", Text),
    Column("retracted_by", Text),
    Column("retracted_reason", Text),
    Column("retracted_run", ForeignKey("run.id"), comment="null where a person retracted it"),
)
_LIVE: Final = claim.c.retracted_at.is_(None)
Index("claim_entry", claim.c.id, claim.c.recorded_at, claim.c.reader, unique=True)
Index("claim_live", claim.c.id, claim.c.reader, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)
_GONE: Final = claim.c.retracted_at.is_not(None)
Index("claim_retracted", claim.c.retracted_at, sqlite_where=_GONE, postgresql_where=_GONE)
Index("claim_recorded", claim.c.recorded_at)
Index("claim_day", claim.c.day_from, claim.c.recorded_at)
Index("claim_kind", claim.c.kind, claim.c.day_from)

party = Table(
    "party",
    metadata,
    Column("entry", ForeignKey("claim.entry"), primary_key=True),
    Column("slot", Text, primary_key=True, comment="source for whom the document names as saying so"),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False, comment="person, org, facility, product, or party where it may be several"),
    Column("name", Text, nullable=False, index=True),
    Column("written", Text),
    Column("key", Text, nullable=False),
    Column("day", Text, nullable=False, comment="day_from of the claim, so that the newest of a name are found"),
    sqlite_with_rowid=False,
)
Index("party_key", party.c.key, party.c.day, party.c.entry, party.c.type, party.c.slot, party.c.name)
# all that is asked of a name, so that the rows themselves need not be read

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("verb", Text, nullable=False, comment="merge, split, unsure, retract, correct, confirm, deny, undo, forget"),
    Column("by", Text, nullable=False, comment="name of a person"),
    Column("reason", Text, nullable=False),
    Column("about", Text, nullable=False, comment="what was decided, as a sentence shows it"),
    Column("recorded_at", Text, nullable=False, index=True),
    Column("undone_at", Text),
    Column("undone_by", ForeignKey("decision.id")),
    comment="what people put right; every row that follows from one bears its number",
)

claim.append_column(Column("decision", ForeignKey("decision.id"), comment="by which a person entered it"))
claim.append_column(Column("retracted_decision", ForeignKey("decision.id"), comment="by which a person retracted it"))
_DECIDED: Final = claim.c.decision.is_not(None)
Index("claim_decision", claim.c.decision, sqlite_where=_DECIDED, postgresql_where=_DECIDED)
_UNDECIDED: Final = claim.c.retracted_decision.is_not(None)
Index("claim_retracted_decision", claim.c.retracted_decision, sqlite_where=_UNDECIDED, postgresql_where=_UNDECIDED)

remark = Table(
    "remark",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("claim", Text, nullable=False, index=True, comment="id of a claim"),
    Column("verdict", Text, nullable=False, comment="confirm or deny"),
    Column("decision", ForeignKey("decision.id"), nullable=False, index=True),
    Column("recorded_at", Text, nullable=False),
    Column("retracted_at", Text),
    comment="what people say of claims; of each person the last counts",
)

name = Table(
    "name",
    metadata,
    Column("node", _PLAIN, primary_key=True, comment="type|key"),
    Column("type", Text, nullable=False, comment="person, org, facility or product"),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False, comment="as it was first spelled"),
    Column("recorded_at", Text, nullable=False, index=True),
    comment="every name that means somebody",
)

block = Table(
    "block",
    metadata,
    Column("block", _PLAIN, primary_key=True, comment="rough key; names that may be one share one"),
    Column("node", ForeignKey("name.node"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

judgement = Table(
    "judgement",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("left", Text, nullable=False, comment="type|key, or type|key|document where one document is meant"),
    Column("right", Text, nullable=False),
    Column("left_name", Text, nullable=False, comment="type|key of the left one, for finding it"),
    Column("right_name", Text, nullable=False),
    Column("verdict", Text, nullable=False, comment="same, different or unsure"),
    Column("score", Float),
    Column("reasons", _LIST, comment="name, value and sentence of each"),
    Column("by", Text, nullable=False, comment="rule:<name> <version>, or editor:<name>"),
    Column("decision", ForeignKey("decision.id")),
    Column("recorded_at", Text, nullable=False, index=True),
    Column("retracted_at", Text),
)
Index("judgement_left", judgement.c.left_name)
Index("judgement_right", judgement.c.right_name)
_JUDGED: Final = judgement.c.decision.is_not(None)
Index("judgement_decision", judgement.c.decision, sqlite_where=_JUDGED, postgresql_where=_JUDGED)
_OF_RULE: Final = and_(judgement.c.retracted_at.is_(None), judgement.c.decision.is_(None))
_OF_PERSON: Final = and_(judgement.c.retracted_at.is_(None), _JUDGED)
for _index, _by, _stands in (("rule", judgement.c.by, _OF_RULE), ("person", judgement.c.verdict, _OF_PERSON)):
    Index(
        f"judgement_{_index}",
        judgement.c.left,
        judgement.c.right,
        _by,
        unique=True,
        sqlite_where=_stands,
        postgresql_where=_stands,
    )

sketch = Table(
    "sketch",
    metadata,
    Column("document", ForeignKey("document.digest"), primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("by", Text, nullable=False, comment="rule:<name> <version>"),
    Column("recorded_at", Text, nullable=False, index=True),
    Column("sketch", JSON, nullable=False, comment="what is compared to find copies and translations"),
)

mark = Table(
    "mark",
    metadata,
    Column("mark", Text, primary_key=True, comment="documents that may be one story share one"),
    Column("sketch", ForeignKey("sketch.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

fold = Table(
    "fold",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False),
    Column("left", ForeignKey("document.digest"), nullable=False, index=True),
    Column("right", ForeignKey("document.digest"), nullable=False, index=True),
    Column("kind", Text, nullable=False, comment="copy, excerpt, quotation or translation"),
    Column("part", Text, nullable=False, comment="the document that is an excerpt of the other, else empty"),
    Column("score", Float, nullable=False),
    Column("reasons", _LIST),
    Column("by", Text, nullable=False, comment="rule:<name> <version>"),
    Column("recorded_at", Text, nullable=False, index=True),
    Column("retracted_at", Text),
    comment="two documents that are one story",
)
_FOLDED: Final = fold.c.retracted_at.is_(None)
Index(
    "fold_live",
    fold.c.left,
    fold.c.right,
    fold.c.by,
    unique=True,
    sqlite_where=_FOLDED,
    postgresql_where=_FOLDED,
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("mark", Text, primary_key=True, comment="salted hash of a name's key"),
    Column("decision", ForeignKey("decision.id"), nullable=False),
    Column("recorded_at", Text, nullable=False),
    comment="persons whose data were removed and are not to be recorded again",
)

kept = Table(
    "kept",
    metadata,
    Column("family", Text, primary_key=True),
    Column("rules", Text, nullable=False, comment="digest of the program and the knowledge that weighed the facts"),
    Column("position", Text, nullable=False, comment="how far the ledger had come"),
    Column("stamp", Text, nullable=False, comment="drawn whenever something is kept"),
    comment="what was worked out and is at hand: never the truth, always made anew from the other tables",
)

kept_facts = Table(
    "kept_facts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("family", Text, nullable=False, index=True),
    Column("subject", Text, nullable=False, unique=True),
    Column("facts", LargeBinary, nullable=False, comment="those of the subject, as MessagePack"),
)

kept_entry = Table(
    "kept_entry",
    metadata,
    Column("entry", Integer, primary_key=True, autoincrement=False, comment="of a claim"),
    Column("subject", Integer, nullable=False, index=True, comment="number of the facts that it is part of"),
)

kept_name = Table(
    "kept_name",
    metadata,
    Column("family", Text, primary_key=True),
    Column("node", _PLAIN, primary_key=True, comment="type|key, or type|key|document"),
    Column("entity", Text, nullable=False, comment="id of whom it meant"),
    Column("shown", Text, nullable=False),
    Column("above", _LIST, comment="ids of the organisations that it belongs to"),
    sqlite_with_rowid=False,
)
Index("kept_name_entity", kept_name.c.entity)

kept_part = Table(
    "kept_part",
    metadata,
    Column("family", Text, primary_key=True),
    Column("part", Text, primary_key=True, comment="what a question needs of the facts of a subject"),
    Column("subject", _PLAIN, primary_key=True),
    Column("data", LargeBinary, nullable=False, comment="as MessagePack"),
    sqlite_with_rowid=False,
)

kept_answer = Table(
    "kept_answer",
    metadata,
    Column("asked", Text, primary_key=True, comment="digest of the question and all that was asked with it"),
    Column("rules", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("answer", LargeBinary, nullable=False, comment="as MessagePack"),
)
GROWING: Final = (claim, party, document, reading, name, block, judgement, sketch, mark, fold)
"""Tables to which rows come with every document."""
_TIDY: Final = "SET (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)"
TIDIED: Final = tuple(f'ALTER TABLE "{table.name}" {_TIDY}' for table in GROWING)
"""Lets PostgreSQL tidy up after every fiftieth of a table, not every fifth: before, indexes alone answer nothing."""
for _table, _tidied in zip(GROWING, TIDIED, strict=True):
    event.listen(_table, "after_create", DDL(_tidied).execute_if(dialect="postgresql"))  # type: ignore[no-untyped-call]

KEPT: Final = (kept, kept_facts, kept_entry, kept_name, kept_part, kept_answer)
"""Tables of what was worked out from the others; they may be emptied at any time."""
