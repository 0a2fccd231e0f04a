"""Which engine reads pictures on this computer, if any does."""

import shutil
from functools import cache
from importlib.util import find_spec

from ingest.ocr.pp_ocr.network_files import LETTERING, LETTERS
from ingest.ocr.reasons import INSTALL, NEEDS_OCR
from ingest.ocr.words import Engine
from localdocs.errors import ReadError


def engine_name() -> str:
    """Which one it would be: "PP-OCR", "tesseract", or "" for none. Loads nothing."""
    if find_spec("PIL") is None:
        return ""
    if LETTERING.find() and LETTERS.find():
        return "PP-OCR"
    return "tesseract" if shutil.which("tesseract") else ""


@cache
def open_engine() -> Engine:
    """The engine of this process. Raises ReadError where there is none."""
    match engine_name():
        case "PP-OCR":
            from ingest.ocr.pp_ocr.engine import PpOcr

            return PpOcr()
        case "tesseract":
            from ingest.ocr.tesseract import Tesseract

            return Tesseract()
    raise ReadError(f"{NEEDS_OCR}: {INSTALL}")
