"""Laws of folding: symmetry, order, noise, time, and texts that are no texts."""

import random
import time
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talentwire.analyse.stories import Dated, Fold, Sketch, compare, fold_all, stories
from talentwire.errors import BadValueError
from talentwire.model.document import Document
from talentwire.model.values import PartialDate

SYLLABLES = ["bar", "len", "to", "mik", "sa", "ruv", "pel", "do", "gan", "is", "wer", "ket", "lo", "fen", "ul", "tra"]
words = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map("".join)
tokens = st.one_of(words, words.map(str.title), st.integers(0, 99_999).map(str))
texts = st.lists(tokens, min_size=40, max_size=160).map(" ".join)
quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def sketch(text: str, name: str = "a", date: str | None = None) -> Sketch:
    return Sketch.of(Document(name, text, date=PartialDate.parse(date) if date else None, lang="en"))


def article(seed: int, size: int = 300) -> str:
    chance = random.Random(seed)
    made = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(size)]
    return " ".join(word.title() if chance.random() < 0.1 else word for word in made)


@quick
@given(texts, texts)
def test_the_order_of_two_documents_does_not_count(left: str, right: str) -> None:
    a, b = sketch(left, "a"), sketch(right, "b")
    assert compare(a, b) == compare(b, a)


@quick
@given(texts, st.lists(words, max_size=2), st.randoms(use_true_random=False))
def test_a_document_folds_with_itself_and_a_little_noise(text: str, noise: list[str], chance: random.Random) -> None:
    noisy = text.split()
    for word in noise[: len(noisy) // 20]:
        noisy.insert(chance.randrange(len(noisy)), word)
    a, b = sketch(text, "a"), sketch(" ".join(noisy), "b")
    assert (fold := compare(a, b))
    assert fold.kind == "copy"
    assert set(a.marks) & set(b.marks)


@quick
@given(st.text(max_size=400))
def test_any_text_has_a_sketch_that_survives_its_json(text: str) -> None:
    made = sketch(text)
    assert Sketch.from_json(made.to_json()) == made
    compare(made, sketch(text + " more", "b"))


folded = st.tuples(
    st.sampled_from(list(combinations("abcdefgh", 2))),
    st.sampled_from(["copy", "excerpt", "quotation", "translation"]),
    st.sampled_from([0.55, 0.7, 0.95]),
    st.booleans(),
)


@quick
@given(st.lists(folded, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_folds_does_not_count(
    found: list[tuple[tuple[str, str], str, float, bool]], chance: random.Random
) -> None:
    days = [PartialDate(2027, 1, 1 + place % 3) if place % 4 else None for place in range(8)]
    documents = [Dated(*one) for one in zip("abcdefgh", days, strict=True)]
    folds = [
        Fold(*pair, kind, score, part=pair[first] if kind in ("excerpt", "quotation") else "")  # type: ignore[arg-type]
        for pair, kind, score, first in found
    ]
    told = stories(documents, folds)
    chance.shuffle(folds)
    assert stories(documents, folds) == told
    assert sorted(one for story in told for one in story.documents) == list("abcdefgh")
    assert all(story.origin == story.documents[0] and story.id in story.documents for story in told)


def test_a_cut_version_is_an_excerpt_and_the_older_is_the_origin() -> None:
    whole, part = sketch(article(1), "whole", "2027-03-02"), sketch(article(1)[:700], "part", "2027-03-03")
    fold = compare(whole, part)
    assert fold
    assert (fold.kind, fold.part, fold.whole) == ("excerpt", part.digest, whole.digest)
    (story,) = stories([Dated(part.digest, part.date), Dated(whole.digest, whole.date)], [fold])
    assert (story.id, story.origin) == (part.digest, whole.digest)


def test_an_anthology_does_not_join_what_it_prints() -> None:
    one, two = article(1, 200), article(2, 200)
    told = [
        sketch(one, "one", "2027-03-01"),
        sketch(two, "two", "2027-03-01"),
        sketch(f"{one}\n{two}\n{article(3, 150)}", "both", "2027-03-05"),
    ]
    folds = fold_all(told)
    assert len(folds) == 2
    assert len(stories([Dated(made.digest, made.date) for made in told], folds)) == 3


def test_weak_retellings_do_not_chain_two_stories() -> None:
    documents = [Dated(one) for one in "abcd"]
    sure = [Fold("a", "b", "translation", 0.97), Fold("c", "d", "copy", 0.9)]
    assert len(stories(documents, [*sure, Fold("b", "c", "translation", 0.6)])) == 1
    more = [Dated(one) for one in "abcdef"]
    sure += [Fold("a", "e", "copy", 0.9), Fold("d", "f", "copy", 0.9)]
    assert len(stories(more, [*sure, Fold("b", "c", "translation", 0.6)])) == 2
    assert len(stories(more, [*sure, Fold("b", "c", "translation", 0.9)])) == 1


def test_what_stands_in_every_document_folds_none() -> None:
    frame = article(99, 150).lower()
    told = [sketch(f"{article(seed, 60)} {frame}", str(seed)) for seed in range(40)]
    assert fold_all(told) == []


ODD = {
    "empty": "",
    "one word": "word",
    "numbers": "1 2 3 4 5 6 7 8 9",
    "nothing": "\x00",
    "one long word": "a" * 1_000_000,
    "one word often": "word " * 200_000,
    "one number often": "1,234.5 " * 100_000,
    "one name often": "Name " * 100_000,
    "digits": "7" * 1_000_000,
    "marks": '"' * 300_000,
    "capitals": "A" * 1_000_000,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_texts_that_are_none_are_read_in_time(text: str) -> None:
    start = time.process_time()
    made = sketch(text)
    compare(made, sketch(text, "b"))
    assert time.process_time() - start < 20
    assert len(made.marks) < 100


def test_time_grows_with_the_length_of_the_text() -> None:
    def seconds(size: int) -> float:
        text = article(5, size)
        start = time.process_time()
        sketch(text)
        return time.process_time() - start

    seconds(1000)
    short, long = min(seconds(20_000) for _ in range(3)), min(seconds(80_000) for _ in range(3))
    assert long < 10 * short


def test_a_broken_sketch_says_so() -> None:
    with pytest.raises(BadValueError, match="no sketch"):
        Sketch.from_json({"digest": "a"})
