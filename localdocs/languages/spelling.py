"""Names as they look: keyboards write "ä" as one character, macOS and some sync programs as two."""

import unicodedata


def composed(text: str) -> str:
    """The text with each accented letter as one character (Unicode's NFC)."""
    return unicodedata.normalize("NFC", text)


def look_alike(one: str, other: str) -> bool:
    """Whether two names are the same but for capitals and how their accents are written."""
    return composed(one).casefold() == composed(other).casefold()
