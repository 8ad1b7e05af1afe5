"""Train the name tagger: build its lexicon, gather and make sentences, fit, measure.

    python training/names/train.py [--corpora ../shared/corpora] [--out src/talentwire/extract/data]

Everything is drawn from one seed, so that two runs on the same corpora give the same files.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import lzma
import math
import random
import re
import sys
import tempfile
import time
import tomllib
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pycrfsuite
from domain import marked_sentences

from talentwire.extract import tagger as tg
from talentwire.lang.tokens import tokenise

SEED = 20251
HERE = Path(__file__).parent
LANGUAGES = ("de", "en", "fr", "es", "it", "nl")
WORDS = tomllib.loads((HERE / "words.toml").read_text(encoding="utf-8"))
MARKED = {key: block.split() for key, block in WORDS["marked"].items()}
COMPANY = {key: block.split() for key, block in WORDS["company"].items()}
PLACES = sorted(set(MARKED["places"])) + [name.replace("_", " ") for name in MARKED["cities"]]
SLOT = re.compile(r"\{([A-Za-z ]+)\}")
PLURAL_OF = {"foreign": "foreign", "fund": "fund_tails"}
DOMAIN_TIMES = 4
SYNTHETIC = {"de": 8000, "en": 9000, "fr": 12000, "es": 3500, "it": 3500, "nl": 3500}

Span = tuple[int, int, str]


class Sentence(NamedTuple):
    text: str
    spans: list[Span]
    lang: str
    source: str
    split_case: bool = False


# ---------------------------------------------------------------------------------------------------- lists


def lines(path: Path) -> list[str]:
    return lzma.open(path, "rt", encoding="utf-8-sig").read().splitlines()


def french_counts(corpora: Path) -> Counter[str]:
    """Count small-letter words in the newspapers that are free of rights, French and Dutch."""
    found: Counter[str] = Counter()
    for name in ("fr_europeana_historic", "nl_europeana_historic"):
        for row in corpus(corpora / "ner_gold" / f"{name}.jsonl.xz"):
            starts, ends = tokenise(row.text)
            for start, end in zip(starts, ends, strict=True):
                token = row.text[start:end]
                if token.islower() and token.isalpha():
                    found[token] += 1
    return found


def names_of(path: Path, column: str) -> dict[str, list[str]]:
    """Read names by country, as they are written in Latin letters."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(io.StringIO("\n".join(lines(path)))):
        name = (row[column] or row["Localized Name"]).strip()
        if name and name[0].isalpha() and ord(name[0]) < 0x250:
            by_country[row["Country"]].append(name[0].upper() + name[1:])
    return by_country


def build_lexicon(corpora: Path) -> dict[str, tg.Entry]:
    names = corpora / "names"
    with gzip.open(names / "name_lexicon_and_brown_clusters_de_en_es.json.gz", "rt", encoding="utf-8") as file:
        raw = json.load(file)
    table: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for column, key in enumerate(("cl", "cl_en", "cl_es")):
        for word, cluster in raw[key].items():
            table[word][column] = cluster & 0xFFFF
    for word, chance in raw["low"].items():
        table[word][3] = max(1, 26 + int(chance))
    for word, count in french_counts(corpora).items():
        if count > 1:
            table[word][4] = min(15, 1 + int(math.log2(count)))
    for flag, block in (
        (tg.FORENAME, {part for name in forename_list(corpora) for part in name.split()} | set(raw["first"])),
        (tg.SURNAME, set(raw["last"])),
        (tg.COMPANY, {word for word in raw["org"] if len(word) > 2}),
        (tg.ROLE, set(MARKED["roles"])),
        (tg.ORG_PART, set(MARKED["org_parts"])),
        (tg.TITLE, set(MARKED["titles"])),
        (tg.PLACE, set(MARKED["places"])),
    ):
        for word in sorted(block):
            table[word][5] |= flag
    little = Counter(word for block in WORDS["little"].values() for word in block.split())
    for code, block in enumerate(WORDS["little"].values(), start=1):
        for word in block.split():
            if little[word] == 1:
                table[word][5] |= code << tg.LANGUAGE_SHIFT
    return {word: tg.Entry(*row) for word, row in table.items()}


