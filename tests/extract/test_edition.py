"""The edition changes with what reads."""

from pathlib import Path

from talentwire.extract.builtin import BuiltinExtractor
from talentwire.knowledge.atlas import Atlas


def test_the_same_rules_have_the_same_edition() -> None:
    assert BuiltinExtractor().version == BuiltinExtractor().version
    assert len(BuiltinExtractor().version) == 10


def test_more_knowledge_is_another_edition(tmp_path: Path) -> None:
    more = tmp_path / "organisations.jsonl"
    more.write_text('{"name": "Quillback Labs", "kind": "lab"}\n', "utf-8")
    assert BuiltinExtractor(Atlas.load(more)).version != BuiltinExtractor().version
