"""What may be asked for, and sentences that help where something makes no sense."""

import json
from typing import Any

import pytest

from talentwire.analyse.alerts.wanted import USUAL, Wanted, When
from talentwire.errors import BadValueError
from talentwire.model.values import Money

WHOLE: dict[str, Any] = {
    "when": ["leaves", "denied"],
    "kind": ["move"],
    "status": ["talks"],
    "person": "Ada Brandt",
    "org": "Brumelune",
    "since": "2026-01",
    "until": "2026-12",
    "lang": "fr",
    "text": "chief scientist",
    "role": "research",
    "amount": {"value": 5, "currency": "EUR"},
}


def test_what_is_asked_for_comes_back_from_what_is_kept() -> None:
    wanted = Wanted.of(WHOLE)
    assert wanted.to_json() == WHOLE
    assert Wanted.of(json.loads(json.dumps(wanted.to_json()))) == wanted
    assert wanted.ways == {When.LEAVES} and wanted.happenings == {When.DENIED} and wanted.kinds == ("move",)


def test_sums_are_read_as_people_write_them() -> None:
    assert Wanted.of({"per_head": "$1.5 million"}).per_head == Money(1_500_000, "USD")
    assert Wanted.of({"amount": "2 Mrd. Euro"}).amount == Money(2_000_000_000, "EUR")
    assert Wanted.of({"per_head": "1M USD"}).kinds == ("deal",)


def test_without_a_word_on_what_happened_everything_but_details_counts() -> None:
    assert Wanted.of({"org": "Brumelune"}).happenings == USUAL
    assert When.MORE not in USUAL and not USUAL & {When.LEAVES, When.JOINS}
    assert Wanted.of({"when": "joins"}).happenings == USUAL


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "everything would tell all day"),
        ({"orgs": "Brumelune"}, "did you mean org"),
        ({"when": ["leave"]}, "did you mean leaves"),
        ({"when": "sideways", "org": "X"}, "there is new, status"),
        ({"kind": "moves"}, "did you mean move"),
        ({"status": "rumour"}, "status cannot be 'rumour'"),
        ({"lang": "xx"}, "lang cannot be 'xx'"),
        ({"since": "last week"}, "last week"),
        ({"role": "reserch"}, "did you mean research"),
        ({"amount": "a lot"}, "amount: a sum must be one number"),
        ({"amount": {"value": -1, "currency": "USD"}}, "above 0"),
        ({"per_head": "USD 1m", "kind": ["pay"]}, "kind deal, but only pay"),
        ({"when": "leaves", "kind": "deal"}, "kind move, but only deal"),
        ({"when": "leaves", "per_head": "USD 1m"}, "two alerts"),
        ({"org": "x" * 301}, "300 characters"),
        ({"text": "a\0b"}, "no NUL"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(given: dict[str, Any], says: str) -> None:
    with pytest.raises(BadValueError) as refused:
        Wanted.of(given)
    assert says in str(refused.value)
