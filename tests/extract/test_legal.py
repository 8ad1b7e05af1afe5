"""A form of law gives a company away."""

import pytest
from marked import laid_out, names


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("Sie gründete die Firma Vielleicht AG.", "de", ["Vielleicht AG"]),
        ("Er kommt von der Belegbar GmbH.", "de", ["Belegbar GmbH"]),
        ("She chairs Quillmere Inc., and left.", "en", ["Quillmere Inc."]),
        ("Elle dirige Quillmère SAS.", "fr", ["Quillmère SAS"]),
    ],
)
def test_a_form_of_law_belongs_to_a_name(text: str, lang: str, found: list[str]) -> None:
    assert names(laid_out(text, lang), "ORG") == found


def test_a_form_alone_is_no_company() -> None:
    assert names(laid_out("The Company grew.", "en"), "ORG") == []
