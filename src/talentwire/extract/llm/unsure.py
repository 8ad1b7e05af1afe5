"""The passages of a text that the built-in reader could not make enough of: there a language model looks again."""

from collections.abc import Iterable, Iterator
from typing import Final

from talentwire.extract.drafts import Draft
from talentwire.extract.llm.windows import Window
from talentwire.extract.text import Mention, MentionKind, Sentence, Text
from talentwire.model.claims import Move, filled

_NAMES: Final[tuple[MentionKind, ...]] = ("PER", "ORG", "PRODUCT", "FACILITY")
_SUMS: Final[tuple[MentionKind, ...]] = ("MONEY", "COUNT", "PERCENT", "POWER")
_GAP: Final = "\n[…]\n"


def passages(text: Text, drafts: Iterable[Draft]) -> list[tuple[int, int]]:
    """Stretches of the repaired text in which something is left over, each with the sentences around it."""
    told = list(drafts)
    unsure = [s for s in text.sentences if _is_unsure(text, s, [d for d in told if _touches(d, s)])]
    found: list[tuple[int, int]] = []
    for sentence in unsure:
        first, last = _beside(text, sentence, -1), _beside(text, sentence, 1)
        start, end = text.starts[first.first], text.ends[last.last - 1]
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _beside(text: Text, sentence: Sentence, step: int) -> Sentence:
    """The sentence before or behind another in its block; itself where there is none."""
    at = sentence.index + step
    beside = text.sentences[at] if 0 <= at < len(text.sentences) else sentence
    return beside if beside.block == sentence.block else sentence


def packed(text: str, found: Iterable[tuple[int, int]], size: int) -> Iterator[Window]:
    """The passages put together into as few windows as hold them."""
    parts: list[str] = []
    begins = length = 0
    for start, end in found:
        if parts and length + end - start > size:
            yield Window(_GAP.join(parts), begins)
            parts, length = [], 0
        if not parts:
            begins = start
        parts.append(text[start:end])
        length += end - start + len(_GAP)
    if parts:
        yield Window(_GAP.join(parts), begins)


def _touches(draft: Draft, sentence: Sentence) -> bool:
    return draft.first < sentence.last and draft.last > sentence.first


def _is_unsure(text: Text, sentence: Sentence, drafts: list[Draft]) -> bool:
    """Whether a name or a sum of the sentence is in no claim of it, or a claim of it is only half filled."""
    named = [mention for mention in text.inside(sentence, *_NAMES) if mention.owner is None]
    sums = text.inside(sentence, *_SUMS)
    if not drafts:
        return bool(named or sums or text.inside(sentence, "REF"))
    if any(_is_doubtful(draft) for draft in drafts):
        return True
    used = _used(drafts)
    return any(not _is_used(mention, used) for mention in named) or any(
        not _is_used(mention, used) for mention in sums if mention.kind in ("MONEY", "POWER")
    )


def _is_doubtful(draft: Draft) -> bool:
    """Whether a claim lacks what its kind usually has."""
    move = draft.content
    return isinstance(move, Move) and not (move.to_org and (move.person or move.headcount))


def _used(drafts: Iterable[Draft]) -> set[str]:
    """The names and values in the slots of claims."""
    used: set[str] = set()
    for draft in drafts:
        for _, value in filled(draft.content):
            several = value if isinstance(value, tuple) else (value,)
            used.update(str(one) for one in several)
        if draft.source:
            used.add(draft.source.name)
    return used


def _is_used(mention: Mention, used: set[str]) -> bool:
    value = getattr(mention.value, "value", mention.value)
    return mention.name in used or str(mention.value) in used or str(value) in used
