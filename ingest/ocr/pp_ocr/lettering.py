"""The places of lettering in a picture, by the network of PP-OCR (differentiable binarization).

The network paints each line of words, shrunk, as a blob. A blob is a place when the rectangle
around it has grown again to where the letters end.
"""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.ocr.pp_ocr.components import Rectangle, narrowest_rectangle, parts, turned_rectangle
from ingest.ocr.pp_ocr.network import Network

LONGEST_SIDE = 1280
"""Pixels of the picture that the network sees, at most: more takes longer, and finds no more."""

_SHORTEST_SIDE = 480
_STEP = 32  # the network wants sides that are multiples of it
_THRESHOLD = 0.3
_LEAST_SCORE = 0.5
_GROWTH = 1.4
_GROWTH_ASIDE = 1.7
"""Times the area of a blob, divided by its outline; PP-OCR has 1.6 for both. Less above and below
reads the figures of a poor scan better, less at the sides cuts words off."""

_LEAST_PIXELS = 12
_LEAST_SIDE = 3.0
_MOST_PLACES = 1500
_LONG = 3.0  # times as wide as high: a place that knows how it is turned
_ASKEW = 8.0  # degrees to the page, at most, for a line that goes its own way


class Lettering:
    """Finds places in one picture after the other."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def places(self, picture: Any) -> list[Rectangle]:
        """Rectangles around lines or parts of them, in pixels of the picture, in no order."""
        seen = _resized(picture)
        values = np.asarray(seen, np.float32).transpose(2, 0, 1)[None] / 127.5 - 1.0
        painted = self._network.run(np.ascontiguousarray(values))[0][0, 0]
        across, down = picture.width / seen.width, picture.height / seen.height
        return [_scaled(place, across, down) for place in _grown(painted)]


def _resized(picture: Any) -> Any:
    from PIL.Image import Resampling

    longest, shortest = max(picture.size), min(picture.size)
    scale = min(LONGEST_SIDE / longest, max(1.0, _SHORTEST_SIDE / shortest))
    sides = [max(_STEP, round(side * scale / _STEP) * _STEP) for side in picture.size]
    return picture.resize(tuple(sides), Resampling.BILINEAR)


def _grown(painted: npt.NDArray[np.float32]) -> list[Rectangle]:
    blobs = [
        part
        for part in parts(painted, _THRESHOLD)
        if part.pixels >= _LEAST_PIXELS and part.score >= _LEAST_SCORE
    ]
    blobs = sorted(blobs, key=lambda part: -part.pixels)[:_MOST_PLACES]
    narrowest = [narrowest_rectangle(part.corners) for part in blobs]
    page = _usual_degrees(narrowest)
    straight = [
        own if _knows(own, page) else turned_rectangle(part.corners, page)
        for part, own in zip(blobs, narrowest, strict=True)
    ]
    return [_grow(place) for place in straight if min(place.width, place.height) >= _LEAST_SIDE]


def _usual_degrees(places: Sequence[Rectangle]) -> float:
    """How the page is turned, by its longest lines."""
    longest = sorted(places, key=lambda place: -max(place.width, place.height))[:40]
    turned = [place.degrees for place in longest if _is_long(place)]
    return median(turned) if turned else 0.0


def _is_long(place: Rectangle) -> bool:
    return max(place.width, place.height) >= _LONG * min(place.width, place.height)


def _knows(place: Rectangle, page: float) -> bool:
    return _is_long(place) and abs(place.degrees - page) <= _ASKEW


def _grow(place: Rectangle) -> Rectangle:
    by = place.width * place.height / (place.width + place.height)
    aside, around = _GROWTH_ASIDE * by, _GROWTH * by
    if place.width < place.height:  # it lies on its side
        aside, around = around, aside
    return replace(place, width=place.width + aside, height=place.height + around)


def _scaled(place: Rectangle, across: float, down: float) -> Rectangle:
    scale = (across + down) / 2  # the sides are scaled nearly alike
    return Rectangle(
        place.across * across,
        place.down * down,
        place.width * scale,
        place.height * scale,
        place.degrees,
    )
