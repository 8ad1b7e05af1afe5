"""What stands beside a role or a name: the organisations of a role, the person it explains, "former" before it."""

from collections.abc import Iterator

from talentwire.extract.text import Mention, Text

_LEFT_REACH = 7
_RIGHT_REACH = 6
_LISTED_REACH = 8
_PERSON_AFTER = 3
_PERSON_BEFORE = 9
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
                return [found[0], *self._listed(found[0])] if governed else []
            if self.text.lower[at] in self.text.pack.roles.at:
                governed = True
            elif not governed or not self._describes(at):
                return []
        return []

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
        return None

    def person_before(self, first: int, persons: list[Mention]) -> Mention | None:
        """A person in front, whom the role explains: a comma or bracket, articles and "former" between."""
        person = next((p for p in reversed(persons) if p.last <= first), None)
        between = self.text.lower[person.last : first] if person else []
        if not between or len(between) > _PERSON_BEFORE:
            return None
        opens = between[0] in ",(–—-:" or self.is_copula(between[0])
        return person if opens and all(self._light(w) or self._explains(w) for w in between) else None

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

    def possessive_before(self, first: int, reach: int) -> bool:
        """Whether "its" or "their" stands among the words before."""
        return any(self.cues.has("possessives", word) for word in self.text.lower[max(0, first - reach) : first])
