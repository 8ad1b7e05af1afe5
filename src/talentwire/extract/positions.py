"""Who holds or held which position, from the words beside a name.

"OpenAI-Chef Sam Altman", "Mark Chen, chief research officer at OpenAI", "Rachel Koh (ex-Acme)", "l'ex-patron de
GitHub". What is found here also tells frames where a person comes from.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from talentwire.extract.houses import Houses
from talentwire.extract.roles import Role
from talentwire.extract.surroundings import Surroundings
from talentwire.extract.text import Mention, Text

_COUNT_REACH = 3
_BELONGS_REACH = 4


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """A person's position as their name's surroundings give it, tokens ``first:last``.

    Attributes:
        person: who holds it.
        orgs: where, as far as the text says.
        role: as what, where the text says.
        former: whether it is over.
        first: index of the first token.
        last: index after the last token.
        words: the mention of the role.

    """

    person: Mention
    orgs: list[Mention]
    role: Role | None
    former: bool
    first: int
    last: int
    words: Mention | None = None


class Positions:
    """Reads the holdings of a text, and marks what belongs to them as no free argument.

    ``unheld`` has, by the id of a role that stands beside no name, the organisations of that role.
    """

    def __init__(self, text: Text, houses: Houses) -> None:
        """Prepare for one text."""
        self.text = text
        self.houses = houses
        self.unheld: dict[int, list[Mention]] = {}
        self.cues = text.pack.cues
        self.around = Surroundings(text)

    def read(self) -> list[Holding]:
        """All holdings, in text order."""
        holdings: list[Holding] = []
        for sentence in self.text.sentences:
            persons = self.text.inside(sentence, "PER")
            used: set[int] = set()
            last: Holding | None = None
            for role in self.text.inside(sentence, "ROLE"):
                holding = self._of_role(role, persons, used, last)
                if holding:
                    holdings += [holding, *self._shared(holding, role, persons)]
                    last = holding
            for person in persons:
                if id(person) not in used:
                    holdings += self._without_role(person)
        return sorted(holdings, key=lambda h: h.first)

    # A role and its person ------------------------------------------------------------------------------------

    def _of_role(
        self, role: Mention, persons: list[Mention], used: set[int], previous: Holding | None
    ) -> Holding | None:
        orgs, first, last = self.around.orgs_of(role)
        last = self._described_house(last, orgs)
        person = self._person_of(role, orgs, (first, last), persons)
        if person is None and orgs and previous is not None and self.around.joined(previous.last, first):
            person = previous.person  # "chief executive of Acme and chairman of Globex"
        elif person is None or (id(person) in used and person.last <= first):
            for org in orgs:
                org.owner = org.owner or role
            self.unheld[id(role)] = orgs
            return None
        used.add(id(person))
        for org in orgs:
            org.owner = person
        role.owner = person
        if role.last <= person.first:
            person.prep = person.prep or role.prep  # "an den Mitbegründer von Acme, Li Wei"
            orgs = orgs or self._governed_behind(person)
        former = role.value.former or self.around.former_before(first)
        self.houses.learn(person, [] if former else orgs)
        if not orgs and not former:
            house = self.houses.of(person, role, last)
            orgs = [house] if house else []
        link = self.text.lower[person.last] if person.last <= first else ""
        if self.around.is_copula(link):
            role.traits.add("predicate")
            former = former or self.cues.has("copulas_past", link)
        return Holding(person, orgs, role.value, former, min(first, person.first), max(last, person.last), role)

    def _person_of(
        self, role: Mention, orgs: list[Mention], tokens: tuple[int, int], persons: list[Mention]
    ) -> Mention | None:
        """The person right behind a role with its organisations, or the one in front whom it explains."""
        first, last = tokens
        after, before = self.around.person_after(last, persons), self.around.person_before(first, persons)
        if before is None and orgs and last > role.last:  # "Naveen Rao Vizepräsident für KI bei …": a comma was lost
            before = next((p for p in persons if p.last == role.first), None)
        if after and "," in self.text.lower[last : after.first]:
            aside = self.text.in_relative(first)  # "nine years, three of them as head of X, Li Wei …"
            after = after if aside < 0 or aside == self.text.in_relative(after.first) else None
        if after and before and "," in self.text.lower[last : after.first]:
            return before  # "Anna Berg, head of X at Y, Li Wei …": the comma before the next name ends the role
        return after or before

    def _described_house(self, last: int, orgs: list[Mention]) -> int:
        """The token behind the description of a house that a role has for a name: "the COO of the centre, Li Wei"."""
        if orgs:
            return last
        behind = (m for m in self.text.between(last, last + 1, "REF") if m.value.noun and "ORG" in m.value.kinds)
        house = next(behind, None)
        return last if house is None or house.prep is None else house.last

    def _shared(self, holding: Holding, role: Mention, persons: list[Mention]) -> Iterator[Holding]:
        """The others of a list that one plural role stands before: "three researchers, A, B and C"."""
        plural = self.text.lower[role.last - 1].endswith(self.text.pack.roles.plurals)
        counted = bool(self.text.between(max(0, role.first - _COUNT_REACH), role.first, "COUNT"))
        if role.first > holding.person.first or not (plural or counted):
            return
        previous = holding.person
        for person in persons[persons.index(previous) + 1 :]:
            if "listed" not in person.traits or "lists" not in previous.traits:
                return
            yield replace(holding, person=person, first=role.first, last=person.last)
            previous = person

    # A person without a role ----------------------------------------------------------------------------------

    def _without_role(self, person: Mention) -> Iterator[Holding]:
        """ "Nvidia's Jensen Huang", "ex-OpenAI Barret Zoph", or what stands behind the name."""
        before = self.around.house_before(person)
        if before is None:
            yield from self._house_behind(person)
            return
        org, former = before
        org.owner = person
        yield Holding(person, [org], None, former, org.first, person.last)

    def _house_behind(self, person: Mention) -> Iterator[Holding]:
        """ "Calvin French (ex-Segment)", "Deedy Das of Menlo Ventures"."""
        end = self.text.sentence_of(person.first).last
        opening = self.text.words[person.last] if person.last < end else ""
        start = person.last + (opening in ("(", ","))
        governed = former = apart = False
        for at in range(start, min(start + _BELONGS_REACH, end)):
            found = self.text.between(at, at + 1, "ORG")
            if found:
                alone = (apart or (at == start and opening == "(")) and self._closes(found[0], end)
                if governed or former or alone:
                    found[0].owner = person
                    yield Holding(person, found[:1], None, former, person.first, found[0].last)
                return
            word = self.text.lower[at]
            if self.cues.has("former", word):
                former = True
            elif self.cues.has("belongs", word):
                governed = True
            elif at == start > person.last and self.cues.has("belongs_apart", word):
                apart = True  # "Anna Berg, di Acme,": without the comma it may belong to the word in front
            elif word != "-" and not self.cues.has("articles", word) and not self.cues.has("adverbs", word):
                return

    def _governed_behind(self, person: Mention) -> list[Mention]:
        """The house of a title in front of a name: "topman Li Wei van Acme", "le patron Li Wei, de Acme"."""
        end = self.text.sentence_of(person.first).last
        if person.last >= end or not self.cues.has("belongs", self.text.lower[person.last]):
            return []
        for at in range(person.last + 1, min(person.last + _BELONGS_REACH, end)):
            found = self.text.between(at, at + 1, "ORG")
            if found:
                found[0].owner = person
                return found[:1]
            if not self.cues.has("articles", self.text.lower[at]):
                return []
        return []

    def _closes(self, org: Mention, end: int) -> bool:
        """Whether a bracket or a clause ends behind an organisation."""
        return org.last < end and self.text.words[org.last] in "),.:;"
