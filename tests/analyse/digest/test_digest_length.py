"""However much a week tells, an issue is of bounded length, and nothing is left out without a word."""

from typing import Any

from worlds import basis, claim, move

from talentwire.analyse.answers.basis import Basis
from talentwire.analyse.difference.change import Became, Change
from talentwire.analyse.digest import Week, compose
from talentwire.analyse.digest.compose import Told
from talentwire.analyse.digest.issue import Digest, Part

WEEK = Week.parse("2025-W29")


def issue(held: Basis, *, whole: bool = False) -> Digest:
    """The issue of a week in which all facts are first told."""
    changes = tuple(Change(Became.NEW, None, fact) for fact in held.facts)
    return compose(Told(WEEK, held, changes, lambda _: {}, whole=whole))


def test_three_thousand_facts() -> None:
    claims: list[dict[str, Any]] = []
    for n in range(300):
        day = f"2025-07-{14 + n % 7}"
        claims += [move(f"P{n} {k}", f"House {n % 40}", f"Firm {k}", day) for k in range(4)]
        claims += [
            claim(
                "funding", day, org=f"Firm {n}", amount={"value": 10**6 * (n + 1), "currency": "USD"}, kind="primary"
            ),
            claim("compute", day, owner=f"Firm {n}", accelerators=1000 + n),
            claim("release", day, org=f"Firm {n}", product=f"Model {n}", event="launch"),
            claim("move", day, person=f"R{n}", to_org="B", status="talks"),
            claim("deal", day, buyer=f"Firm {n}", target=f"Lab {n}", kind="acquisition", status="denied"),
            claim("pay", day, payer=f"House {n}", amount={"value": 10**5 * (n + 1), "currency": "EUR"}, kind="salary"),
        ]
    held = basis(claims)
    found, whole = issue(held), issue(held, whole=True)
    assert found.coverage.facts >= 2900
    assert found.words < 900
    moves, every = found.section(Part.MOVES), whole.section(Part.MOVES)
    assert moves is not None
    assert every is not None
    assert len(moves.posts) + moves.more == len(every.posts) + every.more == 1200
    assert len(every.posts) == 500
    for section in found.sections:
        assert all(line.sources for line in section.lines)
    rumours = found.section(Part.RUMOURS)
    assert rumours is not None
    assert (len(rumours.items), rumours.more) == (5, 295)


def test_no_facts() -> None:
    found = issue(basis([]))
    assert found.sections == ()
    assert found.sources == ()
    assert found.opening.startswith("A quiet week")
