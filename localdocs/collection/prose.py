"""What reads as a sentence by itself, and what does not: rows of tables, contents, headings."""

import re

SHORTEST, LONGEST = 40, 400
"""Characters of a sentence that can be shown alone."""

LETTERS_NEEDED = 0.7
"""The share of letters and spaces in prose."""

_SENTENCE = re.compile(
    r"[\"'“‘(\[]?(?:[A-Z0-9]|[^\W\d_a-zA-Z]).*[.!?…。！？][\"'”’)\]]*", re.DOTALL
)
_DOT_LEADERS = re.compile(r"(?:\.\s?){4,}|_{4,}")


def is_prose(text: str) -> bool:
    """Whether a stretch of a page is a whole sentence of prose."""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return (
        SHORTEST <= len(text) <= LONGEST
        and letters >= LETTERS_NEEDED * len(text)
        and _SENTENCE.fullmatch(text) is not None
        and not _DOT_LEADERS.search(text)
    )
