"""Which documents of a ledger may hold a person's name: a quick look at each, before a careful one at a few."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select

from talentwire.record.axis import chunks
from talentwire.record.blackening import Search
from talentwire.record.rows import fold
from talentwire.record.schema import claim, document, party
from talentwire.record.veil import Barred

_APOSTROPHES: Final = re.compile(r"\w+(?:['’ʼ‘`´]\w+)+")
_BETWEEN: Final = re.compile(r"[-‐\u00ad]\s*\n\s*|[\u00ad\u200b-\u200d'’ʼ‘`´]")
_STRANGE: Final = re.compile(r"[^\W\x00-\x7f]")
"""Letters that are not plain when case and accents are gone: how they are written in Latin, only the key tells."""
_TEXTS: Final = ("text", "title", "url", "place", "id")


class Sieve:
    """What lets through the documents that may hold a person's name, and few others.

    Args:
        connection: of the ledger.
        barred: the names, wherever they may mean the person.

    """

    def __init__(self, connection: Connection, barred: Barred, keys: Iterable[str]) -> None:
        self._connection = connection
        self._barred = barred
        self._keys = frozenset(keys)

    def rows(self, at_a_time: int = 100) -> Iterator[RowMapping]:
        """The documents that may hold the name, with their texts."""
        digests = self._connection.scalars(select(document.c.digest).order_by(document.c.digest)).all()
        for start in range(0, len(digests), at_a_time):
            asked = select(document).where(document.c.digest.in_(digests[start : start + at_a_time]))
            for row in self._connection.execute(asked.order_by(document.c.digest)).mappings().all():
                if row["digest"] in self._named or any(row[text] and self._may_hold(row[text]) for text in _TEXTS):
                    yield row

    @cached_property
    def _named(self) -> frozenset[str]:
        """Digests of the documents in which a claim has the name in a slot, whether or not the text holds it."""
        spelled = self._connection.execute(select(party.c.name, party.c.key).distinct())
        names = sorted({name for name, key in spelled if key in self._keys or self._is_meant(name)})
        held = select(claim.c.document).join(party, party.c.entry == claim.c.entry).distinct()
        found = [digest for some in chunks(names) for digest in self._ask(held.where(party.c.name.in_(some)))]
        paid = select(claim.c.document, claim.c.slots).where(claim.c.kind == "pay")
        for digest, slots in self._connection.execute(paid):
            told = slots.get("recipient") or ()
            if any(self._is_meant(text) for text in ([told] if isinstance(told, str) else told)):
                found.append(digest)
        return frozenset(found)

    def _ask(self, asked: Any) -> Iterator[str]:
        return iter(self._connection.scalars(asked).all())

    def _is_meant(self, name: str) -> bool:
        return self._barred.key(name, "person") in self._keys

    @cached_property
    def _words(self) -> frozenset[str]:
        """Words of the names, each as it may stand in a text."""
        words = {word for key in self._keys for word in key.split() if len(word) > 1}
        return frozenset(words | {f"{word}s" for word in words})

    @cached_property
    def _stems(self) -> frozenset[str]:
        """The longest word of each name: where it is no part of a text in plain letters, neither is the name."""
        return frozenset(max(key.split(), key=len) for key in self._keys if key.split())

    def _may_hold(self, text: str) -> bool:
        plain = fold(_BETWEEN.sub("", text))
        if not _STRANGE.search(plain):
            return any(word in plain for word in self._stems)
        search: Search = self._barred.search
        if any(word.key in self._words for word in search.words(text)):
            return True
        if any(search.key(found.group()) in self._words for found in _APOSTROPHES.finditer(text)):
            return True
        return any(not key.isascii() and key in text for key in self._keys)
