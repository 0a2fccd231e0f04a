"""What reads as a sentence by itself, and what does not: rows of tables, contents, headings."""

import re

SHORTEST, LONGEST = 30, 400
"""Characters of a sentence that can be shown alone."""

LETTERS_NEEDED = 0.7
"""The share of letters and spaces in prose."""

SMALL_WORDS_NEEDED = 0.5
"""The share of words in small letters, in scripts that have small and capital ones."""

_SENTENCE = re.compile(
    r"[\"'“‘(\[]?(?:[A-Z0-9]|[^\W\d_a-zA-Z]).*[.!?…。！？][\"'”’)\]]*", re.DOTALL
)
_CUT_OFF = re.compile(r"\b(?:al|cf|ed|eds|fig|no|pp|sec|vol)\.$", re.IGNORECASE)
"""How a stretch ends that is taken for a sentence at the full stop of an abbreviation."""

_DOT_LEADERS = re.compile(r"(?:\.\s?){4,}|_{4,}")


def is_prose(text: str) -> bool:
    """Whether a stretch of a page is a whole sentence of prose."""
    letters = sum(character.isalpha() or character.isspace() for character in text)
    words = [word for word in text.split() if word[0].islower() or word[0].isupper()]
    small = sum(word[0].islower() for word in words)
    return (
        SHORTEST <= len(text) <= LONGEST
        and letters >= LETTERS_NEEDED * len(text)
        and small >= SMALL_WORDS_NEEDED * len(words)
        and _SENTENCE.fullmatch(text) is not None
        and not _CUT_OFF.search(text)
        and not _DOT_LEADERS.search(text)
    )
