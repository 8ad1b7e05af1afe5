"""Which mention fills a slot of a frame.

A slot's places are tried in order; among the mentions that fit, the nearest in the same clause wins.
"""

from functools import cache

from talentwire.extract.frames import Frame, fillers_of
from talentwire.extract.places import Places
from talentwire.extract.references import Resolver
from talentwire.extract.tenures import PAST
from talentwire.extract.text import Mention, Text
from talentwire.lang.cues import Reference
from talentwire.lang.grammar import Trigger

_FLOOR = -3.8
"""A mention that stands worse fills nothing."""
_ORDER = 0.05
"""What it costs to stand behind a preposition that is named later for a slot."""
_BESIDE = 0.8
"""How near a person must be to stand for a party where no organisation does."""
_MEANT = {"person": "PER", "speaker": "PER"}
"""What a reference must mean in a slot, other than an organisation."""
_NOTHING: frozenset[str] = frozenset()
_COUNTS_ELSE = {
    "count": frozenset({"chips"}),
    "headcount": frozenset({"chips", "all"}),
    "accelerators": frozenset({"staff"}),
}
"""What a number in a slot does not count."""
_DEFINITE = 2
"""Tokens in front of a position among which its article stands."""
_RIGHT_BEHIND = 3
"""Tokens behind a verb in which its subject may stand."""
_SHORT = 2
"""Letters up to which a word is no verb whose ending could tell a plural."""
_SHARED = 4
"""Tokens behind a share in which stands what it is a share of."""
_COUNTED = ("headcount", "count")
"""Slots for a number of people, who may be a part of more."""
_PART_REACH = 6
"""Tokens between a part and the whole of which it is one."""
_DOCUMENT = "doc"
"""The place of what the whole text is about."""


