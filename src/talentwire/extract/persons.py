"""Where the name of a person begins and ends: parts that came apart are joined, titles are no part of it."""

from collections.abc import Iterator

from talentwire.extract.text import Mention, Text, tokens_of
from talentwire.extract.vocabulary import KnownWords, known_words
from talentwire.lang.name_words import name_particles

_LONGEST = 4
_HYPHENED = 6
"""Parts of a given name with a hyphen are no longer: "Lip-Bu", but not "Wachstums-Chef"."""


def whole_persons(text: Text, mentions: list[Mention]) -> list[Mention]:
    """Join the parts of a person's name that came apart, and take in words of it that were not seen."""
    mentions = sorted(mentions, key=lambda m: m.first)
    taken = tokens_of(mentions)
    _surnames_for_firms(text, mentions, taken)
    out: list[Mention] = []
    for mention in mentions:
        last = out[-1] if out else None
        if last and (_continues(last, mention) or _hyphened(text, last, mention)):
            out[-1] = Mention("PER", last.first, mention.last, text.say(last.first, mention.last))
        elif _open(mention):
            out.append(_extended(text, mention, last.last if last else 0, taken))
        else:
            out.append(mention)
    return out


def _surnames_for_firms(text: Text, mentions: list[Mention], taken: set[int]) -> None:
    """Take for a surname what the tagger took for a company behind a first name: Urs "Zellweger"."""
    words = known_words(text.pack.lang)
    seen = {m.last: m for m in mentions if m.kind == "PER" and m.last - m.first == 1}
    for m in mentions:
        at = m.first - 1
        alone = m.kind in ("ORG", "PLACE") and not m.known and m.last - m.first == 1 and "given" not in m.traits
        if words is None or not alone or at < text.sentence_of(m.first).first or (at in taken and at + 1 not in seen):
            continue
        strange = not words.is_org_part(m.name) and not words.is_word(text.lower[m.first])
        if strange and words.is_first_name(text.words[at]) and _written_as_name(text, at):
            m.kind = "PER"


def _open(mention: Mention) -> bool:
    """Whether a mention is a person's name whose extent may be wrong."""
    return mention.kind == "PER" and "given" not in mention.traits


def _continues(last: Mention, mention: Mention) -> bool:
    touches = last.last == mention.first and mention.last - last.first <= _LONGEST
    return touches and _open(last) and _open(mention)


def _hyphened(text: Text, last: Mention, mention: Mention) -> bool:
    """Whether a hyphen alone parts two pieces of a name: "Jean"-"Marc Chéry"."""
    beside = mention.first == last.last + 1 and text.words[last.last] == "-" and _open(last) and _open(mention)
    return beside and text.ends[last.last - 1] == text.starts[last.last] == text.starts[mention.first] - 1


def _broken_off(text: Text, last: int, taken: set[int]) -> int:
    """Where a name ends that the tagger ended with a hyphen: Kwon "Jae-"ho."""
    if last >= len(text.words) or last in taken or text.words[last - 1] != "-" or not text.words[last].isalpha():
        return last
    return last + (text.ends[last - 1] == text.starts[last])


def _extended(text: Text, mention: Mention, floor: int, taken: set[int]) -> Mention:
    first = _first_name(text, _given_names(text, mention.first, floor), floor, taken)
    last = _second_surname(text, _broken_off(text, _surnames(text, mention, taken), taken), taken)
    if (first, last) == (mention.first, mention.last):
        return mention
    return Mention("PER", first, last, text.say(first, last), weak=mention.weak)


def _given_names(text: Text, first: int, floor: int) -> int:
    """Where a given name with a hyphen starts that stands right before: "Lip-Bu" Tan."""
    start = first - 3
    if start < floor or text.words[start + 1] != "-":
        return first
    glued = text.ends[start] == text.starts[start + 1] and text.ends[start + 1] == text.starts[start + 2]
    parts = (text.words[start], text.words[start + 2])
    return start if glued and all(p[:1].isupper() and len(p) <= _HYPHENED for p in parts) else first


def _first_name(text: Text, first: int, floor: int, taken: set[int]) -> int:
    """Where a person's name starts whose first name was not seen: "Étienne" Abadie-Roux."""
    at, words = first - 1, known_words(text.pack.lang)
    if words is None or at < max(floor, text.sentence_of(first).first) or at in taken:
        return first
    word = text.words[at]
    written = word[0].isupper() and word.isalpha() and not text.pack.is_common(text.lower[at])
    if not (written and words.is_first_name(word)) or is_title(text, at, at + 1):
        return first
    return first if at and text.words[at - 1] == "-" and text.ends[at - 1] == text.starts[at] else at


