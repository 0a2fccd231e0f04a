"""Counts tokens on a page that was tokenised once."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Protocol

SLICE_CHARACTERS = 100_000
"""How much of a text a tokenizer is given at once: it takes 120 bytes of memory a character."""

_BATCH_CHARACTERS = 4 * SLICE_CHARACTERS


class Tokenizer(Protocol):
    """What the splitter needs from the embedder's tokenizer."""

    def token_starts(self, texts: Sequence[str]) -> list[list[int]]:
        """For each text the character offsets at which its tokens start, in rising order."""
        ...


def token_starts(tokenizer: Tokenizer, texts: Sequence[str]) -> "list[array[int]]":
    """For each text where its tokens start, at four bytes a token, however long the texts are."""
    found = [array("I") for _ in texts]
    for batch in _batches(texts):
        pieces = [texts[number][start:end] for number, start, end in batch]
        for (number, start, _), places in zip(batch, tokenizer.token_starts(pieces), strict=True):
            found[number].extend([start + place for place in places])
    return found


def _batches(texts: Sequence[str]) -> Iterator[list[tuple[int, int, int]]]:
    """Slices, each the number of its text with start and end, a bounded amount of text at once."""
    batch: list[tuple[int, int, int]] = []
    characters = 0
    for number, text in enumerate(texts):
        for start, end in _slices(text):
            if batch and characters + end - start > _BATCH_CHARACTERS:
                yield batch
                batch, characters = [], 0
            batch.append((number, start, end))
            characters += end - start
    if batch:
        yield batch


def _slices(text: str) -> Iterator[tuple[int, int]]:
    """The text in slices that end at a line's end or a space, where there is one."""
    start = 0
    while start < len(text):
        most = start + SLICE_CHARACTERS
        end = len(text)
        if most < end:
            middle = start + SLICE_CHARACTERS // 2
            space = max(text.rfind("\n", middle, most), text.rfind(" ", most - 1000, most))
            end = space if space > start else most
        yield start, end
        start = end


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
