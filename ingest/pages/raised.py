"""Raised digits: they mark a note, or a power, and are no digits of the number before them."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(text: str, before: str) -> str:
    """Raised text as it is stored: ``320`` and a raised ``1`` are "320 ¹", ``m`` and ``2`` "m²".
    ``before`` is what stands in front of it."""
    digits = text.translate(_RAISED)
    joins = digits != text and before[-1:].isdigit()
    return f" {digits}" if joins else digits


def note_mark(sign: str) -> str:
    """The sign of a note behind a word, a space before it: the word is to be found without it."""
    return f" {raised(sign, '')}"
