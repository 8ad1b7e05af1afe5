"""The figures of an evaluation as text: the table that the contract's own script prints, by kind and by language."""

import json
from collections.abc import Iterable, Iterator

from talentwire.api import Evaluation
from talentwire.evaluate.report import Miss, Report, Row

_HEAD = f"{'':14}{'precision':>10}{'recall':>8}{'F1':>7}{'slot F1':>9}{'gold':>6}{'pred':>6}{'grounded':>10}"


def printed(report: Report, form: str) -> str:
    """The report as a table, JSON or CSV."""
    if form == "json":
        groups = {
            grouping: {n: r.to_json() for n, r in report.by(grouping).items()} for grouping in ("kind", "lang", "doc")
        }
        return json.dumps({"all": report.all.to_json(), **groups}, indent=1) + "\n"
    if form == "csv":
        return "".join(_csv(report))
    rows = [_row("all", report.all)]
    for grouping in ("kind", "lang"):
        rows += ["", *(_row(name, row) for name, row in report.by(grouping).items())]
    status = "–" if report.all.status is None else f"{report.all.status:.3f}"
    return "\n".join([_HEAD, *rows, "", f"status right in {status} of the claims that were found", ""])


def _row(name: str, row: Row) -> str:
    grounded = "" if row.grounding is None else f"{row.grounding:.3f}"
    return (
        f"{name[:13]:14}{row.precision:10.3f}{row.recall:8.3f}{row.f1:7.3f}{row.slot_f1:9.3f}"
        f"{row.gold:6}{row.predicted:6}{grounded:>10}"
    )


def _csv(report: Report) -> Iterator[str]:
    yield ",".join(("by", "group", *report.all.to_json())) + "\n"
    for grouping in ("all", "kind", "lang", "doc"):
        for name, row in report.by(grouping).items():
            yield ",".join((grouping, name, *("" if v is None else str(v) for v in row.to_json().values()))) + "\n"


def prediction_lines(found: Evaluation) -> str:
    """What was read in the gold documents, a line each, in the order and form of the gold file."""
    rows = (
        {"doc": gold.doc, "lang": gold.lang, "date": gold.date, "claims": found.predictions.get(gold.doc, [])}
        for gold in found.golds
    )
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def miss_lines(misses: Iterable[Miss]) -> Iterator[str]:
    """What was missed and what was spurious, a line each."""
    for miss in misses:
        yield f"{miss.what:9}{miss.doc}: {json.dumps(dict(miss.claim), ensure_ascii=False)[:300]}"
