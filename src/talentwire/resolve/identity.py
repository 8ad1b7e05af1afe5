"""Identity: which names mean the same, from the judgements on pairs of names.

What people say holds first. Then a name in a document hangs on the name itself. Then the rules' ``same`` are followed,
the most certain first, as long as nothing contradicts: no ``different`` may come to stand inside a group, and what the
rules join must all go together. A name that goes with two which do not go together stays alone ("J. Smith" beside John
and Jane). Of two judgements of people on one pair the later holds, and a person's holds against every rule.

The groups depend on the judgements alone, not on the order of the names.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final, Self

from talentwire.model.entities import Feature, Judgement, Node, Verdict
from talentwire.resolve.groups import Groups

Pair = tuple[Node, Node]
IMPLIED: Final = "rule:document 1"
"""Says that a name in a document means whom the name means elsewhere; never recorded."""
OPPOSED: Final = frozenset({"slip", "abroad"})
"""Reasons for which two names, though they may be one, do not stand in one group because a third goes with both."""


class Identity:
    """Groups of names that mean the same; made by ``Identity.of``."""

    def __init__(
        self,
        groups: Groups,
        people: Mapping[Pair, Verdict],
        rules: Mapping[Pair, Verdict],
        links: Iterable[Verdict],
    ) -> None:
        self._groups = groups
        self._people = people
        self._rules = rules
        self._links: dict[Node, list[Verdict]] = defaultdict(list)
        for link in links:
            self._links[link.left].append(link)
            self._links[link.right].append(link)

    @classmethod
    def of(cls, nodes: Iterable[Node], verdicts: Iterable[Verdict]) -> Self:
        """Group names.

        Args:
            nodes: the names; those that verdicts speak of come to them.
            verdicts: in the order in which they were recorded.

        """
        people, rules = _latest(verdicts)
        judged = set[Node]().union(*people, *rules)
        named = judged.union(nodes)
        named |= {node.name for node in named}
        groups = Groups(named)
        links = [v for v in people.values() if v.judgement is Judgement.SAME]
        for verdict in links:
            groups.join(verdict.left, verdict.right)
        for verdict in {**rules, **people}.values():
            if verdict.judgement is Judgement.DIFFERENT:
                groups.keep_apart(verdict.left, verdict.right)
        links += [_implied(node) for node in sorted(judged) if node.document and groups.try_join(node, node.name)]
        for node in named - judged:
            groups.join(node, node.name)
        links += _Rules(groups, people, rules).follow()
        return cls(groups, people, rules, links)

    def group(self, node: Node) -> frozenset[Node]:
        """All names that mean whom this one means, itself included; for a name never seen, itself alone.

        A name in a document of which nothing is known means whom the name means elsewhere.
        """
        if node in self._groups:
            return self._groups.members(node)
        if node.document and node.name in self._groups:
            return self._groups.members(node.name) | {node}
        return frozenset((node,))

    def groups(self) -> tuple[frozenset[Node], ...]:
        """Every group, in the order of their first names."""
        return self._groups.all()

    def chain(self, a: Node, b: Node) -> tuple[Verdict, ...]:
        """The fewest judgements that connect two names; empty where they are not one, or one name.

        The link between a name in a document and the name itself stands in it as a judgement by ``IMPLIED``.
        """
        if a == b or not (a in self._groups and b in self._groups and self._groups.head(a) == self._groups.head(b)):
            return ()
        start, end = (node if node in self._links else node.name for node in (a, b))
        return (*_hanging(a, start), *_path(self._links, start, end), *_hanging(b, end))

    def open(self) -> tuple[Verdict, ...]:
        """The rules' judgements that leave two groups for a person to decide on, the most certain first.

        They are ``unsure``, or they are ``same`` and were not followed, since another name goes with one of the two as
        well. None of them is on names that people have judged, or that must not be one.
        """
        left = [
            verdict
            for pair, verdict in self._rules.items()
            if pair not in self._people
            and verdict.judgement is not Judgement.DIFFERENT
            and self._groups.may_join(*pair)
        ]
        return tuple(sorted(left, key=lambda v: (-(v.score or 0.0), v.left, v.right)))

    def conflict(self, verdict: Verdict) -> tuple[Verdict, ...]:
        """The judgements of people that a new judgement of a person would contradict; empty if there are none.

        An earlier judgement on the same pair is none of them: the later takes its place.
        """
        pair = (verdict.left, verdict.right)
        same: dict[Node, list[Verdict]] = defaultdict(list)
        apart = []
        for other, said in self._people.items():
            if other != pair and said.judgement is Judgement.SAME:
                same[said.left].append(said)
                same[said.right].append(said)
            elif other != pair and said.judgement is Judgement.DIFFERENT:
                apart.append(said)
        if verdict.judgement is Judgement.DIFFERENT:
            return _path(same, *pair)
        if verdict.judgement is Judgement.SAME:
            return _bridge(same, apart, pair)
        return ()


def _latest(verdicts: Iterable[Verdict]) -> tuple[dict[Pair, Verdict], dict[Pair, Verdict]]:
    """By pair the last word of people, and that of rules."""
    people: dict[Pair, Verdict] = {}
    rules: dict[Pair, Verdict] = {}
    for verdict in verdicts:
        (people if verdict.by_person else rules)[verdict.left, verdict.right] = verdict
    return people, rules


def _hanging(node: Node, on: Node) -> tuple[Verdict, ...]:
    return () if node == on else (_implied(node),)


def _implied(node: Node) -> Verdict:
    reason = Feature("key", 1.0, "Nothing says that the name means somebody else in this document.")
    return Verdict(node.name, node, Judgement.SAME, IMPLIED, 1.0, (reason,))


class _Rules:
    """The rules' judgements, followed where groups that people and documents have made stand already."""

    def __init__(self, groups: Groups, people: Mapping[Pair, Verdict], rules: Mapping[Pair, Verdict]) -> None:
        self._groups = groups
        self._go: set[Pair] = set()
        """Pairs of names that go together, and pairs of heads of groups that hold such names."""
        self._near: dict[Node, set[Node]] = defaultdict(set)
        self._wanted: list[tuple[Verdict, Node, Node]] = []
        self._leaves: dict[Node, list[Verdict]] = defaultdict(list)
        """Names told apart from the same name elsewhere, with whom their document says they mean."""
        self._hard = {node: groups.head(node) for pair in (*people, *rules) for node in pair}
        for pair, verdict in rules.items():
            said = people.get(pair, verdict).judgement
            if goes_together(verdict) and said is not Judgement.DIFFERENT:
                self._note(verdict, said, pair in people)

    def _note(self, verdict: Verdict, said: Judgement, by_people: bool) -> None:
        a, b = self._hard[verdict.left], self._hard[verdict.right]
        left, right = self._site(verdict.left), self._site(verdict.right)
        if bool(left.document) != bool(right.document):
            if verdict.judgement is said is Judgement.SAME and not by_people:
                self._leaves[left if left.document else right].append(verdict)
            return
        self._go |= {(left, right), (right, left), (a, b), (b, a)}
        if verdict.judgement is said is Judgement.SAME:
            self._near[left].add(right)
            self._near[right].add(left)
            if not by_people and a != b:
                self._wanted.append((verdict, a, b))

    def _site(self, node: Node) -> Node:
        """Where a judgement on the name counts: the name itself, unless it means somebody else in its document."""
        hangs = self._groups.head(node) == self._groups.head(node.name)
        return node.name if hangs else node

    def follow(self) -> Iterator[Verdict]:
        """Join what may be joined, the most certain first; the judgements that were followed."""
        yield from self._join_names()
        for leaf, verdicts in sorted(self._leaves.items()):
            others = {self._groups.head(v.right if v.left == leaf else v.left) for v in verdicts}
            if len(others) == 1 and self._groups.try_join(leaf, others.pop()):
                yield verdicts[0]

    def _join_names(self) -> Iterator[Verdict]:
        torn = {node for node, near in self._near.items() if not self._all_go(near, near)}
        parts = {head: [head] for _, a, b in self._wanted for head in (a, b)}
        for verdict, a, b in sorted(self._wanted, key=lambda w: (-(w[0].score or 0.0), w[0].left, w[0].right)):
            one, other = parts[a], parts[b]
            if one is other or torn & {verdict.left, verdict.right}:
                continue
            if not self._all_go(one, other) or not self._groups.try_join(a, b):
                continue
            one += other
            for node in other:
                parts[node] = one
            yield verdict

    def _all_go(self, one: Collection[Node], other: Collection[Node]) -> bool:
        hard = self._hard
        return all(hard.get(a, a) == hard.get(b, b) or (a, b) in self._go for a in one for b in other)


