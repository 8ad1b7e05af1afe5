"""Records, judges and undoes in a process of its own: ``decider.py ADDRESS NUMBER PROCESSES``.

Every process records two thirds of the documents, so that many are recorded by several, and judges the same pairs of
names, some as the same and some as different, each time undoing every third of its own decisions. It prints what it
was told: ``made NUMBER``, ``undone NUMBER`` or ``refused KIND``.
"""

import random
import sys
from collections.abc import Sequence

import recorder

from talentwire.errors import ConflictError, NotFoundError
from talentwire.model.entities import Judgement, Node, Verdict
from talentwire.record.entering import Entering
from talentwire.record.ledger import Ledger
from talentwire.resolve.identity import Identity

DOCUMENTS = 9
PAIRS = 6


def pair(number: int) -> tuple[Node, Node]:
    return Node("person", f"person {number:02}"), Node("person", f"person {number:02} b")


def contradicted(verdict: Verdict, standing: Sequence[Verdict]) -> Sequence[Verdict]:
    return Identity.of((verdict.left, verdict.right), standing).conflict(verdict)


def enter(entering: Entering) -> None:
    nodes = entering.nodes()
    for node in nodes.keys() - entering.known(nodes):
        entering.add_name(node, nodes[node], [node.key[:3]], [])
    if not entering.has_sketch():
        entering.add_sketch("rule:test 1", {}, ["x"])


def judge(ledger: Ledger, number: int, judgement: Judgement, by: str) -> str:
    try:
        verdict = Verdict(*pair(number), judgement, "")
        made = ledger.decisions.judge("judge", [verdict], contradicted, about=f"{number}", by=by, reason="so")
    except (ConflictError, NotFoundError) as error:
        return f"refused {type(error).__name__}"
    return f"made {made.id}"


def work(address: str, number: int, processes: int) -> None:
    chance = random.Random(number)
    by = f"person {number}"
    documents = [one for n in range(DOCUMENTS) if (n + number) % 3 for one in recorder.versions(n)]
    pairs = list(range(PAIRS))
    chance.shuffle(pairs)
    with Ledger.open(address) as ledger:
        run = ledger.begin_run("decider", "made-up", "1")
        while documents or pairs:
            if documents:
                document, claims = documents.pop(0)
                ledger.record(run, document, claims, enter)
            if pairs:
                judgement = (Judgement.SAME, Judgement.DIFFERENT)[number % 2]
                told = judge(ledger, pairs.pop(), judgement, by)
                print(told)
                if told.startswith("made") and not int(told.split()[1]) % 3:
                    made, old = ledger.decisions.undo(int(told.split()[1]), by=by, reason="no")
                    print(f"made {made.id}\nundone {old.id}")
        ledger.end_run(run, 0, 0, processes)


if __name__ == "__main__":
    work(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
