"""One opened file, page or stream becomes documents: text, Markdown, HTML, JSON and JSON lines."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Final

from talentwire.errors import BadValueError, ReadError
from talentwire.model.document import Document, digest
from talentwire.model.values import PartialDate
from talentwire.read.encoding import Decoded, decode, decode_html
from talentwire.read.files import Kind
from talentwire.read.html import page
from talentwire.read.options import ReadOptions, Skipped
from talentwire.read.origin import completed

_TITLE_LENGTH: Final = 160
_FRONT_MATTER: Final = re.compile(r"---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FRONT_LINE: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]+(\S.*?)[ \t]*$")
_HEADING: Final = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_DAY: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|[T ])")
_LANGUAGE: Final = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")
_HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_NO_TEXT: Final = 'has no "text"'
_BROKEN: Final = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes with what is known of them.

    Attributes:
        place: where they come from, for messages.
        id: the name of the document in them, where it brings none of its own.
        stream: the bytes, not yet read.
        kind: the format, None to find out.
        charset: what its HTTP header says.
        url: its web address.

    """

    place: str
    id: str
    stream: BinaryIO = field(repr=False)
    kind: Kind | None = None
    charset: str | None = None
    url: str | None = None


def documents(source: Source, options: ReadOptions) -> Iterator[Document | Skipped]:
    """The documents in a source; what cannot be read is skipped and does not stop the others."""
    if source.kind == "jsonl":
        yield from _lines(source, options)
        return
    data = source.stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        yield Skipped(source.place, options.too_large())
        return
    try:
        yield from _whole(source, data, options)
    except ReadError as error:
        yield Skipped(source.place, str(error))


def _whole(source: Source, data: bytes, options: ReadOptions) -> Iterator[Document | Skipped]:
    if source.kind == "html":
        yield _html(source, data, options)
        return
    text = _characters(decode(data, source.charset), source.place, options)
    kind = source.kind or _sniff(text)
    if kind == "html":
        yield _html(source, data, options)
    elif kind in {"json", "jsonl"}:
        yield from _json(source, text, options)
    else:
        yield _plain(source, text, kind, options)


def _sniff(text: str) -> Kind:
    """The format of a text that came without a name."""
    start = text.lstrip()[:1]
    if start in {"{", "["} and '"text"' in text:
        return "json"
    if _HTML_START.match(text):
        return "html"
    return "markdown" if _FRONT_MATTER.match(text) else "text"


def _characters(decoded: Decoded, place: str, options: ReadOptions) -> str:
    for warning in decoded.warnings:
        options.note(place, warning)
    if not decoded.text.strip():
        raise ReadError("is empty")
    return decoded.text


def _html(source: Source, data: bytes, options: ReadOptions) -> Document:
    decoded = decode_html(data, source.charset)
    found = page(_characters(decoded, source.place, options), source.url)
    if not found.text.strip():
        raise ReadError("holds no readable text")
    draft = Document(
        id=source.id,
        text=found.text,
        title=found.title,
        url=source.url or found.url,
        place=source.place,
        date=found.date,
        outlet=found.outlet,
    )
    return completed(draft, options.date, fallback_lang=found.lang)


def _plain(source: Source, text: str, kind: Kind, options: ReadOptions) -> Document:
    facts: dict[str, object] = {}
    if kind == "markdown":
        front = _FRONT_MATTER.match(text)
        if front:
            facts = dict(_front_matter(front[1]))
            text = text[front.end() :]
        heading = _HEADING.match(text)
        facts.setdefault("title", heading[1] if heading else None)
    facts.setdefault("title", None)
    facts["title"] = facts["title"] or _first_line(text)
    return record({**facts, "text": text}, source.place, source.id, options, url=source.url)


def _front_matter(block: str) -> Iterator[tuple[str, str]]:
    """The ``key: value`` lines; whatever else YAML allows is passed over."""
    for line in block.splitlines():
        found = _FRONT_LINE.match(line)
        if found:
            value = found[2]
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            yield found[1].lower(), value[1:-1] if quoted else value


def _first_line(text: str) -> str | None:
    """The first line where it looks like a headline: short, no list item, not broken off, and followed by more."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip()
    headline = 0 < len(first) <= _TITLE_LENGTH and first[-1] not in ".,;:" and first[0] not in "-*•|>"
    return first if headline and rest.strip() else None


def _json(source: Source, text: str, options: ReadOptions) -> Iterator[Document | Skipped]:
    """One object, a list of them or, whatever the suffix says, one on every line."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines[:2]):
            stream = io.BytesIO(text.encode("utf-8", "surrogatepass"))
            yield from _lines(replace(source, stream=stream), options)
            return
        raise ReadError(f"is not valid JSON: {error}") from None
    if isinstance(data, list):
        items = [(f"{source.place}[{index}]", f"{source.id}[{index}]", item) for index, item in enumerate(data)]
    else:
        items = [(source.place, source.id, data)]
    yield from _without_text_at_once(source, (_item(*item, options) for item in items))


