"""Sums that name no currency are money where they count nothing; what counts something stays a number."""

import pytest
from marked import laid_out

from talentwire.extract.text import Mention


def values(sentence: str, lang: str) -> list[Mention]:
    return [m for m in laid_out(sentence, lang).mentions if m.kind in ("MONEY", "COUNT")]


@pytest.mark.parametrize(
    ("lang", "sentence", "read"),
    [
        ("de", "{Acme} bot 90 Millionen für die Firma.", [(90_000_000, "EUR")]),
        ("en", "{Acme} offered 90 million for the firm.", [(90_000_000, "USD")]),
        ("es", "{Acme} capta 80 millones en deuda.", [(80_000_000, "EUR")]),
        ("fr", "Le tour de 200 millions patine chez {Acme}.", [(200_000_000, "EUR")]),
        ("it", "{Acme} paga 92mila l'anno.", [(92_000, "EUR")]),
        ("de", "{Acme} zahlt 145.000 im Jahr.", [(145_000, "EUR")]),
        (
            "de",
            "{Acme} nahm 2019 drei Millionen Franken auf. Nun will die Firma 20 Millionen.",
            [(3e6, "CHF"), (2e7, "CHF")],
        ),
        ("en", "{Acme} sought 20 million. It raised £12m.", [(20_000_000, "GBP"), (12_000_000, "GBP")]),
    ],
)
def test_a_round_number_that_counts_nothing_is_money(lang: str, sentence: str, read: list[tuple[float, str]]) -> None:
    assert [(m.value.value, m.value.currency) for m in values(sentence, lang) if m.kind == "MONEY"] == read


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "{Acme} has 3 million users."),
        ("de", "{Acme} hat 3 Millionen Nutzer."),
        ("es", "{Acme} tiene 25 millones de usuarios."),
        ("fr", "{Acme} compte 25 millions d'utilisateurs."),
        ("de", "{Acme} hatte 12.000 im Jahr 2024."),
        ("en", "{Acme} runs 1.2 million GPUs."),
    ],
)
def test_what_counts_something_stays_a_number(lang: str, sentence: str) -> None:
    assert [m.kind for m in values(sentence, lang) if m.value.value > 100] == ["COUNT"]


@pytest.mark.parametrize(
    ("country", "currency"), [("Bogotá", "COP"), ("Buenos Aires", "ARS"), ("Monterrey", "MXN"), ("la ciudad", "MXN")]
)
def test_pesos_are_those_of_the_country_that_a_text_speaks_of(country: str, currency: str) -> None:
    (found,) = values(f"En {country}, {{Acme}} paga 60 millones de pesos.", "es")
    assert (found.kind, found.value.currency) == ("MONEY", currency)
