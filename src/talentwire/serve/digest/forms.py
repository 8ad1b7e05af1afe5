"""An issue as JSON objects."""

from typing import Any

from talentwire.analyse.digest.issue import Digest, Line, Post, Section, Source

Json = dict[str, Any]


def as_json(digest: Digest) -> Json:
    """The issue with its sections, sentences and sources."""
    week, seen = digest.week, digest.coverage
    return {
        "week": week.name or None,
        "since": str(week.since),
        "until": str(week.until),
        "lang": digest.lang,
        "as_of": digest.as_of or None,
        "whole": digest.whole,
        "title": digest.title,
        "opening": digest.opening,
        "method": digest.method,
        "words": digest.words,
        "coverage": {
            "facts": seen.facts, "stories": seen.stories, "documents": seen.documents,
            "first": seen.first and str(seen.first), "last": seen.last and str(seen.last),
        },
        "sections": [_section(one) for one in digest.sections],
        "figures": [
            {name: row[name].value for name in ("house", "came", "went")}
            for row in (digest.figures.rows if digest.figures else ())
        ],
        "sources": [_source(one) for one in digest.sources],
    }  # fmt: skip


def _section(section: Section) -> Json:
    return {
        "part": str(section.part),
        "title": section.title,
        "intro": section.intro or None,
        "posts": [_post(one) for one in section.posts],
        "items": [
            {"stage": item.stage or None, "sentences": [_line(line) for line in item.lines]} for item in section.items
        ],
        "more": section.more,
    }


def _post(post: Post) -> Json:
    named = {"who": post.who, "from": post.left, "to": post.joined, "role": post.role}
    return {**{key: value or None for key, value in named.items()}, "stage": post.stage, "sentence": _line(post.line)}


def _line(line: Line) -> Json:
    return {"text": line.text, "sources": line.sources, "facts": line.facts}


def _source(source: Source) -> Json:
    return {
        "number": source.number, "claim": source.claim, "fact": source.fact, "document": source.document,
        "outlet": source.outlet, "title": source.title or None, "url": source.url or None, "day": str(source.day),
        "who": source.who or None, "lang": source.lang or None, "words": source.words,
    }  # fmt: skip
