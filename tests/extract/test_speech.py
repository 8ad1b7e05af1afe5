"""Who is named as saying something, and what the words of persons are."""

import pytest
from marked import extractor, laid_out

from talentwire.extract.letters import find_voices
from talentwire.extract.references import Resolver
from talentwire.extract.sayings import find_sayings
from talentwire.extract.speech import SpeechReader
from talentwire.extract.text import Text


def speech(text: Text) -> SpeechReader:
    return SpeechReader(text, Resolver(text, frozenset({"Heidepost"}), extractor().atlas), find_voices(text))


def sayings(marked: str, lang: str) -> list[tuple[str, str]]:
    text = laid_out(marked, lang)
    return [(s.speaker.name, text.say(s.first, s.last)) for s in find_sayings(text, speech(text))]


@pytest.mark.parametrize(
    ("marked", "lang", "name", "manner"),
    [
        ("[Runa Petersen] sagte, der Markt wachse.", "de", "Runa Petersen", "say"),
        ("Laut {Heidepost} wächst der Markt.", "de", "Heidepost", "ascribe"),
        ("[Orla Finch] said the market was growing.", "en", "Orla Finch", "say"),
        ("[Orla Finch] denied that the market was growing.", "en", "Orla Finch", "deny"),
        ("According to {Heidepost}, the market is growing.", "en", "Heidepost", "ascribe"),
        ("[Maëlle Kervran] a déclaré que le marché grandit.", "fr", "Maëlle Kervran", "say"),
        ("Selon {Heidepost}, le marché grandit.", "fr", "Heidepost", "ascribe"),
        ("{Heidepost} zufolge wächst {Acme}.", "de", "Heidepost", "ascribe"),
        ("As {Heidepost} first reported, {Acme} is growing.", "en", "Heidepost", "report"),
    ],
)
def test_a_verb_of_saying_has_its_subject(marked: str, lang: str, name: str, manner: str) -> None:
    (found,) = speech(laid_out(marked, lang)).attributions
    assert (found.name, found.manner) == (name, manner)


@pytest.mark.parametrize(
    ("marked", "lang", "words"),
    [
        ("Der Markt wächst, sagte eine Person.", "de", "eine Person"),
        (
            "The market is growing, people familiar with the matter said.",
            "en",
            "people familiar with the matter",
        ),
        ("Le marché grandit, a déclaré une source proche du dossier.", "fr", "une source proche du dossier"),
        ("[Orla Finch] quitte {Acme}, indiquent deux sources.", "fr", "deux sources"),
        ("[Orla Finch] is leaving {Acme}, sources say.", "en", "sources"),
        ("[Orla Finch] verlässt {Acme}, sagen Insider.", "de", "Insider"),
        ("{Globex} is growing, according to people familiar with the matter.", "en", "people familiar with the matter"),
    ],
)
def test_a_source_without_a_name_is_told_in_the_words_of_the_text(marked: str, lang: str, words: str) -> None:
    (found,) = speech(laid_out(marked, lang)).attributions
    assert (found.name, found.speaker) == (words, None)


@pytest.mark.parametrize(
    ("marked", "lang", "words"),
    [
        (
            "„Wir werden in diesem Jahr noch viele Leute einstellen“, sagte [Runa Petersen].",
            "de",
            "Wir werden in diesem Jahr noch viele Leute einstellen",
        ),
        (
            "“We will hire a great many people this year,” said [Runa Petersen].",
            "en",
            "We will hire a great many people this year,",
        ),
        (
            "« Nous allons recruter beaucoup de monde cette année », a déclaré [Runa Petersen].",
            "fr",
            "Nous allons recruter beaucoup de monde cette année",
        ),
    ],
)
def test_a_quotation_is_the_words_of_its_speaker(marked: str, lang: str, words: str) -> None:
    assert sayings(marked, lang) == [("Runa Petersen", words)]


def test_a_few_quoted_words_stand_in_their_sentence() -> None:
    marked = "[Orla Finch] said the market was “growing very fast” this year."
    ((name, words),) = sayings(marked, "en")
    assert name == "Orla Finch"
    assert words.startswith("Orla Finch said the market")


