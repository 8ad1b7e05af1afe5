"""What an extractor is, how one is found by name, and the gate that its claims must pass.

Whoever reads the claims (the built-in rules, a language model, somebody's plugin), the gate grounds every one of
them again in the document's original text and refuses those whose evidence does not stand there to the letter.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import EntryPoint, entry_points
from inspect import signature as signature_of
from pathlib import Path
from typing import Protocol, runtime_checkable

from talentwire.errors import ConfigError
from talentwire.extract.llm.settings import ModelSettings
from talentwire.extract.usage import CountedClaims, Usage
from talentwire.knowledge.atlas import Atlas
from talentwire.model.claims import Claim
from talentwire.model.document import Document, Span

GROUP = "talentwire.extractors"


@runtime_checkable
class Extractor(Protocol):
    """Anything that reads claims out of a document.

    One that waits for a service may also have ``at_once``, how many documents it reads at a time, and ``close()``,
    which calls off what is under way. Its claims may come as ``CountedClaims``, with what they cost.

    Attributes:
        name: short and stable, for example ``builtin``.
        version: changes whenever the same document may yield other claims.

    """

    @property
    def name(self) -> str:
        """Short and stable, for example ``builtin``."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever the same document may yield other claims."""
        ...

    def extract(self, document: Document) -> Iterable[Claim]:
        """The claims of one document, each with its evidence."""
        ...


@dataclass(frozen=True)
class Extraction:
    """What came through the gate.

    Attributes:
        document: the document that was read.
        claims: grounded, without exact duplicates, in the order of the text.
        refused: how many claims had evidence that does not stand in the document.
        usage: what it cost, where the extractor says so.

    """

    document: Document
    claims: tuple[Claim, ...]
    refused: int = 0
    usage: Usage | None = None


def extractor_names() -> tuple[str, ...]:
    """Names of the extractors that are installed."""
    return tuple(sorted(entry.name for entry in entry_points(group=GROUP)))


def find_extractor(name: str, knowledge: Path | None = None, model: ModelSettings | None = None) -> Extractor:
    """The extractor that an installed package offers under this name.

    Args:
        name: its name among the entry points.
        knowledge: a file or folder of one's own, for an extractor that takes an ``atlas``.
        model: how a language model is reached, for an extractor that takes a ``model``.

    Raises:
        ConfigError: when there is none, or it cannot be loaded, or it is no extractor.

    """
    for entry in entry_points(group=GROUP, name=name):
        return _load(entry, knowledge, model)
    known = ", ".join(extractor_names()) or "none is installed"
    raise ConfigError(f"no extractor is called {name!r} (installed: {known})")


def _load(entry: EntryPoint, knowledge: Path | None, model: ModelSettings | None) -> Extractor:
    try:
        kind = entry.load()
        takes = signature_of(kind).parameters if isinstance(kind, type) else {}
        given: dict[str, object] = {}
        if knowledge is not None and "atlas" in takes:
            given["atlas"] = Atlas.load(knowledge)
        if model is not None and "model" in takes:
            given["model"] = model
        made: object = kind(**given)
    except (ImportError, AttributeError) as error:
        raise ConfigError(f"extractor {entry.name!r} ({entry.value}) cannot be loaded: {error}") from error
    if not isinstance(made, Extractor):
        raise ConfigError(f"{entry.value} is no extractor: it needs name, version and extract(document)")
    return made


def signature(extractor: Extractor) -> str:
    """How an extractor signs its claims: name and version."""
    return f"{extractor.name} {extractor.version}"


def read_claims(document: Document, extractor: Extractor) -> Extraction:
    """Let the extractor read the document, and keep what the document's own words prove.

    An extractor that leaves the reading to others signs its claims with their names, which follow its own.
    """
    signed = signature(extractor)
    passed: dict[str, Claim] = {}
    refused = 0
    found = extractor.extract(document)
    for claim in found:
        span = ground(document.text, claim.evidence, claim.span)
        if span is None:
            refused += 1
            continue
        by = f"{signed} by {claim.extractor}" if claim.extractor else signed
        grounded = replace(claim, span=span, document=document.digest, extractor=by)
        passed.setdefault(grounded.id, grounded)
    in_order = sorted(passed.values(), key=lambda claim: claim.span or Span(0, 0))
    return Extraction(document, tuple(in_order), refused, found.usage if isinstance(found, CountedClaims) else None)


def ground(text: str, evidence: str, span: Span | None = None) -> Span | None:
    """Where the evidence stands in the text: at ``span``, else at the place nearest to it, else nowhere."""
    if not evidence.strip():
        return None
    if span and span.start >= 0 and span.cut(text) == evidence:
        return Span(*span)
    wanted = span.start if span else 0
    start = min(_occurrences(text, evidence), key=lambda found: abs(found - wanted), default=None)
    return None if start is None else Span(start, start + len(evidence))


def _occurrences(text: str, evidence: str) -> Iterator[int]:
    start = text.find(evidence)
    while start >= 0:
        yield start
        start = text.find(evidence, start + 1)
