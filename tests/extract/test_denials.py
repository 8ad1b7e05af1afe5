"""An allegation and its denial are two claims."""

import pytest
from marked import extractor, laid_out


def deals(marked: str, lang: str) -> list[tuple[str, str | None]]:
    drafts = extractor().drafts(laid_out(marked, lang))
    found = [d for d in drafts if d.content.type == "deal"]
    return [(str(d.status), d.source.name if d.source else None) for d in found]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Heidepost} reported that {Nordlicht} bought the AI lab {Acme}. {Nordlicht} denied the report.", "en"),
        ("{Nordlicht} habe das KI-Labor {Acme} gekauft, meldet {Heidepost}. {Nordlicht} dementierte das.", "de"),
        ("Selon {Heidepost}, {Nordlicht} a racheté le laboratoire d'IA {Acme}. {Nordlicht} dément.", "fr"),
    ],
)
def test_a_denial_in_the_next_sentence(marked: str, lang: str) -> None:
    (_, alleged), denied = deals(marked, lang)
    assert alleged == "Heidepost"
    assert denied == ("denied", "Nordlicht")


def test_what_denies_something_of_its_own_denies_nothing_before() -> None:
    marked = "{Nordlicht} bought the AI lab {Acme}. {Nordlicht} denied that it was short of money."
    assert deals(marked, "en") == [("asserted", None)]
