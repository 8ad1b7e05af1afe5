"""Values, claims, and files of claims."""

import json
from datetime import date
from functools import partial
from typing import Any, Final

from fuzzed import Parser

from talentwire.errors import BadValueError
from talentwire.evaluate.gold import read_rows
from talentwire.model.claims import Claim
from talentwire.model.values import Interval, Money, PartialDate
from targets.places import file

_MONEY: Final = tuple(
    json.dumps(one).encode()
    for one in (
        {"value": 5_000_000_000, "currency": "USD", "bound": "min"}, {"value": 2.5, "currency": "EUR"},
        {"value": 0, "currency": "JPY", "bound": "approx"}, {"value": -3, "currency": "CHF"},
    )
)  # fmt: skip
_CLAIMS: Final = tuple(
    json.dumps(one).encode()
    for one in (
        {"type": "move", "person": "Orla Finch", "from_org": ["Tidewell", "Heathpost"], "to_org": "Quarrystone", "headcount": 3,
         "to_role": "CFO", "seat": "job", "status": "planned", "source": "Heathpost", "date": "2025-07", "evidence": "Orla Finch",
         "implicit": ["date"], "optional": True},
        {"type": "position", "person": "Ines Abara", "org": "Tidewell", "role": "chair", "current": False, "reports_to": "Dev Marlow"},
        {"type": "deal", "buyer": "Quarrystone", "target": "Tidewell", "kind": "stake", "amount": {"value": 5e9, "currency": "USD",
         "bound": "max"}, "stake_pct": 12.5},
        {"type": "pay", "payer": "Tidewell", "recipient": ["Dev Marlow", "researchers"], "kind": "package", "period": "year"},
        {"type": "compute", "owner": "Tidewell", "accelerators": 100000, "power_mw": 300.5, "online": "2026", "location": "Oslo"},
        {"type": "workforce", "org": "Tidewell", "change": "cut", "count": 120, "percent": 5}, {"type": "quote", "speaker": "A B"},
        {"type": "release", "org": "Tidewell", "product": "Tide 2", "event": "delay"},
        {"type": "funding", "org": "Tidewell", "valuation": {"value": 1, "currency": "EUR"}, "investor": "Dev Marlow"},
    )
)  # fmt: skip


def money(data: bytes) -> bool:
    """A sum prints, compares with itself and comes back from its own JSON."""
    found = Money.from_json(_json(data))
    assert Money.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert found.agrees(found)
    assert str(found)
    return True


def day(data: bytes) -> bool:
    """A date prints as what it was read from, and lies in its own days."""
    found = PartialDate.parse(data.decode("utf-8", "replace"))
    assert PartialDate.parse(str(found)) == found
    assert found.agrees(found)
    assert found.first() <= found.last()
    assert PartialDate.of(found.first()).first() == found.first()
    return True


def days(data: bytes) -> bool:
    """An interval prints as what gives the same days, holds its own ends and overlaps with itself."""
    found = Interval.parse(data.decode("utf-8", "replace"))
    assert Interval.parse(str(found)) == found
    assert found.overlaps(found)
    assert all(found.contains(end) for end in (found.start, found.end) if end is not None)
    assert found.start is None or isinstance(found.start, date)
    return True


def claim(data: bytes) -> bool:
    """A claim comes back from its own JSON, with the same id."""
    found = Claim.from_json(_json(data))
    again = Claim.from_json(json.loads(json.dumps(found.to_json())))
    assert again == found
    assert again.id == found.id
    assert all(party.name.strip() for _, party in found.parties())
    return True


def gold(data: bytes) -> bool:
    """Rows by their documents."""
    return bool(read_rows(file("gold.jsonl", data)))


def _json(data: bytes) -> Any:
    """What a file of JSON holds; whoever reads files refuses what is none before a value is asked for."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadValueError(f"is not JSON: {type(error).__name__}") from None


def _texts(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


_GOLD: Final = (
    b'{"doc": "a", "lang": "en", "date": "2025-07", "aliases": {"A": ["B"]}, "claims": [' + _CLAIMS[0] + b"]}\n",
    b'{"doc": "b", "same_story": "a", "claims": []}\n{"doc": "c", "claims": []}\n',
)
PARSERS: Final = (
    Parser("money", money, lambda: _MONEY, "json", (b"1e999", b"NaN", b"9" * 400, b'"USD\\n"', b"true")),
    Parser("date", day, partial(_texts, "2025", "2025-07", "2025-07-15", "0001-01-01", "9999-12-31", " 2024-02-29 ")),
    Parser("interval", days, partial(_texts, "2025", "2025-03..2025-06", "..2024", "2024-05-01..", "0001..9999")),
    Parser("claim", claim, lambda: _CLAIMS, "json", (b"NaN", b"1e999", b"9" * 400, b'"person": {"a": 1}', b'"implicit": 5')),
    Parser("gold", gold, lambda: _GOLD, "lines", (b'"doc": []', b'"claims": 1', b"\xe2\x80\xa8", b"\x85"), units=(b'{"doc": "a", "claims": []}\n',)),
)  # fmt: skip
