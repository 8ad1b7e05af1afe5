"""Answers in every form: what a terminal shows, files for people and for programs, pictures of any size."""

import csv
import io
import json
import os
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from talentwire.analyse.answers.answer import Answer, Cell, Column, Coverage
from talentwire.analyse.answers.picture import (
    Bar,
    Bars,
    Branch,
    Dot,
    Dots,
    Event,
    Flows,
    Line,
    Lines,
    Matrix,
    Part,
    Picture,
    Point,
    Stream,
    Timeline,
    Tree,
)
from talentwire.serve import answer_page, answer_table, pictures
from talentwire.serve.asking import Shape, shaped
from talentwire.serve.cli import app

TEXT = (
    "Wei Chen joins OpenAI from Meta. Ada Bell joins OpenAI from Google DeepMind. "
    "Bob Cole may join Mistral from OpenAI. Cara Dunn did not join Nvidia. Anna Keller joins Nvidia."
)
PNG = b"\x89PNG\r\n\x1a\n"
DAY = date(2024, 1, 3)
HOSTILE = '<script>alert(1)</script>=cmd|"$x^2$ & \u202emal'
NAMES = (HOSTILE, "Institut " + "für sehr lange Namen " * 3, "معهد أبحاث", "北京智谱华章科技有限公司", "A$AP $Labs")


@pytest.fixture
def ledger(stub_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TALENTWIRE_EXTRACTOR", "stub")
    monkeypatch.setenv("COLUMNS", "180")
    Path("one.txt").write_text(TEXT)
    assert run("ingest", "one.txt", "--date", "2025-07-15").exit_code == 0
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("form", Shape)
@pytest.mark.parametrize("view", ["routes", "net", "matrix", "over-time", "roles"])
def test_every_form_of_every_view(ledger: Path, view: str, form: str) -> None:
    result = run("flows", "--view", view, "--format", form, "--lang", "de", "--output", f"out.{form}")
    assert (result.exit_code, result.stderr) == (0, f"flows written to out.{form}\n"), result.output
    data = Path(f"out.{form}").read_bytes()
    assert data.startswith(PNG) if form == "png" else data.decode().strip()


def test_a_table_for_people(ledger: Path) -> None:
    result = run("flows")
    assert result.stdout.startswith("Who took whom from whom")
    assert re.search(r"Alphabet +OpenAI +1 +0 ", result.stdout)
    assert "2 named heads" not in result.stdout
    assert "Left out, in the whole ledger: 1 denied." in result.stderr
    assert "n = 4 facts, told by 1 independent story in 1 document, 2025-07-15 to 2025-07-15" in result.stderr


def test_json_opens_every_number_to_facts_and_claims(ledger: Path) -> None:
    answer = json.loads(run("flows", "--view", "net", "--format", "json").stdout)
    assert [column["name"] for column in answer["columns"]][:4] == ["org", "in", "out", "net"]
    openai = next(row for row in answer["rows"] if row["org"]["value"] == "OpenAI")
    assert (openai["in"]["value"], len(openai["in"]["facts"])) == (2, 2)
    for fact in openai["in"]["facts"]:
        claim = answer["facts"][fact]["claims"][0]
        assert json.loads(run("fact", claim[:8], "--format", "json").stdout)["id"] == fact
    assert answer["coverage"] == {
        "facts": 4, "stories": 1, "documents": 1, "first": "2025-07-15", "last": "2025-07-15"
    }  # fmt: skip


def test_csv_has_a_column_for_each_and_the_facts(ledger: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("flows", "--format", "csv").stdout)))
    assert list(rows[0]) == [
        "from",
        "to",
        "heads",
        "confirmed",
        "unnamed",
        "announced",
        "rumoured",
        "first",
        "last",
        "facts",
    ]
    assert {row["from"] for row in rows} == {"Meta", "Alphabet", "OpenAI", "(not told)"}
    assert all(row["facts"] for row in rows)


def test_filters_are_those_of_every_question(ledger: Path) -> None:
    def heads(*words: str) -> list[str]:
        return [row["from"]["value"] for row in json.loads(run("flows", "-f", "json", *words).stdout)["rows"]]

    assert heads("--org", "Google") == ["Alphabet"]
    assert heads("--by", "unit", "--org", "Google") == ["Google DeepMind"]
    assert heads("--status", "rumoured") == ["OpenAI"]
    assert heads("--during", "2025-01") == []
    assert len(heads("--top", "1")) == 2


