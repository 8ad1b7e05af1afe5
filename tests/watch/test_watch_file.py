"""The file that says what is watched: what is wrong in it is said in one sentence."""

from pathlib import Path

import pytest

from talentwire.errors import ConfigError
from talentwire.read.feeds.alone import alone
from talentwire.read.feeds.file import example, load_watch_file

FEED = '[[source]]\nname = "wire"\nkind = "rss"\nurl = "https://wire.example/feed"\n'
MAIL = '[[source]]\nname = "l"\nkind = "imap"\nhost = "imap.x.example"\nuser = "u"\npassword_env = "P"\n'


def refused(folder: Path, text: str) -> str:
    (folder / "w.toml").write_text(text)
    with pytest.raises(ConfigError) as error:
        load_watch_file(folder / "w.toml")
    return str(error.value).removeprefix(f"{folder / 'w.toml'}").removeprefix(":").strip()


def test_the_example_is_a_file_that_works(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(example())
    found = load_watch_file(tmp_path / "w.toml")
    assert [one.kind for one in found.sources] == ["feed", "sitemap", "links", "page", "imap", "mail"]
    assert (found.delay, found.allow_private) == (2.0, False)
    assert [one.every for one in found.sources[:2]] == [900.0, 1800.0]
    assert found.sources[4].url == "imap://newsroom@mail.example@imap.mail.example:993/Newsletters"
    assert found.sources[5].path == tmp_path / "newsletters.mbox"
    for line in example().splitlines():
        commented = line.removeprefix("# ")
        if line.startswith("# ") and " = " in commented:
            assert load_like(tmp_path, commented.partition("   #")[0])


def load_like(folder: Path, line: str) -> bool:
    """Whether a line that is commented out is a setting of the file or of some kind of source."""
    for text in (f"{line}\n{FEED}", f"{FEED}{line}\n", f"{MAIL}{line}\n"):
        (folder / "one.toml").write_text(text)
        try:
            load_watch_file(folder / "one.toml")
        except ConfigError:
            continue
        return True
    return False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names no source: each begins with a line [[source]]; see `talentwire watch --example`"),
        ("source = 5", "names no source"),
        ("x", "is not TOML"),
        (f"delays = 3\n{FEED}", "there is no delays; did you mean delay?"),
        (f"{FEED}evry = '1 h'", "source 1 (wire): there is no evry; did you mean every?"),
        (f"{FEED}folder = 'x'", "source 1 (wire): there is no folder for a source of this kind; there are"),
        (f"every = '5 s'\n{FEED}", "every must be between 1 minute and 31 days, not '5 s'"),
        (f"every = 'often'\n{FEED}", 'every must be a time like "90 s", "15 min", "6 h" or "1 day", not \'often\''),
        (f"delay = -1\n{FEED}", "delay must be a time"),
        (f"max_items = 0\n{FEED}", "max_items must be a whole number from 1 to 100,000, not 0"),
        (f"allow_private = 'yes'\n{FEED}", "allow_private must be true or false, not 'yes'"),
        ("[[source]]\nkind = 'rss'", "source 1 has no name: give it one"),
        ("[[source]]\nname = 'a'", "source 1 (a) has no kind: say feed, rss"),
        ("[[source]]\nname = 'a'\nkind = 'rs'", "kind must be feed, rss, atom, json, sitemap, links, page, imap or"),
        ("[[source]]\nname = 'a'\nkind = 'rss'", "source 1 (a) needs url"),
        ("[[source]]\nname = 'a'\nkind = 'links'\nurl = 'https://x.example/'", "needs match: which links"),
        ("[[source]]\nname = 'a/b'\nkind = 'rss'\nurl = 'https://x.example/'", "name must be a short text"),
        (f"{FEED}{FEED}", "two sources are called 'wire'"),
        (FEED.replace("https://wire.example/feed", "wire.example/feed"), "url must be an address like https://"),
        (FEED.replace("https://wire", "ftp://wire"), "url must be an address like https://"),
        (FEED.replace("https://", "https://u:p@"), "must have no user name and no password in it"),
        (FEED.replace("wire.example", "127.0.0.1:80"), "127.0.0.1 is no public address; set allow_private = true"),
        (FEED.replace("wire.example", "[::1]"), "::1 is no public address"),
        (FEED.replace("wire.example", "localhost"), "localhost is no public address"),
        (f"{FEED}match = '('", "match is no regular expression"),
        (f"{FEED}text = 'all'", 'text must be "auto", "item" or "page"'),
        (f"{FEED}lang = 'english'", 'lang must be two small letters like "en"'),
        (f"{FEED}days = 'x'", "days must be a whole number from 1"),
        (f"{MAIL}password = 'x'", "password belongs into no file; put it into an environment variable"),
        (f"{MAIL}tls = false", "tls = false sends the password in the clear"),
        (f"{MAIL}from = []", "from must be a list of mail addresses or domains"),
        (MAIL.replace('"P"', '"my password"'), "password_env must be the name of an environment variable"),
        (MAIL.replace("imap.x.example", "imap://x.example"), "host must be the name of a server"),
        ("[[source]]\nname = 'a'\nkind = 'mail'\npath = ''", "path must be a text that is not empty"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    told = refused(tmp_path, text)
    assert said in told
    assert "\n" not in told or "TOML" in told


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No such file"):
        load_watch_file(tmp_path / "none.toml")
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="not UTF-8"):
        load_watch_file(tmp_path / "b.toml")


def test_settings_of_the_program_open_the_door_too(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(FEED.replace("wire.example", "127.0.0.1:80"))
    assert load_watch_file(tmp_path / "w.toml", allow_private=True).allow_private


def test_one_program_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "w.toml").write_text(FEED)
    with alone(tmp_path / "w.toml"), pytest.raises(ConfigError, match="is at work"), alone(tmp_path / "w.toml"):
        pass
    with alone(tmp_path / "w.toml"):
        pass
