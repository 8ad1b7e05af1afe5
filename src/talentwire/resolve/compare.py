"""Compare two names and say why, without knowledge of who is who."""

from talentwire.model.entities import Feature, Judgement
from talentwire.resolve.compare_orgs import compare_orgs, form_clash
from talentwire.resolve.compare_persons import compare_persons
from talentwire.resolve.names import Name
from talentwire.resolve.score import Score, different


def compare(a: Name, b: Name) -> Score:
    """Compare two names, without knowledge of who is who; symmetric."""
    if a.type != b.type:
        return different("type", f"{a.text} is a {a.type}, {b.text} a {b.type}.")
    if b.text < a.text:
        a, b = b, a
    if a.key and a.key == b.key:
        return _same_key(a, b)
    if a.type == "person":
        return compare_persons(a, b)
    return compare_orgs(a, b)


def same_person(a: str, b: str) -> bool:
    """Whether the evidence is strong that these are two ways to write one person's name."""
    return compare(Name(a), Name(b)).verdict is Judgement.SAME


def _same_key(a: Name, b: Name) -> Score:
    if clash := form_clash(a, b):
        return Score(0.65, Judgement.UNSURE, (clash,))
    return Score(1.0, Judgement.SAME, (Feature("key", 1.0, f"{a.text} and {b.text} are written with the same words."),))
