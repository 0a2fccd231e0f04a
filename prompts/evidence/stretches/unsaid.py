"""What is left of the documents' own words after a model's sentences."""

from collections.abc import Sequence

from localdocs.languages.unspaced import RUN
from prompts.evidence.citations import Quote, overlap
from prompts.text.sentences import sentence_spans

LEAST_WORDS = 2
"""Fewer say nothing by themselves: a mark, the head of a line."""


def unsaid_part(stretch: Quote, said: Sequence[Quote]) -> Quote | None:
    """A stretch from the first of its sentences, items and rows that no quote of what was ``said``
    has a part of, to the last of them; None where nothing is left that says anything."""
    parts = [
        Quote(stretch.hit, stretch.start + start, stretch.start + end, stretch.text[start:end])
        for start, end in sentence_spans(stretch.text)
    ]
    left = [part for part in parts if not any(overlap(part, quote) for quote in said)]
    if len(left) == len(parts):
        return stretch
    if sum(_words(part.text) for part in left) < LEAST_WORDS:
        return None
    start, end = left[0].start, left[-1].end
    return Quote(stretch.hit, start, end, stretch.text[start - stretch.start : end - stretch.start])


def _words(text: str) -> int:
    """How many words there are; of scripts without spaces, each letter is taken for one."""
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return len(words) + sum(len(run) - 1 for word in words for run in RUN.findall(word))
