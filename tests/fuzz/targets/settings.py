"""Files of settings: the program's own, what is watched, saved questions, rates of exchange."""

from functools import partial
from itertools import pairwise
from typing import Final

from fuzzed import Parser

from talentwire.analyse.money.rates import Rates
from talentwire.config import load_config
from talentwire.model.values import PartialDate
from talentwire.read.feeds.file import example, load_watch_file
from talentwire.serve.alerting.file import read as read_alerts
from targets.places import file

_CONFIG: Final = (
    b'ledger = "ledger.db"\njobs = 2\ntimeout = 20.5\nknowledge = "mine"\nrates = "rates.csv"\nallow_private = false\n',
    b'ledger = "postgresql://localhost/x"\nllm_url = "http://localhost:11434/v1"\nllm_temperature = 0\nllm_cache = "off"\n',
    b'smtp_host = "mail.example"\nsmtp_port = 587\nsmtp_tls = "tls"\nsmtp_retries = 0\npublic_url = "https://t.example/"\n',
)  # fmt: skip
_ALERTS: Final = (
    b'[[alert]]\nname = "leavers"\norg = "Quarrystone"\nwhen = ["leaves"]\nmail = "ada@paper.example"\nlanguage = "de"\n',
    b'[[alert]]\nname = "sums"\nkind = ["deal", "funding"]\namount = "USD 1bn"\nwebhook = "https://paper.example/h"\n'
    b'[[alert]]\nname = "rumours"\nstatus = "talks"\nsince = "2025-07"\ntext = "chip"\n',
)
_RATES: Final = (
    b"date,currency,usd\n2025-07-15,EUR,1.16\n2025-07-16,EUR,1.17\n2025-07-15,GBP,1.34\n",
    b"Date; Currency; USD\n2025-07-15; CHF; 1.25\n",
)
_RATE_TABLES: Final = (
    b'[[rate]]\ndate = 2025-07-15\ncurrency = "EUR"\nusd = 1.16\n[[rate]]\ndate = "2025-07-16"\ncurrency = "GBP"\nusd = 1\n',
)


def config(data: bytes) -> bool:
    """Every setting has a value that can be used."""
    found = load_config(file("talentwire.toml", data), {})
    assert found.changed(jobs=3).jobs == 3
    assert found.model
    return True


def watch(data: bytes) -> bool:
    """Every source has a name of its own."""
    found = load_watch_file(file("watch.toml", data))
    assert len({one.name for one in found.sources}) == len(found.sources) > 0
    return True


def alerts(data: bytes) -> bool:
    """A question can be kept as JSON and read again."""
    found = read_alerts(file("alerts.toml", data))
    for one in found:
        assert type(one.wanted).of(one.wanted.to_json()) == one.wanted
        assert type(one.outlets).of(one.outlets.to_json()) == one.outlets
    return bool(found)


def rates(name: str, data: bytes) -> bool:
    """What is converted there and back is what it was."""
    found = Rates.load(file(name, data))
    day = PartialDate(2030, 1, 1).first()
    for currency, held in found.by_currency.items():
        assert all(left.day < right.day for left, right in pairwise(held))
        there = found.convert(100.0, currency, "USD", day)
        assert there is None or there >= 0
    return bool(found.by_currency)


PARSERS: Final = (
    Parser("config", config, lambda: _CONFIG, "toml", (b"~nobody/x", b'"\\u0000"', b"jobs", b"rates")),
    Parser(
        "watch", watch, lambda: (example().encode(), b'[[source]]\nname = "w"\nkind = "rss"\nurl = "https://w.example/f"\n'),
        "toml", (b'match = "(a{99999999999})"', b'match = "((((("', b'path = "~nobody/x"', b'every = "9e99 h"'),
    ),
    Parser("alerts", alerts, lambda: _ALERTS, "toml", (b"when", b"mail = [1]", b'role = "x"', b"per_head")),
    Parser("rates-csv", partial(rates, "rates.csv"), lambda: _RATES, words=(b"1e400", b"0", b"-1", b";", b'"', b"nan"),
           units=(b"2025-07-15,EUR,1.16\n",), frame=(_RATES[0], b"")),
    Parser("rates-toml", partial(rates, "rates.toml"), lambda: _RATE_TABLES, "toml", (b"1979-05-27T07:32:00Z", b"inf")),
)  # fmt: skip
