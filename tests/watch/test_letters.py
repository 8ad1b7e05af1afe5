"""Newsletters: mails in files, whatever is broken in them; nothing in a mailbox is changed."""

import base64
import mailbox
import os
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from talentwire.errors import ReadError
from talentwire.read.feeds.boxes import letters
from talentwire.read.feeds.item import today
from talentwire.read.feeds.mail import identity, mail
from talentwire.read.feeds.source import FeedSource

TEXT = "Ada Brandt joins Brumelune from Thornsea."
Make = Callable[..., FeedSource]


def letter(number: int = 1, text: str = TEXT, html: str | None = None, **headers: str) -> bytes:
    made = EmailMessage()
    given = {
        "Message-ID": f"<{number}@letters.example>", "Subject": f"Issue {number}",
        "From": "The Letter <a@letters.example>", "Date": "Tue, 15 Jul 2025 23:30:00 -0700", **headers,
    }  # fmt: skip
    for name, value in given.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return bytes(made)


@pytest.fixture
def plain(source: Make, tmp_path: Path) -> FeedSource:
    return source("letters", "mail", path=tmp_path / "letters")


def test_a_letter_is_one_document(plain: FeedSource) -> None:
    found = mail(letter(), plain)
    assert (found.id, found.title, str(found.date), found.outlet) == (
        "mid:1@letters.example", "Issue 1", "2025-07-15", "The Letter",
    )  # fmt: skip
    assert found.text == f"Issue 1\n\n{TEXT}"
    assert (found.url, found.mark, found.refused) == (None, "", "")
    assert found.key == identity(letter())


def test_html_is_preferred_unless_it_says_less(plain: FeedSource) -> None:
    html = (
        '<div style="display:none">seen in the list&#847;&zwnj;&#847;</div><table><tr><td><h2>One</h2><p>Ada '
        'Brandt joins <a href="https://track.example/r?u=1">Brumelune</a>.</p></td></tr><tr><td><h2>Two</h2>'
        "<p>Bob Cole leaves Thornsea.</p></td></tr></table><img src='https://track.example/pixel.gif'>"
    )
    found = mail(letter(html=html), plain)
    assert found.text == "Issue 1\n\nOne\n\nAda Brandt joins Brumelune.\n\nTwo\n\nBob Cole leaves Thornsea."
    assert mail(letter(html="<p>Web version</p>"), plain).text == f"Issue 1\n\n{TEXT}"


def test_damaged_charsets_and_headers(plain: FeedSource) -> None:
    wrong = b"Message-ID: <1@x>\nSubject: =?utf-8?q?K=FCnftig?= =?no-such?b?w7w=?=\nFrom: =?x?q?=?= <a@b.example>\n"
    wrong += b"Content-Type: text/plain; charset=utf-8\n\nK\xf6ln und M\xfcnchen.\0"
    found = mail(wrong, plain)
    assert found.title == "Künftigü"  # a blank between encoded words is none (RFC 2047)
    assert found.text.endswith("Köln und München.")
    for charset in ("no-such", "utf-7", "punycode", "idna", "undefined", '"', "\u20ac"):
        data = f"Content-Type: text/plain; charset={charset}\n\nfine".encode()
        assert mail(data, plain).text == "fine"


def test_attachments_are_not_unpacked(plain: FeedSource) -> None:
    made = EmailMessage()
    made["Message-ID"] = "<bomb@x.example>"
    made.set_content(TEXT)
    for number in range(30):
        packed = b"PK\x03\x04" + b"\0" * 20_000
        made.add_attachment(packed, maintype="application", subtype="zip", filename=f"{number}.zip")
    made.add_attachment("do not read this", filename="notes.txt")
    assert mail(bytes(made), plain).text == TEXT


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\0" * 1_000, b"no header at all", b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x\n--x",
        b"Content-Type: multipart/mixed\n\nno boundary", b"Content-Transfer-Encoding: base64\n\n!!!!",
        b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n=ZZ=",
        b"Content-Type: application/pdf\n\n%PDF", b"Content-Type: " + b"a/" * 10_000 + b"\n\nx",
        b"From: " + b"<" * 5_000 + b"\nSubject: " + b"=?" * 5_000 + b"\nDate: " + b"9" * 5_000 + b"\n\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(300)),
    ],
)  # fmt: skip
def test_broken_mails_do_no_harm(plain: FeedSource, data: bytes) -> None:
    found = mail(data, plain)
    assert found.text or found.refused
    assert found.id.startswith("mid:")


