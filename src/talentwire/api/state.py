"""What every question and decision works on: the settings, the open ledger, and whom its names mean."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from types import TracebackType
from typing import Self

from talentwire.analyse.who import Who
from talentwire.config import Config, load_config
from talentwire.errors import NotFoundError
from talentwire.knowledge.atlas import Atlas
from talentwire.linking import Link
from talentwire.record.answers import Moment
from talentwire.record.axis import Clock, utc_now
from talentwire.record.ledger import Ledger
from talentwire.record.rows import Naming, end_of
from talentwire.resolve.linker import Linker


class State:
    """Settings and an open ledger. Use it in a ``with`` block, or call ``close``.

    Args:
        config: by default what ``talentwire.toml`` and the environment say.
        clock: tells the moment at which something is recorded; there for tests.

    Attributes:
        on_upgrade: hears in sentences how far an older ledger is brought up to date, where it takes a while.

    """

    on_upgrade: Callable[[str], None] | None = None

    def __init__(self, config: Config | None = None, *, clock: Clock = utc_now) -> None:
        self.config = config or load_config()
        self._clock = clock
        self._open: Ledger | None = None
        self._who: dict[str, Who] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger, if it is open."""
        if self._open:
            self._open.close()
        self._open = None
        self.forget()

    @cached_property
    def atlas(self) -> Atlas:
        """What is known about organisations, products, facilities and places."""
        return Atlas.load(self.config.knowledge)

    @cached_property
    def link(self) -> Link:
        """What judges names and folds copies while a document is recorded."""
        return Link(Linker(self.atlas))

    @cached_property
    def naming(self) -> Naming:
        """How names are told apart."""
        return Naming(partial(_key, self.link.linker), self.link.linker.type_of)

    def ledger(self, *, create: bool = False) -> Ledger:
        """The ledger; what an older program left undone in it is done first.

        Raises:
            LedgerError: when it cannot be opened.

        """
        if self._open is None:
            told = self.on_upgrade
            self._open = Ledger.open(self.config.ledger, create, naming=self.naming, clock=self._clock, told=told)
            self._open.catch_up(self.link)
        return self._open

    def now(self) -> datetime:
        """This moment."""
        return self._clock()

    def who(self, as_of: Moment | None = None) -> Who:
        """Whom names mean, now or as of a moment.

        Raises:
            NotFoundError: when the ledger began later.

        """
        then = "" if as_of is None else end_of(as_of)
        if then not in self._who:
            ledger = self.ledger()
            if as_of is not None and (began := ledger.began()) and began > then:
                raise NotFoundError(f"nothing was known as of {as_of}: this ledger began on {began[:10]}")
            self._who[then] = Who(ledger.links, self.atlas, as_of)
        return self._who[then]

    def forget(self) -> None:
        """Look up anew whom names mean, for the ledger has changed."""
        self._who.clear()


def _key(linker: Linker, name: str, kind: str) -> str:
    match kind:
        case "person" | "facility" | "product":
            return linker.key(name, kind)
        case _:
            return linker.key(name, "org")
