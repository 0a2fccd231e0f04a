"""Joins words that were divided at the end of a line.

PDFium puts U+FFFE (older versions U+0002) where a line ended in a hyphen. Whether the hyphen
belongs to the word ("day-case") or not ("impres-sive") is decided by how the document writes it
elsewhere.
"""

import re
from collections.abc import Sequence

MARK = "\ufffe"
_MARKED = re.compile("(?<![\\w'-])([\\w'-]*)[\ufffe\x02]\n?([\\w'-]*)")
_WORD = re.compile("[\\w'\ufffe\x02-]+")
_SHORTEST_PART = 4


class HyphenJoiner:
    """Knows the words of one document; ``join`` takes the marks out of a text of it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words: frozenset[str] = frozenset()
        whole = "\n".join(texts)
        if MARK in whole or "\x02" in whole:
            self._words = frozenset(_WORD.findall(whole.lower()))

    def join(self, text: str) -> str:
        """The text with every divided word in one piece."""
        if MARK not in text and "\x02" not in text:
            return text
        return _MARKED.sub(self._joined, text)

    def _joined(self, match: re.Match[str]) -> str:
        left, right = match.groups()
        if not right or not left:
            return f"{left}-{right}" if left or right else ""
        hyphen = "-" if self._keeps_hyphen(left, right) else ""
        return f"{left}{hyphen}{right}"

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        capitals = left.isupper() and right.isupper()
        if (right[0].isupper() and not capitals) or right[0].isdigit() or left[-1].isdigit():
            return True
        left, right = left.lower(), right.lower()
        if left + right in self._words:
            return False
        if f"{left}-{right}" in self._words or "-" in left or "-" in right:
            return True
        parts_are_words = left in self._words and right in self._words
        return parts_are_words and min(len(left), len(right)) >= _SHORTEST_PART
