"""Rough keys: names that may be one share at least one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentwire.evaluate.pairs import read_pairs
from talentwire.model.entities import Judgement
from talentwire.resolve.blocks import MOST, blocks
from talentwire.resolve.compare import compare
from talentwire.resolve.names import Name


@pytest.mark.parametrize(
    ("a", "b", "entity_type"),
    [
        ("Sam Altman", "Samuel H. Altman", "person"),
        ("S. Altman", "Sam Altman", "person"),
        ("Alexandr Wang", "Alexander Wang, Jr.", "person"),
        ("Bill Gates", "William Gates", "person"),
        ("Ilya Sutskever", "Ilja Sutzkewer", "person"),
        ("Ilya Sutskever", "Илья Суцкевер", "person"),
        ("Ilya Sutskever", "Ilya Sutkever", "person"),
        ("Lee Sang-hyuk", "Sanghyuk Lee", "person"),
        ("Kim Jong Un", "Jong-un Kim", "person"),
        ("Shivakumar Venkata Raman", "Shivakumar Venkataraman", "person"),
        ("Bernhard Schölkopf", "Prof. Bernhard Schoelkopf", "person"),
        ("Gabriel García Márquez", "Gabriel García", "person"),
        ("Ursula von der Leyen", "Ursula Leyen", "person"),
        ("OpenAI", "Open AI, Inc.", "org"),
        ("Zorblax", "The Zorblax Group", "org"),
        ("Anthropic", "Antropic", "org"),
        ("IBM", "International Business Machines", "org"),
        ("BCG", "Boston Consulting Group", "org"),
        ("SiemensAkG", "Siemens AG", "org"),
        ("Max-Planck-Institut", "Max Planck Institute", "org"),
        ("Colossus 2", "Colossus II", "facility"),
        ("Llama 4", "Llama-4 Maverick", "product"),
    ],
)
def test_names_that_may_be_one_share_a_key(a, b, entity_type):
    assert set(blocks(a, entity_type)) & set(blocks(b, entity_type))


@pytest.mark.parametrize(
    ("a", "b", "entity_type"),
    [
        ("Sam Altman", "Dario Amodei", "person"),
        ("Sam Altman", "Sam Bankman", "person"),
        ("OpenAI", "Anthropic", "org"),
        ("Boston Consulting Group", "Brookings Foundation", "org"),
    ],
)
def test_others_share_none(a, b, entity_type):
    assert not set(blocks(a, entity_type)) & set(blocks(b, entity_type))


@settings(deadline=None)
@given(
    st.one_of(
        st.text(),
        st.sampled_from(["", " ", "...", "\u200f\u202e", "x" * 10_000, "a " * 10_000, "Jr.", "GmbH", "王小明", "🙂"]),
    ),
    st.sampled_from(["person", "org", "facility", "product"]),
)
def test_keys_are_few_and_short(name, entity_type):
    found = blocks(name, entity_type)
    assert len(found) == len(set(found)) <= MOST
    assert all(key.startswith(f"{entity_type[0]}:") and len(key) <= 42 for key in found)


def test_types_have_no_key_in_common():
    assert not set(blocks("Turing Wang", "person")) & set(blocks("Turing Wang", "org"))


def test_pairs_of_the_public_bench_share_a_key(shared: Path):
    """Every pair that is certain, and nearly every pair that may be one."""
    found = {Judgement.SAME: [], Judgement.UNSURE: []}
    for pair in read_pairs(shared / "bench" / "name_pairs.csv"):
        kind = "person" if pair.schema == "Person" else "org"
        verdict = compare(Name(pair.left, kind), Name(pair.right, kind)).verdict
        if verdict in found:
            found[verdict].append(bool(set(blocks(pair.left, kind)) & set(blocks(pair.right, kind))))
    assert all(found[Judgement.SAME])
    assert sum(found[Judgement.UNSURE]) / len(found[Judgement.UNSURE]) > 0.85