class Fillers:
    """Chooses the mentions of one text for the slots of its frames."""

    def __init__(self, text: Text, resolver: Resolver, heads: dict[str, Mention], sources: set[int]) -> None:
        """Prepare for one text; for ``heads`` and ``sources`` see :class:`talentwire.extract.finder.FrameFinder`."""
        self.text = text
        self.resolver = resolver
        self.heads = heads
        self.sources = sources
        self.places = Places(text, resolver)

    def fill(self, frame: Frame, slot: str, places: tuple[str, ...], used: set[int]) -> None:
        """Fill a slot of a frame with mentions not used yet, where any fits, and note them as used."""
        agent = self._agent(frame, slot, places, used)
        if agent is not None:
            frame.slots[slot] = [self.heads[agent.name]]
            used |= {id(agent), id(self.heads[agent.name])}
            return
        chosen = self._choose(frame, slot, places, used) or self._holder(frame, slot, places, used)
        chosen = chosen or self._left_out(frame, slot, places)
        if chosen is not None:
            chosen = self._part(chosen) if slot in _COUNTED and not frame.holds(chosen) else chosen
            frame.slots[slot] = self._with_list(chosen, used)
            frame.costs[slot] = self.places.distance(frame, chosen)
            used |= {id(m) for m in frame.slots[slot]}

    def _part(self, count: Mention) -> Mention:
        """The part where a number is the whole: the 40 of "40 of its 110 engineers"."""
        part = next(iter(reversed(self.text.between(max(0, count.first - _PART_REACH), count.first, "COUNT"))), None)
        if part is None or self.text.sentence_of(part.first) is not self.text.sentence_of(count.first):
            return count
        names = {at for m in self.text.between(part.last, count.first, "ORG", "REF") for at in range(m.first, m.last)}
        lists = ("articles", "determiners", "genitives", "possessives", "adverbs")
        words = [w for at, w in enumerate(self.text.lower[part.last : count.first], part.last) if at not in names]
        of = self.text.pack.roles.of
        light = all(w in of or any(self.text.pack.cues.has(name, w) for name in lists) for w in words)
        return part if words and light and part.value.value < count.value.value else count

    def _agent(self, frame: Frame, slot: str, places: tuple[str, ...], used: set[int]) -> Mention | None:
        """A head who acts for the organisation: "Zuckerberg hired …", where no organisation is the subject."""
        kinds = fillers_of(frame.trigger.kind)[slot]
        if "ORG" not in kinds or places[:1] != ("subject",) or frame.trigger.noun:
            return None
        before = [m for m in self.text.inside(frame.sentence) if m.last <= frame.first and id(m) not in used]
        house = self._best(frame, [m for m in before if m.kind in kinds and m.owner is None], places[:1])
        head = self._best(frame, [m for m in before if m.kind == "PER" and m.name in self.heads], places[:1])
        if house is None or head is None:
            return head if house is None else None
        apart = "," in self.text.words[house.last : head.first]  # "Acme wants chips, and Li Wei hires …"
        return head if apart and head.last == frame.first and self.heads[head.name].name == house.name else None

    def _holder(self, frame: Frame, slot: str, places: tuple[str, ...], used: set[int]) -> Mention | None:
        """The position without a name whose holder the text names elsewhere: "The vice president joins Acme"."""
        if slot != "person" or frame.trigger.noun:
            return None
        roles = [m for m in self.text.inside(frame.sentence, "ROLE") if m.owner is None and id(m) not in used]
        known = [m for m in roles if self._definite(m) and self.resolver.described(m) is not None]
        return self._best(frame, known, tuple(p for p in places if p in ("subject", "object")))

    def _definite(self, role: Mention) -> bool:
        """Whether an article stands in front of a position, so that a certain holder of it is meant."""
        seats = self.resolver.seats.get(id(role), ())
        begin = min([role.first, *(org.first for org in seats if org.first < role.first)])  # "the Acme engineer"
        first = self.text.sentence_of(role.first).first
        before = self.text.lower[max(first, begin - _DEFINITE) : begin]
        return any(self.text.pack.cues.has("determiners", word) for word in before)

    def _left_out(self, frame: Frame, slot: str, places: tuple[str, ...]) -> Mention | None:
        """The person that a verb without a subject means, where the language may leave it out: "Dejó Acme en mayo"."""
        cues = self.text.pack.cues
        verbal = slot == "person" and places[:1] == ("subject",) and not frame.trigger.noun
        if not (cues.null_subject and verbal):
            return None
        plural = tuple(cues.words.get("plural_verbs", ()))
        verbs = self.text.lower[max(frame.sentence.first, frame.first - 1) : frame.last]
        if any(v.endswith(plural) for v in verbs if len(v) > _SHORT):
            return None
        near = [m for m in self.text.inside(frame.sentence) if m.first <= frame.last + _RIGHT_BEHIND]
        bare = near[0] if near and near[0].kind == "ROLE" and not self._definite(near[0]) else None  # "Once a judge, …"
        said = any(
            m.prep is None and self._may_act(m) and m.owner is None and m is not bare
            for m in near
            if m.first < frame.first
        )
        behind = any(m.prep is None and m.kind == "PER" for m in near)
        return None if said or behind else self.resolver.left_out(frame.first)

    @staticmethod
    def _may_act(mention: Mention) -> bool:
        """Whether a mention in front of a verb may be its subject."""
        if mention.kind == "REF":
            return not mention.value.possessive
        return mention.kind in ("PER", "ORG", "GROUP", "COUNT", "ROLE")

    def _choose(self, frame: Frame, slot: str, places: tuple[str, ...], used: set[int]) -> Mention | None:
        kinds = fillers_of(frame.trigger.kind)[slot]
        mentions = self.text.inside(frame.sentence, *kinds)
        reserved = _reserved(frame.trigger, slot) - set(places)
        candidates = [m for m in mentions if id(m) not in used and m.prep not in reserved and self._may(m, slot)]
        if not {"ORG", "PER"} <= set(kinds):
            return self._freest(frame, slot, candidates, places)
        # people buy seldom: only where no organisation stands there, and what they take over is a post, not a house
        firms = [m for m in candidates if m.kind == "ORG" or (m.kind != "PER" and m.last <= frame.first)]
        whole = frame.trigger.kind == "deal" and frame.trigger.fixed.get("kind") == "acquisition"
        before = [] if whole else [m for m in candidates if m.last <= frame.first]
        near = [m for m in before if self.places.distance(frame, m) < _BESIDE]
        return self._freest(frame, slot, firms, places) or self._best(frame, near, places[:1])

    def _freest(self, frame: Frame, slot: str, candidates: list[Mention], places: tuple[str, ...]) -> Mention | None:
        """The best mention that belongs to no other one, else the best that does."""
        inside = tuple(p for p in places if p != _DOCUMENT)
        best = self._best(frame, [m for m in candidates if m.owner is None], inside)
        if best is None:
            best = self._best(frame, [m for m in candidates if slot != "to_org" or self._titled(frame, m)], inside)
        return best

    @staticmethod
    def _titled(frame: Frame, org: Mention) -> bool:
        """Whether a house stands between the title that a frame begins with and its person: "New CTO at A: Li Wei".

        Else nobody goes where somebody else is said to be.
        """
        if (
            org.owner is not None
            and org.owner.kind == "ROLE"
            and frame.first <= org.owner.first <= frame.last <= org.first
        ):
            return True  # "takes the presidency of Acme"
        persons = frame.slots.get("person", ())
        return any(frame.first <= org.first and org.last <= p.first and org.owner is p for p in persons)

    def from_context(self, frame: Frame, slot: str) -> None:
        """Fill a slot that its sentence leaves open with what the text speaks of, where that plays no part yet."""
        trigger = frame.trigger
        if not frame.complete(but=slot) or slot in frame.slots or _DOCUMENT not in trigger.slots[slot]:
            return
        parts = [m for filling in frame.slots.values() for m in filling]
        refs = (self.resolver.org(m) for m in parts if m.kind == "REF")
        taken = {m.name for m in parts if m.kind == "ORG"} | {m.name for m in refs if m}
        found = self.resolver.spoken_of(frame.first, taken, slot=f"{trigger.kind} {slot}")
        if found is not None and found.name not in taken:
            frame.slots[slot] = [found]

    def _best(self, frame: Frame, candidates: list[Mention], places: tuple[str, ...]) -> Mention | None:
        """The mention that stands best at the first place where any stands well enough."""
        for alike in self.places.groups(places):
            best: Mention | None = None
            score = _FLOOR
            for mention in candidates:
                points = self._points(frame, mention, alike)
                if points is not None and points > score:
                    best, score = mention, points
            if best:
                return best
        return None

    def _points(self, frame: Frame, mention: Mention, alike: tuple[str, ...]) -> float | None:
        """How well a mention stands at the best of some places, of which the first are preferred a little."""
        scores = ((order, self.places.score(frame, mention, place)) for order, place in enumerate(alike))
        return max((points - _ORDER * order for order, points in scores if points is not None), default=None)

    def _may(self, mention: Mention, slot: str) -> bool:
        """Whether a mention may fill a slot at all, wherever it stands."""
        if mention.kind == "REF":
            return self._may_refer(mention.value, mention.first, slot)
        if mention.kind == "ROLE" and slot in ("recipient", "group"):
            return mention.owner is None
        if slot == "facility" and mention.kind == "PLACE":  # a place that no map has is a site
            return not mention.known and mention.value is None
        if slot == "stake_pct" and self._of_people(mention):
            return False
        if id(mention) in self.sources or mention.traits & _COUNTS_ELSE.get(slot, _NOTHING):
            return False
        return mention.kind != "ORG" or self._may_org(mention, slot)

    def _of_people(self, share: Mention) -> bool:
        """Whether a share is one of people: "30 % de son personnel"."""
        groups = self.text.between(share.last, share.last + _SHARED, "GROUP")
        return any(group.prep in self.text.pack.roles.of for group in groups)

    def _may_refer(self, value: Reference, token: int, slot: str) -> bool:
        """Whether a reference may fill a slot; a first person only where it is known who speaks."""
        meant = _MEANT.get(slot, "ORG") in value.kinds and not value.possessive
        return meant and not (value.first and self.resolver.told.speaker(token) is None)

    def _may_org(self, mention: Mention, slot: str) -> bool:
        """Whether an organisation may fill a slot: an outlet takes and loses people, but does little else."""
        if slot == "product":  # the tagger takes an unknown product for a company
            return not mention.known
        if slot in ("to_org", "from_org"):
            return slot == "from_org" or PAST not in mention.traits
        return not self.resolver.is_outlet(mention)

    def _with_list(self, chosen: Mention, used: set[int]) -> list[Mention]:
        """The chosen mention with the list it is part of."""
        if not chosen.traits & {"listed", "lists"}:
            return [chosen]
        row = self.text.inside(self.text.sentence_of(chosen.first), chosen.kind)
        low = high = row.index(chosen)
        while low > 0 and "listed" in row[low].traits:
            low -= 1
        while high + 1 < len(row) and "listed" in row[high + 1].traits:
            high += 1
        return [m for m in row[low : high + 1] if id(m) not in used]


@cache
def _reserved(trigger: Trigger, slot: str) -> frozenset[str]:
    """The prepositions that lead to other slots for the same sort of mention: "the takeover by X" buys no X."""
    kinds = fillers_of(trigger.kind)
    sorts = set(kinds[slot]) - {"REF"}
    others = [places for name, places in trigger.slots.items() if name != slot and set(kinds[name]) & sorts]
    return frozenset(place for places in others for place in places)
