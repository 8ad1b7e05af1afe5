"""What every form of an issue needs: its texts, links, the words of sources, and the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from talentwire.analyse.answers.wording import Words
from talentwire.analyse.digest.issue import Digest, Item, Line, Section, Source
from talentwire.analyse.sentences.names import harmless_name
from talentwire.analyse.sentences.sentence import harmless_words
from talentwire.analyse.sentences.values import day
from talentwire.errors import ConfigError
from talentwire.serve import pictures
from talentwire.serve.render import short

_LONGEST: Final = 320
"""Signs of a source's words that are printed."""
_QUOTES: Final = {"en": ("“", "”"), "de": ("„", "“"), "fr": ("«\u00a0", "\u00a0»")}
_BETWEEN: Final = {"fr": "\u00a0; "}
_MARKS: Final = '“”„«»" '
_PACKAGE: Final = "talentwire.analyse.digest"


@dataclass(frozen=True)
class Frame:
    """What stands around the sentences of an issue.

    Attributes:
        digest: the issue.
        site: where people reach the server; empty where there is none.

    """

    digest: Digest
    site: str = ""

    @property
    def words(self) -> Words:
        """The texts around the sentences."""
        return Words("frame", self.digest.lang, _PACKAGE)

    @property
    def issue_words(self) -> Words:
        """The texts of the issue itself."""
        return Words("digest", self.digest.lang, _PACKAGE)

    def fact(self, source: Source) -> tuple[str, str]:
        """How a fact is called, and its address; no address where there is no server."""
        name = self.words("fact", id=short(source.fact))
        return name, f"{self.site}/facts/{quote(source.fact)}?lang={self.digest.lang}" if self.site else ""

    def whole(self) -> tuple[str, str]:
        """How the whole issue is called, and its address or the command that prints it."""
        week = self.digest.week
        if self.site:
            asked = f"week={week.name}" if week.name else f"since={week.since}&until={week.until}"
            return self.words("all"), f"{self.site}/digest?{asked}&all=1&lang={self.digest.lang}"
        days = f"--week {week.name}" if week.name else f"--since {week.since} --until {week.until}"
        return f"talentwire digest {days} --lang {self.digest.lang} --all", ""

    def more(self, section: Section) -> str:
        """How many were left out of a section."""
        return self.words("more", n=section.more)

    @property
    def colon(self) -> str:
        """A colon with the blanks of the language around it."""
        return "\u00a0: " if self.digest.lang == "fr" else ": "

    def head(self, source: Source) -> str:
        """Who told it and when."""
        parts = [harmless_name(source.outlet), day(source.day, self.digest.lang)]
        if source.title and source.title != source.outlet:
            parts.append(self.quoted(harmless_name(source.title)))
        if source.who:
            parts.append(self.words("said_by", who=harmless_name(source.who)))
        return ", ".join(parts)

    def quoted(self, words: str) -> str:
        """Words in the quotation marks of the language."""
        left, right = _QUOTES[self.digest.lang]
        return left + words.strip(_MARKS) + right

    def evidence(self, source: Source) -> str:
        """The words of a source, bounded."""
        return self.quoted(harmless_words(source.words, _LONGEST)) if source.words.strip() else ""

    def seen(self) -> str:
        """How much of the ledger stands behind the issue."""
        seen, words = self.digest.coverage, self.words
        held = words(
            "seen", facts=words("coverage_facts", n=seen.facts), stories=words("coverage_stories", n=seen.stories),
            documents=words("coverage_documents", n=seen.documents),
        )  # fmt: skip
        return f"{held} {words('as_of', moment=self.digest.as_of)}" if self.digest.as_of else held

    def alt(self) -> str:
        """The picture in words, with its numbers."""
        drawn = self.digest.figures
        if drawn is None:
            return ""
        houses = [
            self.issue_words("alt_house", house=row["house"].value, came=row["came"].value, went=row["went"].value)
            for row in drawn.rows
        ]
        return self.words("picture_says", title=drawn.title, houses=_BETWEEN.get(self.digest.lang, "; ").join(houses))

    def picture(self) -> bytes:
        """The picture as PNG; nothing where there is none, or nothing to draw with."""
        if self.digest.figures is None:
            return b""
        try:
            return pictures.drawn(self.digest.figures, "png")
        except ConfigError:  # the plotting library is an extra: the words beside it have everything
            return b""


def with_sources(item: Item) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The sentences of an item with their sources, which are named once where the next sentence has the same."""
    lines: Sequence[Line] = item.lines
    for at, line in enumerate(lines):
        last = at + 1 == len(lines) or lines[at + 1].sources != line.sources
        yield line.text, line.sources if last else ()


def safe_url(url: str) -> str:
    """An address out of a document, if it is one that may be opened; else nothing."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    plain = url.isprintable() and not set(url) & set(" <>\"'`\\^{|}")
    return parts.geturl() if plain and parts.scheme in ("http", "https") and parts.netloc else ""
