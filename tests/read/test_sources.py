"""Places to documents: every kind of file, every way in which one can be bad, and that one bad one stops no other."""

import gzip
import io
import json
import os
import socket
from pathlib import Path

import pytest

from talentwire.model.document import Document
from talentwire.model.values import PartialDate
from talentwire.read import files
from talentwire.read.sources import Note, Plan, ReadOptions, Skipped, open_places, plan

ENGLISH = "The company said on Monday that it has hired three researchers from a rival laboratory in Paris.\n"
GERMAN = "Das Unternehmen hat am Montag mitgeteilt, dass es drei Forscher von einem Konkurrenten abgeworben hat.\n"


def read(*places: object, **options: object) -> list[Document | Skipped]:
    return list(open_places(map(str, places), ReadOptions(**options)))  # type: ignore[arg-type]


def one(place: object, **options: object) -> Document:
    (document,) = read(place, **options)
    assert isinstance(document, Document), document
    return document


def reason(place: object, **options: object) -> str:
    (skipped,) = read(place, **options)
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


# what is read


def test_a_text_file_is_kept_to_the_letter(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"Three leave\r\n\r\n" + ENGLISH.encode().replace(b"\n", b"\r\n") + b"\x0b\t ")
    document = one(path)
    assert document.text == "Three leave\r\n\r\n" + ENGLISH.replace("\n", "\r\n") + "\x0b\t "
    assert (document.id, document.title, document.place) == ("note.txt", "Three leave", str(path))
    assert (document.lang, document.date, document.url) == ("en", None, None)


@pytest.mark.parametrize("first", ["A sentence ends with a full stop.", "- an item", "x" * 161, "it breaks off,"])
def test_a_first_line_that_is_no_headline_is_no_title(tmp_path: Path, first: str) -> None:
    (tmp_path / "a.txt").write_text(f"{first}\n{ENGLISH}")
    assert one(tmp_path / "a.txt").title is None


def test_markdown_with_a_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text(
        '---\ntitle: "Three: leave"\nDate: 2025-07-15T08:00:00Z\nurl: https://example.org/a\nlang: en-GB\n'
        "outlet: 'The Post'\ntags:\n  - one\n# a comment\n---\n\n# Heading\n\n" + ENGLISH
    )
    document = one(path)
    assert document.text == "\n# Heading\n\n" + ENGLISH
    assert document.title == "Three: leave"
    assert (str(document.date), document.url, document.lang, document.outlet) == (
        "2025-07-15",
        "https://example.org/a",
        "en",
        "The Post",
    )


def test_markdown_without_one_has_its_heading_as_title(tmp_path: Path) -> None:
    (tmp_path / "post.md").write_text("# Three leave #\n\n" + ENGLISH)
    assert one(tmp_path / "post.md").title == "Three leave"


def test_a_rule_in_markdown_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nNo key here, and no end\n" + ENGLISH
    (tmp_path / "post.md").write_text(text)
    assert one(tmp_path / "post.md").text == text


def test_json_lines_with_a_broken_line_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    lines = [
        json.dumps({"id": "a", "text": ENGLISH, "title": "T", "date": "2025-07", "url": "https://example.org/a"}),
        '{"id": "b", "text": "cut off',
        "",
        json.dumps({"text": GERMAN, "id": 7, "lang": "de", "outlet": "Post"}),
        json.dumps({"text": "  "}),
        json.dumps({"text": 5}),
        json.dumps(["text"]),
        json.dumps({"text": ENGLISH + "More."}),
    ]
    path.write_text("\n".join(lines))
    first, broken, second, blank, number, array, third = read(path)
    assert isinstance(first, Document)
    assert (first.id, first.title, str(first.date), first.url) == ("a", "T", "2025-07", "https://example.org/a")
    assert isinstance(broken, Skipped)
    assert broken.place == f"{path}:2"
    assert broken.reason.startswith("is not valid JSON")
    assert isinstance(second, Document)
    assert (second.id, second.lang, second.outlet, second.place) == ("7", "de", "Post", f"{path}:4")
    assert [item.reason for item in (blank, number, array) if isinstance(item, Skipped)] == [
        'has an empty "text"',
        'has a "text" that is no string',
        'is no JSON object with a "text"',
    ]
    assert isinstance(third, Document)
    assert third.id == "news.jsonl:8"


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one], lambda one: [one, {"text": GERMAN}]])
def test_json_with_one_object_or_a_list(tmp_path: Path, wrap: object) -> None:
    path = tmp_path / "news.json"
    path.write_text(json.dumps(wrap({"text": ENGLISH}), indent=1))  # type: ignore[operator]
    documents = read(path)
    assert all(isinstance(document, Document) for document in documents)
    assert isinstance(documents[0], Document)
    assert documents[0].id in {"news.json", "news.json[0]"}