def _lines(source: Source, options: ReadOptions) -> Iterator[Document | Skipped]:
    """JSON lines, one at a time, so that a file may be larger than memory."""
    yield from _without_text_at_once(source, _each_line(source, options))


def _each_line(source: Source, options: ReadOptions) -> Iterator[Document | Skipped]:
    number = 0
    empty = True
    while raw := source.stream.readline(options.max_bytes + 1):
        number += 1
        place = f"{source.place}:{number}"
        if len(raw) > options.max_bytes and not raw.endswith(b"\n"):
            yield Skipped(place, options.too_large())
            _finish_line(source.stream)
            empty = False
        elif raw.strip():
            empty = False
            yield _line(raw, place, f"{source.id}:{number}", options)
    if empty:
        yield Skipped(source.place, "is empty")


def _finish_line(stream: BinaryIO) -> None:
    while (piece := stream.readline(1_000_000)) and not piece.endswith(b"\n"):
        pass


def _line(raw: bytes, place: str, name: str, options: ReadOptions) -> Document | Skipped:
    try:
        text = _characters(decode(raw), place, options)
        return _item(place, name, json.loads(text), options)
    except (ValueError, RecursionError) as error:
        return Skipped(place, f"is not valid JSON: {error}")
    except ReadError as error:
        return Skipped(place, str(error))


def _item(place: str, name: str, item: object, options: ReadOptions) -> Document | Skipped:
    if not isinstance(item, Mapping):
        return Skipped(place, 'is no JSON object with a "text"')
    try:
        return record(item, place, name, options)
    except ReadError as error:
        return Skipped(place, str(error))


def handed(item: object, place: str, options: ReadOptions) -> Document | Skipped:
    """The document in a JSON object that a program hands over."""
    text = item.get("text") if isinstance(item, Mapping) else None
    if not isinstance(item, Mapping) or not isinstance(text, str):
        return _item(place, place, item, options)
    size = len(text.encode("utf-8", "replace"))
    if size > options.max_bytes:
        return Skipped(place, options.too_large(size))
    return _item(place, f"given-{digest(text, str(item.get('date') or ''))[:12]}", item, options)


def _without_text_at_once(source: Source, results: Iterator[Document | Skipped]) -> Iterator[Document | Skipped]:
    """One line for a file in which nothing has a ``text`` (claims, an index), instead of one for every line."""
    held: list[Skipped] = []
    only_these = True
    for result in results:
        if isinstance(result, Skipped) and result.reason == _NO_TEXT:
            held.append(result)
            continue
        only_these = False
        yield from held
        held = []
        yield result
    if only_these and len(held) > 1:
        yield Skipped(source.place, f'holds {len(held)} records without a "text": no documents')
    else:
        yield from held


def record(
    data: Mapping[str, object], place: str, name: str, options: ReadOptions, *, url: str | None = None
) -> Document:
    """The document in a JSON object or in a front matter with its text.

    Args:
        data: ``text``, and ``id``, ``url``, ``title``, ``date``, ``lang``, ``outlet`` as far as known.
        place: Where it stands, for messages and for the document.
        name: The id of a document that brings none.
        options: What overrides its date, and who hears of oddities.
        url: Its address, where it brings none.

    Raises:
        ReadError: when there is no text in it.

    """
    text = data.get("text")
    if text is None:
        raise ReadError(_NO_TEXT)
    if not isinstance(text, str) or not text.strip():
        raise ReadError('has an empty "text"' if isinstance(text, str) else 'has a "text" that is no string')
    text, broken = _BROKEN.subn("\ufffd", text)
    if broken:
        options.note(
            place, f"{broken} characters are none (NUL, half a surrogate pair) and read as \N{REPLACEMENT CHARACTER}"
        )
    draft = Document(
        id=_string(data, "id") or name,
        text=text,
        title=_string(data, "title"),
        url=_string(data, "url") or url,
        place=place,
        date=_date(data, place, options),
        lang=_language(_string(data, "lang")),
        outlet=_string(data, "outlet"),
    )
    return completed(draft, options.date)


def _string(data: Mapping[str, object], key: str) -> str | None:
    value = data.get(key)
    plain = isinstance(value, str | int) and not isinstance(value, bool)
    return (_BROKEN.sub("\ufffd", str(value)).strip() or None) if plain else None


def _language(tag: str | None) -> str | None:
    """``de`` of ``de-AT``; a name that is no code says nothing."""
    found = _LANGUAGE.fullmatch(tag or "")
    return found[1].lower() if found else None


def _date(data: Mapping[str, object], place: str, options: ReadOptions) -> PartialDate | None:
    written = _string(data, "date")
    if not written or options.date:
        return options.date
    found = _DAY.match(written)
    try:
        return PartialDate.parse(found[0] if found else written)
    except BadValueError:
        options.note(place, f"the date {written!r} is none (like 2025, 2025-07 or 2025-07-15) and was passed over")
        return None
