"""The signs of a line with their places along it, as far as PDFium tells them."""

import ctypes
import math
import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2.raw as pdfium_c

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_UNSEEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_LAM_WITH_ALEF = re.compile("([آأإا])ل")  # one sign, its two letters taken apart in the wrong order
_UPON = 0.05  # times the height: signs that begin at the same place


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter with its marks, or another sign, and where it begins and ends, in points.

    ``left`` and ``right`` go along the line as it is shown, ``low`` and ``high`` across it.
    """

    text: str
    left: float
    right: float
    low: float
    high: float

    @property
    def middle(self) -> float:
        """Where its middle lies along the line."""
        return (self.left + self.right) / 2

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is a letter of a script that runs to the left."""
        return RIGHT_TO_LEFT.match(self.text) is not None and self.text[0].isalpha()

    @property
    def is_left_to_right(self) -> bool:
        """Whether it is a letter of another script."""
        return self.text[0].isalpha() and RIGHT_TO_LEFT.match(self.text) is None


def signs_of(handle: Any, text: str, first: int) -> list[Sign] | None:
    """The signs of a text that begins at the place ``first`` of the page's text, leftmost first.

    None where they do not lie on one line.
    """
    box = pdfium_c.FS_RECTF()
    signs: list[Sign] = []
    turn: float | None = None
    for place, character in enumerate(text, start=first):
        index = pdfium_c.FPDFText_GetCharIndexFromTextIndex(handle, place)
        if _UNSEEN.match(character):
            continue
        if not pdfium_c.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box)):
            return None
        if turn is None:
            turn = pdfium_c.FPDFText_GetCharAngle(handle, index)
        signs.append(_along(character, box, turn))
    letters = [sign for sign in signs if not sign.text.isspace()]
    if not letters or not _on_one_line(letters):
        return None
    ordered = sorted(_with_marks(_whole(signs)), key=lambda sign: sign.middle)
    return None if any(map(_lie_upon_each_other, ordered, ordered[1:])) else ordered


def _along(character: str, box: Any, turn: float) -> Sign:
    """A sign by the direction of its line, which is turned clockwise by so much."""
    cosine, sine = math.cos(turn), math.sin(turn)
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    along = [x * cosine - y * sine for x, y in corners]
    across = [x * sine + y * cosine for x, y in corners]
    return Sign(character, min(along), max(along), min(across), max(across))


def _on_one_line(signs: list[Sign]) -> bool:
    heights = [sign.high - sign.low for sign in signs]
    middles = [(sign.high + sign.low) / 2 for sign in signs]
    return max(middles) - min(middles) < max(heights)


def _lie_upon_each_other(left: Sign, right: Sign) -> bool:
    both = left.text[0].isalnum() and right.text[0].isalnum()
    return both and right.middle - left.middle < _UPON * (right.high - right.low)


def _whole(signs: list[Sign]) -> list[Sign]:
    """With the letters of one ligature, or of a word that is said to be one sign, together: PDFium
    hands out the last one first."""
    whole = []
    for (left, right), group in groupby(signs, key=lambda sign: (sign.left, sign.right)):
        same = list(group)
        if len(same) > 1 and left < right and any(sign.is_right_to_left for sign in same):
            text = "".join(sign.text for sign in reversed(same)).strip()
            whole.append(replace(same[0], text=_LAM_WITH_ALEF.sub(r"ل\1", text)))
        else:
            whole += same
    return whole


def _with_marks(signs: list[Sign]) -> list[Sign]:
    """With marks behind the letters that they stand above or below."""
    bases = [sign for sign in signs if not unicodedata.combining(sign.text[0])]
    letters = [place for place, sign in enumerate(bases) if sign.is_right_to_left]
    for sign in signs:
        if unicodedata.combining(sign.text[0]) and letters:
            nearest = min(letters, key=lambda place: abs(bases[place].middle - sign.middle))
            bases[nearest] = replace(bases[nearest], text=bases[nearest].text + sign.text)
    return bases
