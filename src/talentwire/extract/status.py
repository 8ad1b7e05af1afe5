"""What status a sentence gives to what it says, by the cues in the clause of the trigger."""

from talentwire.extract.frames import Frame
from talentwire.extract.text import Text
from talentwire.lang.cues import Cue
from talentwire.lang.phrase_table import Found
from talentwire.model.claims import Status

_BORDERS = {",": 1, ";": 3, ":": 1, "–": 1, "—": 1, "(": 2, ")": 1}
_BEHIND = 2.0
"""What it costs a cue to stand behind the trigger, beyond the next words, where verbs do not come last."""
_JUST_BEHIND = 3
_ASIDE = 1.0
"""What it costs a cue, beyond its border, to stand in a relative clause behind the trigger."""
_STRONG = 2
"""The strength from which a cue outweighs the status that a trigger brings."""
_NEGATED = ("move", "deal")
"""Kinds of claims that "not" denies."""
_NOT_BEFORE, _NOT_TAIL = 3, 2
"""Tokens between a negation and the trigger, or the part of it behind a gap."""


class Statuses:
    """Finds the cues of a text once and answers for its frames."""

    def __init__(self, text: Text) -> None:
        """Prepare for one text."""
        self.text = text
        self._cues: dict[int, list[Found[Cue]]] = {}
        names = {i for m in text.mentions if m.kind in ("PER", "ORG", "DATE") for i in range(m.first, m.last)}
        for sentence in text.sentences:
            found: list[Found[Cue]] = []
            for index in range(sentence.first, sentence.last):
                if index not in names:
                    found += text.pack.cues.status.at(text.lower, index, sentence.last)
            self._cues[sentence.index] = found

    def of(self, frame: Frame) -> tuple[Status, str | None]:
        """The status of a frame and the cue that set it."""
        best = self._best(frame)
        status, cue = self._told(frame, best)
        if status in (Status.ASSERTED, Status.PLANNED) and self._negated(frame):
            return Status.DENIED, f"{cue}, negated" if cue else "negated"
        return status, cue

    def _told(self, frame: Frame, best: Found[Cue] | None) -> tuple[Status, str | None]:
        """What the best cue sets, unless the trigger brings a status that it cannot outweigh."""
        own = frame.trigger.status
        if best is None or (own is not None and best.payload.strength < _STRONG):
            return own or Status.ASSERTED, None
        return best.payload.status, f"{best.payload.where}: {self.text.say(best.first, best.last)}"

    def _best(self, frame: Frame) -> Found[Cue] | None:
        """The cue that weighs most in the clause of a frame."""
        best: Found[Cue] | None = None
        weight = 0.0
        first, last = frame.tokens()
        for found in self._cues[frame.sentence.index]:
            cue = found.payload
            if cue.kinds and frame.trigger.kind not in cue.kinds:
                continue
            cost = self._cost(found, frame, first, last)
            if cue.reach == "clause" and cost > 2:
                continue
            points = cue.strength - 0.25 * cost
            if points > weight:
                best, weight = found, points
        return best

    def _negated(self, frame: Frame) -> bool:
        """Whether "not" stands right at the trigger: "did not hire", "nicht abgeworben", "ne quitte pas"."""
        if frame.trigger.kind not in _NEGATED:
            return False
        reach = range(max(frame.sentence.first, frame.first - _NOT_BEFORE), frame.first)
        places = [at for at in reach if not any(w in _BORDERS for w in self.text.words[at : frame.first])]
        if frame.tail:
            places += range(max(frame.last, frame.tail[0] - _NOT_TAIL), frame.tail[0])
        places += [at for at in [self._close(frame)] if at is not None]
        return any(self._denies(at) for at in places)

    def _close(self, frame: Frame) -> int | None:
        """The word that closes the clause behind a trigger, where verbs may come last: "kaufen Acme nicht"."""
        if not self.text.pack.cues.verb_last:
            return None
        ends = (at for at in range(frame.last, frame.sentence.last) if not self.text.words[at][0].isalnum())
        return next(ends, frame.sentence.last) - 1

    def _denies(self, at: int) -> bool:
        cues = self.text.pack.cues
        behind = self.text.lower[at + 1 : at + 2]
        return cues.has("negations", self.text.lower[at]) and not any(cues.has("limits", word) for word in behind)

    def _cost(self, found: Found[Cue], frame: Frame, first: int, last: int) -> float:
        """Clause borders between the cue and the trigger."""
        low, high = (found.last, frame.first) if found.last <= frame.first else (frame.last, found.first)
        if high <= low:
            return 0.0
        borders: float = sum(_BORDERS.get(word, 0) for word in self.text.words[low:high])
        aside = self.text.in_relative(found.first)  # "… from Li Wei, who will stay as adviser"
        borders += _ASIDE * (aside >= frame.last and aside != self.text.in_relative(frame.first))
        behind = found.first >= frame.last and not self.text.pack.cues.verb_last
        return borders + 0.03 * (high - low) + _BEHIND * (behind and high - low > _JUST_BEHIND)
