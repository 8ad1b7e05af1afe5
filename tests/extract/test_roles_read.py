"""Positions put into the field's English."""

import pytest
from marked import laid_out

from talentwire.extract.roles import Role
from talentwire.lang.roles import is_office


def roles(text: str, lang: str) -> list[Role]:
    return [m.value for m in laid_out(text, lang).mentions if m.kind == "ROLE"]


@pytest.mark.parametrize(
    ("said", "lang", "english"),
    [
        ("Leiterin der Infrastruktur", "de", "head of infrastructure"),
        ("Technikchef", "de", "CTO"),
        ("Vizepräsidentin für KI", "de", "VP of AI"),
        ("Mitgründer und Technikchef", "de", "co-founder and CTO"),
        ("head of infrastructure", "en", "head of infrastructure"),
        ("chief technology officer", "en", "CTO"),
        ("senior vice-president of research", "en", "SVP of research"),
        ("co-founder and chief scientist", "en", "co-founder and chief scientist"),
        ("directrice technique", "fr", "CTO"),
        ("directeur de la recherche", "fr", "head of research"),
        ("cofondateur et directeur technique", "fr", "co-founder and CTO"),
    ],
)
def test_a_role_has_its_english(said: str, lang: str, english: str) -> None:
    assert [role.en for role in roles(f"{said}.", lang)] == [english]


@pytest.mark.parametrize(
    ("said", "lang"),
    [("Die ehemalige Technikchefin spricht.", "de"), ("The former CTO speaks.", "en"), ("L'ex-PDG parle.", "fr")],
)
def test_a_role_that_is_over_says_so(said: str, lang: str) -> None:
    (role,) = roles(said, lang)
    assert role.former


@pytest.mark.parametrize(("said", "lang"), [("Der Chef.", "de"), ("The CEO.", "en"), ("Le PDG.", "fr")])
def test_who_heads_the_house_is_its_chief(said: str, lang: str) -> None:
    (role,) = roles(said, lang)
    assert (role.chief, role.board, role.former) == (True, False, False)


def test_a_head_of_something_is_no_chief() -> None:
    (role,) = roles("Der Chef der Forschung spricht.", "de")
    assert (role.en, role.chief) == ("head of research", False)


def test_a_head_of_nothing_is_no_role() -> None:
    assert roles("He shook his head.", "en") == []


@pytest.mark.parametrize(("english", "office"), [("chief scientist", True), ("co-founder", True), ("engineer", False)])
def test_offices_are_those_a_house_has_few_of(english: str, office: bool) -> None:
    assert is_office(english) is office