def _second_surname(text: Text, last: int, taken: set[int]) -> int:
    """Where a surname ends that goes on behind a hyphen: Tillmanns-"Roy", but not "Musk-Firma"."""
    words = known_words(text.pack.lang)
    if words is None or last + 1 >= len(text.words) or text.words[last] != "-" or last + 1 in taken:
        return last
    glued = text.ends[last - 1] == text.starts[last] and text.ends[last] == text.starts[last + 1]
    part, lower = text.words[last + 1], text.lower[last + 1]
    named = words.is_person_name(part) or not words.is_word(lower)
    staff = any(t.longest(text.lower, last + 1, last + 2) for t in (text.pack.roles.titles, text.pack.roles.groups))
    return last + 2 if glued and named and _like_surname(text, last + 1) and not staff else last


def _surnames(text: Text, mention: Mention, taken: set[int]) -> int:
    """Where a person's name ends that goes on in unknown words: "Shivakumar" Venkata Ramander."""
    words = known_words(text.pack.lang)
    if words is None or mention.known:
        return mention.last
    at = mention.last
    alone = mention.last - mention.first == 1 and words.is_first_name(mention.name)
    limit = min(text.sentence_of(mention.first).last, mention.first + _LONGEST)
    while at < limit and at not in taken and _like_surname(text, at):
        if not alone and words.is_word(text.lower[at]):
            break
        at, alone = at + 1, False
    return at


def _like_surname(text: Text, at: int) -> bool:
    word = text.words[at]
    written = word[:1].isupper() and word.isalpha() and not word.isupper()
    return written and not text.pack.is_common(text.lower[at]) and not is_title(text, at, at + 1)


def unseen_persons(text: Text, taken: set[int]) -> Iterator[Mention]:
    """Persons that a first name gives away and nobody saw: "Statistiker Urs Zellweger"."""
    words = known_words(text.pack.lang)
    at = 0
    while words is not None and at < len(text.words) - 1:
        last = _full_name(text, words, at, taken) if at not in taken and words.is_first_name(text.words[at]) else at
        if last > at:
            yield Mention("PER", at, last, text.say(at, last), weak=True)
        at = max(at + 1, last)


def _full_name(text: Text, words: KnownWords, first: int, taken: set[int]) -> int:
    """Where the name ends that a first name begins; ``first`` where no surname follows."""
    if not _written_as_name(text, first) or text.pack.is_common(text.lower[first]):
        return first
    limit = min(text.sentence_of(first).last, first + _LONGEST)
    at = first + 1
    while at < limit and text.lower[at] in name_particles():
        at += 1
    if at >= limit or at in taken or not _like_surname(text, at) or words.is_word(text.lower[at]):
        return first
    return _second_surname(text, at + 1, taken)


def _written_as_name(text: Text, at: int) -> bool:
    word = text.words[at]
    hyphened = at > 0 and text.words[at - 1] == "-" and text.ends[at - 1] == text.starts[at]
    return word[0].isupper() and not word.isupper() and not hyphened and not is_title(text, at, at + 1)


def without_title(text: Text, mention: Mention) -> Mention | None:
    """Cut titles and honorifics off a person's name; None where nothing is left that is a name."""
    if not _open(mention):
        return mention
    first, last = mention.first, mention.last
    while first < last and (skipped := _skip_title(text, first, last)) > first:
        first = skipped
    if first >= last or (last - first == 1 and is_title(text, first, last)):
        return None
    if first == mention.first:
        return mention
    return Mention("PER", first, last, text.say(first, last), weak=mention.weak)


def _skip_title(text: Text, first: int, last: int) -> int:
    """The token after a title, an honorific or a stray sign at ``first``; ``first`` where there is none."""
    roles = text.pack.roles
    found = roles.titles.longest(text.lower, first, last) or roles.heads.longest(text.lower, first, last)
    if found and found.last < last:
        return found.last
    if text.pack.cues.has("honorifics", text.lower[first]):
        dotted = first + 1 < last and text.words[first + 1] == "."
        return first + 1 + dotted
    if text.words[first] in "-–.,":
        return first + 1
    hyphened = last - first > 2 and text.words[first + 1] == "-"
    return first + 3 if hyphened and is_title(text, first + 2, first + 3) else first  # "KI-CEO Alexandr Wang"


def is_title(text: Text, first: int, last: int) -> bool:
    """Whether these tokens, all of them, are the title of a position."""
    found = text.pack.roles.titles.longest(text.lower, first, last)
    return found is not None and found.last == last
