"""A mailbox over IMAP, on a server of this test: read only, numbered, and known by message-ids."""

import re
import socketserver
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from test_letters import letter

from talentwire.errors import ReadError
from talentwire.read.feeds.hosts import LaterError
from talentwire.read.feeds.imap import new_letters
from talentwire.read.feeds.item import Listing, today
from talentwire.read.feeds.source import FeedSource, Mailbox
from talentwire.read.options import ReadOptions

SECRET = {"LETTERS": "open sesame"}
LOCAL = ReadOptions(allow_private=True, timeout=2.0, max_bytes=100_000)


@dataclass
class Server:
    """What a server holds, and what it was told."""

    mails: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    told: list[str] = field(default_factory=list)
    port: int = 0
    dies: bool = False


class Handler(socketserver.StreamRequestHandler):
    """Speaks as much of the protocol as a reader needs."""

    held: Server

    def handle(self) -> None:
        self.wfile.write(b"* OK ready\r\n")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            self.held.told.append(command)
            if self.held.dies and "FETCH" in command:
                return
            self.wfile.write(f"{tag} {self.answer(command)}\r\n".encode())
            if command.startswith("LOGOUT"):
                return

    def answer(self, command: str) -> str:
        words = command.upper().split(" ")
        word = words[1] if words[0] == "UID" else words[0]
        speak = getattr(self, f"_{word.lower()}", None)
        return (speak(command) if speak else None) or "OK done"

    def _capability(self, _: str) -> None:
        self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")

    def _logout(self, _: str) -> None:
        self.wfile.write(b"* BYE\r\n")

    def _login(self, command: str) -> str:
        return "OK in" if "open sesame" in command else "NO wrong password"

    def _examine(self, command: str) -> str | None:
        if "Letters" not in command:
            return "NO no such folder"
        held = self.held
        self.wfile.write(f"* {len(held.mails)} EXISTS\r\n* OK [UIDVALIDITY {held.validity}] fine\r\n".encode())
        return None

    def _search(self, _: str) -> None:
        recent = [str(uid) for uid, mail in self.held.mails.items() if b"2025" not in mail]
        self.wfile.write(f"* SEARCH {' '.join(recent)}\r\n".encode())

    def _fetch(self, command: str) -> None:
        first, last = re.search(r"FETCH (\d+)(:\*)?", command).groups()  # type: ignore[union-attr]
        mails = self.held.mails
        wanted = [uid for uid in mails if uid >= int(first)] if last else [int(first)]
        if last and mails:
            wanted = wanted or [max(mails)]  # as the protocol wants it
        for uid in wanted:
            mail = mails[uid]
            if "BODY" in command:
                self.wfile.write(b"* 1 FETCH (UID %d BODY[]<0> {%d}\r\n%s)\r\n" % (uid, len(mail), mail))
            else:
                self.wfile.write(b"* 1 FETCH (UID %d RFC822.SIZE %d)\r\n" % (uid, len(mail)))


@pytest.fixture
def server() -> Iterator[Server]:
    held = Server()
    handler = type("Holding", (Handler,), {"held": held})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as running:
        held.port = running.server_address[1]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield held
        running.shutdown()
        thread.join()


@pytest.fixture
def read(server: Server, source: Callable[..., FeedSource]) -> Callable[..., Listing]:
    def ask(cursor: str | None = None, most: int = 100, env: dict[str, str] | None = None, **more: object) -> Listing:
        given = {"host": "127.0.0.1", "user": "news", "password_env": "LETTERS", "port": server.port, "tls": False}
        box = Mailbox(**{**given, "folder": more.pop("folder", "My Letters")})  # type: ignore[arg-type]
        options = more.pop("options", LOCAL)
        wanted = source("imap://news@127.0.0.1/", "imap", mailbox=box, **more)
        return new_letters(wanted, cursor, options, most, SECRET if env is None else env)  # type: ignore[arg-type]

    return ask


def test_new_mails_are_read_and_nothing_is_marked(server: Server, read: Callable[..., Listing]) -> None:
    server.mails = {3: letter(3), 5: letter(5), 9: letter(9)}
    first = read(most=2)
    assert [one.title for one in first.items] == ["Issue 3", "Issue 5"]
    assert first.cursor == "7:5"
    second = read(first.cursor)
    assert ([one.title for one in second.items], second.cursor) == (["Issue 9"], "7:9")
    assert read(second.cursor).items == []
    assert not any("STORE" in line or "SELECT" in line for line in server.told)
    assert all("PEEK" in line for line in server.told if "BODY" in line)


def test_a_mailbox_that_is_numbered_anew_is_read_from_its_beginning(
    server: Server, read: Callable[..., Listing]
) -> None:
    server.mails = {3: letter(3)}
    cursor = read().cursor
    server.mails, server.validity = {1: letter(3), 2: letter(4)}, 8
    found = read(cursor)
    assert ([one.title for one in found.items], found.cursor) == (["Issue 3", "Issue 4"], "8:2")
    assert "was numbered anew" in found.notes[0]


def test_of_a_full_mailbox_only_the_last_days_are_fetched(server: Server, read: Callable[..., Listing]) -> None:
    server.mails = {1: letter(1), 2: letter(2), 3: letter(3, Date=today().strftime("%d %b %Y 10:00:00 +0000"))}
    found = read(days=30)
    assert ([one.title for one in found.items], found.cursor) == (["Issue 3"], "7:3")
    server.mails.pop(3)
    assert read(days=30).cursor == "7:2"


def test_large_mails_and_other_senders_are_passed_over(server: Server, read: Callable[..., Listing]) -> None:
    server.mails = {1: letter(1, "x" * 200_000), 2: letter(2, From="x@spam.example"), 3: letter(3)}
    found = read(senders=("letters.example",))
    assert [one.title for one in found.items] == ["Issue 3"]
    assert (found.left_out, found.cursor) == (1, "7:3")
    assert found.notes == ["mail 1 is larger than max_bytes and was passed over"]


def test_what_can_be_wrong_is_said(server: Server, read: Callable[..., Listing]) -> None:
    with pytest.raises(ReadError, match="put it into the environment variable LETTERS"):
        read(env={})
    with pytest.raises(ReadError, match=r"was refused by the server: .*wrong password"):
        read(env={"LETTERS": "wrong"})
    with pytest.raises(ReadError, match="has no folder 'Spam'"):
        read(folder="Spam")
    with pytest.raises(ReadError, match="no public address"):
        read(options=ReadOptions(timeout=1.0))
    server.mails, server.dies = {1: letter(1)}, True
    with pytest.raises(LaterError):
        read()
    server.port = 1
    with pytest.raises(LaterError, match="cannot be reached"):
        read()


def test_an_empty_mailbox_has_nothing_new(server: Server, read: Callable[..., Listing]) -> None:
    assert read() == Listing(cursor="7:0")


def test_folders_with_letters_of_other_alphabets(server: Server, read: Callable[..., Listing]) -> None:
    with pytest.raises(ReadError):
        read(folder='Rundbr\u00e4fe & "Co"')
    asked = next(line for line in server.told if line.startswith("EXAMINE"))
    assert asked == 'EXAMINE "Rundbr&AOQ-fe &- \\"Co\\""'