def test_json_lines_named_json(tmp_path: Path) -> None:
    (tmp_path / "news.json").write_text(json.dumps({"text": ENGLISH}) + "\n" + json.dumps({"text": GERMAN}))
    assert [item.id for item in read(tmp_path / "news.json") if isinstance(item, Document)] == [
        "news.json:1",
        "news.json:2",
    ]


def test_records_without_text_are_skipped_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text('{"doc": "a", "claims": []}\n' * 3)
    (tmp_path / "news.txt").write_text(ENGLISH)
    skipped, document = read(tmp_path)
    assert skipped == Skipped(str(tmp_path / "gold.jsonl"), 'holds 3 records without a "text": no documents')
    assert isinstance(document, Document)


def test_among_documents_each_record_without_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text('{"doc": "a"}\n{"doc": "b"}\n' + json.dumps({"text": ENGLISH}) + '\n{"doc": "c"}\n')
    assert [str(item) for item in read(path) if isinstance(item, Skipped)] == [
        f'{path}:{line} has no "text"' for line in (1, 2, 4)
    ]


def test_html_file(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(
        b'<html lang="de"><head><meta charset="iso-8859-1"><title>K\xf6pfe | Post</title>'
        b'<meta property="article:published_time" content="2025-07-15T23:30:00+02:00"></head>'
        b"<body><p>" + GERMAN.encode() + b"</p></body></html>"
    )
    document = one(path)
    assert document.text == GERMAN.strip()
    assert (document.title, str(document.date), document.lang) == ("Köpfe", "2025-07-15", "de")


def test_the_given_date_is_stronger_than_any_other(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": ENGLISH, "date": "2025-07-15"}))
    (tmp_path / "b.txt").write_text(ENGLISH)
    for document in read(tmp_path, date=PartialDate(2024, 2)):
        assert isinstance(document, Document)
        assert document.date == PartialDate(2024, 2)


def test_the_day_in_the_first_lines_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Three leave\nBerlin, 14. Juli 2025 – " + GERMAN)
    assert one(tmp_path / "a.txt").date == PartialDate(2025, 7, 14)


def test_an_unknown_language_is_none(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nuqneH jaghpu' vItu' wa'leS maSuv 'ej batlh maHeghjaj " * 3)
    assert one(tmp_path / "a.txt").lang is None


def test_a_date_that_is_none_is_noted(tmp_path: Path) -> None:
    notes: list[Note] = []
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": ENGLISH, "date": "last week"}))
    document = one(tmp_path / "a.jsonl", on_note=notes.append)
    assert document.date is None
    assert [note.place for note in notes] == [f"{tmp_path / 'a.jsonl'}:1"]
    assert "'last week'" in notes[0].text


def test_what_no_database_can_hold_is_replaced_and_noted(tmp_path: Path) -> None:
    notes: list[Note] = []
    (tmp_path / "a.jsonl").write_text(r'{"text": "half \ud83d a pair, \u0000 none", "title": "T\ud800"}')
    document = one(tmp_path / "a.jsonl", on_note=notes.append)
    assert document.text == "half \ufffd a pair, \ufffd none"
    assert document.title == "T\ufffd"
    assert "2 characters" in str(notes[0])


def test_half_utf8_is_read_with_a_note(tmp_path: Path) -> None:
    notes: list[Note] = []
    (tmp_path / "a.txt").write_bytes("Zürich, ".encode() + "Köln".encode("cp1252"))
    assert one(tmp_path / "a.txt", on_note=notes.append).text == "Zürich, Köln"
    assert len(notes) == 1


def test_notes_go_to_the_log_by_default(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "a.txt").write_bytes("Zürich, ".encode() + "Köln".encode("cp1252"))
    assert isinstance(next(open_places([str(tmp_path / "a.txt")])), Document)
    assert "not UTF-8 like the rest" in caplog.text


def test_gzip_is_read_through(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(ENGLISH.encode()))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": GERMAN}).encode()))
    assert [item.text for item in read(tmp_path) if isinstance(item, Document)] == [ENGLISH, GERMAN]


def test_a_folder_is_read_in_order_and_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y.md", ".hidden.txt", ".git/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}: {ENGLISH}")
    assert [item.id for item in read(tmp_path) if isinstance(item, Document)] == ["a/y.md", "a/z.txt", "b.txt"]
    assert [item.id for item in read(f"{tmp_path}/*.txt") if isinstance(item, Document)] == ["b.txt"]
    assert [item.id for item in read(f"{tmp_path}/**/*.txt") if isinstance(item, Document)] == ["a/z.txt", "b.txt"]
    assert [item.id for item in read(f"{tmp_path}/*") if isinstance(item, Document)] == ["a/y.md", "a/z.txt", "b.txt"]


def test_a_file_with_glob_signs_in_its_name_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "what[1]?.txt").write_text(ENGLISH)
    assert one(tmp_path / "what[1]?.txt").text == ENGLISH


def test_a_named_file_of_unknown_kind_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text(ENGLISH)
    (tmp_path / "b.dat").write_text("<!DOCTYPE html><html><body><p>" + ENGLISH)
    (tmp_path / "c").write_text('{"text": "one"}\n{"text": "two"}\n')
    texts = [item.text for item in read(*sorted(tmp_path.iterdir())) if isinstance(item, Document)]
    assert texts == [ENGLISH, ENGLISH.strip(), "one", "two"]
    assert all("no known kind" in item.reason for item in read(tmp_path) if isinstance(item, Skipped))


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (ENGLISH.encode(), [ENGLISH]),
        (b"\xef\xbb\xbf" + ENGLISH.encode(), [ENGLISH]),
        (b'{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
        (b"<html><p>Page", ["Page"]),
        (b"---\ntitle: T\n---\nBody", ["Body"]),
        (b"{brace} yourselves, this is text", ["{brace} yourselves, this is text"]),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, texts: list[str]) -> None:
    def once() -> list[Document | Skipped]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return read("-")

    documents = [item for item in once() if isinstance(item, Document)]
    assert [document.text for document in documents] == texts
    assert all(document.id.startswith("stdin-") for document in documents)
    assert documents == once()


# what is not


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t\n", "is empty"),
        ("a.md", b"---\ntitle: T\n---\n", 'has an empty "text"'),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.json", b"", "is empty"),
        ("a.json", b"{", "is not valid JSON"),
        ("a.json", b"[" * 100_000, "is not valid JSON"),
        ("a.jsonl", b"[" * 100_000, "is not valid JSON"),
        ("a.jsonl", b'{"text": ' + b"9" * 5000 + b"}", "is not valid JSON"),
        ("a.json", b"null", 'is no JSON object with a "text"'),
        ("a.txt", b"%PDF-1.4 whatever", "is a PDF file, not text"),
        ("a.html", b"\x89PNG\r\n\x1a\n", "is a PNG image, not text"),
        ("a.txt", b"a\x00b", "is a binary file, not text"),
        ("a.html", b"<html><head><title>Only a head</title></head></html>", "holds no readable text"),
        ("a.txt.gz", b"not gzip", "cannot be read"),
        ("a.txt.gz", gzip.compress(b"text" * 1000, mtime=0)[:-20], "cannot be read"),
    ],
)
def test_bad_files_are_skipped_with_their_reason(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(ENGLISH)
    skipped, document = read(tmp_path)
    assert isinstance(skipped, Skipped)
    assert skipped.reason.startswith(why)
    assert isinstance(document, Document)


def test_a_huge_file_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    monkeypatch.setattr(files.Found, "open", lambda found: pytest.fail("it was opened"))
    assert reason(path) == "(100.0 MB) is larger than the limit of 20.0 MB; raise max_bytes to read it"


def test_a_file_that_grows_and_a_line_without_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 5_000_000))
    assert "larger than the limit of 1.0 MB" in reason(tmp_path / "bomb.txt.gz", max_bytes=1_000_000)
    with (tmp_path / "long.jsonl").open("wb") as stream:
        stream.truncate(50_000_000)
        stream.seek(0, os.SEEK_END)
        stream.write(b"\n" + json.dumps({"text": ENGLISH}).encode())
    skipped, document = read(tmp_path / "long.jsonl", max_bytes=1000)
    assert isinstance(skipped, Skipped)
    assert "larger than the limit of 1,000 bytes" in skipped.reason
    assert isinstance(document, Document)
    assert document.place == f"{tmp_path / 'long.jsonl'}:2"


