"""Spaces that the network for letters has left out, where the picture shows a gap between words.

In a soft picture, drawn anew at another size, the network joins words ("12June", "onTuesday"). The
gaps tell: in 75 lines of letters and receipts, 48 pixels high, those that it had left out were 10
pixels wide and more, those between the letters of a word 9 at most.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from localdocs.languages.unspaced import is_unspaced

_GAP = 10
_GAP_IN_FIGURES = 16
"""Pixels. A 1 has much room around it, and a figure must not become two."""

_TIMES_USUAL = 2.5
"""Times the usual gap of a line: what is set with spaces between all its letters is one word."""

_FAINT = 0.25  # of the darkest ink of the line
_BEFORE = frozenset(".,;:!?)%")
_IN_FIGURES = frozenset(".,:")


def with_spaces(
    signs: Sequence[str], places: npt.NDArray[np.float32], light: npt.NDArray[np.float32]
) -> str:
    """The signs as a text, with a space where there is a gap between two of them.

    ``places`` are about the middles of the signs, in pixels of ``light``: float32 [height, width],
    dark letters on a light ground.
    """
    darkest = light.min(axis=0)
    ink = np.median(light.max(axis=0)) - darkest
    inked = np.flatnonzero(ink >= _FAINT * max(float(ink.max()), 1e-6))
    gaps = [_widest(inked, int(one), int(other)) for one, other in pairwise(places)]
    usual = float(np.median(gaps)) if gaps else 0.0
    pieces = list(signs[:1])
    for before, sign, gap in zip(signs, signs[1:], gaps, strict=False):
        least = max(_least(before, sign), _TIMES_USUAL * usual)
        pieces.append(f" {sign}" if gap >= least and _may_part(before, sign) else sign)
    return "".join(pieces)


def _widest(inked: npt.NDArray[np.int64], start: int, end: int) -> int:
    """The widest stretch without ink between two columns."""
    first, last = np.searchsorted(inked, (start, end))
    return int(np.diff([start - 1, *inked[first:last], end]).max()) - 1


def _least(before: str, sign: str) -> int:
    is_figure = (before.isdigit() and (sign.isdigit() or sign in _IN_FIGURES)) or (
        before in _IN_FIGURES and sign.isdigit()
    )
    return _GAP_IN_FIGURES if is_figure else _GAP


def _may_part(before: str, sign: str) -> bool:
    """Whether words end and begin like this, in a script that parts them."""
    if is_unspaced(before) or is_unspaced(sign):
        return False
    return sign.isalnum() and (before.isalnum() or before in _BEFORE)
