"""Compare two names of organisations, facilities or products: the words that tell them, and those that do not."""

from typing import Final

from talentwire.lang.folding import legal_forms, romanise
from talentwire.model.entities import Feature, Judgement
from talentwire.resolve.align import Alignment, align, rejoin
from talentwire.resolve.names import Name, words_of_org
from talentwire.resolve.score import CONTRADICTED, PLAUSIBLE, Score, different, pair_features, rest_features
from talentwire.resolve.spelling import Likeness, Word, alike, edits

Words = tuple[Word, ...]


def compare_orgs(a: Name, b: Name) -> Score:
    """The score of two names whose keys differ."""
    left, right = _telling(words_of_org(a.text)[0]), _telling(words_of_org(b.text)[0])
    if not left or not right:
        return different("empty", f"{a.text or b.text} is no name.")
    left, right = rejoin(left, right), rejoin(right, left)
    spread_left, spread_right = _spread(left, right), _spread(right, left)
    found = align(spread_left, spread_right, _alike_org)
    features = [*pair_features(found), *_rest(found), *_order(found)]
    if (spread_left, spread_right) != (left, right):
        features.append(Feature("acronym", -0.1, "In one name, first letters stand for words of the other."))
    numbers = _numbers(left) != _numbers(right)
    if numbers:
        features.append(Feature("number", -0.5, "The numbers in the two names differ."))
    if clash := form_clash(a, b):
        features.append(clash)
    value = _value(found, features)
    if numbers and _siblings(left, right):
        value = max(value, _SIBLINGS)
    if not numbers and value < 0.9:
        value = max(value, _whole(a.text, b.text, features))
    return Score(value, _verdict(found, features, value), tuple(features))


def _verdict(found: Alignment, features: list[Feature], value: float) -> Judgement:
    """The same only where all words are, in one order."""
    if value < PLAUSIBLE or any(feature.name == "number" for feature in features):
        return Judgement.DIFFERENT
    plain = all(feature.name == "equal" for feature in features)
    return Judgement.SAME if plain and not found.left_over and not found.right_over else Judgement.UNSURE


def _telling(words: Words) -> Words:
    """The words without the small ones; all of them, where there are only small ones."""
    return tuple(word for word in words if word.folded not in legal_forms().small) or words


def _spread(words: Words, others: Words) -> Words:
    """The words with first letters written out that stand for a run of words in the other name: MPI, MIT."""
    known = {word.folded for word in words} | {word.folded for word in others}
    for index, word in enumerate(words):
        letters = word.folded
        for start in range(len(others) - len(letters) + 1) if 2 <= len(letters) <= 6 else ():
            run = others[start : start + len(letters)]
            if "".join(other.folded[0] for other in run) == letters and letters not in known - {letters}:
                return (*words[:index], *run, *words[index + 1 :])
    return words


_ROMAN: Final = frozenset("ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xx".split())  # noqa: SIM905


_SIBLINGS: Final = 0.72
"""Fund X and Fund XI look alike, as a slip of the pen would; they are told apart all the same."""


def _siblings(left: Words, right: Words) -> bool:
    """Whether one number is all that differs in names of three words and more."""
    differing = [(a, b) for a, b in zip(left, right, strict=False) if a.folded != b.folded]
    return len(left) == len(right) > 2 and len(differing) == 1 and all(_is_number(word) for word in differing[0])


def _is_number(word: Word) -> bool:
    return word.folded in _ROMAN or any(c.isdigit() for c in word.folded)


def _numbers(words: tuple[Word, ...]) -> list[str]:
    return [word.folded for word in words[1:] if _is_number(word)]


def _alike_org(left: Word, right: Word, last: bool) -> Likeness:
    if left.initial or right.initial:
        same = left.folded == right.folded
        return Likeness(float(same), "equal" if same else "different")
    return alike(left, right)


def _rest(found: Alignment) -> list[Feature]:
    generic = legal_forms().generic
    rest = [found.left[i].folded for i in found.left_over] or [found.right[j].folded for j in found.right_over]
    if found.contradictory or not rest:
        return rest_features(found)
    whole = [word.folded for word in (found.left if found.left_over else found.right)]
    if len(rest) == 1 and len(whole) > 2 and _shortens(rest[0], [word for word in whole if word != rest[0]]):
        return [Feature("extra", -0.05, f"{rest[0]} are the first letters of the name itself.")]
    telling = [word for word in rest if word not in generic]
    value = -0.1 * len(rest) - 0.35 * bool(telling)
    return [Feature("extra", round(value, 2), f"{' '.join(rest)} is in one name only.")]


def _shortens(short: str, words: list[str]) -> bool:
    """Whether a word is made of the first letters of all words and maybe some others: SSI, UNIL."""
    if not 2 <= len(short) <= 6 or short[0] != words[0][0]:
        return False
    letters = iter("".join(words))
    return all(letter in letters for letter in short) and len({word[0] for word in words} - set(short)) == 0


def _order(found: Alignment) -> list[Feature]:
    places = [j for _, j, _ in found.pairs]
    turned = places != sorted(places)
    return [Feature("order", -0.1, "The words stand in another order.")] if turned else []


_COUNTED: Final = ("extra", "form", "number", "order", "acronym")


def _value(found: Alignment, features: list[Feature]) -> float:
    generic = legal_forms().generic
    weights = [(0.35 if found.left[i].folded in generic else 1.0, likeness) for i, _, likeness in found.pairs]
    value = sum(weight * likeness.value for weight, likeness in weights) / max(sum(w for w, _ in weights), 0.35)
    value += sum(feature.value for feature in features if feature.name in _COUNTED)
    return round(max(0.0, min(value, CONTRADICTED if found.contradictory else 1.0)), 4)


def _whole(a: str, b: str, features: list[Feature]) -> float:
    left, right = romanise(a).replace(" ", ""), romanise(b).replace(" ", "")
    if min(len(left), len(right)) < 8 or edits(left, right, 1) > 1:
        return 0.0
    features.append(Feature("whole", 0.9, "Written as one word, the names differ by one letter."))
    return 0.9


def form_clash(a: Name, b: Name) -> Feature | None:
    """What it counts that two organisations have different legal forms."""
    if a.type != "org":
        return None
    left, right = (set(words_of_org(name.text)[1]) - {"company"} for name in (a, b))
    if left and right and not left & right:
        return Feature(
            "form", -0.35, f"The legal forms differ: {', '.join(sorted(left))} and {', '.join(sorted(right))}."
        )
    return None
