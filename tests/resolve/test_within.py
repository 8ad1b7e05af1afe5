"""Names in one document."""

import pytest

from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Judgement, Node
from talentwire.resolve.identity import Identity
from talentwire.resolve.linker import Linker, Named

D1, D2 = "1" * 32, "2" * 32


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Atlas.load())


def local(linker: Linker, name: str, document: str = D1, entity_type="person") -> Named:
    return Named(Node(entity_type, linker.key(name, entity_type), document), name)


def together(linker: Linker, names: list[str], entity_type="person") -> set[frozenset[str]]:
    named = [local(linker, name, D1, entity_type) for name in names]
    identity = Identity.of([one.node for one in named], linker.within(named))
    groups: dict[Node, set[str]] = {}
    for one in named:
        groups.setdefault(min(identity.group(one.node)), set()).add(one.name)
    return {frozenset(group) for group in groups.values() if len(group) > 1}


@pytest.mark.parametrize(
    ("names", "entity_type", "wanted"),
    [
        (["Naveen Rao", "Rao"], "person", [{"Naveen Rao", "Rao"}]),
        (["Shou Zi Chew", "Shou"], "person", [{"Shou Zi Chew", "Shou"}]),
        (["Anna Karlson", "Anna K."], "person", [{"Anna Karlson", "Anna K."}]),
        (["Thomas Lögeler", "Thomas Lägeler"], "person", [{"Thomas Lögeler", "Thomas Lägeler"}]),
        (["Daniel Gross", "David Gross", "Gross"], "person", []),
        (["Elon Musk", "Kimbal Musk", "Musk", "Elon"], "person", [{"Elon Musk", "Elon"}]),
        (["Quuxo Games", "Quuxo"], "org", [{"Quuxo Games", "Quuxo"}]),
        (["Quuxo Games", "Quuxo Capital", "Quuxo"], "org", []),
        (["Bureau of Quuxo Affairs", "BQA"], "org", [{"Bureau of Quuxo Affairs", "BQA"}]),
        (["Naver", "Naver Maps"], "org", []),
        (["Google", "Google DeepMind"], "org", []),
        (["Llama", "Llama 4"], "product", []),
    ],
)
def test_what_one_document_makes_certain(linker, names, entity_type, wanted):
    assert together(linker, names, entity_type) == {frozenset(group) for group in wanted}


def test_a_surname_means_another_in_another_document(linker):
    documents = [
        [local(linker, "Naveen Rao", D1), local(linker, "Rao", D1)],
        [local(linker, "Anita Rao", D2), local(linker, "Rao", D2)],
    ]
    verdicts = [verdict for names in documents for verdict in linker.within(names)]
    identity = Identity.of([one.node for names in documents for one in names], verdicts)
    (naveen, rao1), (anita, rao2) = documents
    assert rao1.node in identity.group(naveen.node)
    assert rao2.node in identity.group(anita.node)
    assert rao2.node not in identity.group(rao1.node)
    assert {v.judgement for v in verdicts} == {Judgement.SAME, Judgement.DIFFERENT}
    assert all(v.by == "rule:document 1" and v.reasons for v in verdicts)


@pytest.mark.parametrize("names", [[], [""], ["", "..."], ["\u200f\u202e", "Sam Altman"], ["x " * 5_000, "x"]])
def test_strange_names(linker, names):
    for entity_type in ("person", "org", "facility", "product"):
        linker.within([local(linker, name, D1, entity_type) for name in names])
