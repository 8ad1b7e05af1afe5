"""The plan for more follows from its figures, and the page from the plan."""

import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME / "docs"))

import scale  # noqa: E402


def test_the_tables_of_the_page_are_those_of_the_program() -> None:
    text = scale.PAGE.read_text("utf-8")
    assert scale.page(scale.figures(), text) == text, "run `python docs/scale.py --write`"
    assert [found[1] for found in scale.BLOCK.findall(text)] == list(scale.TABLES)


def test_every_figure_says_who_knows_it() -> None:
    for name, one in scale.figures().items():
        assert one.value > 0, name
        assert one.by in ("measured", "public", "guess"), name
        assert one.source, name
        assert ("bench/" in one.source) or one.by != "measured", name


def test_the_work_follows_from_the_figures() -> None:
    known = scale.figures(["cheap_mb_s=10", "read_s=0.1", "left_crawl=0.02", "load_claims_s=100", "cores=4"])
    day, year, crawl, _ = scale.jobs(known)
    assert day.unpacked == pytest.approx(19.8 * 433 / 75)
    assert year.claims == pytest.approx(365 * 377_906 * 0.02 * 4)
    assert scale.core_hours(crawl, known) == pytest.approx((433_000_000 / 10 + 2.64e9 * 0.02 * 0.1) / 3_600)
    assert scale.machines(crawl, known) == pytest.approx(scale.core_hours(crawl, known) / 4 / 24)
    assert scale.load_hours(day, known) == pytest.approx(day.claims / 100 / 3_600)
    assert scale.core_hours(crawl, scale.figures(["cheap_mb_s=1"])) > 10 * scale.core_hours(crawl, known) / 2


def test_what_gives_way_comes_in_order() -> None:
    found = scale.limits(scale.figures())
    assert [one.claims for one in found] == sorted(one.claims for one in found)
    assert scale.limits(scale.figures(["memory_mib=100000"]))[0].what.startswith("A process needs")


def test_figures_that_are_not_there_are_refused() -> None:
    for given, said in (("speed=1", "no figure is called 'speed'"), ("cores=many", "gives no number")):
        with pytest.raises(SystemExit, match=said):
            scale.figures([given])
    asked = [sys.executable, str(HOME / "docs" / "scale.py"), "--set", "cores=16"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert "Machines of 16 cores" in told
