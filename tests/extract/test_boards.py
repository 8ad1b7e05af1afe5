"""Job boards and tables: entries without a verb."""

import pytest
from marked import laid_out, read, told

from talentwire.extract.boards import read_boards

ROWS = {
    "de": "Arbeitgeber | Stelle | Gehalt\n{Kornblum} | Forscher | 95.000 Euro\n{Nordlicht} | Ingenieur | 80.000 Euro",
    "en": "Employer | Job | Salary\n{Kornblum} | researcher | €95,000\n{Nordlicht} | engineer | €80,000",
    "fr": "Employeur | Poste | Salaire\n{Kornblum} | chercheur | 95 000 euros\n{Nordlicht} | ingénieur | 80 000 euros",
}


@pytest.mark.parametrize("lang", sorted(ROWS))
def test_a_row_says_what_an_employer_pays(lang: str) -> None:
    assert [told(c) for c in read(ROWS[lang], lang)] == [
        "pay: payer=Kornblum; amount=95000 EUR; recipient=researcher; kind=salary",
        "pay: payer=Nordlicht; amount=80000 EUR; recipient=engineer; kind=salary",
    ]


@pytest.mark.parametrize("arrow", ["→", "➔", "⇒", "►"])
@pytest.mark.parametrize("lang", ["de", "en", "fr"])
def test_an_arrow_leads_from_one_employer_to_the_next(arrow: str, lang: str) -> None:
    lines = ("[Runa Petersen]: {Nordlicht} → {Kornblum}", "[Tjark Ohlsen]: {Kornblum} → {Nordlicht}")
    marked = "AI :\n\n" + "\n".join(f"- {line}" for line in lines).replace("→", arrow)
    assert [told(c) for c in read(marked, lang) if c.kind == "move"] == [
        "move: person=Runa Petersen; from_org=Nordlicht; to_org=Kornblum",
        "move: person=Tjark Ohlsen; from_org=Kornblum; to_org=Nordlicht",
    ]


def test_two_arrows_in_a_line_are_not_understood() -> None:
    text = laid_out("[Runa Petersen]: {Nordlicht} → {Kornblum} → {Heidewerk}", "en")
    assert list(read_boards(text)) == []


def test_an_arrow_without_people_is_no_entry() -> None:
    assert list(read_boards(laid_out("{Nordlicht} → {Kornblum}", "en"))) == []


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Betreiber | Ort | Leistung\n{Kornblum} | Leipzig | 40 MW\n{Nordlicht} | Berlin | 60 MW", "de"),
        ("Owner | Place | Power\n{Kornblum} | Leipzig | 40 MW\n{Nordlicht} | Berlin | 60 MW", "en"),
        ("Exploitant | Lieu | Puissance\n{Kornblum} | Leipzig | 40 MW\n{Nordlicht} | Berlin | 60 MW", "fr"),
    ],
)
def test_a_row_says_what_power_an_owner_has(marked: str, lang: str) -> None:
    assert [told(c) for c in read(marked, lang)] == [
        "compute: owner=Kornblum; power_mw=40; location=Leipzig",
        "compute: owner=Nordlicht; power_mw=60; location=Berlin",
    ]


def test_a_row_with_two_sums_is_not_understood() -> None:
    text = laid_out("Employer | Job | Low | High\n{Kornblum} | researcher | €95,000 | €105,000\n", "en")
    assert list(read_boards(text)) == []
