"""What a document does not say of itself in so many words: its language and, from its first lines, its day."""

from dataclasses import replace

from talentwire.lang.dates import dateline
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.segment import identify
from talentwire.model.document import Document
from talentwire.model.values import PartialDate


def completed(draft: Document, date: PartialDate | None, fallback_lang: str | None = None) -> Document:
    """The document with its language and date.

    Args:
        draft: What its source says of it.
        date: A day that is stronger than its own.
        fallback_lang: What its page claims to be written in, for a text that is not recognised: templates claim
            English of pages in every language.

    """
    lang = draft.lang or identify(draft.text) or fallback_lang
    return replace(draft, lang=lang, date=date or draft.date or _day(draft.text, lang))


def _day(text: str, lang: str | None) -> PartialDate | None:
    """The day in its first lines, where a pack knows how its language writes one."""
    return dateline(text, load_pack(lang)) if lang in languages() and lang else None
