"""How far a document goes: cues in the clause of a trigger set the status."""

import pytest
from marked import read

CASES = [
    ("{Kornblum} übernimmt {Nordlicht}.", "de", "asserted"),
    ("{Kornblum} will {Nordlicht} übernehmen.", "de", "planned"),
    ("{Kornblum} verhandelt über eine Übernahme von {Nordlicht}.", "de", "talks"),
    ("{Kornblum} versuchte, {Nordlicht} zu übernehmen.", "de", "attempted"),
    ("Die Übernahme von {Nordlicht} durch {Kornblum} ist gescheitert.", "de", "failed"),
    ("{Kornblum} bestreitet, {Nordlicht} zu übernehmen.", "de", "denied"),
    ("{Kornblum} acquired {Nordlicht}.", "en", "asserted"),
    ("{Kornblum} plans to acquire {Nordlicht}.", "en", "planned"),
    ("{Kornblum} is in talks to acquire {Nordlicht}.", "en", "talks"),
    ("{Kornblum} tried to acquire {Nordlicht}.", "en", "attempted"),
    ("The acquisition of {Nordlicht} by {Kornblum} fell through.", "en", "failed"),
    ("{Kornblum} denies that it acquired {Nordlicht}.", "en", "denied"),
    ("{Kornblum} a racheté {Nordlicht}.", "fr", "asserted"),
    ("{Kornblum} va racheter {Nordlicht}.", "fr", "planned"),
    ("{Kornblum} négocie le rachat de {Nordlicht}.", "fr", "talks"),
    ("{Kornblum} a tenté de racheter {Nordlicht}.", "fr", "attempted"),
    ("Le rachat de {Nordlicht} par {Kornblum} a échoué.", "fr", "failed"),
    ("{Kornblum} dément vouloir racheter {Nordlicht}.", "fr", "denied"),
]


@pytest.mark.parametrize(("marked", "lang", "status"), CASES)
def test_a_cue_sets_the_status(marked: str, lang: str, status: str) -> None:
    assert [str(claim.status) for claim in read(marked, lang) if claim.kind == "deal"] == [status]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} kaufte {Nordlicht}; die Gespräche mit {Heidewerk} laufen noch.", "de"),
        ("{Kornblum} bought {Nordlicht}; it is in talks with {Heidewerk}.", "en"),
        ("{Kornblum} a racheté {Nordlicht} ; les pourparlers avec {Heidewerk} durent.", "fr"),
    ],
)
def test_a_cue_in_another_clause_does_not(marked: str, lang: str) -> None:
    first = read(marked, lang)[0]
    assert (first.kind, str(first.status)) == ("deal", "asserted")


def test_the_cue_is_named_beside_the_trigger() -> None:
    (claim,) = read("{Kornblum} plans to acquire {Nordlicht}.", "en")
    assert claim.trigger is not None
    assert "en/triggers.toml:" in claim.trigger
    assert "en/cues.toml:" in claim.trigger
