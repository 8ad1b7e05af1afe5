"""Signatures of what is sent to webhooks, as the Standard Webhooks specification has them.

Whoever receives something computes the same over its id, its moment and its body, and knows that it comes from whoever
has the secret, that nobody changed it, and, by the moment, that it is not sent anew by somebody who overheard it.
"""

import base64
import hmac
from typing import Final

PREFIX: Final = "whsec_"


def shown(secret: str) -> str:
    """A secret, kept as hexadecimal, in the form that receivers are set up with."""
    return PREFIX + base64.b64encode(bytes.fromhex(secret)).decode()


def signed(secret: str, message: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a message.

    Args:
        secret: as hexadecimal.
        message: its id, the same however often it is sent.
        at: the moment of sending, in seconds since 1970.
        body: what is sent.

    """
    content = f"{message}.{at}.".encode() + body
    signature = base64.b64encode(hmac.digest(bytes.fromhex(secret), content, "sha256")).decode()
    return {"webhook-id": message, "webhook-timestamp": str(at), "webhook-signature": f"v1,{signature}"}