def test_a_quotation_that_goes_on_has_the_same_speaker() -> None:
    marked = (
        "“We will hire a great many people this year,” said [Orla Finch]. "
        "“The market for such people is growing faster than ever before.”"
    )
    ((name, words),) = sayings(marked, "en")
    assert name == "Orla Finch"
    assert words.startswith("We will hire") and words.endswith("ever before.")


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("“We will hire a great many people this year,” chuckles the founder, [Orla Finch].", "en"),
        ("„Wir werden in diesem Jahr viele Leute einstellen“, kräht ihr Gründer [Orla Finch].", "de"),
        ("« Nous allons recruter beaucoup de monde », a réagi dans un communiqué la patronne, [Orla Finch].", "fr"),
        ("“Ask them for the chart of the house.” ([Orla Finch], {Acme})", "en"),
        ("„Fragt sie nach dem Schaubild des Hauses.“ ([Orla Finch], {Acme})", "de"),
        ("« Demandez-leur le schéma de la maison. » ([Orla Finch], {Acme})", "fr"),
        ("Pour [Orla Finch], « la responsabilité de la maison grandit tous les jours ».", "fr"),
    ],
)
def test_a_speaker_beside_a_quotation_needs_no_known_verb(marked: str, lang: str) -> None:
    assert [name for name, _ in sayings(marked, lang)] == ["Orla Finch"]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Orla Finch] wrote most of the code of the new model at {Acme}.", "en"),
        ("[Orla Finch] is said to be starting something new in Leeds.", "en"),
        ("[Orla Finch] declined to say how she had come to leave {Acme}.", "en"),
        ("[Orla Finch] schrieb den größten Teil des Programms von {Acme}.", "de"),
        ("[Orla Finch] geht, so hört man, im Sommer nach München zurück.", "de"),
        ("[Orla Finch] a écrit la plus grande partie du programme d'{Acme}.", "fr"),
        ("[Orla Finch] va, dit-on, quitter la maison au début de l'été.", "fr"),
        ("Two sources told us that [Orla Finch] would be leaving {Acme} soon.", "en"),
    ],
)
def test_doings_and_hearsay_are_no_quotes(marked: str, lang: str) -> None:
    assert sayings(marked, lang) == []


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Orla Finch] wrote that the market would be growing this year.", "en"),
        ("[Orla Finch] schrieb, dass der Markt in diesem Jahr wachsen werde.", "de"),
        ("[Orla Finch] a écrit que le marché allait grandir cette année.", "fr"),
    ],
)
def test_a_doing_that_tells_what_is_said_is_one(marked: str, lang: str) -> None:
    assert [name for name, _ in sayings(marked, lang)] == ["Orla Finch"]


def test_a_speaker_before_a_colon() -> None:
    found = sayings("[Orla Finch]: “We will hire a great many people this year.”", "en")
    assert [name for name, _ in found] == ["Orla Finch"]


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen] sagte, der Markt werde in diesem Jahr wachsen.", "de"),
        ("[Runa Petersen] said the market would be growing this year.", "en"),
        ("[Runa Petersen] a déclaré que le marché va grandir cette année.", "fr"),
    ],
)
def test_indirect_speech_is_its_whole_sentence(marked: str, lang: str) -> None:
    ((name, words),) = sayings(marked, lang)
    assert name == "Runa Petersen"
    assert words == marked.replace("[", "").replace("]", "").rstrip(".")


def test_words_in_quotation_marks_that_nobody_says_are_no_quote() -> None:
    assert sayings("The “very large language model” of the year is here.", "en") == []


INTERVIEW = """A talk with [Orla Finch]

Why did you leave the company?

Because the work was done and the team was ready for more.

What will you do next?

I will read many books and write some of my own.

Will you come back one day?

Nobody can tell that today, and I will not try.
"""


def test_answers_are_words_of_the_person_who_is_interviewed() -> None:
    found = sayings(INTERVIEW, "en")
    assert {name for name, _ in found} == {"Orla Finch"}
    assert [words.split()[0] for _, words in found] == ["Because", "I", "Nobody"]


@pytest.mark.parametrize(("asks", "answers"), [("HRC:", "OF:"), ("Q:", "A:"), ("T. D. —", "O. F. —")])
def test_labels_tell_who_answers(asks: str, answers: str) -> None:
    turns = [
        "A talk with [Orla Finch]",
        f"{asks} Why did you leave the company?",
        f"{answers} Because the work was done and the team was ready.",
        f"{asks} They say that you will come back.",
        f"{answers} Nobody can tell that today, and I will not try.",
        f"{asks} And then?",
        f"{answers} I will read many books and write some of my own.",
    ]
    found = sayings("\n\n".join(turns), "en")
    assert {name for name, _ in found} == {"Orla Finch"}
    assert [words.split()[0] for _, words in found] == ["Because", "Nobody", "I"]


@pytest.mark.parametrize(
    ("greeting", "lang"), [("Dear colleagues,", "en"), ("Liebe alle,", "de"), ("Chers amis,", "fr")]
)
def test_a_letter_is_words_of_whoever_signs(greeting: str, lang: str) -> None:
    body = ["This is the last day. There is much to do.", "The team of the house will do it. It is a good one."]
    found = sayings("\n\n".join(["A letter", greeting, *body, "[Orla Finch]"]), lang)
    assert [name for name, _ in found] == ["Orla Finch", "Orla Finch"]


def test_two_questions_make_no_interview() -> None:
    assert sayings(INTERVIEW.rpartition("Will you")[0], "en") == []


def test_whoever_is_introduced_by_a_position_is_interviewed() -> None:
    compared = "Is there a new [Dev Marlow] in every lab? A talk with the chief scientist [Orla Finch]"
    found = sayings(INTERVIEW.replace(INTERVIEW.strip().splitlines()[0], compared, 1), "en")
    assert {name for name, _ in found} == {"Orla Finch"}


def test_an_aside_inside_a_quotation_names_its_speaker() -> None:
    marked = "« Le monde a bien changé ces temps-ci, explique [Maëlle Kervran]. Un seul modèle ne suffit plus. »"
    (found,) = sayings(marked, "fr")
    assert found[0] == "Maëlle Kervran"
    assert "ne suffit plus" in found[1]
