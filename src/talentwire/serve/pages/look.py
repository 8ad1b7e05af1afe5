"""What every page is made with: its language, its moment, its addresses, and the templates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from importlib.resources import files
from typing import Annotated, Any, Final
from urllib.parse import quote, urlencode, urlsplit

from fastapi import Depends, Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from talentwire import __version__
from talentwire.analyse.answers.telling import told
from talentwire.analyse.answers.wording import LANGUAGES, Words
from talentwire.analyse.facts.fact import Fact
from talentwire.analyse.sentences import sentence
from talentwire.api.catalogue import QUESTIONS
from talentwire.errors import TalentwireError
from talentwire.record.rows import end_of
from talentwire.serve.render import harmless, short
from talentwire.serve.web.access import seals
from talentwire.serve.web.access.asker import Asker, asker

_KEPT: Final = ("lang", "as_of")
"""Parameters that travel along from page to page."""
_OVERRIDES: Final = {0x202D: None, 0x202E: None}
"""Signs that turn whatever follows around, with which a name can be made to read as another."""
_PLURAL: Final = {"person": "people", "org": "organisations"}


@dataclass(frozen=True)
class Look:
    """How the page of a request looks.

    Attributes:
        request: which asks for it.
        lang: its language.
        as_of: the moment whose knowledge it shows; empty for now.

    """

    request: Request
    lang: str
    as_of: str

    @cached_property
    def words(self) -> Words:
        """Its texts."""
        return Words("pages", self.lang, __package__)

    @property
    def asker(self) -> Asker:
        """Who asks for it."""
        return asker(self.request)

    @property
    def inside(self) -> bool:
        """Whether more is shown than the way in."""
        return bool(self.asker.scopes)

    def may(self, scope: str) -> bool:
        """Whether who asks may do what needs a scope."""
        return scope in self.asker.scopes

    def seal(self) -> Markup:
        """The field that every form has which changes something: it shows that the form is ours."""
        seal = getattr(self.request.state, "seal", b"") or self.asker.seal
        if not seal:
            return Markup()
        return Markup('<input type="hidden" name="{}" value="{}">').format(seals.FIELD, seals.masked(seal))

    def own(self, path: str) -> str:
        """An address of this server in the language that was asked for, without a moment."""
        return self.link(path, as_of=None)

    def link(self, path: str, **more: object) -> str:
        """An address of this server in the same language and of the same moment."""
        kept = {name: self.request.query_params[name] for name in _KEPT if self.request.query_params.get(name)}
        given = {name: str(value) for name, value in {**kept, **more}.items() if value not in (None, "")}
        return quote(path) + (f"?{urlencode(given)}" if given else "")

    def here(self, **more: object) -> str:
        """The address of this page with other parameters; those that are None go."""
        given = [(name, value) for name, value in self.request.query_params.multi_items() if name not in more]
        given += [(name, str(value)) for name, value in more.items() if value not in (None, "")]
        return quote(self.request.url.path) + (f"?{urlencode(given)}" if given else "")

    def whom(self, entity: str, name: str) -> str:
        """The address of the page of a person or an organisation; nothing where it has none."""
        kind = entity.partition(":")[0]
        return self.link(f"/{_PLURAL[kind]}/{name}") if kind in _PLURAL and name else ""

    def told(self, fact: Fact) -> str:
        """A fact in a line."""
        return calm(told(fact, self.lang))

    def sentence(self, fact: Fact) -> str:
        """A fact as a whole sentence, with how far it has come."""
        return harmless(sentence(fact, self.lang))

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """The page that a template makes of values."""
        made = _templates().get_template(template).render(look=self, words=self.words, **values)
        return HTMLResponse(made, status_code=status, headers={"Content-Language": self.lang})


def look(request: Request) -> Look:
    """How the page of a request looks: in the language asked for, else in the reader's.

    Raises:
        BadValueError: when the moment is none.

    """
    as_of = request.query_params.get("as_of", "").strip()
    if as_of:
        end_of(as_of)
    return Look(request, language(request), as_of)


def lenient(request: Request) -> Look:
    """How the page of a request looks, whatever is wrong with what it asks for."""
    try:
        return look(request)
    except TalentwireError:
        return Look(request, language(request), "")


def language(request: Request) -> str:
    """The language of a page: that of the address, else the first of the reader's that there is, else English."""
    wanted = request.query_params.get("lang", "")
    if wanted in LANGUAGES:
        return wanted
    offered = request.headers.get("accept-language", "").split(",")
    return next((one for offer in offered if (one := offer.strip()[:2].lower()) in LANGUAGES), LANGUAGES[0])


Seen = Annotated[Look, Depends(look)]
"""What a handler takes to make a page."""


def static(name: str) -> str:
    """The address of a file of the pages, which changes with its content, so that browsers may keep it."""
    return f"/static/{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return blake2b((files(__package__) / "static" / name).read_bytes(), digest_size=6).hexdigest()


def calm(text: str) -> str:
    """A text out of a document without signs that work on what stands around it."""
    return harmless(text).translate(_OVERRIDES)


def safe_url(url: str | None) -> str:
    """An address out of a document, if it is one that a browser may open; else nothing."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else ""


def marked(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it lies in one of the spans; spans that overlap or touch are one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted((max(0, first), min(len(text), last)) for first, last in spans):
        if last <= first:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    pieces: list[tuple[str, bool]] = []
    at = 0
    for first, last in joined:
        pieces += [(text[at:first], False)] if first > at else []
        pieces.append((text[first:last], True))
        at = last
    return [*pieces, (text[at:], False)] if at < len(text) else pieces


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader(__package__), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters.update(harmless=calm, short=short, safe_url=safe_url)
    given: Mapping[str, object] = {
        "static": static, "version": __version__, "languages": LANGUAGES, "questions": QUESTIONS,
    }  # fmt: skip
    made.globals.update(given)
    return made
