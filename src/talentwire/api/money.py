"""The questions about money, and the rates at which their sums are converted."""

from functools import cached_property

from talentwire.analyse.answers.answer import Answer
from talentwire.analyse.answers.asked import Asked
from talentwire.analyse.money.rates import Rates
from talentwire.analyse.offer import offer
from talentwire.analyse.offer.asking import OfferAsked
from talentwire.analyse.pay import pay
from talentwire.analyse.pay.asking import PayAsked
from talentwire.analyse.shares import shares
from talentwire.analyse.shares.asking import SharesAsked
from talentwire.api.bases import Bases

PRICES = ("move", "position", "pay", "deal", "workforce")
OFFERS = ("move", "position", "pay", "workforce", "compute")
ROUNDS = ("funding", "pay", "workforce")


class MoneyAnswers(Bases):
    """The questions about money; each takes ``Asked``, the filters that all share."""

    def pay(self, asked: Asked | None = None, how: PayAsked | None = None) -> Answer:
        """The price of people: pay and offers as a distribution or one by one, prices per head, figures checked.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense, or the table of rates cannot be used.

        """
        return pay(self.basis("money", PRICES, asked), how or PayAsked(), self.rates)

    def shares(self, asked: Asked | None = None, how: SharesAsked | None = None) -> Answer:
        """Selling shares: rounds by kind, new money and money for holders, dilution, valuations.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense, or the table of rates cannot be used.

        """
        return shares(self.basis("money", ROUNDS, asked), how or SharesAsked(), self.rates)

    def offer(self, how: OfferAsked, asked: Asked | None = None) -> Answer:
        """What if: an offer beside the known ones, what became of the nearest, and how few they are.

        Raises:
            NotFoundError: when the ledger knows no such person or organisation, or nothing as of that moment.
            BadValueError: when what is asked for makes no sense, or the table of rates cannot be used.

        """
        return offer(self.basis("money", OFFERS, asked), how, self.rates)

    @cached_property
    def rates(self) -> Rates:
        """The table of rates that the setting ``rates`` names; an empty one without.

        Raises:
            BadValueError: naming the line of the table that cannot be used.

        """
        return Rates.load(self.config.rates) if self.config.rates else Rates()
