"""The forms that names take in one document, each with the name it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import laid_out

from talentwire.extract.forms import org_forms, person_forms
from talentwire.extract.text import Mention

TEXT = laid_out("Nothing of note .", "en")


def persons(*names: str) -> list[Mention]:
    return [Mention("PER", i, i + 1, name) for i, name in enumerate(names)]


def orgs(*names: str, known: bool = False) -> list[Mention]:
    return [Mention("ORG", 0, 1, name, value=name if known else None, known=known) for name in names]


def test_a_surname_and_a_first_name_stand_for_the_only_person_of_that_name() -> None:
    forms = person_forms(persons("Tjark Ohlsen", "Ohlsen", "Runa Petersen"))
    assert forms["ohlsen"] == forms["tjark"] == forms["tjark ohlsen"] == "Tjark Ohlsen"
    assert forms["petersen"] == "Runa Petersen"


def test_a_first_name_of_two_persons_stands_for_none() -> None:
    assert "tjark" not in person_forms(persons("Tjark Ohlsen", "Tjark Petersen"))


def test_a_short_first_name_stands_for_nobody() -> None:
    assert "orl" not in person_forms(persons("Orl Finch"))


def test_the_name_said_most_often_gets_the_surname() -> None:
    forms = person_forms(persons("Runa Petersen", "Wiebke Petersen", "Wiebke Petersen"))
    assert forms["petersen"] == "Wiebke Petersen"
    assert forms["runa petersen"] == "Runa Petersen"


def test_an_initial_is_the_same_person() -> None:
    assert person_forms(persons("T. Ohlsen", "Tjark Ohlsen", "Tjark Ohlsen"))["t ohlsen"] == "Tjark Ohlsen"


def test_a_surname_of_two_words_stands_for_the_name() -> None:
    assert person_forms(persons("Dev van Marlow"))["van marlow"] == "Dev van Marlow"


def test_names_are_compared_without_accents() -> None:
    assert person_forms(persons("Maëlle Kervran"))["maelle"] == "Maëlle Kervran"


def test_the_longest_name_of_a_known_company_counts() -> None:
    said = [Mention("ORG", 0, 1, name, value="Tidewell", known=True) for name in ("Tidewell", "Tidewell Labs Ltd")]
    assert org_forms(TEXT, said)["tidewell"] == "Tidewell Labs Ltd"


def test_an_older_name_of_a_known_company_gives_way_to_its_present_one() -> None:
    said = [Mention("ORG", 0, 1, name, value="Tidewell", known=True) for name in ("Tidewell", "Oldentown")]
    assert org_forms(TEXT, said)["oldentown"] == "Tidewell"


@pytest.mark.parametrize("how", ["garbled", "nickname", "adjective"])
def test_a_damaged_name_gets_the_known_one(how: str) -> None:
    said = Mention("ORG", 0, 1, "Tidwel", value="Tidewell", known=True, traits={how})
    assert org_forms(TEXT, [said])["tidewell"] == "Tidewell"


def test_an_unknown_name_and_a_longer_one_are_one_company() -> None:
    assert org_forms(TEXT, orgs("Isarwerk", "Isarwerk Compute"))["isarwerk"] == "Isarwerk Compute"


def test_two_longer_names_are_two_companies() -> None:
    assert org_forms(TEXT, orgs("Isarwerk", "Isarwerk Compute", "Isarwerk Bank"))["isarwerk"] == "Isarwerk"


def test_the_first_word_stands_for_the_name_unless_it_is_a_place() -> None:
    place = Mention("PLACE", 2, 3, "Kornau")
    forms = org_forms(TEXT, [*orgs("Nordlicht Rechenwerke", "Kornau Rechenwerke"), place])
    assert forms["nordlicht"] == "Nordlicht Rechenwerke"
    assert "kornau" not in forms


def test_an_acronym_in_brackets_stands_for_the_name() -> None:
    text = laid_out("Brightfathom Systems (BRS) grows (fast).", "en")
    found = Mention("ORG", 0, 2, "Brightfathom Systems")
    assert org_forms(text, [found])["brs"] == "Brightfathom Systems"


@given(st.lists(st.text(min_size=1, max_size=20), max_size=6))
def test_every_form_leads_to_a_name_that_was_said(said: list[str]) -> None:
    assert set(person_forms(persons(*said)).values()) <= set(said)
    assert {name.rstrip("'’") for name in org_forms(TEXT, orgs(*said)).values()} <= {n.rstrip("'’") for n in said}
