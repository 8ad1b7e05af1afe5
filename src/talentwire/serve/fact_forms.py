"""Facts and stories for programs: JSON and rows."""

from typing import Any, Final

from talentwire.analyse.believed import StoryPage
from talentwire.analyse.facts.fact import Fact, Witness
from talentwire.record.answers import Listed
from talentwire.serve.believed import said

Json = dict[str, Any]


def fact(one: Fact) -> Json:
    """A fact for programs."""
    return {
        "id": one.id,
        "kind": one.kind,
        "says": said(one) if one.kind != "quote" else None,
        "status": str(one.status),
        "stands": one.stands,
        "confidence": {"value": one.confidence.value, "parts": [part._asdict() for part in one.confidence.parts]},
        "slots": {
            name: {
                "contested": belief.contested,
                "values": [
                    {
                        "value": _plain(value.value),
                        "shown": value.shown,
                        "claims": value.claims,
                        "stories": value.stories,
                    }
                    for value in belief.values
                ],
            }
            for name, belief in one.slots.items()
        },
        "holds": str(one.holds) if one.holds else None,
        "ended_by": one.ended_by and {"fact": one.ended_by.fact, "why": one.ended_by.why},
        "superseded_by": one.superseded_by and {"fact": one.superseded_by.fact, "why": one.superseded_by.why},
        "rivals": one.rivals,
        "stories": one.stories,
        "outlets": one.outlets,
        "documents": one.documents,
        "first_seen": str(one.first_seen),
        "last_seen": str(one.last_seen),
        "history": [
            {"day": str(step.day), "stage": str(step.stage), "who": step.who, "concerned": step.concerned,
             "claim": step.claim, "words": step.words}
            for step in one.history
        ],
        "supporters": [_witness(witness) for witness in one.supporters],
        "deniers": [_witness(witness) for witness in one.deniers],
    }  # fmt: skip


def _witness(one: Witness) -> Json:
    return {
        "claim": one.claim, "document": one.document, "story": one.story, "who": one.who, "voice": one.voice,
        "concerned": one.concerned, "day": str(one.day),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    to_json = getattr(value, "to_json", None)
    if to_json:
        return to_json()
    return value if isinstance(value, str | int | float | bool) else str(value)


def row(one: Fact) -> Json:
    """A fact as a row of a table for programs."""
    return {
        "fact": one.id, "kind": one.kind, "status": str(one.status), "stands": one.stands,
        "confidence": one.confidence.value, "says": said(one) if one.kind != "quote" else "",
        "holds": str(one.holds or ""),
        "contested": list(one.contested), "stories": one.stories, "outlets": one.outlets, "documents": one.documents,
        "first_seen": str(one.first_seen), "last_seen": str(one.last_seen), "claims": list(one.claims),
    }  # fmt: skip


COLUMNS: Final = (
    "fact", "kind", "status", "stands", "confidence", "says", "holds", "contested", "stories", "outlets", "documents",
    "first_seen", "last_seen", "claims",
)  # fmt: skip


def listed(one: Listed) -> Json:
    """A document without its text, for programs."""
    return {
        "digest": one.digest, "id": one.id, "title": one.title, "url": one.url, "outlet": one.outlet,
        "lang": one.lang, "date": str(one.date) if one.date else None, "claims": one.claims,
    }  # fmt: skip


def story(page: StoryPage) -> Json:
    """A story for programs."""
    return {
        "story": page.story.id,
        "origin": page.story.origin,
        "documents": [listed(one) for one in page.documents],
        "folds": [
            {"left": fold.left, "right": fold.right, "kind": fold.kind, "score": fold.score,
             "reasons": [reason._asdict() for reason in fold.reasons]}
            for fold in page.folds
        ],
    }  # fmt: skip


STORY_COLUMNS: Final = ("story", "origin", "document", "date", "lang", "outlet", "url", "claims")


def story_rows(page: StoryPage) -> list[Json]:
    """A row for every document of a story."""
    return [
        {
            "story": page.story.id, "origin": one.digest == page.story.origin, "document": one.id,
            "date": str(one.date or ""), "lang": one.lang, "outlet": one.outlet, "url": one.url, "claims": one.claims,
        }
        for one in page.documents
    ]  # fmt: skip
