"""The marks of persons who were forgotten: by them a name is known again that the ledger no longer holds.

A mark is a keyed hash (BLAKE2b) with a salt that each ledger draws for itself, so that marks of two ledgers cannot be
compared and no table made beforehand helps to read them. A slow hash (scrypt) would not: recording has to ask about
every run of words in every document, thousands of times each, and what asks as fast as that can also guess. Whoever
has the ledger and a name can find out whether it is marked; whoever has only the ledger has to guess names.
"""

import hashlib
import secrets
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from sqlalchemy import Connection, insert, select, update

from talentwire.model.claims import Claim
from talentwire.model.document import Document, digest
from talentwire.record.rows import Naming, fold, read_document
from talentwire.record.schema import document, forgotten, meta
from talentwire.record.veil import Barred, Veiled, veiled

_SALT: Final = "salt"
_UNNAMED: Final = "document-"


@dataclass(frozen=True)
class Marks:
    """The marks of a ledger.

    Attributes:
        salt: what the ledger drew for itself.
        decisions: by mark the decision that set it.

    """

    salt: bytes
    decisions: Mapping[str, int]

    @classmethod
    def of(cls, connection: Connection) -> "Marks | None":
        """The marks of a ledger; None where nobody was ever forgotten."""
        salt = connection.scalar(select(meta.c.value).where(meta.c.name == _SALT))
        if salt is None:
            return None
        rows = connection.execute(select(forgotten.c.mark, forgotten.c.decision))
        return cls(bytes.fromhex(salt), {row[0]: row[1] for row in rows})

    @classmethod
    def begun(cls, connection: Connection) -> "Marks":
        """The marks of a ledger, with a salt drawn where there was none."""
        found = cls.of(connection)
        if found:
            return found
        salt = secrets.token_bytes(32)
        connection.execute(insert(meta).values(name=_SALT, value=salt.hex()))
        return cls(salt, {})

    def mark(self, kind: str, key: str, scope: str = "") -> str:
        """The mark of a key, of whichever kind, in a document or everywhere."""
        whole = "\x1f".join((kind, key, scope)).encode("utf-8", "surrogatepass")
        return f"{_hint(key, self._seed):03x}{hashlib.blake2b(whole, digest_size=16, key=self.salt).hexdigest()}"

    def may_hold(self, key: str) -> bool:
        """Whether a key may be marked: no is certain, and quick."""
        return _hint(key, self._seed) in self._hints

    @cached_property
    def _seed(self) -> int:
        return int.from_bytes(self.salt[:4], "big")

    @cached_property
    def _hints(self) -> frozenset[int]:
        return frozenset(int(mark[:3], 16) for mark in self.decisions)

    def decision(self, kind: str, key: str, scope: str = "") -> int | None:
        """The decision that set the mark of a key, if one did."""
        return self.decisions.get(self.mark(kind, key, scope)) if self.may_hold(key) else None

    def barred(self, scopes: "Scopes", naming: Naming) -> Barred:
        """Whose names are not to be kept in a document."""
        return Barred(naming.key, Marked(self, "full", scopes), Marked(self, "single", scopes))

    def unnamed(self, document_id: str) -> str:
        """A name for a document whose own name holds that of a person; the same for all its versions."""
        return f"{_UNNAMED}{self.mark('id', document_id)[3:19]}"

    def let_through(
        self, connection: Connection, read: Document, claims: Mapping[str, Claim], naming: Naming
    ) -> Veiled[str]:
        """What may be kept of a document that is being recorded, and of its claims."""
        row = connection.execute(select(document).where(document.c.digest == read.digest)).mappings().first()
        stored = read_document(row) if row else None
        found = veiled(read, claims, self.barred(scopes_of(read), naming), stored)
        return found if stored else found.under(self._id(connection, read, found))

    def _id(self, connection: Connection, read: Document, found: Veiled[str]) -> str:
        unnamed = self.unnamed(read.id)
        if found.veil.names_its_id:
            connection.execute(update(document).where(document.c.id == read.id).values(id=unnamed))
            return unnamed
        known = connection.scalar(select(document.c.id).where(document.c.id == unnamed).limit(1))
        return known or read.id


def without_forgotten(connection: Connection, naming: Naming, text: str) -> str:
    """What somebody writes into the ledger, with black in the place of the whole names of forgotten persons."""
    marks = Marks.of(connection)
    if marks is None:
        return text
    return marks.barred(Scopes("", ""), naming).search.cleaned(text)


def _hint(key: str, seed: int) -> int:
    """Twelve bits by which nearly all that is not marked is told at once: too few to tell anything else."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass"), seed) & 0xFFF


class Scopes(NamedTuple):
    """What marks that hold for one document name it by: its digest, and its words, which a copy shares."""

    digest: str
    words: str


def scopes_of(read: Document) -> Scopes:
    """By what a document is known again."""
    return Scopes(read.digest, digest(fold(read.text)))


@dataclass(frozen=True)
class Marked:
    """Keys that are marked: in this document, or everywhere if they do not mean somebody else in this one."""

    marks: Marks
    kind: str
    scopes: Scopes

    def __contains__(self, key: object) -> bool:
        own = str(key)
        if not self.marks.may_hold(own):
            return False
        if self.marks.decision(self.kind, own) is not None:
            return not self._is("apart", own)
        return self._is("here", own)

    def _is(self, kind: str, key: str) -> bool:
        return any(self.marks.decision(kind, key, scope) is not None for scope in self.scopes if scope)
