"""Lines cut out of a picture, straight and of the height that the network for letters wants."""

import math
from itertools import pairwise
from typing import Any

import numpy as np

from ingest.ocr.components import Rectangle

HEIGHT = 48
WIDEST = 1600
"""Pixels of a line of that height. A longer one is cut between words: the network garbles it."""

_STRAIGHT = 0.4  # degrees
_GAP = 6  # pixels between words, at least


def cut_out(picture: Any, place: Rectangle) -> Any:
    """The place as a picture 48 pixels high."""
    from PIL.Image import Resampling, Transform

    width, height = max(1, round(place.width)), max(1, round(place.height))
    left, top = place.across - place.width / 2, place.down - place.height / 2
    if abs(place.degrees) < _STRAIGHT:
        right, bottom = math.ceil(left + width), math.ceil(top + height)
        line = picture.crop(
            (
                max(0, math.floor(left)),
                max(0, math.floor(top)),
                max(1, min(picture.width, right)),
                max(1, min(picture.height, bottom)),
            )
        )
    else:
        cos, sin = math.cos(math.radians(place.degrees)), math.sin(math.radians(place.degrees))
        from_left = place.across - cos * width / 2 + sin * height / 2
        from_top = place.down - sin * width / 2 - cos * height / 2
        line = picture.transform(
            (width, height),
            Transform.AFFINE,
            (cos, -sin, from_left, sin, cos, from_top),
            Resampling.BICUBIC,
        )
    wide = max(8, round(line.width * HEIGHT / line.height))
    return line.resize((min(wide, 2 * WIDEST * 4), HEIGHT), Resampling.BILINEAR)


def pieces(line: Any) -> list[tuple[int, int]]:
    """Where a long line is to be cut: from and to, in pixels of the picture of the line."""
    if line.width <= WIDEST:
        return [(0, line.width)]
    count = math.ceil(line.width / WIDEST)
    light = np.asarray(line.convert("L"), np.float32)
    ink = light.max() - light.min(axis=0)
    smooth = np.convolve(ink, np.ones(_GAP) / _GAP, "same")
    cuts = [0]
    for number in range(1, count):
        aim, reach = number * line.width // count, line.width // (4 * count)
        near = smooth[aim - reach : aim + reach]
        cuts.append(aim - reach + int(np.argmin(near)))
    return list(pairwise([*cuts, line.width]))
