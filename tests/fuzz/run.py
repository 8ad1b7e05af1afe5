"""Fuzz for as long as somebody likes; what is found goes into the corpus. Run it with ``make fuzz``.

usage: python tests/fuzz/run.py [--seconds 60] [--engine atheris|chance] [PARSER...]

Each parser has a process of its own and as many seconds. Where atheris can be imported, it is led by which branches an
input takes; elsewhere inputs are damaged by chance alone. What is found is made small, written
into ``corpus/<parser>/`` once for each place where something goes wrong, and told; the run ends with 1 then.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import time
import warnings
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "analyse")]
_MEMORY: Final = 4 * 2**30
_OURS: Final = tuple(
    f"talentwire.{name}"
    for name in ("model", "lang", "knowledge", "read", "extract", "config", "analyse.erasing", "serve.rest.paging")
)
_PATIENCE: Final = 120
"""Seconds beyond its time after which a parser is taken to hang."""


def main() -> int:
    """Fuzz all parsers that are named, else all there are."""
    parser = argparse.ArgumentParser(description="Fuzz what reads; findings go into tests/fuzz/corpus.")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each parser")
    parser.add_argument("--engine", choices=("atheris", "chance"), help="by default atheris, where it is installed")
    parser.add_argument("--module", help=argparse.SUPPRESS)
    parser.add_argument("parsers", nargs="*")
    asked = parser.parse_args()
    engine = asked.engine or ("atheris" if find_spec("atheris") else "chance")
    if asked.module:
        return alone(asked.module, asked.parsers[0], asked.seconds, engine)
    from targets.every import ALL, MODULES

    unknown = sorted(set(asked.parsers) - set(ALL))
    if unknown:
        sys.exit(f"there is no parser {unknown[0]}; there are {', '.join(ALL)}")
    return max([_child(MODULES[name], name, asked.seconds, engine) for name in asked.parsers or ALL])


def _child(module: str, name: str, seconds: float, engine: str) -> int:
    given = [f"--module={module}", f"--seconds={seconds}", f"--engine={engine}", name]
    line = [sys.executable, str(HERE / "run.py"), *given]
    try:
        done = subprocess.run(line, check=False, timeout=seconds + _PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"{name}: HANGS; the input is the last that it was given, see {last(name)}")
        return 1
    if done.returncode not in (0, 1):
        print(f"{name}: DIED ({done.returncode}); the input is the last that it was given, see {last(name)}")
    return int(done.returncode != 0)


def last(name: str) -> Path:
    """Where the input lies that a process was reading when it died or hung."""
    import tempfile

    return Path(tempfile.gettempdir()) / f"talentwire-fuzz-{name}"


def alone(module: str, name: str, seconds: float, engine: str) -> int:
    """Fuzz one parser in this process."""
    warnings.simplefilter("error")
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    if engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=[*_OURS, "tomllib", "email", "feedparser", "protego"]):
            found = import_module(module)
    else:
        found = import_module(module)
    search = Search(next(one for one in found.PARSERS if one.name == name), seconds)
    return search.with_atheris() if engine == "atheris" else search.by_chance()


class Search:
    """Looks for inputs of one parser with which something goes wrong."""

    def __init__(self, parser, seconds: float) -> None:  # type: ignore[no-untyped-def]
        from corpus import FOLDER

        self.parser = parser
        self.found: dict[tuple[str, str], bytes] = {}
        self.tried = 0
        self.place = last(parser.name)
        parser.outcome(parser.sound[0])  # what is loaded once takes no time of an input
        self.until = time.monotonic() + seconds
        self.begin = [*parser.sound, *(one.read_bytes() for one in sorted((FOLDER / parser.name).glob("*")))]

    def look(self, data: bytes) -> None:
        """Try one input."""
        from finding import finding

        self.tried += 1
        self.place.write_bytes(data)
        found = finding(self.parser, data)
        if found and found.sign not in self.found:
            self.found[found.sign] = data
            print(f"{self.parser.name}: {found}", flush=True)

    def ended(self) -> int:
        """Make what was found small and keep it; 1 where there is something."""
        from corpus import keep
        from finding import shrunk

        for sign, data in self.found.items():
            print(f"{self.parser.name}: kept {keep(self.parser, shrunk(self.parser, data, sign)).relative_to(HERE)}")
        print(f"{self.parser.name}: {self.tried:,} inputs, {len(self.found)} findings", flush=True)
        self.place.unlink(missing_ok=True)
        return int(bool(self.found))

    def by_chance(self) -> int:
        """As many damaged inputs as there is time for."""
        from mutating import mutated

        chance = random.Random()
        for data in self.begin:
            self.look(data)
        while time.monotonic() < self.until:
            self.look(mutated(self.parser, chance.choice(self.begin), chance))
        return self.ended()

    def with_atheris(self) -> int:
        """Led by the branches that inputs take; half of them damaged by what is known of their form."""
        import tempfile

        import atheris
        from mutating import mutated

        def changed(data: bytes, most: int, number: int) -> bytes:
            if number % 2:
                return bytes(atheris.Mutate(data, most))
            return mutated(self.parser, data, random.Random(number))[:most]

        def one(data: bytes) -> None:
            if time.monotonic() >= self.until:
                os._exit(self.ended())  # libFuzzer gives nothing back
            self.look(data)

        with tempfile.TemporaryDirectory() as folder:
            for number, data in enumerate(self.begin):
                (Path(folder) / str(number)).write_bytes(data)
            options = [
                f"-max_len={self.parser.largest}",
                "-rss_limit_mb=0",
                "-timeout=60",
                "-verbosity=0",
                "-print_final_stats=0",
            ]
            atheris.Setup([sys.argv[0], *options, folder], one, custom_mutator=changed)
            atheris.Fuzz()
        return self.ended()


if __name__ == "__main__":
    sys.exit(main())
