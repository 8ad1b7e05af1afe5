"""An extractor that some documents make hang: at once or later, in Python, in a search, or in C without end."""

import hashlib
import re
import time
from collections.abc import Iterator

from talentwire.model.claims import Claim, Move
from talentwire.model.document import Document
from talentwire.model.entities import Party


class Hanging:
    name = "hanging"
    version = "1"

    def extract(self, document: Document) -> Iterator[Claim]:
        match document.text.partition(" ")[0]:
            case "LOOP":
                while True:
                    pass
            case "SLEEP":
                time.sleep(600)
            case "SEARCH":
                re.search(r"(a|aa)+$", "a" * 60 + "b")
            case "STUBBORN":
                self.stubborn()
            case "C":
                hashlib.pbkdf2_hmac("sha256", b"a", b"b", 2**31 - 1)
        yield Claim(Move(person=(Party("Ada Bell"),), to_org=(Party("Meta"),)), evidence=document.text)

    def stubborn(self) -> None:
        while True:
            try:
                time.sleep(600)
            except Exception:  # noqa: BLE001 - as some do, so that nothing ever ends them
                continue


class Waiting(Hanging):
    """One that waits for a service, with a limit of its own."""

    at_once = 2

    def extract(self, document: Document) -> Iterator[Claim]:
        time.sleep(0.3)
        yield from super().extract(document)