def pack(words: dict[str, tg.Entry]) -> bytes:
    """Pack words for ``Lexicon.read``: differences of sorted checksums, then the columns, bytewise."""
    table = sorted({zlib.crc32(word.encode()): entry for word, entry in words.items()}.items())
    keys = [key for key, _ in table]
    columns = [[key - before for before, key in zip([0, *keys], keys, strict=False)]]
    columns += [list(column) for column in zip(*(entry for _, entry in table), strict=True)]
    out = [len(keys).to_bytes(4, "little")]
    for code, values in zip("I" + tg.COLUMNS, columns, strict=True):
        width = array(code).itemsize
        raw = b"".join(value.to_bytes(width, "little") for value in values)
        out += [raw[plane::width] for plane in range(width)]
    return gzip.compress(b"".join(out), 9, mtime=0)


def forename_list(corpora: Path) -> list[str]:
    by_country = names_of(corpora / "names" / "forenames_by_country_cc0.csv.xz", "Romanized Name")
    return sorted({name for block in by_country.values() for name in block})


# ------------------------------------------------------------------------------------------------- invention


class Babbler:
    """Invents words that sound like those it was shown: letters follow the two before them."""

    def __init__(self, words: Iterable[str]) -> None:
        self.after: dict[str, list[str]] = defaultdict(list)
        for word in words:
            padded = "^^" + word.lower() + "$"
            for at in range(2, len(padded)):
                self.after[padded[at - 2 : at]].append(padded[at])

    def __call__(self, rng: random.Random) -> str:
        for _ in range(50):
            word = "^^"
            while len(word) < 14:
                char = rng.choice(self.after[word[-2:]])
                if char == "$":
                    break
                word += char
            if 3 <= len(word) - 2 <= 11 and word[2:].isalpha():
                return word[2:].capitalize()
        return "Varo"


WESTERN = ("DE", "AT", "CH", "FR", "BE", "NL", "LU", "US", "GB", "IE", "IT", "ES", "PT", "CA", "AU", "NZ")


