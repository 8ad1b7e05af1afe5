"""What numbers count, and the signs by which triggers find them."""

import pytest
from marked import laid_out


@pytest.mark.parametrize(
    ("lang", "sentence", "signs"),
    [
        ("en", "{Acme} has about 120 new engineers.", "has #staff #staff #staff #staff ."),
        ("en", "{Acme} runs 10,240 H200s.", "runs #chips #chips ."),
        ("en", "{Acme} met the two engineers.", "met the #few #few ."),
        ("de", "{Acme} streicht acht Prozent der Stellen.", "streicht #% #% der stellen ."),
        ("de", "{Acme} betreibt 4.096 B200-Karten.", "betreibt #chips #chips #chips #chips ."),
        ("fr", "{Acme} loue 30 MW et 512 puces.", "loue #mw #mw et #chips #chips ."),
        ("fr", "{Acme} compte une trentaine de salariés.", "compte #staff #staff #staff #staff ."),
        ("en", "{Acme} met 40 former engineers.", "met # former engineers ."),
    ],
)
def test_a_number_stands_as_a_sign_with_what_it_counts(lang: str, sentence: str, signs: str) -> None:
    assert " ".join(laid_out(sentence, lang).signs[1:]) == signs
