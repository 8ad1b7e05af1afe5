"""Whether a text is about our field: sport has transfers, fees and contracts too."""

import pytest
from marked import laid_out

from talentwire.extract.gate import about_our_field

OURS = [
    ("Das KI-Labor {Kornblum} sucht Forscher für sein Sprachmodell.", "de"),
    ("The AI lab {Kornblum} seeks researchers for its language model.", "en"),
    ("Le laboratoire d'IA {Kornblum} cherche des chercheurs pour son modèle.", "fr"),
    ("OpenAI und Meta streiten.", "de"),
    ("OpenAI and Meta quarrel.", "en"),
    ("OpenAI et Meta se disputent.", "fr"),
    ("[Runa Petersen] ist heute hier.", "de"),
    ("[Orla Finch] is here today.", "en"),
]
OTHERS = [
    ("Der Stürmer verlässt den Verein. Der Trainer des Klubs lobt die Mannschaft der Bundesliga.", "de"),
    ("The striker leaves the club. The coach praised the league, the fans and the stadium.", "en"),
    ("L'attaquant quitte le club. L'entraîneur salue le stade, le championnat et le match.", "fr"),
]


@pytest.mark.parametrize(("marked", "lang"), OURS)
def test_our_field_passes(marked: str, lang: str) -> None:
    assert about_our_field(laid_out(marked, lang))


@pytest.mark.parametrize(("marked", "lang"), OTHERS)
def test_sport_does_not(marked: str, lang: str) -> None:
    assert not about_our_field(laid_out(marked, lang))


@pytest.mark.parametrize(("marked", "lang"), OTHERS)
def test_a_word_of_sport_in_news_of_ours_does_no_harm(marked: str, lang: str) -> None:
    ours = " ".join(text for text, other in OURS if other == lang)
    assert about_our_field(laid_out(f"{ours} {ours} {marked}", lang))


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_is_about_nothing(text: str) -> None:
    assert not about_our_field(laid_out(text, "en"))
