"""The figures of an evaluation as text: the table that the contract's own script prints, by kind and by language."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Final

from talentwire.api import Evaluation
from talentwire.evaluate.figures import Figures
from talentwire.evaluate.report import Miss, Report, Row
from talentwire.evaluate.stories import StoryReport

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


def figures(rows: Iterable[Figures], form: str, things: str) -> str:
    """Precision, recall and F1 of groups of things as a table, JSON or CSV."""
    if form == "json":
        groups = {row.group: {things: row.count, **dict(zip(_FIGURES, _rounded(row), strict=True))} for row in rows}
        return json.dumps(groups, ensure_ascii=False, indent=1) + "\n"
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows([("group", things, *_FIGURES), *((row.group, row.count, *_rounded(row)) for row in rows)])
        return out.getvalue()
    head = f"{'':14}{'precision':>10}{'recall':>8}{'F1':>7}{things:>8}"
    lines = [f"{row.group[:13]:14}{row.precision:10.3f}{row.recall:8.3f}{row.f1:7.3f}{row.count:8}" for row in rows]
    return "\n".join([head, *lines, ""])


_FIGURES: Final = ("precision", "recall", "f1")


def _rounded(row: Figures) -> tuple[float, ...]:
    return tuple(round(value, 3) for value in (row.precision, row.recall, row.f1))


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


def stories(report: StoryReport, form: str) -> str:
    """How well documents were folded into stories, with the pairs that were folded wrongly and those that were not."""
    data = report.to_json()
    if form == "json":
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    if form == "csv":
        names = ("precision", "recall", "f1", "gold", "pairs", "documents")
        return ",".join(names) + "\n" + ",".join(str(data[name]) for name in names) + "\n"
    right, found, expected = report.counts
    precision, recall, f1 = report.counts.rates()
    rows = [
        f"{'':14}{'precision':>10}{'recall':>8}{'F1':>7}{'gold':>6}{'found':>6}{'right':>6}",
        f"{'pairs':14}{precision:10.3f}{recall:8.3f}{f1:7.3f}{expected:6}{found:6}{right:6}",
        f"\n{report.documents} documents, {data['pairs']} pairs",
    ]
    rows += [f"folded wrongly: {left} and {right}" for left, right in report.wrong]
    rows += [f"not folded: {left} and {right}" for left, right in report.missed]
    return "\n".join(rows) + "\n"
