from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from samples import all_of, article, grounded, move, pay, position

from talentwire.errors import BadValueError, NotFoundError
from talentwire.model.claims import Deal, Move, Status
from talentwire.model.document import Document
from talentwire.model.entities import Party
from talentwire.model.values import Interval, PartialDate
from talentwire.record.ledger import Ledger
from talentwire.record.query import ClaimFilter, PartyName
from talentwire.record.rows import Naming, end_of, fold

TEXTS = {
    "fr-1": ("Yann Élan quitte Méta pour FAIR. Il dément.", "fr", PartialDate(2025, 6)),
    "en-1": ("Bob Stone may buy 100% of Scale_AI, says Jane Doe.", "en", None),
}


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Three documents: July 2025 in German, June 2025 in French, and one in English without a date."""
    run = ledger.begin_run("ingest", "builtin", "1")
    german = article()
    french, english = (Document(name, text, lang=lang, date=day) for name, (text, lang, day) in TEXTS.items())
    ledger.record(run, german, all_of(german))
    leaving = Move(person=(Party("Yann Élan"),), from_org=(Party("Méta"),), to_org=(Party("FAIR"),))
    denying = Move(person=(Party("Yann Élan"),), to_org=(Party("FAIR"),))
    ledger.record(
        run,
        french,
        [
            grounded(french, leaving, "Yann Élan quitte Méta pour FAIR", date=PartialDate(2025, 8, 15)),
            grounded(french, denying, "Il dément", status=Status.DENIED, date=PartialDate(2024)),
        ],
    )
    deal = Deal(buyer=(Party("Bob Stone"),), target=(Party("Scale AI"),), kind="acquisition")
    talk = grounded(english, deal, "Bob Stone may buy 100% of Scale_AI", status=Status.TALKS, source=Party("Jane Doe"))
    ledger.record(run, english, [talk])
    return ledger


def found(ledger: Ledger, **wanted: object) -> list[str]:
    return [f"{e.document_id} {e.claim.kind} {e.claim.status}" for e in ledger.claims(ClaimFilter(**wanted))]  # type: ignore[arg-type]


EVERYTHING = [
    "fr-1 move asserted",  # 15 August 2025
    "nzz-1 move asserted",  # 3 July 2025, the document's date
    "nzz-1 pay asserted",
    "nzz-1 position asserted",
    "fr-1 move denied",  # 2024
    "en-1 deal talks",  # no date
]


def test_newest_first_with_undated_claims_last(filled: Ledger) -> None:
    assert found(filled) == EVERYTHING


FILTERS: list[tuple[dict[str, object], list[int]]] = [
    ({"kind": "move"}, [0, 1, 4]),
    ({"kind": ("pay", "deal")}, [2, 5]),
    ({"status": Status.DENIED}, [4]),
    ({"status": ["talks", "denied"]}, [4, 5]),
    ({"lang": "fr"}, [0, 4]),
    ({"document": "nzz-1"}, [1, 2, 3]),
    ({"person": "ADA LOVELACE"}, [1, 3]),
    ({"person": ["yann elan", "nobody"]}, [0, 4]),
    ({"person": "Bob Stone"}, [5]),
    ({"person": "Jane Doe"}, []),  # a source is no party to what it says
    ({"person": "Meta"}, []),
    ({"org": "Meta"}, [0, 1, 2]),
    ({"org": "Méta"}, [0, 1, 2]),
    ({"org": ("FAIR", "Scale AI")}, [0, 4, 5]),
    ({"org": "Meta", "person": "Ada Lovelace"}, [1]),
    ({"name": "Scale AI"}, [5]),
    ({"text": "ZURICH"}, []),
    ({"text": "elan QUITTE  meta"}, [0]),
    ({"text": "100%"}, [5]),
    ({"text": "scale_ai"}, [5]),
    ({"text": "scalexai"}, []),
    ({"text": "3_mio"}, []),
    ({"since": "2025-07"}, [0, 1, 2, 3]),
    ({"since": PartialDate(2025, 7, 4)}, [0]),
    ({"since": "2024-05-01"}, [0, 1, 2, 3, 4]),  # "2024" may mean a later day
    ({"until": "2025-07"}, [1, 2, 3, 4]),
    ({"until": date(2024, 1, 1)}, [4]),
    ({"since": "2025-07-03", "until": "2025-07-03"}, [1, 2, 3]),
    ({"during": "2025"}, [0]),
    ({"during": Interval(date(2024, 3, 1), None)}, [0, 4]),
    ({"during": "..2024-06"}, [4]),
    ({"limit": 2}, [0, 1]),
    ({"limit": 2, "offset": 2}, [2, 3]),
    ({"offset": 4}, [4, 5]),
    ({"limit": 0}, []),
]


def test_filters(filled: Ledger) -> None:
    for wanted, numbers in FILTERS:
        assert found(filled, **wanted) == [EVERYTHING[number] for number in numbers], wanted


def test_a_document_by_its_digest(filled: Ledger) -> None:
    assert found(filled, document=filled.document("fr-1").digest) == ["fr-1 move asserted", "fr-1 move denied"]


@pytest.mark.parametrize(
    "wanted",
    [{"kind": "theft"}, {"status": "rumour"}, {"since": "May"}, {"as_of": "now"}, {"as_of": "T"}, {"limit": -1},
     {"offset": -1}, {"during": "2025..2024"}],
)  # fmt: skip
def test_filters_that_mean_nothing_are_refused(wanted: dict[str, object]) -> None:
    with Ledger.open("sqlite://") as ledger, pytest.raises(BadValueError):
        found(ledger, **wanted)


def test_as_of_shows_what_was_known(address: str) -> None:
    days = iter(range(1, 30))
    document = article()
    with Ledger.open(address, clock=lambda: datetime(2025, 7, next(days), 12, tzinfo=UTC)) as ledger:
        ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))  # on the 2nd
        ledger.record(ledger.begin_run("ingest", "builtin", "2"), document, [move(document)])  # on the 4th
        ledger.retract(move(document).id, by="eve", reason="no")  # on the 5th
        ledger.record(ledger.begin_run("correct", "editor:eve", ""), document, [pay(document, extractor="editor:eve")])
        known = {
            day: sorted(entry.claim.kind for entry in ledger.claims(ClaimFilter(as_of=f"2025-07-{day:02}")))
            for day in range(1, 9)
        }
        both = ClaimFilter(as_of=PartialDate(2025, 7, 5), include_retracted=True)
        assert len(ledger.claims(both)) == 3
        exactly = datetime(2025, 7, 2, 12, tzinfo=UTC)
        assert len(ledger.claims(ClaimFilter(as_of=exactly))) == 3
        assert ledger.claims(ClaimFilter(as_of="2025-07-02T11:59:59Z")) == []
        assert ledger.counts(ClaimFilter(as_of="2025-07-04")).kinds == {"move": 1}
    everything = ["move", "pay", "position"]
    assert known == {1: [], 2: everything, 3: everything, 4: ["move"], 5: [], 6: [], 7: ["pay"], 8: ["pay"]}


def test_ends_of_days_and_moments() -> None:
    assert end_of("2025-02") == "2025-02-28T23:59:59.999999Z"
    assert end_of(date(2025, 7, 3)) == "2025-07-03T23:59:59.999999Z"
    assert end_of("2025-07-03T09:30+02:00") == "2025-07-03T07:30:00.000000Z"
    assert end_of(datetime(2025, 7, 3, 9)) == "2025-07-03T09:00:00.000000Z"


def test_counts(filled: Ledger) -> None:
    counts = filled.counts()
    assert (counts.claims, counts.documents) == (6, 3)
    assert list(counts.kinds.items()) == [("move", 3), ("deal", 1), ("pay", 1), ("position", 1)]
    assert counts.statuses == {"asserted": 4, "denied": 1, "talks": 1}
    assert counts.langs == {"de": 3, "fr": 2, "en": 1}
    assert filled.counts(ClaimFilter(org="Meta", limit=1)).claims == 3


def test_names_for_resolving(filled: Ledger) -> None:
    names = filled.party_names()
    assert names[:2] == [
        PartyName("Ada Lovelace", "person", "ada lovelace", claims=2, documents=1, source=False),
        PartyName("FAIR", "org", "fair", claims=2, documents=1, source=False),
    ]
    assert PartyName("Jane Doe", "org", "jane doe", claims=1, documents=1, source=True) in names
    assert PartyName("Bob Stone", "org", "bob stone", claims=1, documents=1, source=False) in names
    filled.retract(filled.claims(ClaimFilter(kind="deal"))[0].id, by="eve", reason="no")
    assert "Jane Doe" not in [name.name for name in filled.party_names()]


def test_keys_of_names_come_from_outside(address: str) -> None:
    document = article()
    with Ledger.open(address, naming=Naming(lambda name, type_: f"{type_}:{fold(name).split()[-1]}")) as ledger:
        ledger.record(ledger.begin_run("ingest", "builtin", "1"), document, all_of(document))
        assert {name.key for name in ledger.party_names()} >= {"person:lovelace", "org:meta", "org:nzz"}
        assert found(ledger, person="Countess Lovelace") == ["nzz-1 move asserted", "nzz-1 position asserted"]
        assert found(ledger, person="person:lovelace") == found(ledger, person="Ada Lovelace")
    with Ledger.open(address) as ledger:  # without the keys, the names themselves still lead to the claims
        assert len(found(ledger, person="Ada Lovelace")) == 2


def test_documents_are_listed_newest_first(filled: Ledger) -> None:
    assert [(d.id, d.claims) for d in filled.documents()] == [("nzz-1", 3), ("fr-1", 2), ("en-1", 1)]
    assert [d.id for d in filled.documents(limit=1, offset=1)] == ["fr-1"]
    assert [d.id for d in filled.documents(text="WECHSEL")] == ["nzz-1"]
    assert filled.documents(text="%") == []
    with pytest.raises(NotFoundError, match="no document 'fr-2'"):
        filled.document("fr-2")
    with pytest.raises(NotFoundError, match="holds no document 'abcdef12'"):
        filled.document("abcdef12")


def test_a_read_sees_one_state(filled: Ledger) -> None:
    """What is written while a transaction reads does not show in it."""
    from talentwire.record import query

    with filled._store.reading() as connection:
        before = query.claims(connection)
        filled.retract(before[0].id, by="eve", reason="no")
        assert query.claims(connection) == before
        assert query.counts(connection).claims == len(before)
    assert len(filled.claims()) == len(before) - 1


def test_searches_by_name_use_the_index(tmp_path: Path) -> None:
    """However many claims there are, those of a name are looked up and not searched for."""
    from talentwire.record import filters, query

    with Ledger.open(str(tmp_path / "ledger.db")) as ledger, ledger._store.reading() as connection:
        asked = query._ENTRY.where(*filters.conditions(ClaimFilter(org="Meta", text="x"), Naming()))
        text = str(asked.compile(connection, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
    assert not [step for step in plan if step.startswith("SCAN")]
    assert any("party_key" in step for step in plan)


def test_folding() -> None:
    assert fold("  Zürich\n STRASSE Ñandú ") == "zurich strasse nandu"
    assert fold("Straße") == "strasse"
    assert fold("ガス") == "ガス"
    assert position(article()).evidence