class Inventor:
    """Makes up persons, companies and everything else that fills a template."""

    def __init__(self, corpora: Path, rng: random.Random) -> None:
        names = corpora / "names"
        self.rng = rng
        self.forenames = names_of(names / "forenames_by_country_cc0.csv.xz", "Romanized Name")
        self.surnames = names_of(names / "surnames_by_country_cc0.csv.xz", "Romanized Name")
        self.countries = sorted(set(self.forenames) & set(self.surnames))
        self.western = [code for code in WESTERN if code in self.countries]
        self.all_forenames = [name for name in lines(names / "first_names_all_unlicense.txt.xz") if name.isalpha()]
        self.all_surnames = [
            name for name in lines(names / "surnames_all_unlicense.txt.xz") if name.isalpha() and len(name) > 2
        ]
        self.german_surnames = [
            name for name in lines(names / "surnames_de_unlicense.txt.xz") if name.isalpha() and len(name) > 2
        ]
        surnames = {code: [n for n in block if n.isalpha()] for code, block in self.surnames.items()}
        self.babble_surname = {code: Babbler(block) for code, block in surnames.items() if len(block) > 25}
        forenames = {code: [n for n in self.forenames[code] if n.isalpha()] for code in self.countries}
        self.babble_forename = {code: Babbler(block) for code, block in forenames.items() if len(block) > 15}
        self.syllables = WORDS["person"]["syllables"].split()
        self.babble_any = Babbler(self.all_surnames)
        self.babble_company = Babbler(COMPANY["sounds"])
        pairs = [line.split(" ", 1) for line in WORDS["company"]["patterns"].splitlines() if line]
        self.weights, self.patterns = (
            [float(weight) for weight, _ in pairs],
            [pattern for _, pattern in pairs],
        )
        self.listed = listed_companies(names)

    # persons

    def forename(self, code: str) -> str:
        rng, dice = self.rng, self.rng.random()
        if dice < 0.15 and code in self.babble_forename:
            return self.babble_forename[code](rng)
        if dice < 0.3:
            return rng.choice(self.all_forenames)
        return rng.choice(self.forenames[code])

    def surname(self, code: str) -> str:
        rng, dice = self.rng, self.rng.random()
        if dice < 0.25 and code in self.babble_surname:
            return self.babble_surname[code](rng)
        if dice < 0.35:
            return self.babble_any(rng)
        if dice < 0.5:
            return rng.choice(self.all_surnames)
        if dice < 0.58:
            return rng.choice(self.german_surnames)
        return rng.choice(self.surnames[code])

    def person(self) -> tuple[str, str, str]:
        """Make a full name, and the forename and the surname in it."""
        rng = self.rng
        code = rng.choice(self.western if rng.random() < 0.35 else self.countries)
        first = self.forename(code)
        last = self.surname(rng.choice(self.countries) if rng.random() < 0.2 else code)
        dice = rng.random()
        if dice < 0.06:
            last = f"{rng.choice(WORDS['person']['particles'])} {last}"
        elif dice < 0.14:
            last = f"{last}-{self.surname(rng.choice((code, rng.choice(self.countries))))}"
        elif dice < 0.16:
            last = rng.choice(WORDS["person"]["prefixes"]) + last
        elif dice < 0.18:
            last = f"{last} {self.surname(code)}"
        dice = rng.random()
        middle = ""
        if dice < 0.05:
            middle = f"{rng.choice('ABCDEFGHJKLMNPRSTW')}. "
        elif dice < 0.09:
            middle = f"{self.forename(code)} "
        elif dice < 0.12:
            first = f"{first}-{self.forename(code)}"
        elif dice < 0.14:
            first = f"{first[0]}."
        elif dice < 0.15:
            first = f"{first[0]}.{rng.choice('ABCDJKMP')}."
        elif dice < 0.16:
            first = f"{first} “{self.forename(code)}”" if rng.random() < 0.5 else f'{first} "{self.forename(code)}"'
        elif dice < 0.18:  # Korean and Chinese order: "Seo Min-jae"
            syllables = self.rng.choices(self.syllables, k=3)
            first, middle, last = syllables[0], "", f"{syllables[1]}-{syllables[2].lower()}"
            return f"{first} {last}", last, first
        return f"{first} {middle}{last}", first, last

    # organisations

    def stem(self) -> str:
        rng, dice = self.rng, self.rng.random()
        if dice < 0.4:
            return self.babble_company(rng)
        if dice < 0.6:
            return rng.choice(COMPANY["nouns"])
        if dice < 0.8:
            return self.surname(rng.choice(self.countries)).replace(" ", "")
        return self.babble_any(rng)

    def acronym(self) -> str:
        return "".join(self.rng.choice("ABCDEFGHIKLMNOPRSTUVX") for _ in range(self.rng.choice((2, 3, 3, 3, 4, 5))))

    def native(self, lang: str) -> str:
        """An everyday word of a language, in the form that companies and models have it."""
        return self.rng.choice(WORDS["native"][lang].split())

    def company(self, lang: str) -> str:
        dice = self.rng.random()
        if dice < 0.12:
            tail = self.rng.choice(["", "", "", " AI", f" {self.part('legal', lang)}", f" {self.part('tail', lang)}"])
            return self.native(lang) + tail
        if dice < 0.15:
            return f"{self.surname(self.rng.choice(self.western))} {self.part('tail', lang)}"
        if dice < 0.17:
            return f"{self.surname(self.rng.choice(self.western))} & {self.surname(self.rng.choice(self.western))}"
        pattern = self.rng.choices(self.patterns, self.weights)[0]
        return SLOT.sub(lambda match: self.part(match[1], lang), pattern)

    def part(self, name: str, lang: str) -> str:
        """Make one part of a company's name."""
        rng = self.rng
        if name.startswith("small "):
            return self.part(name.removeprefix("small "), lang).lower()
        makers = {"stem": self.stem, "acronym": self.acronym, "any": lambda: self.babble_any(rng)}
        if name in makers:
            return makers[name]()
        pools = {"listed": self.listed, "place": PLACES, "legal": WORDS["legal"][lang]}
        return str(rng.choice(pools.get(name) or COMPANY[PLURAL_OF.get(name, name + "s")]))

    def fund(self, lang: str) -> str:
        rng = self.rng
        if rng.random() < 0.3:
            return self.company(lang)
        stem = rng.choice(
            (self.stem, lambda: f"{self.stem()} {self.stem()}", lambda: f"{self.stem()} & {self.stem()}")
        )()
        return f"{stem} {rng.choice(COMPANY['fund_tails'])}"

    def fill(self, pattern: str) -> str:
        rng = self.rng
        return (
            pattern.replace("{L}", rng.choice(PLACES))
            .replace(
                "{N}",
                rng.choice((rng.choice(COMPANY["nouns"]), self.babble_any(rng), rng.choice(self.all_surnames))),
            )
            .replace("{A}", self.acronym())
        )

    def product(self, lang: str) -> str:
        rng = self.rng
        words = rng.choice((COMPANY["nouns"], COMPANY["ideas"], COMPANY["foreign"]))
        stem = rng.choice((self.stem(), rng.choice(words), self.native(lang), self.acronym()))
        return stem + rng.choice(WORDS["product"]["endings"])


