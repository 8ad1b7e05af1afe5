"""The kind of a name is what all its places in the document speak for."""

import pytest
from marked import extractor

from talentwire.extract.kinds import settle_kinds
from talentwire.extract.text import Mention, MentionKind, Text
from talentwire.lang.pack import load_pack
from talentwire.model.document import Document


def settled(document: str, lang: str, kind: MentionKind) -> MentionKind:
    """What "Quillmere" is after all its places were heard, where the tagger took it for ``kind`` at each."""
    text = Text(Document("t", document), load_pack(lang))
    places = [i for i, word in enumerate(text.words) if word == "Quillmere"]
    mentions = [Mention(kind, i, i + 1, "Quillmere", weak=True) for i in places]
    settle_kinds(text, mentions)
    assert len({m.kind for m in mentions}) == 1
    return mentions[0].kind


@pytest.mark.parametrize(
    ("document", "lang", "taken", "kind"),
    [
        ("The start-up Quillmere grows. Quillmere left.", "en", "PER", "ORG"),
        ("Quillmere, a Dutch chipmaker, grows.", "en", "PER", "ORG"),
        ("Quillmere's chief executive resigned.", "en", "PLACE", "ORG"),
        ("Mr Quillmere said so. Quillmere left.", "en", "ORG", "PER"),
        ("Die Quillmere-Chefin schweigt.", "de", "PER", "ORG"),
        ("Frau Quillmere schweigt. Quillmere geht.", "de", "ORG", "PER"),
        ("La start-up Quillmere recrute.", "fr", "PER", "ORG"),
        ("Its founder, Quillmere, resigned.", "en", "ORG", "PER"),
        ("Sa fondatrice, Quillmere, se tait.", "fr", "PLACE", "PER"),
        ("Quillmere was there.", "en", "PLACE", "PLACE"),
    ],
)
def test_all_places_decide(document: str, lang: str, taken: MentionKind, kind: MentionKind) -> None:
    assert settled(document, lang, taken) == kind


def test_what_is_known_stays() -> None:
    text = extractor().lay_out(Document("t", "The start-up Paris grows, in Paris."))
    assert text is None or all(m.kind != "ORG" for m in text.mentions if m.known)