def test_a_packed_body_is_text(plain: FeedSource) -> None:
    body = base64.encodebytes(TEXT.encode())
    data = b"Message-ID: <1@x>\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + body
    assert mail(data, plain).text == TEXT


# ---- in files


def box(path: Path, *data: bytes) -> Path:
    made = mailbox.mbox(path)
    for one in data:
        made.add(one)
    made.close()
    return path


def keys(*data: bytes) -> set[str]:
    return {identity(one) for one in data}


def test_an_mbox_is_read_once_and_never_written(source: Make, tmp_path: Path) -> None:
    path = box(tmp_path / "box", letter(1), letter(2), letter(1))
    held = path.read_bytes()
    wanted = source("box", "mail", path=path)
    found = letters(wanted, (), None, 1_000_000, 100)
    assert [one.title for one in found.items] == ["Issue 1", "Issue 2"]
    assert path.read_bytes() == held
    assert letters(wanted, (), found.tags["box"], 1_000_000, 100).items == []
    box(path, letter(3))
    later = letters(wanted, keys(letter(1), letter(2)), found.tags["box"], 1_000_000, 100)
    assert [one.title for one in later.items] == ["Issue 3"]


def test_many_letters_come_in_portions(source: Make, tmp_path: Path) -> None:
    wanted = source("box", "mail", path=box(tmp_path / "box", *(letter(n) for n in range(5))))
    first = letters(wanted, (), None, 1_000_000, 3)
    assert (len(first.items), first.tags) == (3, {})
    rest = letters(wanted, {one.key for one in first.items}, None, 1_000_000, 3)
    assert (len(rest.items), list(rest.tags)) == (2, ["box"])


def test_a_maildir_keeps_its_flags(source: Make, tmp_path: Path) -> None:
    made = mailbox.Maildir(tmp_path / "dir")
    made.add(letter(1))
    seen = mailbox.MaildirMessage(letter(2))
    seen.set_subdir("cur")
    seen.set_flags("S")
    made.add(seen)
    before = sorted(str(one) for one in (tmp_path / "dir").rglob("*"))
    found = letters(source("dir", "mail", path=tmp_path / "dir"), (), None, 1_000_000, 100)
    assert sorted(str(one.title) for one in found.items) == ["Issue 1", "Issue 2"]
    assert sorted(str(one) for one in (tmp_path / "dir").rglob("*")) == before


def test_a_folder_of_files_and_one_file(source: Make, tmp_path: Path) -> None:
    (tmp_path / "mails" / "more").mkdir(parents=True)
    (tmp_path / "mails" / "b.eml").write_bytes(letter(1))
    (tmp_path / "mails" / "more" / "a.eml").write_bytes(letter(2))
    (tmp_path / "mails" / "big.eml").write_bytes(letter(3, "x" * 50_000))
    (tmp_path / "mails" / "notes.txt").write_bytes(b"no mail")
    found = letters(source("mails", "mail", path=tmp_path / "mails"), (), None, 20_000, 100)
    assert [one.title for one in found.items] == ["Issue 2", "Issue 1"]
    assert found.notes == ["big.eml is larger than max_bytes and was passed over"]
    one = letters(source("b", "mail", path=tmp_path / "mails" / "b.eml"), (), None, 20_000, 100)
    assert len(one.items) == 1


def test_only_wanted_senders_and_days(source: Make, tmp_path: Path) -> None:
    now = today().strftime("%d %b %Y 10:00:00 +0000")
    path = box(
        tmp_path / "box", letter(1, Date=now), letter(2), letter(3, Date=now, From="x@sub.letters.example"),
        letter(4, Date=now, From="x@notletters.example"), letter(5, Date=now, From="Ed <ED@weekly.example>"),
    )  # fmt: skip
    wanted = source("box", "mail", path=path, days=30, senders=("letters.example", "ed@weekly.example"))
    found = letters(wanted, (), None, 1_000_000, 100)
    assert [one.title for one in found.items] == ["Issue 1", "Issue 3", "Issue 5"]
    assert found.left_out == 2


def test_a_path_that_is_not_there(source: Make, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="does not exist"):
        letters(source("x", "mail", path=tmp_path / "x"), (), None, 1_000, 10)
    if os.geteuid():
        (tmp_path / "shut").write_bytes(letter())
        (tmp_path / "shut").chmod(0)
        with pytest.raises(ReadError, match="cannot be read"):
            letters(source("x", "mail", path=tmp_path / "shut"), (), None, 1_000, 10)
