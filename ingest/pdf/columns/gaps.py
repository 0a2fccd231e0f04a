"""The wide gaps between the words of a line, as far as PDFium tells them cheaply."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pdf.lines import PlacedLine

WIDE = 0.6
"""A gap is wide, and may be one between columns, from so many times the height of its line on."""


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

    def shared(self, other: "Gap") -> float:
        """How much of it lies inside another one, in points; below 0 if nothing does."""
        return min(self.right, other.right) - max(self.left, other.left)

    def inside(self, other: "Gap") -> "Gap":
        """What of it lies inside another one."""
        return Gap(self.place, max(self.left, other.left), min(self.right, other.right))


class GapReader:
    """Reads the gaps of one line after the other from PDFium."""

    def __init__(self) -> None:
        self._box = pdfium_c.FS_RECTF()

    def wide(self, handle: Any, placed: PlacedLine, margin: int = 1) -> Iterator[Gap]:
        """The gaps that are wide, or as wide to the left; not in the first and last characters."""
        line, text, first = placed
        least = WIDE * line.height
        box, index_of = self._box, pdfium_c.FPDFText_GetCharIndexFromTextIndex
        box_of = pdfium_c.FPDFText_GetLooseCharBox
        last = first + len(text) - 1
        shift = index_of(handle, first) - first
        even = index_of(handle, last) - last == shift  # then no place has to be looked up
        stop = len(text) - margin
        place = text.find(" ", margin, stop)
        while place > 0:
            before, behind = first + place - 1, first + place + 1
            box_of(handle, before + shift if even else index_of(handle, before), box)
            left = box.right
            box_of(handle, behind + shift if even else index_of(handle, behind), box)
            if not -least < box.left - left < least:
                yield Gap(place, left, box.left)
            place = text.find(" ", place + 1, stop)
