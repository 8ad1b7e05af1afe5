"""Figures of stories: every pair of documents counts once."""

from talentwire.evaluate.gold import Gold
from talentwire.evaluate.stories import compare_stories


def golds(**links: str | None) -> list[Gold]:
    return [Gold(doc, same_story=same) for doc, same in links.items()]


def test_pairs_follow_chains_of_repetitions() -> None:
    report = compare_stories(golds(a=None, b="a", c="b", d=None), [["a", "b"], ["c", "d"]])
    assert report.right == (("a", "b"),)
    assert report.wrong == (("c", "d"),)
    assert report.missed == (("a", "c"), ("b", "c"))
    assert report.to_json()["precision"] == 0.5
    assert report.to_json()["recall"] == 0.333
    assert report.to_json()["pairs"] == 6


def test_rings_and_strangers_in_gold_do_no_harm() -> None:
    report = compare_stories(golds(a="b", b="a", c="nowhere"), [["a"], ["b"], ["c"]])
    assert report.missed == (("a", "b"),)


def test_nothing_to_find_and_nothing_found() -> None:
    assert compare_stories([], []).counts.rates() == (0.0, 0.0, 0.0)
