"""Labelled pairs of names."""

from hashlib import sha1
from pathlib import Path

import pytest
from typer.testing import CliRunner

from talentwire.errors import ReadError
from talentwire.evaluate.pairs import NamePair, judge_pairs, read_pairs
from talentwire.resolve.score import PLAUSIBLE
from talentwire.serve.cli import app

TABLE = """\ufeffcase_group,schema,name1,name2,is_match,notes
x,Person,Sam Altman,Samuel Altman,true,
x,Person,Sam Altman,Dario Amodei,FALSE,"a, b"
x,Company,OpenAI,"OpenAI, Inc.",1,
x,Company,Deutsche Bank,Deutsche Börse,true,
x,Ship,Ever Given,MV Northern Star,no,
x,,,Nobody,0,
"""


def test_figures_over_all_and_by_schema(tmp_path: Path):
    (tmp_path / "pairs.csv").write_text(TABLE, "utf-8")
    rows = {row.group: row for row in judge_pairs(read_pairs(tmp_path / "pairs.csv"))}
    assert list(rows) == ["all", "Company", "Person", "Ship", "none"]
    assert (rows["all"].count, rows["all"].precision, round(rows["all"].recall, 3)) == (6, 1.0, 0.667)
    assert (rows["Company"].recall, rows["Person"].f1, rows["Ship"].f1) == (0.5, 1.0, 0.0)


def half(pair: NamePair) -> int:
    """In which half of the bench a pair is: by the digest of what stands in it."""
    return sha1("|".join(pair[:3]).encode(), usedforsecurity=False).digest()[0] % 2


def test_pairs_of_the_public_bench(shared: Path):
    """A threshold chosen on one half holds on the other; the floors lie just under what was reached."""
    halves: tuple[list[NamePair], list[NamePair]] = ([], [])
    for pair in read_pairs(shared / "bench" / "name_pairs.csv"):
        halves[half(pair)].append(pair)
    for tuned, other in (halves, halves[::-1]):
        best = max(
            (step / 100 for step in range(50, 95)), key=lambda t: (judge_pairs(tuned, t)[0].f1, -abs(t - PLAUSIBLE))
        )
        assert abs(best - PLAUSIBLE) <= 0.02
        rows = {row.group: row for row in judge_pairs(other, best)}
        assert rows["all"].f1 >= 0.89
        assert rows["Person"].f1 >= 0.89
        assert rows["Company"].f1 >= 0.92


def test_strange_names_are_compared_all_the_same():
    names = ["", "...", "x" * 10_000, "\u200f\u202eSam Altman\u202c", "Wang " * 2_000, "王小明", "🙂"]
    pairs = [NamePair(schema, a, b, False) for schema in ("Person", "Company") for a in names for b in names]
    assert judge_pairs(pairs)[0].count == len(pairs)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "lacks schema, name1, name2, is_match"),
        (b"schema,name1,is_match\n", "lacks name2"),
        (b"schema,name1,name2,is_match\n", "holds no pair"),
        (b"schema,name1,name2,is_match\nPerson,A,B,perhaps\n", "pairs.csv:2: is_match must be true or false"),
        (b"schema,name1,name2,is_match\nPerson,A\n", "pairs.csv:2: is_match must be true or false, not ''"),
        (b"schema,name1,name2,is_match\nPerson,\xe9,B,true\n", "byte 35 is not UTF-8"),
        (b'schema,name1,name2,is_match\nPerson,"A,B,true\n', "not CSV"),
    ],
)
def test_bad_files(tmp_path: Path, content: bytes, says: str):
    path = tmp_path / "pairs.csv"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=says):
        read_pairs(path)
    result = CliRunner().invoke(app, ["evaluate", "--names", str(path)])
    assert result.exit_code == 1
    assert says in result.stderr
    assert result.stderr.count("\n") == 1


def test_no_file_and_a_folder(tmp_path: Path):
    for path in (tmp_path / "none.csv", tmp_path):
        result = CliRunner().invoke(app, ["evaluate", "--names", str(path)])
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_the_command(tmp_path: Path):
    (tmp_path / "pairs.csv").write_text(TABLE, "utf-8")
    words = ["evaluate", "--names", str(tmp_path / "pairs.csv")]
    assert CliRunner().invoke(app, words).stdout.splitlines()[1] == ("all                1.000   0.667  0.800       6")
    assert CliRunner().invoke(app, [*words, "-f", "csv"]).stdout.splitlines()[0] == "group,pairs,precision,recall,f1"
    assert '"Ship": {' in CliRunner().invoke(app, [*words, "-f", "json"]).stdout
    assert CliRunner().invoke(app, ["evaluate"]).exit_code == 2
