"""What frames, holdings and sayings become: slots, source, date and evidence."""

import pytest
from marked import plain, read

from talentwire.model.claims import Claim, Deal, Quote
from talentwire.model.values import Money


def of_kind(marked: str, lang: str, kind: str) -> Claim:
    (claim,) = [claim for claim in read(marked, lang) if claim.kind == kind]
    return claim


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} kauft {Nordlicht} für 40 Millionen Euro.", "de"),
        ("{Kornblum} buys {Nordlicht} for €40 million.", "en"),
        ("{Kornblum} rachète {Nordlicht} pour 40 millions d'euros.", "fr"),
    ],
)
def test_a_deal_has_its_sum(marked: str, lang: str) -> None:
    deal = of_kind(marked, lang, "deal").content
    assert isinstance(deal, Deal)
    assert deal.amount == Money(40_000_000, "EUR")


@pytest.mark.parametrize(
    ("marked", "lang", "words"),
    [
        ("Wie es heißt: {Kornblum} kauft {Nordlicht}, und das bald.", "de", "Kornblum kauft Nordlicht"),
        ("It is true: {Kornblum} bought {Nordlicht}, and soon.", "en", "Kornblum bought Nordlicht"),
        ("On le sait : {Kornblum} a racheté {Nordlicht}, hier.", "fr", "Kornblum a racheté Nordlicht"),
    ],
)
def test_the_evidence_spans_trigger_and_slots(marked: str, lang: str, words: str) -> None:
    claim = of_kind(marked, lang, "deal")
    assert words in claim.evidence
    assert claim.span is not None
    assert claim.span.cut(plain(marked)) == claim.evidence


@pytest.mark.parametrize(
    ("marked", "lang", "date"),
    [
        ("{Kornblum} kaufte {Nordlicht} im März 2025.", "de", "2025-03"),
        ("{Kornblum} bought {Nordlicht} on 3 March 2025.", "en", "2025-03-03"),
        ("{Kornblum} a racheté {Nordlicht} en mars 2025.", "fr", "2025-03"),
    ],
)
def test_the_date_of_a_sentence_is_that_of_its_claim(marked: str, lang: str, date: str) -> None:
    assert str(of_kind(marked, lang, "deal").date) == date


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("Laut {Heidepost} kauft {Kornblum} {Nordlicht}.", "de"),
        ("According to {Heidepost}, {Kornblum} bought {Nordlicht}.", "en"),
        ("Selon {Heidepost}, {Kornblum} a racheté {Nordlicht}.", "fr"),
    ],
)
def test_whoever_says_so_is_the_source(marked: str, lang: str) -> None:
    claim = of_kind(marked, lang, "deal")
    assert claim.source is not None
    assert claim.source.name == "Heidepost"


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("„Wir stellen in diesem Jahr viele Leute ein“, sagte {Kornblum}-Chef [Tjark Ohlsen].", "de"),
        ("“We will hire a great many people this year,” said {Kornblum} CEO [Tjark Ohlsen].", "en"),
        ("« Nous allons recruter beaucoup de monde », a dit [Tjark Ohlsen], patron de {Kornblum}.", "fr"),
    ],
)
def test_a_speaker_speaks_for_the_house(marked: str, lang: str) -> None:
    quote = of_kind(marked, lang, "quote").content
    assert isinstance(quote, Quote)
    assert [party.name for party in (*quote.speaker, *quote.org)] == ["Tjark Ohlsen", "Kornblum"]


def test_a_party_keeps_the_words_of_the_text() -> None:
    (move,) = [c for c in read("[Tjark Ohlsen] left {Nordlicht}. Ohlsen joined {Kornblum}.", "en") if c.kind == "move"]
    assert {(p.name, p.as_written) for _, p in move.parties()} >= {("Kornblum", "Kornblum"), ("Nordlicht", "Nordlicht")}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Das Unternehmen betreibt ChatGPT. Das Unternehmen beschäftigt 400 Mitarbeiter.", "de"),
        ("The company relies on ChatGPT. The company employs 400 people.", "en"),
        ("L'entreprise exploite ChatGPT. L'entreprise emploie 400 personnes.", "fr"),
    ],
)
def test_a_slot_filled_from_outside_is_named(text: str, lang: str) -> None:
    claim = of_kind(text, lang, "workforce")
    assert [(name, party.name) for name, party in claim.parties()] == [("org", "OpenAI")]
    assert claim.implicit == ("org",)


def test_the_rule_that_opened_a_claim_is_named() -> None:
    claim = of_kind("{Kornblum} bought {Nordlicht}.", "en", "deal")
    assert claim.trigger is not None
    assert claim.trigger.startswith("en/triggers.toml:")
