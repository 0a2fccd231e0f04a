"""The engine of the extra ``localdocs[ocr]``: PP-OCR's networks, with what surrounds them here."""

import math
from collections.abc import Sequence
from typing import Any

from ingest.ocr.pp_ocr.components import Rectangle
from ingest.ocr.pp_ocr.crops import cut_out, pieces
from ingest.ocr.pp_ocr.lettering import Lettering
from ingest.ocr.pp_ocr.letters import Letters
from ingest.ocr.pp_ocr.network import Network
from ingest.ocr.pp_ocr.network_files import LETTERING, LETTERS
from ingest.ocr.words import Words

_LEAST_CONFIDENCE = 0.5
_LINES_TRIED = 6
_SURE = 0.9
_UPRIGHT = 1.5  # times as high as wide: a line that goes down the page


class PpOcr:
    """Reads pictures one after the other; the networks are loaded at the first."""

    def __init__(self) -> None:
        self._lettering = Lettering(Network(LETTERING))
        self._letters = Letters(Network(LETTERS, picks_best=True))

    def words(self, picture: Any) -> list[Words]:
        """See `Engine`. A picture that lies on its side, or on its head, is turned first."""
        places = self._lettering.places(picture)
        if not places:
            return []
        return self._read(*self._upright(picture, places))

    def _upright(
        self, picture: Any, places: Sequence[Rectangle]
    ) -> tuple[Any, Sequence[Rectangle]]:
        """The picture turned by quarters so that its lines can be read."""
        from PIL.Image import Transpose

        one, other = (0, 2) if _goes_across(places) else (1, 3)
        sure = self._sureness(picture, places, one)
        best = one if sure >= _SURE or sure > self._sureness(picture, places, other) else other
        if not best:
            return picture, places
        ways = {1: Transpose.ROTATE_90, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_270}
        turned = [_turned(place, picture.size, best) for place in places]
        return picture.transpose(ways[best]), turned

    def _sureness(self, picture: Any, places: Sequence[Rectangle], turns: int) -> float:
        """How sure the longest lines are if the picture is turned by so many quarters."""
        from PIL.Image import Transpose

        longest = sorted(places, key=lambda place: -max(place.width, place.height))
        lines = []
        for place in longest[:_LINES_TRIED]:
            line = _box_of(picture, place)
            ways = {1: Transpose.ROTATE_90, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_270}
            turned = line.transpose(ways[turns]) if turns else line
            middle = Rectangle(
                turned.width / 2,
                turned.height / 2,
                max(place.width, place.height),
                min(place.width, place.height),
                place.degrees,
            )
            lines.append(_beginning(cut_out(turned, middle)))
        read = self._letters.read(lines)
        return sum(sure for _, sure in read) / len(read)

    def _read(self, picture: Any, places: Sequence[Rectangle]) -> list[Words]:
        lines, origins = [], []
        for place in places:
            line = cut_out(picture, place)
            for start, end in pieces(line):
                lines.append(line.crop((start, 0, end, line.height)))
                origins.append((place, start / line.width, end / line.width))
        degrees = _usual_degrees(places)
        return [
            _placed(text, confidence, *origin, degrees)
            for (text, confidence), origin in zip(self._letters.read(lines), origins, strict=True)
            if text and confidence >= _LEAST_CONFIDENCE
        ]


def _goes_across(places: Sequence[Rectangle]) -> bool:
    """Whether the lines go from left to right, or to the left: not up or down."""
    across = sum(place.width for place in places if place.width >= _UPRIGHT * place.height)
    down = sum(place.height for place in places if place.height >= _UPRIGHT * place.width)
    return across >= down


def _usual_degrees(places: Sequence[Rectangle]) -> float:
    long = sorted((place.width, place.degrees) for place in places)[-40:]
    return sorted(degrees for _, degrees in long)[len(long) // 2]


def _box_of(picture: Any, place: Rectangle) -> Any:
    """The part of the picture around a place, with the place in its middle."""
    reach = math.hypot(place.width, place.height) / 2 + 2
    angle = math.radians(place.degrees)
    across = abs(math.cos(angle)) * place.width + abs(math.sin(angle)) * place.height
    down = abs(math.sin(angle)) * place.width + abs(math.cos(angle)) * place.height
    half_across, half_down = min(reach, across / 2 + 2), min(reach, down / 2 + 2)
    return picture.crop(
        (
            round(place.across - half_across),
            round(place.down - half_down),
            round(place.across + half_across),
            round(place.down + half_down),
        )
    )


def _beginning(line: Any) -> Any:
    """Enough of a line to see whether it can be read."""
    return line.crop((0, 0, min(line.width, 640), line.height))


def _turned(place: Rectangle, size: tuple[int, int], quarters: int) -> Rectangle:
    """A place of a picture of this size, after the picture was turned against the clock."""
    across, down, width, height = place.across, place.down, place.width, place.height
    wide, high = size
    for _ in range(quarters):
        across, down, width, height = down, wide - across, height, width
        wide, high = high, wide
    return Rectangle(across, down, width, height, place.degrees)


def _placed(
    text: str, confidence: float, place: Rectangle, start: float, end: float, degrees: float
) -> Words:
    """The words at their place on the page as it lies straight."""
    angle, own = math.radians(degrees), math.radians(place.degrees)
    along = ((start + end) / 2 - 0.5) * place.width
    across, down = place.across + math.cos(own) * along, place.down + math.sin(own) * along
    straight_across = math.cos(angle) * across + math.sin(angle) * down
    straight_down = math.cos(angle) * down - math.sin(angle) * across
    half_width, half_height = (end - start) * place.width / 2, place.height / 2
    return Words(
        text,
        straight_across - half_width,
        straight_down - half_height,
        straight_across + half_width,
        straight_down + half_height,
        confidence,
    )
