"""How many there are: the estimate against published figures, a small world counted by hand, and its laws."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Dots
from talentwire.analyse.facts.fact import Stage
from talentwire.analyse.pool import pool
from talentwire.analyse.pool.asking import PoolAsked, View
from talentwire.analyse.pool.chao import chao1
from talentwire.errors import BadValueError
from talentwire.model.values import Interval


def ask(claims: Any, asked: Asked | None = None, view: View = View.ROLES, role: str = "", **more: Any) -> Answer:
    return pool(basis(claims, asked, question="pool", **more), PoolAsked(view, role))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    def plain(row: Any, name: str) -> Any:
        cell = row.get(name)
        return None if cell is None else cell.value if cell.low is None else (cell.value, cell.low, cell.high)

    return [tuple(plain(row, name) for name in names) for row in answer.rows]


def people(*counts: int, first: int = 0) -> list[dict[str, Any]]:
    """A person for each count, seen in so many stories: each story shows all whom it may."""
    return [
        move(f"P{first + at} Q", "", "Bolt", "2025-01-01", story=f"s{story}", to_role="researcher")
        for at, count in enumerate(counts)
        for story in range(count)
    ]


# ---- published figures


def test_the_estimate_is_that_of_estimate_s() -> None:
    """The worked example of EstimateS (Colwell) that scikit-bio is checked with: 9.75, from 9.07 to 17.45."""
    held = chao1([0, 1, 1, 4, 2, 5, 2, 4, 1, 2])
    assert (held.seen, held.once, held.twice, held.total) == (9, 3, 3, 9.75)
    assert (round(held.low, 2), round(held.high, 2)) == (9.07, 17.45)


def test_the_interval_without_anybody_met_once_is_that_of_estimate_s() -> None:
    """The same, with nobody met once: 4, from 4 to 4.95 (EstimateS prints two digits)."""
    held = chao1([0, 2, 2, 4, 5])
    assert (held.total, held.low) == (4, 4)
    assert held.high == pytest.approx(4.95, abs=0.015)


@pytest.mark.parametrize(
    ("seen", "once", "twice", "total"),
    [(93, 31, 18, 117.473684), (84, 31, 13, 117.214286), (90, 37, 12, 141.230769)],
)
def test_the_estimate_is_that_of_vegan(seen: int, once: int, twice: int, total: float) -> None:
    """Trees on the first plots of Barro Colorado Island, as the R package vegan prints them (``estimateR(BCI)``)."""
    held = chao1([1] * once + [2] * twice + [3] * (seen - once - twice))
    assert (held.seen, round(held.total, 6)) == (seen, total)


def test_the_rabbits_of_chao_are_all_there() -> None:
    """The rabbits of Chao (1987), after Edwards and Eberhardt: 76 caught of 135 that were let into the enclosure."""
    held = chao1([1] * 43 + [2] * 16 + [3] * 8 + [4] * 6 + [6] * 2 + [7])
    assert (held.seen, held.sightings, round(held.total, 1)) == (76, 142, 129.1)
    assert held.low < 135 < held.high


# ---- a small world


def test_a_small_world_is_as_counted_by_hand() -> None:
    """Ten seen once, six twice, four three times: 20 + 10 · 9 / (2 · 7) = 26.4, coverage 1 - 10 / 34."""
    answer = ask(people(*[1] * 10, *[2] * 6, *[3] * 4))
    assert table(answer, "group", "seen", "stories", "once", "twice", "coverage", "estimate") == [
        ("everybody", 20, 3, 10, 6, 0.7059, (26, 21, 48)),
        ("research", 20, 3, 10, 6, 0.7059, (26, 21, 48)),
    ]
    assert answer.summary[0].startswith("At least about 26 people are in the visible market (95 % interval 21 to 48)")
    assert any("lower bound" in note for note in answer.notes)


def test_copies_and_facts_of_one_story_are_one_sighting() -> None:
    told = [
        move("Ada Bell", "", "Bolt", "2025-01-01", story="x", doc="a"),
        move("Ada Bell", "", "Bolt", "2025-01-02", story="x", doc="b"),
        claim("position", "2025-01-02", person="Ada Bell", org="Bolt", role="chief scientist", story="x", doc="b"),
    ]
    assert table(ask(told), "seen", "once", "twice")[0] == (1, 1, 0)


def test_what_does_not_stand_is_no_sighting_and_is_said() -> None:
    answer = ask([move("Ada Bell", "", "Bolt", status="denied"), move("Bea Cole", "", "Bolt")])
    assert table(answer, "group", "seen")[0] == ("everybody", 1)
    assert answer.notes[-1].startswith("Left out, in the whole ledger: 1 move or position")


def test_too_few_are_counted_and_nothing_is_estimated() -> None:
    for few in (people(*[1] * 30), people(*[3] * 19), people(*[1] * 16, *[2] * 4)):
        answer = ask(few)
        assert table(answer, "estimate", "coverage") == [(None, None)] * 2
        assert "too few to say anything" in answer.summary[0]
        assert not any("lower bound" in note for note in answer.notes)


def test_houses_overlap_and_the_rest_stands_together() -> None:
    told = [move(f"P{at} Q", "Acme", f"Org{at}", story=f"s{at}") for at in range(6)]
    answer = ask(told, Asked(top=2), View.HOUSES, family={"Acme Labs": "Acme"})
    assert table(answer, "group", "seen") == [("everybody", 6), ("Acme", 6), ("Org0", 1), ("5 others", 5)]


def test_families_follow_the_last_position_told() -> None:
    told = [
        move("Ada Bell", "", "Acme", "2024-01-01", to_role="engineer"),
        move("Ada Bell", "Acme", "Bolt", "2025-01-01", to_role="researcher"),
        move("Ada Bell", "Bolt", "Core", "2025-06-01"),
        move("Bea Cole", "", "Acme", "2024-01-01"),
    ]
    assert table(ask(told), "group", "seen") == [("everybody", 2), ("research", 1), ("not told", 1)]
    assert table(ask(told, role="research"), "group", "seen", "once") == [("everybody", 1, 0), ("research", 1, 0)]
    with pytest.raises(BadValueError, match="did you mean research"):
        ask(told, role="reserch")


def test_time_status_house_and_person_are_filters() -> None:
    told = [
        move("Ada Bell", "", "Acme", "2024-01-01"),
        move("Bea Cole", "", "Bolt", "2025-01-01", status="talks"),
        move("Cy Dunn", "", "Bolt", "2025-02-01"),
    ]

    def seen(asked: Asked, **more: Any) -> int:
        rows = table(ask(told, asked, **more), "seen")
        return int(rows[0][0]) if rows else 0

    assert seen(Asked(during=Interval(date(2025, 1, 1), None))) == 2
    assert seen(Asked(status=(Stage.RUMOURED,))) == 1
    assert seen(Asked(), orgs=frozenset({"org:Bolt"})) == 2
    assert seen(Asked(), person="person:Ada Bell") == 1
    assert ask(told, Asked(during=Interval(date(1990, 1, 1), date(1991, 1, 1)))).rows == ()


@pytest.mark.parametrize(
    ("words", "value", "low", "high"),
    [
        ("There are fewer than 1,000 such people in the world.", None, None, 1000),
        ("Weltweit gibt es etwa 2.000 solche Forscher.", 2000, None, None),
        ("Il y a plus de 500 chercheurs au monde capables de cela.", None, 500, None),
    ],
)
def test_what_people_say_stands_beside(words: str, value: Any, low: Any, high: Any) -> None:
    answer = ask([claim("quote", speaker="Ada Bell", evidence=words), move("Bea Cole", "", "Bolt")])
    cell = answer.rows[-1]["claimed"]
    assert (cell.value, cell.low, cell.high) == (value, low, high)
    assert (answer.rows[-1]["group"].value, answer.rows[-1]["words"].value) == ("Ada Bell says", words)
    assert answer.rows[0]["seen"].value == 1  # a speaker is none of those who were seen


@pytest.mark.parametrize(
    "words",
    [
        "We hired 40 researchers.",
        "The world is at stake.",
        "One of three people who can do this.",
        "Pay them 900 dollars.",
    ],
)
def test_other_sayings_are_not_taken_for_one(words: str) -> None:
    assert ask([claim("quote", speaker="Ada Bell", evidence=words)]).rows == ()


def test_a_staff_that_is_nobodys_is_what_a_document_says() -> None:
    answer = ask([claim("workforce", change="size", count=900, group="AI researchers", evidence="900 in all")])
    assert table(answer, "group", "claimed", "words") == [("a document says", 900, "900 in all")]


def test_nothing_is_answered() -> None:
    empty = ask([])
    assert (empty.rows, empty.summary, empty.picture) == ((), (), None)
    assert empty.notes[0] == "The ledger holds nothing that answers this."


def test_the_picture_shows_seen_and_estimated() -> None:
    picture = ask(people(*[1] * 10, *[2] * 6, *[3] * 4)).picture
    assert isinstance(picture, Dots)
    assert [(dot.label, dot.value, dot.group) for dot in picture.dots[:2]] == [
        ("everybody", 20, "Seen"), ("", 26, "Estimated"),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("view", View)
def test_every_view_speaks_every_language(view: View, lang: str) -> None:
    said = claim("quote", speaker="Ada Bell", evidence="Fewer than 1,000 people in the world can do it.")
    for told in (people(1, 2), [*people(*[1] * 25, *[2] * 6), said]):
        answer = ask(told, Asked(lang=lang), view)
        assert "{" not in answer.definition + "".join((*answer.notes, *answer.summary))


# ---- laws

TOLD = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 12)), max_size=60)
LAWS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(st.lists(st.integers(0, 12), max_size=200))
def test_the_estimate_is_at_least_what_was_seen(counts: list[int]) -> None:
    held = chao1(counts)
    assert held.seen <= held.low <= held.total <= held.high or (held.once < 2 and held.seen <= held.low <= held.high)
    assert held.coverage is None or 0 <= held.coverage <= 1


@LAWS
@given(TOLD, st.integers(0, 12), st.integers(0, 12))
def test_merging_two_stories_never_raises_sightings(told: list[tuple[int, int]], left: int, right: int) -> None:
    def world(merge: bool) -> Answer:
        return ask([
            move(f"P{who} Q", "", "Bolt", story=f"s{left if merge and story == right else story}", doc=f"d{at}")
            for at, (who, story) in enumerate(told)
        ])  # fmt: skip

    apart, merged = table(world(False), "seen", "once"), table(world(True), "seen", "once")
    assert [row[0] for row in apart] == [row[0] for row in merged]  # whoever was seen is seen
    assert all(after[1] >= before[1] for before, after in zip(apart, merged, strict=True))  # no more often


@LAWS
@given(TOLD)
def test_families_part_everybody(told: list[tuple[int, int]]) -> None:
    roles = ["researcher", "engineer", None]
    answer = ask([move(f"P{who} Q", "", "Bolt", story=f"s{s}", to_role=roles[who % 3]) for who, s in told])
    seen = [row[0] for row in table(answer, "seen")]
    assert sum(seen[1:]) == (seen[0] if seen else 0)
    assert set(answer.behind) == set(answer.facts)
