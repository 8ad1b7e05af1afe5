"""What the linker says of names, and what comes of it."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentwire.knowledge.atlas import Atlas
from talentwire.model.entities import Judgement, Node
from talentwire.resolve.identity import Identity
from talentwire.resolve.linker import Linker, Named
from talentwire.resolve.namesakes import Context

SAME, UNSURE, DIFFERENT = Judgement.SAME, Judgement.UNSURE, Judgement.DIFFERENT


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Atlas.load())


def named(linker: Linker, name: str, entity_type="person") -> Named:
    return Named(Node(entity_type, linker.key(name, entity_type)), name)


def identity(linker: Linker, names: list[str], entity_type="person") -> Identity:
    """As a ledger finds it: each new name beside those that share a rough key."""
    seen, verdicts = [], []
    for name in names:
        new = named(linker, name, entity_type)
        keys = set(linker.blocks(new))
        verdicts += linker.judge(new, [other for other in seen if keys & set(linker.blocks(other))])
        seen.append(new)
    return Identity.of([one.node for one in seen], verdicts)


@pytest.mark.parametrize(
    ("a", "b", "entity_type", "judgement"),
    [
        ("Alexandr Wang", "Alexander Wang", "person", SAME),
        ("S. Altman", "Sam Altman", "person", SAME),
        ("Louise Petersen", "Louise Pedersen", "person", UNSURE),
        ("Daniel Gross", "David Gross", "person", None),
        ("Zorblax", "Zorblax AI", "org", SAME),
        ("Meta", "Meta AI", "org", DIFFERENT),
        ("Google", "Google AI", "org", UNSURE),
        ("OpenAI", "Anthropic", "org", None),
    ],
)
def test_verdicts(linker, a, b, entity_type, judgement):
    for new, old in ((a, b), (b, a)):
        found = linker.judge(named(linker, new, entity_type), [named(linker, old, entity_type)])
        assert [verdict.judgement for verdict in found] == ([judgement] if judgement else [])
        assert all(verdict.by in ("rule:names 1", "rule:atlas 1") and verdict.reasons for verdict in found)


@pytest.mark.parametrize(
    ("a", "b", "entity_type"),
    [
        ("Prof. Bernhard Schoelkopf", "Bernhard Schölkopf", "person"),
        ("Sam Altman", "SAM ALTMAN", "person"),
        ("Open AI", "OpenAI", "org"),
        ("Deep Mind", "Google DeepMind", "org"),
        ("The OpenAI", "OpenAI, Inc.", "org"),
        ("Facebook", "Meta", "org"),
        ("Bristol University", "University of Bristol", "org"),
        ("Universität Lausanne", "UNIL", "org"),
        ("Safe Superintelligence (SSI)", "SSI", "org"),
        ("Zorb-9", "zorb9", "product"),
        ("OpenAI o3", "o3-Modell", "product"),
        ("Colossus supercomputer", "Colossus", "facility"),
    ],
)
def test_what_comes_together(linker, a, b, entity_type):
    assert named(linker, a, entity_type).node in identity(linker, [a, b], entity_type).group(
        named(linker, b, entity_type).node
    )


@pytest.mark.parametrize(
    ("names", "entity_type"),
    [
        (["Daniel Gross", "David Gross"], "person"),
        (["Anna K.", "Anna Karlson"], "person"),
        (["Wei Zhang", "Zhang Wei"], "person"),
        (["Google", "DeepMind", "Alphabet"], "org"),
        (["Meta", "Meta AI", "FAIR"], "org"),
        (["Quuxo", "Quuxo AI", "Quuxo Group"], "org"),
        (["Quuxo Fund X", "Quuxo Fund XI"], "org"),
        (["Llama 3", "Llama 4", "Llama"], "product"),
        (["Colossus", "Colossus 2"], "facility"),
    ],
)
def test_what_stays_apart(linker, names, entity_type):
    assert all(len(group) == 1 for group in identity(linker, names, entity_type).groups())


GIVEN = ["Alex", "Alexander", "Alexandra", "A.", "Mike", "Michael", "Jean-Claude", "Jean", "Jon", "John", "J."]
FAMILY = ["Wang", "Müller", "Mueller", "Muller", "Suleyman", "Suleiman", "Venkata Raman", "Venkataraman"]
PEOPLE = st.lists(st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILY)).map(" ".join), unique=True, max_size=12)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_in_which_names_come_does_not_matter(persons, chance: random.Random):
    linker = Linker(Atlas.load())
    other = list(persons)
    chance.shuffle(other)
    assert identity(linker, persons).groups() == identity(linker, other).groups()


def test_a_name_is_not_judged_beside_itself_or_another_type(linker):
    new = named(linker, "Sam Altman")
    assert linker.judge(new, [named(linker, "Dr. Sam ALTMAN"), named(linker, "Sam Altmann", "org")]) == []


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (["Alex Wang", "Alexander Wang", "Alexandra Wang"], []),
        (["J. Smith", "John Smith", "Jane Smith"], []),
        (["Edward Smith", "Ted Smith", "Theodore Smith"], []),
        (["Chris Meier", "Christopher Meier", "Christian Meier"], []),
        (["S. Altman", "Sam Altman", "Samuel Altman"], ["S. Altman", "Sam Altman", "Samuel Altman"]),
    ],
)
def test_a_name_that_fits_two_stays_alone(linker, names, together):
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]):
        found = identity(linker, [names[i] for i in order])
        for a, b in combinations(names, 2):
            assert (named(linker, a).node in found.group(named(linker, b).node)) == (a in together and b in together)


def test_types_of_parties(linker):
    assert linker.type_of("Sam Altman", "party", {"sam altman"}) == "person"
    assert linker.type_of("Sam Altman", "party", set()) == "org"
    assert linker.type_of("OpenAI", "party", {"openai"}) == "org"
    assert linker.type_of("OpenAI", "product", ()) == "product"


@pytest.mark.parametrize(
    "name", ["", " ", "...", "\u200f\u202e", "x" * 10_000, "Wang " * 2_000, "\u200fSam Altman\u200f"]
)
@pytest.mark.parametrize("entity_type", ["person", "org", "facility", "product"])
def test_strange_names(linker, name, entity_type):
    others = [named(linker, other, entity_type) for other in ("Sam Altman", "Open AI", "Llama 4", "?!")]
    new = Named(Node(entity_type, linker.key(name, entity_type)), name)
    assert len(linker.judge(new, others)) <= len(others)
    linker.blocks(new)


def test_a_change_of_jobs_makes_no_namesake(linker):
    node = Node("person", "alex wang", "1" * 32)
    here = Context("1" * 32, "2025-03-01", frozenset({"meta"}))
    assert linker.namesake(node, here, []) is None
    assert linker.namesake(node, here, [Context("2" * 32, "2025-01-01", frozenset({"scaleai"}))]) is None
    around = [Context(f"{i}" * 32, f"2025-0{i}-01", frozenset({"scaleai"})) for i in (2, 4)]
    found = linker.namesake(node, here, around)
    assert found and found.judgement is UNSURE and found.by == "rule:namesake 1" and found.reasons
    moved = Context("5" * 32, "2025-03-01", frozenset({"scaleai", "meta"}))
    assert linker.namesake(node, here, [*around, moved]) is None
