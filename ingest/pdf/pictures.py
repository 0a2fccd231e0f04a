"""Pages of a PDF that are pictures of words: scans, as far as that can be told without looking."""

from typing import Any

import pypdfium2.raw as pdfium_c

_FEW_CHARACTERS = 150
"""A stamp, a page number, a line below: so much text does not make a page of a scan."""

_COVERED = 0.6  # of the page
_MOST_OBJECTS = 50
_A_FEW_LINES = 20  # a frame, or a rule
_READ_ANEW = 2.0  # times as much text as the page has of its own


def is_of_pictures(page: Any, characters: int) -> bool:
    """Whether a page with so much text has something on it that OCR may read.

    Letters that are drawn, of many lines and curves, count as well, where there is no text at all.
    """
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    if not characters:
        return count > _A_FEW_LINES or any(
            thing.type != pdfium_c.FPDF_PAGEOBJ_PATH for thing in page.get_objects(max_depth=1)
        )
    return characters < _FEW_CHARACTERS and count <= _MOST_OBJECTS and _is_covered(page)


def says_more(found: int, own: int) -> bool:
    """Whether what OCR found, in characters, stands in the place of a page's own text."""
    return found >= _READ_ANEW * own


def _is_covered(page: Any) -> bool:
    """Whether one picture lies on most of it."""
    area = page.get_width() * page.get_height()
    for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = thing.get_bounds()
        if (right - left) * (top - bottom) >= _COVERED * area:
            return True
    return False
