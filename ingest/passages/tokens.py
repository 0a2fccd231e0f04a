"""Counts tokens on a page that was tokenised once."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Protocol


class Tokenizer(Protocol):
    """What the splitter needs from the embedder's tokenizer."""

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the character offsets at which its tokens start, in rising order."""
        ...


class TokenRuler:
    """Measures stretches of one text in tokens, by bisection."""

    def __init__(self, token_starts: Sequence[int], length: int) -> None:
        self._starts = token_starts
        self._length = length

    def count(self, start: int, end: int) -> int:
        """The number of tokens that start in ``text[start:end]``."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)

    def reach(self, start: int, tokens: int) -> int:
        """The largest end for which ``count(start, end) <= tokens``."""
        position = bisect_left(self._starts, start) + tokens
        return self._starts[position] if position < len(self._starts) else self._length
