"""Of two frames that tell of the same thing, the better one is read."""

import pytest
from marked import read, told


@pytest.mark.parametrize(
    ("lang", "sentence", "claims"),
    [
        ("de", "Der Start von <Kaskade> verzögert sich.", ["release: product=Kaskade; event=delay"]),
        ("de", "<Kaskade> schlägt <Falcon> um vier Punkte.", ["release: product=Kaskade; event=benchmark"]),
        ("en", "{Globex} sold 5,000 chips to {Acme}.", ["compute: owner=Acme; accelerators=5000"]),
        ("en", "{Globex} sold 5,000 chips.", []),
    ],
)
def test_the_better_frame_is_read(lang: str, sentence: str, claims: list[str]) -> None:
    assert [told(claim) for claim in read(sentence, lang) if claim.kind != "move"] == claims
