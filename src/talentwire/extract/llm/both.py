"""The extractor ``both``: the built-in reader reads first, and a language model looks at what that was unsure of."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from threading import Lock

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.drafts import Draft, to_claim
from talentwire.extract.gate import about_our_field
from talentwire.extract.llm.extractor import LlmExtractor
from talentwire.extract.llm.instructions import Context
from talentwire.extract.llm.merging import Merger
from talentwire.extract.llm.presence import Presence
from talentwire.extract.llm.settings import ModelSettings
from talentwire.extract.llm.unsure import packed, passages
from talentwire.extract.llm.windows import Window
from talentwire.extract.text import Text
from talentwire.extract.usage import CountedClaims
from talentwire.knowledge.atlas import Atlas
from talentwire.model.document import Document

_NAMES = 40
"""Names of a document that go with every passage."""


class BothExtractor:
    """Reads with both, each claim signed by its reader. What both say keeps the built-in reader's evidence.

    Args:
        atlas: the knowledge; by default the one that comes with the program.
        model: server, model and limits.

    Raises:
        ConfigError: when no server or no model is named, or answers cannot be kept where they should be.

    """

    name = "both"

    def __init__(self, atlas: Atlas | None = None, model: ModelSettings | None = None) -> None:
        self.atlas = atlas or Atlas.load()
        self._builtin = BuiltinExtractor(self.atlas)
        self._llm = LlmExtractor(self.atlas, model)
        self._one_at_a_time = Lock()  # the built-in reader's tagger serves one thread

    @cached_property
    def version(self) -> str:
        """The versions of both."""
        return f"{self._builtin.version}+{self._llm.version}"

    @property
    def at_once(self) -> int:
        """How many documents may wait for answers at a time."""
        return self._llm.at_once

    def close(self) -> None:
        """Call off what is under way, and close the connections."""
        self._llm.close()

    def extract(self, document: Document) -> CountedClaims:
        """The claims of a document, with what they cost.

        Raises:
            ModelError: when the model cannot be asked or answers nothing of use.

        """
        with self._one_at_a_time:
            text = self._builtin.lay_out(document)
            drafts = self._builtin.drafts(text) if text else []
            mine = [to_claim(draft, text) for draft in drafts] if text else []
            cut = list(self._unsure(text, document, drafts))
        theirs = self._llm.read(document, cut)
        signed = [replace(claim, extractor=_by(self._builtin)) for claim in mine]
        also = [replace(claim, extractor=_by(self._llm)) for claim in theirs]
        return CountedClaims(Merger(Presence(document, self.atlas)).merged(signed, also), theirs.usage)

    def _unsure(self, text: Text | None, document: Document, drafts: list[Draft]) -> Iterator[tuple[Window, Context]]:
        """What the model is to look at: all of a text that no pack reads, else what is left over."""
        size = self._llm.settings.window
        if text is None:
            yield from self._llm.whole(document)
        elif about_our_field(text):
            named = (mention.name for mention in text.mentions if mention.kind in ("PER", "ORG"))
            context = Context(document, names=tuple(dict.fromkeys(named))[:_NAMES])
            for window in packed(text.text, passages(text, drafts), size):
                yield window, context


def _by(reader: BuiltinExtractor | LlmExtractor) -> str:
    return f"{reader.name} {reader.version}"
