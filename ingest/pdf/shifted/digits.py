"""Parts raised digits from what stands before them: a number, a word, the end of a sentence.

They are asked for where a digit follows a letter or a sign of the end, or where a number looks odd:
a few calls of PDFium a page. Lowered digits ("H2O") stay as they are, as people type them.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pages.raised import raised

_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?!\w)")
_REGULAR = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|(?:19|20)\d\d|\d+\.\d{1,2}")
"""A number that is as it should be without its last digit taken away."""

_RUN = re.compile(r"[0-9]+(?:[,–-][0-9]+)*")
_DIGITS = re.compile(r"[0-9]+")
_AT_START = re.compile(r"[0-9]{1,3}(?=\s?[^\W\d_])")
_ENDS = frozenset(".,;:!?)]”\"’'")
_SENTENCE_ENDS = frozenset(".,!?")
_MOST_DIGITS = 3
_UNITS = frozenset("mm cm dm km nm µm μm ft yd in mi".split())
_POWERS = frozenset("23")

RAISED = 0.2
"""A digit that stands higher than what is before it by so much of the height is raised."""

_SMALLEST, _LARGEST = 0.3, 0.85  # times the height of the letters, for a digit beside them
_HIGHEST = 0.75  # times the height: what stands higher is of another line, or turned

Change = tuple[int, int, str]
"""Where a stretch of the text begins and ends, and what stands there instead."""


class RaisedDigits:
    """Finds them in one text after the other."""

    def __init__(self) -> None:
        self._box = pdfium_c.FS_RECTF()

    def parted(self, handle: Any, text: str, first: int) -> str:
        """The text that begins at the place ``first`` of the page's text, with them parted."""
        runs = list(_RUN.finditer(text))
        if not runs:
            return text
        changes = [
            *self._behind_numbers(handle, text, first),
            *self._behind_words(handle, text, first, runs),
            *self._at_start(handle, text, first),
        ]
        for begin, end, instead in sorted(changes, reverse=True):
            text = text[:begin] + instead + text[end:]
        return text

    def _behind_numbers(self, handle: Any, text: str, first: int) -> Iterator[Change]:
        for match in _NUMBER.finditer(text):
            if _REGULAR.fullmatch(match.group()):
                continue
            floor, _, before = self._span(handle, first + match.start())
            begin = match.end()
            while begin > match.start() + 1 and text[begin - 1].isdigit():
                bottom, top, left = self._span(handle, first + begin - 1)
                is_turned = left <= before  # then the next one stands above this one
                if is_turned or bottom < floor + RAISED * (top - bottom):
                    break
                begin -= 1
            if begin < match.end():
                yield begin, match.end(), raised(text[begin : match.end()], text[:begin])

    def _behind_words(
        self, handle: Any, text: str, first: int, runs: Sequence[re.Match[str]]
    ) -> Iterator[Change]:
        for run in runs:
            begin = end = run.start()
            if not _ends_word(text, begin):
                continue
            before = self._span(handle, first + begin - 1)
            for number in _DIGITS.finditer(text, begin, run.end()):
                places = range(first + number.start(), first + number.end())
                if len(places) > _MOST_DIGITS:
                    break
                if not all(_is_raised(self._span(handle, place), before) for place in places):
                    break
                end = number.end()
            if end > begin:
                yield begin, end, behind_word(text[:begin], text[begin:end], text[end:])

    def _at_start(self, handle: Any, text: str, first: int) -> Iterator[Change]:
        """The sign of a footnote, at the start of its text."""
        match = _AT_START.match(text)
        if match is None:
            return
        end = match.end() + text[match.end()].isspace()
        letter = self._span(handle, first + end)
        digit = self._span(handle, first)
        if _is_raised(digit, letter, is_behind=False):
            yield 0, end, f"{raised(match.group(), '')} "

    def _span(self, handle: Any, place: int) -> tuple[float, float, float]:
        """The bottom, the top and the left side of the box of a character, in points."""
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, place)
        pdfium_c.FPDFText_GetLooseCharBox(handle, index, self._box)
        return self._box.bottom, self._box.top, self._box.left


def behind_word(before: str, digits: str, behind: str = "") -> str:
    """Raised digits as they stand behind these words: "²" of "km²", " ²" of "word ²"."""
    room = "" if _is_power(before, digits, behind) else " "
    return room + raised(digits, "")


def _ends_word(text: str, place: int) -> bool:
    """Whether a letter stands before a place, or a sign of the end behind a letter or another."""
    if place == 0:
        return False
    before, above = text[place - 1], text[max(place - 2, 0) : place - 1]
    return before.isalpha() or (before in _ENDS and (above.isalpha() or above in _SENTENCE_ENDS))


def _is_raised(
    digit: tuple[float, float, float], letter: tuple[float, float, float], is_behind: bool = True
) -> bool:
    """Whether a digit is smaller and stands higher than the letter before, or behind, it."""
    bottom, top, left = digit
    floor, ceiling, beside = letter
    height = ceiling - floor
    return (
        (left > beside) is is_behind
        and _SMALLEST * height <= top - bottom <= _LARGEST * height
        and RAISED * height <= bottom - floor <= _HIGHEST * height
    )


def _is_power(before: str, digits: str, behind: str) -> bool:
    """Whether digits belong to the letters before them: "km²", "x²", "Ca²⁺"; not "word ²"."""
    start = len(before)
    while start and before[start - 1].isalpha():
        start -= 1
    name = before[start:]
    is_charge = len(name) == 2 and behind[:1] in ("+", "−")
    return len(name) == 1 or is_charge or (name in _UNITS and digits in _POWERS)
