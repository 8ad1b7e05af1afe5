"""What ties names to names and documents to documents, for whoever asks a ledger."""

from collections.abc import Collection, Iterable, Sequence

from talentwire.model.entities import Node
from talentwire.record import link_query
from talentwire.record.answers import Folded, Judged, Moment, Spelled
from talentwire.record.store import Store


class Links:
    """Judgements on names and folds of documents, each as it stood at a moment."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def verdicts(self, nodes: Iterable[Node] | None = None, as_of: Moment | None = None) -> list[Judged]:
        """The judgements on the names and on all that those make the same, in order; without names, all there are."""
        with self._store.reading() as connection:
            return link_query.verdicts(connection, nodes, as_of)

    def folds(self, digests: Collection[str] | None = None, as_of: Moment | None = None) -> list[Folded]:
        """What makes documents one story with others, and those with others yet; without digests, all there is."""
        with self._store.reading() as connection:
            return link_query.folds(connection, digests, as_of)

    def spelled(self, nodes: Collection[Node] | None, as_of: Moment | None = None) -> list[Spelled]:
        """How names are spelled in claims recorded until a moment, the most frequent first; without names, all are."""
        with self._store.reading() as connection:
            return link_query.spelled(connection, nodes, as_of)

    def first_spelled(self, nodes: Collection[Node], as_of: Moment | None = None) -> list[Spelled]:
        """How names were first spelled, and how often they stand in claims, counted up to a few."""
        with self._store.reading() as connection:
            return link_query.first_spelled(connection, nodes, as_of)

    def named(self, nodes: Collection[Node]) -> set[Node]:
        """Those of the names that the ledger has."""
        with self._store.reading() as connection:
            return link_query.named(connection, nodes)

    def near(self, keys: Sequence[str], types: Sequence[str]) -> list[Node]:
        """Names of these types that share a rough key."""
        with self._store.reading() as connection:
            return link_query.holding(connection, keys, types)

    def beginning(self, start: str, types: Sequence[str]) -> list[Node]:
        """Names of these types with a word that begins so."""
        with self._store.reading() as connection:
            return link_query.beginning(connection, start, types)

    def days(self, digests: Iterable[str]) -> dict[str, tuple[str, str]]:
        """By digest: the date of a document, empty where unknown, and the moment at which it was recorded."""
        with self._store.reading() as connection:
            return link_query.days(connection, digests)

    def documents_of(self, node: Node, limit: int | None = None) -> list[str]:
        """Digests of the documents in which claims that stand have the name, the oldest first."""
        with self._store.reading() as connection:
            return link_query.documents_of(connection, node, limit)

    def all_names(self, as_of: Moment | None = None) -> list[Node]:
        """Every name that the ledger had at a moment."""
        with self._store.reading() as connection:
            return link_query.all_names(connection, as_of)