def test_the_way_of_a_person(ledger: Path) -> None:
    result = run("flows", "--person", "Chen")
    assert result.stdout.startswith("The way of Wei Chen")
    assert re.search(r"2025-07-15 +moves +Meta +OpenAI", result.stdout)


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("--person", "Wei Chin"), 4, "did you mean Wei Chen?"),
        (("--org", "Openaii"), 4, "did you mean OpenAI?"),
        (("--role", "reserch"), 1, "did you mean research?"),
        (("--during", "2025-07..2025-01"), 2, "ends before it starts"),
        (("--as-of", "1999"), 4, "this ledger began on"),
        (("--top", "0"), 2, "top"),
        (("--view", "nonsense"), 2, "nonsense"),
        (("--status", "asserted"), 2, "asserted"),
        (("--ledger", "none.db"), 1, "none.db"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    ledger: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run("flows", *words)
    assert result.exit_code == status, result.output
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_a_page_needs_nothing_and_runs_nothing(ledger: Path) -> None:
    page = run("flows", "--view", "net", "--format", "html").stdout
    assert "<svg" in page
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<iframe|(src|href)=\"(?!#)", page.split("<svg")[0] + page.split("</svg>")[1])
    ids, links = set(re.findall(r'<li id="([^"]+)"', page)), set(re.findall(r'href="#(fact-[^"]+)"', page))
    assert links
    assert links <= ids


# ---- pictures and pages of whatever names


def answer(picture: Picture | None, name: str = HOSTILE, rows: int = 1) -> Answer:
    held = tuple({"who": Cell(name), "n": Cell(1.5, low=1, high=2)} for _ in range(rows))
    columns = (Column("who", name), Column("n", "n", "heads"))
    return Answer("test", name, name, columns, held, Coverage(1, 1, 1, DAY, DAY), (name,), (name,), picture=picture)


def several(n: int) -> list[Picture]:
    names = [NAMES[at] if at < len(NAMES) else f"Organisation {at}" for at in range(n)]
    days = [DAY + timedelta(at % 700) for at in range(n)]
    points = tuple(Point(DAY + timedelta(30 * at), at, at - 1, at + 1) for at in range(4))
    each = list(enumerate(names))
    field = tuple([None, 1.0][at % 2] for at in range(len(names[:50])))
    return [
        Bars("x", tuple(Bar(name, (Part("a", at), Part("b", -at), Part("a", 1, sure=False))) for at, name in each)),
        Flows("a", "b", tuple(Stream(name, names[-1 - at % 9 % n], 1 + at, at % 3 > 0) for at, name in each)),
        Lines("x", "y", tuple(Line(name, points, sure=at != 1) for at, name in each)),
        Lines("x", "y", (Line("numbers", (Point(1.5, 2), Point(2.5, 0.1)), step=False),)),
        Timeline(tuple(Event(name, name, days[at], lasting=at % 2 > 0) for at, name in each)),
        Timeline((Event("lane", "the first and the last day there is", date.min, date.max, sure=False),)),
        Matrix("a", "b", tuple(names), tuple(names[:50]), tuple(field for _ in names)),
        Dots("x", tuple(Dot(name, at, at / 2, at * 2, name, at % 2 > 0) for at, name in each), log=n > 3),
        Tree(tuple(Branch(str(at), name, str((at - 1) // 3) if at else "") for at, name in each)),
        Tree((Branch("a", "in a ring", "b"), Branch("b", "with this one", "a"))),
    ]


@pytest.mark.parametrize("n", [1, 3, 3000])
def test_every_picture_of_every_size_is_drawn(n: int) -> None:
    for picture in several(n):
        data = pictures.drawn(answer(picture), "png")
        assert data.startswith(PNG)
        assert len(data) < 3_000_000
        wide, tall = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        assert (wide, tall < 6000) == (1440, True)


def test_nothing_to_draw_is_said() -> None:
    for picture in (None, Bars("x", ()), Flows("a", "b", ()), Lines("x", "y", ()), Timeline(()), Tree(())):
        assert "There is nothing to draw." in pictures.drawn(answer(picture), "svg").decode()
    assert "<svg" not in answer_page.page(answer(None))


def test_the_same_answer_gives_the_same_file() -> None:
    for picture in several(3):
        for form in (Shape.SVG, Shape.HTML, Shape.JSON):
            assert shaped(answer(picture), form) == shaped(answer(picture), form)


class _Tags(HTMLParser):
    """Counts the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs)


def test_hostile_names_stay_text() -> None:
    for picture in several(3):
        made = _Tags()
        made.feed(answer_page.page(answer(picture)))
        assert not made.tags & {"script", "iframe", "img", "object", "foreignobject"}
    assert shaped(answer(None, "=1+1"), Shape.CSV).decode().splitlines()[1].startswith("'=1+1,1.5,1,2")
    assert "\x1b" not in answer_table.plain(answer(None, "red \x1b[31m"))


def test_a_dollar_is_a_dollar_and_words_stay_words() -> None:
    drawn = pictures.drawn(answer(several(3)[0], "A$AP $x$ Labs"), "svg").decode()
    assert "A$AP $x$ Labs" in drawn


def test_without_the_extra_a_picture_says_what_to_install(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "matplotlib", None)
    result = run("flows", "--format", "png", "--output", "x.png")
    assert (result.exit_code, result.stderr) == (
        1, "talentwire: pictures need the extra library: pip install 'talentwire[pictures]'\n"
    )  # fmt: skip
    assert not os.path.exists("x.png")  # noqa: PTH110
