"""An issue as one page of HTML that every mail program and browser shows: tables, styles in place, nothing from afar.

Everything that comes from documents is escaped. The picture stands in the page itself, or in the letter beside it.
"""

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from typing import Final

from talentwire.analyse.digest.issue import Digest, Item, Part, Post, Section, Source
from talentwire.serve.digest.frame import Frame, safe_url, with_sources

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_SANS: Final = "font-family:system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif"
_SERIF: Final = "font-family:Georgia,'Times New Roman',serif"
_INK: Final = "color:#1b1d21"
_SOFT: Final = "color:#5b616b"
_LINK: Final = "color:#0b5cad"
_TONES: Final = {
    "confirmed": "#1a7f4b", "reported": "#1a7f4b", "planned": "#5b4bb5", "rumoured": "#8a5a00", "denied": "#b3261e",
    "failed": "#b3261e", "reversed": "#b3261e",
}  # fmt: skip
_DARK: Final = """
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .paper { background: #15171a !important; }
  .card { background: #1d2024 !important; border-color: #363a42 !important; }
  .ink { color: #e8e9eb !important; }
  .soft { color: #a3a9b3 !important; }
  .line { border-color: #363a42 !important; }
  a { color: #7db7f5 !important; }
  .tone-good { color: #6fd3a0 !important; } .tone-plan { color: #b9aefc !important; }
  .tone-warn { color: #f0c36d !important; } .tone-bad { color: #ff9a92 !important; }
}
"""
_CLASSES: Final = {
    "confirmed": "good", "reported": "good", "planned": "plan", "rumoured": "warn", "denied": "bad", "failed": "bad",
    "reversed": "bad",
}  # fmt: skip


def page(digest: Digest, site: str = "", picture: str = "data:") -> str:
    """The issue as a page.

    Args:
        digest: the issue.
        site: where people reach the server.
        picture: the address of its picture, ``cid:…`` in a letter; ``data:`` puts it into the page.

    """
    frame = Frame(digest, site)
    if picture == "data:":
        data = frame.picture()
        picture = f"data:image/png;base64,{b64encode(data).decode()}" if data else ""
    body = "\n".join(_rows(frame, picture))
    policy = f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n' if "cid:" not in picture else ""
    return (
        f'<!doctype html>\n<html lang="{digest.lang}">\n<head>\n<meta charset="utf-8">\n{policy}'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f"<title>{_safe(digest.title)}</title>\n<style>{_DARK}</style>\n</head>\n"
        f'<body class="paper" style="margin:0;padding:0;background:#fbfbf9;{_SANS}">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="paper" '
        'style="background:#fbfbf9"><tr><td align="center" style="padding:12px 8px">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="card" '
        'style="max-width:640px;width:100%;table-layout:fixed;background:#ffffff;border:1px solid #d9dce1;'
        f'border-radius:8px">\n{body}\n</table>\n</td></tr></table>\n</body>\n</html>\n'
    )


def _rows(frame: Frame, picture: str) -> Iterator[str]:
    digest = frame.digest
    brand = 'Talent<span style="color:#c2410c">wire</span>'
    yield _row(
        f'<p class="ink" style="margin:0 0 14px;font-size:16px;font-weight:bold;{_INK};{_SERIF}">{brand}</p>'
        f'<h1 class="ink" style="margin:0 0 8px;font-size:25px;line-height:1.2;{_INK};{_SERIF}">{_safe(digest.title)}'
        f'</h1><p class="ink" style="margin:0;font-size:16px;line-height:1.5;{_INK}">{_safe(digest.opening)}</p>'
    )
    for section in digest.sections:
        yield _row("".join(_section(section, frame, picture)), rule=True)
    if digest.sources:
        yield _row("".join(_sources(frame)), rule=True)
    yield _row(
        f'<p class="soft" style="margin:0;font-size:13px;line-height:1.5;{_SOFT}"><b>{_safe(frame.words("made"))}.</b> '
        f"{_safe(digest.method)} {_safe(frame.seen())}</p>",
        rule=True,
    )


def _row(inner: str, *, rule: bool = False) -> str:
    line = "border-top:1px solid #d9dce1;" if rule else ""
    style = f"{line}padding:18px 20px;word-wrap:break-word;overflow-wrap:break-word"
    return f'<tr><td class="line" style="{style}">{inner}</td></tr>'


