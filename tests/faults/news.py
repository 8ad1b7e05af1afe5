"""Made-up news: documents that are read by the built-in extractor, with copies and later versions among them."""

import json
import random
from pathlib import Path

PEOPLE = ("Ada Bell", "Bram Quist", "Cleo Varga", "Dario Fenn", "Edda Lind", "Falk Orrin", "Greta Moll", "Hugo Tarn")
HOUSES = ("OpenAI", "Meta", "Google", "Anthropic", "Mistral AI", "Brumelune")


def articles(count: int, seed: int = 7) -> list[dict[str, str]]:
    """So many documents; every fifth is a copy of the one before, every seventh a later version of it."""
    chance = random.Random(seed)
    made: list[dict[str, str]] = []
    for number in range(count):
        who, other = chance.sample(PEOPLE, 2)
        old, new = chance.sample(HOUSES, 2)
        text = (
            f"{who} has left {old} and joined {new} as chief scientist, the company said on Thursday. "
            f"{other} is head of research at {new}. {new} raised ${chance.randrange(2, 90)} million from investors. "
            f'"We are glad," said {other}. The number of the announcement is {number}.'
        )
        one = {"id": f"news-{number}", "text": text, "date": f"2026-0{1 + number % 9}-1{number % 9}", "outlet": "Paper"}
        if made and number % 5 == 4:
            one["text"] = made[-1]["text"]
        if made and number % 7 == 6:
            one["id"] = made[-1]["id"]
        made.append(one)
    return made


def written(path: Path, count: int, seed: int = 7) -> Path:
    """The documents as JSON lines in a file."""
    path.write_text("".join(json.dumps(one) + "\n" for one in articles(count, seed)), "utf-8")
    return path
