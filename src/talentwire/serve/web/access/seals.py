"""Seals of forms: what shows that a form was made by this server for this session (OWASP's synchroniser token).

A seal follows from the secret of the session, so that nothing has to be kept. It is masked anew on every page, so that
it cannot be found out from the sizes of compressed answers.
"""

import base64
import binascii
import secrets
from hashlib import sha256
from typing import Final

FIELD: Final = "seal"
"""Name of the field in a form."""
HEADER: Final = "x-talentwire-seal"
"""Name of the header of a request that is no form."""
_SIZE: Final = 32


def seal_of(session: str) -> bytes:
    """The seal of a session, by the secret in its cookie, which cannot be worked out from it."""
    return sha256(b"seal of a form\0" + session.encode()).digest()


def masked(seal: bytes) -> str:
    """A seal as a page has it, another text each time."""
    mask = secrets.token_bytes(_SIZE)
    return base64.urlsafe_b64encode(mask + _crossed(seal, mask)).decode().rstrip("=")


def matches(given: str, seal: bytes) -> bool:
    """Whether what came with a form is this seal."""
    try:
        held = base64.urlsafe_b64decode(given.encode() + b"=" * (-len(given) % 4))
    except (ValueError, binascii.Error):
        return False
    return len(held) == 2 * _SIZE and secrets.compare_digest(_crossed(held[:_SIZE], held[_SIZE:]), seal)


def _crossed(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