def goes_together(verdict: Verdict) -> bool:
    """Whether two names may stand in one group: not where they differ by letters that make another name."""
    if verdict.judgement is Judgement.UNSURE:
        return not any(reason.name in OPPOSED for reason in verdict.reasons)
    return verdict.judgement is Judgement.SAME


def _path(links: Mapping[Node, list[Verdict]], a: Node, b: Node) -> tuple[Verdict, ...]:
    """The fewest links between two nodes, in order from one to the other."""
    via: dict[Node, tuple[Node, Verdict]] = {}
    todo = deque([a])
    while todo and b not in via:
        node = todo.popleft()
        for link in links.get(node, ()):
            other = link.right if link.left == node else link.left
            if other != a and other not in via:
                via[other] = (node, link)
                todo.append(other)
    path = []
    while b != a and b in via:
        b, link = via[b]
        path.append(link)
    return tuple(reversed(path))


def _reached(links: Mapping[Node, list[Verdict]], start: Node) -> set[Node]:
    seen, todo = {start}, [start]
    while todo:
        for link in links.get(todo.pop(), ()):
            new = {link.left, link.right} - seen
            seen |= new
            todo.extend(new)
    return seen


def _bridge(links: Mapping[Node, list[Verdict]], apart: Iterable[Verdict], pair: Pair) -> tuple[Verdict, ...]:
    """What would be contradicted if the two became one: the way from each to a pair that people keep apart."""
    here, there = _reached(links, pair[0]), _reached(links, pair[1])
    found = []
    for verdict in apart:
        for a, b in ((verdict.left, verdict.right), (verdict.right, verdict.left)):
            if a in here and b in there:
                found.append((*_path(links, pair[0], a), verdict, *_path(links, b, pair[1])))
    return min(found, key=len, default=())
