"""What every test may use.

Ledgers are in a file, and on a PostgreSQL server where TALENTWIRE_TEST_POSTGRES holds its address.
"""

import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.pop("COLUMNS", None)

# A console keeps the width that the variable has when it is made; and verbs stand in the order in which all are loaded.
import talentwire.serve.cli  # noqa: F401

# The same examples in every run, so that no change fails by luck; RANDOM_EXAMPLES=1 looks for new ones.
settings.register_profile("same", derandomize=True)
settings.load_profile("default" if os.environ.get("RANDOM_EXAMPLES") else "same")

_STUB = '''
"""A real extractor, installed like anybody's plugin: reads three sentence patterns and misbehaves on demand."""

import os
import re
import signal
import time

from talentwire.model.claims import Claim, Move, Position, Quote, Status
from talentwire.model.document import Span
from talentwire.model.entities import Party

NAME = r"([A-Z][a-z]+ [A-Z][a-z]+)"
ORG = r"([A-Z]\\w+(?: [A-Z]\\w+)?)"


class Stub:
    name = "stub"
    version = "1"

    def extract(self, document):
        text = document.text
        if "PLEASE RAISE" in text:
            raise ValueError("as the text asked")
        if "PLEASE DIE" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "PLEASE WAIT" in text:
            time.sleep(600)
        if "PLEASE LIE" in text:
            yield Claim(Quote(speaker=(Party("Nobody"),)), evidence="words that stand nowhere")
        for found in re.finditer(NAME + r" (joins|may join|did not join) " + ORG + r"(?: from " + ORG + ")?", text):
            status = {"joins": "asserted", "may join": "talks", "did not join": "denied"}[found[2]]
            content = Move(
                person=(Party(found[1], found[1].split()[1]),),
                to_org=(Party(found[3]),),
                from_org=(Party(found[4]),) if found[4] else (),
            )
            yield Claim(content, Status(status), date=document.date, evidence=found[0], span=Span(*found.span()),
                        trigger="stub.toml:3 joins")
        for found in re.finditer(NAME + r" is (\\w+) of " + ORG, text):
            yield Claim(Position(person=(Party(found[1]),), role=found[2], org=(Party(found[3]),)), evidence=found[0])


class Newer(Stub):
    version = "2"

    def extract(self, document):
        return [claim for claim in super().extract(document) if claim.kind == "move"]


class NoExtractor:
    name = "no extractor"
'''
_ENTRIES = """[talentwire.extractors]
stub = talentwire_stub:Stub
newer = talentwire_stub:Newer
hollow = talentwire_stub:NoExtractor
missing = talentwire_stub_that_is_not_there:Stub
"""


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared data beside the checkout, or wherever TALENTWIRE_SHARED points; skips where it is absent."""
    folder = Path(os.environ.get("TALENTWIRE_SHARED") or Path(__file__).parents[1] / ".." / "shared").resolve()
    if not (folder / "score.py").is_file():
        pytest.skip("the shared folder with score.py and gold documents is not here")
    return folder


@pytest.fixture
def stub_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path with an installed package that offers the extractors ``stub`` and ``newer``."""
    folder = _installed(tmp_path / "site")
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture(scope="module")
def stub_for_children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same for all tests of a module and for the processes that they start."""
    folder = _installed(tmp_path_factory.mktemp("stub") / "site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(Path(__file__).parents[1] / "src")]))
        patch.syspath_prepend(str(folder))
        yield folder


def _installed(folder: Path) -> Path:
    installed = folder / "talentwire_stub-1.dist-info"
    installed.mkdir(parents=True)
    (folder / "talentwire_stub.py").write_text(_STUB)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: talentwire-stub\nVersion: 1\n")
    (installed / "entry_points.txt").write_text(_ENTRIES)
    return folder


@pytest.fixture(params=["sqlite", "postgres"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes addresses of ledgers that are not there yet, on each database."""
    if request.param == "sqlite":
        yield lambda: str(tmp_path / f"{uuid.uuid4().hex}.db")
        return
    server = os.environ.get("TALENTWIRE_TEST_POSTGRES")
    if not server:
        pytest.skip("TALENTWIRE_TEST_POSTGRES holds no address of a PostgreSQL server")
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server, autocommit=True) as connection, ExitStack() as schemas:

        def make() -> str:
            schema = f"talentwire_{uuid.uuid4().hex}"
            connection.execute(f"CREATE SCHEMA {schema}")
            schemas.callback(connection.execute, f"DROP SCHEMA {schema} CASCADE")
            return f"{server}?options=-csearch_path%3D{schema}"

        yield make


@pytest.fixture
def address(fresh: Callable[[], str]) -> str:
    """The address of a ledger that is not there yet, on each database."""
    return fresh()
