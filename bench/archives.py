"""How fast archives become documents worth reading, stage by stage, beside the floor; and what each stage loses.

The floor is what any reader must do: FastWARC hands out the records, Resiliparse makes text of every page. Each stage
of ours is measured with those before it, on the same archive in the same run, in seconds of the processor. Beside speed
stands what is lost: documents that the gate lets through and the sieve does not, framed as pages in every charset; and
words and claims of articles in each way to make text of a page.

usage: python bench/archives.py [--pages N] [--share S] [--repeats N] [--compared N]
"""

import argparse
import json
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from fastwarc.warc import ArchiveIterator, WarcRecordType
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding

import warcs
from talentwire.extract.builtin import BuiltinExtractor
from talentwire.extract.gate import about_our_field
from talentwire.extract.gazetteer import Gazetteer
from talentwire.extract.sieve import Sieve
from talentwire.extract.text import Text
from talentwire.knowledge.atlas import Atlas
from talentwire.lang.pack import languages, load_pack
from talentwire.lang.segment import identify
from talentwire.model.document import Document
from talentwire.pipeline import repaired
from talentwire.read.archives import Page, document_of, open_archive, text_of
from talentwire.read.archives.text import plain
from talentwire.read.formats import Source
from talentwire.read.html import page as careful
from talentwire.read.options import ReadOptions

OPTIONS = ReadOptions(on_note=lambda note: None)
WORD = re.compile(r"\w+")
CUT = 4
"""Paragraphs of a short article."""


class Gate:
    """Whether a document is of the field, as the extractor asks it."""

    def __init__(self) -> None:
        self._gazetteer = Gazetteer(Atlas.load())

    def __call__(self, document: Document) -> bool:
        if document.lang is None or document.lang not in languages():
            return False
        text = Text(document, load_pack(document.lang))
        return about_our_field(text, list(self._gazetteer.scan(text)))


def floor(path: Path) -> int:
    """Characters of text that FastWARC and Resiliparse make."""
    total = 0
    for record in ArchiveIterator(str(path), record_types=WarcRecordType.response):
        data = record.reader.read()
        html = bytes_to_str(data, record.http_charset or detect_encoding(data, from_html_meta=True) or "utf-8")
        total += len(extract_plain_text(html, main_content=True))
    return total


def records_alone(path: Path) -> int:
    return sum(len(r.reader.read()) for r in ArchiveIterator(str(path), record_types=WarcRecordType.response))


def pages(path: Path) -> Iterator[Page]:
    with path.open("rb") as stream:
        for item in open_archive(Source("bench", "bench", stream), OPTIONS):
            if isinstance(item, Page):
                yield item


def rough(path: Path, sieve: Sieve) -> Iterator[tuple[Page, Document]]:
    for page in pages(path):
        if sieve.could_matter(page.data):
            found = text_of(page, OPTIONS)
            if isinstance(found, Document):
                yield page, found


def seconds(work: Callable[[], object], repeats: int) -> float:
    took = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return median(took)


def speeds(path: Path, megabytes: float, repeats: int) -> None:
    sieve, gate = Sieve(Atlas.load()), Gate()
    through = [document_of(page, OPTIONS) for page, text in rough(path, sieve) if gate(text)]  # and warms up
    stages = {
        "FastWARC: records alone": lambda: records_alone(path),
        "floor: FastWARC and Resiliparse": lambda: floor(path),
        "records": lambda: sum(1 for _ in pages(path)),
        "records, sieve": lambda: sum(sieve.could_matter(page.data) for page in pages(path)),
        "records, sieve, rough text": lambda: sum(1 for _ in rough(path, sieve)),
        "records, sieve, rough text, gate": lambda: sum(gate(text) for _, text in rough(path, sieve)),
        "and the careful text of what is left": lambda: [
            document_of(page, OPTIONS) for page, text in rough(path, sieve) if gate(text)
        ],
        "records, careful text of every page": lambda: [document_of(page, OPTIONS) for page in pages(path)],
    }
    took = {name: seconds(work, 1 if "every" in name else repeats) for name, work in stages.items()}
    base = took["floor: FastWARC and Resiliparse"]
    print("| stage | MB/s of HTML | over the floor |\n|---|---|---|")
    for name, one in took.items():
        print(f"| {name} | {megabytes / one:,.1f} | {one / base:.2f} |")
    print(f"\n{len(through)} pages are left for reading")


