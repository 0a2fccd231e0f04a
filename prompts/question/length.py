"""How much of a question is read. A question is a few lines; a text that was pasted is none, and
patterns that look for two words far apart take time that grows with its square.
"""

from collections.abc import Sequence
from dataclasses import replace

from localdocs.languages.spelling import composed
from localdocs.types import Turn

BEGINNING_CHARACTERS = 3000
END_CHARACTERS = 1000
"""What is asked of a pasted text stands before it or behind it."""

GAP = " … "


def is_long(text: str) -> bool:
    """Whether only a part of a question is read."""
    return len(text) > BEGINNING_CHARACTERS + END_CHARACTERS


def part_read(text: str) -> str:
    """The question, or the beginning and the end of a long one, spelled as keyboards do."""
    text = composed(text)
    if not is_long(text):
        return text
    beginning, end = text[:BEGINNING_CHARACTERS], text[-END_CHARACTERS:]
    return f"{beginning[: _last_space(beginning)]}{GAP}{end[end.find(' ') + 1 :]}"


def _last_space(text: str) -> int:
    """Where the last word begins; its end, if it is all one word."""
    place = text.rfind(" ")
    return place if place > 0 else len(text)


def turns_read(turns: Sequence[Turn]) -> list[Turn]:
    """The turns before, their questions so far; answers are whole, and so are their lists."""
    return [
        replace(
            turn,
            question=part_read(turn.question),
            standalone=part_read(turn.standalone),
        )
        for turn in turns
    ]