def _section(section: Section, frame: Frame, picture: str) -> Iterator[str]:
    size = "22px" if section.part is Part.LEAD else "18px"
    yield f'<h2 class="ink" style="margin:0 0 8px;font-size:{size};line-height:1.25;{_INK};{_SERIF}">'
    yield f"{_safe(section.title)}</h2>"
    if section.intro:
        yield f'<p class="soft" style="margin:0 0 8px;font-size:14px;{_SOFT}">{_safe(section.intro)}</p>'
    if section.posts:
        yield from _board(section)
    for item in section.items:
        yield _item(item, leading=section.part is Part.LEAD)
    if section.part is Part.NUMBERS and picture:
        alt = _safe(frame.alt())
        yield f'<img src="{picture}" alt="{alt}" width="598" style="display:block;width:100%;max-width:598px;'
        yield 'height:auto;margin:10px 0 0;border:0;background:#ffffff">'
    if section.part is Part.NUMBERS and frame.alt():
        yield f'<p class="soft" style="margin:8px 0 0;font-size:13px;line-height:1.5;{_SOFT}">{_safe(frame.alt())}</p>'
    if section.more:
        name, address = frame.whole()
        where = f'<a href="{_safe(address)}" style="{_LINK}">{_safe(name)}</a>' if address else _code(name)
        said = f"{_safe(frame.more(section))}{frame.colon}{where}"
        yield f'<p class="soft" style="margin:8px 0 0;font-size:14px;{_SOFT}">{said}</p>'


def _board(section: Section) -> Iterator[str]:
    """The job board: each move in two lines, so that it fits a phone."""
    yield '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">'
    for post in section.posts:
        yield f'<tr><td class="line" style="padding:7px 0;border-top:1px solid #eceef0">{_post(post)}</td></tr>'
    yield "</table>"


def _post(post: Post) -> str:
    way = " → ".join(f"<bdi>{_safe(end)}</bdi>" if end else "–" for end in (post.left, post.joined))
    role = f' · <span class="soft" style="{_SOFT}"><bdi>{_safe(post.role)}</bdi></span>' if post.role else ""
    return (
        f'<b class="ink" style="font-size:16px;{_INK}"><bdi>{_safe(post.who)}</bdi></b> &nbsp;'
        f"{_stage(post.stage, post.status)}<br>"
        f'<span class="ink" style="font-size:15px;line-height:1.45;{_INK}">{way}{role}'
        f"{_links(post.line.sources)}</span>"
    )


def _stage(stage: str, status: str) -> str:
    tone, name = _TONES.get(stage, "#5b616b"), _CLASSES.get(stage, "soft")
    return f'<span class="tone-{name}" style="font-size:13px;font-weight:600;color:{tone}">{_safe(status)}</span>'


def _item(item: Item, *, leading: bool) -> str:
    said = " ".join(f"{_safe(text)}{_links(numbers)}" for text, numbers in with_sources(item))
    size = "17px" if leading else "16px"
    return f'<p class="ink" style="margin:0 0 9px;font-size:{size};line-height:1.5;{_INK}">{said}</p>'


def _links(numbers: tuple[int, ...]) -> str:
    links = ",\u200a".join(f'<a href="#s{one}" style="{_LINK};text-decoration:none">{one}</a>' for one in numbers)
    return f'<sup style="font-size:12px;line-height:0">&#8288;{links}</sup>' if links else ""


def _sources(frame: Frame) -> Iterator[str]:
    yield f'<h2 class="ink" style="margin:0 0 8px;font-size:18px;{_INK};{_SERIF}">{_safe(frame.words("sources"))}</h2>'
    for source in frame.digest.sources:
        yield (
            f'<p id="s{source.number}" class="soft" style="margin:0 0 8px;font-size:14px;line-height:1.45;{_SOFT}">'
            f"{source.number}. {_source(source, frame)}</p>"
        )


def _source(source: Source, frame: Frame) -> str:
    url, (name, address) = safe_url(source.url), frame.fact(source)
    links = [
        f'<a href="{_safe(url)}" rel="noreferrer noopener nofollow" style="{_LINK}">{_safe(frame.words("read"))}</a>'
        if url else "",
        f'<a href="{_safe(address)}" style="{_LINK}">{_safe(name)}</a>' if address else _safe(name),
    ]  # fmt: skip
    lang = f' lang="{_safe(source.lang)}"' if source.lang else ""
    words = f'<q class="ink" style="{_INK};quotes:none"{lang}><bdi>{_safe(frame.evidence(source))}</bdi></q>'
    return f"<bdi>{_safe(frame.head(source))}</bdi>{frame.colon}{words} – {' · '.join(link for link in links if link)}"


def _code(text: str) -> str:
    return f'<code style="font-size:13px">{_safe(text)}</code>'


def _safe(text: str) -> str:
    return escape(text, quote=True)
