"""What of a passage is trained on at once: a few sentences.

A reader judges a text as a whole, and one sentence that answers drowns among twenty that do not.
"""

from prompts.text.sentences import sentence_spans

LONGEST = 450
"""Characters of a stretch, about a hundred tokens; a longer sentence is one of its own."""

REST = 120
"""Characters that are too few for a stretch of their own: they go with the one before."""


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
