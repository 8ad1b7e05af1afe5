"""The vocabulary of schema.org as SHACL shapes, and what in a JSON-LD file breaks it.

The shapes are those of datashapes.org, made of the whole vocabulary and shipped with pyshacl. They say of which type
the values of a property may be. Beside them it is checked that a type is known, and that a property belongs to it or
to one of the wider types, which shapes leave open. A role between two things is first looked through, as schema.org
has it: it must repeat the property that leads to it.
"""

import pickle
import re
import warnings
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, SH, XSD, BNode, Graph, Namespace, URIRef
from rdflib.term import Node

S = Namespace("http://schema.org/")
_PARTIAL = {XSD.gYearMonth: re.compile(r"\d{4}-(0[1-9]|1[0-2])"), XSD.gYear: re.compile(r"\d{4}")}
"""Months and years, which schema.org allows as dates (ISO 8601) and the shapes have no word for."""


@cache
def vocabulary() -> Graph:
    """All shapes and classes."""
    with (Path(pyshacl.__file__).parent / "assets" / "schema.pickle").open("rb") as file:
        store, identifier = pickle.load(file)
    return Graph(store=store, identifier=identifier)


def read(text: str) -> Graph:
    """A JSON-LD text as a graph."""
    with warnings.catch_warnings():  # the reader of rdflib makes a graph that rdflib itself calls deprecated
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=text, format="json-ld")


def faults(text: str) -> list[str]:
    """What breaks the vocabulary in a JSON-LD text, a sentence each."""
    data = read(text)
    found = [*_roles(data), *_unknown(data)]
    for subject, way, day in list(data):
        if form := _PARTIAL.get(getattr(day, "datatype", None)):
            data.remove((subject, way, day))
            if not form.fullmatch(day):
                found.append(f"{way} is no month or year: {day}")
    shapes = _shapes(frozenset(data.objects(None, RDF.type)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        conforms, _, report = pyshacl.validate(data, shacl_graph=shapes, ont_graph=_tree())
    return found if conforms else [*found, report]


def _roles(data: Graph) -> list[str]:
    """Look through roles; what is wrong with them."""
    found = []
    for role in [one for kind in ("EmployeeRole", "OrganizationRole") for one in data.subjects(RDF.type, S[kind])]:
        ways = list(data.subject_predicates(role))
        if not ways:
            found.append(f"nothing leads to the role {role}")
        for subject, way in ways:
            ends = list(data.objects(role, way))
            if not ends:
                found.append(f"a role does not repeat {way}")
            data.remove((subject, way, role))
            for end in ends:
                data.remove((role, way, end))
                data.add((subject, way, end))
    return found


def _unknown(data: Graph) -> list[str]:
    shapes, found = vocabulary(), set()
    for subject in set(data.subjects()):
        types = list(data.objects(subject, RDF.type))
        wide = {wider for one in types for wider in shapes.transitive_objects(one, RDFS.subClassOf)}
        found |= {f"no such type: {one}" for one in types if (one, RDF.type, RDFS.Class) not in shapes}
        known = {shapes.value(shape, SH.path) for one in wide for shape in shapes.objects(one, SH.property)}
        for way in set(data.predicates(subject)) - known - {RDF.type}:
            found.add(f"{way} is no property of {', '.join(types) or f'{subject}, which has no type'}")
    return sorted(found)


def _shapes(classes: frozenset[Node]) -> Graph:
    """The shapes of some classes and all wider ones, without the rest, which takes minutes."""
    whole, part = vocabulary(), Graph()
    todo = [wide for one in classes for wide in whole.transitive_objects(one, RDFS.subClassOf)]
    done: set[Node] = set()
    while todo:
        node = todo.pop()
        if node in done:
            continue
        done.add(node)
        for way, value in whole.predicate_objects(node):
            if way in (RDFS.comment, SH.description, RDFS.subClassOf, S.source, S.isPartOf):
                continue
            part.add((node, way, value))
            if isinstance(value, BNode) or way == SH.property:
                todo.append(value)
    return part


@cache
def _tree() -> Graph:
    tree = Graph()
    for one in vocabulary().triples((None, RDFS.subClassOf, None)):
        if isinstance(one[2], URIRef):
            tree.add(one)
    return tree
