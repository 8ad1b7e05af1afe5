import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.lang.tokens import tokenise

TRICKY = st.text(
    alphabet=st.sampled_from("aéßÉAZßœ'’-–.,:« »\u00a0\u202f0179$%_()\u0301\u00ad\u200b\n\t漢ا"), max_size=60
)


def cut(text: str, *, split_case: bool = False) -> list[str]:
    starts, ends = tokenise(text, split_case=split_case)
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


@given(st.one_of(st.text(), TRICKY), st.booleans())
def test_offsets_increase_and_only_white_space_is_left_out(text: str, split_case: bool) -> None:
    starts, ends = tokenise(text, split_case=split_case)
    assert len(starts) == len(ends)
    at = 0
    for start, end in zip(starts, ends, strict=True):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end].strip() == text[start:end]
        at = end
    assert not text[at:].strip()


@given(st.one_of(st.text(), TRICKY))
def test_splitting_at_capitals_only_adds_borders(text: str) -> None:
    whole, split = tokenise(text), tokenise(text, split_case=True)
    assert set(whole[0]) <= set(split[0])
    assert set(whole[1]) <= set(split[1])


@given(st.lists(st.sampled_from(["Nexora", "l’Aube", "Chip-Chef", "14.3", "H100", ",", "„", "Łukasz", "Wu's"])))
def test_white_space_always_parts(words: list[str]) -> None:
    assert cut(" ".join(words)) == [token for word in words for token in cut(word)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Nexora-Forscherin", ["Nexora", "-", "Forscherin"]),
        ("l'ex-patron d’Orvalis", ["l'", "ex", "-", "patron", "d’", "Orvalis"]),
        ("Qu'il dell'INAF, all’Aria", ["Qu'", "il", "dell'", "INAF", ",", "all’", "Aria"]),
        ("aujourd'hui lorsqu'elle", ["aujourd'hui", "lorsqu'", "elle"]),
        ("Nexora's CEO isn't Siobhan O'Malley", ["Nexora", "'s", "CEO", "isn", "'t", "Siobhan", "O'Malley"]),
        ("14.3 1,300 200.000 4'000 2’500", ["14.3", "1,300", "200.000", "4'000", "2’500"]),
        ("450\u202f000 € et 1\u00a0200,5", ["450\u202f000", "€", "et", "1\u00a0200,5"]),
        ("2028. 3, 4", ["2028", ".", "3", ",", "4"]),
        ("H100 Qwarz2.5 2GW 5G", ["H100", "Qwarz2.5", "2", "GW", "5", "G"]),
        ("„Ja“, (sagt) Li–Wu…", ["„", "Ja", "“", ",", "(", "sagt", ")", "Li", "–", "Wu", "…"]),
        ("U.S. $5 a_b", ["U", ".", "S", ".", "$", "5", "a_b"]),
        ("Mu\u0308ller Bu\u00adro", ["Mu\u0308ller", "Bu\u00adro"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_numbers_and_elisions(text: str, tokens: list[str]) -> None:
    assert cut(text) == tokens


@pytest.mark.parametrize(
    ("text", "whole", "split"),
    [
        ("OkaforVizepräsident", ["OkaforVizepräsident"], ["Okafor", "Vizepräsident"]),
        (
            "LumenAI xCorp McBride",
            ["LumenAI", "xCorp", "McBride"],
            ["Lumen", "AI", "x", "Corp", "Mc", "Bride"],
        ),
        ("NASA ÉlanÉté", ["NASA", "ÉlanÉté"], ["NASA", "Élan", "Été"]),
    ],
)
def test_capitals_split_words_only_when_asked(text: str, whole: list[str], split: list[str]) -> None:
    assert cut(text) == whole
    assert cut(text, split_case=True) == split
