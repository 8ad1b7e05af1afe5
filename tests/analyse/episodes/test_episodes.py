"""Raids and answers: a small world whose episodes are known by hand, their timeline, and the laws of every world."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import basis, claim, move

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.answers.picture import Timeline
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.episodes import episodes
from talentwire.analyse.episodes.asking import EpisodesAsked, Kind, View
from talentwire.analyse.episodes.raids import all_exits, find, least, most
from talentwire.analyse.facts.fact import Stage
from talentwire.errors import BadValueError
from talentwire.model.values import Interval

FAMILY = {"Acme Labs": "Acme"}
USD = {"value": 2_000_000, "currency": "USD"}


def pay(payer: str, on: str, **more: Any) -> dict[str, Any]:
    return claim("pay", on, payer=payer, amount=USD, kind="retention", **more)


RAID = [
    pay("Bolt", "2025-04-20", recipient="researchers"),  # an offer, 72 days before
    pay("Bolt", "2025-01-01", recipient="others"),  # too long ago
    move("Ada Bell", "Acme", "Bolt", "2025-07-01"),
    move("Bea Cole", "Acme Labs", "Bolt", "2025-07-05", date="2025-07-05"),
    move(4, "Acme", "Bolt", "2025-07-06"),  # two of them have a name
    move("Cy Dunn", "Acme", "Bolt", "2025-07-20", status="talks"),
    move("Di Ek", "Acme", "Bolt", "2025-12-01"),  # months later
    pay("Acme", "2025-07-09", recipient="staff"),
    pay("Acme", "2025-07-10", recipient="nobody", status="denied"),
    claim("quote", "2025-07-03", speaker="Max Moor", org="Acme", evidence="Someone has broken into our home"),
    claim("position", "2025-06-01", person="Nia Orr", org="Acme", role="CEO"),
    claim("quote", "2025-07-04", speaker="Nia Orr", evidence="We will stay the course"),
    claim("position", "2025-06-01", person="Old Hand", org="Acme", role="co-founder"),
    claim("quote", "2025-07-04", speaker="Old Hand", evidence="I left long ago"),  # speaks for nobody
    claim("workforce", "2025-07-12", org="Acme", change="cut", count=50),
    claim("workforce", "2025-07-12", org="Acme", change="size", count=900),  # no answer
    move("Flo Gray", "Bolt", "Acme", "2025-08-01"),  # hired from the raider
    move("Gus Hall", "Core", "Acme", "2025-12-20"),  # too late
    claim("release", "2025-07-15", org="Acme", product="M1", event="delay"),
    claim("funding", "2025-07-16", org="Acme", amount=USD, kind="secondary"),
]
EXODUS = [move(f"X{n}", "Core", org, f"2025-03-0{n + 1}") for n, org in enumerate(["Dyne", "Dyne", "Elm", "", "", ""])]
WORLD = [*RAID, *EXODUS]


def ask(asked: Asked | None = None, claims: Any = WORLD, **how: Any) -> Answer:
    return episodes(basis(claims, asked, FAMILY, question="episodes"), EpisodesAsked(**how))


def table(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple((cell.value, cell.low, cell.high) if cell.low is not None else cell.value for cell in
                  (row[name] for name in names)) for row in answer.rows]  # fmt: skip


def test_episodes_of_a_small_world_are_as_counted_by_hand() -> None:
    answer = ask()
    assert table(answer, "number", "kind", "from", "to", "heads", "unsure") == [
        (1, "exodus", "Core", "2 houses", 6, 0),
        (2, "raid", "Acme", "Bolt", (2, 4, 6), 1),
    ]
    counts = table(answer, "offers", "pay", "hires", "words", "staff", "deals", "releases", "next")
    assert counts[1] == (1, 1, 1, 2, 1, 1, 1, 2)
    assert answer.summary == (
        "On record: 1 raid and 1 exodus.",
        "The largest is number 1: Core → 2 houses, at least 6 heads, from 2025-03-01 to 2025-03-06.",
    )
    assert isinstance(answer.picture, Timeline)
    assert [event.label for event in answer.picture.events] == ["→ 2 houses: 6 heads", "→ Bolt: 4–6 heads"]


def test_a_timeline_has_everything_in_its_order_with_its_distance() -> None:
    answer = ask(episode=2)
    assert table(answer, "distance", "lane", "what", "dated") == [
        (-72, "Bolt: offers", "Bolt: retention pay of USD 2m for researchers", False),
        (0, "Acme → Bolt", "Ada Bell: Acme → Bolt", False),
        (2, "Acme: statements", "Max Moor: “Someone has broken into our home”", False),
        (3, "Acme: statements", "Nia Orr: “We will stay the course”", False),
        (4, "Acme → Bolt", "Bea Cole: Acme Labs → Bolt", True),
        (5, "Acme → Bolt", "2–4 heads: Acme → Bolt", False),
        (8, "Acme: pay", "Acme: retention pay of USD 2m for staff", False),
        (11, "Acme: staff", "Acme cuts 50 jobs", False),
        (14, "Acme: products", "M1 (Acme) delayed", False),
        (15, "Acme: deals and money", "shares of Acme are sold for USD 2m", False),
        (19, "Acme → Bolt", "Cy Dunn: Acme → Bolt", False),
        (31, "Acme: hires", "Flo Gray: Bolt → Acme", False),
    ]
    notes = " ".join(answer.notes)
    assert "Order and distance say what came after what, not what was done because of it." in notes
    assert "Left out of the timeline: 1 denied." in notes
    assert "11 of 12 are not dated by a source" in notes
    assert answer.summary[:3] == (
        "Acme → Bolt: at least 4 heads, from 2025-07-01 to 2025-07-06.",
        "Bolt: 1 offer told of before the first exit.",
        "Acme: pay – first after 8 days, 1 in all.",
    )
    assert isinstance(answer.picture, Timeline)
    assert list(dict.fromkeys(event.lane for event in answer.picture.events))[:3] == [
        "Bolt: offers", "Acme → Bolt", "Acme: pay",
    ]  # fmt: skip
    assert [event.label for event in answer.picture.events if not event.sure] == ["Cy Dunn"]
    assert "Flo Gray ← Bolt" in [event.label for event in answer.picture.events]


def test_thresholds_are_those_asked_for() -> None:
    assert table(ask(heads=5), "from") == []
    assert table(ask(heads=2, within=3), "from", "heads") == [("Core", 4), ("Acme", (1, 3, 5)), ("Core", 2)]
    wide = ask(heads=4, within=365)
    assert table(wide, "from", "heads") == [("Acme", (3, 5, 7))]
    assert len(ask(episode=2, before=10, after=0).rows) == 6


def test_a_deal_between_the_two_is_marked() -> None:
    deal = claim("deal", "2025-06-20", buyer="Bolt", target="Acme", kind="licence_hire")
    other = claim("deal", "2025-06-20", buyer="Dyne", target="Acme", kind="stake")
    answer = ask(claims=[*RAID, deal, other])
    assert table(answer, "kind", "deals") == [("raid with a deal", 2)]
    lines = table(ask(claims=[*RAID, deal, other], episode=1), "distance", "what")
    assert (-11, "Bolt takes licences and people from Acme") in lines
    assert not any("Dyne" in what for _, what in lines)


def test_filters_keep_the_numbers() -> None:
    def numbers(asked: Asked | None = None, **more: Any) -> list[tuple[Any, ...]]:
        return table(episodes(basis(WORLD, asked, FAMILY, question="episodes", **more), EpisodesAsked()), "number")

    assert numbers(orgs=frozenset({"org:Acme Labs"})) == [(2,)]
    assert numbers(person="person:X1") == [(1,)]
    assert numbers(Asked(during=Interval(date(2025, 7, 6), date(2025, 7, 6)))) == [(2,)]
    assert table(ask(kind=Kind.RAID), "number") == [(2,)]
    talked = Asked(status=(Stage.RUMOURED,))
    assert numbers(talked) == []
    gone = ask(Asked(during=Interval(date(1999, 1, 1), date(1999, 1, 2))))
    assert gone.notes[-1] == (
        "Nothing is left by these filters; the ledger knows 2 episodes, begun from 2025-03-01 to 2025-07-01."
    )


def test_rumours_make_an_episode_only_where_they_are_asked_for() -> None:
    talked = [move(f"P{n}", "Acme", "Bolt", "2025-07-01", status="talks") for n in range(3)]
    assert ask(claims=talked).rows == ()
    assert table(ask(Asked(status=(Stage.RUMOURED,)), talked), "heads", "unsure") == [(3, 0)]


def test_one_episode_is_opened_by_its_number_or_when_one_is_left() -> None:
    assert ask(kind=Kind.RAID, view=View.TIMELINE).title == "Episode 2: Acme → Bolt"
    assert ask(episode=1, kind=Kind.RAID).title == "Episode 1: Core → 2 houses"
    with pytest.raises(BadValueError, match="2 are left: 1, 2; name one with --episode"):
        ask(view=View.TIMELINE)
    with pytest.raises(BadValueError, match="none is left of 2"):
        ask(Asked(during=Interval(date(1999, 1, 1), date(1999, 1, 2))), view=View.TIMELINE)
    with pytest.raises(BadValueError, match="there is no episode 3; they are numbered from 1 to 2"):
        ask(episode=3)


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        ({"heads": 1}, "heads must be at least 2"),
        ({"episode": -1}, "numbered from 1"),
        ({"within": -1}, "within must be from 0"),
        ({"after": 10**6}, "after must be from 0"),
        ({"before": -5}, "before must be from 0"),
    ],
)
def test_impossible_numbers_are_refused(how: dict[str, int], sentence: str) -> None:
    with pytest.raises(BadValueError, match=sentence):
        EpisodesAsked(**how)  # type: ignore[arg-type]


def test_nothing_and_one_case() -> None:
    for claims in ([], RAID[2:3]):
        for view in View:
            answer = ask(claims=claims, view=view)
            assert (answer.rows, answer.picture) == ((), None)
            assert answer.notes[0] == "The ledger holds nothing that answers this."


def test_a_group_that_is_too_small_is_said() -> None:
    two = [move(f"P{n}", "Acme", "Bolt", day) for n, day in enumerate(["2025-01-01", "2025-06-01", "2025-06-20"])]
    answer = ask(claims=two)
    assert answer.rows == ()
    assert answer.notes[-1].startswith("No group was large enough: at most 2 heads went from one house to one other")


def test_groups_of_untold_size_and_without_anybody_new_are_no_heads() -> None:
    named = [move(name, "Acme", "Bolt", "2025-07-01", story="x") for name in ("Ada", "Bea", "Cy")]
    group = move(3, "Acme", "Bolt", "2025-07-01", story="x")
    assert table(ask(claims=[*named, group]), "heads") == [(3,)]


def test_the_rest_stands_together() -> None:
    many = [move(f"P{n} {m}", f"Org{n}", "Bolt", "2025-01-01") for n in range(30) for m in range(3)]
    answer = ask(Asked(top=5), many)
    assert len(answer.rows) == 6
    assert table(ask(Asked(top=30), many), "heads") == [(3,)] * 30
    assert (answer.rows[-1]["from"].value, answer.rows[-1]["heads"].value) == ("25 others", 75)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language(lang: str) -> None:
    for number in (0, 1, 2):
        answer = ask(Asked(lang=lang), episode=number)
        texts = (answer.title, answer.definition, *answer.notes, *answer.summary)
        assert answer.lang == lang
        assert "{" not in "".join(texts)


# ---- laws

ORGS = ("Acme", "Acme Labs", "Bolt", "Core", "")
DAYS = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(str)
MOVE = st.builds(
    move,
    st.one_of(st.sampled_from(["Ada Bell", "Bea Cole", "Cy Dunn", "Di Ek", "Ed Fox"]), st.integers(2, 9)),
    st.sampled_from(ORGS), st.sampled_from(ORGS), DAYS,
    status=st.sampled_from(["asserted", "asserted", "asserted", "planned", "talks", "denied"]),
)  # fmt: skip
OTHER = st.one_of(
    st.builds(pay, st.sampled_from(ORGS[:-1]), DAYS),
    st.builds(
        lambda org, on: claim("quote", on, speaker="Max", org=org, evidence=on), st.sampled_from(ORGS[:-1]), DAYS
    ),
    st.builds(lambda org, on: claim("workforce", on, org=org, change="cut", count=9), st.sampled_from(ORGS[:-1]), DAYS),
)
CLAIMS = st.lists(
    st.one_of(MOVE.filter(lambda one: "from_org" in one or "to_org" in one), OTHER), max_size=30
)  # fmt: skip
LAWS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAWS
@given(CLAIMS, st.integers(2, 4), st.integers(0, 90))
def test_no_head_is_in_two_episodes_and_each_has_enough(claims: list[dict[str, Any]], heads: int, within: int) -> None:
    world = basis(claims, family=FAMILY, question="episodes")
    exits, _ = all_exits(world)
    found = find(exits, world, EpisodesAsked(heads=heads, within=within))
    held = [id(one) for episode in found for one in episode.exits]
    assert len(held) == len(set(held))
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    for one in found:
        enough = heads if one.kind is Kind.RAID else 2 * heads
        assert enough <= least(one.exits) <= most(one.exits)
        assert one.last - one.first <= timedelta(within)
        assert {world.house(exit_.source) for exit_ in one.exits} == {one.loser}
        if one.raider:
            assert {world.house(exit_.target) for exit_ in one.exits} == {one.raider}


@LAWS
@given(CLAIMS)
def test_every_number_opens_to_its_facts(claims: list[dict[str, Any]]) -> None:
    answer = ask(claims=claims, heads=2)
    for number in range(len(answer.rows) + 1):
        one = ask(claims=claims, heads=2, episode=number) if number else answer
        for row in one.rows:
            for name in ("heads", "unsure", "offers", "pay", "hires", "words", "staff", "next", "distance", "what"):
                cell = row.get(name)
                if cell and (cell.value or cell.high):
                    assert cell.facts, name
        assert set(one.behind) == set(one.facts)
        days = [row["distance"].value for row in one.rows if "distance" in row]
        assert days == sorted(days)  # type: ignore[type-var]


@LAWS
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_facts_changes_nothing(claims: list[dict[str, Any]], random: Any) -> None:
    world, turned = (basis(claims, family=FAMILY, question="episodes") for _ in range(2))
    mixed = list(world.facts)
    random.shuffle(mixed)
    object.__setattr__(turned, "facts", tuple(mixed))
    left, right = (episodes(one, EpisodesAsked(heads=2)) for one in (world, turned))
    assert (left.rows, left.picture, left.summary) == (right.rows, right.picture, right.summary)
