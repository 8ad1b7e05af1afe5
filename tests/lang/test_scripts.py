"""Names in other scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.lang.folding import fold
from talentwire.lang.scripts import families, in_latin


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王小明", ["wang", "xiaoming"]),
        ("欧阳明", ["ouyang", "ming"]),
        ("梁文锋", ["liang", "wenfeng"]),
        ("이상혁", ["lee", "sanghyeok"]),
        ("サム・アルトマン", ["samu", "arutoman"]),
        ("Բարակ Օբամա", ["barak", "obama"]),
        ("გიორგი", ["giorgi"]),
        ("سام", ["sam"]),
        ("Altman", ["altman"]),
        ("ប៉ុល", [fold("ប៉ុល")]),
        ("人工智能", [fold("人工智能")]),
    ],
)
def test_in_latin_letters(name, words):
    assert [part for word in fold(name).split() for part in in_latin(word).words] == words


@given(st.text(max_size=6))
def test_every_word_has_a_reading(text):
    for word in fold(text).split():
        assert "".join(in_latin(word).words) or in_latin(word).rough


def test_family_names():
    assert "lee" in families("rhee") & families("lee")
    assert families("wong") >= {"wang", "huang"}
    assert not families("altman")
