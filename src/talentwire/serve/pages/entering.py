"""Logging in with a token, and out; a form that came too late is kept until it can be sent."""

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from talentwire.api.access import Access, Token
from talentwire.errors import NotFoundError
from talentwire.serve.pages.look import Look, Seen, lenient
from talentwire.serve.web.access.entrance import Entrance
from talentwire.serve.web.access.gate import Refusal, noted
from talentwire.serve.web.access.kept import Kept, home
from talentwire.serve.web.access.seals import seal_of

router = APIRouter()
_LONGEST: Final = 200
_KEPT: Final = 200_000
_NEXT: Final = 2_000
Secret = Annotated[str, Form(max_length=_LONGEST)]
Next = Annotated[str, Form(alias="next", max_length=_NEXT)]
Carried = Annotated[str, Form(max_length=_KEPT)]


def door(request: Request, refusal: Refusal) -> Response:
    """The page at which people log in, or what they wanted to send where they are in already."""
    look = lenient(request)
    if refusal.asker and refusal.form:
        return _again(look, refusal.form, int(refusal.status), "form_old")
    query = f"?{request.url.query}" if request.url.query else ""
    going = "/" if refusal.form else home(request.scope["path"] + query)
    return _page(look, refusal.why, refusal.token, going, refusal.form)


@router.get("/log-in")
def log_in_page(request: Request, look: Seen) -> Response:
    """The page at which people log in."""
    _access(request)
    return _page(look, "nobody", None, home(request.query_params.get("next", "/")), None, HTTPStatus.OK)


@router.post("/log-in")
def log_in(request: Request, look: Seen, token: Secret = "", to: Next = "/", form: Carried = "") -> Response:
    """Log in with a token, and go where one wanted to; a form that was kept is shown before it is sent."""
    entrance, access = _access(request)
    kept = Kept.parse(form) if form else None
    found, state, session = access.log_in(token.strip(), entrance.session(request.cookies) or None)
    noted(request, "in" if session else state, found.id if found else None)
    if not session:
        return _page(look, state, found, home(to), kept)
    made: Response
    if kept:
        request.state.seal = seal_of(session)
        made = _again(look, kept, int(HTTPStatus.OK), "form_kept", found)
    else:
        made = RedirectResponse(home(to), status_code=int(HTTPStatus.SEE_OTHER))
    made.set_cookie(entrance.cookie, session, path="/", secure=entrance.secure, httponly=True, samesite="lax")
    return made


@router.post("/log-out")
def log_out(request: Request, look: Seen) -> Response:
    """Log out: the session ends here, and the browser forgets it."""
    entrance, access = _access(request)
    if session := entrance.session(request.cookies):
        access.log_out(session)
    made = RedirectResponse(look.link("/log-in"), status_code=int(HTTPStatus.SEE_OTHER))
    made.delete_cookie(entrance.cookie, path="/", secure=entrance.secure, httponly=True, samesite="lax")
    return made


def _access(request: Request) -> tuple[Entrance, Access]:
    entrance: Entrance = request.app.state.entrance
    if entrance.access is None:
        raise NotFoundError("this server has no log-in")
    return entrance, entrance.access


def _page(
    look: Look, why: str, token: Token | None, to: str, form: Kept | None, status: int = HTTPStatus.UNAUTHORIZED
) -> Response:
    day = ((token.revoked_at if why == "revoked" else token.expires_at) or "")[:10] if token else ""
    known = why if look.words.has(f"in_{why}") else "unknown"
    said = look.words(f"in_{known}", name=token.name if token else "", day=day)
    return look.page("log-in.html", status=int(status), why=known, said=said, to=to, form=form.text() if form else "")


def _again(look: Look, form: Kept, status: int, why: str, token: Token | None = None) -> Response:
    name = token.name if token else look.asker.name
    return look.page("again.html", status=status, form=form, why=why, name=name)
