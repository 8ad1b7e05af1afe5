"""From the claims about one thing to the fact: its status, its history, and who stands for it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from talentwire.analyse.facts.beliefs import beliefs
from talentwire.analyse.facts.confidence import weigh_sides
from talentwire.analyse.facts.fact import Belief, Confidence, Fact, Stage, Step, Witness
from talentwire.analyse.facts.reading import Reading, day_of
from talentwire.analyse.facts.report import Remark
from talentwire.analyse.facts.settings import DAYS, settings
from talentwire.model.claims import Status

_RANK: Final = (Stage.RUMOURED, Stage.PLANNED, Stage.REPORTED, Stage.CONFIRMED)


def build(readings: Iterable[Reading], subject: str) -> Fact:
    """The fact that claims about one thing amount to."""
    ordered = sorted(readings, key=lambda r: r.order)
    decided, dropped = _decided(ordered)
    heard = [r for r in ordered if r.id not in dropped] or ordered
    supporting = [r for r in heard if not r.against]
    denying = [r for r in heard if r.against]
    confidence = weigh_sides(supporting, denying, decided)
    confirmed = frozenset(r.id for r in ordered for m in r.remarks if m.verdict == "confirm")
    days = [r.seen for r in ordered]
    return Fact(
        id=ordered[0].id,
        subject=subject,
        kind=ordered[0].claim.kind,
        slots=_slots(ordered, supporting, dropped, confirmed),
        status=status_of(supporting, denying, confidence, decided),
        history=history(ordered),
        dismissed=tuple(_witness(r) for r in ordered if r.id in dropped),
        supporters=tuple(_witness(r) for r in ordered if not r.against and r.id not in dropped),
        deniers=tuple(_witness(r) for r in ordered if r.against and r.id not in dropped),
        stories=len({r.story for r in ordered}),
        outlets=len({r.report.entry.outlet for r in ordered if r.report.entry.outlet}),
        documents=len({r.report.entry.document_id for r in ordered}),
        first_seen=day_of(min(days)),
        last_seen=day_of(max(days)),
        confidence=confidence,
    )


def _slots(
    ordered: list[Reading], supporting: list[Reading], dropped: frozenset[str], confirmed: frozenset[str]
) -> Mapping[str, Belief]:
    """What is believed: of the claims that say so, or, where none does, of those that deny it."""
    return beliefs(supporting or [r for r in ordered if r.id not in dropped] or ordered, confirmed)


def _decided(ordered: list[Reading]) -> tuple[Remark | None, frozenset[str]]:
    """What people decided: the decision that counts for the whole fact, and the claims that they took out of it."""
    if not any(r.remarks for r in ordered):
        return None, frozenset()
    remarks = sorted(
        ((r, m) for r in ordered for m in r.remarks),
        key=lambda one: (one[1].at, one[1].by, one[1].verdict, one[0].against, one[0].order),
    )
    last = {reading.id: remark for reading, remark in remarks}
    dropped = frozenset(claim for claim, remark in last.items() if remark.verdict == "deny")
    reading, remark = remarks[-1]
    if remark.verdict == "confirm":
        return (Remark("deny", remark.by, remark.reason, remark.at) if reading.against else remark), dropped
    denied = [r for r in ordered if r.id in dropped and not r.against]
    others = [r for r in ordered if r.id not in dropped and not r.against]
    if reading.against or any(all(_says_other(r, one) for one in denied) for r in others):
        return None, dropped
    return remark, frozenset()


def _says_other(left: Reading, right: Reading) -> bool:
    """Whether two claims about one thing differ in a slot that both fill."""
    mine, theirs = left.claim.to_json(), right.claim.to_json()
    own = ("status", "source", "evidence", "type")
    return any(mine[slot] != theirs[slot] for slot in mine.keys() & theirs.keys() if slot not in own and mine[slot])


def status_of(
    supporting: list[Reading], denying: list[Reading], confidence: Confidence, decided: Remark | None
) -> Stage:
    """How far the fact has come."""
    if decided is not None:
        return Stage.CONFIRMED if decided.verdict == "confirm" else Stage.DENIED
    failures = [r for r in denying if r.status is Status.FAILED]
    if not supporting:
        return Stage.FAILED if failures else Stage.DENIED
    if failures and not _revived(supporting, failures) and _counts(failures, confidence):
        last = max(r.at for r in failures)
        return Stage.REVERSED if any(r.final and r.at < last for r in supporting) else Stage.FAILED
    if denying and _denied(supporting, denying, confidence):
        return Stage.DENIED
    return _best(supporting)


def _counts(failures: list[Reading], confidence: Confidence) -> bool:
    return any(r.voice.kind != "unnamed" for r in failures) or confidence.value < settings().denied_below


def _denied(supporting: list[Reading], denying: list[Reading], confidence: Confidence) -> bool:
    """Whether a denial is believed: nobody concerned confirms the thing, few believe it, and no new word came since."""
    if confidence.value >= settings().denied_below or _best(supporting) is Stage.CONFIRMED:
        return False
    return not any(r.at > max(d.at for d in denying) + DAYS["revival"] for r in supporting)


def _revived(supporting: list[Reading], failures: list[Reading]) -> bool:
    """Whether it came to something after it had failed."""
    last = max(r.at for r in failures)
    return any(r.at > last + (0 if r.firm else DAYS["revival"]) for r in supporting)


def _best(supporting: list[Reading]) -> Stage:
    best = max((r.stage for r in supporting), key=_RANK.index)
    if best is Stage.RUMOURED and len({r.story for r in supporting if r.final}) > 1:
        return Stage.REPORTED
    return best


def history(ordered: list[Reading]) -> tuple[Step, ...]:
    """The steps by which a fact came about: where it became more, or less, and whenever those concerned spoke."""
    steps: list[Step] = []
    known: set[tuple[Stage, str]] = set()
    for reading in sorted(ordered, key=lambda r: (r.seen, r.order)):
        stage = reading.stage
        if stage is Stage.FAILED and any(s.stage in (Stage.REPORTED, Stage.CONFIRMED) for s in steps):
            stage = Stage.REVERSED
        told = (stage, reading.voice.key if reading.voice.kind in ("concerned", "editor") or reading.against else "")
        again = steps and steps[-1].stage is stage
        if told in known and (again or stage.positive):
            continue
        known.add(told)
        steps.append(_step(reading, stage))
    remarks = (_remark(r, m) for r in ordered for m in r.remarks)
    return tuple(sorted([*steps, *remarks], key=lambda s: s.day))


def _step(reading: Reading, stage: Stage) -> Step:
    voice = reading.voice
    return Step(
        day_of(reading.seen), stage, reading.status, reading.id, reading.claim.evidence, voice.name,
        voice.kind == "concerned",
    )  # fmt: skip


def _remark(reading: Reading, remark: Remark) -> Step:
    confirms = (remark.verdict == "confirm") is not reading.against
    stage = Stage.CONFIRMED if confirms else Stage.DENIED
    return Step(_moment(remark.at, reading), stage, None, reading.id, remark.reason, remark.by, False)


def _moment(at: str, reading: Reading) -> date:
    try:
        return date.fromisoformat(at[:10])
    except ValueError:
        return day_of(reading.seen)


def _witness(reading: Reading) -> Witness:
    voice, entry = reading.voice, reading.report.entry
    return Witness(
        reading.id, entry.document_id, reading.story, voice.name, voice.kind, voice.kind == "concerned",
        day_of(reading.seen), voice.key, entry.outlet or "", reading.status, reading.claim.evidence,
    )  # fmt: skip
