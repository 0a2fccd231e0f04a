"""How much of a question is read. A question is a few lines; a text that was pasted is none, and
patterns that look for two words far apart take time that grows with its square.
"""

from collections.abc import Sequence
from dataclasses import replace

from localdocs.types import Turn

BEGINNING_CHARACTERS = 3000
END_CHARACTERS = 1000
"""What is asked of a pasted text stands before it or behind it."""

GAP = " … "


def is_long(text: str) -> bool:
    """Whether only a part of a question is read."""
    return len(text) > BEGINNING_CHARACTERS + END_CHARACTERS


def part_read(text: str) -> str:
    """The question, or the beginning and the end of a long one."""
    if not is_long(text):
        return text
    return f"{text[:BEGINNING_CHARACTERS]}{GAP}{text[-END_CHARACTERS:]}"


def turns_read(turns: Sequence[Turn]) -> list[Turn]:
    """The same of the turns before."""
    return [
        replace(
            turn,
            question=part_read(turn.question),
            standalone=part_read(turn.standalone),
            answer_text=part_read(turn.answer_text),
        )
        for turn in turns
    ]
