"""Nodes and verdicts: written, read back, and refused where they make no sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.errors import BadValueError
from talentwire.model.entities import Judgement, Node, Verdict

DIGEST = "0123456789abcdef" * 2

nodes = st.builds(
    Node,
    type=st.sampled_from(["person", "org", "facility", "product"]),
    key=st.text(min_size=1).filter(lambda key: key.rpartition("|")[2].strip("0123456789abcdef") or "|" not in key),
    document=st.sampled_from(["", DIGEST]),
)


@given(nodes)
def test_a_node_is_read_as_it_was_written(node: Node) -> None:
    assert Node.parse(str(node)) == node


@pytest.mark.parametrize("text", ["", "person", "person|", "planet|mars", "ada lovelace"])
def test_what_is_no_node_is_refused(text: str) -> None:
    with pytest.raises(BadValueError, match="must look like"):
        Node.parse(text)


def test_the_name_of_a_node_is_the_same_without_its_document() -> None:
    assert Node("person", "ada", DIGEST).name == Node("person", "ada")


def test_a_verdict_is_about_two_names_of_one_type_in_order() -> None:
    ada, bob = Node("person", "ada"), Node("person", "bob")
    assert Verdict(ada, bob, Judgement.SAME, "editor:eva").by_person
    assert not Verdict(ada, bob, Judgement.UNSURE, "rule:names 1").by_person
    with pytest.raises(BadValueError, match="in order"):
        Verdict(bob, ada, Judgement.SAME, "editor:eva")
    with pytest.raises(BadValueError, match="cannot be one"):
        Verdict(Node("org", "ada"), ada, Judgement.SAME, "editor:eva")
