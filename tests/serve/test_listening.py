"""Where the server may listen and what it asks for there; and the verbs for tokens."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from talentwire.api import Talentwire
from talentwire.config import Config
from talentwire.errors import ConfigError
from talentwire.serve.cli import app
from talentwire.serve.listening import Listening, Where, bound, listening

LOCAL = ("localhost", "127.0.0.1", "::1")


def asked(tokens: bool = True, **given: Any) -> Listening:
    options: dict[str, Any] = {"name": [], "behind_proxy": [], "limit": [], "certificate": None, "key": None}
    return listening(Where(**{**options, **given}), lambda name: name in LOCAL, lambda: tokens)


def test_this_machine_alone_needs_nothing() -> None:
    for host in ("127.0.0.1", "::1", "localhost", "127.0.0.2"):
        found = asked(tokens=False, host=host)
        assert (found.log_in, found.secure) == (False, False)
    assert asked(tokens=False, name=["localhost"]).log_in is False
    assert asked(log_in=True).log_in is True


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"host": "192.0.2.7"}, "without TLS anybody on the way reads the tokens"),
        ({"host": "0.0.0.0"}, "say under which name"),
        ({"host": "::", "plain_http": True}, "say under which name"),
        ({"name": ["news.example"]}, "without TLS"),
        ({"host": "news.example"}, "--host takes an address"),
        ({"name": ["https://news.example"], "plain_http": True}, "--name takes the name"),
        ({"name": ["*"], "plain_http": True}, "--name takes the name"),
        ({"behind_proxy": ["*"]}, "--behind-proxy takes the address"),
        ({"behind_proxy": ["10.0.0.1/8"]}, "--behind-proxy takes the address"),
        ({"certificate": Path("no.pem")}, "TLS needs both"),
        ({"certificate": Path("no.pem"), "key": Path("no.key")}, "there is no file no.pem"),
    ],
)
def test_what_would_be_unsafe_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        asked(**given)


@pytest.mark.parametrize(
    "given",
    [
        {"host": "192.0.2.7", "plain_http": True}, {"behind_proxy": ["127.0.0.1"], "name": ["news.example"]},
        {"log_in": True}, {"host": "2001:db8::7", "plain_http": True},
    ],
)  # fmt: skip
def test_without_a_token_nobody_could_come_in(given: dict[str, Any]) -> None:
    assert asked(**given).log_in
    with pytest.raises(ConfigError, match="talentwire token add"):
        asked(tokens=False, **given)


def test_names_and_proxies() -> None:
    found = asked(host="192.0.2.7", name=["News.Example."], behind_proxy=["192.0.2.9", "10.0.0.0/24"])
    assert found.hosts == {"192.0.2.7", "news.example"}
    assert found.proxies == ("192.0.2.9", "10.0.0.0/24")
    assert found.secure
    assert asked(host="0.0.0.0", name=["a.example"], plain_http=True).hosts == {"a.example"}


def test_a_certificate_must_be_that_of_its_key(tmp_path: Path) -> None:
    def make(name: str, *more: str) -> None:
        words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-days", "1"]
        words += ["-subj", "/CN=localhost", "-keyout", f"{name}.key", "-out", f"{name}.pem", *more]
        if subprocess.run(words, cwd=tmp_path, capture_output=True, check=False).returncode:
            pytest.skip("there is no openssl to make a certificate with")

    make("one", "-nodes")
    make("two", "-nodes")
    make("locked", "-passout", "pass:word")
    found = asked(host="0.0.0.0", name=["a.example"], certificate=tmp_path / "one.pem", key=tmp_path / "one.key")
    assert (found.secure, found.log_in) == (True, True)
    for certificate, key in (("one.pem", "two.key"), ("locked.pem", "locked.key"), ("one.key", "one.pem")):
        with pytest.raises(ConfigError, match="not a certificate and its key"):
            asked(certificate=tmp_path / certificate, key=tmp_path / key)


def test_where_another_listens_it_says_so() -> None:
    with bound("127.0.0.1", 0) as first, pytest.raises(ConfigError, match="cannot listen at 127"):
        bound("127.0.0.1", first.getsockname()[1])


# ---- the verbs


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    address = str(tmp_path_factory.mktemp("tokens") / "tokens.db")
    with Talentwire(Config(ledger=address)) as wire:
        wire.ledger(create=True)
    return address


def run(ledger: str, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*words, "--ledger", ledger])
    return done.exit_code, done.stdout, done.stderr


def test_serving_elsewhere_says_how_to_begin(ledger: str) -> None:
    code, _, said = run(ledger, "serve", "--host", "192.0.2.7", "--plain-http")
    assert code == 1
    assert "talentwire token add NAME --scope read" in said
    code, _, said = run(ledger, "serve", "--limit", "read=often")
    assert (code, "a limit looks like" in said) == (1, True)


def test_the_first_token_makes_the_ledger(tmp_path: Path) -> None:
    address = str(tmp_path / "new.db")
    assert run(address, "token", "list")[0] == 1
    assert run(address, "token", "add", "Mara", "--scope", "read")[0] == 0
    assert "Mara" in run(address, "token", "list")[1]


def test_a_token_is_shown_once_listed_and_revoked(ledger: str) -> None:
    code, secret, said = run(ledger, "token", "add", "Mara Ek", "--scope", "review", "--expires", "2w")
    secret = secret.strip()
    assert (code, len(secret), secret.startswith("talentwire_")) == (0, 60, True)
    assert "until 20" in said
    assert secret not in said
    code, listed, _ = run(ledger, "token", "list", "--format", "json")
    (one,) = json.loads(listed)
    assert (one["name"], one["scopes"], one["state"], one["ends"]) == ("Mara Ek", "read review", "valid", secret[-4:])
    assert secret not in listed
    assert run(ledger, "token", "add", "Mara  Ek", "--scope", "read")[0] == 1
    assert run(ledger, "token", "revoke", "Mara Ek")[0] == 0
    code, _, said = run(ledger, "token", "revoke", "Mara Ek")
    assert (code, "no valid token 'Mara Ek'" in said) == (4, True)
    assert "revoked" in run(ledger, "token", "list")[1]
    assert run(ledger, "token", "list", "--format", "csv")[1].startswith("name,scopes,state")
    assert run(ledger, "token", "add", "X", "--scope", "rule")[0] == 2
    assert run(ledger, "token", "add", "X", "--scope", "read", "--expires", "soon")[0] == 1
