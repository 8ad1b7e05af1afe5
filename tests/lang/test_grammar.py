"""Triggers: what an entry may hold, and what a mute one may not."""

import pytest

from talentwire.errors import PackError
from talentwire.lang.grammar import load_grammar

MUTE = {"id": "calls-off", "mute": True, "words": ["gibt … bekannt"], "not": ["[Anna Berg] gibt das bekannt."]}


def test_a_mute_trigger_has_words_and_no_kind() -> None:
    (trigger,) = load_grammar({"trigger": [MUTE]}, "triggers.toml", "").triggers
    assert (trigger.mute, trigger.kind, trigger.slots) == (True, "", {})


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({**MUTE, "kind": "move"}, "calls-off is mute and can have no kind"),
        ({**MUTE, "slots": {"person": ["subject"]}}, "calls-off is mute and can have no slots"),
        ({**MUTE, "not": []}, "calls-off is mute and needs words, and a not"),
    ],
)
def test_a_mute_trigger_that_says_something_is_refused(entry: dict[str, object], complaint: str) -> None:
    with pytest.raises(PackError, match=complaint):
        load_grammar({"trigger": [entry]}, "triggers.toml", "")
