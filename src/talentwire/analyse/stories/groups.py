"""Groups of documents that grow together."""

from __future__ import annotations

from collections.abc import Iterable


class Groups:
    """Disjoint groups; the first recorded document of a group is its top, however the group came about."""

    def __init__(self, documents: Iterable[str]) -> None:
        self._order = {digest: place for place, digest in enumerate(documents)}
        self._above: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}

    def top(self, one: str) -> str:
        """The first recorded document of its group."""
        while (above := self._above.get(one, one)) != one:
            self._above[one] = self._above.get(above, above)
            one = above
        return one

    def members(self, one: str) -> list[str]:
        """All documents of its group."""
        top = self.top(one)
        return self._members.get(top, [top])

    def join(self, left: str, right: str) -> None:
        """Make one group of the groups of two documents."""
        first, second = sorted((self.top(left), self.top(right)), key=self._order.__getitem__)
        if first != second:
            self._members[first] = self.members(first) + self._members.pop(second, [second])
            self._above[second] = first

    def all(self) -> list[list[str]]:
        """Every group, its documents in the order in which they were recorded."""
        tops = dict.fromkeys(self.top(one) for one in self._order)
        return [sorted(self.members(top), key=self._order.__getitem__) for top in tops]
