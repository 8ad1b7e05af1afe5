"""The exceptions of Talentwire: each says what was wrong, where, and what to do, in one sentence."""


class TalentwireError(Exception):
    """Anything Talentwire refuses; its text is fit to be shown to a user as it is."""


class BadValueError(TalentwireError):
    """A value (a sum, a date, a status, a slot) that does not parse or does not belong there."""


class ReadError(TalentwireError):
    """A place or a document that cannot be read."""


class PackError(TalentwireError):
    """A language pack or knowledge file that breaks its own rules."""


class GroundingError(TalentwireError):
    """Evidence that does not stand in the document it is said to come from."""


class LedgerError(TalentwireError):
    """A ledger file that cannot be opened, is of another kind, or is newer than this program."""


class BulkError(TalentwireError):
    """A folder of bulk reading that cannot be used, or a runner that cannot be reached."""


class NotFoundError(TalentwireError):
    """A claim, document, person or organisation that the ledger does not hold."""


class DoneError(NotFoundError):
    """A decision that cannot be undone, because it was undone before; ``when`` is the moment of that."""

    def __init__(self, said: str, when: str) -> None:
        super().__init__(said)
        self.when = when


class ConflictError(TalentwireError):
    """A decision that contradicts what was decided before; its text shows by what."""


class ConfigError(TalentwireError):
    """A setting that is unknown or has a value that cannot be used."""


class ModelError(TalentwireError):
    """A language model that cannot be asked, or whose answer is of no use; ``usage`` is what was spent on it."""

    usage: object = None


class PassageTooLongError(ModelError):
    """A passage that is longer than a language model can take."""


class MailError(TalentwireError):
    """Mail that nobody got; ``temporary`` where the same may go through later."""

    temporary: bool = False
