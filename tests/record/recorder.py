"""Records made-up documents in a process of its own, to be killed while it does.

``recorder.py run ADDRESS FIRST LAST`` records those documents and prints the digest of each when it is done.
``recorder.py nursery`` reads lines ``ADDRESS DOCUMENTS SECONDS``, each time lets a child record, kills it so long
after it has reported so many documents and prints the digests that it had reported until then.
"""

import os
import random
import signal
import sys
import time

from talentwire.model.claims import Claim, Move
from talentwire.model.document import Document, Span
from talentwire.model.entities import Party
from talentwire.record.ledger import Ledger

DOCUMENTS = 90


def versions(number: int) -> list[tuple[Document, list[Claim]]]:
    """A document with its claims and, for every third, the same document as it was changed later."""
    return [reading(number, version) for version in range(2 if number % 3 == 0 else 1)]


def reading(number: int, version: int) -> tuple[Document, list[Claim]]:
    chance = random.Random(number * 2 + version)
    names = [f"Person {chance.randrange(50)}" for _ in range(chance.randrange(1, 9))]
    text = f"Version {version}. " + " ".join(f"{name} goes to Meta." for name in names) + " More of the same." * 200
    document = Document(f"doc-{number}", text)
    claims = []
    for name in names:
        start = text.index(f"{name} goes")
        content = Move(person=(Party(name, name[-2:]),), to_org=(Party("Meta"),))
        evidence = text[start : text.index(".", start)]
        claim = Claim(content, evidence=evidence, extractor="made-up 1", source=Party("Chance"))
        claims.append(claim.in_document(document.digest, Span(start, start + len(evidence))))
    return document, claims


def record(address: str, first: int, last: int, out: int) -> None:
    with Ledger.open(address) as ledger:
        run = ledger.begin_run("recorder", "made-up", "1")
        for number in range(first, last):
            for document, claims in versions(number):
                if not ledger.has(document.digest, "made-up 1"):
                    ledger.record(run, document, claims)
                    os.write(out, f"{document.digest}\n".encode())
        ledger.end_run(run, last - first, 0, 0)
    os.write(out, b"done\n")


def nursery() -> None:
    for line in sys.stdin:
        address, documents, seconds = line.rsplit(maxsplit=2)
        readable, writable = os.pipe()
        child = os.fork()
        if not child:
            record(address, 0, DOCUMENTS, writable)
            os._exit(0)
        os.close(writable)
        with os.fdopen(readable) as reports:
            first = [reports.readline() for _ in range(int(documents))]
            time.sleep(float(seconds))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            print(*"".join(first).split(), *reports.read().split(), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "nursery":
        nursery()
    else:
        record(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.stdout.fileno())
