"""Compare two names of persons: first name with first name, surname with surname, and what is left over."""

from typing import Final

from talentwire.lang.scripts import families
from talentwire.model.entities import Feature, Judgement
from talentwire.resolve.align import Alignment, align, rejoin
from talentwire.resolve.names import Name, in_latin_letters, is_particle, words_of_person
from talentwire.resolve.score import CONTRADICTED, PLAUSIBLE, Score, different, pair_features, rest_features
from talentwire.resolve.spelling import Likeness, Word, alike, is_given

_SURE: Final = frozenset({"equal", "spelling"})
_GIVEN: Final = _SURE | {"short"}


def compare_persons(a: Name, b: Name) -> Score:
    """The score of two names whose keys differ."""
    left, right = _one_script(_spread(a, b), _spread(b, a))
    left, right = rejoin(left, right), rejoin(right, left)
    left, right = _main(left), _main(right)
    if not left or not right:
        return different("empty", f"{a.text or b.text} is no name.")
    found = align(left, right, _alike_person)
    features = [*pair_features(found), *rest_features(found)]
    if _turned(found):
        features.append(_order(found))
    if min(len(left), len(right)) == 1 < max(len(left), len(right)):
        features.append(Feature("single", -0.3, f"{a.text} or {b.text} is only a part of a name."))
    if any(i == len(left) - 1 and likeness.grade == "initial" for i, j, likeness in found.pairs):
        features.append(Feature("surname", -0.1, "One of the surnames is only an initial."))
    value = min(_value(found, features), CONTRADICTED if found.contradictory else 1.0)
    return Score(value, _verdict(found, value), tuple(features))


def _one_script(left: tuple[Word, ...], right: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Both in Latin letters where one of them is; two names in one other script are compared as they stand."""
    if any(all(word.folded.isascii() for word in words) for words in (left, right)):
        return in_latin_letters(left), in_latin_letters(right)
    return left, right


def _main(words: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for index, word in enumerate(words) if not is_particle(words, index))


def _spread(name: Name, other: Name) -> tuple[Word, ...]:
    """``JC Juncker`` as ``J C Juncker`` where the other name begins with those letters."""
    words, others = words_of_person(name.text), words_of_person(other.text)
    if not words or not name.text.split()[0].isupper():
        return words
    letters = words[0].folded
    initials = "".join(word.folded[0] for word in others[: len(letters)])
    if 2 <= len(letters) <= 3 and len(others) > len(letters) and initials == letters and others[0].folded != letters:
        return (*(Word(letter, letter) for letter in letters), *words[1:])
    return words


def _alike_person(left: Word, right: Word, last: bool) -> Likeness:
    found = alike(left, right, given=not last)
    if found.grade in ("different", "slip") and families(left.folded) & families(right.folded):
        return Likeness(0.8, "kin")
    return found


def _turned(found: Alignment) -> bool:
    return len(found.pairs) == len(found.left) == len(found.right) == 2 and found.pairs[0][1] == 1


def _order(found: Alignment) -> Feature:
    """What the other order counts: little for a family name that also stands first, much for two given names."""
    first, last = (word.folded for word in found.left)
    if bool(families(first)) != bool(families(last)):
        return Feature("order", -0.05, "The family name stands first in one of them, as in East Asia.")
    both_given = all(is_given(word) for word in (first, last))
    return Feature("order", -0.35 if both_given else -0.2, "The two words stand the other way round.")


def _value(found: Alignment, features: list[Feature]) -> float:
    total = sum(likeness.value for *_, likeness in found.pairs)
    clashes = min(len(found.left_over), len(found.right_over))
    value = total / max(len(found.pairs) + clashes, 1)
    value += sum(feature.value for feature in features if feature.name in ("extra", "order", "single", "surname"))
    return round(max(value, 0.0), 4)


def _verdict(found: Alignment, value: float) -> Judgement:
    if value < PLAUSIBLE or found.contradictory:
        return Judgement.DIFFERENT
    strong = min(len(found.left), len(found.right)) > 1 and _ends_agree(found) and _middle_agrees(found)
    return Judgement.SAME if strong else Judgement.UNSURE


def _ends_agree(found: Alignment) -> bool:
    """Whether first name goes with first name and surname with surname, both on good evidence."""
    paired = {(i, j): likeness for i, j, likeness in found.pairs}
    if _family_first(found):
        return all(grade in _SURE for _, grade, _ in paired.values())
    last = paired.get((len(found.left) - 1, len(found.right) - 1))
    first = paired.get((0, 0))
    if last is None or first is None:
        return False
    if last.grade == "slip":
        return _slip_in_surname(found.left[-1].folded, found.right[-1].folded, last) and first.grade in _SURE
    return last.grade in _SURE and first.grade in _GIVEN


def _family_first(found: Alignment) -> bool:
    """Whether one is the other with the family name moved from the end to the front, or back: Kim Jong Un."""
    if found.left_over or found.right_over or len(found.pairs) < 2:
        return False
    places, last = [j for _, j, _ in found.pairs], len(found.pairs) - 1
    moved = []
    if places == [*range(1, last + 1), 0]:
        moved.append(found.left[-1].folded)
    if places == [last, *range(last)]:
        moved.append(found.left[0].folded)
    return len([word for word in moved if families(word)]) == 1


def _slip_in_surname(a: str, b: str, likeness: Likeness) -> bool:
    """One letter missing, doubled or swapped in a long surname.

    Another letter (Petersen, Pedersen) or one more at the end (Martin, Martins) makes another surname.
    """
    short, full = sorted((a, b), key=len)
    if len(short) < 7 or likeness.edits != 1 or full.startswith(short):
        return False
    return len(short) < len(full) or sorted(short) == sorted(full)


def _middle_agrees(found: Alignment) -> bool:
    """Whether nothing else speaks against it; half of a double name is not a name left out: Jean-Claude, Jean."""
    rest = [found.left[i] for i in found.left_over] + [found.right[j] for j in found.right_over]
    if any(word.tied for word in rest):
        return False
    inner = [grade for i, j, (_, grade, *_) in found.pairs if (i, j) != (0, 0)]
    return all(grade in _GIVEN or grade == "initial" for grade in inner[:-1])
