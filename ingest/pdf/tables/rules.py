"""The straight lines that are drawn on a page: rules, and the sides of boxes."""

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pdf.filled_in.entries import turned

_THICKEST = 1.2  # points: what is thicker is a bar, or a narrow cell that is shaded
_SHORTEST = 4.0
_MOST_OBJECTS = 2500  # of a page: with more of them it is a drawing
_MOST_SEGMENTS = 1000  # of one path
_MOST_RULES = 4000

_EVERY = 3, 6, 12  # objects of a page with few, many and very many, one is looked at first
_MANY, _VERY_MANY = 500, 1000
_FEWEST_FOUND = 2
_FEW_OBJECTS = 150
_LOWEST_ROW = 7.0  # points
_HIGH = 40.0

_PATH = pdfium_c.FPDF_PAGEOBJ_PATH
_ADDRESS = ctypes.c_void_p


def _by_address(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium that takes addresses: without an object for each pointer it takes half
    the time, and is called for every letter of some pages."""
    address = ctypes.cast(function, _ADDRESS).value or 0
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_object = _by_address(pdfium_c.FPDFPage_GetObject, _ADDRESS, _ADDRESS, ctypes.c_int)
_kind = _by_address(pdfium_c.FPDFPageObj_GetType, ctypes.c_int, _ADDRESS)
_bounds = _by_address(pdfium_c.FPDFPageObj_GetBounds, ctypes.c_int, *[_ADDRESS] * 5)
_draw_mode = _by_address(pdfium_c.FPDFPath_GetDrawMode, ctypes.c_int, *[_ADDRESS] * 3)

Box = tuple[float, float, float, float]
"""Left, bottom, right and top."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from ``start`` to ``end`` at the place ``at``, in points, as the page is shown."""

    is_level: bool
    at: float
    start: float
    end: float


def rules_on(page: Any, degrees: int) -> list[Rule]:
    """The level and the upright lines on a ``pypdfium2.PdfPage`` that is shown turned so far.

    None where every third of its objects, or less, has no upright, nor a box: most pages have no
    tables, and to look at all takes long.
    """
    count = pdfium_c.FPDFPage_CountObjects(page.raw)
    if count > _MOST_OBJECTS:
        return []
    every = _EVERY[(count >= _MANY) + (count >= _VERY_MANY)]
    paths = list(_paths(page, range(0, count, every)))
    found = sum(_may_part_cells(path, box, degrees) for path, box in paths)
    if found < (_FEWEST_FOUND if _FEW_OBJECTS <= count < _MANY else 1):
        return []
    paths += _paths(page, (place for place in range(count) if place % every))
    rules: list[Rule] = []
    for path, box in paths:
        rules += _rules_of(path, box, degrees)
        if len(rules) > _MOST_RULES:
            return []
    return rules


def _may_part_cells(path: int, box: Box, degrees: int) -> int:
    """1 for an upright, or a box that is drawn, as high as a row at least; a high one counts for as
    many as are asked for."""
    width, height = box[2] - box[0], box[3] - box[1]
    if degrees in (90, 270):
        width, height = height, width
    if height < _LOWEST_ROW or (width > _THICKEST and not _is_stroked(path)):
        return 0
    return _FEWEST_FOUND if height >= _HIGH else 1


def _paths(page: Any, places: Iterable[int]) -> Iterator[tuple[int, Box]]:
    """The paths among the objects at these places of a page, and what they take up."""
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value
    left, bottom, right, top = numbers = [ctypes.c_float() for _ in range(4)]
    addresses = [ctypes.addressof(number) for number in numbers]
    things = list(map(_object, repeat(handle), places))
    for thing, kind in zip(things, map(_kind, things), strict=True):
        if kind == _PATH and _bounds(thing, *addresses):
            yield thing, (left.value, bottom.value, right.value, top.value)


def _rules_of(path: int, box: Box, degrees: int) -> Iterator[Rule]:
    if box[2] - box[0] <= _THICKEST or box[3] - box[1] <= _THICKEST:
        yield from _side(box, degrees)
    elif _is_stroked(path):
        for side in _sides(path):
            yield from _side(side, degrees)


def _side(box: Box, degrees: int) -> Iterator[Rule]:
    """The rule that a thin box is."""
    x0, y0, x1, y1 = box
    if degrees:
        (x0, y0), (x1, y1) = turned(x0, y0, degrees), turned(x1, y1, degrees)
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= _THICKEST and width >= _SHORTEST:
        yield Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    elif width <= _THICKEST and height >= _SHORTEST:
        yield Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))


def _is_stroked(path: int) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    found = _draw_mode(path, ctypes.addressof(fill), ctypes.addressof(stroke))
    return bool(found) and bool(stroke.value)


def _sides(path: int) -> Iterator[Box]:
    """The straight lines of a path, each as a box; a curve ends them."""
    thing = ctypes.cast(path, pdfium_c.FPDF_PAGEOBJECT)
    count = pdfium_c.FPDFPath_CountSegments(thing)
    matrix = pdfium_c.FS_MATRIX()
    if count > _MOST_SEGMENTS or not pdfium_c.FPDFPageObj_GetMatrix(thing, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    here: tuple[float, float] | None = None
    for place in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(thing, place)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        there = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = there
        elif here is not None:
            yield _box(here, there)
        if pdfium_c.FPDFPathSegment_GetClose(segment) and start is not None:
            yield _box(there, start)
        here = there


def _box(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[0], other[0]),
        max(one[1], other[1]),
    )
