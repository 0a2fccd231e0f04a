"""Joins words that were divided at the end of a line.

PDFium puts U+FFFE (older versions U+0002) where a line ended in a hyphen. Whether the hyphen
belongs to the word ("day-case") or not ("impres-sive") is decided by how the document writes it
elsewhere, else by what its parts are: "well-known", "RAG-related", "e-mail". Those are English.
"""

import re
from collections.abc import Sequence

MARK = "\ufffe"
_MARKED = re.compile("(?<![\\w'-])([\\w'-]*)[\ufffe\x02]\n?([\\w'-]*)")
_WORD = re.compile("[\\w'\ufffe\x02-]+")
_SHORTEST_PART = 4
_FIRST = frozenset(
    """
    self well ill cross high low long short full half mid first second third fourth fifth real
    single double multiple one two three four five six seven eight nine ten twelve twenty thirty
    forty fifty sixty all part
    """.split()
)
"""What keeps its hyphen before a word that the document has: "low-prevalence", not "low-er"."""

_LAST = frozenset(
    """
    based related driven specific dependent oriented sponsored assisted augmented enhanced aware
    provoking known mentioned making sounding grounded induced derived controlled funded backed
    owned friendly intensive mediated resistant sensitive
    """.split()
)
_NO_WORD = frozenset(
    "non inter intra cor con over out under fore mis pre dis trans sub super hyper".split()
)
"""What has no hyphen before one of ``_LAST``: "inter-related" is "interrelated"."""

_BETWEEN = frozenset("to by on of and the a".split())  # "day-to-day" has no "today" in it
_CONJUNCTIONS = frozenset("and or und oder bzw".split())  # "pre- and post-war"


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
        if right in _CONJUNCTIONS and (left + right).lower() not in self._words:
            return f"{left}- {right}"
        hyphen = "-" if self._keeps_hyphen(left, right) else ""
        return f"{left}{hyphen}{right}"

    def _keeps_hyphen(self, left: str, right: str) -> bool:
        capitals = left.isupper() and right.isupper()
        if (right[0].isupper() and not capitals) or right[0].isdigit() or left[-1].isdigit():
            return True
        of_letters = left.isupper() and right[0].islower() and len(left) > 1
        left, right = left.lower(), right.lower()
        last, first = left.rpartition("-")[2], right.partition("-")[0]
        if left + right in self._words:
            return False
        if f"{left}-{right}" in self._words:
            return True
        is_compound = last != left or first != right
        if is_compound and last not in _BETWEEN and last + first in self._words:
            return False
        return is_compound or of_letters or self._are_two_words(left, right)

    def _are_two_words(self, left: str, right: str) -> bool:
        """Whether both parts look like words of their own."""
        if min(len(left), len(right)) == 1:  # no syllable of a divided word is so short
            return True
        if left in _FIRST and right in self._words:
            return True
        if right in _LAST and len(left) > 2 and left not in _NO_WORD:
            return True
        parts_are_words = left in self._words and right in self._words
        return parts_are_words and min(len(left), len(right)) >= _SHORTEST_PART
