"""What comes from elsewhere: locked with hashes, under licences that are known, told as a bill of materials.

And what goes out: a wheel that is the same wherever it is built, and modules that call nobody when they are imported.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME / "docs"))

import licences  # noqa: E402

UV = Path(sys.executable).with_name("uv")
LOCK = tomllib.loads((HOME / "uv.lock").read_text("utf-8"))
SILENT = """
import pkgutil, sys

def refuse(event, _):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"{event} at import")

sys.addaudithook(refuse)
import talentwire
for module in pkgutil.walk_packages(talentwire.__path__, "talentwire."):
    if not module.name.endswith("__main__"):
        __import__(module.name)
        print(module.name)
"""


# -- what comes in


def is_in_order(package: dict[str, Any]) -> bool:
    """Whether a package comes from an index, with a hash of every file."""
    held = [*package.get("wheels", ()), *filter(None, [package.get("sdist")])]
    hashed = bool(held) and all(re.fullmatch(r"sha256:[0-9a-f]{64}", one["hash"]) for one in held)
    return hashed and set(package["source"]) == {"registry"} and package["source"]["registry"].startswith("https://")


def test_every_package_comes_from_an_index_with_hashes() -> None:
    assert [one["name"] for one in LOCK["package"] if not is_in_order(one)] == ["talentwire"]
    assert licences.locked()["talentwire"]["source"] == {"editable": "."}
    assert len(LOCK["package"]) > 100


def test_the_lock_file_knows_all_that_the_project_asks_for() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
    own = licences.locked()["talentwire"]
    asked = {"": project["project"]["dependencies"], **project["project"]["optional-dependencies"]}
    locked = {"": own["dependencies"], **own["optional-dependencies"]}
    assert asked.keys() == locked.keys()
    for extra, wanted in asked.items():
        names = {re.split(r"[\[>=<;! ]", one)[0] for one in wanted} - {"talentwire"}
        assert names <= {one["name"] for one in locked[extra]}, extra


def test_every_licence_can_go_with_the_apache_licence() -> None:
    wrong = [row[:2] for row in licences.rows() if row[1] == "unknown" or not licences.is_compatible(row[1])]
    assert not wrong
    assert len(list(licences.rows())) > 60


def test_licences_by_hand_are_needed_and_say_what_the_package_says() -> None:
    assert set(licences.BY_HAND) <= set(licences.needed())
    for name, (expression, why) in licences.BY_HAND.items():
        assert why
        assert licences.told(name) in (None, expression)


@pytest.mark.parametrize(
    ("expression", "is_compatible"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", True),
        ("MIT AND GPL-2.0-only", False),
        ("(MIT OR GPL-2.0-only) AND BSD-3-Clause", True),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("Proprietary-1.0", False),
    ],
)
def test_which_licences_are_compatible(expression: str, is_compatible: bool) -> None:
    assert licences.is_expression(expression)
    assert licences.is_compatible(expression) is is_compatible


@pytest.mark.parametrize("text", ["", "Free for all uses", "see the file LICENSE"])
def test_what_is_no_licence_is_not_taken_for_one(text: str) -> None:
    assert not licences.is_expression(text)


@pytest.mark.skipif(not UV.is_file(), reason="uv is not installed beside this Python")
def test_the_bill_of_materials_names_all_that_is_locked_with_hashes_and_licences() -> None:
    recipe = (HOME / "Makefile").read_text("utf-8").partition("\nsbom:")[2].partition("\n\n")[0]
    line = re.search(r"\$\(BIN\)/uv (export .*?) \\\n", recipe)
    assert line
    words = line[1].replace("$(EXTRAS)", "--all-extras").split()
    done = subprocess.run([UV, *words, "--offline"], cwd=HOME, capture_output=True, text=True, check=True)
    script = [sys.executable, str(HOME / "docs" / "licences.py")]
    bill = json.loads(subprocess.run(script, input=done.stdout, capture_output=True, text=True, check=True).stdout)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.5")
    assert bill["metadata"]["component"]["name"] == "talentwire"
    assert {one["name"] for one in bill["components"]} == set(licences.needed())
    for one in bill["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert all(reference["hashes"][0]["alg"] == "SHA-256" for reference in one["externalReferences"])
        assert one["licenses"][0]["expression"]


# -- what goes out


def built(source: Path, folder: Path, mask: int) -> bytes:
    """The wheel of a copy of the project, built by somebody with other habits at another time."""
    folder.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(source / name, folder / name)
    shutil.copytree(source / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for place in folder.rglob("*.py"):
        place.chmod(0o666 & ~mask)
        os.utime(place, (mask * 10_000_000, mask * 10_000_000))
    code = f"import os; os.umask({mask}); from hatchling.build import build_wheel; build_wheel('.')"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1752537600"}
    subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, check=True)
    return next(folder.glob("*.whl")).read_bytes()


def test_a_wheel_is_the_same_to_the_byte_wherever_it_is_built(tmp_path: Path) -> None:
    one, other = built(HOME, tmp_path / "one", 0o022), built(HOME, tmp_path / "other place", 0o077)
    assert one == other


def test_no_module_opens_a_socket_when_it_is_imported() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", SILENT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    modules = {path for path in (HOME / "src" / "talentwire").rglob("*.py") if path.name != "__main__.py"}
    assert len(done.stdout.splitlines()) == len(modules) - 1, "all but the package itself"
