"""Several processes record and decide at once: nothing is lost or doubled, and who comes second is told so."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import decider
import recorder

from talentwire.record.answers import ClaimFilter
from talentwire.record.ledger import Ledger

ASKER = str(Path(__file__).with_name("asker.py"))
RECORDER = str(Path(__file__).with_name("recorder.py"))
DECIDER = str(Path(__file__).with_name("decider.py"))


def at_once(address: str, processes: int) -> list[list[str]]:
    """What each of the processes said."""
    command = [sys.executable, DECIDER, address]
    running = [
        subprocess.Popen([*command, str(number), str(processes)], stdout=subprocess.PIPE, text=True)
        for number in range(processes)
    ]
    said = [process.communicate(timeout=60)[0].splitlines() for process in running]
    assert [process.returncode for process in running] == [0] * processes
    return said


def test_nothing_is_lost_or_doubled(address: str) -> None:
    processes = 4 if "://" in address else 2
    said = [line for lines in at_once(address, processes) for line in lines]
    made = sorted(int(line.split()[1]) for line in said if line.startswith("made"))
    undone = {int(line.split()[1]) for line in said if line.startswith("undone")}
    refused = Counter(line.split()[1] for line in said if line.startswith("refused"))
    assert set(refused) <= {"ConflictError", "NotFoundError"}
    assert sum(refused.values()) + len(made) - len(undone) == processes * decider.PAIRS
    with Ledger.open(address) as ledger:
        decisions = ledger.decisions.list()
        assert sorted(one.id for one in decisions) == made == list(range(1, len(made) + 1))
        assert {one.id for one in decisions if one.undone_at} == undone
        judged = ledger.links.verdicts()
        pairs = [(one.verdict.left, one.verdict.right) for one in judged]
        assert len(set(pairs)) == len(pairs)  # never the same and different, nor twice the same
        assert {one.decision for one in judged} == {one.id for one in decisions if one.verb == "judge"} - undone
        names = {str(node) for node in ledger.links.all_names()}
        assert names == {f"person|person {n}" for n in range(50)} & names | {"org|meta", "org|chance"}
        entries = ledger.claims(ClaimFilter(include_retracted=True))
        versions = [recorder.versions(number) for number in range(decider.DOCUMENTS)]
        kept = [(read.digest, {claim.id for claim in claims}) for both in versions for read, claims in both]
        assert Counter((one.claim.document, one.id) for one in entries) == Counter(
            (digest, id_) for digest, ids in kept for id_ in ids
        )
        assert {one.id for one in entries if one.retracted_at is None} == {
            claim.id for both in versions for claim in both[-1][1]
        }
        moments = [one.recorded_at for one in decisions]
        assert len(set(moments)) == len(moments)


def test_readers_see_whole_documents_while_several_write(address: str) -> None:
    Ledger.open(address).close()
    shares = (("0", "18"), ("12", "30"))  # some documents are recorded by both
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    readers = [subprocess.Popen([sys.executable, ASKER, address], **pipes) for _ in range(2)]
    writers = [subprocess.Popen([sys.executable, RECORDER, "run", address, *share], **pipes) for share in shares]
    wrote = [process.communicate(timeout=60) for process in writers]
    read = [process.communicate(timeout=60) for process in readers]
    assert [said for _, said in (*wrote, *read)] == [""] * 4
    assert [process.returncode for process in (*writers, *readers)] == [0] * 4
    whole = {read.digest for number in range(30) for read, _ in recorder.versions(number)}
    assert {line for said, _ in wrote for line in said.split()} == {*whole, "done"}
    asked = [tuple(map(int, said.split())) for said, _ in read]
    assert [seen for _, seen in asked] == [len(whole)] * 2
    assert min(times for times, _ in asked) > 1
    with Ledger.open(address) as ledger:
        assert ledger.check().is_sound
