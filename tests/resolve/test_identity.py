"""From judgements on pairs to groups of names."""

import random
import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from talentwire.model.entities import Feature, Judgement, Node, Verdict
from talentwire.resolve.identity import IMPLIED, Identity

SAME, UNSURE, DIFFERENT = Judgement.SAME, Judgement.UNSURE, Judgement.DIFFERENT
RULE, EDITOR = "rule:names 1", "editor:ann"
A, B, C, D = (Node("person", key) for key in "abcd")
A1 = Node("person", "a", "1" * 32)
A2 = Node("person", "a", "2" * 32)


def says(a: Node, b: Node, judgement: Judgement, by: str = RULE, score: float = 0.9, reason: str = "short") -> Verdict:
    left, right = sorted((a, b))
    return Verdict(left, right, judgement, by, score, (Feature(reason, score, "So it is."),))


def groups(nodes, *verdicts) -> set[frozenset[Node]]:
    return {group for group in Identity.of(nodes, verdicts).groups() if len(group) > 1}


def test_a_name_in_a_document_means_the_name_elsewhere():
    assert groups([A, A1, A2]) == {frozenset((A, A1, A2))}
    assert groups([A1, A2]) == {frozenset((A, A1, A2))}
    identity = Identity.of([A, B], [says(A, B, SAME)])
    assert identity.group(A1) == {A, B, A1}
    assert identity.group(D) == {D}


def test_unless_a_verdict_tells_them_apart():
    assert groups([A, A1, A2], says(A, A1, DIFFERENT)) == {frozenset((A, A2))}
    assert groups([A, A1, A2], says(A, A1, UNSURE)) == {frozenset((A, A1, A2))}


def test_a_name_that_goes_with_two_that_contradict_each_other_stays_alone():
    assert groups([A, B, C], says(A, B, SAME), says(A, C, SAME)) == set()
    assert groups([A, B, C], says(A, B, SAME), says(A, C, SAME), says(B, C, SAME)) == {frozenset((A, B, C))}
    assert groups([A, B, C], says(A, B, SAME), says(A, C, SAME), says(B, C, UNSURE)) == {frozenset((A, B, C))}
    assert groups([A, B, C], says(A, B, SAME), says(A, C, SAME), says(B, C, UNSURE, reason="slip")) == set()
    assert groups([A, B, C], says(A, B, SAME), says(A, C, SAME), says(A, B, SAME, EDITOR)) == {frozenset((A, B))}


def test_what_people_say_holds_against_rules():
    assert groups([A, B], says(A, B, DIFFERENT), says(A, B, SAME, EDITOR)) == {frozenset((A, B))}
    assert groups([A, B], says(A, B, SAME, EDITOR), says(A, B, DIFFERENT)) == {frozenset((A, B))}
    assert groups([A, B], says(A, B, SAME), says(A, B, UNSURE, EDITOR)) == set()
    assert groups([A, B], says(A, B, SAME, EDITOR), says(A, B, DIFFERENT, EDITOR)) == set()
    assert groups([A, B], says(A, B, DIFFERENT, EDITOR), says(A, B, SAME, EDITOR)) == {frozenset((A, B))}


def test_what_must_not_be_one_is_kept_apart_through_others():
    found = groups([A, B, C], says(A, B, SAME, EDITOR), says(A, C, DIFFERENT, EDITOR), says(B, C, SAME))
    assert found == {frozenset((A, B))}


def test_what_is_left_for_a_person_to_decide():
    ab, ac, bd = says(A, B, SAME), says(A, C, SAME, score=0.8), says(B, D, UNSURE, score=0.7)
    assert Identity.of([], [ab, ac, bd]).open() == (ab, ac, bd)  # A goes with B and C, which do not go together
    assert Identity.of([], [ab, ac, bd, says(A, B, SAME, EDITOR)]).open() == (ac, bd)
    assert Identity.of([], [ab, ac, bd, says(A, B, SAME, EDITOR), says(B, C, DIFFERENT, EDITOR)]).open() == (bd,)
    assert Identity.of([], [ab]).open() == ()


def test_the_chain_that_connects_two_names():
    ab, bc, cd = says(A, B, SAME, EDITOR), says(B, C, SAME, EDITOR), says(C, D, SAME)
    identity = Identity.of([A, A1, B, C, D], [ab, bc, cd, says(A, D, DIFFERENT)])
    assert identity.chain(A, C) == (ab, bc)
    assert identity.chain(C, A) == (bc, ab)
    assert identity.chain(A, D) == identity.chain(A, A) == ()
    assert [link.by for link in identity.chain(A1, B)] == [IMPLIED, EDITOR]
    assert identity.chain(Node("person", "z"), A) == ()


