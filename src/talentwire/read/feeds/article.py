"""Whether what a feed brings of an item is the article or only a taste of it, and what its words are."""

import re
from dataclasses import dataclass
from typing import Final

from talentwire.read.feeds.item import clean, sound
from talentwire.read.feeds.source import Take
from talentwire.read.html import passage

_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,10});")
_CUT: Final = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|\b(?:read (?:more|on|the (?:full|rest))|continue reading|mehr lesen|weiterlesen|lire (?:la "
    r"suite|plus)|leer más|seguir leyendo|leggi tutto|continua a leggere|lees (?:meer|verder)|ler mais)\b[^.]{0,40})"
    r"\s*[→»>]*\s*\Z",
    re.IGNORECASE,
)
_SHORTEST: Final = 400
"""Characters below which what stands in the place of an article is a taste of it."""
_SURELY: Final = 1_500
"""Characters from which on a description is taken for an article."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a feed brings of an item, as text.

    Attributes:
        whole: what stands in the place of the article.
        taste: what stands in the place of a description.

    """

    whole: str = ""
    taste: str = ""

    def taken(self, take: Take, title: str | None) -> str:
        """The article with its headline; empty where only its page has it."""
        body = self._body(take)
        if not body or not title or body.lstrip().startswith(title):
            return body
        return f"{title}\n\n{body}"

    def _body(self, take: Take) -> str:
        longest = max(self.whole, self.taste, key=len)
        if take == "item":
            return longest
        if take == "page":
            return ""
        if len(self.whole) >= _SHORTEST and not _is_cut(self.whole):
            return self.whole
        return longest if len(longest) >= _SURELY and not _is_cut(longest) else ""


def _is_cut(text: str) -> bool:
    """Whether it ends in the way of what goes on elsewhere."""
    return bool(_CUT.search(text[-200:].rstrip()))


def words(found: object, *, markup: bool = True) -> str:
    """The words of a piece of a feed, with its tags taken for what they are."""
    if not isinstance(found, str):
        return ""
    held = sound(found)
    return sound(passage(held) if markup and _MARKUP.search(held) else held).strip()


def headline(found: object) -> str | None:
    """A title without tags."""
    return clean(words(found).replace("\n", " "))
