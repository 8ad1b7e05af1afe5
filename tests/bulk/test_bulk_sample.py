"""The sample of dropped sentences does not depend on how the work is divided."""

from hypothesis import given
from hypothesis import strategies as st

from talentwire.bulk.sample import Sample

SENTENCES = [f"Sentence number {number} has some words in it." for number in range(200)]


@given(st.lists(st.integers(0, 7), min_size=len(SENTENCES), max_size=len(SENTENCES)))
def test_samples_of_parts_make_the_sample_of_the_whole(parts: list[int]) -> None:
    whole = Sample()
    divided = [Sample() for _ in range(8)]
    for part, sentence in zip(parts, SENTENCES, strict=True):
        whole.add_text("here", sentence)
        divided[part].add_text("here", sentence)
    joined = Sample()
    for one in divided:
        joined.add(one.drawn())
    assert joined.drawn() == whole.drawn()
    assert len(whole.drawn()) == 20


def test_another_seed_draws_others() -> None:
    one, other = Sample(), Sample(seed=2)
    for sentence in SENTENCES:
        one.add_text("here", sentence)
        other.add_text("here", sentence)
    assert {drawn.sentence for drawn in one.drawn()} != {drawn.sentence for drawn in other.drawn()}


def test_a_sentence_counts_once_and_menus_are_none() -> None:
    sample = Sample()
    for _ in range(3):
        sample.add_text("here", "The same sentence stands in every page. Home\nContact\nAbout us\n")
    assert [(one.place, one.sentence) for one in sample.drawn()] == [
        ("here", "The same sentence stands in every page.")
    ]
