"""Compare two names and say why: the value from 0 to 1, the verdict, and each reason as a sentence."""

from dataclasses import dataclass
from typing import Final

from talentwire.lang.folding import legal_forms, romanise
from talentwire.model.entities import Feature, Judgement
from talentwire.resolve.align import Alignment, align, rejoin
from talentwire.resolve.names import Name, is_particle, words_of_org, words_of_person
from talentwire.resolve.spelling import Likeness, Word, alike, edits

PLAUSIBLE: Final = 0.7
"""From this value on two names are candidates for being one."""
_CONTRADICTED: Final = 0.5
_SURE: Final = frozenset({"equal", "spelling"})
_GIVEN: Final = _SURE | {"short"}


@dataclass(frozen=True, slots=True)
class Score:
    """What comparing two names gave.

    Attributes:
        value: from 0 to 1; the same whichever name comes first.
        verdict: ``same`` on strong evidence only; ``unsure`` where the names may be one; else ``different``.
        features: the reasons.

    """

    value: float
    verdict: Judgement
    features: tuple[Feature, ...]

    def has(self, feature: str) -> bool:
        """Whether this is among the reasons."""
        return any(found.name == feature for found in self.features)


def compare(a: Name, b: Name) -> Score:
    """Compare two names, without knowledge of who is who; symmetric."""
    if a.type != b.type:
        return _different("type", f"{a.text} is a {a.type}, {b.text} a {b.type}.")
    if b.text < a.text:
        a, b = b, a
    if a.key and a.key == b.key:
        return _same_key(a, b)
    if a.type == "person":
        return _persons(a, b)
    return _organisations(a, b)


def same_person(a: str, b: str) -> bool:
    """Whether the evidence is strong that these are two ways to write one person's name."""
    return compare(Name(a), Name(b)).verdict is Judgement.SAME


def _different(name: str, sentence: str, value: float = 0.0) -> Score:
    return Score(value, Judgement.DIFFERENT, (Feature(name, -1.0, sentence),))


def _same_key(a: Name, b: Name) -> Score:
    if clash := _form_clash(a, b):
        return Score(0.65, Judgement.UNSURE, (clash,))
    return Score(1.0, Judgement.SAME, (Feature("key", 1.0, f"{a.text} and {b.text} are written with the same words."),))


# Persons


def _persons(a: Name, b: Name) -> Score:
    left, right = _spread(a, b), _spread(b, a)
    left, right = rejoin(left, right), rejoin(right, left)
    left, right = _main(left), _main(right)
    if not left or not right:
        return _different("empty", f"{a.text or b.text} is no name.")
    found = align(left, right, _alike_person)
    features = [*_pair_features(found), *_rest_features(found)]
    if _turned(found):
        features.append(Feature("order", -0.35, "The two words stand the other way round."))
    if min(len(left), len(right)) == 1 < max(len(left), len(right)):
        features.append(Feature("single", -0.3, f"{a.text} or {b.text} is only a part of a name."))
    value = min(_value(found, features), _CONTRADICTED if found.contradictory else 1.0)
    return Score(value, _verdict_on_persons(found, value), tuple(features))


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
    return alike(left, right, given=not last)


def _turned(found: Alignment) -> bool:
    return len(found.pairs) == len(found.left) == len(found.right) == 2 and found.pairs[0][1] == 1


def _value(found: Alignment, features: list[Feature]) -> float:
    total = sum(likeness.value for *_, likeness in found.pairs)
    clashes = min(len(found.left_over), len(found.right_over))
    value = total / max(len(found.pairs) + clashes, 1)
    value += sum(feature.value for feature in features if feature.name in ("extra", "order", "single"))
    return round(max(value, 0.0), 4)


_SAID: Final = {
    "equal": "{a} is in both names.",
    "spelling": "{a} and {b} are spellings of one name.",
    "short": "{a} and {b}: one is a short form of the other.",
    "initial": "{a} and {b}: one is the initial of the other.",
    "kin": "{a} and {b} may be forms of one name.",
    "abroad": "{a} and {b} are one name in two languages.",
    "slip": "{a} and {b} differ by few letters.",
}


def _pair_features(found: Alignment) -> list[Feature]:
    features = []
    for i, j, likeness in found.pairs:
        a, b = found.left[i].folded, found.right[j].folded
        features.append(Feature(likeness.grade, round(likeness.value, 4), _SAID[likeness.grade].format(a=a, b=b)))
    return features


