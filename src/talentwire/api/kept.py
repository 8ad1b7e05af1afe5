"""What was asked before is answered at once, as long as neither the ledger nor the program has changed."""

import gc
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property, wraps
from hashlib import blake2b
from inspect import isfunction, signature
from typing import Any, Final, TypeVar

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.kept.answers import packed_answer, unpacked_answer
from talentwire.analyse.kept.keeper import Keeper, OnWeighed
from talentwire.analyse.kept.rules import rules
from talentwire.api.questions import Questions
from talentwire.errors import LedgerError
from talentwire.record.since import Position

_IN_MEMORY: Final = 16
"""Answers that are kept in memory, the last ones."""
Q = TypeVar("Q", bound="KeptAnswers")


class KeptAnswers(Questions):
    """Answers that are kept in the ledger and in memory; see ``keeps_answers``.

    Attributes:
        on_weighed: is told how many claims of how many were weighed, while all of them have to be.

    """

    on_weighed: OnWeighed | None = None
    _keeper: Keeper | None = None

    def answer_and_kinds(self, ask: Callable[[], Answer]) -> tuple[Answer, list[str]]:
        """The answer that asking gives, and the kinds of facts that it was made of."""
        before = set(self._read)
        self._read.clear()
        with _undisturbed():
            answer = ask()
        kinds = sorted(self._read)
        self._read.update(before)
        return answer, kinds

    def keeper(self) -> Keeper:
        """What keeps the facts of the open ledger.

        Raises:
            LedgerError: when the ledger cannot be opened.

        """
        ledger = self.ledger()
        if self._keeper is None or self._keeper.ledger is not ledger:
            self._keeper = Keeper(ledger, self.atlas)
        self._keeper.on_weighed = self.on_weighed
        return self._keeper

    def facts_by_id(self, kinds: Collection[str], ids: Collection[str]) -> dict[str, Fact]:
        """Facts of some kinds as they are now, by their ids."""
        return self.keeper().facts(kinds).look(ids)

    @cached_property
    def rates_digest(self) -> str:
        """A digest of the table of rates, which is read once; nothing without one."""
        table = self.config.rates
        try:
            return blake2b(table.read_bytes()).hexdigest() if table else ""
        except OSError:
            return "cannot be read"  # so that the question is asked, which says why

    @property
    def _read(self) -> set[str]:
        """Kinds of the facts that were read since somebody last cleared this."""
        read: set[str] = self.__dict__.setdefault("_kinds_read", set())
        return read

    @property
    def last_answers(self) -> OrderedDict[str, tuple[Position, str, Answer]]:
        """Answers in memory, by what was asked: where the ledger stood, and by which rules each was made."""
        held: OrderedDict[str, tuple[Position, str, Answer]] = self.__dict__.setdefault("_last_answers", OrderedDict())
        return held


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector of circles away while an answer is counted: it would go over millions of objects for none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keeps_answers(questions: type[Q]) -> type[Q]:
    """Let the questions of a class be answered from what is kept: its public methods that are declared to answer."""
    for name in dir(questions):
        one = getattr(questions, name)
        if isfunction(one) and name[0] != "_" and one.__annotations__.get("return") is Answer:
            setattr(questions, name, _kept(one))
    return questions


def _kept(ask: Callable[..., Answer]) -> Callable[..., Answer]:
    """Let a question be answered from what is kept."""
    form = signature(ask)

    @wraps(ask)
    def asked(self: KeptAnswers, *args: Any, **kwargs: Any) -> Answer:
        given = form.bind(self, *args, **kwargs)
        given.apply_defaults()
        words = {name: one for name, one in given.arguments.items() if name != "self"}
        return _answer_to(self, f"{ask.__name__} {words!r}", lambda: ask(self, *args, **kwargs))

    return asked


def _answer_to(wire: KeptAnswers, asked: str, ask: Callable[[], Answer]) -> Answer:
    """The answer that is kept, or else the one that asking gives.

    Args:
        wire: the open ledger.
        asked: the question with all that is asked, as a text.
        ask: answers it.

    """
    kept, position, by = wire.ledger().kept, wire.ledger().kept.position(), rules(wire.atlas)
    key = blake2b(f"{asked} {wire.rates_digest}".encode(), digest_size=16).hexdigest()
    held = wire.last_answers.get(key)
    if held and held[:2] == (position, by):
        wire.last_answers.move_to_end(key)
        return held[2]
    data = kept.answer(key, by, position)
    answer = unpacked_answer(data, wire.facts_by_id) if data else None
    if answer is None:
        made = None
        try:
            with kept.one_state():
                answer, kinds = wire.answer_and_kinds(ask)
                if kept.position() == position:
                    made = packed_answer(answer, kinds)
        finally:
            wire.keeper().keep()
        if made:
            with suppress(LedgerError):
                kept.keep_answer(key, by, position, made)
    if kept.position() == position:  # nobody wrote in between
        for old in [one for one, held in wire.last_answers.items() if held[0] != position]:
            del wire.last_answers[old]
        wire.last_answers[key] = (position, by, answer)
        while len(wire.last_answers) > _IN_MEMORY:
            wire.last_answers.popitem(last=False)
    return answer
