"""What mkdocs needs to make a site of these pages: pages from elsewhere in the project, and those made of the code.

CONTRIBUTING and CHANGELOG stand beside the README; the notebook becomes a page; the REST reference is written from the
OpenAPI document that the server gives, without a script that would have to be loaded. Nothing is fetched.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

HOME: Final = Path(__file__).parents[1]
DOCS: Final = HOME / "docs"
sys.path.insert(0, str(DOCS))

import notebook  # noqa: E402
import rest_page  # noqa: E402

_ELSEWHERE: Final = {"contributing.md": "CONTRIBUTING.md", "changelog.md": "CHANGELOG.md"}
_NOTEBOOK: Final = "how-to/data-scientist"
_MADE: Final = ("rest.md", "decisions/index.md", f"{_NOTEBOOK}.md", *_ELSEWHERE)
_ITEM: Final = re.compile(r"[-*+] |\d+\. |\|")
_LINK: Final = re.compile(r"\]\((?:\.\./)*(CONTRIBUTING|CHANGELOG)\.md")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Leave out what is not there."""
    config.nav = [one for one in map(_there, config.nav or []) if one]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that do not lie in the folder."""
    made = {name: (HOME / source).read_text("utf-8").replace("](docs/", "](") for name, source in _ELSEWHERE.items()}
    made["contributing.md"] = made["contributing.md"].replace("](LICENSE)", "](index.md)")
    titles = "\n".join(f"- [{heading}]({page})" for heading, page in _decisions())
    made["decisions/index.md"] = f"# Decisions\n\nWhat was decided, and against what.\n\n{titles}\n"
    made["rest.md"] = rest_page.page()
    made[f"{_NOTEBOOK}.md"] = notebook.markdown((DOCS / f"{_NOTEBOOK}.ipynb").read_text("utf-8"))
    for name, text in made.items():
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Links to pages that lie elsewhere in the project, or have another form there, lead to those of the site."""
    text = _LINK.sub(lambda found: f"]({found[1].lower()}.md", _apart(markdown))
    text = text.replace("](decisions/)", "](decisions/index.md)")
    return text.replace(f"]({_NOTEBOOK}.ipynb)", f"]({_NOTEBOOK}.md)")


def _apart(markdown: str) -> str:
    """Lists and tables with an empty line before them, which this reader of Markdown needs and others do not."""
    lines: list[str] = []
    fenced = False
    for line in markdown.splitlines():
        if not fenced and lines and _begins(line) and lines[-1].strip() and not _begins(lines[-1], indented=True):
            lines.append("")
        fenced ^= line.lstrip().startswith("```")
        lines.append(line)
    return "\n".join(lines) + "\n"


def _begins(line: str, *, indented: bool = False) -> bool:
    """Whether a line is one of a list or a table; with ``indented``, or goes on with one."""
    return bool(_ITEM.match(line)) or (indented and line.startswith(("  ", "\t")))


def _there(entry: Any) -> Any:
    """An entry of the navigation as far as its pages are there; nothing for one that is not."""
    if isinstance(entry, str):
        return entry if (DOCS / entry).exists() or entry in _MADE else None
    ((title, what),) = entry.items()
    held = [one for one in map(_there, what) if one] if isinstance(what, list) else _there(what)
    return {title: held} if held else None


def _decisions() -> Iterator[tuple[str, str]]:
    for page in sorted((DOCS / "decisions").glob("*.md")):
        yield page.read_text("utf-8").partition("\n")[0].removeprefix("# "), page.name
