"""Rough keys of names, for finding candidates: two names that may be one have at least one key in common.

A person's keys put the sound of the surname beside what the first name may be; an organisation's are its telling
words and its first letters. There are few keys a name, so that they can be kept in an index.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from talentwire.lang.folding import legal_forms
from talentwire.model.entities import EntityType
from talentwire.resolve.names import in_latin_letters, is_particle, plain_key, words_of_org, words_of_person
from talentwire.resolve.spelling import Word, long_forms, sound

MOST: Final = 12
"""Keys of one name; the most telling come first."""
_LONGEST: Final = 40
"""Letters of a key: what is longer is no name, and must not fill an index."""
_WORDS: Final = 8
"""Words of a name that are looked at: two at the front, the others from the end."""
_SOFT: Final = str.maketrans({**dict.fromkeys("aeiouyhj", ""), "c": "k", "q": "k", "z": "s", "w": "v"})
"""What a transliteration may leave out or change is not told apart among the consonants."""


@lru_cache(maxsize=1 << 16)
def blocks(name: str, entity_type: EntityType) -> tuple[str, ...]:
    """The rough keys of a name, most telling first; none for a name without letters.

    Args:
        name: as it is written.
        entity_type: person, org, facility or product; names of two types have no key in common.

    """
    found = _person(name) if entity_type == "person" else _organisation(name, entity_type)
    keys = dict.fromkeys(f"{entity_type[0]}:{key[:_LONGEST]}" for key in found)
    return tuple(islice(keys, MOST))


def _person(name: str) -> Iterator[str]:
    words = in_latin_letters(words_of_person(name))
    words = tuple(word for index, word in enumerate(words) if not is_particle(words, index))
    if len(words) > _WORDS:
        words = (*words[:2], *words[2 - _WORDS :])
    if not words:
        return
    yield f"={_letters(words)}"
    if len(words) == 1:
        return
    first, last, surnames = words[0].folded, words[-1].folded, _surnames(words)
    yield f"{surnames[0]} {first[0]}"
    yield from _forms(words[0], surnames[0])
    if len(last) >= 5 and len(first) > 1:  # one wrong letter leaves the beginning or the end as it is
        size = 2 if len(last) < 7 else 3
        yield from (f"{sound(first)} {last[:size]}-", f"{sound(first)} -{last[-1 - size :]}")
    yield from (f"{surname} {first[0]}" for surname in surnames[1:])
    for word in words[1:-1]:
        yield from _forms(word, surnames[0])


def _forms(given: Word, surname: str) -> Iterator[str]:
    """The surname with every name that the first name may be a form of."""
    if not given.initial:
        forms = long_forms(given.folded)
        yield from (f"{surname} {form}" for form in sorted(forms, key=lambda form: (form != given.folded, form)))
        yield f"{surname} {sound(given.folded)}"


def _surnames(words: tuple[Word, ...]) -> list[str]:
    """The sounds of what may be the surname: the last word, the last two as one, and the last but one."""
    last, before = words[-1], words[-2].folded
    surnames = [sound(last.folded), sound(last.umlauts)]
    if len(words) > 2:
        surnames += [sound(before + last.folded), sound(before)]
    return list(dict.fromkeys(surnames))


def _letters(words: tuple[Word, ...]) -> str:
    """The consonants of all words in the order of the alphabet: the same for ``Lee Sang-hyuk`` and ``Sanghyuk Lee``."""
    heard = "".join(word.folded for word in words)
    return "".join(sorted(set(heard.translate(_SOFT) or heard)))


def _organisation(name: str, entity_type: EntityType) -> Iterator[str]:
    words = [word.folded for word in words_of_org(name)[0]][:_WORDS]
    if not words:
        if key := plain_key(name):
            yield f"={key}"
        return
    plain = legal_forms().generic | legal_forms().small
    if entity_type != "org":
        plain |= legal_forms().things
    telling = [word for word in words if word not in plain and len(word) > 1] or words
    whole = "".join(words)
    yield f"={sound(whole)}"
    yield f"={sound(''.join(telling))}"
    yield from (sound(word) for word in telling[:4])
    if len(words) > 1:
        yield f"+{''.join(word[0] for word in words)}"
        yield f"+{''.join(word[0] for word in words if word not in legal_forms().small)}"
    elif len(whole) <= 6:
        yield f"+{whole}"
    if len(whole) >= 6:
        yield from (f"{whole[:4]}-", f"-{whole[-4:]}")