def listed_companies(names: Path) -> list[str]:
    """Short names of companies on the stock exchange."""
    legal = r"inc|corp|corporation|company|co|ltd|plc|limited|holdings?|group|n\.v|s\.a|ag"
    legal += "|the|class|common|ordinary|american"
    tail = re.compile(rf"(,? ({legal})\b.*|[(-].*)$", re.I)
    found = {row["Security"] for row in csv.DictReader(io.StringIO("\n".join(lines(names / "sp500_pddl.csv.xz"))))}
    for row in csv.DictReader(io.StringIO("\n".join(lines(names / "nasdaq_listed_pddl.csv.xz")))):
        name = row["Security Name"]
        if not re.search(r"ETF|Fund|Trust|Acquisition|Rights|Warrant|Unit|%", name):
            found.add(name.split(" - ")[0])
    short = {tail.sub("", name).strip(" ,.") for name in found}
    return sorted(name for name in short if 2 < len(name) < 24 and name[0].isalpha())


# ------------------------------------------------------------------------------------------------- templates

CHOICE = re.compile(r"\[([^\[\]]*)\]")
KINDS = dict.fromkeys("PQRSTf", "PER") | dict.fromkeys("ABCFMU", "ORG") | dict.fromkeys("LK", "LOC") | {"m": "PROD"}


