"""The questions who said what, who is tied to whom, and what changed between two moments."""

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.difference import changes
from talentwire.analyse.difference.change import Difference
from talentwire.analyse.difference.question import difference
from talentwire.analyse.said import said
from talentwire.analyse.said.asking import SaidAsked
from talentwire.analyse.ties import ties
from talentwire.analyse.ties.asking import TiesAsked
from talentwire.analyse.ties.finding import KINDS as TYING
from talentwire.api.bases import Bases
from talentwire.model.claims import KINDS
from talentwire.record.answers import Moment


class SaidAnswers(Bases):
    """What was said, what ties, what changed; each takes ``Asked``, the filters that all share."""

    def said(self, asked: Asked | None = None, how: SaidAsked | None = None) -> Answer:
        """Who said what and whether it was so: statements, claims with their answers, or track records.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return said(self.basis("said", KINDS, asked, sources=True), how or SaidAsked())

    def ties(self, asked: Asked | None = None, how: TiesAsked | None = None) -> Answer:
        """To whom an organisation is tied; without one, the deals and hires whose target is tied to others.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense.

        """
        return ties(self.basis("ties", TYING, asked), how or TiesAsked())

    def changes(self, since: Moment, until: Moment | None = None, asked: Asked | None = None) -> Answer:
        """What changed in the ledger between two moments, the second by default the one asked for, or now.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or began after the second moment.
            BadValueError: when the first moment comes after the second, or one is no moment.

        """
        return changes(*self.bases("changes", KINDS, since, until, asked))

    def difference(self, since: Moment, until: Moment | None = None, asked: Asked | None = None) -> Difference:
        """The same for programs: what became of each fact.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or began after the second moment.
            BadValueError: when the first moment comes after the second, or one is no moment.

        """
        return difference(*self.bases("changes", KINDS, since, until, asked))
