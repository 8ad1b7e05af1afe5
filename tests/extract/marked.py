"""Sentences whose names are marked, read by the built-in extractor: ``[person]``, ``{organisation}``, ``<product>``."""

import re
from functools import cache

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.drafts import to_claim
from talentwire.extract.text import Mention, MentionKind, Text
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.model.values import PartialDate

DAY = PartialDate(2026, 5, 14)
_MARKUP = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}|<([^>]+)>")
_KINDS: tuple[MentionKind, ...] = ("PER", "ORG", "PRODUCT")


@cache
def extractor() -> BuiltinExtractor:
    """The rules alone: what is learnt adds to what they read, and is tested in ``test_learnt.py``."""
    return BuiltinExtractor(learnt=False)


def plain(marked: str) -> str:
    """The sentence without its marks."""
    return _MARKUP.sub(lambda m: next(g for g in m.groups() if g), marked)


def laid_out(marked: str, lang: str) -> Text:
    """The sentence with all its mentions, the marked names among them."""
    given = [(_KINDS[i], name) for m in _MARKUP.finditer(marked) for i, name in enumerate(m.groups()) if name]
    text = extractor().lay_out(Document("example", plain(marked), lang=lang, date=DAY), given)
    assert text is not None
    return text


def read(marked: str, lang: str) -> list[Claim]:
    """The claims of the sentence."""
    text = laid_out(marked, lang)
    return [to_claim(draft, text) for draft in extractor().drafts(text)]


def told(claim: Claim) -> str:
    """A claim on one line, without its evidence: ``move: person=Anna Berg; to_org=Acme; status=planned``."""
    data = claim.to_json()
    silent = {"type", "evidence", "implicit", *(["status"] if data["status"] == "asserted" else [])}
    slots = (f"{name}={_shown(value)}" for name, value in data.items() if name not in silent and value is not None)
    return f"{claim.kind}: {'; '.join(slots)}"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['value']} {value.get('currency', '')}".strip()
    return " + ".join(map(str, value)) if isinstance(value, list) else str(value)


def names(text: Text, kind: MentionKind) -> list[str]:
    """The names of the mentions of a kind, in text order."""
    return [m.name for m in text.mentions if m.kind == kind]


def mention(text: Text, said: str) -> Mention:
    """The mention with these words."""
    return next(m for m in text.mentions if text.say(m.first, m.last) == said)
