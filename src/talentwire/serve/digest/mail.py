"""An issue as a letter: plain text, the page beside it, and the picture in it."""

from email.message import EmailMessage
from typing import Final

from talentwire.analyse.digest.issue import Digest
from talentwire.serve.digest.frame import Frame
from talentwire.serve.digest.markdown import text
from talentwire.serve.digest.page import page
from talentwire.serve.sending.mail import Picture, letter

_PICTURE: Final = "week"


def mail(digest: Digest, site: str = "", sender: str = "") -> EmailMessage:
    """The issue as a letter, which ``send`` addresses.

    Args:
        digest: the issue.
        site: where people reach the server.
        sender: the address that it comes from; empty leaves that to ``send``.

    """
    drawn = Frame(digest, site).picture()
    pictures = [Picture(_PICTURE, drawn)] if drawn else []
    html = page(digest, site, f"cid:{_PICTURE}" if drawn else "")
    return letter(digest.title, text(digest, site), html, pictures, sender=sender, lang=digest.lang)
