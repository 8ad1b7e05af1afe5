"""Folding: what spellings have in common, and what is dropped from a company's name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.lang.folding import compact, fold, legal_forms, romanise, split_legal


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź-Inc.", "lodz inc"),
        ("Großmann", "grossmann"),
        ("Søren Ærø Œuvre", "soren aero oeuvre"),
        ("İstanbul ırmak", "istanbul irmak"),
        ("l’INRIA d'Orsay", "l inria d orsay"),
        ("Mądry", "madry"),
        ("Ｎｖｉｄｉａ ①", "nvidia 1"),
        ("Mu\u0308ller co\u00adoperate", "muller cooperate"),
        ("ガ한국", "ガ한국"),  # marks that make another letter stay
        ("snake_case  и ё", "snake case и е"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_romanise_and_compact():
    assert romanise("Владимир Путин") == "vladimir putin"
    assert romanise("Илья Суцкевер") == "ilya sutskever"
    assert romanise("Γιώργος") == "giorgos"
    assert romanise("零一万物") == "零一万物"
    assert compact("Open AI") == compact("Open-AI") == compact("OpenAI") == "openai"


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert romanise(romanise(text)) == romanise(text)
    assert compact(compact(text)) == compact(text)


@given(st.text(max_size=40))
def test_folding_does_not_see_how_accents_are_encoded(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_plain_letters_take_the_short_way_to_the_same_end(text):
    assert fold(text) == fold(text + "\u0301").strip() == fold(text.upper())


@pytest.mark.parametrize(
    ("name", "core", "forms"),
    [
        ("Aleph Alpha GmbH", "aleph alpha", ("gmbh",)),
        ("Siemens GmbH & Co. KG", "siemens", ("kg",)),
        ("OpenAI, L.L.C.", "openai", ("llc",)),
        ("Bowne International, S.A.R.L.", "bowne international", ("sarl",)),
        ("ООО «Байкал»", "baikal", ("llc",)),
        ("JSC Murom Plant", "murom plant", ("jsc",)),
        ("AG Insurance", "ag insurance", ()),
        ("GmbH", "gmbh", ()),
        ("", "", ()),
    ],
)
def test_split_legal(name, core, forms):
    assert split_legal(name) == (core, forms)


@given(
    st.lists(st.text("bdgéж", min_size=2, max_size=6), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["GmbH", "Inc.", "S.A.", "Ltd", "B.V.", "AG", "& Co. KG"]),
)
def test_a_legal_form_makes_no_difference(name, form):
    assert split_legal(f"{name} {form}").core == split_legal(name).core


def test_legal_forms_are_folded():
    table = legal_forms()
    assert ("aktiengesellschaft",) in table.forms
    assert ("obshchestvo", "s", "ogranichennoi", "otvetstvennostyu") in table.forms
    assert table.tails <= table.generic
    assert table.before <= set(table.forms.values())
