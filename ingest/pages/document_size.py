"""How much text one document may hold, whatever its format and however small its file is.

A Word file of one megabyte can unpack to hundreds of millions of characters. What is held here is
held in the child that reads and again in its parent, where it is split and written down.
"""

from collections.abc import Iterable

from localdocs.errors import TooLargeError

MOST_CHARACTERS = 210_000_000
"""A text file of 200 MiB, the largest that is read unless a setting says more, passes."""

MOST_PARTS = 2_000_000
"""Pages, paragraphs, list items and rows: each takes some hundred bytes beside its text."""


def refuse_too_much(characters: int, parts: int) -> None:
    """Raises TooLargeError where a document holds more than that."""
    if characters > MOST_CHARACTERS:
        raise TooLargeError(
            f"holds too much text (more than {MOST_CHARACTERS // 1_000_000} million characters)"
        )
    if parts > MOST_PARTS:
        raise TooLargeError(
            f"holds too much text (more than {MOST_PARTS // 1_000_000} million paragraphs or rows)"
        )


def refuse_too_many_pages(pages: Iterable[tuple[int, int]]) -> None:
    """As ``refuse_too_much`` for a whole document: characters and blocks of each page."""
    characters = parts = 0
    for page_characters, blocks in pages:
        characters += page_characters
        parts += blocks + 1
    refuse_too_much(characters, parts)
