"""The documentation as a site: it builds without a warning, and a page of it loads nothing from elsewhere."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
LOADS = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
}
STATED = {"canonical", "prev", "next"}  # links that a browser does not load
ELSEWHERE = re.compile(r"(?:https?:)?//", re.IGNORECASE)

pytestmark = pytest.mark.xdist_group("site")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    line = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(folder)]
    done = subprocess.run(
        line, cwd=HOME, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


class Loaded(HTMLParser):
    """What a page makes a browser load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.classes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.classes |= set((held.get("class") or "").split())
        if tag in LOADS and held.get("rel") not in STATED:
            self.addresses.append(held.get(LOADS[tag]) or "")


def test_every_page_is_there_and_in_the_navigation(site: Path) -> None:
    start = (site / "index.html").read_text("utf-8")
    for page in [*sorted((HOME / "docs").glob("*.md")), *sorted((HOME / "docs" / "how-to").iterdir())]:
        place = f"{page.relative_to(HOME / 'docs').with_suffix('')}.html"
        assert (site / place).is_file()
        assert f'href="{place}"' in start or place == "index.html", f"{place} is not in the navigation of mkdocs.yml"


def test_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        loaded = Loaded(page.read_text("utf-8"))
        assert len(loaded.addresses) > 3
        assert not [one for one in loaded.addresses if ELSEWHERE.match(one)], page
        assert "mermaid" not in loaded.classes  # the only thing for which the theme would fetch a script
    for style in site.rglob("*.css"):
        assert not re.search(r"@import|url\(['\"]?(?:https?:)?//", style.read_text("utf-8")), style


def test_the_reference_is_made_of_the_code(site: Path) -> None:
    rest = (site / "rest.html").read_text("utf-8")
    for address in ("GET /api/v1/facts", "GET /api/v1/export/entities.ftm.json", "POST /api/v1/decisions/merge"):
        assert f"<code>{address}</code>" in rest
    python = (site / "python.html").read_text("utf-8")
    for name in ("talentwire.api.Talentwire.flows", "talentwire.analyse.facts.fact.Fact", "talentwire.config.Config"):
        assert f'id="{name}"' in python


def test_lists_and_tables_are_what_they_are_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        for block in re.findall(r"<p>(.*?)</p>", page.read_text("utf-8"), re.DOTALL):
            assert not re.search(r"^(?:- |\| |\|-)", block, re.MULTILINE), f"{page.name}: {block[:200]}"


def test_no_page_shows_a_path_of_a_machine(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert str(HOME) not in page.read_text("utf-8")
