"""Namesakes are told apart by what contradicts, and by nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Judgement, Node
from talentwire.resolve.namesakes import Context, namesake

NODE = Node("person", "alex wang", "0" * 32)


def context(number: int, day: str = "", employers: str = "", roles: str = "") -> Context:
    return Context(
        f"{number:032x}", day, frozenset(employers.split()), frozenset(role for role in roles.split("/") if role)
    )


@pytest.mark.parametrize(
    ("here", "there", "judgement"),
    [
        # a change of jobs, or nothing known
        (context(0, "2025-03-01", "meta"), [], None),
        (context(0, "2025-03-01", "meta"), [context(1, "2025-01-01", "scaleai")], None),
        (context(0, "2025-03-01", "meta", "CEO"), [context(1, "2025-01-01", "scaleai", "researcher")], None),
        (context(0, "2025-03-01", "meta"), [context(1, "2025-02", "scaleai"), context(2, "2026-04", "scaleai")], None),
        # the same house
        (
            context(0, "2025-03", "googledeepmind"),
            [context(1, "2025-02", "google"), context(2, "2025-04", "google")],
            None,
        ),
        # before and after with another employer
        (
            context(0, "2025-03-01", "meta"),
            [context(1, "2025-02", "scaleai"), context(2, "2025-04-30", "scaleai")],
            Judgement.UNSURE,
        ),
        # a seat beside a job
        (
            context(0, "2025-03-01", "meta", "board member"),
            [context(1, "2025-02", "scaleai"), context(2, "2025-04-30", "scaleai")],
            None,
        ),
        # a document that has both is a move
        (
            context(0, "2025-03-01", "meta"),
            [context(1, "2025-02", "scaleai"), context(2, "2025-04", "scaleai"), context(3, "2025-03", "scaleai meta")],
            None,
        ),
        # professions
        (
            context(0, "2025-03-01", "quuxo", "goalkeeper"),
            [context(1, "2025-01-01", "scaleai", "chief scientist")],
            Judgement.DIFFERENT,
        ),
        (context(0, "2025-03-01", "", "goalkeeper"), [context(1, "2025-01", "scaleai", "engineer")], Judgement.UNSURE),
        (context(0, "2025-03", "quuxo", "senator"), [context(1, "2025-01", "scaleai", "engineer")], Judgement.UNSURE),
        (context(0, "2025-03", "quuxo", "goalkeeper"), [context(1, "2005-01", "scaleai", "engineer")], None),
        (
            context(0, "2025-03", "quuxo", "goalkeeper"),
            [context(1, "2025-01", "scaleai", "engineer"), context(2, "2025-02", "zorblax", "striker")],
            None,
        ),
        (context(0, "2025-03", "quuxo", "thinker"), [context(1, "2025-01", "scaleai", "engineer")], None),
    ],
)
def test_verdicts(here, there, judgement):
    found = namesake(NODE, here, there, Atlas.load())
    assert (found and found.judgement) == judgement
    if found:
        assert (found.left, found.right, found.by) == (NODE.name, NODE, "rule:namesake 1")
        assert 0 <= found.score <= 1
        assert all(reason.value < 0 and reason.sentence.endswith(".") for reason in found.reasons)


CONTEXTS = st.builds(
    context,
    st.integers(1, 9),
    st.sampled_from(["", "2025", "2025-02", "2025-02-30", "2025-03-01", "nonsense", "0000-00-00"]),
    st.sampled_from(["", "meta", "scaleai", "google googledeepmind"]),
    st.sampled_from(["", "CEO", "goalkeeper", "senator/CEO", "board member", "🙂"]),
)


@given(CONTEXTS, st.lists(CONTEXTS, max_size=6))
def test_never_where_an_employer_is_shared(here, there):
    found = namesake(NODE, here, there, Atlas.load())
    if any(here.employers & one.employers for one in there if one.document != here.document):
        assert found is None
