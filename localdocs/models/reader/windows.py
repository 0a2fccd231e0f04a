"""How a question and a text become the rows of numbers that the reader's network sees.

    [CLS] question [SEP] heading [SEP] text [SEP]

(the heading and its [SEP] only if there is one)

A text that does not fit is seen through several windows, each of which shares a part with the next.
Pure arithmetic over token ids; ``training/examples.py`` lays its rows out in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from localdocs.models.encoder.network import CLS, SEP

MOST_TOKENS = 320
"""Of one row, special tokens included."""

MOST_QUESTION_TOKENS = 64
MOST_HEADING_TOKENS = 48

SHARED_TOKENS = 96
"""What a window has in common with the next one: three times the longest answer."""


@dataclass(frozen=True, slots=True)
class Window:
    """One row. ``ids[body : body + length]`` are the tokens of the text from number ``begin`` on;
    from position ``second`` on the token type is 1. ``text`` is the number of the text."""

    ids: tuple[int, ...]
    second: int
    body: int
    begin: int
    length: int
    text: int


def make_windows(
    question: Sequence[int], heading: Sequence[int], tokens: Sequence[int], text: int
) -> list[Window]:
    """The windows of one text, in its order; none where it has no tokens."""
    front = [CLS, *question[:MOST_QUESTION_TOKENS], SEP]
    second = len(front)
    if heading:
        front += [*heading[:MOST_HEADING_TOKENS], SEP]
    room = MOST_TOKENS - len(front) - 1
    windows = []
    begin = 0
    while begin < len(tokens):
        part = tokens[begin : begin + room]
        ids = (*front, *part, SEP)
        windows.append(Window(ids, second, len(front), begin, len(part), text))
        if begin + room >= len(tokens):
            break
        begin += room - SHARED_TOKENS
    return windows
