"""Why a mail did not go, in a sentence, and whether it may go later."""

import smtplib
import ssl
from typing import Final

from talentwire.serve.sending.lines import one_line

_SERVER_GONE: Final = 421
_REPLY: Final = 200
"""So many characters of what a server answers are shown."""


def why_not(error: Exception, server: str, timeout: float) -> tuple[str, bool]:
    """Why a mail did not go, and whether it may go later.

    Args:
        error: of the SMTP library, or of the network.
        server: how the server is called.
        timeout: seconds that it had to answer.

    """
    if isinstance(error, smtplib.SMTPException):
        return _refused(error, server)
    match error:
        case ssl.SSLCertVerificationError():
            why = one_line(str(error.verify_message))
            return f"the certificate of the mail server {server} does not hold ({why}); nothing was sent", False
        case ssl.SSLError():
            hint = "is smtp_tls as the server wants it?"
            return f"no encrypted connection with the mail server {server} ({hint}): {error.reason or error}", False
        case TimeoutError():
            return f"the mail server {server} did not answer within {timeout:g} seconds", True
        case _:
            why = one_line(str(getattr(error, "strerror", None) or error))
            return f"the mail server {server} cannot be reached: {why}", True


def is_gone(error: Exception) -> bool:
    """Whether nothing more can be said over this connection."""
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == _SERVER_GONE
    return isinstance(error, smtplib.SMTPServerDisconnected) or not isinstance(error, smtplib.SMTPException)


def _refused(error: smtplib.SMTPException, server: str) -> tuple[str, bool]:
    match error:
        case smtplib.SMTPRecipientsRefused():
            (who, (code, words)), *_ = error.recipients.items()
            return f"the mail server {server} refuses {who}: {_answered(code, words)}", _for_now(code)
        case smtplib.SMTPServerDisconnected():
            return f"the mail server {server} broke the connection off", True
        case smtplib.SMTPResponseException():
            code, said = error.smtp_code, _answered(error.smtp_code, error.smtp_error)
            if isinstance(error, smtplib.SMTPAuthenticationError):
                return f"the mail server {server} refuses the log-in with smtp_user: {said}", _for_now(code)
            return f"the mail server {server} refuses the mail: {said}", _for_now(code)
        case _:
            return f"the mail server {server} cannot do what is needed: {one_line(str(error))}", False


def _answered(code: int, words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {one_line(said, _REPLY)}".strip()


def _for_now(code: int) -> bool:
    return not 500 <= code < 600
