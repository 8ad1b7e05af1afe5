"""The extractor ``llm``: a document goes to a language model window by window, and comes back as checked claims."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from talentwire.errors import ModelError, PassageTooLongError
from talentwire.extract.llm.answers import Answer, Listed, listed
from talentwire.extract.llm.background import Background
from talentwire.extract.llm.cache import Cache
from talentwire.extract.llm.client import Client
from talentwire.extract.llm.dialect import Messages
from talentwire.extract.llm.instructions import Context, instructions, passage
from talentwire.extract.llm.merging import Merger, full_names
from talentwire.extract.llm.presence import Presence
from talentwire.extract.llm.reader import Reader
from talentwire.extract.llm.schema import answer_schema
from talentwire.extract.llm.settings import ModelSettings, key_from_environment
from talentwire.extract.llm.windows import Window, windows
from talentwire.extract.usage import CountedClaims, Usage
from talentwire.knowledge.atlas import Atlas
from talentwire.model.document import Document, digest

_RULES_OF_READING = "1"
"""Changes when the same answer is read as other claims."""
_BEGINNING = 400
"""Characters of a document's beginning that go with every later window."""


@dataclass(frozen=True)
class _Part:
    """A window with what the model listed in it."""

    window: Window
    found: Listed


class LlmExtractor:
    """Reads claims with a language model behind an OpenAI-compatible server.

    Args:
        atlas: the knowledge; by default the one that comes with the program.
        model: server, model and limits.

    Raises:
        ConfigError: when no server or no model is named, or answers cannot be kept where they should be.

    """

    name = "llm"

    def __init__(self, atlas: Atlas | None = None, model: ModelSettings | None = None) -> None:
        self.atlas = atlas or Atlas.load()
        self.settings = (model or ModelSettings()).checked()
        self._client = Client(self.settings, key_from_environment())
        self._cache = Cache(self.settings.cache)
        self._background = Background(self._client.close)

    @cached_property
    def version(self) -> str:
        """The model's name and a digest of everything else that decides what it answers."""
        model = "".join(str(self.settings.model).split())
        rules = (_RULES_OF_READING, instructions(), self._parameters, str(self.settings.window))
        return f"{model}#{digest(*rules)[:8]}"

    @property
    def at_once(self) -> int:
        """How many documents may wait for answers at a time."""
        return self.settings.concurrency

    def close(self) -> None:
        """Call off what is under way, and close the connections."""
        self._background.close()

    def extract(self, document: Document) -> CountedClaims:
        """The claims of a document, with what they cost.

        Raises:
            ModelError: when the model cannot be asked or answers nothing of use; its ``usage`` is what was spent.

        """
        return self.read(document, self.whole(document))

    def whole(self, document: Document) -> list[tuple[Window, Context]]:
        """All of a document in windows."""
        cut = windows(document.reading.text, self.settings.window)
        return [(window, _context(document, window)) for window in cut]

    def read(self, document: Document, cut: Sequence[tuple[Window, Context]]) -> CountedClaims:
        """The claims in windows of a document.

        Raises:
            ModelError: when the model cannot be asked or answers nothing of use; its ``usage`` is what was spent.

        """
        usage = Usage(currency=self.settings.currency)
        if not cut:
            return CountedClaims([], usage)
        try:
            parts = self._background.run(self._ask_all(cut, usage))
        except ModelError as error:
            error.usage = usage
            raise
        presence = Presence(document, self.atlas)
        reader = Reader(document, presence, usage)
        claims = [claim for part in parts for claim in reader.claims(part.found, part.window.start)]
        return CountedClaims(Merger(presence).merged([], full_names(claims)), usage)

    # ---- asking

    @cached_property
    def _parameters(self) -> str:
        settings = self.settings
        told = [settings.model, settings.temperature, settings.max_tokens, answer_schema()]
        return json.dumps(told, sort_keys=True)

    async def _ask_all(self, cut: Sequence[tuple[Window, Context]], usage: Usage) -> list[_Part]:
        """Ask for all windows at once; the first that fails calls off the others."""
        tasks = [asyncio.ensure_future(self._ask(window, context, usage)) for window, context in cut]
        try:
            found = await asyncio.gather(*tasks)
        except BaseException:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        return [part for parts in found for part in parts]

    async def _ask(self, window: Window, context: Context, usage: Usage) -> list[_Part]:
        """Ask for one window; where it or its answer is too long, for its halves."""
        halves = window.halves()
        try:
            answer = await self._answer(window, context, usage)
        except PassageTooLongError:
            if not halves:
                raise
            answer = Answer("", cut=True)
        if answer.cut and halves:
            return [part for half in halves for part in await self._ask(half, context, usage)]
        found = listed(answer.content)
        if found is None or (answer.cut and not found.objects):
            raise ModelError(self._useless(answer))
        usage.cut += answer.cut
        return [_Part(window, found)]

    async def _answer(self, window: Window, context: Context, usage: Usage) -> Answer:
        """The answer for a window: one that was kept, else the model's; one without JSON is asked for once more."""
        messages = Messages(instructions(), _sound(passage(window, context)))
        key = self._cache.key(messages.system, messages.user, self._parameters)
        kept = self._cache.get(key)
        if kept is not None:
            usage.cached += 1
            return kept
        answer = await self._paid(messages, usage)
        if listed(answer.content) is None and not answer.cut:
            answer = await self._paid(messages, usage)
        if listed(answer.content) is not None or answer.cut:
            self._cache.put(key, answer)
        return answer

    async def _paid(self, messages: Messages, usage: Usage) -> Answer:
        answer = await self._client.complete(messages, usage)
        cost = self.settings.price(answer.tokens_in, answer.tokens_out)
        usage.add(Usage(tokens_in=answer.tokens_in, tokens_out=answer.tokens_out, cost=cost))
        return answer

    def _useless(self, answer: Answer) -> str:
        model, url = self.settings.model, self.settings.shown
        if answer.cut:
            return (
                f"the model {model!r} at {url} reached its longest answer before it listed a claim;"
                " raise llm_max_tokens or the server's own limit"
            )
        begins = " ".join(answer.content.split())[:80]
        shown = f"began {begins!r}" if begins else "was empty"
        return (
            f"the model {model!r} at {url} listed no claims in JSON (its answer {shown});"
            " take a model that follows instructions, or give it a longer context"
        )


def _context(document: Document, window: Window) -> Context:
    begin = document.reading.text[:_BEGINNING] if window.start >= _BEGINNING else ""
    return Context(document, begin)


def _sound(text: str) -> str:
    """The text without halves of characters, which JSON cannot carry."""
    return text.encode("utf-8", "replace").decode("utf-8")