def passing(made: list[warcs.Made]) -> None:
    sieve, gate = Sieve(Atlas.load()), Gate()
    sieved = {page.url for page in made if sieve.could_matter(page.data)}
    for matters in (True, False):
        some = [page for page in made if page.matters is matters]
        held = [page for page in some if page.url in sieved]
        texts = [text_of(Page(p.url, p.url, p.data, p.charset, "text/html"), OPTIONS) for p in held]
        left = sum(isinstance(text, Document) and gate(text) for text in texts)
        word = "that matter" if matters else "of other fields"
        print(f"of {len(some)} pages {word}, {len(held)} pass the sieve and {left} the gate")


def recall() -> None:
    """Documents of the training material that the gate lets through: how many of them pass the sieve when framed."""
    sieve, gate, chance = Sieve(Atlas.load()), Gate(), random.Random(1)
    print("\n| documents | number | sieve lets through as pages, in each charset | as text | gate on the rough text |")
    print("|---|---|---|---|---|")
    for name, most in (("whole", 10_000), (f"their first {CUT} paragraphs", CUT)):
        texts = []
        for path in sorted((warcs.ROOT / "training").glob("*/*.txt")):
            title, _, rest = path.read_text("utf-8").strip().partition("\n")
            paragraphs = [one for one in rest.split("\n\n") if one.strip()][:most]
            text = "\n\n".join([title, *paragraphs])
            if gate(Document(id="x", text=text, lang=identify(text))):
                texts.append((title, paragraphs, text))
        passed: Counter[str] = Counter()
        for title, paragraphs, text in texts:
            page = warcs.framed(title, paragraphs, str(identify(text)), "2026-01-01", chance, 20_000)
            for how in sorted(set(warcs.CHARSETS)):
                data, charset = warcs.encoded(page, how)
                passed[how] += sieve.could_matter(data)
            rough = text_of(Page("x", None, data, charset, "text/html"), OPTIONS)
            passed["gate"] += isinstance(rough, Document) and gate(rough)
            passed["text"] += sieve.could_matter(text.encode())
        share = {how: f"{count / len(texts):.3f}" for how, count in passed.items()}
        charsets = ", ".join(share[how] for how in sorted(set(warcs.CHARSETS)))
        print(f"| {name} | {len(texts)} | {charsets} | {share['text']} | {share['gate']} |")


def lost_by_text(count: int) -> None:
    """Words of articles kept, words of frames let in, and claims read, in each way to make text of a page."""
    ways: dict[str, Callable[[str], str]] = {"Resiliparse": plain, "careful": lambda html: careful(html).text}
    extractor, sums = BuiltinExtractor(), Counter[str]()
    for made in warcs.pages(count, 1.0, 11, 20_000):
        html = made.data.decode(made.charset or "utf-8", "replace")
        article = "\n\n".join([made.title, *made.paragraphs])
        words, told = Counter(WORD.findall(article)), _claims(extractor, article, made.lang)
        sums["words"] += words.total()
        sums["claims"] += len(told)
        for name, way in ways.items():
            text = way(html)
            got, read = Counter(WORD.findall(text)), _claims(extractor, text, made.lang)
            sums[f"{name} kept"] += (words & got).total()
            sums[f"{name} let in"] += (got - words).total()
            sums[f"{name} same"] += len(told & read)
            sums[f"{name} other"] += len(read - told)
    print(f"\n{sums['words']:,} words and {sums['claims']} claims in {count} articles, framed in four ways:\n")
    print("| text by | words kept | words of the frame let in | claims kept | others read |\n|---|---|---|---|---|")
    for name in ways:
        parts = {"kept": "words", "let in": "words", "same": "claims", "other": "claims"}
        shares = (sums[f"{name} {part}"] / sums[whole] for part, whole in parts.items())
        print(f"| {name} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")


def _claims(extractor: BuiltinExtractor, text: str, declared: str) -> set[str]:
    document = repaired(Document(id="x", text=text, lang=identify(text) or declared))
    left_out = {"id", "evidence"}
    return {
        json.dumps({k: v for k, v in claim.to_json().items() if k not in left_out}, sort_keys=True, default=str)
        for claim in extractor.extract(document)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--share", type=float, default=0.02, help="of pages that matter")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--compared", type=int, default=60, help="articles whose text is made in each way")
    given = parser.parse_args()
    made = list(warcs.pages(given.pages, given.share))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.warc.gz"
        megabytes = warcs.write(path, made) / 1e6
        print(f"{given.pages} pages, {megabytes:.1f} MB of HTML, {path.stat().st_size / 1e6:.1f} MB packed\n")
        speeds(path, megabytes, given.repeats)
    passing(made)
    recall()
    lost_by_text(given.compared)


if __name__ == "__main__":
    main()
