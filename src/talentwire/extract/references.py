"""Whom a pronoun or a description means: "er", "the start-up", "le groupe"."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from talentwire.extract.interview import Voice
from talentwire.extract.salience import Question, Salience
from talentwire.extract.text import Mention, Text
from talentwire.extract.told import Told
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.cues import Reference
from talentwire.lang.first_names import UNKNOWN, gender

_FAR = 4
"""Sentences that a reference reaches back."""
_LEFT_OUT = 2
"""Sentences that a verb without a subject reaches back."""
_RELATIVE_REACH = 6
"""Tokens between a name and the relative pronoun that means it."""
_HEADED = 3
"""Tokens behind a description of a house in which the name of its head begins."""
_DATELINE = 8
"""Tokens from the head of a sentence to the agency that signs it, and from there to the dash."""
_MAIN = 0.3
"""A company with at least this share of the mentions is what the whole text is about."""
_STANDS_OUT = 1.5
_HEADLINE = 3
"""Mentions that a headline counts for, where it names one organisation."""
_CHIEF, _ANYWHERE = "*", ""
"""Stands for whoever heads a house, and for every house."""
_SUBJECT, _EARLIER, _SHARE, _RECENT = 1.5, 0.6, 3.0, 0.01
"""What speaks for a candidate, in sentences: a free subject, an earlier sentence, its share, each later mention."""
_DIFFERS = 2.5
"""What a first name of the other gender speaks against a person; translations by machines mix genders up."""


class Resolver:
    """Finds the mention that a reference means.

    Recency and being a subject decide; outlets are no companies that texts speak of in passing.
    """

    def __init__(self, text: Text, outlets: frozenset[str], atlas: Atlas, voices: Iterable[Voice] = ()) -> None:
        """Prepare for one text; ``outlets`` are names that rarely are what "the company" means."""
        self.text = text
        self.outlets = outlets
        self.atlas = atlas
        self.told = Told(text, voices)
        self._agencies = {m.name for m in text.mentions if m.kind == "ORG" and not m.known and _signs(text, m)}
        self.persons = [m for m in text.mentions if m.kind == "PER"]
        self.orgs = [m for m in text.mentions if m.kind == "ORG" and not self.is_outlet(m) and not m.weak]
        counts = Counter(m.name for m in self.orgs)
        headline = [m for m in self.orgs if text.blocks and m.first < text.token_at(text.blocks[0].end)]
        if len({m.name for m in headline}) == 1:  # a headline with one organisation says whom a text is about
            counts[headline[0].name] += _HEADLINE
        self._leaders = {leader.person: org.name for org in atlas.organisations for leader in org.leaders}
        self._offices: dict[tuple[str, str], list[tuple[int, Mention]]] = defaultdict(list)
        self.seats: dict[int, list[Mention]] = {}
        self._share = {name: count / max(3, len(self.orgs)) for name, count in counts.items()}

    def is_outlet(self, mention: Mention) -> bool:
        """Whether a mention names an outlet: "FT" as well as "Financial Times"."""
        named = mention.name in self.outlets or mention.name in self._agencies
        return named or (mention.known and str(mention.value) in self.outlets)

    def person(self, reference: Mention) -> list[Mention]:
        """The person, or the persons of the list, that the reference means."""
        value: Reference = reference.value
        if "PER" not in value.kinds:
            return []
        if value.first:
            speaker = self.told.speaker(reference.first)
            return [speaker] if speaker else []
        before = self._near(self.persons, reference)
        if not before:
            return []
        if value.relative:
            return [before[-1]] if reference.first - before[-1].last <= _RELATIVE_REACH else []
        if value.plural:
            return self._group(before)
        return [self._salient(before, reference)]

    def left_out(self, token: int, quoted: Collection[int] = ()) -> Mention | None:
        """The person whom the text last spoke of: the subject that a verb at a token leaves out.

        Who is named in what somebody says, at the ``quoted`` tokens, does not say it.
        """
        here = self.text.sentence_of(token)
        near = [m for m in self._reaching_back(self.persons, here.first, _LEFT_OUT) if m.first not in quoted]
        near = [m for m in near if self.text.sentence_of(m.first).block == here.block]
        last = [m for m in near if self.text.sentence_of(m.first).index == here.index - 1]
        near = last if len({m.name for m in last}) == 1 else near
        return self._salient(near, Mention("REF", token, token, "")) if near else None

    def org(self, reference: Mention, others: Collection[str] = (), slot: str = "") -> Mention | None:
        """The organisation that the reference means, which is none of the ``others`` that it deals with."""
        value: Reference = reference.value
        if "ORG" not in value.kinds or value.first:
            return self._house_of_speaker(reference, others, slot) if "ORG" in value.kinds else None
        if _is_noun(reference) and self.unnamed is not None:
            return self.unnamed
        headed = (self._headed(reference) or self._made(reference)) if _is_noun(reference) else None
        if headed is not None and headed.name not in others:
            return headed
        return self._before(reference, others, slot)

    def _before(self, reference: Mention, others: Collection[str], slot: str) -> Mention | None:
        """The organisation named before that a reference means."""
        value: Reference = reference.value
        before = [m for m in self._near(self.orgs, reference) if m.name not in others]
        if not before:
            return None
        if _is_noun(reference) and before[-1].last == reference.first - 1 and self.text.words[before[-1].last] == ",":
            return before[-1]  # "Acme, der Hersteller …": in apposition
        if value.relative:
            return before[-1] if reference.first - before[-1].last <= _RELATIVE_REACH else None
        form = "noun" if _is_noun(reference) else "pronoun"
        return self.salience.best(Question(reference.first, form, slot, reference.last), others)

    def led_by(self, person: Mention) -> Mention | None:
        """The organisation of the text that a person is known to lead."""
        known = self._leaders.get(person.name)
        return next((m for m in self.orgs if m.value == known), None) if known is not None else None

    def _headed(self, noun: Mention) -> Mention | None:
        """The house of the person behind a description: "Li Wei" of "the company of Li Wei"."""
        for person in self.text.between(noun.last, noun.last + _HEADED, "PER"):
            if person.prep in self.text.pack.roles.of and person.owner is None:
                home = self.told.home(person.name, noun.first)
                named = next((m for m in self.orgs if m.name == home), None) if home else None
                return named or self.led_by(person)
        return None

    def _made(self, noun: Mention) -> Mention | None:
        """The house of the product beside a description: "the maker of ChatGPT", "l'éditeur de Claude"."""
        for product in self.text.between(noun.last, noun.last + _HEADED, "PRODUCT"):
            owner = self.atlas.owner_of(str(product.value)) if product.known else None
            if owner is None or product.prep not in self.text.pack.roles.of:
                return None
            return next((m for m in self.orgs if m.value == owner), None) or _implied(noun, owner)
        return None

    def _house_of_speaker(self, reference: Mention, others: Collection[str], slot: str) -> Mention | None:
        """The organisation for which somebody says "we", else the one that the text is about."""
        speaker = self.told.speaker(reference.first)
        home = self.told.home(speaker.name, reference.first) if speaker else None
        house = next((m for m in self.orgs if m.name == home and home not in others), None) if home else None
        return house or self.spoken_of(reference.first, others, slot=slot)

    def holder(self, role: Mention) -> Mention | None:
        """The person whom a role without a name means: "the judge", "Acme's chief executive", "ledit PDG".

        The nearest before is meant, else the first behind.
        """
        sorts = [role.name, *([_CHIEF] if role.value.chief else [])]
        houses = [org.name for org in self.seats.get(id(role), ())] or [_ANYWHERE]
        rows = [row for sort in sorts for house in houses if (row := self._offices.get((sort, house)))]
        before = [row[at - 1] for row in rows if (at := bisect_right(row, role.first, key=lambda one: one[0]))]
        if before:
            return max(before, key=lambda one: one[0])[1]
        return min((row[0] for row in rows), key=lambda one: one[0])[1] if rows else None

    def described(self, role: Mention) -> Mention | None:
        """Whom a position with an article means: its holder, else the one just spoken of: "The former A engineer".

        A chief is somebody of their own unless a former one; whoever is told to be elsewhere is not meant.
        """
        holder = self.holder(role)
        if holder is not None or (role.value.chief and not role.value.former):
            return holder
        spoken = self.left_out(role.first)
        houses = {org.name for org in self.seats.get(id(role), ())}
        if spoken is None or not (houses or role.value.former):
            return None
        home = self.told.home(spoken.name, role.first)
        elsewhere = home is not None and houses and home not in houses and not role.value.former
        return None if elsewhere else spoken

    def note_offices(self, holdings: Iterable[tuple[Mention, Iterable[Mention], Mention]]) -> None:
        """Note the roles that the text gives to persons, with their organisations."""
        for held, orgs, person in sorted(holdings, key=lambda one: one[0].first):
            head = held.name.partition(" of ")[0]
            for sort in dict.fromkeys((held.name, head, *([_CHIEF] if held.value.chief else []))):
                for house in (_ANYWHERE, *dict.fromkeys(org.name for org in orgs)):
                    self._offices[sort, house].append((held.first, person))

    def house(self, role: Mention) -> Mention | None:
        """The organisation that speaks through a role without a name: "a spokesperson for Acme"."""
        return next(iter(self.seats.get(id(role), ())), None)

    @cached_property
    def unnamed(self) -> Mention | None:
        """The organisation that a text speaks of without naming it, known by its products and sites.

        Such a text begins with "the company" before any organisation is named.
        """
        nouns = [m for m in self.text.mentions if m.kind == "REF" and _is_noun(m) and "ORG" in m.value.kinds]
        if not nouns or any(o.first < nouns[0].first for o in self.orgs):
            return None
        named = {o.name for o in self.orgs}
        owners: Counter[str] = Counter()
        for m in self.text.mentions:
            if m.known and m.kind == "PRODUCT":
                owners[self.atlas.owner_of(str(m.value)) or ""] += 1
            elif m.known and m.kind == "FACILITY":
                facility = self.atlas.facility(str(m.value))
                owners.update(facility.owner[:1] if facility else ())
        for name, _ in owners.most_common():
            if name and name not in named:
                return _implied(nouns[0], name)
        return None

    @cached_property
    def salience(self) -> Salience:
        """Ranks the organisations of the text."""
        return Salience(self.text, self.orgs, self._kind_of, self.told)

    def _kind_of(self, mention: Mention) -> str | None:
        known = self.atlas.org(str(mention.value or mention.name)) if mention.known else None
        return known.kind if known else None

    def spoken_of(self, token: int, avoid: Iterable[str] = (), form: str = "none", slot: str = "") -> Mention | None:
        """The organisation that the text is about at a token, though its sentence names none."""
        return self.unnamed or self.salience.best(Question(token, form, slot), avoid)

    def main(self) -> Mention | None:
        """The organisation that the whole text is about, where one stands out."""
        ranked = sorted(self._share, key=lambda name: -self._share[name])
        if not ranked or (len(ranked) > 1 and self._share[ranked[0]] < _STANDS_OUT * self._share[ranked[1]]):
            return None
        return next(m for m in self.orgs if m.name == ranked[0])

    def _near(self, mentions: list[Mention], reference: Mention) -> list[Mention]:
        """Those of the mentions, which are in text order, that a reference reaches back to."""
        return self._reaching_back(mentions, reference.first, _FAR)

    def _reaching_back(self, mentions: list[Mention], token: int, sentences: int) -> list[Mention]:
        """The mentions that end before a token and begin at most so many sentences before its own."""
        oldest = self.text.sentences[max(0, self.text.sentence_of(token).index - sentences)].first
        low = bisect_left(mentions, oldest, key=lambda m: m.first)
        high = bisect_right(mentions, token, key=lambda m: m.last)
        return mentions[low:high]

    def _salient(self, before: list[Mention], reference: Mention) -> Mention:
        """The free subject of the nearest sentence that has one, else the most recent."""
        here = self.text.sentence_of(reference.first).index

        def weight(item: tuple[int, Mention]) -> float:
            rank, m = item
            gap = here - self.text.sentence_of(m.first).index
            subject = m.prep is None and m.owner is None and not m.genitive
            share = self._share.get(m.name, 0.0) if m.kind == "ORG" else 0.0
            agrees = self._agrees(reference, m)
            return -gap + _SUBJECT * subject + _EARLIER * (gap > 0) + _SHARE * share + _RECENT * rank + agrees

        return max(enumerate(before), key=weight)[1]

    @staticmethod
    def _agrees(reference: Mention, person: Mention) -> float:
        """What the first name of a person says against a pronoun."""
        wanted = reference.value.gender if reference.value else ""
        told = gender(person.name) if wanted else UNKNOWN
        return 0.0 if told in (UNKNOWN, wanted) else -_DIFFERS

    def _group(self, before: list[Mention]) -> list[Mention]:
        """The last list of persons: the mentions of the latest sentence that has at least two."""
        by_sentence: dict[int, list[Mention]] = {}
        for m in before:
            by_sentence.setdefault(self.text.sentence_of(m.first).index, []).append(m)
        for index in sorted(by_sentence, reverse=True):
            members = {m.name: m for m in by_sentence[index]}
            if len(members) >= 2:
                return list(members.values())
        return []


def _implied(noun: Mention, name: str) -> Mention:
    """A known organisation that a text describes and does not name."""
    return Mention("ORG", noun.first, noun.last, name, value=name, known=True, traits={"implied"})


def _signs(text: Text, org: Mention) -> bool:
    """Whether a name alone in brackets stands in the line with place and date: "AMSTERDAM (NPB) 16 september –"."""
    first = text.sentence_of(org.first).first
    bracketed = text.words[org.first - 1 : org.first] == ["("] and text.words[org.last : org.last + 1] == [")"]
    if not bracketed or not 1 < org.first - first <= _DATELINE:
        return False
    placed = all(m.kind in ("PLACE", "DATE") for m in text.between(first, org.first - 1))
    behind = range(org.last + 1, min(org.last + _DATELINE, len(text.words)))
    return placed and any(text.words[at] in "–—-" for at in behind)


def _is_noun(reference: Mention) -> bool:
    """Whether a reference is a description ("das Unternehmen") rather than a pronoun."""
    value: Reference = reference.value
    return not value.relative and not value.possessive and (value.noun or reference.last - reference.first >= 2)