def test_json_lines_may_be_larger_than_the_limit(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": n, "text": ENGLISH}) + "\n" for n in range(20)))
    assert sum(isinstance(item, Document) for item in read(tmp_path / "a.jsonl", max_bytes=200)) == 20


def test_places_that_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert reason(tmp_path / "none.txt") == "does not exist"
    assert reason(tmp_path / "*.xyz") == "matches no file"
    assert reason(tmp_path / "dangling.txt") == "is a link to nothing"
    assert reason(tmp_path / "pipe.txt") == "is a named pipe, not a file"
    assert reason("/dev/null") == "is a device, not a file"
    assert reason("a\0b").startswith("cannot be read")
    assert reason("x" * 5000).startswith("cannot be read")
    assert reason("ftp://example.org/a").startswith("is no address")


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert reason("s.txt") == "is a socket, not a file"


def test_links_to_folders_do_not_lead_round_in_circles(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "loop").symlink_to(tmp_path)
    document, skipped = read(tmp_path)
    assert isinstance(document, Document)
    assert isinstance(skipped, Skipped)
    assert "link to a folder" in skipped.reason


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked").mkdir()
    (tmp_path / "open.txt").write_text(ENGLISH)
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    skipped, document = read(tmp_path)
    assert skipped == Skipped(str(tmp_path / "locked"), "cannot be listed: permission denied")
    assert isinstance(document, Document)


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "locked.txt").write_text(ENGLISH)

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    assert reason(tmp_path / "locked.txt") == "cannot be read: permission denied"