class Templates:
    def __init__(self, lang: str, inventor: Inventor) -> None:
        self.lang, self.inventor, self.rng = lang, inventor, inventor.rng
        self.pools: dict[str, list[str]] = {}
        self.patterns: list[str] = []
        for line in (HERE / "templates" / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
            if line.startswith("@"):
                key, _, values = line[1:].partition(" ")
                self.pools[key] = [value.strip() for value in values.split(" | ")]
            elif line and not line.startswith("#"):
                self.patterns.append(line)

    def values(self) -> dict[str, str]:
        inventor, lang = self.inventor, self.lang
        people = [inventor.person() for _ in range(3)]
        values = {key: person[0] for key, person in zip("PQR", people, strict=True)}
        values |= {"S": people[0][2], "T": people[1][2], "f": people[0][1]}
        values |= {key: inventor.company(lang) for key in "ABC"}
        if self.rng.random() < 0.08:
            values["B"] = inventor.fill(self.rng.choice(WORDS["institutes"][lang]))
        values["F"] = inventor.fund(lang)
        values["M"] = (
            inventor.fill(self.rng.choice(WORDS["media"][lang])) if self.rng.random() < 0.6 else inventor.company(lang)
        )
        values["U"] = inventor.fill(self.rng.choice(WORDS["institutes"][lang]))
        values["L"], values["K"] = self.rng.sample(PLACES, 2)
        values["m"] = inventor.product(lang)
        return values

    def make(self) -> Sentence:
        rng = self.rng
        pattern = rng.choice(self.patterns)
        while match := CHOICE.search(pattern):
            pattern = pattern[: match.start()] + rng.choice(match[1].split("|")) + pattern[match.end() :]
        values = self.values()
        text, spans, at = "", [], 0
        for match in SLOT.finditer(pattern):
            text += pattern[at : match.start()]
            at = match.end()
            key = match[1]
            value = values.get(key) or rng.choice(self.pools[key])
            if key in KINDS:
                text = self.elide(text, value)
                spans.append((len(text), len(text) + len(value), KINDS[key]))
            elif not text.strip("„“«\"'• -*"):
                value = value[:1].upper() + value[1:]
            text += value
        text += pattern[at:]
        return Sentence(text.rstrip(), spans, self.lang, f"made-{self.lang}")

    def elide(self, text: str, value: str) -> str:
        """French drops a vowel before a vowel, and writes the apostrophe in either way."""
        if self.lang != "fr" or value[0] not in "AEIOUÉÈÎaeiou" or self.rng.random() < 0.15:
            return text
        apostrophe = self.rng.choice("'’")
        return re.sub(r"\b([Dd]|[Qq]u)e $", rf"\1{apostrophe}", text)


def damage(sentence: Sentence, rng: random.Random) -> Sentence:
    """Glue words together, or lose the capitals, as machines and typesetters do."""
    dice = rng.random()
    text = sentence.text
    if dice < 0.03:
        return sentence._replace(text=text.upper() if len(text.upper()) == len(text) else text)
    if dice < 0.06:
        return sentence._replace(text=text.lower() if len(text.lower()) == len(text) else text)
    if dice < 0.11 and sentence.spans:
        start, end, _ = rng.choice(sentence.spans)
        hole = end if rng.random() < 0.7 else start - 1
        if 0 <= hole < len(text) and text[hole] == " ":
            spans = [(a - (a > hole), b - (b > hole), kind) for a, b, kind in sentence.spans]
            return sentence._replace(text=text[:hole] + text[hole + 1 :], spans=spans, split_case=rng.random() < 0.7)
    if dice < 0.14:
        return sentence._replace(split_case=True)
    return sentence


def swap_names(sentence: Sentence, inventor: Inventor, share: float = 0.4) -> Sentence:
    """Put invented names in place of real ones as long, so that no name can be learnt by heart."""
    rng = inventor.rng
    text, spans, at = "", [], 0
    for start, end, kind in sorted(sentence.spans):
        if start < at:
            return sentence
        old = sentence.text[start:end]
        new = old
        size = len(old.split())
        if kind == "PER" and old[0].isupper() and size <= 3:
            full, _, last = inventor.person()
            new = last if size == 1 else full
        elif kind == "ORG" and old[0].isupper() and size == 1 and old.isalnum() and rng.random() < share:
            new = inventor.company(sentence.lang if sentence.lang in LANGUAGES else "en")
        elif kind == "PROD" and rng.random() < share:
            new = inventor.product(sentence.lang if sentence.lang in LANGUAGES else "en")
        text += sentence.text[at:start] + new
        spans.append((len(text) - len(new), len(text), kind))
        at = end
    return sentence._replace(text=text + sentence.text[at:], spans=spans)


# --------------------------------------------------------------------------------------------------- corpora


def corpus(path: Path) -> Iterator[Sentence]:
    for line in lines(path):
        row = json.loads(line)
        yield Sentence(
            row["text"],
            [(a, b, kind) for a, b, kind in row["ents"]],
            row["lang"],
            f"{row['src']}/{row['split']}",
        )


def transit(sentence: Sentence) -> bool:
    """Tell the reports of traffic jams and late trains, whose places are no places elsewhere."""
    return any(kind == "LOC" and re.search(r"[\d#]|Hbf|Bahnhof", sentence.text[a:b]) for a, b, kind in sentence.spans)


def handles(sentence: Sentence) -> bool:
    return any(a and sentence.text[a - 1] == "@" for a, _, _ in sentence.spans)


def shares(corpora: Path) -> tuple[list[Sentence], dict[str, list[Sentence]]]:
    """Deal the corpora out to training and test."""
    gold = corpora / "ner_gold"
    train: list[Sentence] = []
    tests: dict[str, list[Sentence]] = {}

    def read(name: str) -> list[Sentence]:
        return list(corpus(gold / f"{name}.jsonl.xz"))

    def deal(test_name: str, sentences: list[Sentence], cut: float) -> None:
        at = int(len(sentences) * cut)
        train.extend(sentences[:at])
        tests[test_name] = sentences[at:]

    def named(sentences: list[Sentence], word: str) -> list[Sentence]:
        return [sentence for sentence in sentences if word in sentence.source]

    germeval = read("de_germeval14_devtest")
    deal("germeval14 (de)", germeval, 0.72)
    smart = [sentence for sentence in read("de_smartdata_v1") if not transit(sentence)]
    train += named(smart, "train")
    deal("smartdata (de)", named(smart, "test"), 0.4)
    mobie = [sentence for sentence in read("de_mobie") if not transit(sentence) and sentence.spans]
    train += named(mobie, "train")
    for lang, share in (("de", 0.35), ("fr", 1), ("nl", 0.45)):  # of the old German and Dutch, a taste
        rows = [s for s in read(f"{lang}_europeana_historic") if s.spans or len(s.text) > 60]
        at = int(len(rows) * 0.88)
        train += rows[: int(at * share)]
        tests[f"europeana historic ({lang})"] = rows[at:]
    deal("wikigold (en)", read("en_wikigold"), 0.8)
    wnut = read("en_wnut17")
    train += [s for s in wnut if "test" not in s.source]
    tests["wnut17 (en)"] = named(wnut, "/test")
    tweets = [s for s in read("en_btc_tweets") if s.spans and not handles(s)]
    deal("broad twitter (en)", tweets, 0.85)
    cross = read("en_crossner_5domains")
    tests["crossner ai (en)"] = named(cross, "crossner-ai/test")
    tests["crossner science (en)"] = named(cross, "crossner-science/test")
    held = {id(s) for name in ("crossner ai (en)", "crossner science (en)") for s in tests[name]}
    train += [s for s in cross if id(s) not in held]
    deal("re-docred (en)", read("en_redocred_devtest"), 0.88)
    other = corpora / "ner_sharealike"
    for label, name in (
        ("uner pud (de)", "de_uner_pud_test"),
        ("uner pud (en)", "en_uner_pud_test"),
        ("uner ewt (en)", "en_uner_ewt_devtest"),
        ("pud projected (fr)", "fr_pud_projected_test"),
        ("uner pud (pt)", "pt_uner_pud_test"),
    ):
        tests[label] = list(corpus(other / f"{name}.jsonl.xz"))
    return train, tests


def product_news(corpora: Path, model: tg.NameTagger) -> list[Sentence]:
    """Read pages where organisations alone are marked; a first model adds persons and places."""
    found = []
    for row in corpus(corpora / "ner_gold" / "en_product_corpus_orgonly.jsonl.xz"):
        starts, ends = tokenise(row.text)
        told = model.tag(row.text, starts, ends)
        extra = [
            (starts[n.first_token], ends[n.last_token_exclusive - 1], str(n.kind)) for n in told if n.kind != "ORG"
        ]
        spans = row.spans + [(a, b, k) for a, b, k in extra if all(b <= c or a >= d for c, d, _ in row.spans)]
        found.append(row._replace(spans=sorted(spans)))
    return found


# --------------------------------------------------------------------------------------------------- fitting


def labels_of(sentence: Sentence) -> tuple[list[int], list[int], list[str]]:
    """Cut a sentence into tokens and label them; a token that only starts or ends as a name is one."""
    starts, ends = tokenise(sentence.text, split_case=sentence.split_case)
    labels = ["O"] * len(starts)
    for a, b, kind in sentence.spans:
        inside = [at for at in range(len(starts)) if starts[at] < b and ends[at] > a]
        while inside and not any(c.isalnum() for c in sentence.text[starts[inside[-1]] : ends[inside[-1]]]):
            inside.pop()
        while inside and not any(c.isalnum() for c in sentence.text[starts[inside[0]] : ends[inside[0]]]):
            inside.pop(0)
        if any(labels[at] != "O" for at in inside):
            continue
        for at in inside:
            labels[at] = ("B-" if at == inside[0] else "I-") + kind
    return starts, ends, labels


def joined(sentences: list[Sentence], rng: random.Random) -> Iterator[Sentence]:
    """Join some neighbours into paragraphs, since whole paragraphs will be read."""
    at = 0
    while at < len(sentences):
        here = sentences[at]
        at += 1
        while at < len(sentences) and rng.random() < 0.2 and sentences[at].lang == here.lang and not here.split_case:
            shift = len(here.text) + 1
            there = sentences[at]
            here = here._replace(
                text=f"{here.text} {there.text}",
                spans=here.spans + [(a + shift, b + shift, kind) for a, b, kind in there.spans],
            )
            at += 1
        yield here


def fit(sentences: list[Sentence], features: tg.Features, out: Path, options: dict[str, float]) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"feature.possible_transitions": True, **options})
    tokens = 0
    for sentence in sentences:
        starts, ends, labels = labels_of(sentence)
        if labels:
            trainer.append(features(sentence.text, starts, ends), labels)
            tokens += len(labels)
    print(f"{len(sentences)} sentences, {tokens} tokens", flush=True)
    trainer.train(str(out))


