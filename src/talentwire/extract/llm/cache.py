"""Answers kept on disk by the content of the request; safe for many processes, and a damaged file is no answer."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from talentwire.errors import ConfigError
from talentwire.extract.llm.answers import Answer
from talentwire.model.document import digest

_VERSION: Final = "1"
_LARGEST: Final = 16_000_000


class Cache:
    """A folder of answers. Without a folder nothing is kept.

    Files are written beside their place and moved there in one step, so a reader sees a whole answer or none. They are
    readable by their owner alone, since they quote documents.
    """

    def __init__(self, folder: Path | None) -> None:
        """Make the folder ready.

        Raises:
            ConfigError: when it cannot be made.

        """
        self._folder = folder.expanduser() if folder else None
        if self._folder:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise ConfigError(
                    f"answers cannot be kept in {self._folder} ({error.strerror});"
                    ' set llm_cache to another folder, or to "off"'
                ) from None

    @staticmethod
    def key(*parts: str) -> str:
        """What makes two requests the same; the server's address and the key are no part of it."""
        return digest(_VERSION, *parts)

    def get(self, key: str) -> Answer | None:
        """The answer kept for a request, if there is a sound one."""
        place = self._place(key)
        if place is None:
            return None
        try:
            if place.stat().st_size > _LARGEST:
                return None
            return _sound(json.loads(place.read_bytes()))
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep an answer; a full disk costs the copy, not the answer."""
        place = self._place(key)
        if place is None:
            return
        with suppress(OSError):
            place.parent.mkdir(mode=0o700, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=place.parent, prefix=".new-")  # for its owner alone
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump(asdict(answer), file)  # lone surrogates are escaped
                Path(name).replace(place)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def _place(self, key: str) -> Path | None:
        return self._folder / key[:2] / f"{key}.json" if self._folder else None


def _sound(data: object) -> Answer | None:
    if not isinstance(data, dict) or not isinstance(data.get("content"), str):
        return None
    tokens = [data.get("tokens_in"), data.get("tokens_out")]
    if not all(isinstance(count, int) for count in tokens) or not isinstance(data.get("cut"), bool):
        return None
    return Answer(data["content"], data["cut"], data["tokens_in"], data["tokens_out"])


def holding(folder: Path | None, is_named: Callable[[str], bool]) -> Iterator[Path]:
    """The files of a folder of answers that hold somebody's name, also damaged ones and such as were left half."""
    for place in sorted(folder.expanduser().rglob("*")) if folder else ():
        with suppress(OSError):
            if place.is_file() and is_named(_told(place.read_bytes().decode("utf-8", "replace"))):
                yield place


def _told(text: str) -> str:
    """A file's words: those of the answer without the escapes of JSON, if it is one."""
    with suppress(ValueError, RecursionError, KeyError, TypeError):
        text = json.loads(text)["content"]
        text = json.dumps(json.loads(text), ensure_ascii=False)
    return text
