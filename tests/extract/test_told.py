"""Where people are at a token, as far as the text told."""

from talentwire.extract.interview import Voice
from talentwire.extract.text import Mention, Text
from talentwire.extract.told import Told
from talentwire.lang.pack import load_pack
from talentwire.model.document import Document


def told(*voices: Voice) -> Told:
    return Told(Text(Document("t", "Anna Berg left Acme for Globex. She likes it there."), load_pack("en")), voices)


def anna(token: int) -> Mention:
    return Mention("PER", token, token + 2, "Anna Berg")


def test_a_person_is_where_the_latest_words_before_put_them() -> None:
    known = told()
    known.is_at(anna(0), "Acme")
    known.is_at(anna(6), "Globex")
    assert (known.home("Anna Berg", 3), known.home("Anna Berg", 9)) == ("Acme", "Globex")


def test_where_only_later_words_tell_the_first_of_them_count() -> None:
    known = told()
    known.is_at(anna(6), "Globex")
    assert known.home("Anna Berg", 1) == "Globex"
    assert known.home("Li Wei", 1) is None


def test_words_of_a_letter_are_said_from_the_house_of_its_writer() -> None:
    known = told(Voice(anna(0), 7, 12))
    known.is_at(anna(0), "Acme")
    assert (known.house_of_speaker(8), known.house_of_speaker(3)) == ("Acme", None)
