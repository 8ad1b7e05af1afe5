"""The verbs about money on the command line: forms, rates, figures, and what makes no sense."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.offer.asking import OfferAsked
from talentwire.analyse.pay.asking import PayAsked, View
from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.model.values import Money
from talentwire.serve.asking import Shape
from talentwire.serve.cli import app

TEXT = (
    "Acmelon offered Ada Bellweather a signing bonus of up to $20 million. "
    "Boltara paid Carla Dunmore a signing bonus of $3 million. Quarzig paid Cy Dorn a signing bonus of €2 million.\n"
    "Acmelon bought Nordlicht Labs for $600 million in June. Nordlicht Labs employs 120 people.\n"
    "Acmelon raised $2 billion in January at a valuation of $20 billion in a round led by Tidewrack Capital. "
    "Boltara let employees sell $500 million of stock to Tidewrack Capital at a valuation of $10 billion. "
    "Boltara employs 1,000 people."
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("money")
    (folder / "one.txt").write_text(TEXT)
    (folder / "rates.csv").write_text("date,currency,usd\n2025-07-01,EUR,1.5\n")
    ledger = str(folder / "wire.db")
    made = CliRunner().invoke(app, ["ingest", str(folder / "one.txt"), "--date", "2025-07-15", "--ledger", ledger])
    assert made.exit_code == 0, made.output
    return folder


def run(place: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [words[0], "--ledger", str(place / "wire.db"), *words[1:]], env={"COLUMNS": "200"})


def rows(place: Path, *words: str) -> list[dict[str, Any]]:
    result = run(place, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["rows"]
    return found


@pytest.mark.parametrize("form", Shape)
@pytest.mark.parametrize(
    ("verb", "view"),
    [("pay", "spread"), ("pay", "list"), ("pay", "per-head"), ("shares", "rounds"), ("shares", "houses"),
     ("shares", "valuation")],
)  # fmt: skip
def test_money_in_every_form(place: Path, tmp_path: Path, verb: str, view: str, form: str) -> None:
    file = tmp_path / f"out.{form}"
    result = run(place, verb, "--view", view, "--format", form, "--lang", "fr", "--output", str(file))
    assert (result.exit_code, file.stat().st_size > 100) == (0, True), result.output


def test_pay_opens_to_its_facts(place: Path) -> None:
    bonus = next(row for row in rows(place, "pay") if row["way"]["value"] == "offered")
    assert (bonus["highest"]["value"], bonus["highest"]["high"], len(bonus["highest"]["facts"])) == (None, 20e6, 1)
    price = rows(place, "pay", "--view", "per-head")[0]
    assert (price["per_head"]["value"], len(price["per_head"]["facts"])) == (5e6, 2)


def test_shares_tell_who_gets_the_money_and_who_is_diluted(place: Path) -> None:
    found = {row["org"]["value"]: row for row in rows(place, "shares")}
    assert (found["Boltara"]["dilution"]["value"], found["Boltara"]["per_employee"]["value"]) == (0, 5e5)
    dilution = found["Acmelon"]["dilution"]
    assert (dilution["low"], dilution["high"]) == (pytest.approx(2 / 22), 0.1)
    assert len(found["Boltara"]["per_employee"]["facts"]) == 2
    assert [row["round"]["value"] for row in rows(place, "shares", "--kind", "secondary")] == ["sale by holders"]


@pytest.mark.parametrize("form", Shape)
def test_an_offer_in_every_form(place: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"out.{form}"
    words = ("--pay", "10M USD", "--accelerators-per-head", "50", "--reports", "0", "--lang", "de")
    result = run(place, "offer", *words, "--format", form, "--output", str(file))
    assert (result.exit_code, file.stat().st_size > 100) == (0, True), result.output


def test_an_offer_stands_beside_known_ones(place: Path) -> None:
    found = rows(place, "offer", "--pay", "$6 million")[1:]
    assert [(row["outcome"]["value"], row["place"]["value"]) for row in found] == [
        ("accepted", "below the offer"), ("outcome not told", "the same or open")
    ]  # fmt: skip
    alone = rows(place, "offer", "--pay", "$6 million", "--per", "four years")
    assert [row["sum"]["value"] for row in alone] == [1.5e6]


def test_rates_come_from_the_option_or_the_settings(place: Path) -> None:
    assert {row["currency"]["value"] for row in rows(place, "pay")} == {"USD", "EUR"}
    rates = place / "rates.csv"
    converted = rows(place, "pay", "--view", "list", "--rates", str(rates))
    assert {row["currency"]["value"] for row in converted} == {"USD"}
    assert "1 EUR = 1.5 USD (2025-07-01)" in {row["rate"]["value"] for row in converted}
    with Talentwire(Config(ledger=str(place / "wire.db"), rates=rates)) as wire:
        assert {row["currency"].value for row in wire.pay().rows} == {"USD"}
    settings = place / "talentwire.toml"
    settings.write_text('ledger = "wire.db"\nrates = "rates.csv"\n')
    result = CliRunner().invoke(app, ["--config", str(settings), "pay", "--format", "csv"])
    assert "EUR" not in result.stdout


def test_programs_ask_the_same(place: Path) -> None:
    with Talentwire(Config(ledger=str(place / "wire.db"))) as wire:
        assert len(wire.pay(how=PayAsked(View.LIST)).rows) == 4
        assert [row["org"].value for row in wire.shares(Asked(org="Acmelon")).rows] == ["Acmelon"]
        answer = wire.offer(OfferAsked(Money(6_000_000, "USD")), Asked(lang="fr"))
        assert (answer.question, answer.lang, len(answer.rows)) == ("offer", "fr", 3)
        assert wire.offer(OfferAsked(Money(6_000_000, "USD")), Asked(lang="fr")) == answer


@pytest.mark.parametrize(
    "words", [("--check", "$32B would pay 320 people $100M each"), ("--amount", "32B USD", "--heads", "320")]
)
def test_figures_are_checked(place: Path, words: tuple[str, ...]) -> None:
    result = run(place, "pay", *words)
    assert "USD 32bn over 320 heads is USD 100m a head." in result.stdout
    assert ("the arithmetic holds" in result.stdout) == (words[0] == "--check")


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("pay", "--amount", "32B USD"), 1, "give both"),
        (("pay", "--heads", "3"), 1, "give both"),
        (("pay", "--amount", "lots", "--heads", "3"), 1, "like 32B USD"),
        (("pay", "--amount", "5 USD", "--heads", "0"), 1, "one head or more"),
        (("pay", "--check", "nothing"), 1, "one sum, one number of heads"),
        (("pay", "--check", "x", "--heads", "3"), 1, "not both"),
        (("pay", "--kind", "salry"), 1, "did you mean salary?"),
        (("pay", "--role", "reserch"), 1, "did you mean research?"),
        (("pay", "--org", "Acmelom"), 4, "did you mean Acmelon?"),
        (("pay", "--rates", "none.csv"), 1, "cannot read the rates"),
        (("offer",), 2, "--pay"),
        (("offer", "--pay", "much"), 1, "like 32B USD"),
        (("offer", "--pay", "1 USD", "--per", "soon"), 1, "18 months"),
        (("offer", "--pay", "1 USD", "--reports", "-1"), 1, "not below 0"),
        (("offer", "--pay", "1 USD", "--role", "reserch"), 1, "did you mean research?"),
        (("shares", "--kind", "nonsense"), 2, "nonsense"),
        (("shares", "--org", "Acmelom"), 4, "did you mean Acmelon?"),
        (("pay", "--during", "2025-07..2025-01"), 2, "ends before it starts"),
    ],
)
def test_what_makes_no_sense_about_money_is_told_in_a_line(
    place: Path, words: tuple[str, ...], status: int, sentence: str
) -> None:
    result = run(place, *words)
    assert result.exit_code == status, result.output
    assert sentence in " ".join(result.stderr.replace("│", " ").split())
    assert "Traceback" not in result.output


def test_a_bad_table_of_rates_names_its_line(place: Path) -> None:
    bad = place / "bad.csv"
    bad.write_text("date,currency,usd\n2025-07-01,EUR,much\n")
    result = run(place, "pay", "--rates", str(bad))
    assert (result.exit_code, "bad.csv, line 2: usd must be a number above 0" in result.stderr) == (1, True)
