"""The signs of words: what a learnt choice sees of the words around a name or a number."""

from functools import lru_cache

from talentwire.extract.tagger import LEXICON, MODEL, Lexicon
from talentwire.extract.text import Mention, Text
from talentwire.lang.folding import fold

_SHORT = 3
"""Letters up to which a word is its language's own: "de", "for"."""
_BEGIN, _LONG_BEGIN, _END = 4, 6, 3
"""Letters of the beginnings and the ending that stand for a word."""
_COMPOUND, _INNER = 9, 5
"""Letters from which a word may be a compound, and of the sequences inside it."""
_KEPT = 20_000
_MASKED = ("PER", "ORG", "PRODUCT", "FACILITY", "PLACE", "ACCELERATOR", "MONEY", "COUNT", "PERCENT", "POWER", "PERIOD")
"""Mentions whose own words say nothing: their kind stands for them."""

Signs = tuple[str, ...]


class Words:
    """The signs of every token of a text: all of them for places near by, the main ones for a whole sentence."""

    def __init__(self, text: Text) -> None:
        """Prepare for one text whose mentions are set."""
        lang = text.pack.lang
        self.near: list[Signs] = []
        self.main: list[Signs] = []
        for word in text.lower:
            near, main = _signs(lang, word)
            self.near.append(near)
            self.main.append(main)
        for mention in text.mentions:
            if mention.kind in _MASKED or mention.kind == "DATE":
                self._mask(mention)

    def _mask(self, mention: Mention) -> None:
        sign = (f"<{mention.kind}>",)
        size = mention.last - mention.first
        self.near[mention.first : mention.last] = [sign] * size
        self.main[mention.first : mention.last] = [sign, *[()] * (size - 1)]


@lru_cache(_KEPT)
def _signs(lang: str, word: str) -> tuple[Signs, Signs]:
    """The signs of a word, and the main ones among them."""
    own = f"{lang}{word}"
    if len(word) <= _SHORT or not word[0].isalpha():
        return (own,), (own,)
    plain = fold(word) or word
    main = [own, f"{plain[:_BEGIN]}-"]
    if len(plain) > _LONG_BEGIN:
        main.append(f"{plain[:_LONG_BEGIN]}-")
    if len(plain) >= _COMPOUND:
        main += (f"~{plain[at : at + _INNER]}" for at in range(1, len(plain) - _INNER + 1))
    main += _clusters(lang, word)
    return (*main, f"-{plain[-_END:]}"), tuple(main)


def _clusters(lang: str, word: str) -> list[str]:
    """The clusters of words used alike, where the lexicon of the name tagger has them for a language."""
    column = ("de", "en", "es").index(lang) if lang in ("de", "en", "es") else None
    lexicon = _lexicon()
    if column is None or lexicon is None:
        return []
    cluster = lexicon.get(word)[column] or lexicon.get(word[:1].upper() + word[1:])[column]
    return [f"{lang}#{cluster}", f"{lang}#6.{cluster & 63}"] if cluster else []


@lru_cache(1)
def _lexicon() -> Lexicon | None:
    path = MODEL.with_name(LEXICON)
    return Lexicon.read(path) if path.is_file() else None


def shown(sign: str) -> str:
    """A sign as it is shown to readers: “join-” before, “ab” 1 behind."""
    for start, where in _WHERE.items():
        if sign.startswith(start) and " " not in sign:
            word = sign.removeprefix(start)
            return f"“{word}” {where}"
    return sign


_WHERE = {
    **{f"-{far}": f"{far} before" for far in (1, 2, 3)},
    **{f"+{far}": f"{far} behind" for far in (1, 2, 3)},
    "S": "in the sentence",
    "l": "just before",
    "L": "before",
    "r": "just behind",
    "R": "behind",
}
