"""How a request is put, and how it is put more simply where a server refuses a part of it."""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from talentwire.extract.llm.schema import answer_schema
from talentwire.extract.llm.settings import ModelSettings

Form = Literal["json_schema", "json_object", "text"]
_SIMPLER: Final[dict[Form, Form]] = {"json_schema": "json_object", "json_object": "text"}


@dataclass(frozen=True)
class Messages:
    """What a model is told.

    Attributes:
        system: the instructions.
        user: the passage.

    """

    system: str
    user: str


@dataclass(frozen=True)
class Dialect:
    """What a server understands.

    Attributes:
        form: how it is asked for JSON.
        temperature: whether it lets one choose the temperature.
        limit: what it calls the longest answer.

    """

    form: Form = "json_schema"
    temperature: bool = True
    limit: str = "max_tokens"

    def body(self, settings: ModelSettings, messages: Messages) -> dict[str, Any]:
        """The body of a request."""
        body: dict[str, Any] = {
            "model": settings.model,
            "messages": [
                {"role": "system", "content": messages.system},
                {"role": "user", "content": messages.user},
            ],
            "stream": False,
        }
        if self.temperature:
            body["temperature"] = settings.temperature
        if settings.max_tokens:
            body[self.limit] = settings.max_tokens
        if self.form == "json_schema":
            schema = {"name": "claims", "schema": answer_schema(), "strict": False}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.form == "json_object":
            body["response_format"] = {"type": "json_object"}
        return body

    def simpler(self, complaint: str) -> "Dialect | None":
        """What to try next when a server refuses a request with these words; None when nothing is left."""
        words = complaint.lower()
        if self.limit == "max_tokens" and "max_completion_tokens" in words:
            return replace(self, limit="max_completion_tokens")
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.form in _SIMPLER:
            return replace(self, form=_SIMPLER[self.form])
        return None