def _rest_features(found: Alignment) -> list[Feature]:
    left = [found.left[i].folded for i in found.left_over]
    right = [found.right[j].folded for j in found.right_over]
    if left and right:
        return [Feature("clash", -1.0, f"{' '.join(left)} in one name stands against {' '.join(right)} in the other.")]
    if rest := left or right:
        many = len(rest) > len(found.pairs)
        value = -0.06 * len(rest) - (0.3 if many else 0.0)
        return [Feature("extra", value, f"{' '.join(rest)} is in one name only.")]
    return []


def _verdict_on_persons(found: Alignment, value: float) -> Judgement:
    if value < PLAUSIBLE or found.contradictory:
        return Judgement.DIFFERENT
    strong = min(len(found.left), len(found.right)) > 1 and _ends_agree(found) and _middle_agrees(found)
    return Judgement.SAME if strong else Judgement.UNSURE


def _ends_agree(found: Alignment) -> bool:
    """Whether first name goes with first name and surname with surname, both on good evidence."""
    paired = {(i, j): likeness for i, j, likeness in found.pairs}
    last = paired.get((len(found.left) - 1, len(found.right) - 1))
    first = paired.get((0, 0))
    if last is None or first is None:
        return False
    if last.grade == "slip":
        return _slip_in_surname(found.left[-1].folded, found.right[-1].folded, last) and first.grade in _SURE
    return last.grade in _SURE and first.grade in _GIVEN


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


# Organisations


def _organisations(a: Name, b: Name) -> Score:
    (left, _), (right, _) = words_of_org(a.text), words_of_org(b.text)
    if not left or not right:
        return _different("empty", f"{a.text or b.text} is no name.")
    left, right = rejoin(left, right), rejoin(right, left)
    found = align(left, right, _alike_org)
    features = [*_pair_features(found), *_org_rest(found)]
    numbers = _numbers(left) != _numbers(right)
    if numbers:
        features.append(Feature("number", -0.5, "The numbers in the two names differ."))
    if clash := _form_clash(a, b):
        features.append(clash)
    value = _org_value(found, features)
    if not numbers:
        value = max(value, _whole(a.text, b.text, features), _acronym(left, right, features))
    return Score(value, Judgement.UNSURE if value >= PLAUSIBLE else Judgement.DIFFERENT, tuple(features))


_ROMAN: Final = frozenset("ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xx".split())  # noqa: SIM905


def _numbers(words: tuple[Word, ...]) -> list[str]:
    return [word.folded for word in words[1:] if word.folded in _ROMAN or any(c.isdigit() for c in word.folded)]


def _alike_org(left: Word, right: Word, last: bool) -> Likeness:
    if left.initial or right.initial:
        same = left.folded == right.folded
        return Likeness(float(same), "equal" if same else "different")
    return alike(left, right)


def _org_rest(found: Alignment) -> list[Feature]:
    generic = legal_forms().generic
    rest = [found.left[i].folded for i in found.left_over] or [found.right[j].folded for j in found.right_over]
    if found.contradictory or not rest:
        return _rest_features(found)
    telling = [word for word in rest if word not in generic]
    value = -0.1 * len(rest) - 0.35 * bool(telling)
    return [Feature("extra", round(value, 2), f"{' '.join(rest)} is in one name only.")]


def _org_value(found: Alignment, features: list[Feature]) -> float:
    generic = legal_forms().generic
    weights = [(0.35 if found.left[i].folded in generic else 1.0, likeness) for i, _, likeness in found.pairs]
    value = sum(weight * likeness.value for weight, likeness in weights) / max(sum(w for w, _ in weights), 0.35)
    value += sum(feature.value for feature in features if feature.name in ("extra", "form", "number"))
    return round(max(0.0, min(value, _CONTRADICTED if found.contradictory else 1.0)), 4)


def _whole(a: str, b: str, features: list[Feature]) -> float:
    left, right = romanise(a).replace(" ", ""), romanise(b).replace(" ", "")
    if min(len(left), len(right)) < 8 or edits(left, right, 1) > 1:
        return 0.0
    features.append(Feature("whole", 0.9, "Written as one word, the names differ by one letter."))
    return 0.9


def _acronym(left: tuple[Word, ...], right: tuple[Word, ...], features: list[Feature]) -> float:
    short, full = sorted((left, right), key=len)
    if len(short) > 1 or len(full) < 3 or short[0].folded != "".join(word.folded[0] for word in full):
        return 0.0
    features.append(Feature("acronym", 0.75, f"{short[0].folded} are the first letters of the other name."))
    return 0.75


def _form_clash(a: Name, b: Name) -> Feature | None:
    if a.type != "org":
        return None
    left, right = (set(words_of_org(name.text)[1]) - {"company"} for name in (a, b))
    if left and right and not left & right:
        return Feature(
            "form", -0.35, f"The legal forms differ: {', '.join(sorted(left))} and {', '.join(sorted(right))}."
        )
    return None
