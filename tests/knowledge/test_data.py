"""The shipped knowledge files: well formed, resolvable among themselves, and free of shared names."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "src/talentwire/knowledge/data"

REQUIRED = {
    "organisations": {"name", "kind"},
    "products": {"name", "kind", "owner"},
    "facilities": {"name"},
    "places": {"name", "kind", "country"},
    "accelerators": {"name", "aliases", "maker", "kind"},
}
ORDER = {
    "organisations": [
        "name", "kind", "aliases", "parent", "country", "city", "founded", "founders", "leaders", "nicknames",
        "garbled", "ambiguous",
    ],
    "products": ["name", "kind", "owner", "series", "aliases", "garbled", "ambiguous"],
    "facilities": ["name", "owner", "aliases", "city", "region", "country", "garbled", "ambiguous"],
    "places": ["name", "kind", "country", "aliases", "adjectives", "ambiguous"],
    "accelerators": [
        "name", "aliases", "maker", "bf16_tflops", "h100_equivalent", "h100_low", "h100_high", "kind", "source",
        "ambiguous",
    ],
}  # fmt: skip
KINDS = {
    "organisations": {
        "lab", "company", "unit", "investor", "bank", "university", "institute", "public", "outlet", "analyst",
        "utility", "nonprofit",
    },
    "products": {"model", "product", "chip", "service", "dataset", "benchmark"},
    "places": {"country", "region", "city"},
    "accelerators": {"gpu", "tpu", "asic", "system"},
}  # fmt: skip
AT_LEAST = {"organisations": 600, "products": 300, "facilities": 70, "places": 1200, "accelerators": 45}
LISTS = ("aliases", "founders", "nicknames", "garbled", "ambiguous", "adjectives")


def read(file):
    lines = (DATA / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def surface(entry):
    """The name and the aliases, casefolded."""
    return {form.casefold() for form in (entry["name"], *entry.get("aliases", ()))}


def ambiguous(entry):
    return {form.casefold() for form in entry.get("ambiguous", ())}


@pytest.fixture(scope="module")
def organisation_names():
    return {entry["name"] for entry in read("organisations")}


@pytest.fixture(params=sorted(REQUIRED))
def file(request):
    return request.param


def test_every_line_is_one_compact_object(file):
    for line in (DATA / f"{file}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        assert isinstance(entry, dict)
        assert line == json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def test_keys_are_known_in_order_and_never_empty(file):
    for entry in read(file):
        assert entry.keys() >= REQUIRED[file], entry
        assert list(entry) == [key for key in ORDER[file] if key in entry], entry
        assert all(value not in ("", [], None) for value in entry.values()), entry


def test_kinds_are_the_allowed_ones(file):
    if file in KINDS:
        assert {entry["kind"] for entry in read(file)} <= KINDS[file]


def test_there_are_enough_entries_with_unique_names_in_order(file):
    names = [entry["name"] for entry in read(file)]
    assert len(names) >= AT_LEAST[file]
    assert len({name.casefold() for name in names}) == len(names)
    assert names == sorted(names, key=lambda name: (name.casefold(), name))


def test_lists_hold_trimmed_distinct_texts(file):
    for entry in read(file):
        for key in LISTS:
            texts = entry.get(key, [])
            assert isinstance(texts, list), entry
            assert all(isinstance(text, str) and text and text == text.strip() for text in texts), entry
            assert len(set(texts)) == len(texts), entry


def test_countries_are_two_letters(file):
    for entry in read(file):
        assert "country" not in entry or re.fullmatch("[A-Z]{2}", entry["country"]), entry


def test_what_is_ambiguous_is_one_of_the_forms(file):
    for entry in read(file):
        forms = {entry["name"], *(form for key in ("aliases", "garbled", "adjectives") for form in entry.get(key, ()))}
        assert set(entry.get("ambiguous", ())) <= forms, entry


def test_a_form_belongs_to_one_entry_unless_both_call_it_ambiguous(file):
    owners = defaultdict(list)
    for entry in read(file):
        for form in surface(entry):
            owners[form].append(entry)
    for form, entries in owners.items():
        if len(entries) > 1:
            assert all(form in ambiguous(entry) for entry in entries), (form, [entry["name"] for entry in entries])


@pytest.mark.parametrize("key", ["nicknames", "garbled"])
def test_a_nickname_or_garbled_name_points_to_one_organisation(key):
    entries = read("organisations")
    named = {form: entry["name"] for entry in entries for form in surface(entry)}
    seen = {}
    for entry in entries:
        for form in {text.casefold() for text in entry.get(key, ())}:
            assert named.get(form, entry["name"]) == entry["name"], form
            assert seen.setdefault(form, entry["name"]) == entry["name"], form


def test_nicknames_are_in_lower_case():
    for entry in read("organisations"):
        assert all(text == text.lower() for text in entry.get("nicknames", ())), entry


def test_parents_are_organisations_and_do_not_loop():
    parents = {entry["name"]: entry.get("parent") for entry in read("organisations")}
    for name, parent in parents.items():
        chain, current = {name}, parent
        while current is not None:
            assert current in parents, (name, current)
            assert current not in chain, name
            chain.add(current)
            current = parents[current]


def test_an_alias_is_never_the_name_of_the_parent():
    for entry in read("organisations"):
        assert entry.get("parent", "").casefold() not in surface(entry), entry


def test_years_and_leaders_are_well_formed():
    for entry in read("organisations"):
        assert 1000 < entry.get("founded", 2000) <= 2026, entry
        assert all(set(leader) == {"person", "role"} for leader in entry.get("leaders", ())), entry


def test_owners_and_makers_are_organisations(organisation_names):
    for file, key in (("products", "owner"), ("facilities", "owner"), ("accelerators", "maker")):
        for entry in read(file):
            owner = entry.get(key, [])
            owners = [owner] if isinstance(owner, str) else owner
            assert set(owners) <= organisation_names, entry


def test_series_is_true_where_given():
    assert all(entry.get("series", True) is True for entry in read("products"))


def test_an_equivalent_is_what_its_figure_makes_it_and_names_its_source():
    for entry in read("accelerators"):
        assert ("h100_equivalent" in entry) == ("bf16_tflops" in entry), entry
        assert ("h100_low" in entry) == ("h100_high" in entry), entry
        assert ("source" in entry) == bool({"h100_equivalent", "h100_low"} & set(entry)), entry
        if "h100_equivalent" in entry:
            assert round(entry["bf16_tflops"] / 989.4, 3) == entry["h100_equivalent"] > 0, entry
        if "h100_low" in entry:
            low, high = entry["h100_low"], entry["h100_high"]
            assert 0 < low <= entry.get("h100_equivalent", low) <= high, entry