class Score:
    def __init__(self) -> None:
        self.right, self.told, self.true = Counter[str](), Counter[str](), Counter[str]()

    def add(self, told: set[Span], true: set[Span]) -> None:
        for counter, spans in ((self.right, told & true), (self.told, told), (self.true, true)):
            counter.update(kind for _, _, kind in spans)

    def line(self) -> str:
        cells = []
        for kind in ("PER", "ORG", "LOC"):
            precision = self.right[kind] / max(self.told[kind], 1)
            recall = self.right[kind] / max(self.true[kind], 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            cells.append(f"{100 * precision:.0f} / {100 * recall:.0f} / **{100 * f1:.0f}**" if self.true[kind] else "–")
        return " | ".join(cells)


def measure(model: tg.NameTagger, sentences: Iterable[Sentence]) -> Score:
    score = Score()
    for sentence in sentences:
        starts, ends, labels = labels_of(sentence)
        if not starts:
            continue
        true = {(first, last, labels[first][2:]) for first, last in tg.spans_of(labels)}
        told = {(n.first_token, n.last_token_exclusive, str(n.kind)) for n in model.tag(sentence.text, starts, ends)}
        score.add(told, true)
    return score


def report(model: tg.NameTagger, tests: dict[str, list[Sentence]]) -> None:
    print("| test | sentences | PER P / R / F1 | ORG P / R / F1 | LOC P / R / F1 |\n|---|---|---|---|---|")
    for name, sentences in tests.items():
        print(f"| {name} | {len(sentences)} | {measure(model, sentences).line()} |", flush=True)
    sample = [sentence for sentences in tests.values() for sentence in sentences][::5]
    began, tokens = time.process_time(), 0
    for sentence in sample:
        starts, ends = tokenise(sentence.text)
        tokens += len(starts)
        model.tag(sentence.text, starts, ends)
    print(f"\n{tokens / (time.process_time() - began):.0f} tokens a second with tokenising")


def domain_sentences(model: tg.NameTagger, lexicon: tg.Lexicon, odd_only: bool) -> list[Sentence]:
    """Read the annotated documents of this project."""
    rows = marked_sentences(HERE.parent, odd_only, model, lexicon)
    return [Sentence(text, spans, lang, "documents") for lang, (text, spans) in rows]


def training_set(
    inventor: Inventor, train: list[Sentence], scale: float, domain: Sequence[Sentence] = ()
) -> list[Sentence]:
    """Invent sentences, and put invented names into the others; those of our own field count several times."""
    rng = inventor.rng
    made = []
    for lang, count in SYNTHETIC.items():
        templates = Templates(lang, inventor)
        made += [templates.make() for _ in range(int(count * scale))]
    swapped = [swap_names(s, inventor) if rng.random() < 0.5 else s for s in train]
    everything = list(joined(swapped, rng))
    everything += domain
    for _ in range(DOMAIN_TIMES):
        everything += [swap_names(s, inventor, 0.7) for s in domain]
    rng.shuffle(made)
    by_lang: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in made:
        by_lang[sentence.lang].append(sentence)
    for block in by_lang.values():
        everything += joined(block, rng)
    return [damage(sentence, rng) for sentence in everything]


def make(args: argparse.Namespace, train: list[Sentence], options: dict[str, float], model_path: Path) -> None:
    """Let a first model complete what only claims or organisations are marked in, and fit the real one."""
    lexicon = tg.Lexicon.read(model_path.with_name(tg.LEXICON))
    features = tg.Features(lexicon)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "model"
        began = time.time()
        first = tg.NameTagger.load(args.first) if args.first else quick(args, train, options, features, Path(folder))
        if first is None:
            sys.exit(f"no model in {args.first}")
        train = train + product_news(args.corpora, first)
        domain = domain_sentences(first, lexicon, args.odd_only)
        print(f"{len(domain)} sentences of the field", flush=True)
        inventor = Inventor(args.corpora, random.Random(SEED + 1))
        fit(training_set(inventor, train, args.scale, domain), features, raw, options)
        print(f"trained in {time.time() - began:.0f} s, {raw.stat().st_size / 1e6:.1f} MB")
        model_path.write_bytes(gzip.compress(raw.read_bytes(), 9, mtime=0))


def quick(
    args: argparse.Namespace, train: list[Sentence], options: dict[str, float], features: tg.Features, folder: Path
) -> tg.NameTagger:
    """A model from a fifth of the corpora."""
    inventor = Inventor(args.corpora, random.Random(SEED))
    sentences = training_set(inventor, train[::5], 0.15 * args.scale)
    fit(sentences, features, folder / "quick", options | {"max_iterations": 30})
    return reader(folder / "quick", features)


def reader(path: Path, features: tg.Features) -> tg.NameTagger:
    model = pycrfsuite.Tagger()
    weights = path.read_bytes()
    model.open_inmemory(weights)
    return tg.NameTagger(model, weights, features, lean=0.33)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "src" / "talentwire" / "extract" / "data")
    parser.add_argument(
        "--scale", type=float, default=0.8, help="how many invented sentences, against the usual number"
    )
    parser.add_argument("--c1", type=float, default=0.15)
    parser.add_argument("--c2", type=float, default=0.02)
    parser.add_argument("--minfreq", type=float, default=3)
    parser.add_argument("--iterations", type=int, default=50)
    parser.add_argument("--odd-only", action="store_true", help="keep the annotated documents with even numbers out")
    parser.add_argument("--first", type=Path, help="the model that completes what is marked; by default a quick one")
    parser.add_argument("--report-only", action="store_true", help="measure the model that is there")
    args = parser.parse_args()
    model_path, lexicon_path = args.out / tg.MODEL.name, args.out / tg.LEXICON
    train, tests = shares(args.corpora)
    if not args.report_only:
        args.out.mkdir(parents=True, exist_ok=True)
        lexicon_path.write_bytes(pack(build_lexicon(args.corpora)))
        options = {
            "c1": args.c1,
            "c2": args.c2,
            "feature.minfreq": args.minfreq,
            "max_iterations": args.iterations,
        }
        make(args, train, options, model_path)
    for path in (model_path, lexicon_path):
        print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB")
    model = tg.NameTagger.load(model_path)
    if model is None:
        sys.exit("no model")
    report(model, tests)


if __name__ == "__main__":
    main()