# names


def test_ids_are_unique_and_the_same_document_is_read_once(tmp_path: Path) -> None:
    notes: list[Note] = []
    for folder, text in (("a", "one"), ("b", "two"), ("c", "one")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text)
    first, second, third = read(tmp_path / "a", tmp_path / "b", tmp_path / "c", on_note=notes.append)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.id, second.id) == ("x.txt", "x.txt~2")
    assert third == Skipped(str(tmp_path / "c" / "x.txt"), "is the same document as x.txt, read before")
    assert len(notes) == 1


def test_reading_is_lazy(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    found = open_places([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    assert isinstance(next(found), Document)
    (tmp_path / "b.txt").write_text(GERMAN)
    assert isinstance(next(found), Document)


def test_plan_counts_without_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ENGLISH)
    (tmp_path / "b.jsonl").write_text('{"text": "one"}\n{"text": "two"}')
    (tmp_path / "c.pdf").write_bytes(b"%PDF-")
    assert plan([str(tmp_path), "https://example.org/"]) == Plan(4, 5)
    assert plan([str(tmp_path), "-"]) == Plan(4, None)
    (tmp_path / "d.jsonl.gz").write_bytes(gzip.compress(b"{}"))
    assert plan([str(tmp_path)]) == Plan(4, None)


def test_the_gold_texts_are_read(shared: Path) -> None:
    documents = [item for item in read(shared / "gold" / "dev") if isinstance(item, Document)]
    assert len(documents) == 36
    for document in documents:
        assert document.text.encode() == (shared / "gold" / "dev" / document.id).read_bytes()
        assert document.lang == document.id.split("-")[1]
