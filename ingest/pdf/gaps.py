"""The gaps between the words of a line, as far as PDFium tells them cheaply."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c


@dataclass(frozen=True, slots=True)
class Gap:
    """The space at a place of a line's text, and where it begins and ends, in points."""

    place: int
    left: float
    right: float

    @property
    def width(self) -> float:
        """How wide it is, in points; below 0 where the line goes back to the left."""
        return self.right - self.left

    def inside(self, other: "Gap") -> "Gap":
        """What of it lies inside another one; its width is below 0 if nothing does."""
        return Gap(self.place, max(self.left, other.left), min(self.right, other.right))


class GapReader:
    """Reads the gaps of one line after the other from PDFium."""

    def __init__(self) -> None:
        self._box = pdfium_c.FS_RECTF()

    def gaps(self, handle: Any, text: str, first: int, start: int, stop: int) -> Iterator[Gap]:
        """The gaps between two places of a text that begins at ``first`` in the page's text."""
        box, index_of = self._box, pdfium_c.FPDFText_GetCharIndexFromTextIndex
        last = first + len(text) - 1
        shift = index_of(handle, first) - first
        even = index_of(handle, last) - last == shift  # then no place has to be looked up
        place = text.find(" ", start, stop)
        while place > 0:
            before, behind = first + place - 1, first + place + 1
            index = before + shift if even else index_of(handle, before)
            pdfium_c.FPDFText_GetLooseCharBox(handle, index, box)
            left = box.right
            index = behind + shift if even else index_of(handle, behind)
            pdfium_c.FPDFText_GetLooseCharBox(handle, index, box)
            yield Gap(place, left, box.left)
            place = text.find(" ", place + 1, stop)
