"""What of a passage is read at once: a few sentences.

A reader judges a text as a whole, and one sentence that answers drowns among twenty that do not.
Read apart, the best stretch speaks for its passage (as in the retrieval of documents by their best
paragraph, "MaxP": Dai and Callan 2019).
"""

from collections.abc import Sequence
from dataclasses import replace

from prompts.evidence.reading import Reader, Reading
from prompts.text.sentences import sentence_spans

LONGEST = 450
"""Characters of a stretch, about a hundred tokens; a longer sentence is one of its own."""

REST = 120
"""Characters that are too few for a stretch of their own: they go with the one before."""


NOTHING = Reading(0, 0, 0.0, 0.0)
"""Of a text without words."""


def read_apart(
    reader: Reader, question: str, texts: Sequence[str], headings: Sequence[str]
) -> list[Reading]:
    """What the reader says of the best stretch of each text, in characters of the text."""
    parts = [(number, *span) for number, text in enumerate(texts) for span in stretches_of(text)]
    readings = reader.read(
        question,
        [texts[number][start:end] for number, start, end in parts],
        [headings[number] for number, _, _ in parts],
    )
    best: dict[int, Reading] = {}
    for (number, start, _), reading in zip(parts, readings, strict=True):
        if number not in best or reading.answerable > best[number].answerable:
            best[number] = replace(reading, start=start + reading.start, end=start + reading.end)
    return [best.get(number, NOTHING) for number in range(len(texts))]


def stretches_of(text: str) -> list[tuple[int, int]]:
    """Spans of ``text``, whole sentences each, that together have all of its sentences."""
    stretches: list[tuple[int, int]] = []
    for start, end in sentence_spans(text):
        if stretches and end - stretches[-1][0] <= LONGEST:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    if len(stretches) > 1 and stretches[-1][1] - stretches[-1][0] < REST:
        *stretches, (first, _), (_, last) = stretches
        stretches.append((first, last))
    return stretches
