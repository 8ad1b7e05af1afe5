"""The tokeniser that every reader of text shares: one regular expression, offsets in, nothing lost.

What is one token:

* a word, with the digits and underscores inside it: ``OpenAI``, ``H100``, ``GPT4o``, ``Qwen2.5``, ``Müller``;
* a number with its separators: ``14.3``, ``1,300``, ``200.000``, ``4'000``, ``4 000`` with a narrow or
  unbreakable blank; letters after it are apart: ``5G`` is ``5`` ``G``, ``2GW`` is ``2`` ``GW``;
* an elided article, pronoun or preposition with its apostrophe, straight or curly: ``d'`` ``OpenAI``,
  ``l’`` ``INRIA``, ``dell'`` ``azienda``, ``qu'`` ``il`` (and so ``D'`` ``Angelo``);
* a clitic with its apostrophe: ``Meta`` ``'s``, ``isn`` ``'t``, ``we`` ``'re``;
* an Irish surname (``O'Brien``) and ``aujourd'hui``;
* every other character that is not white space, one at a time: hyphens (``OpenAI`` ``-`` ``Chef``), dashes,
  full stops (``U`` ``.`` ``S`` ``.``), quotation marks, currency signs.

The laws, for any text: offsets increase, tokens are not empty and do not overlap, and between two of them is
nothing but white space.
"""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = "\u0300-\u036f\u00ad\u200c\u200d"
"""Combining accents, the soft hyphen and joiners, which belong to the word they stand in."""

_ELIDED: Final = (
    "[ldjmnstcLDJMNSTC]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu"
    "|[Dd]ell|[Nn]ell|[Aa]ll|[Dd]all|[Ss]ull|[Uu]n|[Qq]uest|[Qq]uell|[Cc]oll|[Aa]nch|[Cc]om|[Dd]ov"
)
"""What loses its vowel before another one, in French, Italian and Catalan."""

_CASED: Final = [chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x2000)) if chr(code).isalpha()]
_LOWER: Final = "".join(char for char in _CASED if char.islower())
_UPPER: Final = "".join(char for char in _CASED if char.isupper())


def _pattern(word: str) -> re.Pattern[str]:
    """Build the token expression around what counts as the run of a word.

    Args:
        word: An expression for everything after the first letter of a word.

    Returns:
        The compiled expression; every match is one token.
    """
    return re.compile(
        rf"\b(?:{_ELIDED})['’](?=[^\W\d_])"
        r"|\bO['’][^\W\d_]+"
        r"|\b[Aa]ujourd['’]hui\b"
        rf"|[^\W\d_]{word}(?:(?<=\d)\.\d+)?"
        r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)"
        r"|\d+(?:[.,'’]\d+)*"
        r"|(?<=\w)['’](?:[stdm]|re|ve|ll)\b"
        r"|\S"
    )


_WHOLE: Final = _pattern(rf"[\w{_MARKS}]*")
_SPLIT: Final = _pattern(rf"(?:(?!(?<=[{_LOWER}])[{_UPPER}])[\w{_MARKS}])*")


def tokenise(text: str, *, split_case: bool = False) -> tuple[list[int], list[int]]:
    """Cut a text into tokens.

    Args:
        text: Any text; a sentence, a paragraph or a whole document.
        split_case: Also cut where a capital follows a small letter. That takes apart words that lost their
            blank (``Rao`` ``Vizepräsident``), but also ``Open`` ``AI``, ``Deep`` ``Mind``, ``Mc``
            ``Grew`` and ``Ph`` ``D``: which of the two is meant, the caller decides.

    Returns:
        The start and the end offsets of the tokens, two lists of equal length: token ``i`` is
        ``text[starts[i]:ends[i]]``.
    """
    spans = [match.span() for match in (_SPLIT if split_case else _WHOLE).finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]
