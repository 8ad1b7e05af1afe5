"""Tokens and sessions in the ledger, on each database."""

from datetime import UTC, datetime, timedelta

import pytest

from talentwire.errors import BadValueError, NotFoundError
from talentwire.record.ledger import Ledger
from talentwire.record.operating.tokens import Scope

LATER = "2999-01-01T00:00:00.000000Z"


def test_a_token_is_found_by_its_secret_alone(ledger: Ledger) -> None:
    made = ledger.tokens.add("Rhea", frozenset([Scope.WRITE]), "secret-of-rhea", None)
    assert made.scopes == {Scope.READ, Scope.WRITE}
    assert (made.id, made.ends, made.expires_at) == (1, "rhea", None)
    assert ledger.tokens.find("secret-of-rhea") == made
    assert ledger.tokens.find("secret-of-rhe") is None
    with pytest.raises(BadValueError, match="valid token for 'Rhea' already"):
        ledger.tokens.add("Rhea", frozenset(), "another", None)
    assert ledger.tokens.all() == [made]


def test_a_revoked_token_frees_its_name_and_ends_its_sessions(ledger: Ledger) -> None:
    made = ledger.tokens.add("Rhea", frozenset(), "one", LATER)
    ledger.tokens.begin(made, "session", LATER)
    assert (found := ledger.tokens.session("session")) and found.token == made
    ledger.tokens.revoke("Rhea")
    assert ledger.tokens.session("session") is None
    assert (gone := ledger.tokens.find("one")) and gone.state(ledger.tokens.now()) == "revoked"
    assert ledger.tokens.add("Rhea", frozenset(), "two", None).id == 2
    with pytest.raises(NotFoundError, match="no valid token 'Will'"):
        ledger.tokens.revoke("Will")


def test_sessions_that_are_over_or_too_many_go(ledger: Ledger) -> None:
    made = ledger.tokens.add("Rhea", frozenset(), "one", None)
    past = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    ledger.tokens.begin(made, "over", past)
    ledger.tokens.begin(made, "first", LATER)
    assert ledger.tokens.session("over") is None
    ledger.tokens.begin(made, "second", LATER, instead_of="first")
    assert ledger.tokens.session("first") is None
    for number in range(20):
        ledger.tokens.begin(made, f"more {number}", LATER)
    assert ledger.tokens.session("second") is None
    assert ledger.tokens.session("more 0")
    ledger.tokens.end("more 0")
    assert ledger.tokens.session("more 0") is None


def test_what_was_used_and_seen_is_noted(ledger: Ledger) -> None:
    made = ledger.tokens.add("Rhea", frozenset(), "one", None)
    ledger.tokens.begin(made, "session", LATER)
    before = ledger.tokens.session("session")
    assert before
    ledger.tokens.note({made.id: "2025-07-15"}, {before.digest: LATER})
    after = ledger.tokens.session("session")
    assert after
    assert (after.seen_at, after.token.used_on) == (LATER, "2025-07-15")
