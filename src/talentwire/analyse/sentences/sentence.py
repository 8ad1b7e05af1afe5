"""A fact as a whole sentence, in which its status is said: that it is a rumour, a plan, denied, or came to nothing."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from talentwire.analyse.answers.telling import spoken
from talentwire.analyse.answers.wording import LANGUAGES
from talentwire.analyse.facts.fact import Fact, Stage, Witness
from talentwire.analyse.facts.relations import value_of
from talentwire.analyse.sentences import texts
from talentwire.analyse.sentences.clause import Clause, clause, named
from talentwire.analyse.sentences.names import Named, harmless_name
from talentwire.analyse.sentences.values import day
from talentwire.errors import BadValueError
from talentwire.model.claims import Status
from talentwire.model.values import PartialDate

_SOLL: Final = ("soll", "sollen")
_COULD: Final = ("könnte", "könnten")
_BETWEEN: Final = {"en": "; ", "de": "; ", "fr": "\u00a0; "}
_STOP: Final = re.compile(r"[.]\u2069?$")
_LONGEST_QUOTE: Final = 400


def sentence(fact: Fact, lang: str = "en", after: date | None = None) -> str:
    """A fact as a sentence, with how far it has come.

    Args:
        fact: the fact.
        lang: ``en``, ``de`` or ``fr``.
        after: where given, the date of what is planned for a later day is said.

    Raises:
        BadValueError: when no sentences are written in this language.

    """
    if lang not in LANGUAGES:
        raise BadValueError(f"sentences are written in {', '.join(LANGUAGES)}, not in {lang!r}")
    if fact.kind == "quote":
        return _quote(fact, lang)
    if fact.status is Stage.DENIED:
        return denial(fact, lang)
    said = clause(fact, lang)
    when = value_of(fact, "date")
    if after is not None and isinstance(when, PartialDate) and when.first() > after and "online" not in fact.slots:
        said.brackets.append(texts.say("modes", "when_planned", lang, day=day(when, lang)))
    return _filled(_mode(fact), said)


def plain_clause(fact: Fact, lang: str = "en") -> str:
    """What a fact says, as something that is told and not sure: what somebody then denies, say."""
    return _quote(fact, lang) if fact.kind == "quote" else _filled("told_rumoured", clause(fact, lang))


def denial(fact: Fact, lang: str = "en", *, short: bool = False, deniers: Iterable[Witness] | None = None) -> str:
    """That a fact is denied, and by whom.

    Args:
        fact: the fact.
        lang: ``en``, ``de`` or ``fr``.
        short: whether what is denied was said just before, and is not said again.
        deniers: those who are named; by default all.

    """
    against = list(fact.deniers if deniers is None else deniers)
    speaking = [one for one in against if one.voice in ("concerned", "named")]
    outlets = [one for one in against if one.voice == "outlet"]
    if any(one.voice == "editor" for one in against):
        who, mode = (
            Named([texts.say("modes", "editors", lang)], lang, spelled=True, count=1 if lang != "en" else 2),
            "by",
        )
    elif speaking:
        who, mode = Named(list(dict.fromkeys(one.who for one in speaking)), lang), "by"
    elif outlets:
        who, mode = Named(list(dict.fromkeys(one.who for one in outlets)), lang), "according_to"
    else:
        who, mode = Named((), lang), "nobody"
    if short:
        key = {"by": "denies_it", "according_to": "denies_it_according_to", "nobody": "denies_it_nobody"}[mode]
        return _closed(texts.say("modes", key, lang, who.count, denier=who), who)
    key = {"by": "denied_by", "according_to": "denied_according_to", "nobody": "denied"}[mode]
    said = clause(fact, lang)
    if mode == "by" and who.names == said.who.names and (lang != "en" or said.form("ing")):
        key = "denies_own"
    return _filled(key, said, who)


def _mode(fact: Fact) -> str:
    """The text that says how far a fact has come."""
    if fact.status is not Stage.RUMOURED:
        return {
            Stage.PLANNED: "planned", Stage.FAILED: "failed", Stage.REVERSED: "reversed",
        }.get(fact.status, "reported")  # fmt: skip
    statuses = {one.status for one in fact.supporters}
    if statuses == {Status.TALKS}:
        return "talks"
    return "attempted" if statuses == {Status.ATTEMPTED} else "rumoured"


def _filled(mode: str, said: Clause, denier: Named | None = None) -> str:
    """A text of ``modes.toml`` filled with the forms of a clause."""
    one = said.who.count == 1
    n = denier.count if denier is not None else said.who.count
    text = texts.say(
        "modes", mode, said.lang, n, who=said.who, denier=denier or "", does=said.form("does"), to=said.form("to"),
        that=said.form("that"), said=said.form("would") if said.lang == "fr" else said.form("said"),
        ing=said.form("ing"), zu=said.form("zu"), soll=_SOLL[not one], could=_COULD[not one],
    )  # fmt: skip
    if said.brackets:
        text += f" ({_BETWEEN[said.lang].join(said.brackets)})"
    return _closed(text, *filter(None, (said.who, denier)))


def _closed(text: str, *names: Named) -> str:
    """A text that begins as a sentence does and ends with a full stop; a name at its beginning is left alone."""
    if not any(one.begins_with_a_name and text.startswith(one.names[0]) for one in names):
        text = text[:1].upper() + text[1:]
    return text if _STOP.search(text) else f"{text}."


def _quote(fact: Fact, lang: str) -> str:
    who = named(fact, "speaker", lang)
    org = named(fact, "org", lang)
    words = harmless_words(spoken(fact)).rstrip(",;:. ")
    speaker = who or Named([texts.say("modes", "nobody", lang)], lang, spelled=True, count=1)
    behind = texts.say("modes", "quote_org", lang, org=org) if org and str(org) != str(who) else ""
    return _closed(texts.say("modes", "quote", lang, who=speaker, org=behind, words=words), speaker)


def harmless_words(words: str, longest: int = _LONGEST_QUOTE) -> str:
    """Words of a document in a line, without signs that work on what stands around them, and bounded."""
    kept = " ".join(harmless_name(word) for word in words.split())
    return kept if len(kept) <= longest else kept[:longest].rsplit(" ", 1)[0] + " …"
