"""Products that only the verb beside them tells to be products."""

import pytest
from marked import read, told


@pytest.mark.parametrize(
    ("lang", "sentence", "claims"),
    [
        ("de", "{Acme} stellte die KI „Orlanza“ vor.", ["release: org=Acme; product=Orlanza; event=launch"]),
        ("fr", "{Acme} a débranché Orlanza, son IA.", ["release: org=Acme; product=Orlanza; event=withdraw"]),
        ("de", "{Acme} stellte die KI den Ministern vor.", []),
        ("en", "{Acme} launched a round of talks on AI.", []),
    ],
)
def test_an_unknown_name_beside_a_verb_of_launching_is_a_product(lang: str, sentence: str, claims: list[str]) -> None:
    assert [told(claim) for claim in read(sentence, lang) if claim.kind == "release"] == claims
