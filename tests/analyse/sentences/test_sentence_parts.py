"""The parts of sentences: prepositions with articles, elisions, sums, days."""

from datetime import date

import pytest

from talentwire.analyse.sentences.names import Named
from talentwire.analyse.sentences.values import back_to, day, money, on_day, share, spelled, stretch
from talentwire.model.values import Money, PartialDate


@pytest.mark.parametrize(
    ("lang", "spec", "names", "said"),
    [
        ("de", "von", ["Ovalie"], "von Ovalie"),
        ("de", "von", ["Aubier Institute"], "vom Aubier Institute"),
        ("de", "von", ["ETH Zürich"], "von der ETH Zürich"),
        ("de", "zu", ["ETH Zürich"], "zur ETH Zürich"),
        ("de", "zu", ["Max-Planck-Institut"], "zu Max-Planck-Institut"),
        ("de", "bei", ["Institut für Informatik"], "beim Institut für Informatik"),
        ("de", "an", ["University of Oxford"], "an der University of Oxford"),
        ("de", "in", ["Future Fund"], "in den Future Fund"),
        ("de", "in", ["Aubier Institute"], "ins Aubier Institute"),
        ("de", "akk", ["Future Fund"], "den Future Fund"),
        ("de", "von", ["Technische Universität München"], "von Technische Universität München"),
        ("de", "von", ["A", "Aubier Institute"], "von A und vom Aubier Institute"),
        ("de", "von", ["A", "B", "C", "D", "E"], "von A, B, C und 2 weiteren"),
        ("fr", "de", ["Ovalie"], "d’Ovalie"),
        ("fr", "de", ["Brumelune"], "de Brumelune"),
        ("fr", "de", ["Hugging Face"], "de Hugging Face"),
        ("fr", "de", ["Yvelines Compute"], "d’Yvelines Compute"),
        ("fr", "de", ["Yahoo"], "de Yahoo"),
        ("fr", "de", ["Étoile"], "d’Étoile"),
        ("fr", "de", ["CNRS"], "du CNRS"),
        ("fr", "à", ["CNRS"], "au CNRS"),
        ("fr", "de", ["Université de Novaport"], "de l’Université de Novaport"),
        ("fr", "de", ["Fondation Novaport"], "de la Fondation Novaport"),
        ("fr", "de", ["Institut Aubier"], "de l’Institut Aubier"),
        ("fr", "que", ["Ada"], "qu’Ada"),
        ("fr", "que", ["Bo", "Ada"], "que Bo et Ada"),
        ("fr", "de", ["Bo", "Ada"], "de Bo et d’Ada"),
        ("en", "", ["University of Oxford"], "the University of Oxford"),
        ("en", "", ["Stanford University"], "Stanford University"),
        ("en", "", ["Institute"], "Institute"),
        ("en", "", ["A", "B", "C"], "A, B and C"),
    ],
)
def test_names_with_prepositions(lang: str, spec: str, names: list[str], said: str) -> None:
    assert format(Named(names, lang), spec) == said


@pytest.mark.parametrize(
    ("amount", "en", "de", "fr"),
    [
        (Money(1_000_000, "USD"), "$1 million", "1 Million Dollar", "1 million de dollars"),
        (Money(1_500_000, "EUR"), "€1.5 million", "1,5 Millionen Euro", "1,5 million d’euros"),
        (Money(310_000, "USD"), "$310,000", "310.000 Dollar", "310 000 dollars"),
        (Money(2_000_000_000_000, "USD"), "$2 trillion", "2 Billionen Dollar", "2 000 milliards de dollars"),
        (
            Money(4_000_000, "CHF", "max"),
            "up to CHF 4 million",
            "bis zu 4 Millionen Franken",
            "4 millions de francs suisses au plus",
        ),
        (
            Money(5_000_000, "CAD", "min"),
            "at least CAD 5 million",
            "mindestens 5 Millionen CAD",
            "5 millions de CAD au moins",
        ),
        (
            Money(6_000_000_000, "EUR", "approx"),
            "about €6 billion",
            "rund 6 Milliarden Euro",
            "environ 6 milliards d’euros",
        ),
    ],
)
def test_sums(amount: Money, en: str, de: str, fr: str) -> None:
    said = [str(money(amount, lang)).replace("\u00a0", " ").replace("\u202f", " ") for lang in ("en", "de", "fr")]
    assert said == [en, de, fr]


def test_a_sum_elides_behind_its_preposition() -> None:
    assert format(money(Money(6_000_000, "EUR", "approx"), "fr"), "de").startswith("d’environ 6")
    assert format(money(Money(6_000_000, "EUR"), "fr"), "de").startswith("de 6")


def test_days() -> None:
    first = date(2025, 7, 1)
    assert [day(first, lang).replace("\u00a0", " ") for lang in ("en", "de", "fr")] == [
        "1 July 2025", "1. Juli 2025", "1er juillet 2025"
    ]  # fmt: skip
    month, year = PartialDate(2025, 7), PartialDate(2025)
    assert [on_day(one, "de") for one in (month, year)] == ["im Juli 2025", "im Jahr 2025"]
    assert [on_day(one, "fr") for one in (month, year)] == ["en juillet 2025", "en 2025"]
    assert [back_to(one, "de") for one in (month, year)] == ["auf Juli 2025", "auf das Jahr 2025"]
    assert back_to(month, "fr") == "à juillet 2025"


@pytest.mark.parametrize(
    ("last", "en", "de", "fr"),
    [
        (date(2025, 7, 7), "1–7 July 2025", "1.–7. Juli 2025", "du 1er au 7 juillet 2025"),
        (date(2025, 8, 3), "1 July – 3 August 2025", "1. Juli – 3. August 2025", "du 1er juillet au 3 août 2025"),
        (
            date(2026, 1, 3),
            "1 July 2025 – 3 January 2026",
            "1. Juli 2025 – 3. Januar 2026",
            "du 1er juillet 2025 au 3 janvier 2026",
        ),
        (date(2025, 7, 1), "1 July 2025", "1. Juli 2025", "du 1er juillet 2025"),
    ],
)
def test_stretches(last: date, en: str, de: str, fr: str) -> None:
    said = [stretch(date(2025, 7, 1), last, lang).replace("\u00a0", " ") for lang in ("en", "de", "fr")]
    assert said == [en, de, fr]


def test_numbers() -> None:
    assert [spelled(n, "de") for n in (2, 12, 13, 1100)] == ["zwei", "zwölf", "13", "1.100"]
    assert [share(15.5, lang) for lang in ("en", "de", "fr")] == ["15.5%", "15,5\u00a0%", "15,5\u202f%"]
