"""The sieve: what the gate lets through passes, in every encoding and frame; what is elsewhere does not."""

import html
from pathlib import Path

import pytest

from talentwire.extract.gate import about_our_field
from talentwire.extract.gazetteer import Gazetteer
from talentwire.extract.sieve import Sieve, could_matter, words_of
from talentwire.extract.text import Text
from talentwire.knowledge.atlas import Atlas
from talentwire.knowledge.records import Organisation
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.segment import identify
from talentwire.model.document import Document

TRAINING = Path(__file__).resolve().parents[2] / "training"
DOCUMENTS = sorted(TRAINING.glob("??/*.txt"))
FRAME = """<!doctype html><html lang="{lang}"><head><meta charset="{charset}"><title>{title}</title>
<script>var app = "AI, chips, start-up: OpenAI";</script><style>.robot {{ color: red }}</style></head>
<body><nav><a href="/">Technology</a> robots</nav><main><article><h1>{title}</h1>{text}</article></main>
<aside>AI today</aside><footer>chips</footer></body></html>"""
ENGLISH = "The council voted for the new bridge on Monday, and the mayor was pleased with it."


def framed(text: str, lang: str = "en", charset: str = "utf-8") -> str:
    title, _, rest = text.strip().partition("\n")
    paragraphs = "".join(f"<p>{html.escape(one, quote=False)}</p>" for one in rest.split("\n\n") if one.strip())
    return FRAME.format(lang=lang, charset=charset, title=html.escape(title), text=paragraphs)


def passes_gate(text: str, gazetteer: Gazetteer) -> bool:
    lang = identify(text)
    if lang is None or lang not in languages():
        return False
    laid_out = Text(Document(id="x", text=text, lang=lang), load_pack(lang))
    return about_our_field(laid_out, list(gazetteer.scan(laid_out)))


def test_what_the_gate_lets_through_passes() -> None:
    gazetteer = Gazetteer(Atlas.load())
    texts = {path.name: path.read_text("utf-8") for path in DOCUMENTS}
    through = {name: text for name, text in texts.items() if passes_gate(text, gazetteer)}
    lost = [name for name, text in through.items() if not could_matter(framed(text).encode())]
    assert len(through) > 180
    assert lost == []


def encodings(page: str) -> dict[str, bytes]:
    return {
        "utf-8": page.encode(),
        "utf-8 with mark": page.encode("utf-8-sig"),
        "Windows-1252": page.encode("cp1252", "xmlcharrefreplace"),
        "numbers": page.encode("ascii", "xmlcharrefreplace"),
        "entities": page.replace("é", "&eacute;").replace("É", "&Eacute;").encode(),
        "utf-16": page.encode("utf-16"),
        "utf-16 without mark": page.encode("utf-16-le"),
        "utf-16, the other way round": page.encode("utf-16-be"),
        "utf-32": page.encode("utf-32"),
    }


FRENCH = "Le laboratoire de la ville a vu partir deux ingénieures, et le maire le regrette. «Modèle ouvert»."


@pytest.mark.parametrize("how", list(encodings("")))
def test_encodings_make_no_difference(how: str) -> None:
    page = FRAME.format(
        lang="fr", charset="x", title="Une ville", text="<p>Deux <b>ingénieures</b> de la ville sont parties.</p>"
    )
    assert could_matter(encodings(page)[how])
    assert "ingénieures".encode() in words_of(encodings(page)[how]).every


def test_scripts_menus_asides_and_links_do_not_count() -> None:
    page = framed(f"A bridge\n\n{ENGLISH}")
    assert not could_matter(page.encode())
    assert not could_matter(page.replace("</article>", '<a href="/x">Chips and AI</a></article>').encode())
    assert could_matter(page.replace("</article>", "<p>The engineers of the lab left.</p></article>").encode())


def test_a_short_text_without_markup_passes_unless_it_is_elsewhere() -> None:
    assert could_matter(b"The engineers of the lab left for a start-up, and the rest is not happy with it.")
    assert could_matter(ENGLISH.encode())
    assert not could_matter(f"{ENGLISH} The striker and the goalkeeper are, too.".encode())


def test_the_larger_a_page_the_more_it_must_say() -> None:
    small, large = (framed(f"A bridge\n\n{ENGLISH} The lab closed. {words(count)}") for count in (20, 200))
    assert could_matter(small.encode())
    assert not could_matter(large.encode())
    assert could_matter(large.replace("The lab closed.", "The lab closed, and its engineers left.").encode())


def test_in_a_page_with_prose_some_of_it_must_be_of_the_field() -> None:
    article = f"A bridge\n\n{ENGLISH} {ENGLISH}\n\n{ENGLISH} {ENGLISH}"
    teasers = "<h3>Ask the chatbot</h3><p>Robots</p><p>The researchers of the lab</p></article>"
    assert not could_matter(framed(article).replace("</article>", teasers).encode())
    more = f"{article}\n\nThe engineers of the lab had asked for it, and so had the {words(20)}."
    assert could_matter(framed(more).replace("</article>", teasers).encode())


def words(count: int) -> str:
    return " ".join(f"of the w{number}" for number in range(count))


def test_other_languages_and_no_words_at_all_do_not_pass() -> None:
    assert not could_matter(b"")
    assert not could_matter(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    assert not could_matter("Мэр города доволен: совет проголосовал за новый мост.".encode())


def test_names_of_the_knowledge_count_as_they_are_written() -> None:
    sieve = Sieve(Atlas({"organisation": (Organisation(name="Quarzwerk Nord"), Organisation(name="velvetmind"))}))
    for said in ("Quarzwerk Nord", "QUARZWERK NORD", "Velvetmind", "velvetminds"):
        assert sieve.could_matter(framed(f"Bridge\n\n{ENGLISH} It was paid by {said}.").encode())
    assert not sieve.could_matter(framed(f"Bridge\n\n{ENGLISH} It was paid by Quarzwerk.").encode())


def test_words_of_other_fields_outweigh() -> None:
    sport = "The coach of the club praised the striker, the goalkeeper and the fans after the match in the stadium."
    assert not could_matter(f"{sport} The lab was closed.".encode())
    assert could_matter(f"{sport} The lab was closed, its engineers left, and the chips were sold to OpenAI.".encode())


@pytest.mark.parametrize("piece", [b"<nav>", b"<script", b"</", b"<a>x", b"&#1", b"\xff\xfe", b"<p>\xe2\x80", b">"])
def test_broken_pages_end(piece: bytes) -> None:
    assert len(words_of(piece * (2_000_000 // len(piece))).every) < 4  # the square of their length would be hours
