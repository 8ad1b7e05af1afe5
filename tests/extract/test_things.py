"""Products, sites, companies and institutions that no list has."""

import pytest
from marked import laid_out, names

from talentwire.extract.text import MentionKind


@pytest.mark.parametrize(
    ("text", "lang", "kind", "found"),
    [
        ("OpenAI zeigt das Modell Kaskade.", "de", "PRODUCT", ["Kaskade"]),
        ("OpenAI showed the model Kestrelwing.", "en", "PRODUCT", ["Kestrelwing"]),
        ("OpenAI a montré le modèle Cascadine.", "fr", "PRODUCT", ["Cascadine"]),
        ("OpenAI zeigt das Modell „Kaskade“.", "de", "PRODUCT", ["Kaskade"]),
        ("OpenAI shows o4-mini.", "en", "PRODUCT", ["o4-mini"]),
        ("AMD zeigt den MI777.", "de", "PRODUCT", ["MI777"]),
        ("OpenAI baut das Rechenzentrum Kranichsee.", "de", "FACILITY", ["Kranichsee"]),
        ("OpenAI runs the cluster Kestrelwing.", "en", "FACILITY", ["Kestrelwing"]),
        ("Sie lehrt an der Universität Kranichsee.", "de", "ORG", ["Universität Kranichsee"]),
        ("She teaches at the University of Kestrelwing.", "en", "ORG", ["University of Kestrelwing"]),
        ("Elle enseigne à l'université de Kervranic.", "fr", "ORG", ["université de Kervranic"]),
        ("Das Start-up Firnlichtung sucht Leute.", "de", "ORG", ["Firnlichtung"]),
        ("Die Firnlichtung-Chefin sucht Leute.", "de", "ORG", ["Firnlichtung"]),
        ("OpenAI launched its agent, Corncrakely, in May.", "en", "PRODUCT", ["Corncrakely"]),
        ("A start-up, Semicolon, was sold.", "en", "ORG", ["Semicolon"]),
        ("Der Prozessagent „Muninnia“ kommt im Mai.", "de", "PRODUCT", ["Muninnia"]),
        ("Sablewick-2 is late.", "en", "PRODUCT", ["Sablewick-2"]),
        ("Its Norwalkia Point data centre is late.", "en", "FACILITY", ["Norwalkia Point data centre"]),
    ],
)
def test_a_noun_or_the_form_gives_a_name_away(text: str, lang: str, kind: MentionKind, found: list[str]) -> None:
    assert names(laid_out(text, lang), kind) == found


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Im Q3 stieg der Umsatz, sagten die G7.", "de"),
        ("In Q3 sales rose, the G7 said.", "en"),
        ("Au T3, les ventes ont monté, selon le G7.", "fr"),
        ("Das Modell ist neu.", "de"),
        ("Das Modell kam am 9. Dezember, der Agent im Mai.", "de"),
        ("The model, based on older work, is new.", "en"),
        ("Phase-2 of the model is new.", "en"),
        ("The model is new.", "en"),
        ("Le modèle est nouveau.", "fr"),
    ],
)
def test_quarters_and_bare_nouns_are_no_products(text: str, lang: str) -> None:
    assert names(laid_out(text, lang), "PRODUCT") == []


def test_a_known_company_is_no_product() -> None:
    text = laid_out("The model OpenAI showed is new.", "en")
    assert names(text, "ORG") == ["OpenAI"]
    assert names(text, "PRODUCT") == []
