"""What stands beside a role or a name: the organisations of a role, the person it explains, "former" before it."""

from collections.abc import Iterator

from talentwire.extract.text import Mention, Text, tokens_of

_LEFT_REACH = 7
_RIGHT_REACH = 6
_LISTED_REACH = 8
_POSSESSED = 4
_JOINED = 5
"""Tokens between two roles of one person."""
_PERSON_AFTER = 3
_PERSON_BEFORE = 9
_EQUATED = 7
"""Tokens between a role and the name that a verb makes its holder."""
_FORMER_REACH = 4
_QUOTES = "\"“”„«»'"
_EXPLAINING = ("former", "adverbs", "copulas", "copulas_past", "remain", "possessives", "relative", "nows")
"""The word lists of what may stand between a name and the role that explains it."""


class Surroundings:
    """Looks at the words beside roles and names of one text."""

    def __init__(self, text: Text) -> None:
        """Prepare for one text."""
        self.text = text
        self.cues = text.pack.cues

    def orgs_of(self, role: Mention) -> tuple[list[Mention], int, int]:
        """The organisations that belong to a role, and the tokens of role and organisations together."""
        left = self._org_left(role.first)
        if left:
            return [left], left.first, role.last
        right = self._orgs_right(role.last)
        return right, role.first, right[-1].last if right else role.last

    def _org_left(self, first: int) -> Mention | None:
        """ "OpenAI-Chef", "OpenAI CEO", "Meta's CTO", "Metas Technikvorstand"."""
        end, start = first, self.text.sentence_of(first).first
        while end > start and self._links(self.text.lower[end - 1]):
            end -= 1
        beside = self.text.between(max(start, end - 1 - _LEFT_REACH), end, "ORG", "UNIT")
        return next((mention for mention in beside if mention.last == end), None)

    def _links(self, word: str) -> bool:
        """Whether a word stands between an organisation and its role: a hyphen, a genitive, "former"."""
        return word in ("-", "'") or self.cues.has("genitives", word) or self.cues.has("former", word)

    def _orgs_right(self, last: int) -> list[Mention]:
        """ "CEO of OpenAI", "Leiter der Infrastruktur bei xAI und X", "patron de GitHub", "CEO (OpenAI)"."""
        governed = False
        for at in range(last, min(last + _RIGHT_REACH, self.text.sentence_of(last - 1).last)):
            found = self.text.between(at, at + 1, "ORG")
            if found and (governed or at == last):
                return [self._possessed(found[0]), *self._listed(found[0])] if governed else []
            if at == last and self.text.words[at] == ",":
                return self._behind_comma(at + 1)
            if self.text.lower[at] in self.text.pack.roles.at:
                governed = True
            elif not governed or not self._describes(at):
                return []
        return []

    def _possessed(self, org: Mention) -> Mention:
        """ "Acme's rival Globex" is Globex."""
        end = self.text.sentence_of(org.first).last
        marked = org.last < end and self.cues.has("genitives", self.text.lower[org.last])
        if not (org.genitive or marked):
            return org
        at = org.last + marked
        behind = self.text.between(at, min(at + _POSSESSED, end), "ORG")
        plain = behind and all(word[0].isalpha() for word in self.text.words[at : behind[0].first])
        return behind[0] if plain else org

    def _behind_comma(self, at: int) -> list[Mention]:
        """ "Li Wei, head of engineering, Acme": the organisation alone between commas or before the end."""
        for org in self.text.between(at, at + 1, "ORG"):
            if org.last >= len(self.text.words) or self.text.words[org.last] in ').;:"”»“' or self._ends(org.last):
                return [org]
        return []

    def _ends(self, at: int) -> bool:
        """Whether a sentence begins at a token."""
        return self.text.sentence_of(at).first == at

    def _describes(self, at: int) -> bool:
        """A word between "of the" and a name: an article, an adjective or a noun in apposition."""
        word = self.text.words[at]
        return word[0].isalpha() or word in '-"“„«' or self.cues.has("articles", self.text.lower[at])

    def _listed(self, org: Mention) -> Iterator[Mention]:
        """The other organisations of a list; those behind a comma no longer belong to the role."""
        previous = org
        for mention in self.text.between(org.last, org.last + _LISTED_REACH, "ORG"):
            joined = "listed" in mention.traits and "lists" in previous.traits
            if not joined or mention.first - previous.last > 2:
                return
            if "," not in self.text.lower[previous.last : mention.first]:
                yield mention
            previous = mention

    def person_after(self, last: int, persons: list[Mention]) -> Mention | None:
        """A person who stands right behind, a comma or an article at most between."""
        for person in persons:
            between = self.text.lower[last : person.first]
            if person.first >= last and len(between) <= _PERSON_AFTER and all(map(self._light, between)):
                return person
            if person.first >= last:
                return person if self._equates(last, person.first) else None
        return None

    def _equates(self, first: int, last: int) -> bool:
        """Whether a verb makes a role and the name behind it one: "the boss of Acme is", "die Chefin heißt"."""
        if first < last and self.text.lower[first].endswith("'"):
            first += 1  # "s'appelle"
        if not 0 < last - first <= _EQUATED or not self._equating(self.text.lower[first]):
            return False
        dated = tokens_of(self.text.between(first, last, "DATE"))
        rest = (self.text.lower[at] for at in range(first + 1, last) if at not in dated)
        return all(self._light(w) or any(self.cues.has(name, w) for name in ("adverbs", "nows", "since")) for w in rest)

    def _equating(self, word: str) -> bool:
        return any(self.cues.has(name, word) for name in ("copulas", "copulas_past", "remain", "equals"))

    def person_before(self, first: int, persons: list[Mention]) -> Mention | None:
        """A person in front, whom the role explains: a comma or bracket, articles and "former" between."""
        person = next((p for p in reversed(persons) if p.last <= first), None)
        between = self.text.lower[person.last : first] if person else []
        if not between or len(between) > _PERSON_BEFORE:
            return None
        opens = between[0] in ",(–—-:" or self.is_copula(between[0])
        return person if opens and all(self._light(w) or self._explains(w) for w in between) else None

    def joined(self, first: int, last: int) -> bool:
        """Whether "and", with articles and "former" at most, joins what ends at ``first`` to what comes at ``last``."""
        between = self.text.lower[first:last]
        linked = any(self.cues.has("conjunctions", word) for word in between)
        lists = ("conjunctions", "articles", "former", "nows", "adverbs")
        passed = all(word == "," or any(self.cues.has(name, word) for name in lists) for word in between)
        return 0 < len(between) <= _JOINED and linked and passed

    def is_copula(self, word: str) -> bool:
        """Whether a word links a person to a position: "is", "war", "reste"."""
        return any(self.cues.has(name, word) for name in ("copulas", "copulas_past", "remain"))

    def _light(self, word: str) -> bool:
        return word in _QUOTES or word in ",:" or self.cues.has("articles", word)

    def _explains(self, word: str) -> bool:
        return word in "(–—-" or word.isdigit() or any(self.cues.has(name, word) for name in _EXPLAINING)

    def former_before(self, first: int) -> bool:
        """Whether "former" stands before a role, articles and adverbs passed over."""
        start = max(self.text.sentence_of(first).first, first - _FORMER_REACH)
        for word in reversed(self.text.lower[start:first]):
            if self.cues.has("former", word):
                return True
            if not (word == "-" or self.cues.has("articles", word) or self.cues.has("adverbs", word)):
                return False
        return False

    def house_before(self, person: Mention) -> tuple[Mention, bool] | None:
        """The organisation right before a name, and whether that is over: "Nvidia's Li Wei", "ex-Nvidia Li Wei"."""
        start = max(self.text.sentence_of(person.first).first, person.first - _LEFT_REACH)
        org = next(iter(reversed(self.text.between(start, person.first, "ORG"))), None)
        if org is None or org.owner is not None:
            return None
        former = self.former_before(org.first)
        between = [w for w in self.text.lower[org.last : person.first] if not self.cues.has("genitives", w)]
        if not between:
            return (org, former) if former or org.genitive else None
        if between[0] == "-":
            between = between[1:]
        member = len(between) == 1 and self.cues.has("members", between[0])
        return (org, former or self.cues.has("alumni", between[0])) if member else None
