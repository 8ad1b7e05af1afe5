"""A person's data leave the documents and claims of a ledger, inside one write transaction."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, RowMapping, select, update

from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.record.answers import Meant
from talentwire.record.blackening import is_full
from talentwire.record.forgotten import Marks, Scopes, scopes_of
from talentwire.record.rows import Naming, claim_row, read_claim, read_document
from talentwire.record.schema import claim, document
from talentwire.record.sifting import Sieve
from talentwire.record.veil import Barred, Veiled, veiled

_WORDS: Final = ("slots", "written", "evidence", "folded")
"""Columns of a claim in which a name may stand."""

Repaired = Callable[[Document], Document]
"""What puts back blanks that a text lost, as it is done before a document is read."""


@dataclass(frozen=True)
class Names:
    """The names of a person who is to be forgotten.

    Attributes:
        meant: the names, and where they mean somebody else.
        naming: how keys of names are made.

    """

    meant: Meant
    naming: Naming

    @property
    def keys(self) -> frozenset[str]:
        """The keys that mean the person wherever nothing says otherwise."""
        return frozenset(node.key for node in self.meant.nodes if not node.document)

    @property
    def all_keys(self) -> frozenset[str]:
        """The keys that mean the person anywhere."""
        return frozenset(node.key for node in self.meant.nodes)

    def barred(self, digest: str = "") -> Barred:
        """Which names must not stay in a document, or in what belongs to none."""
        apart = {node.key for node in self.meant.apart if node.document == digest}
        here = {node.key for node in self.meant.nodes if node.document == digest}
        keys = here | (self.keys - apart)
        return Barred(self.naming.key, frozenset(filter(is_full, keys)), frozenset(keys))

    def means(self, name: str) -> bool:
        """Whether a name is one of the person's, whatever it was taken for."""
        return self.naming.key(name, "person") in self.all_keys


@dataclass
class Taken:
    """What was taken out of documents and claims.

    Attributes:
        gone: rows of claims that have to go, by entry.
        kept: ids of claims that stay with blackened words.
        replaced: what became of words in which something was blackened: evidence, titles, addresses.
        places: by digest of a document that was touched: how many places are black in it.
        scopes: by digest: by what the document is known again.
        with_others: claims to go that name other persons as well.

    """

    gone: dict[int, RowMapping] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    replaced: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    scopes: dict[str, Scopes] = field(default_factory=dict)
    with_others: int = 0


@dataclass(frozen=True)
class Removing:
    """Takes the names of one person out of every document."""

    connection: Connection
    names: Names
    marks: Marks
    repaired: Repaired

    def take(self) -> Taken:
        """Blacken every document and claim; claims that have to go are listed, and still there."""
        taken = Taken()
        for row in Sieve(self.connection, self.names.barred(), self.names.all_keys).rows():
            self._document(row, taken)
        return taken

    def _document(self, row: RowMapping, taken: Taken) -> None:
        digest = row["digest"]
        asked = select(claim).where(claim.c.document == digest).order_by(claim.c.entry)
        rows = {one["entry"]: one for one in self.connection.execute(asked).mappings()}
        read = self.repaired(read_document(row))
        barred = self.names.barred(digest)
        found = veiled(read, {entry: read_claim(one) for entry, one in rows.items()}, barred)
        if not found.gone and not found.veil.places:
            return
        taken.scopes[digest] = scopes_of(read)
        taken.places[digest] = found.veil.places
        taken.gone.update((entry, rows[entry]) for entry in found.gone)
        taken.with_others += sum(_names_others(one, barred) for one in found.gone.values())
        self._redraw(row, found, taken)
        self._rewrite(rows, found, taken)

    def _redraw(self, row: RowMapping, found: Veiled[int], taken: Taken) -> None:
        kept = found.veil.document
        changed = {"title": kept.title, "url": kept.url, "place": kept.place}
        if found.veil.places:
            same = document.c.digest == row["digest"]
            self.connection.execute(update(document).where(same).values(changed | {"text": kept.text}))
        if found.veil.names_its_id:
            changed["id"] = self.marks.unnamed(row["id"])
            self.connection.execute(update(document).where(document.c.id == row["id"]).values(id=changed["id"]))
        taken.replaced.update((row[one], new) for one, new in changed.items() if new and new != row[one])

    def _rewrite(self, rows: Mapping[int, RowMapping], found: Veiled[int], taken: Taken) -> None:
        for entry, one in found.kept.items():
            whole, old = claim_row(one, found.veil.document), rows[entry]
            changed = {column: whole[column] for column in _WORDS if whole[column] != old[column]}
            if changed:
                self.connection.execute(update(claim).where(claim.c.entry == entry).values(changed))
                taken.kept.add(old["id"])
                taken.replaced[old["evidence"]] = one.evidence


def _names_others(gone: Claim, barred: Barred) -> bool:
    told = {party.name for party in barred.told(gone)}
    persons = [party for slot, party in gone.parties() if slot in ("person", "speaker", "reports_to")]
    return any(party.name not in told for party in persons)
