"""What a first name tells of gender."""

import pytest

from talentwire.lang.first_names import gender


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Emma Quandrish", "F"),
        ("Daniel Quandrish", "M"),
        ("Marie-Ève Quandrish", "F"),
        ("Tovel Quandrish", ""),
        ("Quandrish", ""),  # a surname alone, or a first name that may be one
        ("", ""),
    ],
)
def test_the_first_word_of_a_full_name_tells(name: str, told: str) -> None:
    assert gender(name) == told
