"""An answer as one file of HTML that needs nothing else: picture, table, definition, and the facts behind the numbers.

Everything that comes from documents is escaped, and the page forbids itself to load or run anything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from importlib.resources import files
from itertools import islice
from typing import Final

from talentwire.analyse.answers.answer import Answer, Cell, Column
from talentwire.analyse.answers.telling import told
from talentwire.analyse.answers.wording import Words
from talentwire.analyse.facts.fact import Fact
from talentwire.model.values import PartialDate
from talentwire.serve import pictures
from talentwire.serve.answer_cells import cell_text, coverage_line, is_number, words_of
from talentwire.serve.render import harmless, short

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SVG: Final = re.compile(r"<svg.*</svg>", re.DOTALL)
_SHOWN: Final = 4
"""So many claims of a fact are named."""
_MOST: Final = 2000
"""So many facts are listed."""


def page(answer: Answer) -> str:
    """The answer as a page."""
    words = words_of(answer)
    head = (
        f'<!doctype html>\n<html lang="{answer.lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_safe(answer.title)}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n<main>\n"
    )
    return (
        head
        + "\n".join([*_top(answer, words), *_table(answer, words), *_facts(answer, words)])
        + "\n</main>\n</body>\n</html>\n"
    )


def _top(answer: Answer, words: Words) -> Iterator[str]:
    yield f"<h1>{_safe(answer.title)}</h1>"
    yield from (f'<p class="summary">{_safe(line)}</p>' for line in answer.summary)
    if drawn := svg(answer):
        below = f"<figcaption>{_safe(coverage_line(answer, words))}</figcaption>"
        yield f'<figure tabindex="0">\n{drawn}\n{below}\n</figure>'
    else:
        yield f"<p>{_safe(coverage_line(answer, words))}</p>"
    yield f"<h2>{_safe(words('counted'))}</h2>\n<p>{_safe(answer.definition)}</p>"
    if answer.notes:
        items = "".join(f"<li>{_safe(note)}</li>" for note in answer.notes)
        yield f"<h2>{_safe(words('notes'))}</h2>\n<ul>{items}</ul>"


def svg(answer: Answer) -> str:
    """The picture as an element of a page; nothing where there is none to draw."""
    if answer.picture is None or not answer.rows:
        return ""
    found = _SVG.search(pictures.drawn(answer, "svg", framed=False).decode())
    return f'<div role="img" aria-label="{_safe(answer.title)}">{found[0]}</div>' if found else ""


def _table(answer: Answer, words: Words) -> Iterator[str]:
    if not answer.rows:
        return
    sorts = {c.name: _sort(row[c.name] for row in answer.rows if c.name in row) for c in answer.columns}
    heads = "".join(f'<th scope="col"{sorts[c.name]}>{_safe(c.title)}</th>' for c in answer.columns)
    yield f"<h2>{_safe(words('table'))}</h2>"
    yield f'<div class="wide" tabindex="0"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    listed = _listed(answer)
    for row in answer.rows:
        cells = zip(answer.cells(row), answer.columns, strict=True)
        yield (
            "<tr>" + "".join(f"<td{sorts[c.name]}>{_cell(cell, c, words, listed)}</td>" for cell, c in cells) + "</tr>"
        )
    yield "</tbody>\n</table></div>"


def _sort(column: Iterable[Cell]) -> str:
    """What the cells of a column are, as a class: numbers stand to the right, days in one line."""
    cells = list(column)
    if any(is_number(cell) for cell in cells):
        return ' class="number"'
    return ' class="day"' if any(isinstance(cell.value, date | PartialDate) for cell in cells) else ""


def _listed(answer: Answer) -> Mapping[str, Fact]:
    """The facts that the page has; a page of all of a large ledger would not open."""
    return dict(islice(answer.facts.items(), _MOST))


def _cell(cell: Cell, column: Column, words: Words, listed: Mapping[str, Fact]) -> str:
    """A cell; what has facts behind it opens to them."""
    text = f"<bdi>{_safe(cell_text(cell, column, words))}</bdi>"
    facts = [one for one in cell.facts if one in listed]
    if not facts:
        return text
    if len(facts) == 1:
        return f'<a href="#{_anchor(facts[0])}">{text}</a>'
    links = " ".join(f'<a href="#{_anchor(one)}">{_safe(short(one))}</a>' for one in facts)
    return f"<details><summary>{text}</summary>{links}</details>"


def _facts(answer: Answer, words: Words) -> Iterator[str]:
    if not answer.facts:
        return
    yield f"<h2>{_safe(words('behind'))}</h2>\n<ul>"
    yield from _items(_listed(answer).values(), words)
    yield "</ul>"
    if more := len(answer.facts) - _MOST:
        yield f"<p>{_safe(words('not_listed', n=more))}</p>" if more > 0 else ""


def _items(facts: Iterable[Fact], words: Words) -> Iterator[str]:
    for fact in facts:
        stories = words("coverage_stories", n=fact.stories)
        how = f"{words(f'stage_{fact.status}')}, {words.share(fact.confidence.value)}, {stories}"
        claims = " ".join(f"<code>{_safe(short(one))}</code>" for one in fact.claims[:_SHOWN])
        more = f" +{len(fact.claims) - _SHOWN}" if len(fact.claims) > _SHOWN else ""
        yield (
            f'<li id="{_anchor(fact.id)}"><bdi>{_safe(told(fact, words.lang))}</bdi> '
            f'<span class="dim">({_safe(how)}, {fact.first_seen}–{fact.last_seen}; {claims}{more})</span></li>'
        )


def _anchor(fact: str) -> str:
    return f"fact-{_safe(fact)}"


def _safe(text: str) -> str:
    return escape(harmless(text), quote=True)


def _style() -> str:
    return (files(__package__) / "answer.css").read_text("utf-8")
