"""Text reduced to what two readings of a page have in common: its letters and digits, in order.

White space, hyphens, bullets and accents differ between a stored page and the file that it was made
of; ligatures are taken apart, and raised digits are digits.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Letters:
    """``places[i]`` is where the letter ``text[i]`` stands in the text that it was taken from."""

    text: str
    places: list[int]

    def within(self, start: int, end: int) -> range:
        """Which letters stand in ``[start:end]`` of that text."""
        first = next((n for n, place in enumerate(self.places) if place >= start), len(self.places))
        stop = next((n for n, place in enumerate(self.places) if place >= end), len(self.places))
        return range(first, stop)


def letters_of(text: str) -> Letters:
    """The letters and digits of a text."""
    found: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in plain(character):
            found.append(letter)
            places.append(place)
    return Letters("".join(found), places)


@lru_cache(maxsize=4096)
def plain(character: str) -> str:
    """The letters and digits that a character stands for; "" for all others."""
    return "".join(
        part
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part)[0] in "LN"
    )
