"""Asks a ledger again and again, in a process of its own, while others record the documents of ``recorder.py``.

``asker.py ADDRESS`` goes on until its input ends. It prints how often it asked and how many documents it saw last; what
is not whole ends it with a traceback.
"""

import sys
import threading

from recorder import DOCUMENTS, versions

from talentwire.record.answers import ClaimFilter
from talentwire.record.ledger import Ledger

WHOLE = {
    read.digest: {claim.id for claim in claims} for number in range(DOCUMENTS) for read, claims in versions(number)
}


def ask(ledger: Ledger) -> int:
    """Look at one state of the ledger; how many documents it holds."""
    with ledger._store.one_state():
        held = ledger.documents()
        entries = ledger.claims(ClaimFilter(include_retracted=True))
        found: dict[str, set[str]] = {one.digest: set() for one in held}
        for one in entries:
            found[one.claim.document].add(one.id)
        for digest, ids in found.items():
            if ids != WHOLE[digest]:
                raise AssertionError(f"{digest} is not whole: {len(ids)} of {len(WHOLE[digest])} claims")
        counted = ledger.counts(ClaimFilter(include_retracted=True))
        if (counted.documents, counted.claims) != (len([one for one in found.values() if one]), len(entries)):
            raise AssertionError(f"{counted} of another state than {len(held)} documents, {len(entries)} claims")
        ledger.claims(ClaimFilter(person="Person 7", limit=5))
        return len(held)


def main() -> None:
    ended = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
    times = seen = 0
    with Ledger.open(sys.argv[1], create=False) as ledger:
        while not ended.wait(0.02):
            before, seen, times = seen, ask(ledger), times + 1
            if seen < before:
                raise AssertionError(f"{before} documents became {seen}")
        print(times, ask(ledger))


if __name__ == "__main__":
    main()
