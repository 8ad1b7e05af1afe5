"""The atlas: names, aliases, families, and files that break the rules."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talentwire.errors import PackError
from talentwire.knowledge.atlas import Atlas, _load
from talentwire.knowledge.records import FILES, Leader

ORGS = [
    {"name": "Alphabet", "kind": "company", "ambiguous": ["Alphabet"]},
    {"name": "Google", "parent": "Alphabet", "aliases": ["Google LLC"], "nicknames": ["Suchriese"]},
    {"name": "Google DeepMind", "parent": "Google", "aliases": ["DeepMind"], "garbled": ["Google Deep Spirit"]},
    {"name": "Zorblax AI", "aliases": ["Zorblax", "The Z"], "ambiguous": True, "leaders": [
        {"person": "Ada Muster", "role": "CEO"}]},
    {"name": "Zett", "aliases": ["The Z"]},
]  # fmt: skip


def write(folder: Path, **files: list[object]) -> Path:
    for name, records in files.items():
        lines = (record if isinstance(record, str) else json.dumps(record) for record in records)
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    return Atlas.load(
        write(
            tmp_path,
            organisations=ORGS,
            products=[
                {"name": "Zorb 2", "owner": "zorblax", "series": True},
                {"name": "Zorb 2+", "owner": "Nobody Ltd"},
            ],
            facilities=[{"name": "Zorbhalla", "owner": "Zorblax AI", "city": "Ulm"}],
            places=[{"name": "Zorbistan", "kind": "country", "adjectives": ["zorbisch"]}],
            accelerators=[{"name": "Zorblax Z100", "aliases": ["Z100"], "maker": "Zorblax AI", "h100_equivalent": 2}],
        )
    )


@pytest.mark.parametrize(
    "written", ["Google DeepMind", "google deepmind", "GoogleDeepMind", "Google-Deepmind", "DeepMind", "Deep Mind Ltd."]
)
def test_an_organisation_has_many_names(atlas, written):
    assert atlas.org(written).name == "Google DeepMind"


def test_what_is_not_known_is_not_found(atlas):
    assert atlas.org("Zorblaxia") is None
    assert atlas.org("") is None
    assert atlas.org("GmbH & Co.") is None
    assert atlas.product("Zorblax") is None


def test_families(atlas):
    assert atlas.parents("DeepMind") == ("Google", "Alphabet")
    assert atlas.parents("Nobody") == ()
    assert set(atlas.units_of("Alphabet")) >= {"Google", "Google DeepMind"}
    assert atlas.units_of("Zett") == ()
    assert atlas.owner_of("zorb-2") == "Zorblax AI"
    assert atlas.owner_of("Zorb 2+") == "Nobody Ltd"
    assert atlas.owner_of("Zorb 3") is None


def test_every_kind_of_record(atlas):
    assert atlas.org("Zorblax").leaders == (Leader("Ada Muster", "CEO"),)
    assert atlas.facility("zorbhalla").owner == ("Zorblax AI",)
    assert atlas.place("Zorbisch").name == "Zorbistan"
    assert atlas.accelerator("z100").h100_equivalent == 2
    assert atlas.product("Zorb 2").series
    assert {"Zorbhalla"} <= {facility.name for facility in atlas.facilities}
    assert {"Zorbistan"} <= {place.name for place in atlas.places}
    assert {"Zorblax Z100"} <= {chip.name for chip in atlas.accelerators}
    assert {"Zorb 2"} <= {product.name for product in atlas.products}


def test_surfaces_say_what_they_are(atlas):
    surfaces = atlas.surfaces("organisation")
    assert (surfaces["DeepMind"].name, surfaces["DeepMind"].how) == ("Google DeepMind", "alias")
    assert surfaces["Google Deep Spirit"].how == "garbled"
    assert surfaces["Suchriese"].how == "nickname"
    assert surfaces["Alphabet"].ambiguous
    assert surfaces["Zorblax"].ambiguous  # "ambiguous": true stands for all forms
    assert surfaces["The Z"].name == "Zorblax AI"  # two have it: the first one means it
    assert surfaces["The Z"].ambiguous
    assert not surfaces["Google DeepMind"].ambiguous
    assert atlas.surfaces("place")["zorbisch"].how == "adjective"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "organisations.jsonl, line 2"),
        ("[]", "must be an object"),
        ('{"kind": "lab"}', "no name"),
        ('{"name": "A", "colour": "red"}', "no such key: colour"),
        ('{"name": "A", "aliases": [1]}', "aliases must be a list of names"),
        ('{"name": "A", "founded": "2020"}', "founded must be int, not '2020'"),
        ('{"name": "A", "founded": true}', "founded must be int"),
        ('{"name": "A", "leaders": ["B"]}', "leaders must be a list of"),
        ('{"name": "Fine"}', "Fine is there twice"),
        ('{"name": "A", "parent": "Fine"}\n{"name": "B", "parent": "C"}\n{"name": "C", "parent": "B"}', "itself"),
    ],
)
def test_a_file_that_breaks_the_rules_says_where(tmp_path, line, said):
    with pytest.raises(PackError) as caught:
        Atlas.load(write(tmp_path, organisations=['{"name": "Fine"}', line]))
    assert said in str(caught.value)
    assert "organisations.jsonl" in str(caught.value)


def test_more_knowledge_adds_to_what_is_known(tmp_path):
    known = Atlas.load().organisations[0]
    more = {"name": known.name, "aliases": ["Our Own Word For It"], "city": "Ulm"}
    atlas = Atlas.load(write(tmp_path, organisations=[more]) / "organisations.jsonl")
    found = atlas.org("our own word for it")
    assert found.name == known.name
    assert found.city == "Ulm"
    assert set(known.aliases) < set(found.aliases)
    assert found.kind == known.kind
    assert Atlas.load().org("our own word for it") is None


def test_a_folder_without_knowledge_is_refused(tmp_path):
    with pytest.raises(PackError, match=r"holds no knowledge file; name it one of organisations\.jsonl"):
        Atlas.load(tmp_path)


def test_our_files_are_sound_and_fast():
    _load.cache_clear()
    start = time.perf_counter()
    atlas = Atlas.load()
    atlas.org("OpenAI")
    assert time.perf_counter() - start < 1.0  # about 0.1 s; the rest is for a busy machine
    assert Atlas.load() is atlas
    for org in atlas.organisations:
        assert atlas.org(org.name) is org
        assert org.parent is None or atlas.org(org.parent), f"{org.name} belongs to {org.parent}, which is not there"
    assert all(atlas.product(product.name) is product for product in atlas.products)
    assert len(FILES) == 5


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Open AI", "OpenAI"),
        ("DeepMind", "Google DeepMind"),
        ("Facebook", "Meta"),
        ("SSI", "Safe Superintelligence"),
        ("SoftBank Group", "SoftBank"),
        ("Anthropisch", "Anthropic"),
        ("aleph alpha gmbh", "Aleph Alpha"),
    ],
)
def test_who_everybody_knows(written, name):
    assert Atlas.load().org(written).name == name


@given(st.text(max_size=20))
def test_any_text_may_be_looked_up(text):
    atlas = Atlas.load()
    found = atlas.org(text)
    assert found is None or found is atlas.org(found.name)
    assert atlas.parents(text) == atlas.parents(text.upper()) or text != text.lower()
