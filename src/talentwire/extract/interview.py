"""Conversations: who speaks in the turns of an interview or a podcast, told by labels or by questions and answers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from talentwire.extract.text import Mention, Sentence, Text

_QUESTIONS = 3
"""A text with fewer questions is no interview."""
_QUESTION = 70
"""A paragraph of more tokens is no question, even if it ends with one."""
_LAST_ANSWER = 2
"""The last question has one paragraph for an answer: who speaks behind it is not known."""
_LABEL_REACH = 8
"""Tokens of a label with its colon: "B. V.-P. —", "MARIT HALVORSEN:"."""
_TURNS = 4
"""Fewer labelled turns are no conversation."""
_ASKS = 0.4
"""Whoever has at least this share of questions among their turns asks, and is not asked."""
_POSITION_REACH = 4
"""Tokens beside a name in which a position introduces whoever is interviewed."""
_MARKS = "*_"


@dataclass(frozen=True, slots=True, eq=False)
class Voice:
    """Tokens ``first:last`` are words of one person, though no verb of saying stands there."""

    speaker: Mention
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Turn:
    """A block of a conversation with whoever's label it bears, or the one before it."""

    label: str
    first: int
    last: int


def answers(text: Text) -> list[Voice]:
    """The turns of those who are asked; none where the text is no conversation."""
    blocks = _blocks(text)
    return list(_labelled(text, blocks)) or list(_unlabelled(text, blocks))


def _blocks(text: Text) -> list[list[Sentence]]:
    """The sentences of every block."""
    blocks: dict[int, list[Sentence]] = {}
    for sentence in text.sentences:
        blocks.setdefault(sentence.block, []).append(sentence)
    return list(blocks.values())


# Labels ---------------------------------------------------------------------------------------------------------------


def _labelled(text: Text, blocks: list[list[Sentence]]) -> Iterator[Voice]:
    """The turns that labels give to those who answer."""
    turns = _turns(text, blocks)
    if not turns:
        return
    counts = Counter(turn.label for turn in turns)
    asked = Counter(turn.label for turn in turns if text.words[turn.last - 1] == "?")
    asker = max(counts, key=lambda label: asked[label] / counts[label])
    if asked[asker] < _ASKS * counts[asker]:
        asker = ""
    speakers = {label: _labelled_person(text, label) for label in counts if label != asker}
    if len(speakers) == 1 and None in speakers.values():
        speakers = dict.fromkeys(speakers, _interviewed(text, turns[0].first, _labelled_person(text, asker)))
    for turn in turns:
        speaker = speakers.get(turn.label)
        if speaker is not None:
            yield Voice(speaker, turn.first, turn.last)


def _turns(text: Text, blocks: list[list[Sentence]]) -> list[_Turn]:
    """The blocks that begin with one of the labels that come back; empty where fewer than two do."""
    found = [(block, _label(text, block)) for block in blocks]
    counts = Counter(label for _, (label, _) in found if label)
    known = {label for label, count in counts.items() if count > 1}
    if len(known) < 2 or sum(counts[label] for label in known) < _TURNS:
        return []
    turns: list[_Turn] = []
    for block, (label, first) in found:
        if label in known:
            for mention in text.between(block[0].first, first, "ORG"):
                mention.weak = True  # "PA:" is nobody's employer
            turns.append(_Turn(label, first, block[-1].last))
        elif label or text.blocks[block[0].block].kind != "paragraph":
            continue
        elif turns and block[0].first == turns[-1].last:
            turns.append(_Turn(turns[-1].label, block[0].first, block[-1].last))
    return turns


def _label(text: Text, block: list[Sentence]) -> tuple[str, int]:
    """What a block is labelled with, and the token after the label: initials or names before a colon or a dash."""
    first, limit = block[0].first, block[-1].last
    while first < limit and text.words[first] in _MARKS:
        first += 1
    for at in range(first + 1, min(first + _LABEL_REACH, limit - 1)):
        word = text.words[at]
        if word in ":—–":
            behind = at + 1
            while behind < limit - 1 and text.words[behind] in _MARKS:
                behind += 1
            return text.say(first, at).strip(_MARKS), behind
        if not (text.words[at - 1][0].isupper() or text.words[at - 1] in ".-'’*"):
            break
    return "", block[0].first


def _labelled_person(text: Text, label: str) -> Mention | None:
    """Whom a label means: by full name, surname, first name or initials."""
    if not label:
        return None
    wanted, letters = label.casefold(), "".join(filter(str.isalpha, label)).casefold()
    persons = [m for m in text.mentions if m.kind == "PER"]
    for name_of in (str.casefold, _last_name, _first_name):
        for person in persons:
            if name_of(person.name) == wanted:
                return person
    return next((p for p in persons if " " in p.name and _initials(p.name) == letters), None)


def _last_name(name: str) -> str:
    return name.casefold().rpartition(" ")[2]


def _first_name(name: str) -> str:
    return name.casefold().partition(" ")[0]


def _initials(name: str) -> str:
    return "".join(part[0] for part in re.split(r"[\s-]+", name.casefold()) if part)


# Questions ------------------------------------------------------------------------------------------------------------


def _unlabelled(text: Text, blocks: list[list[Sentence]]) -> Iterator[Voice]:
    """The paragraphs behind questions that stand alone."""
    questions = [i for i, block in enumerate(blocks) if _is_question(text, block)]
    if len(questions) < _QUESTIONS:
        return
    speaker = _interviewed(text, blocks[questions[0]][0].first)
    if speaker is None:
        return
    for start, end in zip(questions, [*questions[1:], questions[-1] + _LAST_ANSWER], strict=True):
        for block in blocks[start + 1 : end]:
            if text.blocks[block[0].block].kind in ("heading", "bullet", "row"):
                return  # a heading or a list ends the interview
            yield Voice(speaker, _label(text, block)[1], block[-1].last)


def _is_question(text: Text, block: list[Sentence]) -> bool:
    """A short paragraph that ends with a question mark, or leaves the rest to the other."""
    last = block[-1].last
    return text.words[last - 1] in ("?", "…", "...") and last - block[0].first < _QUESTION


def _interviewed(text: Text, token: int, asker: Mention | None = None) -> Mention | None:
    """Whom the text introduces before its first question: named most often, by full name, a position beside it."""
    before = [m for m in text.between(0, token, "PER") if " " in m.name and (asker is None or m.name != asker.name)]
    counts = Counter(m.name for m in before)
    counts.update({m.name for m in before if _has_position(text, m)})
    return max(before, key=lambda m: counts[m.name], default=None)


def _has_position(text: Text, person: Mention) -> bool:
    """Whether a position stands beside a name, in its sentence."""
    sentence = text.sentence_of(person.first)
    low, high = max(sentence.first, person.first - _POSITION_REACH), min(sentence.last, person.last + _POSITION_REACH)
    return bool(text.between(low, high, "ROLE"))
