"""Names in texts, and the black that takes their place."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talentwire.model.claims import Claim, Deal, Move, Pay, Position
from talentwire.model.document import Document, Edit, Span
from talentwire.model.entities import Party
from talentwire.record.blackening import BLACK, Search, blacken
from talentwire.record.rows import check_grounded
from talentwire.record.veil import Barred, veiled
from talentwire.resolve.names import name_key

ADA = Barred(name_key, frozenset({"ada lovelace"}), frozenset({"ada lovelace"}))


def person_key(name: str) -> str:
    return name_key(name, "person")


def drawn(text: str, barred: Barred = ADA, claims: tuple[Claim, ...] = ()) -> str:
    return veiled(Document("d", text), dict(enumerate(claims)), barred).veil.document.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ada Lovelace goes.", "████████████ goes."),
        ("ADA LOVELACE goes", "████████████ goes"),
        ("by ada lovelace, editor", "by ████████████, editor"),
        ("Ada\nLovelace", "███\n████████"),
        ("Ada Love-\nlace goes", "█████████\n████ goes"),
        ("Lovelace, Ada: notes", "█████████████: notes"),
        ("Prof. Dr. Ada Lovelace", "Prof. Dr. ████████████"),
        ("Ada Lovelaces Vertrag", "█████████████ Vertrag"),
        ("Ada Lovelace's contract", "██████████████ contract"),
        ("Àda Lovelacé", "████████████"),
        ("А Ada K. Lovelace", "А ███████████████"),
        ("d'Ada Lovelace", "d'████████████"),
        ("AdaLovelace", "███████████"),
        ("Ada Lovelace said. Lovelace then left.", "████████████ said. ████████ then left."),
        ("Ada Lovelace. Lovelaces Haus.", "████████████. █████████ Haus."),
        ("Ada Lovelace; lovelace is no name here", "████████████; lovelace is no name here"),
        ("Adam Lovelacey and Ada", "Adam Lovelacey and Ada"),
    ],
)
def test_names_go_black(text: str, shown: str) -> None:
    assert drawn(text) == shown


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("Pat O'Brien", "Pat O’Brien and O'Brien", "███████████ and ███████"),
        ("Ronan McDonald", "Ronan McDonald. McDonald", "██████████████. ████████"),
        ("Joaquín Abrantes-Vale", "Joaquin Abrantes-Vale; Abrantes-Vale", "█████████████████████; █████████████"),
        ("Илон Маск", "Илон Маск. Маск", "█████████. ████"),
        ("Ilon Mask", "Илон Маск", "█████████"),
        ("王兴", "据悉王兴加入Meta。", "据悉██加入Meta。"),
    ],
)
def test_names_of_many_kinds(name: str, text: str, shown: str) -> None:
    keys = frozenset({person_key(name)})
    assert drawn(text, Barred(name_key, keys, keys)) == shown


def claimed(text: str, content: Move | Pay | Position | Deal, evidence: str) -> Claim:
    document = Document("d", text)
    start = text.index(evidence)
    return Claim(content, evidence=evidence).in_document(document.digest, Span(start, start + len(evidence)))


def test_a_surname_that_two_share_stays_where_it_stands_alone() -> None:
    text = "Ada Lovelace and Bob Lovelace met. Lovelace left."
    bob = claimed(text, Move(person=(Party("Bob Lovelace"),)), "Lovelace left")
    assert drawn(text, claims=(bob,)) == "████████████ and Bob Lovelace met. Lovelace left."


def test_longer_names_of_others_stay() -> None:
    text = "Ada Lovelace funds the Ada Lovelace Institute. Lovelace Labs too."
    deal = claimed(text, Deal(buyer=(Party("Ada Lovelace Institute"),), target=(Party("Lovelace Labs"),)), text)
    assert drawn(text, claims=(deal,)) == "████████████ funds the Ada Lovelace Institute. Lovelace Labs too."


def test_what_a_document_calls_a_person_goes_too() -> None:
    text = "Ada Lovelace leaves. Adi is missed. Ms Byron-Lovelace wrote."
    gone = claimed(text, Position(person=(Party("Ada Lovelace", "Adi"),), role="author"), "Adi is missed")
    kept = claimed(text, Move(to_org=(Party("Meta"),), to_role="successor of Ada Lovelace"), "Adi is missed")
    found = veiled(Document("d", text), {"gone": gone, "kept": kept}, ADA)
    assert found.veil.document.text == "████████████ leaves. ███ is missed. Ms Byron-████████ wrote."
    assert list(found.gone) == ["gone"]
    assert found.kept["kept"].evidence == "███ is missed"
    assert found.kept["kept"].content.to_role == f"successor of {BLACK * 12}"


def test_pay_to_a_person_goes() -> None:
    text = "Meta pays Ada Lovelace. Meta pays Lovelace much. Meta pays engineers."
    paid = {
        name: claimed(text, Pay(payer=(Party("Meta"),), recipient=(to,)), f"Meta pays {to}")
        for name, to in (("whole", "Ada Lovelace"), ("part", "Lovelace"), ("others", "engineers"))
    }
    assert list(veiled(Document("d", text), paid, ADA).kept) == ["others"]


def test_one_word_is_looked_for_only_where_a_claim_has_it_as_a_person() -> None:
    claude = Barred(name_key, frozenset(), frozenset({"claude"}))
    text = "Claude is released. Claude said so."
    assert drawn(text, claude) == text
    said = claimed(text, Position(person=(Party("Claude"),)), "Claude said so")
    assert drawn(text, claude, (said,)) == "██████ is released. ██████ said so."


def test_a_name_that_lost_its_blank_is_found_by_the_repair() -> None:
    glued = Document("d", "So adalovelace goes.").with_edits([Edit(6, 6, " ")])
    assert veiled(glued, {}, ADA).veil.document.text == "So ███████████ goes."


def test_addresses_go_black_and_the_digest_stays() -> None:
    read = Document(
        "https://x.example/ada-lovelace", "No name.", title="On Ada_Lovelace", url="https://x.example/Lovelace"
    )
    kept = veiled(read, {}, ADA).veil.document
    assert (kept.title, kept.digest) == ("On ████████████", read.digest)
    assert "lovelace" not in f"{kept.id}{kept.url}".lower()


words = st.sampled_from(
    [
        "Ada",
        "Lovelace",
        "Lovelaces",
        "Bob",
        "Meta",
        "goes",
        "to",
        "Ada Lovelace",
        "ada-lovelace",
        "\n",
        "王兴",
        "—",
        ".",
    ]
)


@given(st.lists(words, max_size=30), st.data())
@settings(max_examples=200, deadline=None)
def test_black_keeps_lengths_and_every_claim_grounded(parts: list[str], data: st.DataObject) -> None:
    text = "".join(part + data.draw(st.sampled_from([" ", "", "  ", "\n"])) for part in parts)
    read = Document("d", text)
    claims = {}
    for number in range(data.draw(st.integers(0, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        who = data.draw(st.sampled_from(["Ada Lovelace", "Bob Lovelace", "Bob", "Lovelace"]))
        span = data.draw(st.sampled_from([Span(start, end), None]))
        claims[number] = Claim(Move(person=(Party(who),)), evidence=text[start:end], span=span, document=read.digest)
    found = veiled(read, claims, ADA)
    kept = found.veil.document
    assert len(kept.text) == len(text)
    assert all(new in (old, BLACK) for old, new in zip(text, kept.text, strict=True))
    search = Search(person_key, ADA.full)
    assert not search.hits(kept.text, search.words(kept.text))
    for key, claim in found.kept.items():
        check_grounded(claim, kept)
        assert len(claim.evidence) == len(claims[key].evidence)
    assert {key for key, claim in claims.items() if claim.content.person[0].name == "Ada Lovelace"} <= set(found.gone)
    again = veiled(kept, found.kept, ADA)
    assert again.veil.document.text == kept.text


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20))))
def test_blackening_keeps_the_length(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    assert len(blacken(text, spans)) == len(text)
