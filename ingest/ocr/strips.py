"""Cuts a picture that is very long, as of a till roll or a whole web page, between its lines."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

_LONGEST = 2.2  # times as high as wide; more is cut
_STRIP = 1.6  # times as high as wide, about, is a strip
_GAP = 5  # rows of pixels
_MOST_STRIPS = 40


def strips(picture: Any) -> Iterator[tuple[int, Any]]:
    """Where each strip begins, in pixels from the top, and the strip."""
    if picture.height <= _LONGEST * picture.width:
        yield 0, picture
        return
    count = min(_MOST_STRIPS, math.ceil(picture.height / (_STRIP * picture.width)))
    light = np.asarray(picture.convert("L").reduce((max(1, picture.width // 200), 1)), np.float32)
    uneven = np.convolve(light.max(axis=1) - light.min(axis=1), np.ones(_GAP) / _GAP, "same")
    start = 0
    for number in range(1, count + 1):
        aim, reach = number * picture.height // count, picture.height // (4 * count)
        near = uneven[aim - reach : aim + reach]
        end = picture.height if number == count else aim - reach + int(np.argmin(near))
        yield start, picture.crop((0, start, picture.width, end))
        start = end
