"""Reads a picture: words from the engine, put into lines."""

from typing import Any

from ingest.ocr.engine import open_engine
from ingest.ocr.layout.rows import lines_of
from ingest.ocr.scanned_page import ScannedPage
from ingest.ocr.strips import strips


def recognised(picture: Any) -> ScannedPage:
    """What stands on a ``PIL.Image.Image``. Raises ReadError where no engine is there."""
    engine = open_engine()
    words = [word.lower_by(top) for top, strip in strips(picture) for word in engine.words(strip)]
    letters = sum(len(word.text) for word in words)
    if not letters:
        return ScannedPage()
    sure = sum(word.confidence * len(word.text) for word in words) / letters
    return ScannedPage(tuple(lines_of(words, picture.size)), round(sure, 3))
