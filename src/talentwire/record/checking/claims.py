"""Claims: the words that prove them, what follows from them, their names, and when they came and went."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import RowMapping, select

from talentwire.errors import GroundingError, TalentwireError
from talentwire.model.claims import Claim
from talentwire.model.document import Document
from talentwire.record.checking.look import RESTORE, InOrder, Look, is_moment
from talentwire.record.lists import among
from talentwire.record.rows import check_grounded, claim_row, parties_of, read_claim, read_document
from talentwire.record.schema import claim, decision, document, name, party, sketch

_AGAIN: Final = f"retract it with `talentwire retract` and ingest its document again, or {RESTORE}"
_KEYS: Final = "nothing is lost, but it may not be found by its name: an older program or other knowledge recorded it"
_PARTY: Final = ("person", "org")


@dataclass
class Claims:
    """The claims of a ledger, page by page, each page with its documents, names and decisions."""

    look: Look
    order: InOrder = field(default_factory=InOrder)
    documents: dict[str, Document] = field(default_factory=dict)

    def check(self) -> None:
        """Look at every claim."""
        for rows in self.look.pages(claim.c.entry):
            if not rows:
                continue
            self._fetch({row["document"] for row in rows})
            held = self._parties(rows)
            decided = self._decisions(rows)
            for row in rows:
                key = f"{row['entry']} ({row['id']})"
                self._time(row, key, decided)
                self._reader(row, key)
                if one := self._read(row, key):
                    self._words(row, key, one)
                    self._names(row, key, one, held.get(row["entry"], []))
            self._known({row["entry"]: row["document"] for row in rows}, held)

    # -- what belongs to a page

    def _fetch(self, digests: Iterable[str]) -> None:
        """Hold the documents of this page; those of the last one that are in it too are not read again."""
        wanted = set(digests)
        self.documents = {digest: held for digest, held in self.documents.items() if digest in wanted}
        missing = sorted(wanted - self.documents.keys())
        for row in self.look.connection.execute(select(document).where(among(document.c.digest, missing))).mappings():
            try:
                self.documents[row["digest"]] = read_document(row)
            except (ValueError, TalentwireError):  # said where documents are looked at
                continue

    def _parties(self, rows: Sequence[RowMapping]) -> dict[int, list[RowMapping]]:
        entries = [row["entry"] for row in rows]
        asked = select(party).where(party.c.entry.between(entries[0], entries[-1]))
        found: dict[int, list[RowMapping]] = {entry: [] for entry in entries}
        for row in self.look.connection.execute(asked.order_by(party.c.entry)).mappings():
            if row["entry"] in found:
                found[row["entry"]].append(row)
        return found

    def _decisions(self, rows: Sequence[RowMapping]) -> dict[int, str]:
        numbers = {row[one] for row in rows for one in ("decision", "retracted_decision")} - {None}
        asked = select(decision.c.id, decision.c.recorded_at).where(decision.c.id.in_(sorted(numbers)))
        return {row[0]: row[1] for row in self.look.connection.execute(asked)} if numbers else {}

    # -- one claim

    def _read(self, row: RowMapping, key: str) -> Claim | None:
        try:
            return read_claim(row)
        except Exception as error:  # noqa: BLE001 - whatever stands there instead of a claim
            self.look.broken("claim", key, f"it cannot be read as a claim ({error})", _AGAIN)
            return None

    def _words(self, row: RowMapping, key: str, one: Claim) -> None:
        """Evidence, id, and the columns that follow from what the claim says and from its document."""
        of = self.documents.get(row["document"])
        if of is None:
            return
        try:
            check_grounded(one, of)
        except GroundingError as error:
            self.look.broken("claim", key, str(error), _AGAIN)
        whole = claim_row(one, of)
        if whole["id"] != row["id"] and not self.look.is_black(row["evidence"], row["slots"]):
            self.look.broken("claim", key, "its id is not that of what it says", _AGAIN)
        wrong = sorted(column for column, value in whole.items() if column != "id" and value != row[column])
        if wrong:
            wrongly = f"what stands under {', '.join(wrong)} does not follow from the claim and its document"
            self.look.broken("claim", key, wrongly, _AGAIN)

    def _reader(self, row: RowMapping, key: str) -> None:
        run = self.look.runs.get(row["run"])
        if run and run["extractor"] != row["reader"]:
            self.look.broken("claim", key, f"{row['reader']} read it in a run of {run['extractor']}")
        if row["extractor"] and not f"{row['extractor']} ".startswith(f"{row['reader']} "):
            self.look.broken("claim", key, f"{row['extractor']!r} read it, but it stands under {row['reader']}")

    def _time(self, row: RowMapping, key: str, decided: Mapping[int, str]) -> None:
        """The recorded axis: entries in order, runs and decisions before them, retractions after."""
        came, gone = row["recorded_at"], row["retracted_at"]
        wrong: list[str] = []
        if not is_moment(came) or not (gone is None or is_moment(gone)):
            wrong.append(f"its moments are none: {came}, {gone}")
        if not self.order.follows(row["entry"], came):
            wrong.append("it was recorded before the entry with the number before its own")
        run = self.look.runs.get(row["run"])
        if run and came < run["started"]:
            wrong.append(f"it was recorded before its run {run['id']} began")
        if came < decided.get(row["decision"], ""):
            wrong.append(f"it was recorded before decision {row['decision']}, by which it was entered")
        wrong += _retraction(row, decided)
        for one in wrong:
            self.look.broken("claim", key, one)

    # -- names

    def _names(self, row: RowMapping, key: str, one: Claim, held: Sequence[RowMapping]) -> None:
        """A row for every name in a slot, and no other."""
        rows = {(it["slot"], it["position"]): it for it in held}
        for slot, slot_type, position, who in parties_of(one):
            it = rows.pop((slot, position), None)
            where = f"{key} {slot} {position}"
            if it is None:
                self.look.broken("party", where, f"the row of {who.name!r} is missing", _AGAIN)
                continue
            types = _PARTY if slot_type == "party" else (slot_type,)
            wanted = {"name": who.name, "written": who.written, "day": row["day_from"]}
            wrong = [column for column, value in wanted.items() if it[column] != value]
            if it["type"] not in types:
                wrong.append("type")
            if wrong:
                wrongly = f"what stands under {', '.join(wrong)} does not follow from the claim"
                self.look.broken("party", where, wrongly, _AGAIN)
            elif it["key"] != self.look.key_of(it["name"], it["type"]):
                self.look.note("party", where, f"this program knows {it['name']!r} by another key", _KEYS)
        for slot, position in rows:
            self.look.broken("party", f"{key} {slot} {position}", "the claim has no such name", _AGAIN)

    def _known(self, entries: Mapping[int, str], held: Mapping[int, Sequence[RowMapping]]) -> None:
        """Every name of a document that was linked is known as a name."""
        drawn = select(sketch.c.document).where(among(sketch.c.document, entries.values()))
        linked = set(self.look.connection.scalars(drawn))
        nodes = {
            f"{it['type']}|{it['key']}": it
            for entry, rows in held.items()
            for it in rows
            if entries.get(entry) in linked and it["key"]
        }
        there = set(self.look.connection.scalars(select(name.c.node).where(among(name.c.node, nodes))))
        for node in sorted(nodes.keys() - there):
            it = nodes[node]
            self.look.broken("party", f"{it['entry']} {it['slot']} {it['position']}", f"no name is known as {node}")


def _retraction(row: RowMapping, decided: Mapping[int, str]) -> list[str]:
    """What is wrong with how a claim was retracted."""
    gone, made = row["retracted_at"], row["retracted_decision"]
    about = [row[f"retracted_{one}"] for one in ("by", "reason", "run", "decision")]
    if gone is None:
        return ["it stands, but has a word on its retraction"] if any(one is not None for one in about) else []
    wrong = []
    if gone <= row["recorded_at"]:
        wrong.append("it was retracted before it was recorded")
    if about[0] is None or about[1] is None:
        wrong.append("it was retracted by nobody, or for no reason")
    if (row["retracted_run"] is None) == (made is None):
        wrong.append("neither a run nor a decision retracted it, or both did")
    if made is not None and decided.get(made, gone) != gone:
        wrong.append(f"it was retracted at another moment than that of decision {made}, which retracted it")
    return wrong
