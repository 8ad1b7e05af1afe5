"""What the program depends on, under which licences, and whether it may be handed on with it.

usage: python docs/licences.py < sbom.json > dist/sbom.cdx.json

Which packages there are says the lock file, their licences say the packages themselves, as they are installed. With a
bill of materials as CycloneDX on standard input, the licences are put into it; ``make sbom`` does that.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, Final

HOME: Final = Path(__file__).parents[1]
ALWAYS: Final = "always"
COMPATIBLE: Final = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "PSF-2.0", "Unlicense", "Zlib",  # may be handed on with their notice
    "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-1.1", "MPL-2.0",  # as libraries, unchanged
})  # fmt: skip
"""Licences, by their names in SPDX, of packages on which a program under the Apache licence 2.0 may depend."""
WRITTEN: Final[Mapping[str, str]] = {
    "3-Clause BSD License": "BSD-3-Clause", "Apache 2.0": "Apache-2.0", "Apache License, Version 2.0": "Apache-2.0",
    "BSD 3-Clause License": "BSD-3-Clause", "ISC License": "ISC", "MIT License": "MIT", "PSF": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}  # fmt: skip
"""What packages write in the place of the name in SPDX."""
CLASSIFIERS: Final[Mapping[str, str]] = {
    "Apache Software License": "Apache-2.0", "ISC License (ISCL)": "ISC", "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
}  # fmt: skip
"""What the classifiers of packages mean; that of the BSD licences says not which of them."""
BY_HAND: Final[Mapping[str, tuple[str, str]]] = {
    "colorama": ("BSD-3-Clause", "its metadata says BSD, its file LICENSE.txt which"),
    "cycler": ("BSD-3-Clause", "its metadata holds the whole text"),
    "daft": ("Apache-2.0", "its metadata says nothing, its file LICENSE holds the text"),
    "httpx2-jsfetch": ("BSD-3-Clause", "for Python in a browser alone, so that it is not installed here"),
    "jinja2": ("BSD-3-Clause", "its metadata says BSD, its file LICENSE.txt which"),
    "kiwisolver": ("BSD-3-Clause", "its metadata holds the whole text"),
    "pywin32": ("PSF-2.0", "for Windows alone, so that it is not installed here"),
    "ray": ("Apache-2.0", "an extra that need not be installed"),
}  # fmt: skip
"""Licences that cannot be read off, or not everywhere, each with why."""
_WORD: Final = re.compile(r"[()]|[^\s()]+")
Packages = dict[str, dict[str, Any]]


def locked() -> Packages:
    """The packages of the lock file by name; of several versions of one, the first, since they share a licence."""
    found: Packages = {}
    for package in tomllib.loads((HOME / "uv.lock").read_text("utf-8"))["package"]:
        found.setdefault(package["name"], package)
    return found


def needed() -> dict[str, list[str]]:
    """Every package that the program can need, with the extras that bring it; ``always`` where it comes with none."""
    packages = locked()
    own = packages["talentwire"]
    roots = {ALWAYS: own["dependencies"], **own["optional-dependencies"]}
    found: dict[str, list[str]] = {}
    for extra, first in roots.items():
        for name in _below(first, packages):
            found.setdefault(name, []).append(extra)
    return {name: [ALWAYS] if ALWAYS in found[name] else found[name] for name in sorted(found)}


def _below(first: Iterable[Mapping[str, Any]], packages: Packages) -> set[str]:
    """These packages, and what they need in turn, on whatever system."""
    waiting, seen = list(first), set[tuple[str, str]]()
    while waiting:
        one = waiting.pop()
        for extra in ("", *one.get("extra", ())):
            if (one["name"], extra) not in seen:
                seen.add((one["name"], extra))
                held = packages[one["name"]]
                waiting += (
                    held.get("optional-dependencies", {}).get(extra, ()) if extra else held.get("dependencies", ())
                )
    return {name for name, _ in seen}


def licence(name: str) -> str | None:
    """The licence of a package in SPDX; None where it cannot be told."""
    if name in BY_HAND:
        return BY_HAND[name][0]
    return told(name)


def told(name: str) -> str | None:
    """The licence that an installed package names itself; None where it names none, or is not installed."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return None
    written = about.get("License-Expression") or (about.get("License") or "").strip().partition("\n")[0].strip()
    if written in WRITTEN or is_expression(written):
        return WRITTEN.get(written, written)
    named = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier", []) if one.startswith("License")]
    return CLASSIFIERS.get(named[0]) if len(named) == 1 else None


def is_expression(text: str) -> bool:
    """Whether a text is made of names of licences alone that are known here or told to be incompatible."""
    words = _WORD.findall(text)
    return bool(words) and all(
        re.fullmatch(r"[()]|AND|OR|WITH|[\w.+]+-[\w.+-]+|MIT|ISC|0BSD|Zlib|Unlicense", one) for one in words
    )


def is_compatible(expression: str) -> bool:
    """Whether what an expression asks for can be kept: one side of each OR, both of each AND."""
    words = _WORD.findall(expression)
    holds, rest = _either(words)
    if rest:
        raise ValueError(f"{expression!r} is no expression of licences")
    return holds


def _either(words: list[str]) -> tuple[bool, list[str]]:
    holds, words = _both(words)
    while words[:1] == ["OR"]:
        other, words = _both(words[1:])
        holds = holds or other
    return holds, words


def _both(words: list[str]) -> tuple[bool, list[str]]:
    holds, words = _one(words)
    while words[:1] == ["AND"]:
        other, words = _one(words[1:])
        holds = holds and other
    return holds, words


def _one(words: list[str]) -> tuple[bool, list[str]]:
    if words[:1] == ["("]:
        holds, rest = _either(words[1:])
        return holds, rest[1:]
    holds, rest = words[0] in COMPATIBLE, words[1:]
    return (holds, rest[2:]) if rest[:1] == ["WITH"] else (holds, rest)  # an exception only ever allows more


def rows() -> Iterator[tuple[str, str, str, str]]:
    """Each package: its name, its licence, the extras that bring it, and why its licence was written down by hand."""
    for name, extras in needed().items():
        why = BY_HAND[name][1] if name in BY_HAND else ""
        yield name, licence(name) or "unknown", ", ".join(f"`{one}`" if one != ALWAYS else one for one in extras), why


def with_licences(bill: dict[str, Any]) -> dict[str, Any]:
    """A bill of materials with the licence of each component, and that of the program itself."""
    for one in bill["components"]:
        if found := licence(one["name"]):
            one["licenses"] = [{"expression": found}]
    bill["metadata"]["component"]["licenses"] = [{"expression": "Apache-2.0"}]
    return bill


if __name__ == "__main__":
    json.dump(with_licences(json.load(sys.stdin)), sys.stdout, indent=2)
    print()
