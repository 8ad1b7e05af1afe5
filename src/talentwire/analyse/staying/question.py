"""The question of staying: which view, of which spells, and what a reader must know of them."""

from collections.abc import Callable, Iterator
from typing import Final

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.answers.shares import LEAST
from talentwire.analyse.staying.asking import Clock, Silence, StayingAsked, View
from talentwire.analyse.staying.curve import YEAR
from talentwire.analyse.staying.rates import LATELY, rates
from talentwire.analyse.staying.spells import LAG, Told
from talentwire.analyse.staying.spells import spells as told_spells
from talentwire.analyse.staying.stays import PROMPT, Stays
from talentwire.analyse.staying.views import Shown, curve, groups, spells

_VIEWS: Final[dict[View, Callable[[Stays], Shown]]] = {
    View.CURVE: curve, View.GROUPS: groups, View.RATES: rates, View.SPELLS: spells,
}  # fmt: skip
_LEFT_OUT: Final = ("announced", "unseen", "former", "denied", "failed", "reversed", "superseded", "board")


def staying(basis: Basis, how: StayingAsked) -> Answer:
    """Answer how long people stay; with a person, at which houses they were and for how long."""
    told = told_spells(basis)
    stays = Stays.of(told, basis, how)
    view = View.SPELLS if basis.person else how.view
    shown = _VIEWS[view](stays)
    words = basis.words
    definition = " ".join([words("definition", lag=LAG), words(f"definition_{view}", **_places(stays))])
    return basis.answer(
        "staying", shown.columns, shown.rows if stays.n else (), title=words(f"title_{view}", n=how.years),
        definition=definition, summary=_summary(stays), notes=_notes(stays, told, shown, view), picture=shown.picture,
    )  # fmt: skip


def _places(stays: Stays) -> dict[str, object]:
    return {
        "clock": stays.words(f"clock_{stays.how.clock}", prompt=PROMPT),
        "silence": stays.words(f"silence_{stays.how.silence}"), "last": stays.horizon, "least": LEAST,
        "prompt": PROMPT, "lately": LATELY,
    }  # fmt: skip


def _summary(stays: Stays) -> Iterator[str]:
    """How many spells there are and how they end; what remains, and after what time half are gone."""
    words, held, years = stays.words, stays.curve, stays.how.years
    if not stays.n:
        return
    yield words("summary_spells", n=stays.n, left=len(stays.left), open=len(stays.open))
    if (half := held.median).day is not None:
        low, high = (words.number(round(one / YEAR, 1)) if one else "…" for one in (half.low, half.high))
        yield words("summary_median", years=words.number(round(half.day / YEAR, 1)), low=low, high=high)
    if told := held.stay(round(years * YEAR)):
        share, low, high = map(words.share, told)
        yield words("summary_stay", n=years, share=share, low=low, high=high, cases=held.n)


def _notes(stays: Stays, told: Told, shown: Shown, view: View) -> Iterator[str]:
    words, joined = stays.words, stays.how.clock is Clock.JOINED
    yield words("visible")
    if stays.n:
        yield words("note_bias", n=len(stays.open))
        yield from _other_guess(stays)
    started = [one for one in stays.spells if one.start]
    counts = {
        "late": stays.late if view is not View.SPELLS else 0,
        "no_start": stays.n - len(started) if joined else 0,
        "undated": sum(1 for one in started if not one.dated),
        "named": sum(1 for one in started if one.named),
        "by_year": sum(1 for one in stays.spells if one.by_year),
        "gone": sum(1 for one in stays.spells if one.gone),
        "refused": shown.refused,
    }
    for what, n in counts.items():
        if n:
            yield words(f"note_{what}", n=n, all=len(started), least=LEAST)
    yield from _left_out(stays, told)


def _other_guess(stays: Stays) -> Iterator[str]:
    """What remains if silence is taken the other way: how much hangs on exits that nobody reported."""
    other = Silence.UNKNOWN if stays.how.silence is Silence.STAYED else Silence.STAYED
    if found := stays.silent(other).curve.stay(round(stays.how.years * YEAR)):
        share = stays.words.share(found.value)
        yield stays.words(f"note_other_{other}", n=stays.how.years, share=share)


def _left_out(stays: Stays, told: Told) -> Iterator[str]:
    words = stays.words
    parts = [words(f"left_{why}", n=told.left_out[why]) for why in _LEFT_OUT if told.left_out[why]]
    if parts:
        yield words("note_left_out", parts=words.listed(parts))
    if told.spells and not stays.n:
        days = [one.start or one.seen for one in told.spells]
        yield words("note_elsewhere", n=len(days), first=min(days), last=max(days))
