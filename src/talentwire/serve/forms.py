"""Answers in JSON, for programs."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from talentwire.analyse import flat
from talentwire.analyse.explain import Explanation
from talentwire.analyse.pages import Page
from talentwire.api.reports import IngestReport
from talentwire.extract.extractor import Extraction
from talentwire.extract.workers import Failed
from talentwire.model.document import Document
from talentwire.model.entities import Entity
from talentwire.read.options import Skipped

Json = dict[str, Any]


def line(item: object) -> Json | None:
    """A document, or its claims as in the gold files; None for what is neither."""
    if isinstance(item, Extraction):
        return claims(item)
    return document(item) if isinstance(item, Document) else None


def claims(found: Extraction) -> Json:
    """The claims of a document as in the gold files."""
    line = {
        "doc": found.document.id,
        "lang": found.document.lang,
        "date": str(found.document.date) if found.document.date else None,
        "claims": [claim.to_json() for claim in found.claims],
    }
    return {**line, "usage": {**found.usage.to_json(), "ungrounded": found.refused}} if found.usage else line


def document(read: Document) -> Json:
    """A document as it was read; it can be read again as a JSON line."""
    whole = {
        "id": read.id,
        "url": read.url,
        "title": read.title,
        "date": str(read.date) if read.date else None,
        "lang": read.lang,
        "outlet": read.outlet,
        "place": read.place,
        "text": read.text,
    }
    repairs = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in read.edits]
    return {**whole, "edits": repairs, "repaired": read.reading.text} if repairs else {**whole, "edits": []}


def report(done: IngestReport) -> Json:
    """What recording documents did."""
    return {
        "documents": done.documents,
        "known_documents": done.known_documents,
        "claims": done.claims,
        "kinds": dict(done.kinds.most_common()),
        "new": done.new,
        "known": done.known,
        "retracted": done.retracted,
        "refused": done.refused,
        "unknown_language": done.unknown_language,
        "skipped": [{"place": _place(one), "reason": one.reason} for one in done.skipped],
        "notes": [{"place": note.place, "text": note.text} for note in done.notes],
        "usage": done.spent,
    }


def _place(one: Skipped | Failed) -> str:
    return one.place if isinstance(one, Skipped) else one.document.place or one.document.id


def page(found: Page) -> Json:
    """The page of a person or an organisation."""
    return {
        "name": found.entity.name,
        "type": found.entity.type,
        "aliases": list(found.entity.aliases),
        "units": [unit.name for unit in found.units],
        "left_out": found.left_out,
        "sections": {
            section.title: [flat.entry_json(entry) for entry in section.entries] for section in found.sections
        },
    }


def explanation(found: Explanation) -> Json:
    """Where a claim comes from."""
    return {
        "claim": flat.entry_json(found.entry),
        "document": {**document(found.document), "digest": found.document.digest},
        "context": found.context,
        "marked": list(found.marked),
        "names": [
            {
                "slot": name.slot,
                "written": name.written,
                "name": name.name,
                "entity": name.entity.name,
                "id": name.entity.id,
            }
            for name in found.names
        ],
        "others": [flat.entry_json(entry) for entry in found.others],
    }


def entity(one: Entity, names: Mapping[str, int]) -> Json:
    """Who is meant by which names."""
    return {"id": one.id, "type": one.type, "name": one.name, "names": sorted(names), "times": sum(names.values())}


def entities(found: Iterable[tuple[Entity, Mapping[str, int]]], form: str) -> str:
    """Who is meant by which names, as JSON or CSV."""
    rows = [entity(one, names) for one, names in found]
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("id", "type", "name", "names", "times"))
    writer.writerows([flat.cell(value) for value in row.values()] for row in rows)
    return out.getvalue()