def test_what_a_new_judgement_contradicts():
    ab, bc = says(A, B, SAME, EDITOR), says(B, C, SAME, EDITOR)
    identity = Identity.of([A, B, C, D], [ab, bc, says(C, D, SAME)])
    assert identity.conflict(says(A, C, DIFFERENT, EDITOR)) == (ab, bc)
    assert identity.conflict(says(A, B, DIFFERENT, EDITOR)) == ()  # it takes the place of the other
    assert identity.conflict(says(C, D, DIFFERENT, EDITOR)) == ()  # a rule gives way
    assert identity.conflict(says(A, C, UNSURE, EDITOR)) == ()
    cd = says(C, D, DIFFERENT, EDITOR)
    identity = Identity.of([A, B, C, D], [ab, bc, cd])
    assert identity.conflict(says(A, D, SAME, EDITOR)) == (ab, bc, cd)
    assert identity.conflict(says(C, D, SAME, EDITOR)) == ()


NODES = [Node("person", key, document * 32) for key in "abcde" for document in ("", "1", "2")]
PAIRS = st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)).filter(lambda pair: pair[0] != pair[1])
VERDICTS = st.lists(
    st.builds(
        lambda pair, judgement, by, score: says(*pair, judgement, by, score),
        PAIRS,
        st.sampled_from([SAME, UNSURE, DIFFERENT]),
        st.sampled_from([RULE, EDITOR]),
        st.sampled_from([0.7, 0.8, 0.9]),
    ),
    max_size=25,
    unique_by=lambda verdict: (verdict.left, verdict.right, verdict.by),
)


@settings(max_examples=300)
@given(VERDICTS, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(verdicts, chance: random.Random):
    nodes, other = list(NODES), list(verdicts)
    chance.shuffle(nodes)
    chance.shuffle(other)
    one, two = Identity.of(NODES, verdicts), Identity.of(nodes, other)
    assert one.groups() == two.groups()
    assert {node for group in one.groups() for node in group} == set(NODES)
    assert sum(map(len, one.groups())) == len(NODES)


@settings(max_examples=300)
@given(VERDICTS)
def test_what_is_different_is_not_in_one_group(verdicts):
    identity = Identity.of(NODES, verdicts)
    latest = {(v.left, v.right): v for v in sorted(verdicts, key=lambda v: v.by_person)}
    by_people = Identity.of(NODES, [v for v in verdicts if v.by_person and v.judgement is SAME])
    for (left, right), verdict in latest.items():
        together = right in identity.group(left)
        assert (bool(identity.chain(left, right))) == together
        if verdict.judgement is DIFFERENT and together:
            chain = by_people.chain(left, right)
            assert chain and all(link.by in (EDITOR, IMPLIED) for link in chain)
        if verdict.judgement is SAME and verdict.by_person:
            assert together


@given(VERDICTS, PAIRS)
def test_a_judgement_and_its_undoing_change_nothing(verdicts, pair):
    before = Identity.of(NODES, verdicts)
    Identity.of(NODES, [*verdicts, says(*pair, SAME, EDITOR)])
    assert Identity.of(NODES, verdicts).groups() == before.groups()
    if not any(v.by_person and (v.left, v.right) == tuple(sorted(pair)) for v in verdicts):
        left, right = sorted(pair)
        verdicts = [v for v in verdicts if (v.left, v.right) != (left, right)]
        undone = [*verdicts, says(*pair, SAME, EDITOR), says(*pair, UNSURE, EDITOR)]
        assert Identity.of(NODES, undone).groups() == Identity.of(NODES, verdicts).groups()


@given(VERDICTS, PAIRS, st.sampled_from([SAME, DIFFERENT]))
def test_a_judgement_without_conflict_holds(verdicts, pair, judgement):
    identity = Identity.of(NODES, verdicts)
    new = says(*pair, judgement, EDITOR)
    chain = identity.conflict(new)
    assert all(verdict.by_person for verdict in chain)
    if not chain:
        together = pair[1] in Identity.of(NODES, [*verdicts, new]).group(pair[0])
        assert together == (judgement is SAME)


def test_a_name_in_a_hundred_thousand_documents():
    nodes = [Node("person", "john smith", f"{i:032x}") for i in range(100_000)]
    verdicts = [says(nodes[0].name, node, DIFFERENT) for node in nodes[:50]]
    start = time.perf_counter()
    identity = Identity.of(nodes, verdicts)
    assert len(identity.group(nodes[-1])) == 100_000 - 50 + 1
    assert time.perf_counter() - start < 10


def test_an_entity_with_a_hundred_thousand_names():
    nodes = [Node("person", f"{i:06}") for i in range(100_000)]
    verdicts = [says(a, b, SAME, EDITOR) for a, b in pairwise(nodes)]
    identity = Identity.of(nodes, verdicts)
    assert len(identity.groups()) == 1
    assert len(identity.chain(nodes[0], nodes[-1])) == 99_999
