"""How askew a page lies, by its rows of ink: lines that lie straight leave empty rows between."""

from typing import Any

import numpy as np

_LONGEST_SIDE = 800  # pixels are enough to see it
_FARTHEST = 5.0  # degrees
_COARSE, _FINE = 1.0, 0.25
_LEAST = 0.3


def straightened(picture: Any) -> Any:
    """The picture, turned by a few degrees if it lies askew."""
    degrees = degrees_askew(picture)
    if abs(degrees) < _LEAST:
        return picture
    return picture.rotate(degrees, expand=True, fillcolor="white", resample=3)


def degrees_askew(picture: Any) -> float:
    """By how much it has to be turned against the clock to lie straight."""
    small = picture.convert("L")
    small.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    coarse = _best(small, np.arange(-_FARTHEST, _FARTHEST + _COARSE, _COARSE))
    return _best(small, np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE))


def _best(small: Any, degrees: Any) -> float:
    return float(max(degrees, key=lambda angle: _evenness(small, float(angle))))


def _evenness(small: Any, degrees: float) -> float:
    """How much the rows differ in their ink."""
    turned = np.asarray(small.rotate(degrees, fillcolor=255), np.float32)
    return float(np.square(np.diff(255.0 - turned.mean(axis=1))).sum())
