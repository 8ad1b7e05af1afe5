"""All resources under ``/api/v1``."""

from typing import Final

from talentwire.serve.rest import answers, claims

ROUTERS: Final = (claims.router, answers.router)
