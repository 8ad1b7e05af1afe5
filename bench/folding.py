"""How fast documents fold into stories, and how well: synthetic articles with known copies, on one core.

Every article has its own people, companies and figures, and companies that everybody writes about, in a frame that many
share. Of a hundred documents, 80 are articles, 12 reprints of one (with another headline, a few words
changed and another frame, or cut from below) and 8 translations (every word another one, a tenth of the names garbled).

usage: python bench/folding.py [--documents N] [--seed N]
"""

import argparse
import json
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, islice
from typing import Any, NamedTuple

from talentwire.analyse.stories import Dated, Fold, Shelf, Sketch, compare, stories
from talentwire.model.document import Document
from talentwire.model.values import PartialDate

ONSETS = tuple("bcdfghklmnprstvwz")
VOWELS = ["a", "e", "i", "o", "u", "ai", "ei", "ou"]
ENDS = ("n", "r", "l", "s", "th", "ck", "m", "nd", "rt", "lm", "v", "g")
FAMOUS = ("OpenAI", "Meta", "Google", "Microsoft", "Anthropic", "Nvidia", "Apple", "Mistral", "xAI", "Amazon")
FRAMES = 40
BATCH = 1000
RECENT = 400
"""Articles from which a copy is made: the last ones."""


class Made(NamedTuple):
    """A document and the number of the article that it repeats, or its own."""

    document: Document
    story: int
    kind: str


class Writer:
    """Writes articles and what others make of them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.words = [self._word(2) for _ in range(6000)]
        self.weights = [1 / (rank + 10) for rank in range(len(self.words))]
        self.names = [self._word(3).title() for _ in range(60_000)]
        self.frames = [self._sentences(5) for _ in range(FRAMES)]
        self.recent: list[tuple[int, str, date]] = []

    def _word(self, syllables: int) -> str:
        parts = [
            self.chance.choice(ONSETS) + self.chance.choice(VOWELS) for _ in range(self.chance.randint(1, syllables))
        ]
        return "".join(parts) + self.chance.choice(ENDS)

    def _sentences(self, count: int, things: Sequence[str] = ()) -> str:
        made = []
        for _ in range(count):
            words = self.chance.choices(self.words, self.weights, k=self.chance.randint(9, 17))
            for thing in self.chance.choices(things, k=2) if things else ():
                words.insert(self.chance.randrange(1, len(words)), thing)
            made.append(" ".join(words).capitalize() if not things else words[0] + " " + " ".join(words[1:]))
        return ". ".join(made) + "."

    def article(self) -> str:
        """A text about people and figures of its own."""
        draw, number = self.chance.choice, self.chance.randint
        people = [f"{draw(self.names)} {draw(self.names)}" for _ in range(4)]
        houses = [draw(FAMOUS), draw(self.names), draw(FAMOUS)]
        sums = [f"${number(11, 999) / 10} million", f"{number(13, 9000)}", f"{number(2, 60)} percent"]
        return self._sentences(12, [*people, *people, *houses, *sums])

    def reprint(self, text: str) -> str:
        """The text under another headline, a few words changed, perhaps cut."""
        sentences = text.split(". ")
        if self.chance.random() < 0.3:
            sentences = sentences[: len(sentences) // 2]
        words = ". ".join(sentences).split(" ")
        for place in self.chance.sample(range(len(words)), len(words) // 50):
            if words[place].islower():
                words[place] = self.chance.choice(self.words)
        return f"{self._sentences(1)}\n{' '.join(words)}"

    def translation(self, text: str) -> str:
        """Every small word another one, a tenth of the names garbled."""
        return " ".join(self._translated(word) for word in text.split(" "))

    def _translated(self, word: str) -> str:
        if word.islower() and word.isalpha() and word not in {"million", "percent"}:
            return word[::-1] + "o"
        return word + "que" if word.istitle() and self.chance.random() < 0.1 else word

    def documents(self, count: int) -> Iterator[Made]:
        """So many documents, a hundred a day."""
        for number in range(count):
            day = date(2027, 1, 1) + timedelta(days=number // 100)
            lot = self.chance.random()
            if lot < 0.8 or not self.recent:
                text, story, kind = self.article(), number, "article"
                self.recent = [*self.recent[-RECENT:], (number, text, day)]
            else:
                story, source, _ = self.chance.choice(self.recent)
                kind = "reprint" if lot < 0.92 else "translation"
                text = self.reprint(source) if kind == "reprint" else self.translation(source)
            framed = f"{text}\n{self.chance.choice(self.frames)}" if self.chance.random() < 0.5 else text
            yield Made(Document(str(number), framed, date=PartialDate.of(day), lang="en"), story, kind)


def folding(count: int = 100_000, seed: int = 7) -> dict[str, Any]:
    """Fold so many documents and say how fast and how well; seconds are of one core."""
    spent: Counter[str] = Counter()
    shelf, folds = Shelf(), list[Fold]()
    truth: dict[str, int] = {}
    kinds: dict[str, str] = {}
    dated: list[Dated] = []
    compared = size = 0
    for some in _batches(Writer(seed).documents(count)):  # the clock itself is slow in some virtual machines
        start = time.process_time()
        sketches = [Sketch.of(made.document) for made in some]
        middle = time.process_time()
        for sketch in sketches:
            candidates = shelf.candidates(sketch)
            folds += [fold for one in candidates if (fold := compare(sketch, one))]
            shelf.add(sketch)
            compared += len(candidates)
        spent["sketching"] += middle - start
        spent["folding"] += time.process_time() - middle
        size += sum(len(json.dumps(sketch.to_json())) for sketch in sketches)
        for made, sketch in zip(some, sketches, strict=True):
            truth[sketch.digest], kinds[sketch.digest] = made.story, made.kind
            dated.append(Dated(sketch.digest, sketch.date))
    start = time.process_time()
    found = stories(dated, folds)
    spent["grouping"] += time.process_time() - start
    total = sum(spent.values())
    return {
        "documents": count,
        "seconds": {name: round(seconds, 1) for name, seconds in spent.items()},
        "documents per second": round(count / total),
        "candidates per document": round(compared / count, 2),
        "bytes per sketch": round(size / count),
        "memory in MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        **_judged([story.documents for story in found], truth, kinds),
    }


def _batches(documents: Iterator[Made]) -> Iterator[list[Made]]:
    while some := list(islice(documents, BATCH)):
        yield some


def _judged(groups: Sequence[Sequence[str]], truth: dict[str, int], kinds: dict[str, str]) -> dict[str, Any]:
    """Precision and recall of the pairs, and the share of reprints and translations that are with their article."""
    members: dict[int, list[str]] = {}
    for digest, story in truth.items():
        members.setdefault(story, []).append(digest)
    wanted = {pair for group in members.values() for pair in combinations(sorted(group), 2)}
    told = {pair for group in groups for pair in combinations(sorted(group), 2)}
    right = wanted & told
    together = {digest for pair in right for digest in pair}
    shares = {
        f"{kind}s found": round(sum(d in together for d in of) / len(of), 4)
        for kind in ("reprint", "translation")
        if (of := [digest for digest, made in kinds.items() if made == kind])
    }
    return {
        "pairs": len(wanted),
        "precision": round(len(right) / len(told), 4) if told else None,
        "recall": round(len(right) / len(wanted), 4) if wanted else None,
        **shares,
    }


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    asked.add_argument("--documents", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=7)
    given = asked.parse_args()
    print(json.dumps(folding(given.documents, given.seed), indent=1))


if __name__ == "__main__":
    main()
