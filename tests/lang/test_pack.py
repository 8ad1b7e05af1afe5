"""Packs: they load, they keep their rules, and one that does not is refused with file and entry."""

import shutil
from pathlib import Path

import pytest

from talentwire.errors import PackError
from talentwire.lang.dates import find_dates
from talentwire.lang.pack import languages, load_pack, read_pack
from talentwire.lang.signs import signs
from talentwire.lang.tables import DATA, Table
from talentwire.lang.words import DateRule
from talentwire.model.values import PartialDate

TODAY = PartialDate(2025, 7, 16)
STORY = "10.06.2025: "


def _rules() -> list[object]:
    seen: dict[str, DateRule] = {}
    for lang in languages():
        for rule in load_pack(lang).words.dates.rules:
            seen.setdefault(f"{lang} {rule.entry}", rule)
    return [pytest.param(name.split()[0], rule, id=name) for name, rule in seen.items()]


def test_the_languages_with_a_pack() -> None:
    assert {"de", "en", "fr"} <= set(languages())
    assert "shared" not in languages()


def test_a_pack_is_loaded_once() -> None:
    assert load_pack("de") is load_pack("de")


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(PackError, match=r"'xx'.*de, en"):
        load_pack("xx")


@pytest.mark.parametrize(("lang", "rule"), _rules())
def test_date_rules_say_what_their_examples_say(lang: str, rule: DateRule) -> None:
    pack = load_pack(lang)
    for example, meant in rule.says.items():
        before = STORY if rule.start == "story" else ""
        found = [f for f in find_dates(before + example, pack, TODAY) if f.start >= len(before)]
        assert [str(f.date) for f in found] == [meant], example
    for example in rule.nots:
        assert find_dates(example, pack, TODAY) == [], example


def test_every_currency_word_has_an_iso_code_known_to_all() -> None:
    known = set(signs().codes.values())
    for lang in languages():
        assert set(load_pack(lang).words.money.words.values()) <= known


def _broken(tmp_path: Path, old: str, new: str) -> Path:
    folder = tmp_path / "de"
    folder.mkdir()
    text = (DATA / "de" / "words.toml").read_text(encoding="utf-8")
    assert old in text
    (folder / "words.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('name = "Deutsch"', "name = 3", "de/words.toml: name must be a text"),
        ('name = "Deutsch"', "", "de/words.toml: name is missing"),
        ("ordinal_dot = true", 'ordinal_dot = "yes"', "sentences.ordinal_dot must be true or false"),
        ('decimal = ","', 'decimal = ";"', r"numbers.decimal must be \. or ,"),
        ('decimal = ","', 'decimel = ","', "numbers.decimal is missing"),
        ("glued = true", "glued = true\nglue = true", "numbers.glue is unknown here"),
        ("acht = 8", 'acht = "8"', "numbers.values.acht must be a number"),
        ("acht = 8", "acht = 8.5", "numbers.values.acht must be a whole number"),
        ('CHF = ["Franken"', 'chf = ["Franken"', "money.currencies.chf must be named by an ISO 4217 code"),
        ('GBP = ["Pfund"', 'GBP = ["Euro"', "gives 'euro' a second meaning"),
        ('approx = "rund"', 'aprox = "rund"', "must be one of min, max, approx"),
        ('"{bound} {number} {magnitude} {currency}"', '"{bound} {number}"', "print.form must contain {magnitude}"),
        ('numeric = "dmy"', 'numeric = "ymd"', "dates.numeric must be one of dmy, mdy, unknown"),
        ('unit = "day"', 'unit = "dozen"', r"dates.rules\[\d+\].unit must be one of day"),
        ('says = { gestern = "2025-07-15", "gestern Abend" = "2025-07-15" }', "", r"rules\[\d+\].says must hold at"),
        ('1000000 = ["Million"', 'million = ["Million"', "numbers.magnitudes.million must be named by a whole number"),
        ('"1000" = ["Gigawatt"]', 'giga = ["Gigawatt"]', "units.power.giga must be named by a number of megawatts"),
        ('name = "Deutsch"', 'name = "Deutsch', "de/words.toml is no valid TOML"),
        ('ranges = ["bis"', 'ranges = ["", "bis"', "bounds.ranges must be a list of texts"),
    ],
)
def test_a_pack_that_breaks_the_rules_is_refused(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    with pytest.raises(PackError, match=complaint):
        read_pack(_broken(tmp_path, old, new))


@pytest.mark.parametrize(
    ("new", "complaint"),
    [
        ('forms = ["vor{gestern} x"]', "the slot {gestern}"),
        ('forms = ["vor[gestern"]', "brackets"),
        ('forms = ["vor)gestern"]', "brackets"),
        ('forms = ["[vorgestern]"]', "needs a slot or a word"),
        ("forms = []", "must hold at least one phrase"),
    ],
)
def test_a_date_rule_that_cannot_work_is_refused(tmp_path: Path, new: str, complaint: str) -> None:
    with pytest.raises(PackError, match=complaint):
        find_dates("gestern", read_pack(_broken(tmp_path, 'forms = ["vorgestern"]', new)), TODAY)


def test_a_pack_without_its_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"words\.toml is missing"):
        read_pack(tmp_path / "de")


def test_tables_check_their_tables() -> None:
    table = Table({"a": 1, "b": [1]}, "x/y.toml")
    with pytest.raises(PackError, match=r"x/y.toml: a must be a table"):
        table.table("a")
    with pytest.raises(PackError, match="b must be an array of tables"):
        table.tables("b")
    with pytest.raises(PackError, match="b must be a number"):
        table.number("b")
    assert "a" in table


def test_a_new_language_is_data_alone(tmp_path: Path) -> None:
    """A copy under another code works as it is: nothing in the code asks which language it is."""
    shutil.copytree(DATA / "fr", tmp_path / "xx")
    pack = read_pack(tmp_path / "xx")
    assert [str(f.date) for f in find_dates("Elle part le 3 mars 2025.", pack, None)] == ["2025-03-03"]
