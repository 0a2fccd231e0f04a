"""Windows: stretches of the sources that a claim may rest on, one to three sentences long.

Sentences, list items and rows are as `prompts.text.sentences` divides them. What gives orders to a
model is in no window: nothing rests on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from localdocs.types import Hit
from prompts.evidence.citations import Quote
from prompts.evidence.said import Said, said_in
from prompts.text.orders import order_spans
from prompts.text.sentences import sentence_spans

LONGEST = 3
"""Sentences in a window."""

MOST_CHARACTERS = 900
"""A window of several sentences is not longer."""


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences ``first`` to ``last`` (of all sources together) of one hit."""

    hit: Hit
    start: int
    end: int
    first: int
    last: int
    said: Said

    @property
    def text(self) -> str:
        """The words, as they stand in the hit."""
        return self.hit.text[self.start : self.end]

    @property
    def size(self) -> int:
        """How many sentences it has."""
        return self.last - self.first + 1

    def quote(self) -> Quote:
        """The window as a span of its page."""
        offset = self.hit.start
        return Quote(self.hit, offset + self.start, offset + self.end, self.text)


def windows_of(hits: Sequence[Hit]) -> tuple[list[str], list[Window]]:
    """The sentences of all hits, and all windows over them."""
    sentences: list[str] = []
    windows: list[Window] = []
    for hit in hits:
        for run in _runs(hit.text):
            first = len(sentences)
            sentences += [hit.text[start:end] for start, end in run]
            for size in range(1, LONGEST + 1):
                for index in range(len(run) - size + 1):
                    start, end = run[index][0], run[index + size - 1][1]
                    if size == 1 or end - start <= MOST_CHARACTERS:
                        said = said_in(hit.text[start:end])
                        place = first + index
                        windows.append(Window(hit, start, end, place, place + size - 1, said))
    return sentences, windows


def _runs(text: str) -> list[list[tuple[int, int]]]:
    """The sentences of a text in stretches without orders."""
    orders = order_spans(text)
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in sentence_spans(text):
        if any(first < end and start < last for first, last in orders):
            runs.append([])
        else:
            runs[-1].append((start, end))
    return [run for run in runs if run]


def pooled(vectors: npt.NDArray[np.float32], first: int, last: int) -> npt.NDArray[np.float32]:
    """The vector of a window: the mean of those of its sentences, of unit length."""
    mean: npt.NDArray[np.float32] = vectors[first : last + 1].mean(axis=0)
    length = float(np.linalg.norm(mean))
    return mean / np.float32(length) if length else mean
