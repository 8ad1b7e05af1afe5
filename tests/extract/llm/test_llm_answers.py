"""Claims are cut out of whatever a model writes around them, and a broken one costs no other."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.extract.llm.answers import MOST, Twice, listed

A = {"type": "move", "person": "Ada"}
B = {"type": "quote", "speaker": "Bob"}
BOTH = json.dumps({"claims": [A, B]})


@pytest.mark.parametrize(
    "content",
    [
        BOTH,
        f"\ufeff{BOTH}\n",
        json.dumps([A, B]),
        f"Here you are:\n```json\n{BOTH}\n```\nAnything else?",
        f'<think>A list like {{"claims": [1]}} is wanted.</think>\n{BOTH}',
        f"{json.dumps(A)}\n{json.dumps(B)}",
        f"Sure! {json.dumps([A, B])}",
        json.dumps({"claims": [A, B], "comment": "done"}, indent=1),
        f'{{"thoughts": "none", "claims": [{json.dumps(A)}, {json.dumps(B)}',
        f'{{"claims": [{json.dumps(A)},{json.dumps(B)},]}}',
        '{"claims": [{"type": "move", "person": "Ada"} {"type": "quote", "speaker": "Bob"}]}',
    ],
)
def test_two_claims_are_found(content: str) -> None:
    found = listed(content)
    assert found is not None
    assert list(found.objects) == [A, B]
    assert found.broken == 0


@pytest.mark.parametrize(
    "content", ["", "I cannot help with that.", "{}", "null", "42", '{"a": {"b": 1}}', "[[[", "{" * 9999]
)
def test_what_lists_nothing_is_no_answer(content: str) -> None:
    assert listed(content) is None


def test_an_empty_list_is_an_answer() -> None:
    for content in ('{"claims": []}', 'None here: {"claims": []}', "[]"):
        found = listed(content)
        assert found is not None
        assert found.objects == ()


def test_half_an_answer_gives_the_whole_ones() -> None:
    found = listed(BOTH[:-20])
    assert found is not None
    assert list(found.objects) == [A]
    assert found.broken == 1


def test_a_broken_claim_costs_no_other() -> None:
    broken = '{"claims": [{"type": "move", "person": "Ad"a"}, {"type": "quote", "speaker": "Bob"}, {"type": nonsense}]}'
    found = listed(broken)
    assert found is not None
    assert list(found.objects) == [B]
    assert found.broken == 2


def test_what_stands_twice_and_differs_is_doubtful() -> None:
    found = listed('{"claims": [{"type": "move", "person": "A", "person": "B"}, {"type": "move", "type": "move"}]}')
    assert found is not None
    assert [isinstance(one, Twice) for one in found.objects] == [True, False]


def test_numbers_of_any_size_and_depth_of_any_kind_are_survived() -> None:
    digits = f'{{"claims": [{{"type": "pay", "amount": {"9" * 20000}}}, {json.dumps(A)}]}}'
    found = listed(digits)
    assert found is not None
    assert found.objects[1] == A
    deep = f'{{"claims": [{"[" * 100_000}, {json.dumps(A)}]}}'
    assert listed(deep) is not None


def test_no_more_than_enough_are_taken() -> None:
    found = listed(json.dumps({"claims": [A] * (MOST + 7)}))
    assert found is not None
    assert (len(found.objects), found.broken) == (MOST, 7)


@given(st.text(st.sampled_from('{}[]",:1ae \\'), max_size=60))
def test_nothing_makes_it_fail(text: str) -> None:
    for content in (text, f'{{"claims": [{text}', BOTH[:30] + text + BOTH[30:]):
        found: Any = listed(content)
        assert found is None or isinstance(found.objects, tuple)
