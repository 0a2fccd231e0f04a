"""The letters of a line in a picture, by the network of PP-OCR (CTC)."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.ocr.pp_ocr.network import Network
from ingest.ocr.pp_ocr.spaces import with_spaces

_HEIGHT = 48  # of a line, as the network wants it
_WIDTH_STEP = 32
_STRIDE = 8  # pixels from one place where it looks for a letter to the next
_NARROWEST = 64
_BATCH_PIXELS = 48 * 4000  # of a batch: more takes memory, and is no faster
_MOST_LINES = 8


class Letters:
    """Reads one set of lines after the other."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def read(self, lines: Sequence[Any]) -> list[tuple[str, float]]:
        """The text of each line, a ``PIL.Image.Image`` 48 pixels high, and how sure it is."""
        found: list[tuple[str, float]] = [("", 0.0)] * len(lines)
        for batch in _batches([line.width for line in lines]):
            widest = max(lines[number].width for number in batch)
            width = max(_NARROWEST, -(-widest // _WIDTH_STEP) * _WIDTH_STEP)
            values = np.zeros((len(batch), 3, _HEIGHT, width), np.float32)
            for place, number in enumerate(batch):
                seen = np.asarray(lines[number], np.float32).transpose(2, 0, 1)
                values[place, :, :, : lines[number].width] = seen / 127.5 - 1.0
            scores, numbers = self._network.run(values)
            for place, number in enumerate(batch):
                light = values[place, :, :, : lines[number].width].min(axis=0)
                found[number] = self._decoded(numbers[place, :, 0], scores[place, :, 0], light)
        return found

    def _decoded(
        self,
        numbers: npt.NDArray[np.int32],
        scores: npt.NDArray[np.float32],
        light: npt.NDArray[np.float32],
    ) -> tuple[str, float]:
        """CTC: what repeats at neighbouring places is one sign, and 0 is none."""
        fresh = np.concatenate([[True], numbers[1:] != numbers[:-1]]) & (numbers != 0)
        fresh &= numbers < len(self._signs)
        places = np.flatnonzero(fresh)
        if not len(places):
            return "", 0.0
        text = with_spaces(
            [self._signs[number] for number in numbers[places]],
            (places.astype(np.float32) + 0.5) * _STRIDE,
            light,
        )
        return text.strip(), float(scores[places].mean())

    @cached_property
    def _signs(self) -> list[str]:
        return ["", *self._network.names, " "]


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of lines of about the same width, as many as go together."""
    batch: list[int] = []
    for number in sorted(range(len(widths)), key=widths.__getitem__):
        pixels = (len(batch) + 1) * widths[number] * _HEIGHT
        if batch and (len(batch) >= _MOST_LINES or pixels > _BATCH_PIXELS):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch
