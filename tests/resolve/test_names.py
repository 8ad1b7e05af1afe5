"""Keys of names, and how alike their words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.resolve.names import Name, name_key, org_key, person_key, plain_key, words_of_org, words_of_person
from talentwire.resolve.spelling import Word, alike, edits, long_forms, person_words, sound

NAMES = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            ["Dr.", "Prof", "Anna", "O'Brien", "Müller", "Mueller", "S.", "van", "Jean-Claude", "GmbH", "Inc.", "The",
             "AI", "Open", "&", "Co", ",", "Jr.", "Илья", "X.AI", "II"]
        ),
        max_size=5,
    ).map(" ".join),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Prof. Dr. Bernhard Schölkopf", "bernhard scholkopf"),
        ("Putin, Vladimir", "vladimir putin"),
        ("Robert Downey, Jr.", "robert downey"),
        ("Conan O’Brien", "conan obrien"),
        ("Jean-Claude Juncker", "jean claude juncker"),
        ("Илья Суцкевер", "ilya sutskever"),
        ("Mme Anne Bouverot", "anne bouverot"),
        ("Herr Müller", "muller"),
        ("Dr.", "dr"),
        ("", ""),
    ],
)
def test_keys_of_persons(name, key):
    assert person_key(name) == key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Aleph-Alpha GmbH", "alephalpha"),
        ("Open AI", "openai"),
        ("X.AI Corp.", "xai"),
        ("S.C. Johnson & Son, Inc.", "scjohnsonandson"),
        ("JPMorgan Chase & Co.", "jpmorganchase"),
        ("McDonald's", "mcdonalds"),
        ("The Information", "theinformation"),
        ("Société Générale S.A.", "societegenerale"),
        ("GmbH", "gmbh"),
    ],
)
def test_keys_of_organisations(name, key):
    assert org_key(name) == key


def test_keys_of_things():
    assert name_key("Llama-4", "product") == name_key("Llama 4", "product") == "llama4"
    assert plain_key("Alexa+") != plain_key("Alexa")
    assert name_key("Colossus 2", "facility") != name_key("Colossus", "facility")
    assert Name("Open AI", "org").key == "openai"


@given(NAMES, st.sampled_from(["person", "org", "facility", "product"]))
def test_the_key_of_a_key_is_the_key(name, entity_type):
    key = name_key(name, entity_type)
    assert name_key(key, entity_type) == key


@given(NAMES)
def test_keys_do_not_see_case(name):
    assert person_key(name) == person_key(name.lower()) or name.lower().upper() != name.upper()


@given(NAMES)
def test_a_name_has_the_words_of_its_key(name):
    assert [word.folded for word in words_of_person(name)] == person_key(name).split()
    assert all(word.folded for word in words_of_org(name)[0])


def word(text: str) -> Word:
    return words_of_person(text)[0]


@pytest.mark.parametrize(
    ("a", "b", "grade"),
    [
        ("Anna", "ANNA", "equal"),
        ("Müller", "Mueller", "spelling"),
        ("Suleyman", "Suleiman", "spelling"),
        ("Sutskever", "Sutzkewer", "spelling"),
        ("Sohn", "Son", "spelling"),
        ("Alexandr", "Alexander", "spelling"),
        ("Mike", "Michael", "short"),
        ("Will", "William", "short"),
        ("Nat", "Nathaniel", "short"),
        ("Bill", "Will", "kin"),
        ("Krishna", "Krishnamurthy", "kin"),
        ("Michael", "Miguel", "abroad"),
        ("S", "Sam", "initial"),
        ("Hassabis", "Hassabs", "slip"),
        ("Yang", "Jang", "slip"),
        ("Daniel", "David", "different"),
        ("Castro", "Castillo", "different"),
        ("J", "Sam", "different"),
    ],
)
def test_grades_of_likeness(a, b, grade):
    assert alike(word(a), word(b), given=True).grade == grade
    assert alike(word(b), word(a), given=True).grade == grade


def test_surnames_have_no_short_forms():
    assert alike(word("Will"), word("William")).grade == "different"


@given(st.text("abcdeéhiy", min_size=1, max_size=9), st.text("abcdeéhiy", min_size=1, max_size=9))
def test_likeness_is_symmetric_and_between_0_and_1(a, b):
    one = alike(word(a), word(b), given=True)
    assert one == alike(word(b), word(a), given=True)
    assert 0 <= one.value <= 1
    assert sound(sound(a)) == sound(a) or len(a) > 1


@given(st.text("abc", max_size=6), st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_a_distance(a, b, c):
    assert edits(a, b, 9) == edits(b, a, 9)
    assert (edits(a, b, 9) == 0) == (a == b)
    assert edits(a, b, 9) <= max(len(a), len(b))
    assert edits(a, b, 1) == min(edits(a, b, 9), 2)


def test_edits_count_swaps_once():
    assert edits("schloz", "scholz", 3) == 1
    assert edits("kitten", "sitting", 5) == 3
    assert edits("a", "abcdef", 2) == 3


def test_the_table_of_given_names():
    assert long_forms("sasha") >= {"sasha", "alexander", "alexandra"}
    assert long_forms("zorblax") == {"zorblax"}
    table = person_words()
    assert not table.titles & set(table.short)
    assert "van" in table.particles
