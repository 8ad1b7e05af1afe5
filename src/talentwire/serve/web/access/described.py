"""The description of a server with log-in says how to send a token, and what each address needs."""

from typing import Any, Final

from fastapi import FastAPI

from talentwire.serve.web.access.needed import needed

_SCHEME: Final = "token"
_VERBS: Final = frozenset({"get", "put", "post", "delete", "patch"})


def describe(app: FastAPI) -> None:
    """Add to the description of a server which scopes its addresses need."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        made = plain()
        schemes = made.setdefault("components", {}).setdefault("securitySchemes", {})
        if _SCHEME in schemes:
            return made
        schemes[_SCHEME] = {
            "type": "http", "scheme": "bearer", "bearerFormat": "talentwire_…",
            "description": "A token of `talentwire token add`. Scopes: read, write (documents), review (decisions).",
        }  # fmt: skip
        for path, verbs in made["paths"].items():
            for verb in _VERBS & verbs.keys():
                scopes = sorted(needed(verb.upper(), path))
                verbs[verb]["security"] = [{_SCHEME: scopes}] if scopes else []
        return made

    app.openapi = openapi  # type: ignore[method-assign]
