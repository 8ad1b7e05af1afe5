"""Who says a claim: the company concerned, a person with a name, an outlet, or people without one."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final, NamedTuple

from talentwire.analyse.facts.fact import VoiceKind
from talentwire.analyse.facts.report import Meant, Report, World
from talentwire.lang.pack import languages, load_pack

_WORD: Final = re.compile(r"\w+")


class Voice(NamedTuple):
    """Who says a claim.

    Attributes:
        kind: what sort of voice it is.
        key: the same for one and the same voice in several stories; empty for a document's own.
        name: how to call it.

    """

    kind: VoiceKind
    key: str
    name: str


@cache
def _nameless(lang: str) -> frozenset[str]:
    """Words of a language for sources without a name; of all languages, where there is no pack for it."""
    asked = (lang,) if lang in languages() else languages()
    return frozenset().union(*(load_pack(code).cues.words.get("anonymous", frozenset()) for code in asked))


@lru_cache(maxsize=65536)
def is_nameless(source: str, lang: str | None) -> bool:
    """Whether a source is somebody without a name: "people familiar with the matter", "Insider"."""
    words = _nameless(lang or "")
    return any(word in words for word in _WORD.findall(source.lower()))


def voice_of(
    report: Report, named: Mapping[str, Mapping[str, str]], wide: Mapping[str, frozenset[str]], world: World
) -> Voice:
    """Who says a claim.

    Args:
        report: the claim.
        named: those whom the claim is about, by slot: ids and names.
        wide: their ids, with what they belong to.
        world: what is known beside the claims.

    """
    claim = report.entry.claim
    if claim.extractor.startswith("editor:"):
        return Voice("editor", claim.extractor, claim.extractor.removeprefix("editor:"))
    if claim.source is None:
        return _own(report, named)
    meant = report.parties.get(("source", 0)) or Meant(f"source:{claim.source.name.casefold()}", claim.source.name)
    if any(meant.id in ids for ids in wide.values()) or _among((meant.name, *world.speaks_for(meant)), named):
        return Voice("concerned", meant.id, meant.name)
    kind = world.kind_of(meant)
    if not kind and is_nameless(claim.source.name, report.entry.lang):
        return Voice("unnamed", "", claim.source.name)
    return Voice("outlet" if kind == "outlet" else "named", meant.id, meant.name)


def _among(names: Iterable[str], named: Mapping[str, Mapping[str, str]]) -> bool:
    """Whether one of these is among those whom the claim is about."""
    wanted = {name.lower() for name in names}
    return any(name.lower() in wanted for slot in named.values() for name in slot.values())


def _own(report: Report, named: Mapping[str, Mapping[str, str]]) -> Voice:
    """The voice of a document that names no source: its outlet."""
    entry = report.entry
    if not entry.outlet:
        return Voice("document", "", entry.document_id)
    return Voice("concerned" if _among((entry.outlet,), named) else "outlet", "", entry.outlet)
