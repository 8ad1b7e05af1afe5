"""Which relations follow from facts: what is believed to have happened, and nothing that is contested."""

import pytest
from worlds import claim, facts, move

from talentwire.analyse.exchange.relations import Relation, Tie, plain, relations
from talentwire.model.values import Money, PartialDate

ADA, ASTER, BRUME = "person:Ada", "org:Aster", "org:Brume"


def of(*claims: dict[str, object]) -> list[Relation]:
    return [one for fact in facts(list(claims)) for one in relations(fact)]


def test_a_move_ends_one_job_and_begins_another() -> None:
    left, joined = of(move("Ada", "Aster", "Brume", date="2025-01", to_role="CTO"))
    assert left == Relation(Tie.JOB, ADA, ASTER, end=PartialDate(2025, 1))
    assert joined == Relation(Tie.JOB, ADA, BRUME, "CTO", start=PartialDate(2025, 1))


def test_the_day_of_a_report_is_no_beginning_but_by_then_the_old_job_was_over() -> None:
    left, joined = of(move("Ada", "Aster", "Brume", on="2025-03-04"))
    assert (left.end, joined.start, joined.end) == (PartialDate(2025, 3, 4), None, None)


def test_a_job_that_was_left_again_has_an_end() -> None:
    came = move("Ada", "", "Brume", on="2025-01-01", date="2025-01-01")
    went = move("Ada", "Brume", "Aster", on="2025-06-01", date="2025-06-01")
    joined = of(came, went)[0]
    assert (joined.start, joined.end) == (PartialDate(2025, 1, 1), PartialDate(2025, 6, 1))


@pytest.mark.parametrize("status", ["talks", "planned", "attempted", "failed", "denied"])
def test_what_did_not_happen_is_no_relation(status: str) -> None:
    told = [
        move("Ada", "Aster", "Brume", status=status),
        claim("position", person="Bob", org="Brume", role="CEO", status=status),
        claim("deal", buyer="Aster", target="Brume", kind="acquisition", status=status),
        claim("funding", org="Aster", investor="Cairn", status=status),
    ]
    assert not any(plain(fact) for fact in facts(told))
    assert of(*told) == []


def test_what_cannot_be_so_beside_another_is_no_relation() -> None:
    told = [
        move("Ada", "Aster", "Brume", on="2025-03-01", date="2025-03-01"),
        move("Ada", "Aster", "Cairn", on="2025-03-02", date="2025-03-02"),
    ]
    assert all(fact.rivals for fact in facts(told))
    assert of(*told) == []


def test_what_is_contested_is_left_out() -> None:
    told = [
        claim(
            "deal",
            buyer="Aster",
            target="Brume",
            kind="acquisition",
            amount={"value": value, "currency": "USD"},
            on=day,
        )
        for value, day in ((1000, "2025-01-01"), (9000, "2025-01-02"))
    ]
    (bought,) = of(*told)
    assert (bought.tie, bought.money) == (Tie.BOUGHT, None)


@pytest.mark.parametrize(
    ("role", "tie"),
    [("founder", Tie.FOUNDER), ("chairwoman", Tie.BOARD), ("founder and CEO", Tie.JOB), ("CTO", Tie.JOB)],
)
def test_positions_are_what_their_words_say(role: str, tie: Tie) -> None:
    (held,) = of(claim("position", person="Ada", org="Brume", role=role))
    assert (held.tie, held.role, held.start, held.end) == (tie, role, None, None)


def test_a_former_position_is_over() -> None:
    (held,) = of(claim("position", person="Ada", org="Brume", role="CTO", current=False, on="2025-02-01"))
    assert (held.start, held.end) == (None, PartialDate(2025, 2, 1))


def test_money_goes_with_a_sole_investor_alone() -> None:
    told = claim("funding", org="Brume", amount={"value": 5, "currency": "EUR"}, investor="Cairn", kind="debt")
    assert of(told) == [Relation(Tie.LENDS, "org:Cairn", BRUME, "debt", money=Money(5, "EUR"))]
    two = of({**told, "investor": ["Cairn", "Dover"]})
    assert {one.money for one in two} <= {None}


def test_a_group_without_names_is_no_relation() -> None:
    assert of(move(12, "Aster", "Brume")) == []
