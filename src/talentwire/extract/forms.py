"""The forms that names take in one document (surname, acronym, short form), each with the full name it stands for."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from talentwire.extract.text import Mention, Text
from talentwire.lang.folding import fold

Forms = dict[str, str]
"""Folded forms to full names."""

_SHORTEST = 4
"""A first name or the first word of a company stands for the whole only if it has at least as many letters."""
_GIVEN_AND_SURNAME = 2
"""Parts of a name without a second surname."""
_ACRONYM = range(2, 7)
_NOT_AS_SAID = {"garbled", "nickname", "adjective"}


def person_forms(mentions: Iterable[Mention]) -> Forms:
    """Every form of a person in the document (full name, surname) to the fullest name."""
    full = _whole(Counter(m.name for m in mentions if m.kind == "PER" and len(m.name.split()) > 1 and fold(m.name)))
    forms: Forms = {}
    by_surname: dict[str, list[str]] = defaultdict(list)
    for name in sorted(full, key=lambda n: (-full[n], -len(n))):
        by_surname[fold(name.split()[-1])].append(name)
    for surname, names in by_surname.items():
        best = max(names, key=lambda n: (full[n], len(n)))
        forms[surname] = best
        for name in names:
            forms[fold(name)] = best if fold(name)[0] == fold(best)[0] else name
        tail = best.split()[1:]
        if len(tail) > 1:  # "De Freitas", "Roy-Chowdhury" and other surnames of two words
            forms.setdefault(fold(" ".join(tail)), best)
    for first, name in (*_first_names(full, forms), *_first_surnames(full, forms)):
        forms.setdefault(first, name)
    return forms


def _whole(full: Counter[str]) -> Counter[str]:
    """The names without those that are the end of another one, for which that one counts: "van Beekveld"."""
    ends: dict[str, set[str]] = defaultdict(set)
    for name in full:
        parts = fold(name).split()
        for start in range(1, len(parts) - 1):
            ends[" ".join(parts[start:])].add(name)
    whole = Counter(full)
    for name, count in full.items():
        longer = ends.get(fold(name), set())
        if len(longer) == 1:
            whole[next(iter(longer))] += count
            del whole[name]
    return whole


def _first_surnames(full: Iterable[str], forms: Forms) -> Iterator[tuple[str, str]]:
    """The first of two surnames that one person of the document has: "Ferrer" for "Josep Maria Ferrer Balcells"."""
    held: dict[str, set[str]] = defaultdict(set)
    for name in full:
        parts = name.split()
        if len(parts) > _GIVEN_AND_SURNAME and parts[-2][:1].isupper():
            held[fold(parts[-2])].add(forms[fold(name)])
    for surname, names in held.items():
        if len(names) == 1 and len(surname) >= _SHORTEST:
            yield surname, names.pop()


def _first_names(full: Iterable[str], forms: Forms) -> Iterator[tuple[str, str]]:
    """First names that one person of the document has: "Tadeusz left us"."""
    given: dict[str, set[str]] = defaultdict(set)
    for name in full:
        given[fold(name.split()[0])].add(forms[fold(name)])
    for first, names in given.items():
        if len(names) == 1 and len(first) >= _SHORTEST:
            yield first, names.pop()


def org_forms(text: Text, mentions: list[Mention]) -> Forms:
    """Every form of an organisation in the document to the fullest name the document gives."""
    orgs = [m for m in mentions if m.kind == "ORG"]
    forms = _as_said(orgs)
    for name, longer in _lengthened(orgs, forms):
        forms[fold(name)] = longer
    for acronym, name in _acronyms(text, orgs):
        forms[fold(acronym)] = forms.get(fold(name), name)
    places = {fold(m.name) for m in mentions if m.kind == "PLACE"}
    forms.update(_first_words(text, forms, places))
    return forms


def _as_said(orgs: Iterable[Mention]) -> Forms:
    """The names that the document gives one organisation, to the longest of them."""
    said: dict[str, dict[str, None]] = defaultdict(dict)
    for m in orgs:
        canonical = bool(m.traits & _NOT_AS_SAID)
        said[str(m.value or m.name)][str(m.value) if canonical else m.name.rstrip("'’")] = None
    forms: Forms = {}
    for key, names in said.items():
        # an older name is none for the house where the text gives its present one: "Meta, the owner of Facebook"
        present = [n for n in names if key in names and not set(key.split()).isdisjoint(n.split())]
        best = max(present or names, key=lambda n: (len(n.split()), len(n)))
        forms.update((fold(name), best) for name in (key, *names))
    return forms


def _lengthened(orgs: Iterable[Mention], forms: Forms) -> Iterator[tuple[str, str]]:
    """ "Isarwerk" beside "Isarwerk Compute": one company, where neither name is known from elsewhere."""
    unknown = sorted({(fold(m.name), m.name) for m in orgs if not m.known})
    for folded, name in unknown:
        begin = f"{folded} "
        low, high = bisect_left(unknown, (begin,)), bisect_left(unknown, (f"{folded}!",))  # "!" comes next to the blank
        longer = {forms.get(other, full) for other, full in unknown[low:high]}
        if len(longer) == 1:
            yield name, longer.pop()


def _acronyms(text: Text, orgs: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Acronyms in brackets after the name they stand for: "Safe Superintelligence (SSI)"."""
    for m in orgs:
        behind = text.words[m.last : m.last + 3]
        bracketed = len(behind) == 3 and behind[0] == "(" and behind[2] == ")"
        if bracketed and behind[1].isupper() and len(behind[1]) in _ACRONYM:
            yield behind[1], str(m.value or m.name)


def _first_words(text: Text, forms: Forms, places: set[str]) -> Iterator[tuple[str, str]]:
    """First words of longer names that stand for one name alone."""
    by_head: dict[str, set[str]] = defaultdict(set)
    for form, name in forms.items():
        by_head[form.partition(" ")[0]].add(name)
    for form, name in list(forms.items()):
        head, _, more = form.partition(" ")
        capital = all(part[:1].isupper() for part in name.split())
        free = head not in forms and head not in places and not text.pack.is_common(head)
        if more and len(head) >= _SHORTEST and capital and free and len(by_head[head]) == 1:
            yield head, name
