"""Frames: which triggers open one, what fills its slots, and how well a filler stands."""

import pytest
from marked import extractor, laid_out, mention

from talentwire.extract.finder import FrameFinder
from talentwire.extract.frames import Frame, fillers_of
from talentwire.extract.places import Places
from talentwire.extract.references import Resolver
from talentwire.extract.text import Text
from talentwire.model.claims import KINDS


def resolver(text: Text) -> Resolver:
    return Resolver(text, frozenset({"Heidepost"}), extractor().atlas)


def frames(marked: str, lang: str, kind: str) -> list[dict[str, list[str]]]:
    text = laid_out(marked, lang)
    found = FrameFinder(text, resolver(text), {}, set()).frames()
    return [_shown(frame) for frame in found if frame.trigger.kind == kind]


def _shown(frame: Frame) -> dict[str, list[str]]:
    return {slot: [m.name for m in filling] for slot, filling in frame.slots.items()}


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} übernimmt {Nordlicht}.", "de"),
        ("{Nordlicht} wurde von {Kornblum} übernommen.", "de"),
        ("{Kornblum} hat {Nordlicht} übernommen.", "de"),
        ("Wie die {Heidepost} meldet, übernimmt {Kornblum} {Nordlicht}.", "de"),
        ("{Kornblum} acquired {Nordlicht}.", "en"),
        ("{Nordlicht} was acquired by {Kornblum}.", "en"),
        ("{Nordlicht} has recently been acquired by {Kornblum}.", "en"),
        ("{Kornblum}, from Leeds, acquired {Nordlicht}.", "en"),
        ("{Kornblum} a racheté {Nordlicht}.", "fr"),
        ("{Nordlicht} a été racheté par {Kornblum}.", "fr"),
        ("Le rachat de {Nordlicht} par {Kornblum} est fait.", "fr"),
    ],
)
def test_buyer_and_target_are_told_apart(marked: str, lang: str) -> None:
    found = frames(marked, lang, "deal")
    assert {"buyer": ["Kornblum"], "target": ["Nordlicht"]} in found


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Nordlicht} sucht Leute. Eine Übernahme durch {Kornblum} ist im Gespräch.", "de"),
        ("{Nordlicht} is hiring. There is talk of a takeover by {Kornblum}.", "en"),
        ("{Nordlicht} recrute. On parle d'un rachat par {Kornblum}.", "fr"),
    ],
)
def test_what_a_sentence_leaves_open_is_what_the_text_speaks_of(marked: str, lang: str) -> None:
    assert {"buyer": ["Kornblum"], "target": ["Nordlicht"]} in frames(marked, lang, "deal")


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Nordlicht}, im Mai von {Kornblum} gekauft, stellt ein.", "de"),
        ("{Nordlicht}, which {Kornblum} bought in May, is hiring.", "en"),
        ("{Nordlicht}, que {Kornblum} a racheté en mai, recrute.", "fr"),
    ],
)
def test_an_aside_that_explains_a_name_may_tell_who_bought_it(marked: str, lang: str) -> None:
    shown = frames(marked, lang, "deal")
    assert [f["buyer"] for f in shown] == [["Kornblum"]]


def test_nobody_deals_with_itself() -> None:
    assert frames("{Kornblum} is hiring. There is talk of a takeover by {Kornblum}.", "en", "deal") == []


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("{Kornblum} und {Nordlicht} fusionieren.", "de"),
        ("{Kornblum} and {Nordlicht} are merging.", "en"),
        ("{Kornblum} et {Nordlicht} fusionnent.", "fr"),
    ],
)
def test_the_sides_of_a_merger_are_set_apart(marked: str, lang: str) -> None:
    assert {"buyer": ["Kornblum"], "target": ["Nordlicht"]} in frames(marked, lang, "deal")


@pytest.mark.parametrize(
    ("marked", "lang"),
    [
        ("[Runa Petersen], [Tjark Ohlsen] und [Wiebke Aden] wechseln zu {Kornblum}.", "de"),
        ("[Runa Petersen], [Tjark Ohlsen] and [Wiebke Aden] joined {Kornblum}.", "en"),
        ("[Runa Petersen], [Tjark Ohlsen] et [Wiebke Aden] rejoignent {Kornblum}.", "fr"),
    ],
)
def test_a_slot_takes_the_whole_list(marked: str, lang: str) -> None:
    found = [frame["person"] for frame in frames(marked, lang, "move")]
    assert ["Runa Petersen", "Tjark Ohlsen", "Wiebke Aden"] in found


def test_a_head_acts_for_the_house() -> None:
    text = laid_out("[Tjark Ohlsen] hired [Orla Finch] from {Nordlicht}.", "en")
    house = mention(text, "Nordlicht")
    found = list(FrameFinder(text, resolver(text), {"Tjark Ohlsen": house}, set()).frames())
    assert any(frame.slots.get("to_org") == [house] for frame in found)


def test_who_only_says_so_does_nothing() -> None:
    text = laid_out("{Heidewerk} said {Kornblum} acquired {Nordlicht}.", "en")
    source = mention(text, "Heidewerk")
    for frame in FrameFinder(text, resolver(text), {}, {id(source)}).frames():
        assert all(source not in filling for filling in frame.slots.values())


def test_a_trigger_inside_a_name_opens_nothing() -> None:
    assert frames("{Acquired Minds} is near {Kornblum}.", "en", "deal") == []


def test_a_verb_in_two_parts_is_one_trigger() -> None:
    (found,) = frames("{Kornblum} wirbt [Runa Petersen] von {Nordlicht} ab.", "de", "move")
    assert found == {"to_org": ["Kornblum"], "person": ["Runa Petersen"], "from_org": ["Nordlicht"]}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_slot_of_a_kind_that_a_pack_may_use_says_what_fills_it(kind: str) -> None:
    kinds = fillers_of(kind)
    used = {
        slot
        for lang in ("de", "en", "fr")
        for trigger in laid_out(".", lang).pack.grammar.triggers
        if trigger.kind == kind
        for slot in trigger.slots
    }
    assert all(kinds[slot] for slot in used)


def test_distance_grows_with_every_clause_border() -> None:
    marked = "{Kornblum} acquired, so they say, while others slept; {Nordlicht} did not."
    text = laid_out(marked, "en")
    (found,) = text.pack.grammar.table.at(text.lower, 1, 2)
    frame = Frame(found.payload, found.first, found.last, text.sentences[0])
    places = Places(text, resolver(text))
    near, far = mention(text, "Kornblum"), mention(text, "Nordlicht")
    assert places.distance(frame, near) == 0
    assert places.distance(frame, far) > 3
    assert places.score(frame, near, "subject") == 0
    assert places.score(frame, near, "right") is None
    assert places.score(frame, far, "left") is None


def test_a_frame_spans_its_fillers() -> None:
    text = laid_out("Today {Kornblum} acquired {Nordlicht} again.", "en")
    (frame,) = FrameFinder(text, resolver(text), {}, set()).frames()
    assert text.say(*frame.tokens()) == "Kornblum acquired Nordlicht"
    assert frame.one("buyer") is mention(text, "Kornblum")
    assert frame.one("amount") is None
