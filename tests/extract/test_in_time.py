"""A document that makes an extractor hang is given up, and the others are read."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hanging import Hanging, Waiting

from talentwire.extract.extractor import Extraction
from talentwire.extract.workers import Failed, read_in_time, read_many
from talentwire.model.document import Document

SAID = "took longer than 0.2 s; read it alone with --document-seconds 2"


def documents(*texts: str) -> list[Document]:
    return [Document(f"d{number}", text, place=f"{number}.txt") for number, text in enumerate(texts)]


@pytest.mark.parametrize("how", ["LOOP", "SLEEP", "SEARCH", "STUBBORN"])
def test_whatever_hangs_is_interrupted(how: str) -> None:
    found = list(read_many(documents("Ada", f"{how} now", "Bell"), Hanging, 1, 0.2))
    assert [type(one) for one in found] == [Extraction, Failed, Extraction]
    assert str(found[1]) == f"1.txt {SAID}"
    assert isinstance(found[1], Failed)
    assert found[1].timed_out
    time.sleep(0.25)  # nothing is interrupted any more


def test_a_thread_is_interrupted_as_soon_as_python_is_at_work() -> None:
    found: list[object] = []

    def read() -> None:
        found.extend(read_in_time(one, Hanging(), 0.2) for one in documents("LOOP", "Ada", "LOOP"))
        found.append(sum(range(100_000)))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join(20)
    assert [type(one) for one in found] == [Failed, Extraction, Failed, int]


def test_nothing_is_left_of_an_interruption() -> None:
    """An interruption that Python goes on looking for makes it slow for ever, and counting of lines never end."""
    script = (
        "import threading, time\n"
        "from counted import lines_run\n"
        "from hanging import Hanging\n"
        "from talentwire.extract.workers import read_in_time\n"
        "from talentwire.model.document import Document\n"
        "class Late(Hanging):\n"
        "    def extract(self, document):\n"
        "        time.sleep(0.02)\n"
        "        return []\n"
        "for extractor, text in ((Hanging(), 'LOOP'), *[(Late(), 'Ada')] * 40):\n"
        "    thread = threading.Thread(target=read_in_time, args=(Document('a', text), extractor, 0.02))\n"
        "    thread.start()\n"
        "    thread.join()\n"
        "print(lines_run(lambda: Document('a', 'b').digest) > 0)\n"
    )
    here = Path(__file__).parent
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.path[:] = {[str(here), str(here.parent), *sys.path]!r}\n{script}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "True\n", done.stderr


def test_a_process_that_heeds_nothing_is_replaced() -> None:
    found = list(read_many(documents("Ada", "C", "Bell", "SLEEP", "Ada"), Hanging, 2, 0.2))
    assert [type(one) for one in found] == [Extraction, Failed, Extraction, Failed, Extraction]
    assert [str(one) for one in found if isinstance(one, Failed)] == [f"1.txt {SAID}", f"3.txt {SAID}"]


def test_a_process_that_somebody_starts_anew_may_be_ended() -> None:
    script = (
        "from hanging import Hanging\n"
        "from talentwire.extract.workers import read_in_time\n"
        "from talentwire.model.document import Document\n"
        "print(type(read_in_time(Document('a', 'SLEEP'), Hanging(), 0.1, or_exit=True)).__name__, flush=True)\n"
        "read_in_time(Document('a', 'C'), Hanging(), 0.1, or_exit=True)\n"
    )
    path = [str(Path(__file__).parent), *sys.path]
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {path!r}\n{script}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "Failed\n"
    assert done.returncode == 1
    assert "Timeout" in done.stderr


def test_no_limit_and_who_waits_for_a_service_with_one_of_its_own() -> None:
    for extractor in (Waiting(), Hanging()):
        assert isinstance(read_in_time(Document("a", "Ada"), extractor, 0.0), Extraction)
    assert isinstance(read_in_time(Document("a", "Ada"), Waiting(), 0.1), Extraction)
    assert [type(one) for one in read_many(documents("Ada", "Bell"), Waiting, 2, 0.1)] == [Extraction] * 2
