"""The same figure comes out of every language, and of what a machine makes of it."""

import pytest

from talentwire.analyse.stories.figures import figures
from talentwire.analyse.stories.matching import matched
from talentwire.analyse.stories.names import names, skeleton


def keys(text: str, lang: str | None) -> list[str]:
    return [one.key for one in figures(text, lang)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "14,3 Milliarden Dollar"),
        ("en", "$14.3 billion"),
        ("en", "14,3 billion dollar"),
        ("fr", "14,3 milliards de dollars"),
        ("fr", "14,3 $ milliards"),
        ("es", "14.300 millones de dólares"),
        ("it", "14,3 miliardi di dollari"),
        ("nl", "14,3 miljard dollar"),
        (None, "14.3 billion"),
    ],
)
def test_one_sum_in_every_language(lang: str | None, text: str) -> None:
    assert keys(text, lang) == ["#1.43e+10"]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("de", "4.000 Stellen", ["#4000"]),
        ("fr", "4\u202f000 postes", ["#4000"]),
        ("en", "4.000 places", ["#4000"]),
        ("de", "12,5 Prozent am 3. August", ["%12.5", "@08-03"]),
        ("fr", "12,5 % le 3 août", ["%12.5", "@08-03"]),
        ("en", "12.5 per cent on August 3", ["%12.5", "@08-03"]),
        ("de", "9.03 Uhr und 17:40", ["~09:03", "~17:40"]),
        ("fr", "à 9h03", ["~09:03"]),
        ("de", "sieben Forscher", ["#7"]),
        ("en", "$1.125 billion", ["#1.125e+09"]),
        ("en", "number 04417729", []),
        ("en", "GPT4 and H100", []),
    ],
)
def test_figures_of_a_text(lang: str, text: str, expected: list[str]) -> None:
    assert keys(text, lang) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [("suleyman", "suleiman"), ("spoerri", "sporri"), ("altman", "altmans"), ("wang", "vang"), ("philip", "filip")],
)
def test_spellings_of_a_name_have_one_skeleton(left: str, right: str) -> None:
    assert skeleton(left) == skeleton(right)


def test_garbled_names_are_matched_and_others_not() -> None:
    found = matched(["suleyman", "sedlmayr", "microsoft", "#7"], ["suleymanqui", "sedlmayer", "microsystems", "#70"])
    assert found == {"suleyman": "suleymanqui", "sedlmayr": "sedlmayer"}


def test_what_is_known_tells_less_than_a_name_nobody_knows() -> None:
    told = {one.word: one.weight for one in names("There Ragnhild Torsvik left OpenAI and Google.", "en", ())}
    assert told["torsvik"] > told["openai"]
    assert "there" not in told
