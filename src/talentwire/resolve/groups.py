"""Groups that only grow, with pairs that must not come together: union-find with the members and foes of each group."""

from collections.abc import Iterable

from talentwire.model.entities import Node


class Groups:
    """Every node in a group of its own at first.

    Joining costs what the smaller of the two groups holds, so that n nodes take about n log n steps.
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._head: dict[Node, Node] = {}
        self._members: dict[Node, list[Node]] = {}
        self._foes: dict[Node, set[Node]] = {}
        for node in nodes:
            self._head[node] = node
            self._members[node] = [node]

    def __contains__(self, node: Node) -> bool:
        return node in self._head

    def head(self, node: Node) -> Node:
        """The node that stands for the group; it may change when the group is joined with another."""
        return self._head[node]

    def members(self, node: Node) -> frozenset[Node]:
        """The group of a node."""
        return frozenset(self._members[self._head[node]])

    def all(self) -> tuple[frozenset[Node], ...]:
        """Every group, in the order of their first nodes."""
        return tuple(frozenset(members) for members in sorted(self._members.values(), key=min))

    def join(self, a: Node, b: Node) -> None:
        """Make one group of two, whatever is to be kept apart."""
        a, b = self._head[a], self._head[b]
        if a == b:
            return
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        moved = self._members.pop(b)
        for node in moved:
            self._head[node] = a
        self._members[a] += moved
        for foe in self._foes.pop(b, ()):
            self._foes[foe].discard(b)
            self.keep_apart(a, foe)

    def keep_apart(self, a: Node, b: Node) -> None:
        """See to it that ``try_join`` never makes one group of these two; without effect where they are one."""
        a, b = self._head[a], self._head[b]
        if a != b:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)

    def may_join(self, a: Node, b: Node) -> bool:
        """Whether the two are in different groups that nothing keeps apart."""
        a, b = self._head[a], self._head[b]
        return a != b and b not in self._foes.get(a, ())

    def try_join(self, a: Node, b: Node) -> bool:
        """Make one group of two if nothing keeps them apart; whether they are one now."""
        a, b = self._head[a], self._head[b]
        if b in self._foes.get(a, ()):
            return False
        self.join(a, b)
        return True
