"""Settings come from the file, the environment and the caller, in rising strength; a wrong one is refused."""

from pathlib import Path

import pytest

from talentwire.config import Config, load_config, settings
from talentwire.errors import ConfigError
from talentwire.extract.llm.settings import ModelSettings


def test_defaults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config(environment={}) == Config()
    assert Config().ledger == "talentwire.db"


def test_the_file_in_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talentwire.toml").write_text('jobs = 3\ntimeout = 2\nledger = "news.db"\n')
    config = load_config(environment={})
    assert (config.jobs, config.timeout, config.ledger) == (3, 2.0, "news.db")


def test_environment_beats_file_and_caller_beats_both(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('jobs = 3\nextractor = "llm"\nallow_private = true\n')
    config = load_config(environment={"TALENTWIRE_CONFIG": str(file), "TALENTWIRE_JOBS": "5", "PATH": "x"})
    assert (config.jobs, config.extractor, config.allow_private) == (5, "llm", True)
    assert config.changed(jobs=7, extractor=None).jobs == 7
    assert config.changed(extractor=None).extractor == "llm"


def test_paths_in_a_file_count_from_it(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('ledger = "a.db"\nknowledge = "mine"\n')
    config = load_config(file, {})
    assert config.ledger == str(tmp_path / "a.db")
    assert config.knowledge == tmp_path / "mine"
    file.write_text('ledger = "postgresql://db/news"\n')
    assert load_config(file, {}).ledger == "postgresql://db/news"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("job = 3", r"own\.toml: job: no such setting; did you mean jobs\?"),
        ("zzz = 3", "no such setting; there are ledger, editor, extractor"),
        ("jobs = 0", r"own\.toml: jobs must be at least 1, not 0"),
        ("jobs = 2.5", "jobs must be a whole number"),
        ("jobs = true", "jobs must be a whole number"),
        ('jobs = "many"', "jobs must be a whole number"),
        ("timeout = -1", "timeout must be above 0"),
        ("timeout = nan", "timeout must be above 0"),
        ("timeout = [1]", "timeout must be a number of seconds"),
        ('timeout = "soon"', "timeout must be a number of seconds"),
        ("ledger = ''", "ledger must be a text"),
        ("allow_private = 'perhaps'", "allow_private must be true or false"),
        ("smtp_tls = 'perhaps'", "smtp_tls must be one of starttls, tls, off, not 'perhaps'"),
        ("smtp_port = 65536", "smtp_port must be at most 65535"),
        ("jobs =", r"own\.toml is not TOML"),
        (
            "llm_key = 'sk-secret'",
            "a key belongs into no file; put it into the environment variable TALENTWIRE_LLM_KEY",
        ),
        ("llm_retries = -1", "llm_retries must be a whole number that is not below 0"),
        ("llm_retries = true", "llm_retries must be a whole number that is not below 0"),
        ("llm_window = 10", "llm_window must be at least 1000"),
        ("llm_price_in = -1", "llm_price_in must be a number that is not below 0"),
        ("llm_price_in = inf", "llm_price_in must be a number that is not below 0"),
        ("llm_temperature = 'warm'", "llm_temperature must be a number that is not below 0"),
    ],
)
def test_what_is_wrong_in_a_file_is_refused_by_name(tmp_path: Path, line: str, says: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(line)
    with pytest.raises(ConfigError, match=says):
        load_config(file, {})


def test_what_is_wrong_in_the_environment_is_refused_by_name() -> None:
    with pytest.raises(ConfigError, match=r"TALENTWIRE_LEGER: no such setting; did you mean ledger\?"):
        load_config(environment={"TALENTWIRE_LEGER": "x"})
    with pytest.raises(ConfigError, match="cannot read nowhere"):
        load_config(environment={"TALENTWIRE_CONFIG": "nowhere.toml"})
    assert load_config(environment={"TALENTWIRE_SHARED": "x", "TALENTWIRE_ALLOW_PRIVATE": "yes"}).allow_private


def test_a_language_model_from_file_and_environment(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('llm_model = "small"\nllm_cache = "answers"\nllm_price_in = 2\nllm_retries = 0\n')
    secret = {"TALENTWIRE_LLM_KEY": "sk-secret", "TALENTWIRE_LLM_URL": "http://localhost:1/v1"}
    config = load_config(file, secret)
    model = config.model
    assert (model.url, model.model, model.price_in, model.retries) == ("http://localhost:1/v1", "small", 2.0, 0)
    assert model.cache == tmp_path / "answers"
    assert "sk-secret" not in repr(config)
    assert load_config(file, {"TALENTWIRE_LLM_CACHE": "off"}).model.cache is None
    assert Config().model == ModelSettings()


@pytest.mark.parametrize("name", ["llm_key", "smtp_password"])
def test_a_secret_in_a_file_is_not_shown(tmp_path: Path, name: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f'{name} = "sk-secret"')
    with pytest.raises(ConfigError, match=f"environment variable TALENTWIRE_{name.upper()}") as caught:
        load_config(file, {})
    assert "sk-secret" not in str(caught.value)


def test_a_mail_server(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('smtp_host = "mail.example.org"\nsmtp_tls = "TLS"\nsmtp_port = 2465\n')
    config = load_config(file, {"TALENTWIRE_SMTP_PASSWORD": "sk-secret", "TALENTWIRE_SMTP_FROM": "desk@example.org"})
    assert (config.smtp_host, config.smtp_tls, config.smtp_port) == ("mail.example.org", "tls", 2465)
    assert config.smtp_from == "desk@example.org"
    assert "sk-secret" not in repr(config)


def test_a_file_in_no_encoding(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigError, match="it is not UTF-8"):
        load_config(tmp_path / "own.toml", {})


def test_every_setting_says_what_it_is_for() -> None:
    assert all(settings().values())
    with pytest.raises(ConfigError, match="setting colour"):
        Config().changed(colour="red")
