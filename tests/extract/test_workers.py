"""Claims come in the order of the documents, however many processes read them and whatever befalls one."""

from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from talentwire.extract.extractor import Extraction, find_extractor
from talentwire.extract.workers import Failed, read_many
from talentwire.model.claims import Move
from talentwire.model.document import Document

make = partial(find_extractor, "stub")


def documents(count: int) -> list[Document | str]:
    items: list[Document | str] = [Document(f"d{i}", f"Ada Bell joins Org{i} from Meta.") for i in range(count)]
    items.insert(1, "something else")
    items.insert(3, Document("raise", "PLEASE RAISE"))
    return items


@pytest.mark.usefixtures("stub_package")
def test_any_number_of_processes_gives_the_same() -> None:
    items = documents(11)
    alone = list(read_many(items, make, 1))
    assert list(read_many(items, make, 2)) == alone
    assert alone[1] == "something else"
    assert isinstance(alone[3], Failed)
    assert str(alone[3]) == "raise made extractor stub fail (ValueError: as the text asked)"
    contents = [item.claims[0].content for item in alone if isinstance(item, Extraction)]
    assert [str(c.to_org[0]) for c in contents if isinstance(c, Move)] == [f"Org{i}" for i in range(11)]


@pytest.mark.usefixtures("stub_package")
def test_a_killed_process_costs_one_document() -> None:
    items = documents(6)
    items[4] = Document("die", "PLEASE DIE", place="news/die.txt")
    outcomes = list(read_many(items, make, 2))
    assert [str(o) for o in outcomes if isinstance(o, Failed)][1] == (
        "news/die.txt ended the process that read it (SIGKILL)"
    )
    assert sum(isinstance(o, Extraction) for o in outcomes) == 5


@pytest.mark.usefixtures("stub_package")
def test_leaving_early_ends_the_processes(stub_package: Path) -> None:
    outcomes = read_many(documents(30), make, 2)
    assert isinstance(next(outcomes), Extraction)
    assert active_children()
    outcomes.close()  # type: ignore[attr-defined]
    assert active_children() == []
